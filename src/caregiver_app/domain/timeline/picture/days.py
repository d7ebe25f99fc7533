"""Count days from an infusion of cells: day 0 is the infusion, days before it are negative, as wards count.

An uncertain date gives a range of days, and one too wide to say anything gives none. Nothing is judged.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.picture.axis import Scale
from caregiver_app.domain.timeline.picture.parts import DayCount
from caregiver_app.i18n import _

Span = tuple[float, float]
"""First day and the day after the last one, as ordinals; infinite where open."""

BEFORE: Final = 30
AFTER: Final = 365
# A range of days wider than a season says nothing worth reading.
_WIDEST: Final = 92
_STEPS: Final = (1, 2, 7, 14, 28)
# A product written as a treatment is the infusion only where no infusion of its own is written this near.
_SAME: Final = 60


@dataclass(frozen=True, slots=True)
class Infusion:
    """One dated infusion."""

    span: Span
    when: PartialDate
    is_own: bool = True

    @property
    def middle(self) -> float:
        """The day it is counted near."""
        return (self.span[0] + self.span[1] - 1) / 2

    @property
    def is_exact(self) -> bool:
        """Whether it names one day."""
        return self.span[1] - self.span[0] == 1


def in_order(infusions: Iterable[Infusion]) -> tuple[Infusion, ...]:
    """Return the infusions in order of time; a product written as a treatment near an infusion is the same one."""
    dated = sorted((one for one in infusions if isfinite(one.middle)), key=lambda one: (one.span, one.when))
    own = [one.middle for one in dated if one.is_own]
    return tuple(one for one in dated if one.is_own or all(abs(one.middle - middle) > _SAME for middle in own))


def counted(infusions: tuple[Infusion, ...], start: Span, end: Span | None) -> str:
    """Say which day an entry lies on, counted from the infusion before it or else the next: "Day +14".

    Nothing is said when it lies too far from every infusion or the dates are too vague. `end` is None for a moment.
    """
    if not infusions or not (isfinite(start[0]) and isfinite(start[1])):
        return ""
    middle = (start[0] + start[1] - 1) / 2
    from_here = _nearest(infusions, middle)
    if from_here is None:
        return ""
    first = _days(from_here, start)
    if first is None:
        return ""
    last = _days(from_here, end) if end is not None and isfinite(end[1]) else None
    if last is None or last == first:
        return _moment(first)
    if first[0] == first[1] and last[0] == last[1]:
        return _("Day {first} to Day {last}").format(first=signed(first[0]), last=signed(last[0]))
    return _("begins {day}").format(day=_moment(first))


def counted_from(infusions: tuple[Infusion, ...], start: Span) -> PartialDate | None:
    """Return the date of the infusion that `counted` counts from, where there are several to choose from."""
    if len(infusions) < 2:
        return None
    found = _nearest(infusions, (start[0] + start[1] - 1) / 2)
    return found.when if found is not None else None


def today_counted(infusions: tuple[Infusion, ...], as_of: int) -> str:
    """Say which day it is today, from the newest infusion: "Day +47", "Day +62 to +90"; nothing a year after it."""
    past = [one for one in infusions if one.span[1] - 1 <= as_of]
    if not past or as_of - past[-1].middle > AFTER:
        return ""
    days = _days(past[-1], (as_of, as_of + 1))
    if days is None:
        return ""
    if days[0] == days[1]:
        return _moment(days)
    return _("Day {first} to {last}").format(first=signed(days[0]), last=signed(days[1]))


def signed(day: int) -> str:
    """Write the number of a day: "+14", "0", "−5"."""
    return f"+{day}" if day > 0 else f"−{-day}" if day < 0 else "0"


def day_axis(
    infusions: tuple[Infusion, ...], scale: Scale, width_of: Callable[[str], float], gap: float
) -> tuple[DayCount, ...]:
    """Return the days to write under the time axis near each exact infusion, where they have room."""
    step = next((step for step in _STEPS if step * scale.per_day >= width_of(signed(-AFTER)) + gap), None)
    if step is None:
        return ()
    exact = sorted({one.span[0] for one in infusions if one.is_exact})
    found: list[DayCount] = []
    free = -inf
    for zero, after in zip(exact, [*exact, inf][1:], strict=True):
        # From a month before an infusion on the days are counted towards it.
        until = max(min(after - BEFORE - step, zero + AFTER), zero)
        found += _ticks(zero, max(zero - BEFORE, min(free, zero)), until, step, scale, width_of)
        free = until + step
    return tuple(sorted(_apart(found, width_of, gap), key=lambda tick: tick.x))


def _ticks(
    zero: float, begin: float, until: float, step: int, scale: Scale, width_of: Callable[[str], float]
) -> Iterator[DayCount]:
    """Yield the days round one infusion that lie between two others, as ordinals."""
    for day in range(-(BEFORE // step) * step, AFTER + 1, step):
        if not begin <= zero + day <= until or not scale.first <= zero + day < scale.last:
            continue
        x = scale.x(zero + day + 0.5)
        text = signed(day) if day else _("Day 0")
        left = x - width_of(text) / 2
        fits = left >= scale.left and left + width_of(text) <= scale.right
        yield DayCount(x, text if fits else "", left, day == 0)


def _apart(ticks: Iterable[DayCount], width_of: Callable[[str], float], gap: float) -> Iterator[DayCount]:
    """Yield the days without the words that would touch: the words of an infusion stay, others give way to them."""
    own: list[tuple[float, float]] = []
    for tick in sorted(ticks, key=lambda tick: not tick.strong):
        begin, end = tick.left - gap / 2, tick.left + width_of(tick.text) + gap / 2
        if any(begin < last and first < end for first, last in own):
            yield replace(tick, text="")
            continue
        if tick.strong:
            own.append((begin, end))
        yield tick


def _nearest(infusions: tuple[Infusion, ...], middle: float) -> Infusion | None:
    """Return the last infusion up to here, else the next one, when that is near enough."""
    before = [one for one in infusions if one.middle <= middle and middle - one.middle <= AFTER]
    if before:
        return before[-1]
    return next((one for one in infusions if 0 < one.middle - middle <= BEFORE), None)


def _days(infusion: Infusion, span: Span) -> tuple[int, int] | None:
    """Return the fewest and the most days from an infusion to a date, or None when that says too little."""
    if not isfinite(span[1] - span[0]):
        return None
    fewest, most = round(span[0] - (infusion.span[1] - 1)), round(span[1] - 1 - infusion.span[0])
    return (fewest, most) if most - fewest <= _WIDEST else None


def _moment(days: tuple[int, int]) -> str:
    if days[0] == days[1]:
        return _("Day {day}").format(day=signed(days[0]))
    return _("between Day {first} and Day {last}").format(first=signed(days[0]), last=signed(days[1]))
