"""One open case: read it whole, change it step by step, take steps back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID

from caregiver_app.domain.person import Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import told_plainly
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.store.database import Store, Transaction
from caregiver_app.store.integrity import Finding, RecordsLook, findings, look_at_records
from caregiver_app.store.originals import Originals
from caregiver_app.store.readings import Readings
from caregiver_app.store.search import Search
from caregiver_app.store.steps import Change, Removed, Step, Version

Changed = frozenset[type[Record]]


class Casebook:
    """Hold one open case. Use it from the thread that opened it; long work takes `snapshot()` and `originals`."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._clock = clock
        self._listeners: list[Callable[[Changed], None]] = []
        self._snapshot: CaseSnapshot | None = None

    @classmethod
    def create(cls, folder: Path, person: Person) -> Self:
        """Start a case in a folder that does not exist yet or is empty, and open it.

        Raises CaregiverError when something is in the way or the disk refuses; then nothing is left behind.
        """
        refuse_occupied(folder)
        Store.create(folder, person)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a case. Raises CaseMissing, CaseInUse, CaseTooNew or CaseDamaged."""
        return cls(Store.open(folder))

    @property
    def folder(self) -> Path:
        """The case folder."""
        return self._store.folder

    @property
    def read_only(self) -> bool:
        """Whether the case can be read here and not changed."""
        return self._store.read_only

    def require_writable(self) -> None:
        """Raise CaseReadOnly when the case cannot be changed: said before long work whose outcome could not be kept."""
        self._store.require_writable()

    @property
    def changed_outside(self) -> bool:
        """Whether the case file was not the one this program closed last: damage, or another program."""
        return self._store.seal_broken

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
        return self._store.search

    def findings(self, progress: Progress = silent) -> tuple[Finding, ...]:
        """Read every byte of the case and return what is not as it should be. Nothing is repaired."""
        return findings(self._store, progress)

    def look_at_records(self) -> RecordsLook:
        """Check the database and list the files it speaks of: the part of `findings` that needs this thread."""
        return look_at_records(self._store)

    def close(self) -> None:
        """Let go of the case."""
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
            self._snapshot = CaseSnapshot.read(self._store.read)
        return self._snapshot

    @contextmanager
    def step(self, label: str) -> Iterator[Transaction]:
        """Open the one way to write: leaving the block commits one step named `label`, an exception undoes it."""
        with self._store.writing(label, self._now()) as transaction:
            yield transaction
        self._tell(transaction.changes)

    @contextmanager
    def beginning(self) -> Iterator[Transaction]:
        """Write what a case starts with, before anything else was done in it; no undo takes it away."""
        with self._store.beginning() as transaction:
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
        found = self._store.steps.to_undo()
        if found is None:
            raise NothingToUndo(
                _("There is nothing to undo."), safe=_("Nothing was changed."), now=_("Go on as you like.")
            )
        self._tell(self._store.replay(found[0], backwards=True))
        return found[1]

    def redo(self) -> str:
        """Do the last undone step again and return its label. Raises NothingToRedo or HistoryConflict."""
        found = self._store.steps.to_redo()
        if found is None:
            raise NothingToRedo(
                _("There is nothing to do again."), safe=_("Nothing was changed."), now=_("Go on as you like.")
            )
        self._tell(self._store.replay(found[0], backwards=False))
        return found[1]

    def undo_back_to(self, number: int) -> int:
        """Take back every step from the last one to this one and return how many. Raises HistoryConflict."""
        wanted = [step.number for step in self.steps() if step.done and step.number >= number]
        self._tell(self._store.replay(*wanted, backwards=True))
        return len(wanted)

    def redo_up_to(self, number: int) -> int:
        """Do every undone step up to this one again and return how many. Raises HistoryConflict."""
        wanted = [step.number for step in reversed(self.steps()) if not step.done and step.number <= number]
        self._tell(self._store.replay(*wanted, backwards=False))
        return len(wanted)

    def steps(self) -> tuple[Step, ...]:
        """Return what was done and can be undone, and what was undone and can be done again, the newest first."""
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

    def trash(self, kind: type[Record] | None = None) -> tuple[Removed, ...]:
        """Return what was removed and can be brought back, or what of a kind, the last removed first."""
        return self._store.steps.removed(kind)

    def on_changed(self, tell: Callable[[Changed], None]) -> None:
        """Call `tell` with the kinds of record each step, undo or redo changed."""
        self._listeners.append(tell)

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


def refuse_occupied(folder: Path) -> None:
    """Raise CaregiverError when a new case cannot be put in this folder without touching what is there."""
    with told_plainly(folder):
        occupied = any(folder.iterdir()) if folder.is_dir() else folder.exists()
    if occupied:
        raise CaregiverError(
            _("There is something in “{folder}” already.").format(folder=folder.name or str(folder)),
            safe=_("It was not touched."),
            now=_("Choose a name for a new folder."),
        )
