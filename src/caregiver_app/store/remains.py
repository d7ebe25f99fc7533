"""What is left of a case whose case file is gone or damaged: told before anything is made of it. Nothing is changed.

A backup is read in memory, so this works on a full disk and on one that can only be read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final, Literal

from caregiver_app.domain.documents.document import SETS, Document, fingerprints_of
from caregiver_app.domain.packet.records import SentPacket
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError, CaseDamaged
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import is_sealed
from caregiver_app.store import backup, file_check, plain_words, schema
from caregiver_app.store.connection import HEADER
from caregiver_app.store.engine import connected
from caregiver_app.store.keys import Keys
from caregiver_app.store.originals import FOLDER, Originals
from caregiver_app.store.sidecars import Sidecar, Sidecars
from caregiver_app.store.steps import Steps
from caregiver_app.store.thinning import Backup
from caregiver_app.store.transaction import Transaction

State = Literal["gone", "empty", "damaged", "partly"]

_A_FEW: Final = 3


class KeysGone(CaregiverError):
    """The case is locked, and the files that keep its keys are not there."""


@dataclass(frozen=True)
class Contents:
    """What a good backup of a case file holds: the case, and the versions its history can bring back."""

    backup: Backup
    case: CaseSnapshot
    documents: tuple[Document, ...]
    packets: tuple[SentPacket, ...]


@dataclass(frozen=True)
class InBackup:
    """A good backup in numbers: its name, its day by the clock of then, and how much of what is in it."""

    name: str
    day: date | None
    entries: int
    documents: int
    others: int


@dataclass(frozen=True)
class Remains:
    """What is left, in numbers.

    `damaged` backups are newer than the good one. `added` and `changed` documents the notes tell of, and the backup
    does not, or says otherwise. Of `unnamed` papers nothing is known but what is in them; `unlisted` are all papers
    that the backup alone does not know.
    """

    state: State
    backup: InBackup | None
    damaged: int
    added: int
    changed: int
    unnamed: int
    unlisted: int


def is_left(folder: Path) -> bool:
    """Whether something of a case is in a folder, be it that nobody can tell what."""
    try:
        notes = Sidecars(folder).files()
        papers = Originals(folder / FOLDER).fingerprints()
        return any(True for some in (notes, papers, backup.listed(folder)) for _one in some)
    except CaregiverError:
        return True


def look(folder: Path, keys: Keys | None = None, progress: Progress = silent, *, opens: bool = False) -> Remains:
    """Tell what is left; `opens` says that the case still can be opened. Long work on values.

    Raises KeysGone, CaseTooNew or another CaregiverError.
    """
    require_keys(folder, keys)
    contents, damaged = newest_good(folder, keys, progress)
    originals = Originals(folder / FOLDER, keys.seal if keys is not None else None)
    notes = Sidecars(folder, originals.seal).all(progress)
    here = {one.id: one for one in contents.case.documents} if contents is not None else {}
    told = [note.record for note in notes if isinstance(note.record, Document) and not note.removed]
    held = (contents.documents, contents.packets) if contents is not None else ((), ())
    unlisted = set(papers_unknown(originals, *held))
    unnamed = set(papers_unknown(originals, (*held[0], *documents_in(notes)), held[1]))
    return Remains(
        "partly" if opens else _state_of(folder / schema.CASE_FILE),
        _in_numbers(contents) if contents is not None else None,
        damaged,
        sum(one.id not in here for one in told),
        sum(one.id in here and here[one.id] != one for one in told),
        len(unnamed),
        len(unlisted),
    )


def require_keys(folder: Path, keys: Keys | None) -> None:
    """Raise KeysGone where what is left is locked and nothing is there to open it."""
    if keys is None and _is_locked(folder):
        raise KeysGone(
            _("The case “{folder}” is locked, and the files that keep its keys are gone.").format(folder=folder.name),
            safe=_("Nothing was changed. What is there is still locked."),
            now=_("Put the file passphrase.age or recovery.age back from a copy of the case, then open it again."),
        )


def newest_good(folder: Path, keys: Keys | None = None, progress: Progress = silent) -> tuple[Contents | None, int]:
    """Return what the newest backup holds that is as it was written and can be read, and how many newer ones are not.

    Raises CaseTooNew where it was written by a newer program.
    """
    damaged = 0
    for one in backup.listed(folder):
        progress(0, 0, one.path.name)
        if file_check.is_whole(one.path, keys):
            try:
                return _read(one, folder, keys), damaged
            except CaseDamaged:
                pass
        damaged += 1
    return None, damaged


def documents_in(notes: Iterable[Sidecar]) -> tuple[Document, ...]:
    """Return the documents of notes, also those that were removed."""
    return tuple(note.record for note in notes if isinstance(note.record, Document))


def papers_unknown(originals: Originals, documents: Iterable[Document], packets: Iterable[SentPacket]) -> Iterator[str]:
    """Go through the papers that none of these documents and packets is made of."""
    used = {packet.told for packet in packets}
    for one in documents:
        used.update(fingerprints_of(one))
        manifest = originals.manifest(one.fingerprint) if one.format in SETS else None
        if manifest is not None:
            used.update(file.fingerprint for file in manifest.files)
    yield from (name for name in originals.fingerprints() if name not in used)


def _state_of(file: Path) -> State:
    try:
        return "damaged" if file.is_dir() or file.stat().st_size else "empty"
    except OSError:
        return "gone"


def _is_locked(folder: Path) -> bool:
    """Whether notes, backups or papers are sealed: the first of these that are there tell for all."""
    try:
        notes = list(islice(Sidecars(folder).files(), _A_FEW))
        if notes:
            return all(is_sealed(file) for file in notes)
        copies = [one.path for one in backup.listed(folder)[:_A_FEW]]
        if copies:
            return not any(_begins(copy, HEADER) for copy in copies)
        papers = list(islice(Originals(folder / FOLDER).files(), _A_FEW))
        return bool(papers) and all(is_sealed(file) for file in papers)
    except OSError:
        return False


def _begins(file: Path, with_what: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(with_what)) == with_what


def _read(one: Backup, folder: Path, keys: Keys | None) -> Contents:
    raw = schema.copy_of_backup(one.path, folder, keys)
    try:
        with connected(raw, folder) as connection:
            read, steps = Transaction(connection).find, Steps(connection)
            try:
                case = CaseSnapshot.read(read)
            except ValueError as problem:  # a record that is none, or no person
                raise plain_words.damaged(folder) from problem
            documents = (*case.documents, *steps.versions_of_all(Document))
            return Contents(one, case, documents, (*case.sent_packets, *steps.versions_of_all(SentPacket)))
    finally:
        raw.close()


def _in_numbers(contents: Contents) -> InBackup:
    case = contents.case
    entries, documents = len(case.entries), len(case.documents)
    others = sum(1 for _record in case.records()) - 1 - entries - documents
    return InBackup(contents.backup.path.name, contents.backup.day, entries, documents, others)
