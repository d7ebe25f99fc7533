"""Read every file of a case and name what is not as it was written: the part of a check that needs no database."""

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.manifest import Manifest
from caregiver_app.domain.record import Record
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Readable, SealBroken, SealedFile, pour
from caregiver_app.store import backup, file_check, seal
from caregiver_app.store.bundle import KEY_FILES
from caregiver_app.store.database import Store
from caregiver_app.store.integrity import Finding, ListedFile, RecordsLook, look_at_records
from caregiver_app.store.keys import Keys
from caregiver_app.store.originals import FOLDER, Originals
from caregiver_app.store.schema import CASE_FILE
from caregiver_app.store.sidecars import Sidecars

_FINGERPRINT: Final = re.compile("[0-9a-f]{64}")
_ABOUT_FILES: Final = {
    "missing": N_("The file of this document is missing from the case folder."),
    "unreadable": N_("The file of this document cannot be read from the disk."),
    "changed": N_("The file of this document is not the one that was added."),
    "size": N_("The size that is written down for this document is not that of its file."),
}
_ABOUT_PACKETS: Final = {
    "missing": N_("The file with what the case said when this packet was sent is missing from the case folder."),
    "unreadable": N_("The file with what the case said when this packet was sent cannot be read from the disk."),
    "changed": N_("The file with what the case said when this packet was sent is not the one that was written."),
}


@dataclass(frozen=True)
class FilesLook:
    """What reading the files tells, and how many were read to their end."""

    findings: tuple[Finding, ...]
    read: int


def findings(store: Store, progress: Progress = silent) -> tuple[Finding, ...]:
    """Read every byte of the case and return what is wrong; nothing is changed."""
    records = look_at_records(store)
    return records.findings + look_at_files(records, store.originals, progress).findings


def look_at_files(records: RecordsLook, originals: Originals, progress: Progress = silent) -> FilesLook:
    """Read every file that is listed and compare it with its fingerprint; name files nobody lists. Read the backups.

    Long work on values: it may run in any thread. Raises what `progress` raises.
    """
    look = Reading(originals.folder.parent, originals, progress)
    look.read(records.files)
    if records.all_known and not look.list_is_damaged:
        look.find_strays()
    look.find_damaged_copies(records.keys)
    look.find_damaged_notes({one.id: one for one in records.told}, all_known=records.all_known)
    progress(look.done, look.done, "")
    return FilesLook(tuple(look.found), sum(state in ("", "changed") for state in look.states.values()))


def look_without_records(
    folder: Path, problem: CaregiverError, progress: Progress = silent, keys: Keys | None = None
) -> tuple[Finding, ...]:
    """Return what can be told of a case whose file does not open: `problem`, and files that are not what they were."""
    look = Reading(folder, Originals(folder / FOLDER, keys.seal if keys is not None else None), progress)
    look.found.append(Finding(problem.happened, CASE_FILE, "damaged", CASE_FILE))
    look.read_by_name()
    look.find_damaged_copies(keys)
    look.find_damaged_notes({}, all_known=False)
    return tuple(look.found)


@dataclass
class Reading:
    """One reading of all files: what is known of each fingerprint so far."""

    folder: Path
    originals: Originals
    progress: Progress
    states: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    done: int = 0
    list_is_damaged: bool = False

    def read(self, files: Sequence[ListedFile]) -> None:
        """Read files, each once, and name those that are not as they were added."""
        open_ones = deque(files)
        while open_ones:
            file = open_ones.popleft()
            tell = partial(self.progress, self.done, self.done + 1 + len(open_ones), file.name)
            tell()
            if file.fingerprint not in self.states:
                self._read_one(file.fingerprint, tell)
            if file.is_list:
                open_ones.extendleft(self._listed_in(file))
            self._judge(file)
            self.done += 1

    def read_by_name(self) -> None:
        """Read every file there is; its name says what it must be."""
        for path in self._all_originals():
            file = path if self.originals.seal is None else SealedFile(path, self.originals.seal)
            state, _size = _state(file, path.name, partial(self.progress, self.done, self.done + 1, ""))
            self.done += 1
            if state and _FINGERPRINT.fullmatch(path.name):
                where = path.relative_to(self.folder).as_posix()
                self.found.append(Finding(_(_ABOUT_FILES[state]), where, state, where))

    def find_strays(self) -> None:
        """Name files among the originals that nobody spoke of."""
        for path in self._all_originals():
            name = path.name
            if name not in self.states or path != self.originals.place(name):
                what = _("This file in the folder of originals belongs to no document.")
                where = path.relative_to(self.folder).as_posix()
                self.found.append(Finding(what, name, "stray", where))

    def find_damaged_copies(self, keys: Keys | None) -> None:
        """Name earlier copies of the case file, and files that keep its keys, that are not as they were written."""
        for name in KEY_FILES:
            self.look_at_keys(name, keys)
        copies: list[Path] = []
        with self._told_when_closed(backup.FOLDER):
            copies += [one.path for one in reversed(backup.listed(self.folder))]
        for copy in copies:
            self.look_at_copy(copy, keys)

    def look_at_keys(self, name: str, keys: Keys | None) -> None:
        """Name a file that keeps the keys of the case if it is gone or not as it was written."""
        if keys is not None and not (self.folder / name).exists():
            self.found.append(Finding(_("This file keeps the keys of the case, and it is gone."), name, "keys"))
        if seal.is_damaged(self.folder / name):
            what = _("This file keeps the keys of the case, and it is not as it was written.")
            self.found.append(Finding(what, name, "keys", name))

    def look_at_copy(self, copy: Path, keys: Keys | None) -> None:
        """Name an earlier copy of the case file if it is not as it was written."""
        self.progress(self.done, self.done + 1, copy.name)
        self.done += 1
        if not file_check.is_whole(copy, keys) and not _is_gone(copy):
            what = _("This earlier copy of the case file is not as it was written.")
            where = copy.relative_to(self.folder).as_posix()
            self.found.append(Finding(what, where, "backup", where))

    def find_damaged_notes(self, known: Mapping[UUID, Record], *, all_known: bool) -> None:
        """Name notes in the folder `about` that are damaged, say something else than the case, or are of nothing."""
        notes = Sidecars(self.folder, self.originals.seal)
        files: list[Path] = []
        with self._told_when_closed(notes.folder.name):
            files += notes.files()
        for file in files:
            self.look_at_note(file, known, all_known=all_known)

    def look_at_note(self, file: Path, known: Mapping[UUID, Record], *, all_known: bool) -> None:
        """Name a note if it is damaged, says something else than the case, or is of nothing."""
        self.progress(self.done, self.done + 1, "")
        self.done += 1
        notes = Sidecars(self.folder, self.originals.seal)
        where = file.relative_to(self.folder).as_posix()
        told = notes.read(file)
        record = known.get(told.record.id) if told is not None else None
        if told is None or file != notes.place(told.record.id) or (all_known and (record is None) != told.removed):
            what = _("This note about a document, from which the list of papers can be made anew, is damaged.")
            self.found.append(Finding(what, where, "note", where))
        elif record is not None and told.record != record:
            what = _("This note about a document does not say what the case says.")
            self.found.append(Finding(what, where, "note", where))

    @contextmanager
    def _told_when_closed(self, name: str) -> Iterator[None]:
        """Find that a folder cannot be looked into, rather than take it for empty."""
        try:
            yield
        except CaregiverError as problem:
            self.found.append(Finding(problem.happened, name, "unreadable"))

    def _all_originals(self) -> tuple[Path, ...]:
        """Return everything in the folder of originals, with a finding for each folder that cannot be looked into."""
        closed: list[Path] = []
        files = tuple(self.originals.files(closed))
        for folder in closed:
            what = _("This folder of papers cannot be looked into, so nobody can tell what is in it.")
            self.found.append(Finding(what, folder.relative_to(self.folder).as_posix(), "unreadable"))
        return files

    def _read_one(self, fingerprint: str, tell: Callable[[], None]) -> None:
        if not fingerprint:
            state, size = "missing", 0
        else:
            state, size = _state(self.originals.file(fingerprint), fingerprint, tell)
        self.states[fingerprint], self.sizes[fingerprint] = state, size

    def _listed_in(self, file: ListedFile) -> Iterator[ListedFile]:
        """Go through the files of a disc or study that are in the case."""
        manifest = self.originals.manifest(file.fingerprint)
        if manifest is None or self.states[file.fingerprint]:
            self.list_is_damaged = True
        if manifest is not None:
            yield from members(file, manifest)

    def _judge(self, file: ListedFile) -> None:
        state = self.states[file.fingerprint]
        if not state and file.size not in (None, self.sizes[file.fingerprint]):
            state = "size"
        if state:
            about = _ABOUT_PACKETS if file.is_packet else _ABOUT_FILES
            place = self.originals.place(file.fingerprint).relative_to(self.folder).as_posix()
            self.found.append(Finding(_(about[state]), file.where, state, place if file.fingerprint else ""))


def members(file: ListedFile, manifest: Manifest) -> Iterator[ListedFile]:
    """Go through the files of a disc or study that are in the case."""
    if manifest.kept:
        for one in manifest.files:
            if one.fingerprint:
                yield ListedFile(one.fingerprint, file.name, f"{file.where}: {one.path}")


def _state(file: Readable, fingerprint: str, tell: Callable[[], None]) -> tuple[str, int]:
    """Return what is the matter with a file, or nothing, and its size; `tell` is called between its parts."""
    digest = hashlib.sha256()
    size = 0

    def take(part: bytes) -> None:
        nonlocal size
        size += len(part)
        digest.update(part)
        tell()

    try:
        pour(file, take)
    except FileNotFoundError:
        return "missing", 0
    except SealBroken:
        return "changed", 0
    except OSError:
        return "unreadable", 0
    return ("" if digest.hexdigest() == fingerprint else "changed"), size


def _is_gone(copy: Path) -> bool:
    """Whether an earlier copy that was listed is there no more: older ones give way to newer ones."""
    try:
        copy.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False
