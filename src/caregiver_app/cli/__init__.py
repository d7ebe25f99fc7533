"""The command line `caregiver`: one file a command, no Qt, and nothing heavy imported before it is needed."""

from caregiver_app.cli.main import main, run

__all__ = ["main", "run"]
