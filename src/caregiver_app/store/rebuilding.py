"""Make a case file anew when it is gone or damaged: from the newest good backup, the notes and the papers themselves.

The damaged file is set aside, by one rename with the new one taking its place. Nothing is deleted; it can be undone.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.records import SentPacket
from caregiver_app.domain.person import Person
from caregiver_app.errors import CaregiverError, CaseDamaged, CaseMissing
from caregiver_app.fsops import UNFINISHED, clear_unfinished, files_under, listed, told_plainly
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import size_of
from caregiver_app.sniff import sniff
from caregiver_app.store import backup, remains, schema, switching
from caregiver_app.store.case_copy import raise_number
from caregiver_app.store.database import Store
from caregiver_app.store.keys import Keys
from caregiver_app.store.originals import FOLDER as ORIGINALS
from caregiver_app.store.originals import Originals
from caregiver_app.store.sidecars import FOLDER as NOTES
from caregiver_app.store.sidecars import Sidecars
from caregiver_app.store.thinning import Backup
from caregiver_app.store.transaction import Transaction

BEFORE: Final = "before rebuilding"
UNDONE: Final = "rebuilding undone"
"""By what the folders are known that the parts in place before, and those of a rebuilding that was undone, go into."""

_SHORT: Final = 8
_NOT_NEEDED: Final = f".{backup.FOLDER}{UNFINISHED}"


@dataclass(frozen=True)
class Rebuilt:
    """What came of it: how many documents are known, how many papers nobody knows the name of, and from what.

    `base` is the name of the backup it began with, empty where there was none; `with_papers` says that more than that
    was taken. What was there before lies `aside`.
    """

    documents: int
    unnamed: int
    base: str
    aside: Path | None
    with_papers: bool = True


def require_rebuildable(folder: Path, keys: Keys | None = None) -> bool:
    """Raise CaregiverError where there is nothing to rebuild: a case that is whole, newer, locked, in use, or none.

    Return whether the case opens all the same, with a part of it damaged.
    """
    try:
        with Store.open(folder, keys) as store:
            whole = not store.faults() and not any(one.unreadable and not one.looked_over for one in store.differing())
            store.snapshot()
    except CaseDamaged:
        remains.require_keys(folder, keys)
        return False
    except CaseMissing:
        if not remains.is_left(folder):
            raise
        remains.require_keys(folder, keys)
        return False
    if whole:
        raise CaregiverError(
            _("The case file of “{folder}” can be read, so nothing was made anew.").format(folder=folder.name),
            safe=_("Nothing was changed."),
            now=_("Open the case as usual. Check your records if you are not sure."),
        )
    return True


def rebuild(
    folder: Path,
    label: str,
    at: str,
    keys: Keys | None = None,
    *,
    base: Backup | None,
    with_papers: bool = True,
    progress: Progress = silent,
) -> Rebuilt:
    """Make the case file anew, from `base` where there is one. Raises CaregiverError; then all is as it was.

    `with_papers` adds what the notes tell and the papers nobody knows; else the case is just as in `base`. Call
    `require_rebuildable` first. `label` names the step and `at` is now.
    """
    with switching.held(folder):
        originals = Originals(folder / ORIGINALS, keys.seal if keys is not None else None)
        notes = Sidecars(folder, originals.seal)
        aside = folder / switching.next_aside(folder, BEFORE)
        with told_plainly(folder), switching.staged(folder, BEFORE) as stage:
            place = stage.place(schema.CASE_FILE)
            if base is not None:
                shutil.copyfile(base.path, place)
                highest = max(one.change or 0 for one in backup.listed(folder))
                raise_number(place, folder, keys, highest + 1)
            else:
                schema.create(place, keys)
            with Store.open(stage.room, keys) as store:
                filling = _Filling(store, originals, notes, progress)
                filling.fill(label, at, folder.name, with_papers=with_papers)
                known = len(store.read(Document)) - filling.unnamed
            if (stage.room / backup.FOLDER).exists():  # an old backup was brought up to date, and copied for that
                (stage.room / backup.FOLDER).rename(stage.room / _NOT_NEEDED)
                clear_unfinished(stage.room / _NOT_NEEDED)
        switching.complete(folder)
    there = aside if listed(aside) else None
    return Rebuilt(known, filling.unnamed, base.path.name if base is not None else "", there, with_papers)


def last_rebuilding(folder: Path) -> Path | None:
    """Return what a rebuilding, or undoing one, set aside last; None where there was none. Raises CaregiverError."""
    return next((path for path in switching.set_aside(folder) if path.name[4:] in (BEFORE, UNDONE)), None)


def undo_rebuilding(folder: Path, aside: Path) -> Path:
    """Put back what a rebuilding set aside, and set aside what is there now; return where. Raises CaregiverError."""
    with switching.held(folder):
        with switching.staged(folder, UNDONE) as stage:
            for file in files_under(aside):
                stage.copy(file, file.relative_to(aside).as_posix())
            stage.drop(schema.CASE_FILE, NOTES)
        switching.complete(folder)
    return switching.set_aside(folder)[0]


class _Filling:
    """Put into a new or restored case file what the notes and the papers tell."""

    def __init__(self, store: Store, originals: Originals, notes: Sidecars, progress: Progress) -> None:
        self._store = store
        self._originals = originals
        self._erased = notes.erased()
        self._notes = [note for note in notes.all(progress) if note.record.id not in self._erased]
        self._progress = progress
        self.unnamed = 0

    def fill(self, label: str, at: str, name: str, *, with_papers: bool) -> None:
        """Write two steps at most: everything there is, and what was removed taken out again; then the notes.

        What was erased for good since the backup was made does not come back with it.
        """
        if self._erased:
            self._store.erasing.erase(self._erased)
        if with_papers:
            self._put_papers(label, at, name)
        self._store.sidecars.mend(self._store.read)

    def _put_papers(self, label: str, at: str, name: str) -> None:
        told = [note for note in self._notes if isinstance(note.record, Document)]
        removed = []
        with self._store.writing(label, at) as tx:
            self._put_person(tx, name)
            here = {one.id: one for one in self._store.read(Document)}
            numbers = {one.number: one.id for one in here.values()}
            known = {*here, *(note.record.id for note in told)}
            for done, note in enumerate(sorted(told, key=lambda note: _number(note.record))):
                self._progress(done, len(told), "")
                if note.removed:
                    removed.append(note.record.id)
                if not note.removed or note.record.id not in here:
                    tx.put(_without_lost_links(_numbered(note.record, numbers, tx), known))
            while tx.next_number("document") < max(numbers, default=0):
                pass
            for fingerprint in self._unlisted():
                self._put_unnamed(tx, fingerprint)
        if removed:
            # What something in an older backup leads to stays in.
            with suppress(IntegrityError), self._store.writing(_("Take out again what had been removed"), at) as tx:
                for one in tx.find(Document):
                    if one.id in removed:
                        tx.remove(one)

    def _put_person(self, tx: Transaction, name: str) -> None:
        told = next((note.record for note in self._notes if isinstance(note.record, Person)), None)
        if not tx.find(Person):
            tx.put(told or Person(name=name))

    def _unlisted(self) -> Iterator[str]:
        """Go through the papers that no document is made of."""
        steps = self._store.steps
        documents = (*self._store.read(Document), *steps.versions_of_all(Document), *remains.documents_in(self._notes))
        packets = (*self._store.read(SentPacket), *steps.versions_of_all(SentPacket))
        return remains.papers_unknown(self._originals, documents, packets)

    def _put_unnamed(self, tx: Transaction, fingerprint: str) -> None:
        self._progress(self.unnamed, 0, "")
        file = self._originals.file(fingerprint)
        try:
            form, size = sniff(file), size_of(file)
        except OSError:
            form, size = "unknown", 0
        title = _("Paper without a name, {fingerprint}").format(fingerprint=fingerprint[:_SHORT])
        number = tx.next_number("document")
        tx.put(Document(number=number, title=title, fingerprint=fingerprint, size=size, format=form, in_inbox=True))
        self.unnamed += 1


def _number(record: object) -> int:
    return record.number if isinstance(record, Document) else 0


def _numbered(record: object, numbers: dict[int, UUID], tx: Transaction) -> Document:
    """Return a document under its own number, or under the next one where another document has it."""
    assert isinstance(record, Document)
    if numbers.setdefault(record.number, record.id) == record.id:
        return record
    return record.amended(number=max(max(numbers) + 1, tx.next_number("document")))


def _without_lost_links(document: Document, known: set[UUID]) -> Document:
    """Return a document without links to documents of which nothing is known any more."""
    changes = {
        name: None
        for name in ("translation_of", "part_of")
        if (linked := getattr(document, name)) is not None and linked not in known
    }
    return document.amended(**changes) if changes else document
