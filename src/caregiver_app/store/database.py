"""Read records, and write them one transaction at a time with the history of what changed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, delete, insert, select, update
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from caregiver_app import fsops
from caregiver_app.domain.record import Record
from caregiver_app.errors import CaregiverError
from caregiver_app.store import plain_words, read_me, schema, seal, search_index
from caregiver_app.store.lock import Lock
from caregiver_app.store.originals import FOLDER, Originals
from caregiver_app.store.readings import Readings
from caregiver_app.store.search import Search
from caregiver_app.store.steps import Change, Steps
from caregiver_app.store.tables import table_of

R = TypeVar("R", bound=Record)

_OPENING: Final[ContextVar[Any]] = ContextVar("the case file SQLAlchemy is about to be given", default=None)


class Transaction:
    """Write records inside one step. Made by `Store.writing`; of no use after its block."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.changes: list[Change] = []

    def get(self, kind: type[R], record_id: UUID) -> R | None:
        """Read one record, or None."""
        table = table_of(kind)
        row = self._connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
        return kind.model_validate(dict(row)) if row is not None else None

    def now(self, record: R) -> R:
        """Return a record as it is in the case, which may be newer than what the caller holds; else as it is held."""
        return self.get(type(record), record.id) or record

    def find(self, kind: type[R]) -> tuple[R, ...]:
        """Read all records of a kind."""
        return tuple(
            kind.model_validate(dict(row)) for row in self._connection.execute(select(table_of(kind))).mappings()
        )

    def put(self, record: Record) -> None:
        """Write a record, new or changed; one that is the same already is left alone."""
        before = self.get(type(record), record.id)
        if before != record:
            self._replace(before, record)

    def remove(self, record: Record) -> None:
        """Take a record out. It stays in the history, from where it can be brought back."""
        before = self.get(type(record), record.id)
        if before is not None:
            self._replace(before, None)

    def next_number(self, counter: str) -> int:
        """Return the next number of a counter that is never turned back, not even by undo."""
        return int(
            self._connection.exec_driver_sql(
                "INSERT INTO counter (name, value) VALUES (?, 1) "
                "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
                (counter,),
            ).scalar_one()
        )

    def add(self, records: Iterable[Record]) -> None:
        """Write records that are new, many at once."""
        added = list(records)
        by_kind: dict[type[Record], list[dict[str, Any]]] = {}
        for record in added:
            by_kind.setdefault(type(record), []).append(record.model_dump())
        for kind, rows in by_kind.items():
            self._connection.execute(insert(table_of(kind)), rows)
        self.changes += [Change(None, record) for record in added]

    def _replace(self, before: Record | None, after: Record | None) -> None:
        write(self._connection, before, after)
        self.changes.append(Change(before, after))


def write(connection: Connection, before: Record | None, after: Record | None) -> None:
    """Bring a table from `before` to `after`; None is "not there"."""
    record = after or before
    if record is None:
        return
    table = table_of(type(record))
    if after is None:
        connection.execute(delete(table).where(table.c.id == record.id))
    elif before is None:
        connection.execute(insert(table).values(**after.model_dump()))
    else:
        connection.execute(update(table).where(table.c.id == record.id).values(**after.model_dump()))


class Store:
    """One open case: its database, its originals and its history. Use it from one thread."""

    def __init__(self, folder: Path, raw: Any, lock: Lock, *, read_only: bool) -> None:
        self.folder = folder
        self.read_only = read_only
        self.seal_broken = False
        self.originals = Originals(folder / FOLDER)
        self._raw = raw
        self._lock = lock
        self._identity = _identity(folder / schema.CASE_FILE)
        self._connection = _connected(raw)
        self.steps = Steps(self._connection)
        self.readings = Readings(raw, folder, self._committing)
        self.search = Search(raw, folder, self._committing)

    @classmethod
    def create(cls, folder: Path, person: Record) -> None:
        """Make a case folder: complete, or not there at all. `folder` must not exist or be empty."""
        parts = folder.parent / f".{folder.name}{fsops.UNFINISHED}"
        with fsops.told_plainly(folder):
            fsops.clear_unfinished(parts)
            parts.mkdir(mode=0o700, parents=True)
            (parts / FOLDER).mkdir()
            (parts / read_me.FILE).write_text(read_me.what_it_is(), encoding="utf-8")
            schema.create(parts / schema.CASE_FILE)
            with cls.open(parts) as store, store.beginning() as transaction:
                transaction.put(person)
            fsops.move_folder(parts, folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the case in a folder. Raises what `schema.open_case` raises."""
        case_file = folder / schema.CASE_FILE
        schema.require(case_file)
        lock = Lock(folder)
        try:
            schema.look_at(case_file)
            seal_broken = seal.is_broken(case_file)
            raw, read_only = schema.open_case(case_file)
            if read_only:
                raw = _with_whole_index(raw, folder)
        except BaseException:
            lock.release()
            raise
        store = cls(folder, raw, lock, read_only=read_only)
        store.seal_broken = seal_broken
        if not read_only:
            seal.remove(folder / schema.CASE_FILE)
            store.originals.sweep()
            if search_index.is_behind(raw):
                # Committing catches up. Where the disk is full the case opens all the same, and the next change tries.
                with suppress(CaregiverError), store._committing():
                    pass
        return store

    def close(self) -> None:
        """Let go of the case and seal the file with its fingerprint, by which later damage is noticed."""
        self._connection.close()
        self._raw.close()
        if not self.read_only:
            # On a full disk there is no room for the seal, and the folder may be gone. What was saved is saved.
            with suppress(CaregiverError, OSError):
                seal.put_on(self.folder / schema.CASE_FILE)
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, kind: type[R]) -> tuple[R, ...]:
        """Return every record of a kind, in no promised order."""
        with plain_words.told_plainly(self.folder):
            return Transaction(self._connection).find(kind)

    @contextmanager
    def beginning(self) -> Iterator[Transaction]:
        """Open the transaction for what a case starts with: it leaves no step, so no undo takes it away.

        Raises ValueError once the case has a history.
        """
        if self.steps.to_undo() or self.steps.to_redo():
            raise ValueError("the case has begun already")
        with self._committing():
            yield Transaction(self._connection)

    @contextmanager
    def writing(self, label: str, at: str) -> Iterator[Transaction]:
        """Open one transaction; leaving the block commits it as one step of the history, an exception undoes it.

        `label` names the step for the user, `at` is when it happened (ISO). A block that changes nothing
        leaves no step.
        """
        with self._committing():
            transaction = Transaction(self._connection)
            yield transaction
            if transaction.changes:
                self.steps.record(label, at, transaction.changes)

    def faults(self) -> tuple[str, ...]:
        """Return what SQLite's own full check finds wrong, in its words; nothing when the file is sound."""
        with plain_words.told_plainly(self.folder):
            try:
                lines = [row[0] for row in self._connection.exec_driver_sql("PRAGMA integrity_check(20)")]
            except MemoryError:  # a damaged length in the index asks for more than there is
                lines = ["malformed inverted index"]
            links = self._connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return tuple(line for line in lines if line != "ok") + tuple(str(row[0]) for row in links)

    def replay(self, *numbers: int, backwards: bool) -> tuple[Change, ...]:
        """Undo or redo steps in this order, all of them or none.

        Raises HistoryConflict when the case is not as one of them left it.
        """
        with self._committing():
            return tuple(change for number in numbers for change in self._replay(number, backwards=backwards))

    def _replay(self, number: int, *, backwards: bool) -> tuple[Change, ...]:
        changes = self.steps.changes(number)
        turned = tuple(change.reversed() for change in reversed(changes)) if backwards else changes
        reader = Transaction(self._connection)
        for change in turned:
            record = change.record
            if reader.get(type(record), record.id) != change.before:
                raise self.steps.conflict()
            write(self._connection, change.before, change.after)
        self.steps.mark(number, "undone" if backwards else "done")
        return turned

    def require_writable(self) -> None:
        """Raise CaseReadOnly when the case can be read here and not changed."""
        if self.read_only:
            raise plain_words.read_only(self.folder)

    @contextmanager
    def _committing(self) -> Iterator[None]:
        self.require_writable()
        with plain_words.told_plainly(self.folder):
            self._require_folder()
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield
                search_index.catch_up(self._raw)
                self._require_folder()
                self._connection.exec_driver_sql("COMMIT")
            except BaseException:
                # Straight to the driver: an interrupt can leave SQLAlchemy's connection closed already.
                with suppress(dbapi2.ProgrammingError):
                    self._raw.rollback()
                raise

    def _require_folder(self) -> None:
        """Raise CaseMissing when the case file is no longer the one that was opened.

        A deleted or moved file goes on taking writes as long as it is open, and they would be lost with it.
        """
        if _identity(self.folder / schema.CASE_FILE) != self._identity:
            raise plain_words.gone(self.folder)


def _connected(raw: Any) -> Connection:
    """Let SQLAlchemy speak through the connection to a case file that is open."""
    earlier = _OPENING.set(raw)
    try:
        return _engine().connect().execution_options(isolation_level="AUTOCOMMIT")
    finally:
        _OPENING.reset(earlier)


@cache
def _engine() -> Engine:
    """Return the one engine: what it worked out about a statement serves every case that is opened."""
    return create_engine("sqlite://", module=dbapi2, creator=_given, poolclass=NullPool)


def _given() -> Any:
    """Return what is being opened. A connection that broke is not made again behind our back."""
    raw = _OPENING.get()
    if raw is None:
        raise dbapi2.ProgrammingError("Cannot operate on a closed database.")
    return raw


def _with_whole_index(raw: Any, folder: Path) -> Any:
    """Return a case that can only be read; where its index is behind, a copy in memory in which it is not."""
    with plain_words.told_plainly(folder):
        try:
            if search_index.is_behind(raw):
                raw = schema.in_memory(raw)
                raw.execute("BEGIN")
                search_index.catch_up(raw)
                raw.execute("COMMIT")
        except BaseException:
            raw.close()
            raise
    return raw


def _identity(case_file: Path) -> tuple[int, int] | None:
    try:
        found = case_file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
