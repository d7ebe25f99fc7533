"""The history of a case: every change with what was there before and after, kept in the case itself.

Undo, redo, the trash and earlier versions of a record all read this one list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from caregiver_app.domain.record import Record
from caregiver_app.errors import HistoryConflict
from caregiver_app.i18n import _
from caregiver_app.store.tables import RECORDS, table_of

KEEP: Final = 1000
"""How many steps can be undone. Older ones stay only where they hold the last of a removed record."""

_UNDOABLE: Final = "SELECT number, label FROM step WHERE state = 'done' ORDER BY number DESC LIMIT 1"
_REDOABLE: Final = "SELECT number, label FROM step WHERE state = 'undone' ORDER BY number LIMIT 1"
_RETIRE: Final = """
    UPDATE step SET state = 'kept' WHERE state = 'done'
    AND number <= (SELECT number FROM step WHERE state = 'done' ORDER BY number DESC LIMIT 1 OFFSET ?)
"""
_FORGET: Final = """
    DELETE FROM step WHERE state = 'kept' AND NOT EXISTS (
        SELECT 1 FROM change AS last WHERE last.step = step.number AND last.after IS NULL
        AND NOT EXISTS (SELECT 1 FROM change AS later WHERE later.record = last.record AND later.step > last.step)
    )
"""
_LAST_IMAGES: Final = """
    SELECT change.kind, change.record, change.before, change.after, step.label, step.at, MAX(change.step)
    FROM change JOIN step ON step.number = change.step GROUP BY change.record ORDER BY MAX(change.step) DESC
"""
_VERSIONS: Final = """
    SELECT change.kind, change.before, change.after, step.label, step.at, step.state
    FROM change JOIN step ON step.number = change.step WHERE change.record = ? ORDER BY step.number, change.position
"""


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
class Removed:
    """A record that is no longer in the case, with the step that took it out and when."""

    record: Record
    label: str
    at: str


@dataclass(frozen=True)
class Version:
    """A record as a step left it; `record` is None where the step removed it."""

    record: Record | None
    label: str
    at: str


class Steps:
    """Read and write the steps of one case. Writing happens inside the store's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, label: str, at: str, changes: Sequence[Change]) -> None:
        """Write a new step. What was undone before it can no longer be redone, and stays in the trash."""
        run = self._connection.exec_driver_sql
        run("UPDATE step SET state = 'dropped' WHERE state = 'undone'")
        number = run(
            "INSERT INTO step (label, at, state) VALUES (?, ?, 'done') RETURNING number", (label, at)
        ).scalar_one()
        run(
            "INSERT INTO change (step, position, kind, record, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    number,
                    position,
                    table_of(type(change.record)).name,
                    change.record.id.hex,
                    _image(change.before),
                    _image(change.after),
                )
                for position, change in enumerate(changes)
            ],
        )
        run(_RETIRE, (KEEP,))
        run(_FORGET)

    def to_undo(self) -> tuple[int, str] | None:
        """Return number and label of the step that undo would take back."""
        row = self._connection.exec_driver_sql(_UNDOABLE).first()
        return (row.number, row.label) if row is not None else None

    def to_redo(self) -> tuple[int, str] | None:
        """Return number and label of the step that redo would do again."""
        row = self._connection.exec_driver_sql(_REDOABLE).first()
        return (row.number, row.label) if row is not None else None

    def changes(self, number: int) -> tuple[Change, ...]:
        """Return what a step changed, in order."""
        rows = self._connection.exec_driver_sql(
            "SELECT kind, before, after FROM change WHERE step = ? ORDER BY position", (number,)
        )
        return tuple(Change(_record(row.kind, row.before), _record(row.kind, row.after)) for row in rows)

    def mark(self, number: int, state: str) -> None:
        """Remember whether a step is done or undone."""
        self._connection.exec_driver_sql("UPDATE step SET state = ? WHERE number = ?", (state, number))

    def removed(self) -> tuple[Removed, ...]:
        """Return every record the history knows and the case no longer has, the last removed first."""
        present = {
            record_id.hex
            for kind in RECORDS.values()
            for record_id in self._connection.execute(
                table_of(kind).select().with_only_columns(table_of(kind).c.id)
            ).scalars()
        }
        gone = []
        for row in self._connection.exec_driver_sql(_LAST_IMAGES):
            record = _record(row.kind, row.after or row.before)
            if row.record not in present and record is not None:
                gone.append(Removed(record, row.label, row.at))
        return tuple(gone)

    def versions(self, record_id: UUID) -> tuple[Version, ...]:
        """Return a record as each step that touched it left it, oldest first; undone steps are left out."""
        rows = self._connection.exec_driver_sql(_VERSIONS, (record_id.hex,))
        return tuple(
            Version(_record(row.kind, row.after), row.label, row.at) for row in rows if row.state in ("done", "kept")
        )

    def conflict(self) -> HistoryConflict:
        """Say that the case is not as the step left it."""
        return HistoryConflict(
            _("This step cannot be undone or redone, because the entry was changed in another way since."),
            safe=_("Nothing was changed."),
            now=_("Change the entry by hand. Earlier versions are kept."),
        )


def _image(record: Record | None) -> str | None:
    return record.model_dump_json() if record is not None else None


def _record(kind: str, image: str | None) -> Record | None:
    return RECORDS[kind].model_validate_json(image) if image is not None else None
