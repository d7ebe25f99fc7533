"""Read records, and write them one transaction at a time with the history of what changed."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlcipher3 import dbapi2

from caregiver_app import fsops
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.store import backup, file_check, plain_words, read_me, rescue, schema, seal, search_index, switching
from caregiver_app.store.case_copy import COUNTER, read_state
from caregiver_app.store.case_file import CaseFile
from caregiver_app.store.connection import connect
from caregiver_app.store.engine import connected
from caregiver_app.store.erasing import Erasing
from caregiver_app.store.in_parts import OneInParts
from caregiver_app.store.integrity_history import Differing, differing
from caregiver_app.store.keys import PASSPHRASE_FILE, RECOVERY_FILE, Keys, Wrapped, put_keys_file
from caregiver_app.store.live_file import LiveFile
from caregiver_app.store.lock import Lock
from caregiver_app.store.originals import FOLDER, Originals
from caregiver_app.store.readings import Readings
from caregiver_app.store.recording import Recording
from caregiver_app.store.remembered import Remembered
from caregiver_app.store.search import Search
from caregiver_app.store.sidecars import Sidecars
from caregiver_app.store.steps import Change, Steps, one_for_each_record
from caregiver_app.store.tables import table_of
from caregiver_app.store.transaction import Transaction, write
from caregiver_app.store.uninterrupted import uninterrupted

R = TypeVar("R", bound=Record)

_LOOKED_OVER: Final = "damage in the history that was looked over"


class Store:
    """One open case: its database, its originals and its history. Use it from one thread."""

    def __init__(self, folder: Path, raw: Any, lock: Lock | None, *, read_only: bool, keys: Keys | None = None) -> None:
        self.folder = folder
        self.read_only = read_only
        self.keys = keys
        self.is_copy = False
        """Whether this is a copy in memory of what was saved last in a case that somebody else holds."""
        self.originals = Originals(folder / FOLDER, keys.seal if keys is not None else None)
        self.doubts: tuple[str, ...] = ()
        self._raw = raw
        self._lock = lock
        self._file = CaseFile(folder / schema.CASE_FILE)
        self.live = LiveFile(folder / schema.CASE_FILE)
        self._connection = connected(raw, folder)
        self.parts = OneInParts()
        self.steps = Steps(self._connection)
        self.readings = Readings(raw, folder, self._committing)
        self.search = Search(raw, folder, self._committing)
        self.sidecars = Sidecars(folder, keys.seal if keys is not None else None)
        self.remembered = Remembered(raw, folder, partial(self._committing, counts=False))
        self.erasing = Erasing(
            self._connection, raw, self.originals, self.sidecars, self._committing, self._writing_own
        )  # fmt: skip

    @classmethod
    def create(cls, folder: Path, person: Record, keys: Keys | None = None, wrapped: Wrapped | None = None) -> None:
        """Make a case folder: complete, or not there at all. `folder` must not exist or be empty.

        With keys it is protected from its first byte on; `wrapped` is what keeps them.
        """
        parts = folder.parent / f".{folder.name}{fsops.UNFINISHED}"
        with fsops.told_plainly(folder):
            fsops.clear_unfinished(parts)
            parts.mkdir(mode=0o700, parents=True)
            (parts / FOLDER).mkdir()
            (parts / read_me.FILE).write_text(read_me.what_it_is(protected=keys is not None), encoding="utf-8")
            if wrapped is not None:
                put_keys_file(parts, PASSPHRASE_FILE, wrapped.passphrase)
                put_keys_file(parts, RECOVERY_FILE, wrapped.recovery)
            schema.create(parts / schema.CASE_FILE, keys)
            with cls.open(parts, keys) as store, store.beginning() as transaction:
                transaction.put(person)
            fsops.move_folder(parts, folder)

    @classmethod
    def open(cls, folder: Path, keys: Keys | None = None, *, sure: bool = False) -> Self:
        """Open the case in a folder. Raises CaseLocked without its keys, and what `schema.open_case` raises.

        Raises CaseElsewhere where another computer may have it open, unless somebody is `sure` that none has.
        """
        case_file = folder / schema.CASE_FILE
        if not switching.is_waiting(folder):
            schema.require(case_file)
        lock = Lock(folder, sure=sure)
        try:
            if switching.complete(folder):
                schema.require(case_file)
            schema.look_at(case_file, keys)
            with fsops.told_plainly(case_file):
                doubts = seal.doubts(case_file)
            raw, read_only = schema.open_case(case_file, keys)
            if read_only:
                raw = search_index.with_whole_index(raw, folder, keys)
            store = cls._around(folder, raw, lock, read_only=read_only, keys=keys)
        except BaseException:
            lock.release()
            raise
        try:
            with plain_words.told_plainly(folder):
                store.begin(doubts)
        except BaseException:
            store.let_go()
            raise
        return store

    def begin(self, doubts: tuple[str, ...]) -> None:
        """Get ready to write, if it can be written, with what is in doubt kept in mind. For whoever opens a case."""
        self.doubts = doubts
        if self.read_only:
            return
        self._break_seal()
        with suppress(OSError):  # what a killed program left takes room and does no harm
            self.originals.sweep()
            backup.sweep(self.folder)
        self.erasing.finish()
        # Committing catches up. Where the disk is full the case opens all the same, and the next change tries; where
        # the index is damaged a check tells, and what the family wrote can be read.
        with suppress(CaregiverError), plain_words.told_plainly(self.folder):
            if search_index.is_behind(self._raw):
                with self._committing():
                    pass
        with suppress(CaregiverError, OSError), plain_words.told_plainly(self.folder):
            self.sidecars.catch_up(self.ids, self.read, self.steps)
            self.sidecars.mark_erased(self.erasing.erased())

    @classmethod
    def _around(cls, folder: Path, raw: Any, lock: Lock | None, *, read_only: bool, keys: Keys | None) -> Self:
        """Make the store of a case file that is open; where that fails, close the file."""
        try:
            with fsops.told_plainly(folder / schema.CASE_FILE):
                return cls(folder, raw, lock, read_only=read_only, keys=keys)
        except BaseException:
            raw.close()
            raise

    def _break_seal(self) -> None:
        """Take the seal off before anything changes; where it stays, a crash would look like damage.

        What is in doubt stays written down. Where the disk has no room for that the old seal stays, and does not fit.
        """
        case_file = self.folder / schema.CASE_FILE
        try:
            with fsops.told_plainly(case_file):
                seal.remove(case_file, self.doubts)
        except CaregiverError:
            if not self.doubts:
                raise

    @classmethod
    def open_to_read(cls, folder: Path, keys: Keys | None = None) -> Self:
        """Open what was saved last of a case that somebody else holds: a copy in memory that is never written."""
        schema.require(folder / schema.CASE_FILE)
        schema.look_at(folder / schema.CASE_FILE, keys)
        raw = search_index.with_whole_index(schema.copy_of_held(folder / schema.CASE_FILE, keys), folder, keys)
        store = cls._around(folder, raw, None, read_only=True, keys=keys)
        store.is_copy = True
        return store

    @classmethod
    def open_copy(cls, folder: Path, keys: Keys | None = None) -> Self:
        """Open a copy of a case file in a folder of its own to look at its records; in the thread that calls it."""
        with plain_words.told_plainly(folder):
            raw = connect(folder / schema.CASE_FILE, "ro", keys)
        return cls._around(folder, raw, None, read_only=True, keys=keys)

    def close(self) -> None:
        """Let go of the case and seal the file with its fingerprint, by which later damage is noticed."""
        self.parts.close()
        if not self.read_only and self._file.is_as_left:
            self.sidecars.finish()
        self._connection.close()
        self._raw.close()
        self.live.close()
        if not self.read_only and self._file.is_as_left:
            # On a full disk there is no room for the seal, and the folder may be gone. What was saved is saved.
            with suppress(CaregiverError, OSError):
                seal.put_on(self.folder / schema.CASE_FILE, self.doubts)
        if self._lock is not None:
            self._lock.release()

    def let_go(self) -> None:
        """Close without a seal."""
        self.parts.close()
        self._connection.close()
        self._raw.close()
        self.live.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def accept(self, label: str, at: str) -> tuple[Change, ...]:
        """Take the case as it is from now on: somebody looked over what is in doubt. Return what that changed.

        Records that differ from their history become a step named `label`, by which undo leads back to what the
        history says. What is damaged in the history alone is not told any more. Raises CaseReadOnly.
        """
        found = self.differing()
        with self._committing():
            changes = tuple(one.as_change() for one in found if not one.unreadable)
            Recording(self.steps, label, at).end(changes)
        marks = self._looked_over().union(*(one.marks for one in found))
        self.remembered.put(_LOOKED_OVER, " ".join(sorted(marks)))
        with fsops.told_plainly(self.folder):
            seal.remove(self.folder / schema.CASE_FILE)
        self.doubts = ()
        return changes

    def read(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind, in no promised order. Raises CaseDamaged when one is no record."""
        try:
            return Transaction(self._connection).find(kind)
        except ValueError as problem:  # pydantic's, or an id that is none
            raise plain_words.damaged(self.folder) from problem

    def snapshot(self) -> CaseSnapshot:
        """Return the whole case as frozen values. Raises CaseDamaged."""
        try:
            return CaseSnapshot.read(self.read)
        except ValueError as problem:  # there is not exactly one person
            raise plain_words.damaged(self.folder) from problem

    def counters(self) -> dict[str, int]:
        """Return the last number each counter gave."""
        return {row.name: row.value for row in self._connection.exec_driver_sql("SELECT name, value FROM counter")}

    def ids(self, kind: type[Record]) -> frozenset[UUID]:
        """Return the id of every record of a kind. Raises CaseDamaged when one is none."""
        try:
            return frozenset(self._connection.execute(select(table_of(kind).c.id)).scalars())
        except ValueError as problem:
            raise plain_words.damaged(self.folder) from problem

    @contextmanager
    def beginning(self) -> Iterator[Transaction]:
        """Open the transaction for what a case starts with: it leaves no step, so no undo takes it away.

        Raises ValueError once the case has a history.
        """
        if self.steps.to_undo() or self.steps.to_redo():
            raise ValueError("the case has begun already")
        with self._committing():
            transaction = Transaction(self._connection)
            yield transaction
        self._note(transaction.changes)

    @contextmanager
    def writing(self, label: str, at: str) -> Iterator[Transaction]:
        """Open one transaction; leaving the block commits it as one step of the history, an exception undoes it.

        `label` names the step for the user, `at` is when it happened (ISO). A block that changes nothing
        leaves no step.
        """
        recording = Recording(self.steps, label, at)
        transaction = Transaction(self._connection, partial(search_index.catch_up, self._raw), recording.go_on)
        with self._committing(recording.is_there):
            yield transaction
            recording.end(transaction.changes, transaction.led, transaction.met)
        self._note(transaction.changes)
        if transaction.readmitted:
            with suppress(CaregiverError, OSError):
                self.sidecars.mark_erased(self.erasing.erased())

    def differing(self) -> tuple[Differing, ...]:
        """Return the records that are not as the history says of them."""
        return tuple(differing(self._connection, self._looked_over()))

    def _looked_over(self) -> frozenset[str]:
        return frozenset(self.remembered.get(_LOOKED_OVER).split())

    def faults(self) -> tuple[str, ...]:
        """Return what SQLite's own full check finds wrong, in its words; nothing when the file is sound."""
        with plain_words.told_plainly(self.folder):
            try:
                lines = file_check.faults(self._raw, self.keys)
            except MemoryError:  # a damaged length in the index asks for more than there is
                lines = ("malformed inverted index",)
            links = self._connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return lines + tuple(str(row[0]) for row in links)

    def replay(self, *numbers: int, backwards: bool) -> tuple[Change, ...]:
        """Undo or redo steps in this order, all of them or none.

        Raises HistoryConflict when the case is not as one of them left it.
        """
        becomes = "undone" if backwards else "done"
        with self._committing(lambda: all(self.steps.state(number) == becomes for number in numbers)):
            changes = tuple(change for number in numbers for change in self._replay(number, backwards=backwards))
        self._note(changes)
        return changes

    def _replay(self, number: int, *, backwards: bool) -> tuple[Change, ...]:
        # What a step only led through was never in the case, so replaying leaves it out.
        changes = one_for_each_record(self.steps.changes(number))
        turned = tuple(change.reversed() for change in reversed(changes)) if backwards else changes
        reader = Transaction(self._connection)
        for change in turned:
            record = change.record
            if reader.get(type(record), record.id) != change.before:
                raise self.steps.conflict()
            write(self._connection, change.before, change.after)
        self.steps.mark(number, "undone" if backwards else "done")
        return turned

    def try_to_write(self) -> None:
        """Write what is there already. Raises NotSaved where nothing can be written."""
        with self._committing():
            self._connection.exec_driver_sql(f"PRAGMA user_version = {schema.version_of(self._raw)}")

    def put_aside(self, records: Iterable[Record]) -> Path:
        """Write what is open into a file of its own, as another took its place; `records` where it cannot be read."""
        return rescue.put_aside(self._raw, self.folder, records, self.keys)

    def _note(self, changes: Iterable[Change]) -> None:
        """Bring the notes beside the papers to what was committed just now. It never fails: they can be made anew."""
        self.sidecars.note((change.before, change.after) for change in changes)

    def require_writable(self) -> None:
        """Raise CaseReadOnly when the case can be read here and not changed."""
        if self.read_only:
            raise plain_words.read_only(self.folder)

    @property
    def change(self) -> int:
        """The number of the last change of the case; it never goes back, not even by undo."""
        with plain_words.told_plainly(self.folder):
            return read_state(self._raw).number

    @contextmanager
    def _committing(self, happened: Callable[[], bool] = lambda: False, *, counts: bool = True) -> Iterator[None]:
        """Commit after the block; `happened` asks the case file, after a failure, whether it holds the change."""
        with self._writing_own():
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
            before = self._raw.total_changes
            try:
                yield
                search_index.catch_up(self._raw)
                if counts and self._raw.total_changes != before:
                    Transaction(self._connection).next_number(COUNTER)
                self._file.require_there()
                self._commit(happened)
            except BaseException:
                # Straight to the driver: an interrupt can leave SQLAlchemy's connection closed already.
                with suppress(dbapi2.ProgrammingError):
                    self._raw.rollback()
                raise

    @contextmanager
    def _writing_own(self) -> Iterator[None]:
        """Let only us write into the case file in this block, and only where it is still the one we left."""
        self.parts.finish()
        self.require_writable()
        with uninterrupted(), plain_words.told_plainly(self.folder), self.live.writing():
            self._file.require_as_left()
            try:
                yield
            finally:
                self._file.note_own_write()

    def _commit(self, happened: Callable[[], bool]) -> None:
        """Commit. A change that is in the case file, and whose last touch the disk did not confirm, is not given up.

        Then the rollback journal is emptied, and with it the way back, but a power cut might bring the journal back. A
        write that changes nothing puts another in its place: once the disk has confirmed that one, the change is safe.
        """
        try:
            self._raw.execute("COMMIT")
        except dbapi2.Error as problem:
            if self._raw.in_transaction or not happened():
                raise
            try:
                self._raw.execute("BEGIN IMMEDIATE")
                self._raw.execute(f"PRAGMA user_version = {schema.version_of(self._raw)}")
                self._raw.execute("COMMIT")
            except dbapi2.Error:
                raise problem from None
