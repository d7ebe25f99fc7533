"""By what the steps of two copies of a case are known to each other, and up to where they have met."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from caregiver_app.domain.handover.side import StepMark

_CONTENTS: Final = """
    SELECT change.step, change.record, change.before, change.after
    FROM change JOIN step ON step.number = change.step
    WHERE step.state <> 'kept' ORDER BY change.step, change.position
"""
_MET: Final = "met "
_PARTLY: Final = "partly "


def note_met(connection: Connection, number: int, met: tuple[int, str, str]) -> None:
    """Remember, with a step that took over what another copy had, the last step of that copy then."""
    connection.exec_driver_sql(
        "INSERT INTO case_state (name, value) VALUES (?, ?)", (f"{_MET}{number}", json.dumps(met))
    )


def marks(connection: Connection) -> dict[int, StepMark]:
    """Return by what each step is known in another copy of the case."""
    prints: dict[int, Any] = {}
    for row in connection.exec_driver_sql(_CONTENTS):
        prints.setdefault(row.step, hashlib.sha256()).update(f"{row.record}{row.before}{row.after}".encode())
    partly = {row.name for row in _kept(connection, _PARTLY)}
    rows = connection.exec_driver_sql("SELECT number, label, at, state FROM step")
    return {
        row.number: StepMark(
            row.label,
            row.at,
            row.state,
            prints[row.number].hexdigest() if row.number in prints else "",
            f"{_PARTLY}{row.number}" not in partly,
        )
        for row in rows
    }


def met(connection: Connection) -> dict[int, tuple[int, str, str]]:
    """Return, by the number of a step that took over what another copy had, the last step of that copy then."""
    return {int(row.name.removeprefix(_MET)): tuple(json.loads(row.value)) for row in _kept(connection, _MET)}


def note_partly(connection: Connection, number: int) -> None:
    """Remember of a step that something it changed was erased for good, so that it is not what it was elsewhere."""
    connection.exec_driver_sql("INSERT OR IGNORE INTO case_state (name, value) VALUES (?, '')", (f"{_PARTLY}{number}",))


def forget_names(connection: Connection, speaks: Callable[[str], bool]) -> None:
    """Let go of the names of steps of other copies that speak of what is erased; their times stay."""
    for row in _kept(connection, _MET):
        number, label, at = json.loads(row.value)
        if speaks(label):
            connection.exec_driver_sql(
                "UPDATE case_state SET value = ? WHERE name = ?", (json.dumps((number, "", at)), row.name)
            )


def _kept(connection: Connection, beginning: str) -> Sequence[Any]:
    return connection.exec_driver_sql(
        "SELECT name, value FROM case_state WHERE name BETWEEN ? AND ?", (beginning, f"{beginning}~")
    ).all()
