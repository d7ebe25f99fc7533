"""The CAR-T steps in the window: the twelve stages, what the own team told, and the daily log."""
