"""Whether a database file is as it was written: by its seal, SQLite's own check, and the check of each locked page."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from caregiver_app.store import seal
from caregiver_app.store.connection import connect
from caregiver_app.store.keys import Keys


def is_whole(copy: Path, keys: Keys | None = None) -> bool:
    """Whether a copy is as it was written. Of one from before copies were sealed, SQLite's own check has to say."""
    try:
        fits = seal.fits(copy)
    except OSError:
        return False
    return _checks_out(copy, keys) if fits is None else fits


def faults(connection: Any, keys: Keys | None) -> tuple[str, ...]:
    """Return what SQLite's own full check finds wrong, and of a locked file the check of every page."""
    lines = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
    if keys is not None:
        lines += [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    return tuple(line for line in lines if line != "ok")


def _checks_out(copy: Path, keys: Keys | None) -> bool:
    try:
        opened = connect(copy, "ro", keys)
        try:
            return not faults(opened, keys)
        finally:
            opened.close()
    except (dbapi2.Error, MemoryError):
        return False
