"""A case that lies in a synced folder: told once, and moved to a place of this computer alone, with nothing deleted."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.new_folder import refuse_occupied
from caregiver_app.errors import CaregiverError, NotSaved
from caregiver_app.fsops import (
    UNFINISHED,
    files_under,
    fingerprint_of,
    move_folder,
    replacing,
    require_room,
    temporary_folder_in,
    told_plainly,
    write_atomically,
)
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.store.lock import FILE as LOCK
from caregiver_app.store.lock import Lock
from caregiver_app.synced import sync_service

NOTE: Final = "THIS CASE HAS MOVED.txt"
_TOLD: Final = "told of a synced folder"
_LEAST_LEFT: Final = 200_000_000


def to_be_told(book: Casebook) -> str:
    """Return which service syncs the folder of a case, if any, the first time this is asked."""
    service = "" if book.read_only else sync_service(book.folder)
    if not service or book.remembered.get(_TOLD) == service:
        return ""
    with suppress(NotSaved):
        book.remembered.put(_TOLD, service)
    return service


def warning(service: str) -> str:
    """Say what a synced folder means for a case."""
    return _(
        "This case lies in a folder that {service} copies to the internet and to other computers. It may copy the case "
        "while you write, or put an older one in its place. Keep the case on this computer alone."
    ).format(service=service)


def move_case(folder: Path, target: Path, progress: Progress = silent) -> None:
    """Copy a closed case to a folder that is new or empty, compare every file, and leave a note in the old place.

    The old folder stays as it is. Raises CaregiverError or what `progress` raises; then nothing is at the new place.
    """
    refuse_occupied(target)
    lock = Lock(folder)
    try:
        with told_plainly(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            found = (file for file in files_under(folder) if file.is_file())
            files = [file for file in found if file.name != LOCK and not file.name.endswith(UNFINISHED)]
            require_room(target.parent, sum(file.stat().st_size for file in files), _LEAST_LEFT)
            with temporary_folder_in(target.parent) as parts:
                _copy(files, folder, parts, progress)
                move_folder(parts, target)
        write_atomically(folder / NOTE, _note(target).encode())
    finally:
        lock.release()


def _copy(files: list[Path], folder: Path, parts: Path, progress: Progress) -> None:
    for done, file in enumerate(files):
        progress(done, len(files), "")
        copy = parts / file.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with replacing(copy) as made:
            shutil.copyfile(file, made)
        if fingerprint_of(copy) != fingerprint_of(file):
            raise CaregiverError(
                _("A file of the case came out otherwise when it was copied."),
                safe=_("The case is where it was, and nothing in it was changed."),
                now=_("Check the drive, then try again."),
            )


def _note(target: Path) -> str:
    return _(
        "This case has moved. It is now in {place}\n\nNothing here was deleted. What is changed from now on is changed "
        "there and not here. Look at the new place first; then you may delete this folder yourself.\n"
    ).format(place=target)
