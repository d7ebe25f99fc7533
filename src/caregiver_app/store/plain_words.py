"""What SQLite says, told in the user's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from caregiver_app.errors import CaregiverError, CaseDamaged, CaseInUse, CaseMissing, CaseReadOnly, DiskFull
from caregiver_app.i18n import _

_FULL: Final = 13
_BUSY: Final = (5, 6)
_READ_ONLY: Final = (8, 14)
_DAMAGED: Final = (11, 26)
_DISK: Final = (10,)


@contextmanager
def told_plainly(folder: Path) -> Iterator[None]:
    """Turn what SQLite reports about the case in `folder` into a CaregiverError; let bugs pass."""
    try:
        yield
    except DBAPIError as problem:
        told = _in_plain_words(problem.orig, folder)
        if told is None:
            raise
        raise told from problem
    except dbapi2.Error as problem:
        told = _in_plain_words(problem, folder)
        if told is None:
            raise
        raise told from problem


def damaged(folder: Path) -> CaseDamaged:
    """Say that the case file cannot be read as it is."""
    return CaseDamaged(
        _("The case file in “{folder}” is damaged or is not a case file.").format(folder=folder.name),
        safe=_("It was left exactly as it is, and so were the papers in the folder “originals”."),
        now=_("Keep a copy of the whole folder. If you have a copy from an earlier day, open that one."),
    )


def in_use(folder: Path) -> CaseInUse:
    """Say that somebody else holds the case."""
    return CaseInUse(
        _("The case “{folder}” is open in another window or command.").format(folder=folder.name),
        safe=_("Nothing was changed."),
        now=_("Close it there, then try again."),
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


def _in_plain_words(problem: object, folder: Path) -> CaregiverError | None:
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
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
        return CaregiverError(
            _("The disk could not read or write the case “{folder}”.").format(folder=folder.name),
            safe=_("Everything saved before is safe, as far as the disk can still be read."),
            now=_("Check that the drive is plugged in, then open the case again."),
        )
    return None
