"""Which backups stay and which may go: counted, never timed, so that no wrong clock takes one away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

RECENT: Final = 10
DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 12


@dataclass(frozen=True)
class Backup:
    """A backup by what its name says: its number, the day it was made by the clock of that day, the state it holds.

    An earlier program named no day and no state.
    """

    path: Path
    number: int
    day: date | None = None
    change: int | None = None


def may_go(backups: Sequence[Backup]) -> tuple[Backup, ...]:
    """Return the backups that are not needed any more.

    In the order of their numbers, from the newest: the last ten stay; of those before them the last of each of seven
    days, of those before these the last of each of four weeks, and then of each of twelve months. A day is what the
    backups themselves say; what the clock says now is not asked. One that names no day stays.
    """
    waiting = sorted(backups, key=lambda backup: backup.number, reverse=True)[RECENT:]
    gone: list[Backup] = []
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        waiting = _thinned(waiting, most, period, gone)
    return (*gone, *(backup for backup in waiting if backup.day is not None))


def _thinned(waiting: list[Backup], most: int, period: Callable[[date], Any], gone: list[Backup]) -> list[Backup]:
    """Keep the last backup of each of so many periods; return those that come before all of them."""
    seen: set[Any] = set()
    for place, backup in enumerate(waiting):
        if backup.day is None:
            continue
        now = period(backup.day)
        if now in seen:
            gone.append(backup)
        elif len(seen) == most:
            return waiting[place:]
        else:
            seen.add(now)
    return []


def _day(day: date) -> date:
    return day


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
