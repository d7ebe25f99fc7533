"""How long it was between two dates that nobody may know to the day: a range of days, and the range in words.

Nothing is rounded: months are whole calendar months with the days left over, and a limit such as 12 months is said
to be kept or passed only where every day the dates may mean agrees.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from caregiver_app.domain.dates import DateSpan, PartialDate
from caregiver_app.i18n import _, ngettext

_YEAR: Final = 12
_WORTH_MONTHS: Final = 31
_WORTH_YEARS: Final = 36
_NARROW: Final = 31
_FEW_MONTHS: Final = 2


@dataclass(frozen=True)
class Stretch:
    """The time from one date to another, each with every day it may mean."""

    first: DateSpan
    last: DateSpan
    in_order: bool = False
    """Whether the second date is known not to be the earlier one, as the end of one treatment is not."""

    @property
    def days_min(self) -> int | None:
        """The fewest days it may be; below 0 where the second date may be the earlier one; None when open."""
        if self.first.latest is None or self.last.earliest is None:
            return 0 if self.in_order else None
        days = (self.last.earliest - self.first.latest).days
        return max(days, 0) if self.in_order else days

    @property
    def days_max(self) -> int | None:
        """The most days it may be; None when open."""
        if self.first.earliest is None or self.last.latest is None:
            return None
        return (self.last.latest - self.first.earliest).days

    @property
    def is_backwards(self) -> bool:
        """Whether the second date certainly is the earlier one."""
        return self.days_max is not None and self.days_max < 0

    @property
    def is_either_way(self) -> bool:
        """Whether the dates leave open which of the two came first."""
        return not self.is_backwards and not self.is_forwards

    @property
    def is_forwards(self) -> bool:
        """Whether the second date certainly is not the earlier one."""
        return self.days_min is not None and self.days_min >= 0

    def turned(self) -> "Stretch":
        """Return the same time counted from the second date to the first."""
        return Stretch(self.last, self.first)

    def within_months(self, months: int) -> bool | None:
        """Whether it is so many calendar months at most; None when the dates do not tell."""
        first, last = self.first, self.last
        if first.earliest and last.latest and last.latest <= months_later(first.earliest, months):
            return True
        if first.latest and last.earliest and last.earliest > months_later(first.latest, months):
            return False
        return None

    def within_days(self, days: int) -> bool | None:
        """Whether it is so many days at most; None when the dates do not tell."""
        if self.days_max is not None and self.days_max <= days:
            return True
        if self.days_min is not None and self.days_min > days:
            return False
        return None

    def in_words(self) -> str:
        """Write it for reading: "243 days (8 months)", "between 9 and 13 months (276 to 395 days)"."""
        fewest, most = self.days_min, self.days_max
        if fewest is not None and fewest == most:
            return self._exact(fewest)
        if most is not None and (fewest is None or fewest <= 0):
            return self._at_most()
        if fewest is not None and fewest > 0 and most is None:
            return _("at least {span}").format(span=self._shortest())
        if fewest is None or most is None:
            return _("not to be told from these dates")
        return self._range(fewest, most)

    def _exact(self, days: int) -> str:
        if self.first.latest is None or self.last.earliest is None or days == 0:
            return _("the same day")
        return _with_months(days, *_months_between(self.first.latest, self.last.earliest))

    def _shortest(self) -> str:
        assert self.first.latest is not None
        assert self.last.earliest is not None
        days = (self.last.earliest - self.first.latest).days
        return _with_months(days, *_months_between(self.first.latest, self.last.earliest))

    def _longest(self) -> str:
        assert self.first.earliest is not None
        assert self.last.latest is not None
        days = (self.last.latest - self.first.earliest).days
        return _with_months(days, *_months_between(self.first.earliest, self.last.latest))

    def _at_most(self) -> str:
        """Write the longest it may be; days that stop short of a year by less than a month are "less than a year"."""
        assert self.first.earliest is not None
        assert self.last.latest is not None
        months, over = _months_between(self.first.earliest, self.last.latest)
        if months == _YEAR - 1 and over:
            return _("less than a year (at most {days} days)").format(days=self.days_max)
        return _("at most {span}").format(span=self._longest())

    def _range(self, fewest: int, most: int) -> str:
        """Write a range in whole months that hold all of it, with the days; in days alone where it is narrow."""
        assert self.first.earliest is not None
        assert self.first.latest is not None
        assert self.last.earliest is not None
        assert self.last.latest is not None
        low = _months_between(self.first.latest, self.last.earliest)[0]
        whole, over = _months_between(self.first.earliest, self.last.latest)
        high = whole + bool(over)
        if high <= 1 or (low == 0 and high == _FEW_MONTHS):
            return _("between {fewest} and {most} days").format(fewest=_grouped(fewest), most=_grouped(most))
        if low == 0:
            return _("at most {high} ({fewest} to {most} days)").format(
                high=_months(high), fewest=_grouped(fewest), most=_grouped(most)
            )
        if most - fewest < _NARROW:
            return _("between {fewest} and {most} days ({low} to {high})").format(
                fewest=_grouped(fewest), most=_grouped(most), low=_low_months(low, high), high=_months(high)
            )
        words = _("from {low} to {high} ({fewest} to {most} days)")
        if high < _WORTH_YEARS:
            words = _("between {low} and {high} ({fewest} to {most} days)")
        return words.format(
            low=_low_months(low, high), high=_months(high), fewest=_grouped(fewest), most=_grouped(most)
        )


def span_of(when: PartialDate | date) -> DateSpan:
    """Return every day a date may mean."""
    return when.span() if isinstance(when, PartialDate) else DateSpan(when, when)


def earliest(spans: Iterable[DateSpan]) -> DateSpan:
    """Return every day the first of several dates may be. Raises ValueError when there is none."""
    spans = tuple(spans)
    begins = [span.earliest for span in spans]
    ends = [span.latest for span in spans if span.latest is not None]
    return DateSpan(
        None if None in begins else min(day for day in begins if day is not None), min(ends) if ends else None
    )


def latest(spans: Iterable[DateSpan]) -> DateSpan:
    """Return every day the last of several dates may be. Raises ValueError when there is none."""
    spans = tuple(spans)
    begins = [span.earliest for span in spans if span.earliest is not None]
    ends = [span.latest for span in spans]
    return DateSpan(
        max(begins) if begins else None, None if None in ends else max(day for day in ends if day is not None)
    )


def is_before(first: DateSpan, last: DateSpan) -> bool:
    """Whether every day the first may mean lies before every day the last may mean."""
    return first.latest is not None and last.earliest is not None and first.latest < last.earliest


def not_before(last: DateSpan, first: DateSpan) -> bool:
    """Whether no day the last may mean lies before any day the first may mean."""
    return first.latest is not None and last.earliest is not None and first.latest <= last.earliest


def months_later(day: date, months: int) -> date:
    """Return the same day so many calendar months later, or the last day of a month that is shorter."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _months_between(first: date, last: date) -> tuple[int, int]:
    """Return whole calendar months and the days left over, for days in order."""
    months = (last.year - first.year) * _YEAR + last.month - first.month
    if months_later(first, months) > last:
        months -= 1
    return months, (last - months_later(first, months)).days


def _with_months(days: int, months: int, over: int) -> str:
    counted = ngettext("{n} day", "{n} days", days).format(n=_grouped(days))
    if days < _WORTH_MONTHS or months == 0:
        return counted
    if over and months < _WORTH_YEARS:
        left = ngettext("{n} day", "{n} days", over).format(n=over)
        return _("{days} ({months} and {left})").format(days=counted, months=_months(months), left=left)
    if over:
        return _("{days} (more than {months})").format(days=counted, months=_months(months))
    return _("{days} ({months})").format(days=counted, months=_months(months))


def _months(months: int) -> str:
    if months < _WORTH_YEARS:
        return ngettext("{n} month", "{n} months", months).format(n=months)
    return _in_years(months)


def _in_years(months: int) -> str:
    years, over = divmod(months, _YEAR)
    words = ngettext("{n} year", "{n} years", years).format(n=years)
    if not over:
        return words
    return _("{years} and {months}").format(
        years=words, months=ngettext("{n} month", "{n} months", over).format(n=over)
    )


def _low_months(low: int, high: int) -> str:
    """Write the lower end of a range, its unit only where the upper end has another."""
    if high < _WORTH_YEARS:
        return str(low)
    if low % _YEAR == 0 and high % _YEAR == 0:
        return str(low // _YEAR)
    return _in_years(low) if low >= _YEAR else _months(low)


def _grouped(days: int) -> str:
    return f"{days:,}"
