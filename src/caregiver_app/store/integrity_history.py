"""Compare every record with what the history says of it: found without a seal too, such as after a crash.

A record must be as the newest step that counts left it, and each step must begin with what the one before it left.
What never went through a step, such as what a case started with, has nothing to be compared with.
"""

import hashlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, select

from caregiver_app.domain.record import Record
from caregiver_app.store.steps import Change
from caregiver_app.store.tables import RECORDS, table_of

# What each record should be now, by its history: as the last step that counts left it, or, where every one of its
# steps was undone, as it was before the first. Of a group, SQLite takes the row that MAX or MIN found. One step may
# lead a record through several versions, in their order.
_SHOULD_BE = """
    WITH counts AS (
        SELECT change.record, change.kind, change.after AS image, MAX(change.step * 10000000 + change.position)
        FROM change JOIN step ON step.number = change.step WHERE step.state IN ('done', 'kept') GROUP BY change.record
    )
    SELECT record, kind, image FROM counts
    UNION ALL SELECT record, kind, before FROM (
        SELECT record, kind, before, MIN(step * 10000000 + position) FROM change
        WHERE record NOT IN (SELECT record FROM counts) GROUP BY record
    )
"""
# Where a version does not begin with what the one before it left. SQL compares the texts, which is quick.
_BREAKS = """
    SELECT record, kind, earlier, before FROM (
        SELECT change.record, change.kind, change.before, change.step,
        LAG(change.after) OVER chain AS earlier, LAG(change.step) OVER chain AS step_before
        FROM change JOIN step ON step.number = change.step WHERE step.state IN ('done', 'kept')
        WINDOW chain AS (PARTITION BY change.record ORDER BY change.step, change.position)
    ) WHERE step_before IS NOT NULL AND before IS NOT earlier
"""


_MARK: Final = 32
UNKNOWN: Final = UUID(int=0)
"""Stands for an id that cannot be read."""


@dataclass(frozen=True)
class Differing:
    """A record that is not as its history says: what it should be by the history, and what it is.

    None is "not there". `unreadable` says that one of the two, or an earlier version, cannot be read at all; then the
    side that can be read is here. `marks` know what is damaged in the history again, where the record of today is not;
    `looked_over` says that somebody took all of that as it is.
    """

    kind: type[Record]
    id: UUID
    by_history: Record | None
    now: Record | None
    unreadable: bool = False
    marks: frozenset[str] = frozenset()
    looked_over: bool = False

    @property
    def record(self) -> Record | None:
        """The record, as far as it can be told."""
        return self.now or self.by_history

    def as_change(self) -> Change:
        """Return the change that would have made the record what it is."""
        return Change(self.by_history, self.now)


class _Unreadable(Exception):
    """What is kept is no record."""


def differing(connection: Connection, looked_over: Collection[str] = ()) -> Iterator[Differing]:
    """Go through the records that are not as their history says, each once. Raises what the store's reading raises.

    `looked_over` are the marks of what somebody took as it is.
    """
    found: dict[UUID, list[Differing]] = {}
    for one in (*_against_history(connection), *_unreadable_rows(connection), *_broken_chains(connection)):
        found.setdefault(one.id, []).append(one)
    for of_one in found.values():
        marks = frozenset().union(*(one.marks for one in of_one))
        is_known = marks <= set(looked_over) and all(one.marks for one in of_one)
        yield replace(of_one[0], marks=marks, looked_over=is_known)


def _against_history(connection: Connection) -> Iterator[Differing]:
    for row in connection.exec_driver_sql(_SHOULD_BE).all():
        kind, record_id = _named(row)
        if record_id == UNKNOWN:
            yield Differing(kind, record_id, None, None, unreadable=True, marks=_marks(row, row.image))
            continue
        known = now = None
        marks: frozenset[str] = frozenset()
        unreadable = False
        try:
            known = _image(kind, row.image)
        except _Unreadable:
            unreadable, marks = True, _marks(row, row.image)
        try:
            now = _row(connection, kind, record_id)
        except _Unreadable:
            unreadable, marks = True, frozenset()
        if unreadable or known != now:
            yield Differing(kind, record_id, known, now, unreadable, marks)


def _unreadable_rows(connection: Connection) -> Iterator[Differing]:
    """Go through rows that are no records, with or without a history."""
    for kind in RECORDS.values():
        try:
            for row in connection.execute(select(table_of(kind))).mappings():
                try:
                    kind.model_validate(dict(row))
                except ValidationError:
                    yield Differing(kind, row["id"], None, None, unreadable=True)
        except ValueError:  # an id that is none
            yield Differing(kind, UNKNOWN, None, None, unreadable=True)


def _broken_chains(connection: Connection) -> Iterator[Differing]:
    for row in connection.exec_driver_sql(_BREAKS).all():
        kind, record_id = _named(row)
        images = (row.earlier, row.before)
        unreadable = [image for image in images if not _can_be_read(kind, image)]
        if not unreadable and _image(kind, row.earlier) == _image(kind, row.before):
            continue
        # An image that is known to be damaged may stand in two breaks; two that are whole are known together.
        marks = frozenset().union(*(_marks(row, image) for image in unreadable)) or _marks(row, *images)
        now = None
        with suppress(_Unreadable):
            now = _row(connection, kind, record_id)
        yield Differing(kind, record_id, None, now, unreadable=True, marks=marks)


def _marks(row: Any, *images: str | None) -> frozenset[str]:
    """Return by what images of a record are known again, without a word of what is in them."""
    said = repr((row.record, row.kind, images))
    return frozenset((hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK],))


def _can_be_read(kind: type[Record], image: str | None) -> bool:
    try:
        _image(kind, image)
    except _Unreadable:
        return False
    return True


def _named(row: Any) -> tuple[type[Record], UUID]:
    """Return the kind and the id a row of the history names; `Record` and `UNKNOWN` where they are damaged."""
    try:
        return RECORDS[row.kind], UUID(row.record)
    except (KeyError, ValueError):
        return Record, UNKNOWN


def _row(connection: Connection, kind: type[Record], record_id: UUID) -> Record | None:
    if record_id == UNKNOWN:
        raise _Unreadable
    table = table_of(kind)
    row: Any = connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
    try:
        return kind.model_validate(dict(row)) if row is not None else None
    except ValidationError:
        raise _Unreadable from None


def _image(kind: type[Record], image: str | None) -> Record | None:
    try:
        return kind.model_validate_json(image) if image is not None else None
    except ValidationError:
        raise _Unreadable from None
