"""One file that holds a whole case: what a backup is, and what goes to a sibling's computer.

It is a ZIP that packs nothing, so any program takes it apart. The database is in it as it was at one moment, each paper
byte for byte as it lies in the case folder: locked, where the case has a passphrase. `manifest.json` comes last and
names every part with its size and fingerprint. Nothing in the file tells more of a protected case than its folder does.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from caregiver_app import __version__
from caregiver_app.fsops import UNFINISHED, files_under, put_on_disk, replacing, temporary_in
from caregiver_app.i18n import _
from caregiver_app.progress import Pace, Progress, silent
from caregiver_app.sealed import is_sealed
from caregiver_app.store import read_me
from caregiver_app.store.case_copy import CaseState, state_of
from caregiver_app.store.live_file import Source as Source

ENDING: Final = ".caregiver"
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
ABOUT: Final = "WHAT THIS IS.txt"
"""The first part: it tells whoever opens the ZIP by hand, and it tells us that a file was one of ours."""

CASE: Final = "case.db"
KEY_FILES: Final = ("passphrase.age", "recovery.age")
FOLDERS: Final = ("originals", "drafts", "about")
"""The folders of a case that go in whole."""

SETTINGS: Final = "settings.json"
Kind = Literal["backup", "handover"]

_CHUNK: Final = 1 << 20
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_ONLY_ITS_OWNER: Final = 0o100600 << 16
_ORIGINAL: Final = re.compile(r"originals/([0-9a-f]{2})/\1[0-9a-f]{62}")
_FILE: Final = re.compile(r"(?:drafts|about)(?:/[^/\\:*?\"<>|\x00-\x1f\x7f]{1,150}){1,3}")


@dataclass(frozen=True)
class Member:
    """One part: its name, its size in bytes, its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself.

    `number` is the running number of the case, higher with each change; `case` is the id of its person, the same in
    every copy. `lacking` names files that could not be read to their end and folders that could not be looked into,
    `more` is for each kind's own use.
    """

    kind: Kind
    program: str
    made_at: str
    case_version: int
    protected: bool
    number: int
    case: str
    members: tuple[Member, ...]
    lacking: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def size(self) -> int:
        """How many bytes all parts have."""
        return sum(member.size for member in self.members)

    @property
    def papers(self) -> int:
        """How many files of papers are in it."""
        return sum(member.name.startswith("originals/") for member in self.members)


@dataclass(frozen=True)
class Written:
    """What became of a bundle: what it says, and the papers that are not what their fingerprint says."""

    manifest: Manifest
    changed: tuple[str, ...]


def write_bundle(
    source: Source,
    target: Path,
    kind: Kind,
    made_at: str,
    progress: Progress = silent,
    *,
    texts: Mapping[str, bytes] | None = None,
    more: Mapping[str, str] | None = None,
) -> Written:
    """Write a whole case to `target`; it gets its name once it was read back and every part is as it was written.

    Long work on values, in a few megabytes of memory. `texts` are small parts of our own, such as the settings. A paper
    that cannot be read to its end is named and stops nothing. Raises CaregiverError, and what `progress` raises; then
    nothing is left behind, and an older file at `target` is as it was.
    """
    from caregiver_app.store.bundle_reading import verify

    target = Path(os.path.realpath(target))  # a link to another place stays a link
    with replacing(target) as temporary, temporary_in(target.parent) as database:
        state = _copied(source, database, progress)
        closed: list[Path] = []
        files = dict(_files_of(source, closed))
        pace = Pace(progress, 2 * (database.stat().st_size + sum(_size_of(file) for file in files.values())))
        with ZipFile(temporary, "w", ZIP_STORED, allowZip64=True) as archive:
            writing = _Writing(archive, pace)
            writing.put_bytes(ABOUT, _about(protected=source.protected).encode())
            writing.put(CASE, database)
            for name, data in (texts or {}).items():
                writing.put_bytes(name, data)
            for name, file in files.items():
                writing.put(name, file)
            writing.lacking += (folder.relative_to(source.folder).as_posix() for folder in closed)
            manifest = _manifest(kind, made_at, source, state, writing, more or {})
            archive.writestr(_entry(MANIFEST), _as_json(manifest))
        put_on_disk(temporary)
        verify(temporary, manifest, pace, target.name)
    names = () if source.protected else (one for one in manifest.members if one.name.startswith("originals/"))
    return Written(manifest, tuple(one.name for one in names if one.name.rpartition("/")[2] != one.sha256))


def may_be_called(name: str) -> bool:
    """Whether a part may have this name: those of a case folder, and none that leads anywhere else."""
    if name in (CASE, read_me.FILE, *KEY_FILES, ABOUT, SETTINGS) or _ORIGINAL.fullmatch(name):
        return True
    return bool(_FILE.fullmatch(name)) and not any(step.strip(". ") == "" for step in name.split("/"))


def as_it_is(progress: Progress) -> Progress:
    """Hand the progress of copying the database on: nobody knows its share of the whole."""
    return lambda _done, _total, _what: progress(0, 1, "")


def _copied(source: Source, target: Path, progress: Progress) -> CaseState:
    source.live.copy(target, as_it_is(progress))
    return state_of(target, source.folder, source.keys)


def _files_of(source: Source, closed: list[Path]) -> Iterator[tuple[str, Path]]:
    """Go through every file of the case besides its database, by its name in the bundle.

    Of a protected case only what is sealed: a readable leftover does not travel.
    """
    for name in (*KEY_FILES, read_me.FILE):
        if (source.folder / name).is_file():
            yield name, source.folder / name
    for folder in FOLDERS:
        for file in files_under(source.folder / folder, closed):
            name = file.relative_to(source.folder).as_posix()
            is_of_case = may_be_called(name) and not name.endswith(UNFINISHED) and not file.is_symlink()
            if is_of_case and file.is_file() and (not source.protected or is_sealed(file)):
                yield name, file


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


class _Writing:
    """Put parts into the ZIP and keep what the manifest says of them."""

    def __init__(self, archive: ZipFile, pace: Pace) -> None:
        self._archive = archive
        self._pace = pace
        self.members: list[Member] = []
        self.lacking: list[str] = []

    def put_bytes(self, name: str, data: bytes) -> None:
        self._archive.writestr(_entry(name), data)
        self.members.append(Member(name, len(data), hashlib.sha256(data).hexdigest()))

    def put(self, name: str, file: Path) -> None:
        """Put a file in. Where it cannot be read to its end, what was read stays in the ZIP and counts for nothing."""
        self._pace.on(0, name)
        digest, size = hashlib.sha256(), 0
        try:
            opened = file.open("rb")
        except OSError:
            self.lacking.append(name)
            return
        with opened, self._archive.open(_entry(name), "w", force_zip64=True) as part:
            try:
                for chunk in _chunks(opened.read):
                    part.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
                    self._pace.on(len(chunk))
            except _Unreadable:
                self.lacking.append(name)
                return
        self.members.append(Member(name, size, digest.hexdigest()))


class _Unreadable(Exception):
    """The case's own disk did not give a file."""


def _chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while True:
        try:
            chunk = read(_CHUNK)
        except OSError as problem:
            raise _Unreadable from problem
        if not chunk:
            return
        yield chunk


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DAY)
    entry.create_system = 3  # permissions are those of Unix, on every system
    entry.external_attr = _ONLY_ITS_OWNER
    return entry


def _manifest(
    kind: Kind, made_at: str, source: Source, state: CaseState, writing: _Writing, more: Mapping[str, str]
) -> Manifest:
    return Manifest(
        kind,
        __version__,
        made_at,
        state.version,
        source.protected,
        state.number,
        state.case,
        tuple(writing.members),
        tuple(writing.lacking),
        dict(more),
    )


def _as_json(manifest: Manifest) -> bytes:
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=0).encode()


def _about(*, protected: bool) -> str:
    start = _(
        "This file holds one whole case of the Caregiver Organizer, so keep it as safe as the case itself.\n"
        "The program brings it back: “Restore from a backup…” in the menu, or: caregiver restore FILE FOLDER\n\n"
        "Without the program, any program for ZIP files takes it apart: what comes out is a case folder.\n"
        "READ ME.txt in it says what each part is. manifest.json names every part with its fingerprint (SHA-256).\n"
    )
    return start + (
        _("The case has a passphrase. Nobody reads it without the passphrase or the code on its recovery sheet.\n")
        if protected
        else _("The case has no passphrase: whoever has this file can read everything in it.\n")
    )
