"""Caregiver Organizer: a treatment history, its papers, and one packet for a second opinion."""

__version__ = "0.1.0"
