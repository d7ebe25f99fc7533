"""Bring a case back from a backup: into an empty folder, or in place of a case that is there, which is set aside.

Everything in the file is proven before anything changes, and the change is one rename: see `store/switching.py`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.new_folder import refuse_occupied
from caregiver_app.domain.comparing import Comparison, compared
from caregiver_app.domain.record import Record
from caregiver_app.errors import CaregiverError, CaseDamaged, CaseLocked, CaseMissing, CaseTooNew
from caregiver_app.fsops import (
    UNFINISHED,
    clear_unfinished,
    files_under,
    move_folder,
    temporary_folder_in,
    told_plainly,
)
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.store import switching
from caregiver_app.store.backup import listed
from caregiver_app.store.bundle import CASE, FOLDERS, KEY_FILES, SETTINGS, Manifest
from caregiver_app.store.bundle_reading import look_into, part_of, unpack, unpack_records
from caregiver_app.store.case_copy import opened_copy, raise_number, read_state
from caregiver_app.store.keys import PASSPHRASE_FILE, Keys, is_protected
from caregiver_app.store.migrations import NEWEST
from caregiver_app.store.read_me import FILE as READ_ME

PARTS: Final = (CASE, *FOLDERS, *KEY_FILES, READ_ME)
"""What makes up the state of a case. Its backups, and what was set aside, stay where they are."""

_RESTORE: Final = "restore"
_UNDO: Final = "restore undone"

Order = Literal["same", "older", "newer", "apart"]


@dataclass(frozen=True)
class Looked:
    """A backup beside the case that is there: what it says of itself, and what is different.

    `order` says how the backup stands to the case, "apart" for another case. `comparison` and `here` are None where the
    case that is there cannot be opened.
    """

    manifest: Manifest
    there: int
    here: int | None
    order: Order
    comparison: Comparison | None
    becomes_protected: bool


@dataclass(frozen=True)
class Here:
    """What a case holds: its records, the number of its last change, and which case it is."""

    records: tuple[Record, ...]
    number: int
    case: str


class NothingToTakeBack(CaregiverError):
    """Nothing was restored here."""


def holds_case(folder: Path) -> bool:
    """Whether there is a case in a folder, or what is left of one."""
    return switching.is_waiting(folder) or any((folder / part).exists() for part in (CASE, "originals"))


def look_at_backup(file: Path) -> Manifest:
    """Return what a backup says of itself. Raises NotABackup, BackupDamaged, CaseTooNew or another CaregiverError."""
    manifest = look_into(file)
    if manifest.case_version > NEWEST:
        raise CaseTooNew(
            _("The backup “{name}” was written by a newer version of this program.").format(name=file.name),
            safe=_("It was not touched, and nothing was changed."),
            now=_("Install the newer version on this computer, then restore it."),
        )
    return manifest


def keys_within(file: Path) -> bytes:
    """Return the keys of a protected backup as they are closed up in it; nothing where it has none."""
    return part_of(file, PASSPHRASE_FILE)


def opens_like(folder: Path, closed: bytes) -> bool:
    """Whether keys that are closed up are those of the case in a folder, so that nobody need be asked for them."""
    try:
        return closed != b"" and (folder / PASSPHRASE_FILE).read_bytes() == closed
    except OSError:
        return False


def settings_within(file: Path) -> dict[str, Any]:
    """Return the settings that came along with a backup, as far as they can be read."""
    kinds = {"theme": str, "text_percent": int, "paper": str}
    try:
        found = json.loads(part_of(file, SETTINGS))
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: found[name] for name, kind in kinds.items() if type(found.get(name)) is kind}


def here_of(book: Casebook) -> Here:
    """Return what an open case holds, to be compared. Quick, and for the thread that opened it."""
    return Here(tuple(book.records()), book.whole.change, str(book.snapshot().person.id))


def here_in(folder: Path, keys: Keys | None = None) -> Here | None:
    """Return what the case in a folder holds; None where it is damaged, gone, newer, or locked with other keys."""
    try:
        with Casebook.open(folder, keys if is_protected(folder) else None) as book:
            return here_of(book)
    except (CaseDamaged, CaseMissing, CaseLocked, CaseTooNew):
        return None


def compare(file: Path, folder: Path, here: Here | None, keys: Keys | None = None) -> Looked:
    """Compare a backup with the case in a folder; nothing of either is changed. Long work on values.

    Raises CaseLocked where the backup is protected and `keys` are not given, or another CaregiverError.
    """
    manifest = look_at_backup(file)
    _require_keys(file, manifest, keys)
    there = _within(file, folder, keys if manifest.protected else None)
    becomes_protected = manifest.protected and not is_protected(folder)
    if here is None:
        return Looked(manifest, len(there.records), None, "apart", None, becomes_protected)
    order: Order = "apart"
    if here.case == there.case:
        order = "same" if there.number == here.number else "older" if there.number < here.number else "newer"
    comparison = compared(here.records, there.records)
    return Looked(manifest, len(there.records), len(here.records), order, comparison, becomes_protected)


def restore_new(file: Path, folder: Path, progress: Progress = silent) -> Manifest:
    """Make the case in a backup in a new or empty folder: complete, or not there at all. No key is needed.

    Long work on values. Raises CaregiverError, and what `progress` raises.
    """
    manifest = look_at_backup(file)
    refuse_occupied(folder)
    building = folder.parent / f".{folder.name}.restored{UNFINISHED}"
    with told_plainly(folder):
        clear_unfinished(building)
        try:
            building.mkdir(mode=0o700, parents=True)
            unpack(file, building, progress)
            move_folder(building, folder)
        finally:
            clear_unfinished(building)
    return manifest


def restore_over(file: Path, folder: Path, keys: Keys | None = None, progress: Progress = silent) -> Path:
    """Put the case in a backup in place of the one in a folder, and return where that was set aside.

    Every byte of the backup is proven before; after a kill the folder holds one of both, whole. Long work on values.
    Raises CaseInUse where the case is open, another CaregiverError, and what `progress` raises; then nothing changed.
    """
    manifest = look_at_backup(file)
    _require_keys(file, manifest, keys)
    with switching.held(folder):
        number = max((manifest.number, *(backup.change or 0 for backup in listed(folder)), _number_here(folder, keys)))
        with switching.staged(folder, _RESTORE) as stage:
            unpack(file, stage.room, progress, at_hand=folder)
            raise_number(stage.place(CASE), folder, keys if manifest.protected else None, number + 1)
            stage.drop(*PARTS)
        switching.complete(folder)
    return switching.set_aside(folder)[0]


def can_be_undone(folder: Path) -> bool:
    """Whether something was restored here that can be taken back."""
    return _last_aside(folder) is not None


def undo_restore(folder: Path, progress: Progress = silent) -> Path:
    """Put back what the last restore set aside, and set aside what is there now; done twice, all is as before.

    Raises NothingToTakeBack, CaseInUse or another CaregiverError; then nothing changed.
    """
    aside = _last_aside(folder)
    if aside is None:
        raise NothingToTakeBack(
            _("Nothing was restored in “{folder}” that could be taken back.").format(folder=folder.name),
            safe=_("Nothing was changed."),
            now=_("Look into the folder “set aside” in the case folder."),
        )
    with switching.held(folder):
        with switching.staged(folder, _UNDO) as stage:
            files = [path for part in PARTS for path in _files_in(aside / part)]
            for done, path in enumerate(files):
                progress(done, len(files), "")
                name = path.relative_to(aside).as_posix()
                if name.startswith("originals/"):
                    stage.take(path, name)
                else:
                    stage.copy(path, name)
            stage.drop(*PARTS)
        switching.complete(folder)
    return switching.set_aside(folder)[0]


def _files_in(part: Path) -> Iterator[Path]:
    if part.is_file():
        yield part
    else:
        yield from (path for path in files_under(part) if path.is_file())


def _last_aside(folder: Path) -> Path | None:
    return next((path for path in switching.set_aside(folder) if path.name[4:] in (_RESTORE, _UNDO)), None)


def _require_keys(file: Path, manifest: Manifest, keys: Keys | None) -> None:
    if manifest.protected and keys is None:
        raise CaseLocked(
            _("The case in “{name}” is protected by a passphrase.").format(name=file.name),
            safe=_("Nothing was changed."),
            now=_("Restore it with the passphrase it had when it was backed up, or into a new folder."),
        )


def _within(file: Path, folder: Path, keys: Keys | None) -> Here:
    """Read what a backup holds, in a room among the originals that is gone afterwards, after a kill as well."""
    originals = folder / "originals"
    with told_plainly(originals), temporary_folder_in(originals if originals.is_dir() else folder) as room:
        unpack_records(file, room)
        with Casebook.open(room, keys) as book:
            return here_of(book)


def _number_here(folder: Path, keys: Keys | None) -> int:
    """Return the number of the last change here, or 0 where the case cannot be opened."""
    try:
        with opened_copy(folder / CASE, folder, keys if is_protected(folder) else None) as connection:
            return read_state(connection).number
    except CaregiverError:
        return 0
