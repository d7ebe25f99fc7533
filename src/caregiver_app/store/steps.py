"""The history of a case: every change with what was there before and after, kept in the case itself.

Undo, redo, the trash and earlier versions of a record all read this one list. A step is `done`, or `undone` and can
be done again, or `dropped` (undone, and something else was done since), or `kept`: too old to be undone, there for
the versions it holds. The done and kept changes of a record follow each other: each begins with what the one before
it left. A step changes a record once; only where two copies of a case are brought together it may lead a record
through versions that are never in the case, so that they are found in its history.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from caregiver_app.domain.handover.past import Moment
from caregiver_app.domain.handover.side import StepMark
from caregiver_app.domain.record import Record
from caregiver_app.errors import HistoryConflict
from caregiver_app.i18n import _
from caregiver_app.store.steps_met import marks, met, note_met
from caregiver_app.store.tables import RECORDS, table_of

R = TypeVar("R", bound=Record)

KEEP: Final = 1000
"""How many steps can be undone. What an older one changed stays where it is among the last versions of a record."""

VERSIONS: Final = 20
"""How many versions of each record outlive the steps that can be undone. Counted, never timed."""

_UNDOABLE: Final = "SELECT number, label FROM step WHERE state = 'done' ORDER BY number DESC LIMIT 1"
_REDOABLE: Final = "SELECT number, label FROM step WHERE state = 'undone' ORDER BY number LIMIT 1"
_LISTED: Final = """
    SELECT number, label, at, state,
    (SELECT COUNT(DISTINCT record) FROM change WHERE change.step = step.number) AS touched
    FROM step WHERE state IN ('done', 'undone') ORDER BY number DESC
"""
_TOO_OLD: Final = "SELECT number FROM step WHERE state = 'done' ORDER BY number DESC LIMIT -1 OFFSET ?"
# Of the records that a step just retired has changed: what lies before their last versions.
_FORGET_SURPLUS: Final = """
    DELETE FROM change WHERE (step, position) IN (
        SELECT old.step, old.position FROM change AS retired
        CROSS JOIN change AS old INDEXED BY change_by_record
            ON old.record = retired.record AND old.step < retired.step
        CROSS JOIN step ON step.number = old.step AND step.state = 'kept'
        WHERE retired.step = ?1 AND old.step < (
            SELECT later.step FROM change AS later INDEXED BY change_by_record
            CROSS JOIN step AS kept ON kept.number = later.step
            WHERE later.record = retired.record AND later.step <= retired.step
            AND later.after IS NOT NULL AND kept.state = 'kept'
            ORDER BY later.step DESC LIMIT 1 OFFSET ?2
        )
    ) RETURNING step
"""
# Of what was undone long ago and not done again: all but the first, which tells how a record was before, and the last.
_FORGET_DROPPED: Final = """
    DELETE FROM change WHERE step IN (
        SELECT number FROM step WHERE state = 'dropped' ORDER BY number DESC LIMIT -1 OFFSET ?
    ) AND (
        SELECT MIN(other.step) < change.step AND change.step < MAX(other.step)
        FROM change AS other INDEXED BY change_by_record WHERE other.record = change.record
    ) RETURNING step
"""
_FORGET_EMPTY: Final = "DELETE FROM step WHERE number = ? AND NOT EXISTS (SELECT 1 FROM change WHERE step = number)"
# What took a record out, or, of one that is only known from undone steps, the last of these that had it. The index
# is named: by a step's number alone, one step of ten thousand changes would be read ten thousand times.
_LAST_OF_GONE: Final = """
    WITH newest AS MATERIALIZED (
        SELECT record, COALESCE(
            MAX(CASE WHEN state IN ('done', 'kept') THEN step END), MAX(CASE WHEN after IS NOT NULL THEN step END),
            MAX(step)
        ) AS step
        FROM change INDEXED BY change_by_record CROSS JOIN step ON step.number = change.step
        WHERE record NOT IN ({present}) GROUP BY record
    )
    SELECT last.record, last.kind, COALESCE(last.after, last.before) AS image, step.label, step.at, step.state
    FROM newest
    CROSS JOIN change AS last INDEXED BY change_by_record ON last.record = newest.record AND last.step = newest.step
    CROSS JOIN step ON step.number = last.step
    WHERE ?1 IN ('', last.kind) AND last.position = (
        SELECT MAX(position) FROM change AS same INDEXED BY change_by_record
        WHERE same.record = last.record AND same.step = last.step
    ) ORDER BY last.step DESC, last.position
"""
_LAST: Final = """
    SELECT kind, COALESCE(after, before) AS image FROM change JOIN step ON step.number = change.step WHERE record = ?
    ORDER BY state IN ('done', 'kept') DESC, change.step DESC, change.position DESC LIMIT 1
"""
_VERSIONS: Final = """
    SELECT step.number, change.kind, change.before, change.after, step.label, step.at
    FROM change JOIN step ON step.number = change.step
    WHERE change.record = ? AND step.state IN ('done', 'kept') ORDER BY step.number, change.position
"""
_ALL_VERSIONS: Final = """
    SELECT before FROM change WHERE kind = ?1 AND before IS NOT NULL
    UNION SELECT after FROM change WHERE kind = ?1 AND after IS NOT NULL
"""
_PAST: Final = """
    SELECT step.number, change.kind, change.before, change.after, step.label, step.at, step.state
    FROM change JOIN step ON step.number = change.step
    WHERE change.record = ? ORDER BY step.number, change.position
"""
_TOOK_OUT: Final = """
    SELECT change.step FROM change JOIN step ON step.number = change.step
    WHERE change.record = ? AND change.after IS NULL AND step.state IN ('done', 'kept')
    ORDER BY change.step DESC LIMIT 1
"""
_UNDONE: Final = ("undone", "dropped")
_BEGINNING_WITH: Final = "SELECT DISTINCT record FROM change WHERE record >= ?1 AND record < ?1 || 'g' LIMIT 2"


@dataclass(frozen=True)
class Change:
    """One record before and after a step; None is "not there"."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record, as it is on the side where it exists."""
        record = self.after or self.before
        if record is None:
            raise ValueError("a change has at least one side")
        return record

    def reversed(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True)
class Step:
    """One step, done or to be done again; `at` is when it was done first, in ISO, `touched` how many records it has."""

    number: int
    label: str
    at: str
    done: bool
    touched: int


@dataclass(frozen=True)
class Removed:
    """A record that is no longer in the case, with the last step that touched it and when.

    `undone` tells that it went because that step was undone, and not because somebody removed it.
    """

    id: UUID
    kind: type[Record]
    image: str
    label: str
    at: str
    undone: bool

    @cached_property
    def record(self) -> Record:
        """The record as it was, read when it is asked for. Raises HistoryConflict for one that is damaged."""
        return _read(self.kind, self.image)


@dataclass(frozen=True)
class Version:
    """A record as a step left it; `record` is None where the step removed it.

    Number 0, without label and time, is the record as it was before the first step that is kept. `passed` counts what
    a step only led through, from 1; it is 0 for what the step left.
    """

    number: int
    record: Record | None
    label: str
    at: str
    passed: int = 0

    @property
    def name(self) -> str:
        """By what it is called: "12", or "12.1" for what step 12 only led through."""
        return f"{self.number}.{self.passed}" if self.passed else str(self.number)


class Steps:
    """Read and write the steps of one case. Writing happens inside the store's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, label: str, at: str) -> tuple[int, bool]:
        """Write a new step without changes yet; return its number, and whether it ended what could be done again."""
        run = self._connection.exec_driver_sql
        dropped = run("UPDATE step SET state = 'dropped' WHERE state = 'undone'").rowcount
        number: int = run(
            "INSERT INTO step (label, at, state) VALUES (?, ?, 'done') RETURNING number", (label, at)
        ).scalar_one()
        return number, dropped > 0

    def add(self, number: int, position: int, changes: Sequence[Change]) -> None:
        """Write changes of a step, the first of them at this position."""
        self._connection.exec_driver_sql(
            "INSERT INTO change (step, position, kind, record, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    number,
                    place,
                    table_of(type(change.record)).name,
                    change.record.id.hex,
                    _image(change.before),
                    _image(change.after),
                )
                for place, change in enumerate(changes, position)
            ],
        )

    def end(self, number: int, met: tuple[int, str, str] | None, *, dropped: bool) -> None:
        """Let go of what is too old, now that a new step is whole. What was undone before it stays in the trash.

        `met` is the last step of another copy of the case, where the new one takes over what was done there; `dropped`
        is what `begin` said.
        """
        if met is not None:
            note_met(self._connection, number, met)
        self._retire()
        if dropped:
            self._forget(self._connection.exec_driver_sql(_FORGET_DROPPED, (KEEP,)).scalars())

    def state(self, number: int) -> str | None:
        """Return whether a step is done, undone, dropped or kept; None when there is no such step."""
        found: str | None = self._connection.exec_driver_sql(
            "SELECT state FROM step WHERE number = ?", (number,)
        ).scalar()
        return found

    def marks(self) -> dict[int, StepMark]:
        """Return by what each step is known in another copy of the case."""
        return marks(self._connection)

    def met(self) -> dict[int, tuple[int, str, str]]:
        """Return, by the number of a step that took over what another copy had, the last step of that copy then."""
        return met(self._connection)

    def to_undo(self) -> tuple[int, str] | None:
        """Return number and label of the step that undo would take back."""
        row = self._connection.exec_driver_sql(_UNDOABLE).first()
        return (row.number, row.label) if row is not None else None

    def to_redo(self) -> tuple[int, str] | None:
        """Return number and label of the step that redo would do again."""
        row = self._connection.exec_driver_sql(_REDOABLE).first()
        return (row.number, row.label) if row is not None else None

    def listed(self) -> tuple[Step, ...]:
        """Return every step that can be undone or done again, the newest first."""
        rows = self._connection.exec_driver_sql(_LISTED)
        return tuple(Step(row.number, row.label, row.at, row.state == "done", row.touched) for row in rows)

    def changes(self, number: int, most: int = -1) -> tuple[Change, ...]:
        """Return what a step changed, in order; at most so many changes, all of them by default."""
        rows = self._connection.exec_driver_sql(
            "SELECT kind, before, after FROM change WHERE step = ? ORDER BY position LIMIT ?", (number, most)
        )
        return tuple(Change(_record(row.kind, row.before), _record(row.kind, row.after)) for row in rows)

    def mark(self, number: int, state: str) -> None:
        """Remember whether a step is done or undone."""
        self._connection.exec_driver_sql("UPDATE step SET state = ? WHERE number = ?", (state, number))

    def removed(self, kind: type[Record] | None = None) -> tuple[Removed, ...]:
        """Return every record, or every one of a kind, that the history knows and the case no longer has.

        The last that went comes first.
        """
        present = " UNION ALL ".join(f'SELECT id FROM "{name}"' for name in RECORDS)
        rows = self._connection.exec_driver_sql(
            _LAST_OF_GONE.format(present=present), ("" if kind is None else table_of(kind).name,)
        )
        return tuple(
            Removed(UUID(row.record), RECORDS[row.kind], row.image, row.label, row.at, row.state in _UNDONE)
            for row in rows
        )

    def last(self, record_id: UUID) -> Record | None:
        """Return a record as it was last, whether it is in the case or not; None for one without a history."""
        row = self._connection.exec_driver_sql(_LAST, (record_id.hex,)).first()
        return _record(row.kind, row.image) if row is not None else None

    def versions(self, record_id: UUID) -> tuple[Version, ...]:
        """Return a record as each step that touched it left it, oldest first; undone steps are left out."""
        rows = self._connection.exec_driver_sql(_VERSIONS, (record_id.hex,)).all()
        first = _record(rows[0].kind, rows[0].before) if rows else None
        start = (Version(0, first, "", ""),) if first is not None else ()
        last = {row.number: place for place, row in enumerate(rows)}
        first_of = {row.number: place for place, row in reversed(tuple(enumerate(rows)))}
        return start + tuple(
            Version(
                row.number,
                _record(row.kind, row.after),
                row.label,
                row.at,
                0 if place == last[row.number] else place - first_of[row.number] + 1,
            )
            for place, row in enumerate(rows)
        )

    def past(self, record_id: UUID) -> tuple[Moment, ...]:
        """Return everything the history knows of a record, undone steps too, oldest first."""
        rows = self._connection.exec_driver_sql(_PAST, (record_id.hex,)).all()
        if not rows:
            return ()
        moments = (
            Moment(
                _record(row.kind, row.after),
                (row.number, row.label, row.at),
                row.state if row.state in _UNDONE else "done",
            )
            for row in rows
        )
        return (Moment(_record(rows[0].kind, rows[0].before)), *moments)

    def versions_of_all(self, kind: type[R]) -> tuple[R, ...]:
        """Return every version of every record of a kind that the history can still bring back.

        One that is damaged is left out; `integrity_history` names it.
        """
        found = []
        for image in self._connection.exec_driver_sql(_ALL_VERSIONS, (table_of(kind).name,)).scalars():
            with suppress(ValueError):
                found.append(kind.model_validate_json(image))
        return tuple(found)

    def taken_out_by(self, record_id: UUID) -> int | None:
        """Return the number of the last step that removed a record, or None."""
        found: int | None = self._connection.exec_driver_sql(_TOOK_OUT, (record_id.hex,)).scalar()
        return found

    def ids_beginning_with(self, text: str) -> tuple[UUID, ...]:
        """Return up to two records of the history whose id begins like this, in hex without dashes."""
        return tuple(UUID(found) for found in self._connection.exec_driver_sql(_BEGINNING_WITH, (text,)).scalars())

    def conflict(self) -> HistoryConflict:
        """Say that the case is not as the step left it."""
        return HistoryConflict(
            _("This step cannot be undone or redone, because the entry was changed in another way since."),
            safe=_("Nothing was changed."),
            now=_("Change the entry by hand. Earlier versions are kept."),
        )

    def _retire(self) -> None:
        """Keep of the steps that are too old to be undone only the last versions of each record they changed.

        Only records of a step that retires now can have one version too many, so a step costs the same however
        long the history is.
        """
        for number in self._connection.exec_driver_sql(_TOO_OLD, (KEEP,)).scalars().all():
            self.mark(number, "kept")
            self._forget(self._connection.exec_driver_sql(_FORGET_SURPLUS, (number, VERSIONS - 1)).scalars())

    def _forget(self, emptied: Iterable[int]) -> None:
        for number in sorted(set(emptied)):
            self._connection.exec_driver_sql(_FORGET_EMPTY, (number,))


def one_for_each_record(changes: Sequence[Change], led: Collection[UUID] = ()) -> tuple[Change, ...]:
    """Join what a step did to a record at several times, but for those in `led`; what stays as it was is no change."""
    joined: dict[tuple[UUID, int], Change] = {}
    for place, change in enumerate(changes):
        key = change.record.id, place if change.record.id in led else -1
        earlier = joined.get(key)
        joined[key] = Change(earlier.before, change.after) if earlier is not None else change
    return tuple(change for change in joined.values() if change.before != change.after)


def _image(record: Record | None) -> str | None:
    return record.model_dump_json() if record is not None else None


def _record(kind: str, image: str | None) -> Record | None:
    return _read(RECORDS.get(kind, Record), image) if image is not None else None


def _read(kind: type[R], image: str) -> R:
    """Read an image. Raises HistoryConflict for one that is damaged."""
    try:
        return kind.model_validate_json(image)
    except ValueError as problem:
        raise HistoryConflict(
            _("This part of the history is damaged and cannot be read."),
            safe=_("Nothing was changed, and the records of today are not touched by it."),
            now=_("Check your records: File, Check my records. A copy of the case from before may have it."),
        ) from problem
