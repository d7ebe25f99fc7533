"""Open a case file: refuse what is newer or damaged, lock it, set it up for safety, bring it up to date.

Rollback journal and not WAL: a family copies the file by hand, and a copy of the one file must be whole.
"""

import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from caregiver_app.errors import CaseMissing, CaseTooNew
from caregiver_app.fsops import told_as_read, told_plainly
from caregiver_app.i18n import _
from caregiver_app.store import plain_words
from caregiver_app.store.backup import back_up
from caregiver_app.store.connection import HEADER, connect, in_memory
from caregiver_app.store.keys import Keys, is_protected, locked
from caregiver_app.store.migrations import NEWEST, STEPS

CASE_FILE: Final = "case.db"
_APPLICATION_ID: Final = 0x43415245  # "CARE"
_JOURNAL_HEAD: Final = 8
"""While a change is being written its journal begins with these bytes; between changes there is none, or zeros."""
_TRIES: Final = 20
_BETWEEN: Final = 0.05
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


def create(path: Path, keys: Keys | None = None) -> None:
    """Make a new, empty case file of the newest version."""
    with plain_words.told_plainly(path.parent):
        connection = connect(path, "rwc", keys)
        try:
            _make_safe(connection)
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            _migrate(connection)
        finally:
            connection.close()


def open_case(path: Path, keys: Keys | None = None) -> tuple[Any, bool]:
    """Return the one connection to a case file, and whether it is read-only.

    One that is read-only and of an earlier version is read from a copy in memory. Raises CaseDamaged, CaseTooNew (the
    file is left untouched by both) or CaseInUse.
    """
    with plain_words.told_plainly(path.parent):
        connection = connect(path, "rw", keys)
        try:
            if not _can_write(connection):
                connection.close()
                connection = connect(path, "ro", keys)
                _check_version(connection, path)
                if version_of(connection) < NEWEST:
                    connection.close()
                    connection = in_memory(path, keys)
                    _migrate(connection)
                return connection, True
            _check_version(connection, path)
            _make_safe(connection)
            if version_of(connection) < NEWEST:
                with told_plainly(path.parent / "backups"):
                    back_up(connection, path.parent, keys, date.today())
                _migrate(connection)
        except UnicodeDecodeError as problem:  # what SQLite says of a damaged file holds bytes of it
            connection.close()
            raise plain_words.damaged(path.parent) from problem
        except BaseException:
            connection.close()
            raise
        return connection, False


def copy_of_held(path: Path, keys: Keys | None = None) -> Any:
    """Return a copy in memory of a case file that another program holds, as that program saved it last.

    A copy that was taken while it wrote is thrown away and taken anew. Raises CaseInUse where it never stops writing.
    """
    with plain_words.told_plainly(path.parent):
        for _try in range(_TRIES):
            before = _state(path)
            if before is not None:
                copy = None
                with suppress(dbapi2.DatabaseError):
                    copy = in_memory(path, keys, held=True)
                    # Asked at once: to check the copy takes longer than somebody who writes all the time rests.
                    is_of_one_moment = _state(path) == before
                    if is_of_one_moment and copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok":
                        _check_version(copy, path)
                        if version_of(copy) < NEWEST:
                            _migrate(copy)
                        return copy
                if copy is not None:
                    copy.close()
            time.sleep(_BETWEEN)
    raise plain_words.in_use(path.parent)


def copy_of_backup(path: Path, folder: Path, keys: Keys | None = None) -> Any:
    """Return a copy in memory of a backup of the case in `folder`, of the newest version; the backup is only read.

    Raises CaseDamaged or CaseTooNew.
    """
    with plain_words.told_plainly(folder):
        copy = in_memory(path, keys)
        try:
            _check_version(copy, folder / CASE_FILE)
            _migrate(copy)
        except BaseException:
            copy.close()
            raise
    return copy


def _state(path: Path) -> tuple[int, int, int] | None:
    """Return by what to tell that a case file was written to, None while it is being written."""
    journal = path.with_name(f"{path.name}-journal")
    with suppress(FileNotFoundError), journal.open("rb") as file:
        if any(file.read(_JOURNAL_HEAD)):
            return None
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


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


def look_at(path: Path, keys: Keys | None = None) -> None:
    """Read the first bytes before SQLite does, which would take an empty file for a new database.

    Raises CaseLocked where keys are missing, CaseDamaged, or another CaregiverError where the file may not be read.
    Never call it on a case that somebody has open: see `lock`.
    """
    if path.is_dir():
        raise plain_words.damaged(path.parent)
    with told_as_read(path), path.open("rb") as file:
        header = file.read(len(HEADER))
    # A locked file begins with chance; one that is cut off so near its beginning, or plain beside keys, is damaged.
    is_locked = len(header) == len(HEADER) and header != HEADER
    if is_locked and keys is None and is_protected(path.parent):
        raise locked(path.parent)
    if is_locked != (keys is not None):
        raise plain_words.damaged(path.parent)


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
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk has ended it already
                connection.execute("ROLLBACK")
            raise
