"""Document files by fingerprint: copied in, checked, written once and never altered."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from caregiver_app.domain.documents.manifest import Manifest, read
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import (
    UNFINISHED,
    clear_unfinished,
    fingerprint_of,
    settle,
    sync_folder,
    temporary_folder_in,
    temporary_in,
    told_as_read,
    told_plainly,
)
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent

FOLDER: Final = "originals"
_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Kept:
    """What became of a file: its fingerprint (SHA-256 of its bytes), its size in bytes, and whether it is new here."""

    fingerprint: str
    size: int
    new: bool


class SourceTrouble(CaregiverError):
    """A file somebody brings cannot be copied. Other files still can."""


class Originals:
    """The folder of originals of one case. Safe to use from any thread: it holds no open file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, fingerprint: str) -> Path:
        """Return where the file with this fingerprint is, or would be."""
        return self.folder / fingerprint[:2] / fingerprint

    def keep(self, source: Path, progress: Progress = silent) -> Kept:
        """Copy a file in, compare what was written with what was read, and only then give it its name.

        The source is only read. Raises SourceTrouble when it cannot be read or is still being written, another
        CaregiverError when the case's own disk does not take it.
        """
        with told_plainly(self.folder), temporary_in(self.folder) as temporary:
            with _unchanging(source) as file:
                fingerprint, size = _copied(file, temporary, source, progress)
            target = self.path(fingerprint)
            new = not target.exists()
            if new:
                target.parent.mkdir(exist_ok=True)
                sync_folder(self.folder)
                settle(temporary, target)
        return Kept(fingerprint, size, new)

    def keep_text(self, text: str) -> Kept:
        """Keep a text of our own making, such as the list of a disc's files, as a file like any other."""
        with self.room() as room:
            file = room / "text"
            with told_plainly(self.folder):
                file.write_text(text, encoding="utf-8", newline="\n")
            return self.keep(file)

    def manifest(self, fingerprint: str) -> Manifest | None:
        """Return a kept list of files; None when it is not there or not as it was written."""
        try:
            return read(self.path(fingerprint).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def take_back(self, kept: Kept) -> None:
        """Remove a copy that was made a moment ago and is not going to be listed; one from before stays."""
        if kept.new:
            self.path(kept.fingerprint).unlink(missing_ok=True)

    def fingerprints(self) -> Iterator[str]:
        """Name every file here, in order."""
        for path in sorted(self.folder.glob("??/*")):
            yield path.name

    def sweep(self) -> None:
        """Remove unfinished copies a killed program left; call it only while holding the case."""
        for path in self.folder.glob(f".*{UNFINISHED}"):
            if path.is_dir():
                clear_unfinished(path)
            else:
                path.unlink()

    @contextmanager
    def room(self) -> Iterator[Path]:
        """Yield a private empty folder for what is taken out of a file; it is gone afterwards."""
        with told_plainly(self.folder), temporary_folder_in(self.folder) as room:
            yield room


def fingerprint_of_source(source: Path, progress: Progress = silent) -> tuple[str, int]:
    """Return the fingerprint and size of a file that stays where it is. Raises SourceTrouble as `Originals.keep`."""
    with _unchanging(source) as file:
        return _poured(file, lambda _chunk: None, source, progress)


@contextmanager
def _unchanging(source: Path) -> Iterator[BinaryIO]:
    """Open a file that somebody brings. Raises SourceTrouble, at the end too where it changed meanwhile."""
    with told_as_read(source, SourceTrouble):
        if not stat.S_ISREG(source.stat().st_mode):  # opening a pipe would wait for ever
            raise _not_a_file(source)
        file = source.open("rb")
    with file:
        before = os.fstat(file.fileno())
        yield file
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _still_changing(source)


def _copied(file: BinaryIO, temporary: Path, source: Path, progress: Progress) -> tuple[str, int]:
    """Write everything into a temporary file, and return the fingerprint and size once they are on the disk."""
    with temporary.open("wb") as copy:
        fingerprint, size = _poured(file, copy.write, source, progress)
        copy.flush()
        os.fsync(copy.fileno())
        _forget_cached(copy)
    if fingerprint_of(temporary) != fingerprint:
        raise _copied_wrongly(source)
    return fingerprint, size


def _poured(file: BinaryIO, take: Callable[[bytes], object], source: Path, progress: Progress) -> tuple[str, int]:
    """Hand over everything and return its fingerprint and how many bytes it was.

    Raises SourceTrouble as soon as there is more than at the beginning: what grows as fast as it is read has no end.
    """
    size = os.fstat(file.fileno()).st_size
    digest = hashlib.sha256()
    done = 0
    while chunk := _next_chunk(file, size - done, source):
        done += len(chunk)
        if done > size:
            raise _still_changing(source)
        take(chunk)
        digest.update(chunk)
        progress(done, size, "")
    if done < size:
        raise _still_changing(source)
    return digest.hexdigest(), done


def _next_chunk(file: BinaryIO, left: int, source: Path) -> bytes:
    """Read on, and where nothing is left one byte further: it is there only when the file grew."""
    with told_as_read(source, SourceTrouble):
        return file.read(min(left + 1, _CHUNK))


def _forget_cached(copy: BinaryIO) -> None:
    """Ask the system to read the copy back from the disk and not from memory, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(copy.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _not_a_file(source: Path) -> SourceTrouble:
    return SourceTrouble(
        _("“{name}” is not a file that can be copied.").format(name=source.name),
        safe=_("Nothing was added."),
        now=_("Choose a document, a photo or a folder with them."),
    )


def _still_changing(source: Path) -> SourceTrouble:
    return SourceTrouble(
        _("“{name}” changed while it was being copied.").format(name=source.name),
        safe=_("Nothing was added, and the file was not touched."),
        now=_("Wait until it is finished downloading or scanning, then add it again."),
    )


def _copied_wrongly(source: Path) -> SourceTrouble:
    return SourceTrouble(
        _("The copy of “{name}” is not the same as the file.").format(name=source.name),
        safe=_("Nothing was added, and the file was not touched."),
        now=_("Check the drive, then add it again."),
    )
