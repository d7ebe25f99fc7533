"""The CAR-T steps: rounds, their stages, tasks and dates, the own team's instructions and the daily log."""
