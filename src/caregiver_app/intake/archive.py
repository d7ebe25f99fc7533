"""Look at a ZIP: its files are taken out, one level deep, and nothing it says of itself is believed.

Each file is written under a name of our own, so no name in the ZIP leads anywhere. A ZIP in a ZIP is a file like
any other. What cannot be taken out is named with the reason.
"""

import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from caregiver_app.encodings import encoding_of
from caregiver_app.i18n import _
from caregiver_app.intake.look import Inside, Inspection
from caregiver_app.intake.plain_text import named
from caregiver_app.intake.room import MOST_FILES, NotTakenOut, Room
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Readable
from caregiver_app.sniff import ZipSource

UNREADABLE: Final = (
    BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    RuntimeError,
    ValueError,
    EOFError,
    OverflowError,
)
"""What reading a damaged or hostile ZIP may raise."""

_DIRECTORY: Final = 16 << 20  # 20,000 entries with the longest usual names
_CHUNK: Final = 1 << 20
_FREE: Final = 10 << 20
_MOST_RATIO: Final = 200
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_UTF8_NAME: Final = 0x800
_PACKINGS: Final = (ZIP_STORED, ZIP_DEFLATED)  # the reader unpacks the others without a bound, and no portal uses them
_UNICODE_PATH: Final = 0x7075
_SYSTEM_NAMES: Final = (".ds_store", "thumbs.db", "desktop.ini")
_TOLD_EVERY: Final = 64  # megabytes


def look_at_zip(path: Readable, room: Path | None, progress: Progress = silent) -> Inspection:
    """Take the files of a ZIP out into `room`, or only count them without one.

    `progress` is called for each file and within large ones. Raises what it raises, and DiskFull for our own disk.
    """
    try:
        with opened_zip(path) as package:
            members = [member for member in package.infolist() if not member.is_dir() or member.file_size]
            names = _names(members)
            papers = [pair for pair in zip(members, names, strict=True) if not _is_system(pair[1])]
            details = [f"{len(papers):,} files"]
            if len(papers) < len(members):
                details.append(f"{len(members) - len(papers):,} files of the system passed over")
            inside = _taken_out(package, papers, room, progress) if room else ()
    except UNREADABLE as problem:
        return Inspection("zip", None, "damaged", type(problem).__name__)
    if not papers:
        return Inspection("zip", None, "empty", details[-1])
    more = len(papers) - MOST_FILES
    if more > 0:
        details.append(f"{more:,} more than can be taken out")
    lost = [file for file in inside if file.file is None]
    if lost:
        details.append("not taken out: " + named([f"{file.name} ({file.trouble})" for file in lost]))
    if all(member.flag_bits & _ENCRYPTED for member, _written in papers):
        return Inspection("zip", None, "locked", "; ".join(details), inside=inside)
    return Inspection("zip", None, "not_all_inside" if lost or more > 0 else "", "; ".join(details), inside=inside)


@contextmanager
def opened_zip(path: Readable) -> Iterator[ZipFile]:
    """Open a ZIP with a bound on its directory. Raises one of `UNREADABLE`."""
    with ZipSource(path, _DIRECTORY) as source, ZipFile(source) as package:
        yield package


def unpacked(package: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    """Yield the content of a member. Raises NotTakenOut for what is locked, damaged, or far more than it was packed."""
    if member.flag_bits & _ENCRYPTED:
        raise NotTakenOut("locked")
    if member.compress_type not in _PACKINGS or _is_special(member):
        raise NotTakenOut("unsupported")
    written = 0
    try:
        with package.open(member) as source:
            while chunk := source.read(_CHUNK):
                written += len(chunk)
                if written > _FREE and written > _MOST_RATIO * member.compress_size:
                    raise NotTakenOut("too_large")
                yield chunk
    except UNREADABLE as problem:
        raise NotTakenOut("damaged") from problem
    if written != member.file_size:
        raise NotTakenOut("damaged")


def _taken_out(
    package: ZipFile, papers: list[tuple[ZipInfo, str]], folder: Path, progress: Progress
) -> tuple[Inside, ...]:
    room = Room(folder)
    overlapping = _overlapping(package.infolist())
    total = min(len(papers), MOST_FILES)
    for done, (member, name) in enumerate(papers[:MOST_FILES]):
        progress(done, total, _("Opening the ZIP file"))
        if id(member) in overlapping:
            room.refuse(name, "damaged")
        else:
            room.put(name, _telling(unpacked(package, member), done, total, progress))
    return tuple(room.inside)


def _telling(chunks: Iterator[bytes], done: int, total: int, progress: Progress) -> Iterator[bytes]:
    """Pass the chunks on and tell from time to time that work goes on."""
    for number, chunk in enumerate(chunks, 1):
        if number % _TOLD_EVERY == 0:
            progress(done, total, _("Opening the ZIP file"))
        yield chunk


def _overlapping(members: list[ZipInfo]) -> set[int]:
    """Return which members begin inside another one, as in a bomb that packs the same bytes many times over."""
    found: set[int] = set()
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            found.add(id(member))
        end = max(end, member.header_offset + 30 + len(_raw_name(member)) + member.compress_size)
    return found


def _is_special(member: ZipInfo) -> bool:
    """Whether it is a link, a device or the like; a link may lead out of the ZIP."""
    return stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR)


def _is_system(name: str) -> bool:
    """Whether it is what a file manager leaves in a folder, and no paper of anybody."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    last = parts[-1].lower() if parts else ""
    return last in _SYSTEM_NAMES or ("__MACOSX" in parts and last.startswith("._"))


def _names(members: list[ZipInfo]) -> list[str]:
    """Return the names as they were meant. A ZIP says only for UTF-8 which letters the bytes of a name stand for."""
    unmarked = b"\n".join(_raw_name(member) for member in members if not member.flag_bits & _UTF8_NAME)
    encoding = encoding_of(unmarked)
    if encoding not in ("utf-8", "gb18030", "big5"):
        encoding = "cp437"
    return [_name(member, encoding) for member in members]


def _name(member: ZipInfo, encoding: str) -> str:
    if member.flag_bits & _UTF8_NAME:
        return member.orig_filename
    raw = _raw_name(member)
    if better := _unicode_path(member.extra, raw):
        return better
    for attempt in ("utf-8", encoding):
        try:
            return raw.decode(attempt)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _raw_name(member: ZipInfo) -> bytes:
    return member.orig_filename.encode("utf-8" if member.flag_bits & _UTF8_NAME else "cp437", "replace")


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Return the name that some programs add in UTF-8, if it belongs to the one in the directory."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace")
    return ""
