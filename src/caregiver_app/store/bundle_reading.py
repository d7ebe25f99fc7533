"""Read a file that holds a whole case, and believe nothing it says before its fingerprints were compared."""

import hashlib
import json
import struct
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from caregiver_app.errors import CaregiverError, CaseTooNew
from caregiver_app.fsops import fingerprint_of, put_on_disk, take_over, told_as_read, told_plainly
from caregiver_app.i18n import _
from caregiver_app.progress import Pace, Progress, silent
from caregiver_app.sniff import ZipSource
from caregiver_app.store.bundle import (
    ABOUT,
    CASE,
    FORMAT,
    KEY_FILES,
    MANIFEST,
    SETTINGS,
    Manifest,
    Member,
    may_be_called,
)

_BROKEN: Final = (BadZipFile, zlib.error, struct.error, RuntimeError, ValueError, EOFError, OverflowError, KeyError)
_CHUNK: Final = 1 << 20
_MOST_AT_ONCE: Final = 64 << 20  # room for the names of a quarter of a million papers
_OURS: Final = b"PK\x03\x04"
_NAME_AT: Final = 30  # where the name of its first part stands in a ZIP
_LEFT_IN_CASE: Final = (ABOUT, MANIFEST, SETTINGS)


class NotABackup(CaregiverError):
    """The file holds no case that this program wrote."""


class BackupDamaged(CaregiverError):
    """The file was one of ours and is not whole any more."""


def look_into(file: Path) -> Manifest:
    """Return what a bundle says of itself; its parts are not read.

    Raises NotABackup, BackupDamaged, CaseTooNew, or what the disk says in plain words.
    """
    with _opened(file) as (_package, manifest):
        return manifest


def check(file: Path, progress: Progress = silent) -> Manifest:
    """Read every byte of a bundle and return what it says of itself. Raises as `look_into`."""
    manifest = look_into(file)
    verify(file, manifest, Pace(progress, manifest.size), file.name)
    return manifest


def verify(file: Path, manifest: Manifest, pace: Pace, name: str) -> None:
    """Make sure that a bundle says what it is meant to say, and that each part comes out as it went in."""
    with _opened(file, name) as (package, found):
        if found != manifest:
            raise _damaged(name, MANIFEST)
        for member in manifest.members:
            pace.on(0, member.name)
            for chunk in _proven(package, member, name):
                pace.on(len(chunk))


def unpack(file: Path, folder: Path, progress: Progress = silent, *, at_hand: Path | None = None) -> Manifest:
    """Lay out the case in a bundle in an empty folder, each part proven on the way, and put it on the disk for good.

    A paper that lies in the case folder `at_hand` already, the same byte for byte, is taken from there and costs no
    room. Long work on values. Raises as `look_into`, and what `progress` raises; what was written so far stays.
    """
    with _opened(file) as (package, manifest):
        pace = Pace(progress, manifest.size)
        with told_plainly(folder / CASE):
            (folder / "originals").mkdir(exist_ok=True)
        for member in manifest.members:
            if member.name in _LEFT_IN_CASE:
                continue
            pace.on(0, member.name)
            target = folder / member.name
            with told_plainly(target):
                target.parent.mkdir(parents=True, exist_ok=True)
            known = at_hand / member.name if at_hand and member.name.startswith("originals/") else None
            if known is not None and _is_same(known, member):
                for chunk in _proven(package, member, file.name):
                    pace.on(len(chunk))
                with told_plainly(target):
                    take_over(known, target)
            else:
                _write(target, _proven(package, member, file.name), pace)
        return manifest


def unpack_records(file: Path, folder: Path) -> None:
    """Lay out no more of the case in a bundle than what its records need to be read. Raises as `look_into`."""
    with _opened(file) as (package, manifest):
        for member in manifest.members:
            if member.name in (CASE, *KEY_FILES):
                _write(folder / member.name, _proven(package, member, file.name), Pace(silent, manifest.size))


def unpack_papers(file: Path, folder: Path, wanted: Collection[str], progress: Progress = silent) -> int:
    """Lay out the papers with these fingerprints; return how many are in the bundle and not whole. As `unpack`."""
    damaged = 0
    with _opened(file) as (package, manifest):
        papers = [one for one in manifest.members if one.name.rpartition("/")[2] in wanted]
        pace = Pace(progress, sum(one.size for one in papers))
        for member in papers:
            pace.on(0, member.name)
            try:
                _write(folder / member.name.rpartition("/")[2], _proven(package, member, file.name), pace)
            except BackupDamaged:
                damaged += 1
    return damaged


def is_bundle(file: Path) -> bool:
    """Whether a file begins as those do that hold a whole case."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as beginning:
            return _is_ours(beginning.read(_NAME_AT + len(ABOUT)))
    except OSError:
        return False


def part_of(file: Path, name: str) -> bytes:
    """Return a small part of a bundle, such as its settings; nothing where it has none. Raises as `look_into`."""
    with _opened(file) as (package, manifest):
        found = next((member for member in manifest.members if member.name == name), None)
        if found is None or found.size > _CHUNK:
            return b""
        return b"".join(_proven(package, found, file.name))


def _write(target: Path, chunks: Iterator[bytes], pace: Pace) -> None:
    """Write a part and put it on the disk. What the bundle's own drive says is told by `chunks`."""
    with told_plainly(target), target.open("xb") as written:
        for chunk in chunks:
            written.write(chunk)
            pace.on(len(chunk))
    with told_plainly(target):
        put_on_disk(target)


def _is_same(file: Path, member: Member) -> bool:
    try:
        return file.stat().st_size == member.size and fingerprint_of(file) == member.sha256
    except OSError:
        return False


@contextmanager
def _opened(file: Path, name: str = "") -> Iterator[tuple[ZipFile, Manifest]]:
    """Open a bundle and read its manifest; every name in it is looked at before anything is done with it."""
    called = name or file.name
    with told_as_read(file):
        if not file.is_file():
            file.stat()
            raise _no_backup(called)
        with file.open("rb") as beginning:
            is_ours = _is_ours(beginning.read(_NAME_AT + len(ABOUT)))
        source = ZipSource(file, _MOST_AT_ONCE)
    with source:
        try:
            package = ZipFile(source)
        except OSError as problem:
            with told_as_read(file):
                raise problem
        except _BROKEN as problem:
            raise (_cut_off(called) if is_ours else _no_backup(called)) from problem
        with package:
            yield package, _manifest(package, called, is_ours=is_ours)


def _is_ours(beginning: bytes) -> bool:
    return beginning.startswith(_OURS) and beginning[_NAME_AT:] == ABOUT.encode()


def _manifest(package: ZipFile, name: str, *, is_ours: bool) -> Manifest:
    entries = package.infolist()
    inside = {entry.filename: entry for entry in entries}
    if MANIFEST not in inside or not is_ours:
        raise _damaged(name, MANIFEST) if is_ours else _no_backup(name)
    if any(not _is_stored(entry) for entry in entries) or len(inside) != len(entries) or _overlap(entries):
        raise _damaged(name, MANIFEST)
    try:
        found = json.loads(package.read(MANIFEST))
        number = int(found["format"])
    except (*_BROKEN, OSError, TypeError) as problem:
        raise _damaged(name, MANIFEST) from problem
    if number > FORMAT:
        raise _too_new(name)
    try:
        manifest = _read(found)
    except (ValueError, KeyError, TypeError) as problem:
        raise _damaged(name, MANIFEST) from problem
    named = {member.name: member.size for member in manifest.members}
    for part in inside.keys() - {MANIFEST, *manifest.lacking} ^ named.keys():
        raise _damaged(name, part)
    for part, size in named.items():
        if inside[part].file_size != size or not may_be_called(part):
            raise _damaged(name, part)
    if CASE not in named or len(named) != len(manifest.members):
        raise _damaged(name, CASE)
    return manifest


def _read(found: Any) -> Manifest:
    """Read a manifest, each field as what it must be. Raises ValueError, KeyError or TypeError."""
    kind = found["kind"]
    if kind not in ("backup", "handover") or type(found["protected"]) is not bool:
        raise ValueError(kind)
    members = tuple(Member(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in found["members"])
    more = {str(key): str(value) for key, value in dict(found.get("more", {})).items()}
    return Manifest(
        kind,
        str(found["program"]),
        str(found["made_at"]),
        int(found["case_version"]),
        found["protected"],
        int(found["number"]),
        str(found["case"]),
        members,
        tuple(str(one) for one in found.get("lacking", ())),
        more,
        int(found["format"]),
    )


def _is_stored(entry: ZipInfo) -> bool:
    """Whether a part takes as much room in the file as outside of it, and is not locked: nothing blows up."""
    return entry.compress_type == ZIP_STORED and entry.file_size == entry.compress_size and not entry.flag_bits & 0x1


def _overlap(entries: list[ZipInfo]) -> bool:
    """Whether parts share bytes, as in a bomb that holds the same ones many times over."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _NAME_AT + len(entry.filename.encode()) + entry.compress_size
    return False


def _proven(package: ZipFile, member: Member, name: str) -> Iterator[bytes]:
    """Go through a part and compare it at its end with what the manifest says. Raises BackupDamaged."""
    digest, size = hashlib.sha256(), 0
    try:
        with package.open(member.name) as part:
            while chunk := part.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                yield chunk
    except OSError as problem:
        with told_as_read(Path(name)):
            raise problem
    except _BROKEN as problem:
        raise _damaged(name, member.name) from problem
    if (size, digest.hexdigest()) != (member.size, member.sha256):
        raise _damaged(name, member.name)


def _no_backup(name: str) -> NotABackup:
    return NotABackup(
        _("“{name}” is not a backup of this program.").format(name=name),
        safe=_("It was not touched, and nothing was changed."),
        now=_("Choose a file whose name ends in .caregiver."),
    )


def _cut_off(name: str) -> BackupDamaged:
    return BackupDamaged(
        _("The backup “{name}” is not whole: its end is missing or damaged.").format(name=name),
        safe=_("It was not touched, and nothing was changed."),
        now=_("Copy it from its drive again, or choose another backup."),
    )


def _damaged(name: str, part: str) -> BackupDamaged:
    return BackupDamaged(
        _("The backup “{name}” is damaged: its part “{part}” is not as it was written.").format(name=name, part=part),
        safe=_("It was not touched, and nothing was changed."),
        now=_("Copy it from its drive again, or choose another backup."),
    )


def _too_new(name: str) -> CaseTooNew:
    return CaseTooNew(
        _("The backup “{name}” was written by a newer version of this program.").format(name=name),
        safe=_("It was not touched, and nothing was changed."),
        now=_("Install the newer version on this computer, then restore it."),
    )
