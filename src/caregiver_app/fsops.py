"""Every change to a file goes through here: whole or not at all, and on the disk before we say so."""

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from caregiver_app.errors import CaregiverError, CaseReadOnly, DiskFull
from caregiver_app.i18n import _

UNFINISHED: Final = ".part"
"""How the name of a file ends while it is being written."""
_CHUNK: Final = 1 << 20
# A link that points to itself leads nowhere either.
_NOT_THERE: Final = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


def fingerprint_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut (Windows does this by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def temporary_in(folder: Path) -> Iterator[Path]:
    """Yield a new empty file in `folder` that is gone after the block, unless `settle` gave it its name."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=UNFINISHED, dir=folder)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def temporary_folder_in(folder: Path) -> Iterator[Path]:
    """Yield a new empty folder in `folder` that only its owner may read and that is gone after the block."""
    made = Path(tempfile.mkdtemp(prefix=".", suffix=UNFINISHED, dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def settle(temporary: Path, target: Path) -> None:
    """Put a finished temporary file on the disk for good and give it its name, replacing an older file."""
    with temporary.open("r+b") as written:
        os.fsync(written.fileno())
    _take_usual_permissions(temporary)
    os.replace(temporary, target)
    sync_folder(target.parent)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside `target`; when the block ends well, move it into place for good.

    An older file stays until the new one is complete; an exception leaves it as it was and nothing beside
    it. Raises DiskFull or CaseReadOnly in plain words, or FolderTrouble for anything else the disk says.
    """
    with told_plainly(target), temporary_in(target.parent) as temporary:
        yield temporary
        settle(temporary, target)


def write_atomically(target: Path, data: bytes) -> None:
    """Write a whole file or none."""
    with replacing(target) as temporary:
        temporary.write_bytes(data)


class FolderTrouble(CaregiverError):
    """The disk or folder refused for another reason."""


@contextmanager
def told_plainly(place: Path) -> Iterator[None]:
    """Turn what the operating system says about `place` into a sentence for the user."""
    try:
        yield
    except OSError as problem:
        raise in_plain_words(problem, place) from problem


def in_plain_words(problem: OSError, place: Path) -> CaregiverError:
    """Return the failure as what happened, what is safe and what to do."""
    folder = place.absolute().parent
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            _("The disk is full."),
            safe=_("Everything saved before is safe."),
            now=_("Free some space, then try again."),
        )
    if problem.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return CaseReadOnly(
            _("The folder “{folder}” cannot be written to.").format(folder=folder.name or str(folder)),
            safe=_("Nothing in it was changed."),
            now=_("Choose another folder, or ask whoever set up this computer."),
        )
    if problem.errno in _NOT_THERE:
        return _not_there(place, FolderTrouble)
    if problem.errno == errno.ENAMETOOLONG:
        return FolderTrouble(
            _("The name “{name}” is too long for this disk.").format(name=place.name),
            safe=_("Nothing was changed."),
            now=_("Choose a shorter name."),
        )
    return FolderTrouble(
        _("The disk could not read or write “{name}”.").format(name=place.name),
        safe=_("Everything saved before is safe."),
        now=_("Check the drive, then try again."),
    )


@contextmanager
def told_as_read(place: Path, kind: type[CaregiverError] = FolderTrouble) -> Iterator[None]:
    """Turn what stands in the way of reading a file or folder somebody brings into a sentence: a failure of `kind`."""
    try:
        yield
    except OSError as problem:
        if problem.errno in (*_NOT_THERE, errno.ENAMETOOLONG):
            raise _not_there(place, kind) from problem
        if problem.errno in (errno.EACCES, errno.EPERM):
            raise kind(
                _("This computer account may not read “{name}”.").format(name=place.name or str(place)),
                safe=_("It was not touched."),
                now=_("Copy it to a place of your own, or ask whoever set up this computer."),
            ) from problem
        raise kind(
            _("“{name}” cannot be read to its end. The disc or drive may be scratched or worn.").format(
                name=place.name or str(place)
            ),
            safe=_("It was not touched."),
            now=_("Clean the disc or try another drive, or ask for a new copy."),
        ) from problem


def bytes_of(file: Path, most: int) -> bytes | None:
    """Return what is in a file that somebody brings, or None for what is no file or holds more than `most` bytes.

    Never more than that is read, also of a file that grows meanwhile. Raises CaregiverError.
    """
    data = bytearray()
    with told_as_read(file):
        if not stat.S_ISREG(file.stat().st_mode) or file.stat().st_size > most:  # a pipe would wait for ever
            return None
        with file.open("rb") as opened:
            while len(data) <= most and (chunk := opened.read(_CHUNK)):
                data += chunk
    return bytes(data) if len(data) <= most else None


def _not_there(place: Path, kind: type[CaregiverError]) -> CaregiverError:
    return kind(
        _("“{name}” is not there.").format(name=place.name or str(place)),
        safe=_("Nothing was changed."),
        now=_("Check the name and that the drive is plugged in, then try again."),
    )


def _take_usual_permissions(temporary: Path) -> None:
    """Give a temporary file, which only its owner may read, the permissions any new file would have."""
    if os.name == "nt":
        return
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)


def move_folder(built: Path, target: Path) -> None:
    """Give a finished folder its name. An empty folder may stand there already; anything else stays and this fails."""
    if target.is_dir():
        target.rmdir()
    for file in built.rglob("*"):
        if file.is_dir():
            sync_folder(file)
    sync_folder(built)
    built.rename(target)
    sync_folder(target.parent)


def clear_unfinished(folder: Path) -> None:
    """Remove a folder that a killed program left unfinished; only names that say so themselves."""
    if folder.name.startswith(".") and folder.name.endswith(UNFINISHED) and folder.is_dir():
        shutil.rmtree(folder)
