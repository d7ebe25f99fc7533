"""Backups in the window: written, kept by themselves, brought back."""
