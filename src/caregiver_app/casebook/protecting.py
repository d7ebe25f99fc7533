"""Protect a case that is there already, or take its passphrase off. The case must be closed for it."""

from pathlib import Path

from caregiver_app.casebook.protection import Protection
from caregiver_app.progress import Progress, silent
from caregiver_app.store import protecting
from caregiver_app.store.keys import Keys


def protect(folder: Path, protection: Protection, progress: Progress = silent) -> None:
    """Write the whole case anew so that only its passphrase or its recovery sheet opens it.

    Long work on values: it may run in any thread. When it cannot be finished, the case is as it was. Raises CaseInUse
    while somebody has it open, DiskFull where it has no room beside itself, and whatever `progress` raises.
    """
    protecting.protect(folder, protection.keys, protection.wrapped, progress)


def unprotect(folder: Path, keys: Keys, progress: Progress = silent) -> None:
    """Write the whole case anew so that anybody who has the folder can read it; else as `protect`."""
    protecting.unprotect(folder, keys, progress)
