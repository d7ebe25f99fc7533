"""One open case: read it whole, change it step by step, take steps back."""

import sys
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID

from caregiver_app.casebook.new_folder import refuse_occupied
from caregiver_app.domain.handover.past import Past
from caregiver_app.domain.handover.side import StepMark
from caregiver_app.domain.person import Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot, kinds_held
from caregiver_app.errors import CaregiverError, CaseSwapped, NotSaved
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Seal
from caregiver_app.store.backup import keep_copy
from caregiver_app.store.database import Store
from caregiver_app.store.erasing import Erasure
from caregiver_app.store.in_parts import InParts
from caregiver_app.store.integrity import Finding, RecordsLook, look_at_records
from caregiver_app.store.integrity_files import findings
from caregiver_app.store.keys import Keys, Wrapped
from caregiver_app.store.live_file import Source
from caregiver_app.store.originals import Originals
from caregiver_app.store.plain_words import swapped
from caregiver_app.store.readings import Readings
from caregiver_app.store.remembered import Remembered
from caregiver_app.store.search import Search
from caregiver_app.store.steps import Change, Removed, Step, Version
from caregiver_app.store.transaction import Transaction

Changed = frozenset[type[Record]]


class Casebook:
    """Hold one open case. Use it from the thread that opened it; long work takes `snapshot()` and `originals`."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._clock = clock
        self._listeners: list[Callable[[Changed], None]] = []
        self._told_of_refusals: list[Callable[[NotSaved], None]] = []
        self._is_put_aside = False
        self._snapshot: CaseSnapshot | None = None
        self._keeps_backups = False

    @classmethod
    def create(cls, folder: Path, person: Person, keys: Keys | None = None, wrapped: Wrapped | None = None) -> Self:
        """Start a case in a folder that does not exist yet or is empty, and open it; with keys a protected one.

        Raises CaregiverError when something is in the way or the disk refuses; then nothing is left behind.
        """
        refuse_occupied(folder)
        Store.create(folder, person, keys, wrapped)
        return cls.open(folder, keys)

    @classmethod
    def open(cls, folder: Path, keys: Keys | None = None, *, sure: bool = False) -> Self:
        """Open a case. Raises CaseLocked (no keys), CaseMissing, CaseInUse, CaseTooNew or CaseDamaged.

        Raises CaseElsewhere where another computer may have it open, unless somebody is `sure` that none has.
        """
        return cls(Store.open(folder, keys, sure=sure))

    @classmethod
    def open_to_read(cls, folder: Path, keys: Keys | None = None) -> Self:
        """Open what was saved last of a case that another window or command holds; it cannot be changed."""
        return cls(Store.open_to_read(folder, keys))

    @property
    def folder(self) -> Path:
        """The case folder."""
        return self._store.folder

    @property
    def keys(self) -> Keys | None:
        """The keys of a protected case, None for one without a passphrase."""
        return self._store.keys

    @property
    def seal(self) -> Seal | None:
        """What closes and opens what is kept beside a protected case; None for one without a passphrase."""
        return self.keys.seal if self.keys is not None else None

    @property
    def whole(self) -> Source:
        """All of the case, to be written into one file in any thread while it is open."""
        return Source.of(self._store)

    @property
    def remembered(self) -> Remembered:
        """What the program keeps in mind about the case. Use it from the casebook's thread."""
        return self._store.remembered

    @property
    def is_held_elsewhere(self) -> bool:
        """Whether this is a copy of what was saved last in a case that another window or command holds."""
        return self._store.is_copy

    @property
    def read_only(self) -> bool:
        """Whether the case can be read here and not changed."""
        return self._store.read_only

    def require_writable(self) -> None:
        """Raise CaseReadOnly when the case cannot be changed: said before long work whose outcome could not be kept."""
        self._store.require_writable()

    def require_readable(self) -> None:
        """Read what a window shows at once. Raises CaseDamaged where the file opened and is too damaged for that."""
        self.snapshot()
        self._store.steps.to_undo()
        self._store.steps.to_redo()
        self.remembered.get("")

    @property
    def doubts(self) -> tuple[str, ...]:
        """The files that are not as this program closed them, be it damage or another program, and nobody said more."""
        return self._store.doubts

    @property
    def originals(self) -> Originals:
        """The files of the case, by fingerprint. Usable from any thread."""
        return self._store.originals

    @property
    def readings(self) -> Readings:
        """What was read on the pages of the papers. Use it from the casebook's thread."""
        return self._store.readings

    @property
    def search(self) -> Search:
        """The index by which papers are found. Use it from the casebook's thread."""
        self._store.parts.finish()  # what it finds must be in the case
        return self._store.search

    def findings(self, progress: Progress = silent) -> tuple[Finding, ...]:
        """Read every byte of the case and return what is not as it should be. Nothing is repaired."""
        return findings(self._store, progress)

    def notes_in_parts(self) -> Iterator[None]:
        """Write the notes in the folder `about` that still wait, some at a time, as an iterator to go through."""
        return self._store.sidecars.finish_in_parts()

    def mend_notes(self) -> None:
        """Write the notes in the folder `about` anew that do not say what the case says. Raises CaseReadOnly."""
        self._store.require_writable()
        self._store.sidecars.mend(self._store.read)

    def look_at_records(self) -> RecordsLook:
        """Check the database and list the files it speaks of: the part of `findings` that needs this thread."""
        return look_at_records(self._store)

    def keep_backups(self, most: int = sys.maxsize) -> None:
        """Have a checked backup of the records made when the case is closed, where something changed.

        A case file of more than `most` bytes is passed over: a window that closes must not let anybody wait.
        """
        self._keeps_backups = self.whole.size <= most

    def accept(self) -> None:
        """Take the case as it is: somebody looked over what was changed outside this program. Raises CaregiverError.

        What differs from its history is a step from then on, which undo takes back.
        """
        changes = self._store.accept(_("Take over what was changed outside"), self._now())
        self._snapshot = None
        self._tell(changes)

    def close(self) -> None:
        """Let go of the case. What stands in the way of a backup costs nothing that was saved, and is not told here."""
        if self._keeps_backups and not self.read_only:
            self._keeps_backups = False
            with suppress(CaregiverError, OSError):
                keep_copy(self.whole, self._clock().date())
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def snapshot(self) -> CaseSnapshot:
        """Return the whole case as frozen values; read once between two changes, for nobody else can write."""
        if self._snapshot is None:
            self._snapshot = self._store.snapshot()
        return self._snapshot

    @contextmanager
    def step(self, label: str) -> Iterator[Transaction]:
        """Open the one way to write: leaving the block commits one step named `label`, an exception undoes it."""
        with self._telling_refusals(), self._store.writing(label, self._now()) as transaction:
            yield transaction
        self._tell(transaction.changes)

    def in_parts(self, step: Generator[None, None, None]) -> InParts:
        """Return a step that leaves its thread between its parts, to be gone through; other writes finish it first."""
        self.snapshot()  # read now: between the parts what is not committed could be read
        return self._store.parts.begin(step)

    @contextmanager
    def beginning(self) -> Iterator[Transaction]:
        """Write what a case starts with, before anything else was done in it; no undo takes it away."""
        with self._telling_refusals(), self._store.beginning() as transaction:
            yield transaction
        self._tell(transaction.changes)

    @property
    def undo_label(self) -> str | None:
        """What undo would take back."""
        found = self._store.steps.to_undo()
        return found[1] if found else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again."""
        found = self._store.steps.to_redo()
        return found[1] if found else None

    def undo(self) -> str:
        """Take the last step back and return its label. Raises NothingToUndo or HistoryConflict."""
        self._store.parts.finish()
        found = self._store.steps.to_undo()
        if found is None:
            raise NothingToUndo(
                _("There is nothing to undo."), safe=_("Nothing was changed."), now=_("Go on as you like.")
            )
        self._replay(found[0], backwards=True)
        return found[1]

    def redo(self) -> str:
        """Do the last undone step again and return its label. Raises NothingToRedo or HistoryConflict."""
        self._store.parts.finish()
        found = self._store.steps.to_redo()
        if found is None:
            raise NothingToRedo(
                _("There is nothing to do again."), safe=_("Nothing was changed."), now=_("Go on as you like.")
            )
        self._replay(found[0], backwards=False)
        return found[1]

    def undo_back_to(self, number: int) -> int:
        """Take back every step from the last one to this one and return how many. Raises HistoryConflict."""
        wanted = [step.number for step in self.steps() if step.done and step.number >= number]
        self._replay(*wanted, backwards=True)
        return len(wanted)

    def redo_up_to(self, number: int) -> int:
        """Do every undone step up to this one again and return how many. Raises HistoryConflict."""
        wanted = [step.number for step in reversed(self.steps()) if not step.done and step.number <= number]
        self._replay(*wanted, backwards=False)
        return len(wanted)

    def steps(self) -> tuple[Step, ...]:
        """Return what was done and can be undone, and what was undone and can be done again, the newest first."""
        self._store.parts.finish()
        return self._store.steps.listed()

    def changes_of(self, number: int, most: int = -1) -> tuple[Change, ...]:
        """Return what a step changed, at most so many records of it."""
        return self._store.steps.changes(number, most)

    def versions(self, record_id: UUID) -> tuple[Version, ...]:
        """Return a record as each step left it, the newest first; one that only undone steps touched as it is known."""
        found = self._store.steps.versions(record_id)
        if not found and (known := self.last_known(record_id)) is not None:
            found = (Version(0, known, "", ""),)
        return found[::-1]

    def find(self, record_id: UUID) -> Record | None:
        """Return a record of any kind by its id, or None when it is not in the case."""
        return next((record for record in self.records() if record.id == record_id), None)

    def records(self) -> Iterator[Record]:
        """Go through every record of the case, of whatever kind."""
        return self.snapshot().records()

    def last_known(self, record_id: UUID) -> Record | None:
        """Return a record as it is, or as it was before it went."""
        return self.find(record_id) or self._store.steps.last(record_id)

    def ids_in_history(self, beginning: str) -> tuple[UUID, ...]:
        """Return up to two records the history knows whose id begins with these hex digits."""
        return self._store.steps.ids_beginning_with(beginning)

    def taken_out_by(self, record_id: UUID) -> int | None:
        """Return the number of the last step that removed a record, or None."""
        return self._store.steps.taken_out_by(record_id)

    def past(self, record_id: UUID) -> Past:
        """Return everything the history knows of a record, undone steps too, oldest first."""
        return self._store.steps.past(record_id)

    def step_marks(self) -> dict[int, StepMark]:
        """Return by what each step is known in another copy of the case."""
        return self._store.steps.marks()

    def met(self) -> dict[int, tuple[int, str, str]]:
        """Return, by the number of a step that took over what another copy had, the last step of that copy then."""
        return self._store.steps.met()

    def counters(self) -> dict[str, int]:
        """Return the last number each counter gave."""
        return self._store.counters()

    def trash(self, kind: type[Record] | None = None) -> tuple[Removed, ...]:
        """Return what was removed and can be brought back, or what of a kind, the last removed first."""
        return self._store.steps.removed(kind)

    def erasure(self, record_ids: Collection[UUID]) -> Erasure:
        """Return what would go if these removed records were erased for good; nothing is changed."""
        return self._store.erasing.plan(record_ids)

    def erase(self, erasure: Erasure) -> bool:
        """Erase records for good: no step, no undo. Answer whether nothing of it is left for the next opening to do.

        Raises CaregiverError; then nothing was erased.
        """
        with self._telling_refusals():
            is_done = self._store.erasing.erase(erasure.ids)
        self._snapshot = None
        for tell in self._listeners:
            tell(frozenset({Person, *kinds_held()}))
        return is_done

    def erased(self) -> frozenset[UUID]:
        """Return the ids of what was erased for good; nothing else is known of it."""
        return self._store.erasing.erased()

    def on_changed(self, tell: Callable[[Changed], None]) -> None:
        """Call `tell` with the kinds of record each step, undo or redo changed."""
        self._listeners.append(tell)

    def on_refused(self, tell: Callable[[NotSaved], None]) -> None:
        """Call `tell` each time a step, undo or redo could not be written, before the failure goes on to its caller."""
        self._told_of_refusals.append(tell)

    def try_to_write(self) -> None:
        """Find out whether a step could be written now, by a write that changes nothing. Raises NotSaved if not."""
        with self._telling_refusals():
            self._store.try_to_write()

    @contextmanager
    def _telling_refusals(self) -> Iterator[None]:
        try:
            yield
        except NotSaved as refused:
            problem = self._put_aside(refused) if isinstance(refused, CaseSwapped) else refused
            for tell in self._told_of_refusals:
                tell(problem)
            raise problem from refused.__cause__

    def _put_aside(self, refused: CaseSwapped) -> NotSaved:
        """Put what this window knows aside, once, and return what is to be told."""
        if not self._is_put_aside:
            try:
                self._store.put_aside(self.records())
            except CaregiverError:
                return swapped(self.folder, set_aside=False)
            self._is_put_aside = True
        return refused

    def _replay(self, *numbers: int, backwards: bool) -> None:
        with self._telling_refusals():
            changes = self._store.replay(*numbers, backwards=backwards)
        self._tell(changes)

    def _tell(self, changes: list[Change] | tuple[Change, ...]) -> None:
        kinds = frozenset(type(change.record) for change in changes)
        if self._snapshot is not None:
            # Nobody else can write, so what changed is all there is to read: an edit costs the same in any history.
            self._snapshot = self._snapshot.after((change.before, change.after) for change in changes)
        if kinds:
            for tell in self._listeners:
                tell(kinds)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


class NothingToUndo(CaregiverError):
    """No step is left to take back."""


class NothingToRedo(CaregiverError):
    """No step is left to do again."""
