"""The one way to a case file: a connection of SQLite, with the key first where there is one."""

from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from caregiver_app.store.keys import Keys

HEADER: Final = b"SQLite format 3\x00"
_WAIT_SECONDS: Final = 0.2


def connect(path: Path, mode: str, keys: Keys | None = None) -> Any:
    """Return a connection to a case file; `mode` is "ro", "rw" or "rwc". Raises sqlcipher3's errors."""
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = dbapi2.connect(uri, uri=True, isolation_level=None, timeout=_WAIT_SECONDS)
    if keys is not None:
        connection.execute(f"PRAGMA key = {_literal(keys)}")
    return connection


def in_memory(path: Path, keys: Keys | None, *, held: bool = False) -> Any:
    """Return a copy in memory of a case file that can only be read: the copy can be brought up to date.

    One that another program `held` is read all the same, without asking for its lock. Never do that to a case that
    this very program has open: on Unix its lock would be lost.
    """
    copy = dbapi2.connect(":memory:", uri=True, isolation_level=None)
    try:
        if keys is None:
            connection = connect(path, "ro&immutable=1" if held else "ro")
            try:
                connection.backup(copy)
            finally:
                connection.close()
        else:
            _decrypted_into(copy, path, keys, held=held)
    except BaseException:
        copy.close()
        raise
    return copy


def export(connection: Any, target: Path, keys: Keys | None) -> None:
    """Write what a connection holds into a new file under another key, or under none. Raises sqlcipher3's errors."""
    key = _literal(keys) if keys is not None else "''"
    connection.execute(f"ATTACH DATABASE ? AS made KEY {key}", (f"{target.resolve().as_uri()}?mode=rwc",))
    try:
        _export(connection, "main", "made")
    finally:
        connection.execute("DETACH DATABASE made")


def _decrypted_into(copy: Any, path: Path, keys: Keys, *, held: bool) -> None:
    """Take a locked database over; SQLite's own way of copying refuses to."""
    place = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if held else ''}"
    copy.execute(f"ATTACH DATABASE ? AS kept KEY {_literal(keys)}", (place,))
    _export(copy, "kept", "main")
    copy.execute("DETACH DATABASE kept")


def _export(connection: Any, source: str, target: str) -> None:
    connection.execute(f"SELECT sqlcipher_export('{target}', '{source}')").fetchall()
    for name in ("application_id", "user_version"):
        value = int(connection.execute(f"PRAGMA {source}.{name}").fetchone()[0])
        connection.execute(f"PRAGMA {target}.{name} = {value}")


def _literal(keys: Keys) -> str:
    return f"\"x'{keys.database}'\""
