"""The time axis: days to drawing units, and the finest calendar grid whose words still fit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Final

from caregiver_app.domain.timeline.picture.parts import Tick, Year
from caregiver_app.i18n import N_, _

_MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_DAYS: Final = (tuple(range(1, 32)), (1, 8, 15, 22), (1, 15))
_MONTH_STEPS: Final = (1, 3, 6)
_YEAR_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_SHORTEST = 180.0
_MARGIN = 0.025


@dataclass(frozen=True, slots=True)
class Scale:
    """Where each day lies between `left` and `right`."""

    first: float
    last: float
    left: float
    right: float

    @property
    def per_day(self) -> float:
        """How wide one day is."""
        return (self.right - self.left) / (self.last - self.first)

    def x(self, day: float) -> float:
        """Return where a day begins; days outside lie on the edge."""
        within = self.first if day < self.first else self.last if day > self.last else day
        return self.left + (within - self.first) * ((self.right - self.left) / (self.last - self.first))

    def day(self, x: float) -> float:
        """Return the day at a place."""
        return self.first + (x - self.left) / self.per_day


def stretch(first: float, last: float) -> tuple[float, float]:
    """Return the days to show for a history: a margin on each side, and never less than half a year."""
    shown = max(last - first, _SHORTEST)
    middle = (first + last) / 2
    begin, end = min(first, middle - shown / 2), max(last, middle + shown / 2)
    margin = shown * _MARGIN
    return begin - margin, end + margin


def grid(scale: Scale, width_of: Callable[[str], float]) -> tuple[tuple[Tick, ...], tuple[Year, ...]]:
    """Return the grid lines with their words, and the years they belong to."""
    gap = width_of("00")
    step = next((step for step in _YEAR_STEPS if step * 365 * scale.per_day >= width_of("2000") + gap), _YEAR_STEPS[-1])
    years = _years(scale, step, width_of)
    marks = _fine(scale, width_of, gap) if step == 1 else None
    if marks is None:
        return tuple(Tick(year.left, "", True) for year in years if year.left > scale.left), years
    return tuple(
        _tick(scale, day, label if scale.x(day.toordinal()) + width_of(label) + gap <= scale.right else "")
        for day, label in marks
        if scale.first <= day.toordinal() < scale.last
    ), years


def _tick(scale: Scale, day: date, label: str) -> Tick:
    return Tick(scale.x(day.toordinal()), label, day.month == 1 and day.day == 1)


def _years(scale: Scale, step: int, width_of: Callable[[str], float]) -> tuple[Year, ...]:
    begin, end = _year_of(scale.first), _year_of(scale.last)
    found = []
    for year in range(begin - begin % step, end + 1, step):
        left, right = scale.x(_new_year(year)), scale.x(_new_year(year + step))
        if right > left:
            found.append(Year(str(max(year, 1)), left, right, width_of(str(year))))
    return tuple(found)


def _year_of(ordinal: float) -> int:
    return date.fromordinal(int(min(max(ordinal, 1), date.max.toordinal()))).year


def _new_year(year: int) -> float:
    return date(min(max(year, 1), MAXYEAR), 1, 1).toordinal() if year <= MAXYEAR else date.max.toordinal() + 1


def _fine(scale: Scale, width_of: Callable[[str], float], gap: float) -> Iterator[tuple[date, str]] | None:
    """Return the finest grid within years whose words fit, or None when not even half years do."""
    month = max(width_of(_(name)) for name in _MONTHS) + gap
    for days, narrowest in zip(_DAYS, (1, 7, 13), strict=True):
        if narrowest * scale.per_day >= month:
            return _days(scale, days)
    for step in _MONTH_STEPS:
        if step * 28 * scale.per_day >= month:
            return _months(scale, step)
    return None


def _months(scale: Scale, step: int) -> Iterator[tuple[date, str]]:
    for year in range(_year_of(scale.first), _year_of(scale.last) + 1):
        for month in range(1, 13, step):
            yield date(year, month, 1), _(_MONTHS[month - 1])


def _days(scale: Scale, days: tuple[int, ...]) -> Iterator[tuple[date, str]]:
    for first, name in _months(scale, 1):
        for day in days:
            try:
                when = first.replace(day=day)
            except ValueError:
                break
            yield when, name if day == 1 else str(day)
