"""Verified copies of the case file, kept beside it and thinned by count, never by the clock.

Each has its fingerprint beside it, so that a bit that turns later is noticed. The papers are not in them: they lie
beside, and are never altered.
"""

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import UNFINISHED, make_folder, replacing, take_away, told_plainly
from caregiver_app.fsops import listed as listed_in
from caregiver_app.progress import Progress, silent
from caregiver_app.store import plain_words, seal
from caregiver_app.store.case_copy import knows_of, opened_copy, read_state, state_of
from caregiver_app.store.connection import connect
from caregiver_app.store.keys import Keys
from caregiver_app.store.live_file import Source
from caregiver_app.store.thinning import Backup, may_go

FOLDER: Final = "backups"
_NAME: Final = re.compile(r"case-(\d{6,9})(?:-(\d{4}-\d\d-\d\d)-(\d+))?\.db")


def back_up(connection: Any, folder: Path, keys: Keys | None, day: date) -> Path:
    """Copy a case file that is open and has no store yet, such as before an upgrade; check the copy; thin the older.

    Raises CaseDamaged when the copy does not check out; then no older copy is removed.
    """

    def fill(copy: Path) -> None:
        opened = connect(copy, "rwc", keys)
        try:
            connection.backup(opened)
        finally:
            opened.close()

    return _keep(folder, day, read_state(connection).number, fill, keys)


def keep_copy(source: Source, day: date, progress: Progress = silent) -> Path | None:
    """Copy an open case file into its backups, unless the newest one is the same; check it, then thin the older.

    It may run in any thread while the case is open. Raises CaseDamaged when the copy does not check out, and what the
    disk says; then no older copy is removed.
    """
    kept = listed(source.folder)
    if kept and kept[0].change == source.change:
        return None
    return _keep(source.folder, day, source.change, lambda copy: source.live.copy(copy, progress), source.keys)


def listed(case: Path) -> tuple[Backup, ...]:
    """Return the backups of a case, the newest first. What has another name is nobody's and stays.

    Raises CaregiverError where nobody can tell which there are.
    """
    found = []
    for path in listed_in(case / FOLDER):
        name = _NAME.fullmatch(path.name)
        if name is not None:
            found.append(Backup(path, int(name[1]), _day(name[2]), int(name[3]) if name[3] else None))
    return tuple(sorted(found, key=lambda backup: backup.number, reverse=True))


def take_out(case: Path, backups: Iterable[Backup]) -> None:
    """Remove whole backups, each with its fingerprint. Only ever by somebody's own act. Raises CaregiverError."""
    folder = case / FOLDER
    with told_plainly(folder):
        for old in backups:
            take_away(old.path, within=folder)
            take_away(seal.sealed_beside(old.path), within=folder)


def holding(
    case: Path, ids: Collection[UUID], keys: Keys | None = None
) -> tuple[tuple[Backup, ...], tuple[Backup, ...]]:
    """Return the backups that hold one of these records or of their versions, and those that cannot be read."""
    found: list[Backup] = []
    unread: list[Backup] = []
    for one in listed(case):
        try:
            with opened_copy(one.path, case, keys) as connection:
                if knows_of(connection, ids):
                    found.append(one)
        except CaregiverError:
            unread.append(one)
    return tuple(found), tuple(unread)


def sweep(case: Path) -> None:
    """Remove copies that a killed program left unfinished; call it only while holding the case."""
    for path in (case / FOLDER).glob(f".*{UNFINISHED}"):
        take_away(path, within=case / FOLDER)


def _keep(case: Path, day: date, change: int, fill: Callable[[Path], object], keys: Keys | None) -> Path:
    folder = case / FOLDER
    if not case.is_dir():
        raise plain_words.gone(case)  # moved or pulled: where it was, nothing may be made that stands in its way back
    with told_plainly(folder):
        make_folder(folder)
        number = max((backup.number for backup in listed(case)), default=0) + 1
        target = folder / f"case-{number:06}-{day:%Y-%m-%d}-{change}.db"
        with replacing(target) as temporary:
            fill(temporary)
            state_of(temporary, case, keys)
        seal.put_beside(target)
        take_out(case, may_go(listed(case)))
    return target


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        return None
