"""What SQLite says, told in the user's words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from caregiver_app.errors import (
    CaregiverError,
    CaseDamaged,
    CaseElsewhere,
    CaseInUse,
    CaseMissing,
    CaseReadOnly,
    CaseSwapped,
    DiskFull,
    DiskTrouble,
)
from caregiver_app.i18n import _

_FULL: Final = 13
_BUSY: Final = (5, 6)
_READ_ONLY: Final = (8, 14)
_DAMAGED: Final = (11, 26)
_DISK: Final = (10,)
_NOT_TEXT: Final = "Could not decode to UTF-8"
# What we ask for is in every case file, so where its own list of tables says something else the list is damaged.
_NOT_LISTED: Final = re.compile(
    r"no such (table|column|index|module)|has no column named|malformed database"
    r"|unrecognized option|vtable constructor"
)
# Copying a whole file, as a backup does, raises without a number, and writing it under another key with that of any
# error; SQLite's words for one never change.
_SAID: Final = {
    "database or disk is full": _FULL,
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "unable to open database file": 14,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "file is not a database": 26,
}


@contextmanager
def told_plainly(folder: Path) -> Iterator[None]:
    """Turn what SQLite reports about the case in `folder` into a CaregiverError; let bugs pass."""
    try:
        yield
    except dbapi2.Error as problem:
        told = of(problem, folder)
        if told is None:
            raise
        raise told from problem


def damaged(folder: Path) -> CaseDamaged:
    """Say that the case file cannot be read as it is."""
    return CaseDamaged(
        _("The case file in “{folder}” is damaged or is not a case file.").format(folder=folder.name),
        safe=_("It was left exactly as it is, and so were the papers in the folder “originals”."),
        now=_("Keep a copy of the whole folder. “caregiver rebuild --dry-run” says what can be brought back."),
    )


def in_use(folder: Path) -> CaseInUse:
    """Say that somebody else holds the case."""
    return CaseInUse(
        _("The case “{folder}” is open in another window or command.").format(folder=folder.name),
        safe=_("Nothing was changed."),
        now=_("Close it there, then try again."),
    )


def elsewhere(folder: Path, computer: str, since: str) -> CaseElsewhere:
    """Say that another computer seems to hold the case."""
    return CaseElsewhere(
        _("The case “{folder}” seems to be open on another computer, “{computer}”, since {since}.").format(
            folder=folder.name, computer=computer, since=since or _("a time unknown")
        ),
        safe=_("Nothing was changed."),
        now=_("Close it there first. Open it anyway only when you are sure that it is closed."),
    )


def read_only(folder: Path) -> CaseReadOnly:
    """Say that the case can be read and not changed."""
    return CaseReadOnly(
        _("The case “{folder}” can be read here, and not changed.").format(folder=folder.name),
        safe=_("Everything in it is safe."),
        now=_("To change it, copy the folder to your own disk and open the copy."),
    )


def gone(folder: Path) -> CaseMissing:
    """Say that the folder of an open case was moved or deleted."""
    return CaseMissing(
        _("The case folder “{folder}” is no longer where it was, so nothing can be saved in it.").format(
            folder=folder.name
        ),
        safe=_("Everything saved before is still in that folder, wherever it is now."),
        now=_("Put the folder back, plug the drive in again, or look in the recycle bin. Then do this again."),
    )


def swapped(folder: Path, *, set_aside: bool = True) -> CaseSwapped:
    """Say that another program replaced or changed the file of an open case, and what became of what we know."""
    words = _("Another program changed the case “{folder}” while it was open here, so nothing is written over it.")
    what = words.format(folder=folder.name)
    if set_aside:
        return CaseSwapped(
            what,
            safe=_("Both are kept: what the other program put there, and what this window knows."),
            now=_("Open the case again. What this window knew is in its folder “set aside”."),
        )
    return CaseSwapped(
        what,
        safe=_("What this window knows is only on the screen, as the disk did not take a copy."),
        now=_("Make room on the disk and try again before you close this window."),
    )


def of(problem: BaseException, folder: Path) -> CaregiverError | None:
    """Return what SQLite said of the case in `folder` in plain words; nothing where it is a bug."""
    if str(problem).startswith(_NOT_TEXT) or _NOT_LISTED.search(str(problem)):
        return damaged(folder)
    code = _SAID.get(str(problem)) or getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if code == _FULL:
        return DiskFull(
            _("The disk is full."),
            safe=_("Everything saved before is safe. Only the last change was not saved."),
            now=_("Free some space, then do it again."),
        )
    if code in _BUSY:
        return in_use(folder)
    if code in _READ_ONLY:
        return read_only(folder)
    if code in _DAMAGED:
        return damaged(folder)
    if code in _DISK:
        return DiskTrouble(
            _("The disk could not read or write the case “{folder}”.").format(folder=folder.name),
            safe=_("Everything saved before is safe, as far as the disk can still be read."),
            now=_("Check that the drive is plugged in, then open the case again."),
        )
    return None
