"""Open a case file: refuse what is newer or damaged, lock it, set it up for safety, bring it up to date.

Rollback journal and not WAL: a family copies the file by hand, and a copy of the one file must be whole.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from caregiver_app.errors import CaseMissing, CaseTooNew
from caregiver_app.fsops import told_as_read
from caregiver_app.i18n import _
from caregiver_app.store import plain_words
from caregiver_app.store.backup import back_up
from caregiver_app.store.migrations import NEWEST, STEPS

CASE_FILE: Final = "case.db"
_APPLICATION_ID: Final = 0x43415245  # "CARE"
_HEADER: Final = b"SQLite format 3\x00"
_SAFETY: Final = {
    "locking_mode": ("EXCLUSIVE", "exclusive"),
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", 3),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "secure_delete": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "fullfsync": ("ON", 1),
}
_WAIT_SECONDS: Final = 0.2


def create(path: Path) -> None:
    """Make a new, empty case file of the newest version."""
    with plain_words.told_plainly(path.parent):
        connection = _connect(path, "rwc")
        try:
            _make_safe(connection)
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            _migrate(connection)
        finally:
            connection.close()


def open_case(path: Path) -> tuple[Any, bool]:
    """Return the one connection to a case file, and whether it is read-only.

    One that is read-only and of an earlier version is read from a copy in memory. Raises CaseDamaged, CaseTooNew (the
    file is left untouched by both) or CaseInUse.
    """
    with plain_words.told_plainly(path.parent):
        connection = _connect(path, "rw")
        try:
            if not _can_write(connection):
                connection.close()
                connection = _connect(path, "ro")
                _check_version(connection, path)
                if version_of(connection) < NEWEST:
                    connection = in_memory(connection)
                    _migrate(connection)
                return connection, True
            _check_version(connection, path)
            _make_safe(connection)
            if version_of(connection) < NEWEST:
                back_up(connection, path.parent / "backups")
                _migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection, False


def in_memory(connection: Any) -> Any:
    """Return a copy in memory of a case that can only be read, in place of it: the copy can be brought up to date."""
    copy = dbapi2.connect(":memory:", isolation_level=None)
    try:
        connection.backup(copy)
    except BaseException:
        copy.close()
        raise
    connection.close()
    return copy


def version_of(connection: Any) -> int:
    """Return the schema version a case file says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def require(path: Path) -> None:
    """Raise CaseMissing when there is no case file. It is not opened for that."""
    with told_as_read(path.parent), suppress(FileNotFoundError, NotADirectoryError):
        path.stat()
        return
    raise CaseMissing(
        _("There is no case in “{folder}”.").format(folder=path.parent.name or str(path.parent)),
        safe=_("Nothing was changed."),
        now=_("Choose the folder that holds a file called case.db, or start a new case."),
    )


def look_at(path: Path) -> None:
    """Read the first bytes before SQLite does, which would take an empty file for a new database.

    Raises CaseDamaged, or another CaregiverError where the file may not be read. Never call it on a case that somebody
    has open: see `lock`.
    """
    header = b""
    with told_as_read(path), suppress(IsADirectoryError), path.open("rb") as file:
        header = file.read(len(_HEADER))
    if header != _HEADER:
        raise plain_words.damaged(path.parent)


def _connect(path: Path, mode: str) -> Any:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    return dbapi2.connect(uri, uri=True, isolation_level=None, timeout=_WAIT_SECONDS)


def _can_write(connection: Any) -> bool:
    """Take the lock for good, and find out by a write that changes nothing whether the folder allows writing."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute(f"PRAGMA user_version = {version_of(connection)}")
        connection.execute("ROLLBACK")
    except dbapi2.OperationalError as problem:
        if problem.sqlite_errorcode & 0xFF in (dbapi2.SQLITE_READONLY, dbapi2.SQLITE_CANTOPEN):
            return False
        raise
    return True


def _check_version(connection: Any, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
        raise plain_words.damaged(path.parent)
    if version_of(connection) > NEWEST:
        raise CaseTooNew(
            _("The case “{folder}” was written by a newer version of this program.").format(folder=path.parent.name),
            safe=_("It was left exactly as it is."),
            now=_("Install the newer version on this computer, then open the case."),
        )


def _make_safe(connection: Any) -> None:
    """Set what durability and privacy need, and read each setting back."""
    for name, (wanted, _answer) in _SAFETY.items():
        connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
    for name, (_wanted, answer) in _SAFETY.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if found is None or found[0] != answer:
            raise RuntimeError(f"the case file did not take {name}: {found}")


def _migrate(connection: Any) -> None:
    """Run each missing step in one transaction together with the record that it ran."""
    for version in range(version_of(connection) + 1, NEWEST + 1):
        connection.execute("BEGIN EXCLUSIVE")
        try:
            for statement in STEPS[version - 1].split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
