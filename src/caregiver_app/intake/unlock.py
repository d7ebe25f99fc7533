"""Open a locked PDF with its password and write a copy that opens without one. Runs in a child process.

The password arrives as a value and leaves in nothing that is written, said or raised here.
"""

import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import pikepdf

from caregiver_app.intake.look import Unlocked
from caregiver_app.intake.pdf import UNREADABLE, said
from caregiver_app.sealed import Readable, for_reader

# Up to AES-128 a password is bytes in whatever encoding the program that locked the file took; since then it is UTF-8.
_ENCODINGS: Final = (
    "utf-8", "pdfdoc", "cp1252", "gb18030", "cp1250", "cp1251", "cp1253", "mac_roman", "big5", "shift_jis", "euc_kr",
)  # fmt: skip
# What is longer is cut there by programs that lock files.
_LONGEST: Final = 127
_FORMS: Final = ("NFC", "NFKC", "NFD")


def unlock_pdf(path: Readable, password: str, target: Path) -> Unlocked:
    """Write a PDF without its lock to `target`, otherwise as it is. The same file gives the same copy each time.

    `password` may be the one for reading or the one for changing. Raises OSError when the disk does not take the copy.
    """
    try:
        for key in (b"", *_keys(password)):
            try:
                pdf = pikepdf.open(for_reader(path), password=key, suppress_warnings=True)
            except pikepdf.PasswordError:
                continue
            with pdf:
                return _written(pdf, path, target) if key else Unlocked("not_locked")
    except OSError:
        raise
    except UNREADABLE as problem:
        return Unlocked("damaged", said(str(problem), path))
    return Unlocked("wrong_password")


def _written(pdf: pikepdf.Pdf, path: Readable, target: Path) -> Unlocked:
    """Write the copy; mending on the way is told, so that a damaged file never passes for a whole one."""
    for page in pdf.pages:
        page.obj.get("/Contents")
    with target.open("wb") as file:
        sink = _Sink(file)
        pdf.save(
            cast(BinaryIO, sink),
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
        if sink.problem is not None:
            raise sink.problem
    return Unlocked(detail="; ".join(dict.fromkeys(said(str(warning), path) for warning in pdf.get_warnings())))


class _Sink(io.RawIOBase):
    """Take what the PDF library writes. A failed write would end its process, so it is kept until the end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.problem: OSError | None = None

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Write on, as long as the disk takes it."""
        if self.problem is None:
            try:
                self._file.write(data)
            except OSError as problem:
                self.problem = problem
        return len(data)


def _keys(password: str) -> Iterator[bytes]:
    """Yield the bytes a password may stand for, each once, as it was typed first."""
    seen: set[bytes] = {b""}
    for typed in dict.fromkeys((password, password.strip())):
        for text in dict.fromkeys((typed, *(unicodedata.normalize(form, typed) for form in _FORMS))):
            for encoding in _ENCODINGS:
                try:
                    key = text.encode(encoding)
                except UnicodeError:
                    continue
                for short in (key, key[:_LONGEST]):
                    if short not in seen:
                        seen.add(short)
                        yield short
