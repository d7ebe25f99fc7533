"""Check a case: every record, every byte of every file. A check repairs nothing; a repair deletes nothing."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Self

from caregiver_app.casebook.backing_up import back_up_first
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.sets import fingerprints_in_use
from caregiver_app.casebook.read_lately import keep_all_read
from caregiver_app.errors import CaregiverError, CaseDamaged
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress, silent
from caregiver_app.store.integrity import Finding, RecordsLook
from caregiver_app.store.integrity_beside import look_at_copy
from caregiver_app.store.integrity_files import Reading, look_at_files, look_without_records
from caregiver_app.store.keys import Keys
from caregiver_app.store.live_file import Source
from caregiver_app.store.originals import Originals
from caregiver_app.store.set_aside import (
    SetAside,
    TakenIn,
    can_be_set_aside,
    can_be_taken_in,
    set_aside,
    take_good_copies,
)

_LOOKED_AT_AGAIN: Final = ("note", "keys")


@dataclass(frozen=True)
class Checked:
    """What a check found, and how many files it read."""

    findings: tuple[Finding, ...]
    files: int


def check_case(
    folder: Path, progress: Progress = silent, keys: Keys | None = None, *, accept: bool = False
) -> tuple[Finding, ...]:
    """Return everything that is not as it should be, in words. Raises what opening a case raises.

    Of a case file too damaged to be opened that is the first finding, and its files are read all the same. `accept`
    says that somebody looked over what was changed outside this program.
    """
    try:
        book = Casebook.open(folder, keys)
    except CaseDamaged as problem:
        return look_without_records(folder, problem, progress, keys)
    with book:
        if accept:
            book.accept()
        found = book.findings(progress)
        note_all_read(book, found)
        return found


@dataclass(frozen=True)
class Repaired:
    """What a repair did: where what was moved lies now, which files, and which good copies were taken in.

    `findings` are what a check finds now.
    """

    findings: tuple[Finding, ...]
    place: Path | None
    moved: tuple[str, ...]
    taken: TakenIn


def repair_case(
    folder: Path,
    source: Path | None = None,
    progress: Progress = silent,
    keys: Keys | None = None,
    *,
    with_backup: bool = True,
) -> Repaired:
    """Move aside what is damaged or belongs to nothing, take good copies in from `source`, and check again.

    Nothing is deleted, and a backup of the records is made first, unless it is not wanted. Raises NoBackupFirst, and
    what opening a case raises.
    """
    with Casebook.open(folder, keys) as book:
        before = book.findings(progress)
        if with_backup and any(can_be_set_aside(one) or can_be_taken_in(one) for one in before):
            back_up_first(book.whole, date.today(), progress)
        aside = set_findings_aside(book, before)
        taken = take_good_copies(book.originals, before, source, progress) if source is not None else TakenIn((), 0)
        after = book.findings(progress)
    place, moved = (aside.place, aside.files) if aside is not None else (None, ())
    return Repaired(after, place, moved, taken)


def taken_words(taken: TakenIn, source: Path) -> str:
    """Say how many good copies were taken in from a place, and what there could not be read."""
    n = len(taken.fingerprints)
    if n:
        said = ngettext("{n} good copy was taken in.", "{n} good copies were taken in.", n).format(n=n)
    else:
        said = _("No good copy of what is missing or damaged is in “{place}”.").format(place=source.name or str(source))
    if taken.unread:
        words = ngettext(
            "{n} file or folder there could not be read.",
            "{n} files or folders there could not be read.",
            taken.unread,
        )
        said += " " + words.format(n=taken.unread)
    return said


def set_findings_aside(book: Casebook, findings: Sequence[Finding]) -> SetAside | None:
    """Move aside what these findings name, where it is damaged or belongs to nothing. Raises CaregiverError."""
    book.require_writable()
    aside = set_aside(book.folder, findings, may_tell=book.keys is None)
    book.mend_notes()
    return aside


@dataclass(frozen=True)
class ToCheck:
    """An open case as what may be checked in any thread while it is open.

    `doubts` are what is told of it already. `records` is what its records tell, where no copy of them can be made:
    where nothing can be written, or another window writes.
    """

    whole: Source
    originals: Originals
    doubts: tuple[str, ...]
    records: RecordsLook | None = None

    @classmethod
    def of(cls, book: Casebook) -> Self:
        """Take from an open case what a check needs. For the thread that opened it, once no note waits."""
        records = book.look_at_records() if book.read_only else None
        if records is not None:  # another window may have saved more since: what is new is not told as damage
            records = replace(records, told=(), all_known=False)
        return cls(book.whole, book.originals, book.doubts, records)


def note_all_read(book: Casebook, found: Sequence[Finding]) -> None:
    """Keep in mind that every file was read today. A damaged case file is left as it is; a disk that refuses, be it."""
    if not book.read_only and not any(one.kind == "damaged" for one in found):
        with suppress(CaregiverError):
            keep_all_read(book, date.today())


def check_records(case: ToCheck, progress: Progress = silent) -> RecordsLook:
    """Check every record of an open case and list its files. Long work on values, in any thread."""
    if case.records is not None:
        return case.records
    return look_at_copy(case.whole, case.doubts, case.originals, progress)


def check(case: ToCheck, progress: Progress = silent) -> Checked:
    """Check every record and read every file of an open case. Long work on values, in any thread."""
    records = check_records(case, progress)
    look = look_at_files(records, case.originals, progress)
    return Checked(records.findings + look.findings, look.read)


def as_it_is_now(checked: Checked, book: Casebook) -> Checked:
    """Leave out what was only found because something was written while the check was under way.

    Such are files that were listed meanwhile, notes that say what the case says now, and a file of keys that is as it
    was written by now. For the casebook's thread.
    """
    case = book.snapshot()
    listed = fingerprints_in_use(case, book.originals)
    again = [one for one in checked.findings if one.kind in _LOOKED_AT_AGAIN]
    look = Reading(book.folder, book.originals, silent)
    if again:
        _write_waiting_notes(book)
    known = {one.id: one for one in (*case.documents, case.person)} if again else {}
    for one in again:
        if one.kind == "keys":
            look.look_at_keys(one.where, book.keys)
        else:
            look.look_at_note(book.folder / one.where, known, all_known=True)
    still = {(one.kind, one.where) for one in look.found}

    def is_so(one: Finding) -> bool:
        if one.kind == "stray":
            return one.where not in listed
        return one.kind not in _LOOKED_AT_AGAIN or (one.kind, one.where) in still

    return Checked(tuple(one for one in checked.findings if is_so(one)), checked.files)


def _write_waiting_notes(book: Casebook) -> None:
    for _part in book.notes_in_parts():
        pass
