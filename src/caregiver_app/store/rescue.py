"""What an open window knows, put aside when another program has taken the place of its case file."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert
from sqlcipher3 import dbapi2

from caregiver_app import fsops
from caregiver_app.domain.record import Record
from caregiver_app.store import plain_words, schema
from caregiver_app.store.connection import connect
from caregiver_app.store.engine import connected
from caregiver_app.store.keys import Keys
from caregiver_app.store.tables import table_of

FOLDER: Final = "set aside"


def put_aside(connection: Any, folder: Path, records: Iterable[Record], keys: Keys | None) -> Path:
    """Write the case as this window knows it into a file of its own, sealed where the case is, and return that.

    It holds the history too. Where what is open cannot be copied whole any more, as somebody wrote into it, the
    records alone are written. Raises CaregiverError.
    """
    aside = folder / FOLDER
    with fsops.told_plainly(aside):
        aside.mkdir(mode=0o700, exist_ok=True)
    target = aside / f"case {datetime.now():%Y-%m-%d %H%M%S}.db"
    number = 2
    while target.exists():
        target = target.with_name(f"case {datetime.now():%Y-%m-%d %H%M%S} {number}.db")
        number += 1
    with plain_words.told_plainly(folder), fsops.replacing(target) as temporary:
        if not _is_copied(connection, temporary, keys):
            fsops.take_away(temporary, within=aside)
            _write_anew(temporary, records, keys)
    return target


def _is_copied(connection: Any, target: Path, keys: Keys | None) -> bool:
    copy = connect(target, "rwc", keys)
    with suppress(dbapi2.DatabaseError):
        try:
            connection.backup(copy)
            return bool(copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
        finally:
            copy.close()
    return False


def _write_anew(target: Path, records: Iterable[Record], keys: Keys | None) -> None:
    schema.create(target, keys)
    raw = connect(target, "rw", keys)
    try:
        with connected(raw, target.parent) as connection:
            connection.exec_driver_sql("BEGIN")
            for record in records:
                connection.execute(insert(table_of(type(record))).values(**record.model_dump()))
            connection.exec_driver_sql("COMMIT")
    finally:
        raw.close()
