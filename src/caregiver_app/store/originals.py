"""Document files by fingerprint: copied in, checked, written once and never altered."""

import hashlib
import os
import re
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
    files_under,
    fingerprint_of,
    settle,
    sync_folder,
    take_away,
    temporary_folder_in,
    temporary_in,
    told_as_read,
    told_plainly,
)
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Readable, Seal, SealBroken, SealedFile
from caregiver_app.store.aside import put_aside

FOLDER: Final = "originals"
_OF_THE_SYSTEM: Final = ("Thumbs.db", "desktop.ini")
_FINGERPRINT: Final = re.compile("[0-9a-f]{64}")
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
    """The folder of originals of one case. Safe to use from any thread: it holds no open file.

    With a seal every file lies there sealed. Its name is the fingerprint of what is in it all the same.
    """

    def __init__(self, folder: Path, seal: Seal | None = None) -> None:
        self.folder = folder
        self.seal = seal

    def file(self, fingerprint: str) -> Readable:
        """Return the file with this fingerprint, to be read. Whether it is there is not asked."""
        place = self.place(fingerprint)
        return place if self.seal is None else SealedFile(place, self.seal)

    def place(self, fingerprint: str) -> Path:
        """Return where the file with this fingerprint lies, or would lie."""
        return self.folder / fingerprint[:2] / fingerprint

    def keep(self, source: Path, progress: Progress = silent) -> Kept:
        """Copy a file in, compare what was written with what was read, and only then give it its name.

        The source is only read. Raises SourceTrouble when it cannot be read or is still being written, another
        CaregiverError when the case's own disk does not take it.
        """
        with told_plainly(self.folder), temporary_in(self.folder) as temporary:
            with _unchanging(source) as file:
                fingerprint, size = self._copied(file, temporary, source, progress)
            new = self._put(temporary, fingerprint)
        return Kept(fingerprint, size, new)

    def take_in(self, fingerprint: str, file: Readable) -> Kept | None:
        """Copy the file with this fingerprint from another copy of the case; None where it is not what it should be.

        That copy lies unpacked in a folder of ours: raises CaregiverError where the disk does not give or take it.
        """
        place = self.place(fingerprint)
        if place.exists():
            return Kept(fingerprint, place.stat().st_size, new=False)
        with told_plainly(self.folder), temporary_in(self.folder) as temporary:
            try:
                opened = file.open("rb")
            except (FileNotFoundError, SealBroken):
                return None
            with opened:
                pouring = _Reading(opened)
                self._write(temporary, pouring.read)
            if pouring.fingerprint != fingerprint or self._is_other(temporary, fingerprint):
                return None
            place.parent.mkdir(exist_ok=True)
            sync_folder(self.folder)
            settle(temporary, place)
        return Kept(fingerprint, pouring.done, new=True)

    def keep_text(self, text: str) -> Kept:
        """Keep a text of our own making, such as the list of a disc's files, as a file like any other."""
        return self.keep_bytes(text.encode())

    def keep_bytes(self, data: bytes) -> Kept:
        """Keep what is in memory as a file like any other."""
        fingerprint = hashlib.sha256(data).hexdigest()
        with told_plainly(self.folder), temporary_in(self.folder) as temporary:
            temporary.write_bytes(data if self.seal is None else self.seal.sealed(data))
            new = self._put(temporary, fingerprint)
        return Kept(fingerprint, len(data), new)

    def _put(self, temporary: Path, fingerprint: str) -> bool:
        """Give a finished copy its name and answer whether it is new here. A damaged one in its place is set aside."""
        target = self.place(fingerprint)
        was_there = target.exists()
        if was_there and self._is_whole(fingerprint):
            return False
        if was_there:
            what = _("This file was damaged. It was added again, and the new copy has taken its place.")
            put_aside(
                self.folder.parent, [target], [f"{target.relative_to(self.folder.parent).as_posix()}\n    {what}"]
            )
        target.parent.mkdir(exist_ok=True)
        sync_folder(self.folder)
        settle(temporary, target)
        return not was_there

    def _is_whole(self, fingerprint: str) -> bool:
        try:
            return fingerprint_of(self.file(fingerprint)) == fingerprint
        except OSError:
            return False

    def manifest(self, fingerprint: str) -> Manifest | None:
        """Return a kept list of files; None when it is not there or not as it was written."""
        try:
            return read(self.file(fingerprint).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def take_back(self, kept: Kept) -> None:
        """Remove a copy that was made a moment ago and is not going to be listed; one from before stays."""
        if kept.new:
            take_away(self.place(kept.fingerprint), within=self.folder)

    def fingerprints(self) -> Iterator[str]:
        """Name every file that lies in its place, in order. Raises CaregiverError where they cannot be told."""
        for path in self.files():
            if _FINGERPRINT.fullmatch(path.name) and path == self.place(path.name):
                yield path.name

    def files(self, closed: list[Path] | None = None) -> Iterator[Path]:
        """Go through everything that lies here, wherever, in order, but for what systems put into any folder.

        Raises CaregiverError for a folder that cannot be looked into, unless there is a list `closed` to put it on.
        """
        for path in files_under(self.folder, closed):
            own = path.relative_to(self.folder).parts
            if not any(part.startswith(".") or part in _OF_THE_SYSTEM for part in own):
                yield path

    def sweep(self) -> None:
        """Remove unfinished copies a killed program left; call it only while holding the case."""
        for path in self.folder.glob(f".*{UNFINISHED}"):
            if path.is_dir():
                clear_unfinished(path)
            else:
                take_away(path, within=self.folder)

    def _copied(self, file: BinaryIO, temporary: Path, source: Path, progress: Progress) -> tuple[str, int]:
        """Write everything into a temporary file, and return the fingerprint and size once they are on the disk."""
        pouring = _Pouring(file, source, progress)
        self._write(temporary, pouring.read)
        if self._is_other(temporary, pouring.fingerprint):
            raise _copied_wrongly(source)
        return pouring.fingerprint, pouring.done

    def _write(self, temporary: Path, read: Callable[[int], bytes]) -> None:
        """Write what `read` gives, sealed where the case is, and put it on the disk."""
        with temporary.open("wb") as copy:
            if self.seal is None:
                while chunk := read(_CHUNK):
                    copy.write(chunk)
            else:
                self.seal.close(read, copy)
            copy.flush()
            os.fsync(copy.fileno())
            _forget_cached(copy)

    def _is_other(self, written: Path, fingerprint: str) -> bool:
        """Whether what was written is not what was read."""
        return fingerprint_of(written if self.seal is None else SealedFile(written, self.seal)) != fingerprint

    @contextmanager
    def room(self) -> Iterator[Path]:
        """Yield a private empty folder for what is taken out of a file; it is gone afterwards."""
        with told_plainly(self.folder), temporary_folder_in(self.folder) as room:
            yield room


def fingerprint_of_source(source: Path, progress: Progress = silent) -> tuple[str, int]:
    """Return the fingerprint and size of a file that stays where it is. Raises SourceTrouble as `Originals.keep`."""
    with _unchanging(source) as file:
        pouring = _Pouring(file, source, progress)
        while pouring.read(_CHUNK):
            pass
        return pouring.fingerprint, pouring.done


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


class _Reading:
    """Read a file of another copy of the case to its end: its fingerprint, and how many bytes it was."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.done = 0

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of what was read so far."""
        return self._digest.hexdigest()

    def read(self, most: int) -> bytes:
        """Read on."""
        chunk = self._file.read(most)
        self._digest.update(chunk)
        self.done += len(chunk)
        return chunk


class _Pouring(_Reading):
    """Read a file that somebody brings, in the same way.

    Raises SourceTrouble as soon as there is more than at the beginning: what grows as fast as it is read has no end.
    """

    def __init__(self, file: BinaryIO, source: Path, progress: Progress) -> None:
        super().__init__(file)
        self._source, self._progress = source, progress
        self._size = os.fstat(file.fileno()).st_size

    def read(self, most: int) -> bytes:
        """Read on, and where nothing is left one byte further: it is there only when the file grew."""
        with told_as_read(self._source, SourceTrouble):
            chunk = super().read(min(self._size - self.done + 1, most))
        if self.done > self._size or (not chunk and self.done < self._size):
            raise _still_changing(self._source)
        if chunk:
            self._progress(self.done, self._size, "")
        return chunk


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
