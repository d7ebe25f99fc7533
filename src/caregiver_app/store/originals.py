"""Document files by fingerprint: copied in, checked, written once and never altered."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import UNFINISHED, fingerprint_of, settle, sync_folder, temporary_in, told_plainly
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


class Originals:
    """The folder of originals of one case. Safe to use from any thread: it holds no open file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, fingerprint: str) -> Path:
        """Return where the file with this fingerprint is, or would be."""
        return self.folder / fingerprint[:2] / fingerprint

    def keep(self, source: Path, progress: Progress = silent) -> Kept:
        """Copy a file in, compare what was written with what was read, and only then give it its name.

        The source is only read. Raises a CaregiverError when it cannot be read, is still being written, or
        does not fit.
        """
        with told_plainly(source):
            if not stat.S_ISREG(source.stat().st_mode):  # opening a pipe would wait for ever
                raise _not_a_file(source)
        with told_plainly(source), source.open("rb") as file:
            before = os.fstat(file.fileno())
            kept = self._copied(file, before.st_size, source, progress)
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or kept.size != after.st_size:
            raise _still_changing(source)
        return kept

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
            path.unlink()

    def _copied(self, file: BinaryIO, size: int, source: Path, progress: Progress) -> Kept:
        with temporary_in(self.folder) as temporary:
            with temporary.open("wb") as copy:
                fingerprint, done = _poured(file, copy, size, progress)
                copy.flush()
                os.fsync(copy.fileno())
                _forget_cached(copy)
            if fingerprint_of(temporary) != fingerprint:
                raise _copied_wrongly(source)
            target = self.path(fingerprint)
            new = not target.exists()
            if new:
                target.parent.mkdir(exist_ok=True)
                sync_folder(self.folder)
                settle(temporary, target)
        return Kept(fingerprint, done, new)


def _poured(file: BinaryIO, copy: BinaryIO, size: int, progress: Progress) -> tuple[str, int]:
    """Copy everything and return its fingerprint and how many bytes it was."""
    digest = hashlib.sha256()
    done = 0
    while chunk := file.read(_CHUNK):
        copy.write(chunk)
        digest.update(chunk)
        done += len(chunk)
        progress(done, max(size, done), "")
    return digest.hexdigest(), done


def _forget_cached(copy: BinaryIO) -> None:
    """Ask the system to read the copy back from the disk and not from memory, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(copy.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _not_a_file(source: Path) -> CaregiverError:
    return CaregiverError(
        _("“{name}” is not a file that can be copied.").format(name=source.name),
        safe=_("Nothing was added."),
        now=_("Choose a document, a photo or a folder with them."),
    )


def _still_changing(source: Path) -> CaregiverError:
    return CaregiverError(
        _("“{name}” changed while it was being copied.").format(name=source.name),
        safe=_("Nothing was added, and the file was not touched."),
        now=_("Wait until it is finished downloading or scanning, then add it again."),
    )


def _copied_wrongly(source: Path) -> CaregiverError:
    return CaregiverError(
        _("The copy of “{name}” is not the same as the file.").format(name=source.name),
        safe=_("Nothing was added, and the file was not touched."),
        now=_("Check the drive, then add it again."),
    )
