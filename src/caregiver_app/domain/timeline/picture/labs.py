"""Choose the lab tests the picture draws: those with the most numbers in one and the same unit.

Units are compared as printed, whatever their spelling, and never converted: two units are never mixed in one line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

from caregiver_app.domain.timeline.lab_names import which_test, which_unit
from caregiver_app.domain.timeline.records import Lab
from caregiver_app.domain.timeline.wording import measured
from caregiver_app.i18n import _, in_sentences, ngettext

F = TypeVar("F")

MOST_TESTS: Final = 3
# No lab value is larger. What is, was mistyped, and would flatten all the others.
_LARGEST: Final = 1e12
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
# A comma before exactly three figures may be a thousands mark as well as a decimal one: only 0,125 is certain.
_DECIMAL_COMMA = re.compile(r"[+-]?(?:0,\d+|\d+,(?:\d{1,2}|\d{4,}))")
_THOUSANDS = re.compile(
    r"[+-]?\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|(?:,\d{3})+\.\d+|(?:[ \u00a0\u202f]\d{3})+(?:\.\d+)?)"
)


@dataclass(frozen=True, slots=True)
class Series(Generic[F]):
    """The values of one test in one unit, in the order given."""

    test: str
    unit: str
    points: tuple[tuple[F, float], ...]
    latest: str
    latest_date: str
    not_numbers: int
    other_units: int

    @property
    def not_drawn(self) -> int:
        """How many values of this test the line leaves out."""
        return self.not_numbers + self.other_units

    def details(self) -> tuple[str, ...]:
        """Say how many values are drawn and in which unit, and how many are left out.

        Two numbers with a dash between would be taken for the range a laboratory prints.
        """
        count = ngettext("{n} value", "{n} values", len(self.points)).format(n=len(self.points))
        said = [_("{count}, {unit}").format(count=count, unit=self.unit) if self.unit else count]
        if self.not_drawn:
            said.append(_("{count} not drawn").format(count=self.not_drawn))
        return tuple(said)

    def description(self) -> str:
        """Say in whole sentences what the line holds and what it leaves out."""
        said = [
            ngettext("{test}: {count} value, the last {latest}.", "{test}: {count} values, the last {latest}.",
                     len(self.points)).format(test=self.test, count=len(self.points), latest=self.latest)
        ]  # fmt: skip
        if self.not_numbers:
            said.append(
                ngettext("{count} value is not a plain number.", "{count} values are not plain numbers.",
                         self.not_numbers).format(count=self.not_numbers)
            )  # fmt: skip
        if self.other_units:
            said.append(
                ngettext("{count} value is in another unit.", "{count} values are in another unit.",
                         self.other_units).format(count=self.other_units)
            )  # fmt: skip
        return in_sentences(said)


def number_in(text: str) -> float | None:
    """Read a value as printed, or None when it is not one plain, unambiguous number ("<0.1", "positive", "1,234")."""
    plain = text.strip()
    if _PLAIN.fullmatch(plain):
        return float(plain)
    if _DECIMAL_COMMA.fullmatch(plain):
        return float(plain.replace(",", "."))
    if _THOUSANDS.fullmatch(plain):
        return float(re.sub(r"[, \u00a0\u202f]", "", plain))
    return None


def choose_series(labs: Iterable[tuple[Lab, F]], tests: Sequence[str] = ()) -> tuple[Series[F], ...]:
    """Return one line for each of the chosen `tests` that has numbers, in their order.

    Without a choice these are up to three tests with the most numbers in one unit, most first.
    """
    by_test: dict[str, list[tuple[Lab, F, float | None]]] = {}
    for lab, fact in labs:
        test, value = _read(lab.test, lab.value)
        by_test.setdefault(test, []).append((lab, fact, value))
    if tests:
        wanted = dict.fromkeys(map(which_test, tests))
        return tuple(series for test in wanted if (series := _series(by_test.get(test, []))) is not None)
    found = [series for held in by_test.values() if (series := _series(held)) is not None]
    found.sort(key=lambda series: (-len(series.points), series.test.casefold()))
    return tuple(found[:MOST_TESTS])


@lru_cache(maxsize=16384)
def _read(test: str, value: str) -> tuple[str, float | None]:
    """Return what all names of the test share, and the value as a number where it is a plain one that can be drawn."""
    number = number_in(value)
    return which_test(test), number if number is not None and abs(number) < _LARGEST else None


def _series(held: list[tuple[Lab, F, float | None]]) -> Series[F] | None:
    numeric = [(lab, fact, value) for lab, fact, value in held if value is not None]
    if not numeric:
        return None
    units = [which_unit(lab.unit) for lab, _fact, _value in numeric]
    counts = Counter(units)
    most = max(sorted(counts), key=lambda text: counts[text])
    drawn = [row for row, unit in zip(numeric, units, strict=True) if unit == most]
    last = drawn[-1][0]
    unit = last.unit.strip()
    return Series(
        test=last.test.strip(),
        unit=unit,
        points=tuple((fact, value) for _lab, fact, value in drawn),
        latest=measured(last.value.strip(), unit),
        latest_date=last.date.in_table() if last.date else "",
        not_numbers=len(held) - len(numeric),
        other_units=len(numeric) - len(drawn),
    )
