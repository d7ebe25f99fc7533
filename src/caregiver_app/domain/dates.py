"""A date as a family knows it: a day, a month, a season, a year, "about", "before" or "after".

The canonical text is a FHIR date (`2023`, `2023-05`, `2023-05-14`) with at most one part word and one
qualifier in front: `about 2023-05`, `before 2020`, `spring 2023`, `about early 2023-05`. It is what is
stored, so the case file reads well without this program.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

QUALIFIERS: Final = ("about", "before", "after")
SEASONS: Final = ("spring", "summer", "autumn", "winter")
PARTS: Final = ("early", "mid", "late")

_CANONICAL = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(QUALIFIERS)}) )?"
    rf"(?:(?P<part>{'|'.join(SEASONS + PARTS)}) )?"
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?",
    re.ASCII,
)
_MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_PART_WORDS: Final = {
    "spring": N_("spring {date}"),
    "summer": N_("summer {date}"),
    "autumn": N_("autumn {date}"),
    "winter": N_("winter {date}"),
    "early": N_("early {date}"),
    "mid": N_("mid {date}"),
    "late": N_("late {date}"),
    "about": N_("about {date}"),
    "before": N_("before {date}"),
    "after": N_("after {date}"),
}
# How far "about" reaches to each side: half the next coarser unit, so that "about May" cannot be read as May.
_ABOUT_DAYS: Final = {"day": 15, "month": 31, "part": 31, "year": 183}


@dataclass(frozen=True)
class DateSpan:
    """The first and last day a date may mean, both included; None is open."""

    earliest: date | None
    latest: date | None


class PartialDate(str):
    """Hold one date in its canonical text. Raises ValueError when the text is not canonical or no such day exists."""

    __slots__ = ()

    def __new__(cls, text: str) -> "PartialDate":
        """Check the canonical text and that the day exists."""
        found = _CANONICAL.fullmatch(text)
        if found is None:
            raise ValueError(f"not a canonical date: {text!r}")
        year, month, day = int(found["year"]), found["month"], found["day"]
        date(year, int(month or 1), int(day or 1))
        part = found["part"]
        if (part in SEASONS and month) or (part and day):
            raise ValueError(f"a season goes with a year, a part of a month with a month: {text!r}")
        return super().__new__(cls, text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Let records validate canonical text into this type."""
        # Not at the top: what reads a file in a child process knows dates and needs no records.
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())

    @classmethod
    def of_day(cls, day: date) -> "PartialDate":
        """Return the exact date."""
        return cls(day.isoformat())

    def _fields(self) -> re.Match[str]:
        found = _CANONICAL.fullmatch(self)
        assert found is not None  # checked when made
        return found

    @property
    def fhir(self) -> str:
        """The FHIR date inside: year, year-month or year-month-day."""
        return self.rsplit(" ", 1)[-1]

    @property
    def qualifier(self) -> str:
        """One of `QUALIFIERS`, or nothing."""
        return self._fields()["qualifier"] or ""

    @property
    def is_exact(self) -> bool:
        """Whether it names one day."""
        return len(self) == len("2023-05-14") and not self._fields()["qualifier"]

    def span(self) -> DateSpan:
        """Return every day it may mean, as the first and the last one."""
        return _span(self)

    @property
    def sort_key(self) -> tuple[int, int]:
        """Order by the first day it may mean, an open beginning by its end; exact days before vague ones."""
        span = self.span()
        first = span.earliest or span.latest or date.min
        width = ((span.latest or date.max) - (span.earliest or date.min)).days
        return first.toordinal(), width

    def in_words(self) -> str:
        """Write it for reading: "14 May 2023", "about March 2024", "spring 2023"."""
        found = self._fields()
        # For translators: a year that stands alone.
        text = _("{year}").format(year=found["year"])
        if found["month"]:
            month = _(_MONTHS[int(found["month"]) - 1])
            text = _("{month} {year}").format(month=month, year=found["year"])
            if found["day"]:
                text = _("{day} {month} {year}").format(day=int(found["day"]), month=month, year=found["year"])
        for word in (found["part"], found["qualifier"]):
            if word:
                text = _(_PART_WORDS[word]).format(date=text)
        return text

    def in_table(self) -> str:
        """Write it for a table column: the FHIR date, with its words in front where it has any."""
        found = self._fields()
        text = self.fhir
        for word in (found["part"], found["qualifier"]):
            if word:
                text = _(_PART_WORDS[word]).format(date=text)
        return text


def sort_key(when: PartialDate | None) -> tuple[int, int]:
    """Order dates with the unknown ones last."""
    return when.sort_key if when is not None else (date.max.toordinal(), 0)


def _shifted(day: date, days: int) -> date:
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


@lru_cache(maxsize=16384)
def _span(when: PartialDate) -> DateSpan:
    """Return every day a date may mean; a long history asks for the same dates many times."""
    found = when._fields()
    first, last = _plain_span(found)
    if found["qualifier"] == "before":
        return DateSpan(None, _shifted(first, -1))
    if found["qualifier"] == "after":
        return DateSpan(_shifted(last, 1), None)
    if found["qualifier"] == "about":
        unit = "day" if found["day"] else "part" if found["part"] else "month" if found["month"] else "year"
        return DateSpan(_shifted(first, -_ABOUT_DAYS[unit]), _shifted(last, _ABOUT_DAYS[unit]))
    return DateSpan(first, last)


def _plain_span(found: re.Match[str]) -> tuple[date, date]:
    """Return first and last day without the qualifier."""
    year, part = int(found["year"]), found["part"]
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    if found["month"]:
        month = int(found["month"])
        last = monthrange(year, month)[1]
        begin, end = {None: (1, last), "early": (1, 10), "mid": (11, 20), "late": (21, last)}[part]
        return date(year, month, begin), date(year, month, end)
    if part == "winter":
        # People mean the winter a year begins with or the one it ends with; the span holds both.
        return _shifted(date(year, 1, 1), -31), _shifted(date(year, 12, 31), 60)
    months = {
        None: (1, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11),
        "early": (1, 4), "mid": (5, 8), "late": (9, 12),
    }[part]  # fmt: skip
    return date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1])


def days_between(first: PartialDate | None, last: PartialDate | None) -> tuple[int, int] | None:
    """Return the fewest and most days from `first` to `last`, or None when either is unknown or open."""
    if first is None or last is None:
        return None
    start, end = first.span(), last.span()
    if start.earliest is None or start.latest is None or end.earliest is None or end.latest is None:
        return None
    return (end.earliest - start.latest).days, (end.latest - start.earliest).days
