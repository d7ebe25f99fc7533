"""Check a case: every record, every byte of every file. It finds and names; it repairs nothing."""

from dataclasses import dataclass
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.sets import fingerprints_in_use
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.progress import Progress, silent
from caregiver_app.store.integrity import Finding, RecordsLook, look_at_files
from caregiver_app.store.originals import Originals


@dataclass(frozen=True)
class Checked:
    """What a check found, and how many files it read."""

    findings: tuple[Finding, ...]
    files: int


def check_case(folder: Path, progress: Progress = silent) -> tuple[Finding, ...]:
    """Return everything that is not as it should be, in words. Raises what opening a case raises."""
    with Casebook.open(folder) as book:
        return book.findings(progress)


def check_records(book: Casebook) -> RecordsLook:
    """Check the records of an open case and list its files. Quick, and for the thread that opened the case."""
    return book.look_at_records()


def check_files(records: RecordsLook, originals: Originals, progress: Progress = silent) -> Checked:
    """Read every file the records speak of, after `check_records`. Long work on values, in any thread."""
    look = look_at_files(records.files, originals, progress)
    return Checked(records.findings + look.findings, look.read)


def without_newcomers(checked: Checked, case: CaseSnapshot, originals: Originals) -> Checked:
    """Leave out files that were listed while the check was under way, as `case` shows them now."""
    listed = fingerprints_in_use(case, originals)
    kept = (one for one in checked.findings if not (one.kind == "stray" and one.where in listed))
    return Checked(tuple(kept), checked.files)
