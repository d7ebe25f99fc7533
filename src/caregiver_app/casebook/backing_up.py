"""Write a backup: one file that holds the whole case, wherever the family wants it; keep one before something large."""

import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from caregiver_app.casebook.places import begins_with, refuse_place
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import told_plainly
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.settings import Settings
from caregiver_app.store.backup import FOLDER, keep_copy
from caregiver_app.store.bundle import ENDING, SETTINGS, Manifest, Source, write_bundle

_ZIP = b"PK\x03\x04"


class BackupThere(CaregiverError):
    """A file of this name is there already."""


LARGE: Final = 10
"""To remove so many records at once is something large: a backup is made before it."""


@dataclass(frozen=True)
class BackedUp:
    """What was backed up and where, and how many papers are not as they were added: they went in as they are."""

    file: Path
    size: int
    manifest: Manifest
    unsound: int


class NoBackupFirst(CaregiverError):
    """The backup that is made before something large could not be made."""


def back_up_first(whole: Source, day: date, progress: Progress = silent) -> None:
    """Keep a backup of the records before much is changed, unless the newest one says the same.

    Long work on values, as long as the case is open. Raises NoBackupFirst, and what `progress` raises.
    """
    try:
        with told_plainly(whole.folder / FOLDER):
            keep_copy(whole, day, progress)
    except CaregiverError as problem:
        raise NoBackupFirst(
            _("Before this, a backup of your records is made. That did not work: {why}").format(why=problem.happened),
            safe=_("Nothing was changed."),
            now=_("Mend that and try again, or go on without the backup."),
        ) from problem


def backup_name(name: str, day: datetime) -> str:
    """Return the name offered for a backup: whose it is and from which day."""
    plain = "".join(letter for letter in name if letter.isalnum() or letter in " -_").strip()
    return f"{plain or _('Case')} {day:%Y-%m-%d}{ENDING}"


def back_up(
    whole: Source,
    target: Path,
    now: datetime,
    settings: Settings | None = None,
    progress: Progress = silent,
    *,
    replace: bool = False,
) -> BackedUp:
    """Write a whole case into one file, read it back, and only then give it its name.

    Long work on values, as long as the case is open. Settings that matter anywhere go along. Raises BackupThere where
    a file is there and `replace` is not given, another CaregiverError, and what `progress` raises; then nothing is left
    behind, and an older file is as it was.
    """
    target = Path(os.path.realpath(target))
    refuse_place(
        target,
        whole.folder / "originals",
        lambda file: begins_with(file, _ZIP),
        stays=_("“{name}” is there already and is not a backup."),
        now=_("Choose another place or name."),
    )
    if target.exists() and not replace:
        raise BackupThere(
            _("“{name}” is there already.").format(name=target.name),
            safe=_("It was not touched."),
            now=_("Choose another name."),
        )
    texts = {SETTINGS: _as_json(settings)} if settings is not None else {}
    made = write_bundle(whole, target, "backup", now.isoformat(timespec="seconds"), progress, texts=texts)
    unsound = len({*made.changed, *made.manifest.lacking})
    return BackedUp(target, target.stat().st_size, made.manifest, unsound)


def _as_json(settings: Settings) -> bytes:
    wanted = {"theme": settings.theme, "text_percent": settings.text_percent, "paper": settings.paper}
    return json.dumps(wanted).encode()
