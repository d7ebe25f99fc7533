"""Every change to a file goes through here: whole or not at all, and on the disk before we say so."""

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from caregiver_app.errors import CaregiverError, CaseReadOnly, DiskFull, NotSaved
from caregiver_app.i18n import _
from caregiver_app.sealed import Readable, pour

UNFINISHED: Final = ".part"
"""How the name of a file ends while it is being written."""
_HELD: Final = (5, 32, 33)
"""What Windows says of a name that somebody holds open: refused, shared, locked."""
_WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
_MB: Final = 1_000_000
# A link that points to itself leads nowhere either.
_NOT_THERE: Final = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


def fingerprint_of(file: Readable) -> str:
    """Return the SHA-256, in hex, of what is in a file. Raises OSError."""
    import hashlib  # not before the first paint

    digest = hashlib.sha256()
    pour(file, digest.update)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut (Windows does this by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _rename(old: Path, new: Path) -> None:
    """Give a file or folder its name, waiting while a virus scanner or a cloud folder holds it, as on Windows they do.

    Raises FolderTrouble when it is still held after two and a half seconds; then both are as they were.
    """
    for seconds in (*_WAITS, 0.0):
        try:
            os.replace(old, new)
        except PermissionError as problem:
            if getattr(problem, "winerror", None) not in _HELD:
                raise
            held = problem
            time.sleep(seconds)
        else:
            return
    raise FolderTrouble(
        _("“{name}” is open in another program.").format(name=new.name),
        safe=_("It is as it was."),
        now=_("Close it there, then try again."),
    ) from held


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing; no power cut takes it back with all that is in it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def unused(place: Path) -> Path:
    """Return this place, or the first with a number behind its name where nothing is yet."""
    places = (place.with_name(f"{place.name} ({number})") if number > 1 else place for number in count(1))
    return next(free for free in places if not os.path.lexists(free))


def listed(folder: Path) -> tuple[Path, ...]:
    """Return what lies in a folder, in order; nothing where it is not there.

    Raises CaregiverError where it cannot be looked into: `Path.glob` would say that it is empty.
    """
    try:
        return tuple(sorted(folder / name for name in os.listdir(folder)))
    except FileNotFoundError:
        return ()
    except OSError as problem:
        raise FolderTrouble(
            _("The folder “{name}” cannot be looked into, so nobody can tell what is in it.").format(name=folder.name),
            safe=_("Nothing in it was changed."),
            now=_("Check that the drive is plugged in, then try again."),
        ) from problem


def files_under(folder: Path, closed: list[Path] | None = None) -> Iterator[Path]:
    """Go through every file in a folder and in those within it, in order; links to folders are not followed.

    Raises CaregiverError for a folder that cannot be looked into, unless there is a list `closed` to put it on.
    """
    try:
        places = listed(folder)
    except CaregiverError:
        if closed is None:
            raise
        closed.append(folder)
        return
    for place in places:
        if place.is_dir() and not place.is_symlink():
            yield from files_under(place, closed)
        else:
            yield place


def folders_under(folder: Path) -> Iterator[Path]:
    """Go through a folder and those within it, the innermost first. Raises CaregiverError as `listed`."""
    for place in listed(folder):
        if place.is_dir() and not place.is_symlink():
            yield from folders_under(place)
    yield folder


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
    _rename(temporary, target)
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


def put_in_place(target: Path, data: bytes) -> None:
    """Write a file that tells by itself whether it is whole, without a promise that it is on the disk.

    It is for what can be made anew, and takes a fraction of the time. What stands there already stays until the new
    one is complete.
    """
    with told_plainly(target):
        if not target.exists():
            try:
                target.write_bytes(data)
            except BaseException:
                target.unlink(missing_ok=True)
                raise
            return
        with temporary_in(target.parent) as temporary:
            temporary.write_bytes(data)
            os.replace(temporary, target)


def take_away(file: Path, *, within: Path) -> None:
    """Remove a file of our own, if it is there. Raises ValueError for one that does not lie in the folder `within`."""
    _require_inside(file, within)
    file.unlink(missing_ok=True)


def clear_away(folder: Path, *, within: Path) -> None:
    """Remove a working folder of our own with all that is in it. What the system keeps hold of stays.

    Raises ValueError for a folder that does not lie in the folder `within`.
    """
    _require_inside(folder, within)
    shutil.rmtree(folder, ignore_errors=True)


def move_aside(place: Path, target: Path, *, within: Path) -> None:
    """Move a file or folder of ours to another name in the folder `within`. What stands there already stays.

    Raises CaregiverError, and ValueError for places outside.
    """
    _require_inside(place, within)
    with told_plainly(place):
        make_folder(target.parent)
        _require_inside(target, within)
        if target.exists():
            raise FileExistsError(errno.EEXIST, "stands there already", str(target))
        move(place, target)


def _require_inside(place: Path, folder: Path) -> None:
    """Raise ValueError for a place outside a folder, be it by its name or by a link on the way."""
    named = Path(os.path.abspath(place)).is_relative_to(os.path.abspath(folder))
    if not named or place.name in ("", "..") or not place.parent.resolve().is_relative_to(folder.resolve()):
        raise ValueError("outside the folder it must lie in")


def require_room(folder: Path, size: int, least_left: int) -> None:
    """Raise DiskFull when so many bytes more would leave less than `least_left` on the disk of a folder."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # whoever writes will hear of it
    missing = size + least_left - free
    if missing > 0:
        raise DiskFull(
            _("The disk is nearly full: this needs {size} MB, and {free} MB are free.").format(
                size=-(-size // _MB), free=free // _MB
            ),
            safe=_("Nothing was copied, and everything saved before is safe."),
            now=_("Free {missing} MB or more, then try again.").format(missing=-(-missing // _MB)),
        )


class FolderTrouble(NotSaved):
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
    if problem.errno == errno.EFBIG:
        return FolderTrouble(
            _("“{name}” becomes larger than this drive can hold in one file.").format(name=place.name),
            safe=_("Nothing was changed."),
            now=_("Choose another drive. Many USB sticks take no file above 4 GB until they are formatted as exFAT."),
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
            while len(data) <= most and (chunk := opened.read(_MB)):
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
    for folder in folders_under(built):
        sync_folder(folder)
    _rename(built, target)
    sync_folder(target.parent)


def put_on_disk(file: Path) -> None:
    """Make what is in a file survive a power cut, and have it read from the disk the next time and not from memory."""
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def put_tree_on_disk(folder: Path) -> None:
    """Make a folder with all that is in it survive a power cut."""
    for file in files_under(folder):
        if not file.is_dir():
            put_on_disk(file)
    for one in folders_under(folder):
        sync_folder(one)


def take_over(source: Path, target: Path) -> None:
    """Have a file that is never altered in a second place too: the same file where the disk can, else a copy of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def move(source: Path, target: Path) -> None:
    """Give a file or folder another place on the same disk, for good. Nothing may stand there."""
    source.rename(target)
    sync_folder(target.parent)
    sync_folder(source.parent)


def clear_unfinished(folder: Path) -> None:
    """Remove a folder that a killed program left unfinished; only names that say so themselves."""
    if folder.name.startswith(".") and folder.name.endswith(UNFINISHED) and folder.is_dir():
        shutil.rmtree(folder)
