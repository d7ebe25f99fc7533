"""A copy of a case file: opened apart from the case, checked, and asked what state of the case it is."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from caregiver_app.store import plain_words
from caregiver_app.store.connection import connect
from caregiver_app.store.keys import Keys
from caregiver_app.store.tables import RECORDS

COUNTER = "change"
"""The counter that goes up with each change of the case, undo included."""


@dataclass(frozen=True)
class CaseState:
    """Which state of which case a file holds: the running number of its last change, its version, its person's id."""

    number: int
    version: int
    case: str


@contextmanager
def opened_copy(path: Path, folder: Path, keys: Keys | None = None) -> Iterator[Any]:
    """Open a copy of a case file for reading; `folder` is the case it is told of. Raises CaregiverError."""
    with plain_words.told_plainly(folder):
        connection = connect(path, "ro", keys)
        try:
            yield connection
        finally:
            connection.close()


def state_of(path: Path, folder: Path, keys: Keys | None = None) -> CaseState:
    """Check a copy from end to end and return which state it is. Raises CaseDamaged, or another CaregiverError."""
    with opened_copy(path, folder, keys) as connection:
        try:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        except MemoryError:  # a damaged length in the index asks for more than there is
            sound = False
        if not sound:
            raise plain_words.damaged(folder)
        return read_state(connection)


def read_state(connection: Any) -> CaseState:
    """Return which state of the case a connection holds."""
    number = connection.execute("SELECT value FROM counter WHERE name = ?", (COUNTER,)).fetchone()
    person = connection.execute("SELECT id FROM person").fetchone()
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return CaseState(int(number[0]) if number else 0, int(version), str(UUID(person[0])) if person else "")


def knows_of(connection: Any, ids: Collection[UUID]) -> bool:
    """Whether a copy holds one of these records, in the case or in its history. An earlier version is read as well."""
    said = (json.dumps([one.hex for one in ids]),)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    asked = [("change", "record"), *((name, "id") for name in RECORDS)]
    return any(
        connection.execute(
            f'SELECT EXISTS (SELECT 1 FROM "{name}" WHERE {column} IN (SELECT value FROM json_each(?)))', said
        ).fetchone()[0]
        for name, column in asked
        if name in tables
    )


def raise_number(path: Path, folder: Path, keys: Keys | None, least: int) -> None:
    """Let the changes of a copy go on from a number that is higher than any the case had: no number comes twice."""
    with plain_words.told_plainly(folder):
        connection = connect(path, "rw", keys)
        try:
            connection.execute(
                "INSERT INTO counter (name, value) VALUES (?1, ?2) "
                "ON CONFLICT (name) DO UPDATE SET value = MAX(value, ?2)",
                (COUNTER, least),
            )
        finally:
            connection.close()
