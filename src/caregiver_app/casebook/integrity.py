"""Check a case: every record, every byte of every file. It finds and names; it repairs nothing."""

from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.progress import Progress, silent
from caregiver_app.store.integrity import Finding


def check_case(folder: Path, progress: Progress = silent) -> tuple[Finding, ...]:
    """Return everything that is not as it should be, in words. Raises what opening a case raises."""
    with Casebook.open(folder) as book:
        return book.findings(progress)
