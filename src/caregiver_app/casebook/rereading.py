"""Read every file of an open case again within two weeks, a little each day.

A bit that turns on a disk is then found while there is still a good copy of the paper somewhere. The records are
checked whole each day, before the day's first file.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from caregiver_app.casebook.integrity import ToCheck, check_records
from caregiver_app.casebook.read_lately import Progressed
from caregiver_app.progress import Progress, silent
from caregiver_app.store.integrity import Finding
from caregiver_app.store.rereading import Piece, Pieces, pieces_of, read_again

DAYS: Final = 14
"""In so many days every file is read."""

AT_ONCE: Final = 32 << 20
"""Bytes that are read in one go, and after that it is kept in mind."""

_MOST_FILES: Final = 200
_TOLD_ELSEWHERE: Final = ("outside", "stray")


@dataclass(frozen=True)
class ReadAgain:
    """What one go did: how far it is now, what it found, and the list of files, which the next go need not make."""

    progressed: Progressed
    findings: tuple[Finding, ...]
    pieces: Pieces


def read_on(
    case: ToCheck, how_far: Progressed, today: date, known: Pieces | None = None, progress: Progress = silent
) -> ReadAgain:
    """Read the next files of the day's portion, as far as one go takes it. Long work on values, in any thread.

    Without `known`, the list of the go before, the records are checked first. Raises what copying them raises, and
    what `progress` raises.
    """
    findings: tuple[Finding, ...] = ()
    if known is None:
        records = check_records(case, progress)
        known, findings = pieces_of(records, case.originals), records.findings
    now = _on_day(how_far, today, known.size)
    some = _next(known.after(now.at), min(now.left, AT_ONCE))
    findings += read_again(known, some, progress)
    now = _after(now, some, known)
    told = tuple(one for one in findings if one.kind not in _TOLD_ELSEWHERE)
    return ReadAgain(replace(now, has_found=now.has_found or bool(told)), told, known)


def _on_day(how_far: Progressed, today: date, size: int) -> Progressed:
    """Return how far it is with the portion of a day: a share for each day since the last, and never more than all."""
    day = today.isoformat()
    if how_far.day == day:
        return how_far
    try:
        days = (today - date.fromisoformat(how_far.day)).days
    except ValueError:
        days = 1
    share = min(max(days, 1), DAYS)  # a clock that jumped makes it a day, or all there is, once
    portion = -(-size * share // DAYS)
    return replace(how_far, day=day, left=portion + max(min(how_far.left, 0), -size), begun=how_far.begun or day)


def _next(waiting: Iterable[Piece], most: int) -> list[Piece]:
    some: list[Piece] = []
    for piece in waiting:
        if most <= 0 or len(some) == _MOST_FILES:
            break
        some.append(piece)
        most -= piece.size
    return some


def _after(now: Progressed, some: list[Piece], pieces: Pieces) -> Progressed:
    if not pieces.all:
        return replace(now, at="", left=0, begun=now.day, whole_since=now.begun)
    if now.left <= 0:  # the day before has read for this one too
        return now
    left = now.left - sum(piece.size for piece in some)
    if not some or some[-1] is pieces.all[-1]:
        return replace(now, at="", left=left, begun=now.day, whole_since=now.begun)
    return replace(now, at=some[-1].name, left=left)
