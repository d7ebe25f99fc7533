"""Lab trends: the values of one test in one unit, in order of time, exactly as printed.

Nothing is judged and nothing is converted: another unit is another trend of the same test, and what is no plain
number ("<0.1", "positive") stays text. A test with one value is no trend; it is named as such.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import Final

from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.lab_names import different_names, which_test, which_unit
from caregiver_app.domain.timeline.picture.history import Span, middle_of, span_of
from caregiver_app.domain.timeline.picture.labs import choose_series, number_in
from caregiver_app.domain.timeline.records import Entry, Lab
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.i18n import _, in_sentences, ngettext, with_commas

Bounds = tuple[float, float]
"""The lowest and the highest value of a printed range, both in it; infinite where the range is open."""

_LEAST_FOR_A_TREND: Final = 2
# No lab value is larger. What is, was mistyped, and would flatten all the others.
_LARGEST: Final = 1e12
_NUMBER: Final = r"[+-]?\d+(?:[.,]\d+)*(?:[ \u00a0\u202f]\d{3})*"
_BETWEEN: Final = re.compile(rf"({_NUMBER})\s*(?:-|–|—|~|～|\.{{2,3}}|…|to|bis|至|到)\s*({_NUMBER})")
_UP_TO: Final = re.compile(rf"(?:<|≤|<=|＜)\s*({_NUMBER})")
_FROM: Final = re.compile(rf"(?:>|≥|>=|＞)\s*({_NUMBER})")
_BRACKETS: Final = {"(": ")", "[": "]", "（": "）", "［": "］"}


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value. `number` is None where it is not one plain number, `bounds` where its range cannot be read."""

    lab: Lab
    number: float | None
    bounds: Bounds | None
    span: Span
    middle: float

    @property
    def printed(self) -> str:
        """The value with the mark printed beside it."""
        return wording.measured(self.lab.value.strip(), self.lab.printed_flag.strip())

    def words(self) -> str:
        """Say everything about the value in one sentence."""
        lab = self.lab
        said = [wording.measured(lab.value.strip(), lab.unit.strip())]
        if lab.printed_flag.strip():
            said.append(_("mark printed {mark}").format(mark=lab.printed_flag.strip()))
        if lab.reference_range.strip():
            said.append(_("range printed {range}").format(range=lab.reference_range.strip()))
        said.append(_(wording.HOW_KNOWN[lab.how_known]))
        return _("{date}: {value}.").format(date=wording.dates(lab), value=with_commas(said))


@dataclass(frozen=True)
class Trend:
    """The dated values of one test in one unit, in order of time; at least two."""

    test: str
    unit: str
    other_units: tuple[str, ...]
    values: tuple[Value, ...]

    @property
    def name(self) -> str:
        """The test with its unit as printed."""
        return _("{test} in {unit}").format(test=self.test, unit=self.unit) if self.unit else self.test

    @cached_property
    def numbers(self) -> tuple[Value, ...]:
        """The values that are plain numbers."""
        return tuple(value for value in self.values if value.number is not None)

    @cached_property
    def ranges(self) -> tuple[str, ...]:
        """Each range printed beside the values, once."""
        return tuple(dict.fromkeys(text for value in self.values if (text := value.lab.reference_range.strip())))

    def summary(self) -> str:
        """Say what the trend holds, without the values."""
        first, last = self.values[0].lab, self.values[-1].lab
        count = len(self.values)
        said = ngettext(
            "{name}: {count} value, {dates}.", "{name}: {count} values, {dates}.", count
        ).format(name=self.name, count=count, dates=wording.date_range(first.date, last.date))  # fmt: skip
        texts = count - len(self.numbers)
        if not texts:
            return said
        more = ngettext(
            "{count} is not a plain number and is shown as text.",
            "{count} are not plain numbers and are shown as text.",
            texts,
        ).format(count=texts)
        return f"{said} {more}"

    def described(self) -> str:
        """Say every value in words, for whoever cannot see the chart."""
        return in_sentences([self.summary(), *(value.words() for value in self.values)])


@dataclass(frozen=True)
class LabTest:
    """Everything recorded of one test, under the name on its newest value.

    `single` are dated values alone in their unit, `undated` those without a date: neither makes a trend.
    """

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    trends: tuple[Trend, ...] = ()
    single: tuple[Value, ...] = ()
    undated: tuple[Lab, ...] = ()

    @property
    def count(self) -> int:
        """How many values there are in all."""
        return sum(len(trend.values) for trend in self.trends) + len(self.single) + len(self.undated)

    @property
    def units(self) -> tuple[str, ...]:
        """The units as printed, that of the most values first."""
        printed = [trend.unit for trend in self.trends] + [value.lab.unit.strip() for value in self.single]
        printed += [lab.unit.strip() for lab in self.undated]
        return tuple({which_unit(unit): unit for unit in reversed(printed) if unit}.values())[::-1]

    def notes(self) -> tuple[str, ...]:
        """Say what was joined and what is not drawn, so that nothing happens in silence."""
        said = []
        if self.other_names:
            names = _listed([_("“{name}”").format(name=name) for name in self.other_names])
            said.append(_("{test}: values written as {names} are of the same test and stand with it.").format(
                test=self.name, names=names))  # fmt: skip
        for trend in self.trends:
            if trend.other_units:
                spelt = _listed([_("“{name}”").format(name=unit) for unit in trend.other_units])
                said.append(_("{test}: {other} is another way to write {unit}.").format(
                    test=self.name, other=spelt, unit=trend.unit))  # fmt: skip
        said += [
            _("{test}: one value alone is no trend. {value}").format(test=self.name, value=value.words())
            for value in self.single
        ]
        if self.undated:
            n = len(self.undated)
            said.append(ngettext(
                "{test}: {n} value without a date is not drawn.", "{test}: {n} values without a date are not drawn.", n
            ).format(test=self.name, n=n))  # fmt: skip
        if not self.count:
            said.append(_("{test}: chosen, and no value is recorded.").format(test=self.name))
        return tuple(said)


@dataclass(frozen=True)
class Trends:
    """All tests of a case, those with most values first, and those shown, in the order chosen."""

    tests: tuple[LabTest, ...]
    shown: tuple[LabTest, ...]
    chosen: bool

    @property
    def drawn(self) -> tuple[Trend, ...]:
        """The trends of the tests shown."""
        return tuple(trend for test in self.shown for trend in test.trends)

    @property
    def others(self) -> tuple[LabTest, ...]:
        """The tests that are not shown."""
        shown = {test.key for test in self.shown}
        return tuple(test for test in self.tests if test.key not in shown)

    def notes(self) -> tuple[str, ...]:
        """Say what was joined and what is not drawn of the tests shown."""
        return tuple(note for test in self.shown for note in test.notes())


def read_trends(entries: Iterable[Entry], shown: Sequence[ShownTest] = ()) -> Trends:
    """Return the lab tests of a case; where the family chose none, those the picture would choose are shown."""
    by_test: dict[str, list[Lab]] = {}
    for entry in entries:
        if isinstance(entry, Lab):
            by_test.setdefault(which_test(entry.test), []).append(entry)
    tests = {key: _test(key, labs) for key, labs in by_test.items()}
    wanted = _chosen(shown) or dict.fromkeys(_usual(by_test.values()), "")
    return Trends(
        tests=tuple(sorted(tests.values(), key=lambda test: (-test.count, test.name.casefold(), test.key))),
        shown=tuple(tests.get(key, LabTest(key, name)) for key, name in wanted.items()),
        chosen=bool(shown),
    )


def read_range(text: str, unit: str = "") -> Bounds | None:
    """Read a range as printed ("3.5–5.0", "<5", "≥ 60 mL/min"), or None when it is not one plain range.

    A unit within the range is passed over only when it is `unit`, the unit of the value.
    """
    plain = text.strip()
    if plain[:1] in _BRACKETS and plain.endswith(_BRACKETS[plain[0]]):
        plain = plain[1:-1].strip()
    if unit.strip() and plain.endswith(unit.strip()):
        plain = plain.removesuffix(unit.strip()).rstrip()
    if found := _BETWEEN.fullmatch(plain):
        low, high = _plain_number(found[1]), _plain_number(found[2])
        return (low, high) if low is not None and high is not None and low <= high else None
    for pattern in (_UP_TO, _FROM):
        found = pattern.fullmatch(plain)
        bound = _plain_number(found[1]) if found else None
        if bound is not None:
            return (-inf, bound) if pattern is _UP_TO else (bound, inf)
    return None


def _chosen(shown: Sequence[ShownTest]) -> dict[str, str]:
    """Return the chosen tests in their order, each once, with the name it was chosen by."""
    found: dict[str, str] = {}
    for one in sorted(shown, key=lambda one: (one.position, one.id.int)):
        found.setdefault(which_test(one.test), " ".join(one.test.split()))
    return found


def _usual(groups: Iterable[list[Lab]]) -> tuple[str, ...]:
    """Return the tests the picture chooses by itself."""
    dated = ((lab, None) for labs in groups for lab in labs if lab.date is not None)
    return tuple(dict.fromkeys(which_test(series.test) for series in choose_series(dated)))


def _test(key: str, labs: list[Lab]) -> LabTest:
    values = sorted(
        (_value(lab) for lab in labs if lab.date is not None),
        key=lambda value: (value.middle, value.span, value.lab.id.int),
    )
    undated = tuple(sorted((lab for lab in labs if lab.date is None), key=lambda lab: lab.id.int))
    newest_first = [value.lab.test for value in reversed(values)] + [lab.test for lab in undated]
    name, *other_names = (text or _("Test without a name") for text in different_names(newest_first))
    units = _by_unit(values)
    return LabTest(
        key=key,
        name=name,
        other_names=tuple(other_names),
        trends=tuple(_trend(name, held) for held in units if len(held) >= _LEAST_FOR_A_TREND),
        single=tuple(value for held in units if len(held) < _LEAST_FOR_A_TREND for value in held),
        undated=undated,
    )


def _value(lab: Lab) -> Value:
    assert lab.date is not None  # only dated ones come here
    span = span_of(lab.date)
    return Value(lab, _plain_number(lab.value), read_range(lab.reference_range, lab.unit), span, middle_of(span))


def _plain_number(text: str) -> float | None:
    number = number_in(text)
    return number if number is not None and abs(number) < _LARGEST else None


def _by_unit(values: list[Value]) -> list[list[Value]]:
    """Group the values by unit, most numbers first; a word without a unit ("positive") stands with the largest group.

    A word says nothing in any unit. A figure without a unit ("<0.1") does, so it keeps to itself.
    """
    groups: dict[str, list[Value]] = {}
    words: list[Value] = []
    for value in values:
        unit = which_unit(value.lab.unit)
        if unit or any(letter.isdigit() for letter in value.lab.value):
            groups.setdefault(unit, []).append(value)
        else:
            words.append(value)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    found = [held for _unit, held in ranked]
    if words:
        first = found.pop(0) if found else []
        found.insert(0, sorted([*first, *words], key=lambda value: (value.middle, value.span, value.lab.id.int)))
    return found


def _trend(test: str, values: list[Value]) -> Trend:
    printed = [unit for value in reversed(values) if (unit := " ".join(value.lab.unit.split()))]
    unit, *others = dict.fromkeys(printed) or ("",)
    return Trend(test, unit, tuple(others), tuple(values))


def _listed(words: Sequence[str]) -> str:
    """Write several words as one list: "A, B and C"."""
    if len(words) == 1:
        return words[0]
    return _("{first} and {last}").format(first=with_commas(words[:-1]), last=words[-1])


def ranges_between(values: Sequence[Value]) -> list[tuple[Value, Value, Bounds]]:
    """Return the stretches from one value to a later one over which all ranges printed are the same."""
    found: list[tuple[Value, Value, Bounds]] = []
    for one, other in pairwise(values):
        if one.bounds is None or one.bounds != other.bounds:
            continue
        if found and found[-1][1] is one and found[-1][2] == one.bounds:
            found[-1] = (found[-1][0], other, one.bounds)
        else:
            found.append((one, other, one.bounds))
    return found
