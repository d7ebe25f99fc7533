"""Write records inside one step, and note what each was before and is after."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Delete, Select, Update, bindparam, delete, insert, select, update

from caregiver_app.domain.record import Record
from caregiver_app.store.steps import Change
from caregiver_app.store.tables import table_of

R = TypeVar("R", bound=Record)

ERASED: Final = "erased "
"""How the names begin under which the ids of what was erased for good are kept in mind."""

_WHICH: Final = "which record"


class Transaction:
    """Write records inside one step. Made by `Store.writing`; of no use after its block."""

    def __init__(
        self,
        connection: Connection,
        index: Callable[[], object] = lambda: None,
        record: Callable[[list[Change], set[UUID]], object] = lambda _changes, _led: None,
    ) -> None:
        self._connection, self._index, self._record = connection, index, record
        self.changes: list[Change] = []
        self.led: set[UUID] = set()
        self.met: tuple[int, str, str] | None = None
        self.readmitted = False

    def keep_up(self) -> None:
        """Bring the history and the index of words up to what was written so far; committing does the rest.

        A record that was written by then may not be written again in the same step: ValueError.
        """
        self._index()
        self._record(self.changes, self.led)

    def get(self, kind: type[R], record_id: UUID) -> R | None:
        """Read one record, or None."""
        row = self._connection.execute(_reading(kind), {_WHICH: record_id}).mappings().first()
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

    def lead_through(self, before: Record | None, versions: Sequence[Record | None], after: Record | None) -> None:
        """Bring a record from `before`, as it is, to `after`, and let versions it never was be found in its history."""
        if before != after:
            write(self._connection, before, after)
        for earlier, later in pairwise((before, *versions, after)):
            if earlier != later:
                change = Change(earlier, later)
                self.changes.append(change)
                self.led.add(change.record.id)

    def next_number(self, counter: str) -> int:
        """Return the next number of a counter that is never turned back, not even by undo."""
        return self.next_numbers(counter, 1)[0]

    def next_numbers(self, counter: str, count: int) -> range:
        """Return as many of the next numbers of a counter."""
        last = self._connection.exec_driver_sql(
            "INSERT INTO counter (name, value) VALUES (?1, ?2) "
            "ON CONFLICT (name) DO UPDATE SET value = value + ?2 RETURNING value",
            (counter, count),
        ).scalar_one()
        return range(last - count + 1, last + 1)

    def reserve(self, counter: str, last: int) -> None:
        """Let a counter go on behind a number, where it is not that far yet."""
        self._connection.exec_driver_sql(
            "INSERT INTO counter (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value)",
            (counter, last),
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

    def readmit(self, record_ids: Iterable[UUID]) -> None:
        """Let what was erased for good be in the case again: somebody chose to take it in from another copy."""
        for one in record_ids:
            found = self._connection.exec_driver_sql("DELETE FROM case_state WHERE name = ?", (f"{ERASED}{one.hex}",))
            self.readmitted = self.readmitted or found.rowcount > 0

    def _replace(self, before: Record | None, after: Record | None) -> None:
        write(self._connection, before, after)
        self.changes.append(Change(before, after))


def write(connection: Connection, before: Record | None, after: Record | None) -> None:
    """Bring a table from `before` to `after`; None is "not there"."""
    record = after or before
    if record is None:
        return
    kind = type(record)
    if after is None:
        connection.execute(_removing(kind), {_WHICH: record.id})
    elif before is None:
        connection.execute(insert(table_of(kind)), after.model_dump())
    else:
        connection.execute(_changing(kind), {**after.model_dump(), _WHICH: record.id})


# Made once for each kind: to put a statement together costs more than to run it.
@cache
def _reading(kind: type[Record]) -> Select[Any]:
    table = table_of(kind)
    return select(table).where(table.c.id == bindparam(_WHICH))


@cache
def _changing(kind: type[Record]) -> Update:
    table = table_of(kind)
    return update(table).where(table.c.id == bindparam(_WHICH))


@cache
def _removing(kind: type[Record]) -> Delete:
    table = table_of(kind)
    return delete(table).where(table.c.id == bindparam(_WHICH))
