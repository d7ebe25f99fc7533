"""The sentences and limits of derived times, as data with their sources: `resources/rules/intervals.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from caregiver_app import bundled
from caregiver_app.domain.timeline.facts.durations import Stretch
from caregiver_app.i18n import N_, _, ngettext

_MARKS: Final = {
    True: N_(", within {limit}"),
    False: N_(", more than {limit}"),
    None: N_("; before or after {limit} cannot be told from these dates"),
}


@dataclass(frozen=True)
class Interval:
    """One derived time in a sentence.

    `id` is that of lines-of-therapy section 4 (D2 … D13, TFI), `about` tells two of one id apart, `line` is the line it
    is of. The true number of days lies between `days_min` and `days_max`, both included; None is open, and both are
    None where no number of days is meant.
    """

    id: str
    about: str
    line: int | None
    text: str
    days_min: int | None
    days_max: int | None
    records: tuple[UUID, ...]


@dataclass(frozen=True)
class IntervalRule:
    """How one time is told, and the limit it is held against.

    `families` are the diseases it is told for, `limit_families` those in which the limit is used; none means every one.
    `drugs` and `markers` are ids of their vocabularies, where a time is about certain ones.
    """

    id: str
    about: str
    name: str
    text: str
    backwards: str
    months: int | None
    days: int | None
    families: tuple[str, ...]
    limit_families: tuple[str, ...]
    drugs: tuple[str, ...]
    markers: tuple[str, ...]
    source: str
    as_of: str

    def is_for(self, family: str) -> bool:
        """Whether the time is told in a family of diseases."""
        return not self.families or family in self.families

    def tell(
        self,
        stretch: Stretch,
        records: tuple[UUID, ...],
        words: Mapping[str, str],
        *,
        line: int | None = None,
        family: str = "",
    ) -> Interval:
        """Write the time in its sentence with the words it needs, and its range of days."""
        filled = {"line": "" if line is None else str(line), **words}
        if stretch.is_backwards and self.backwards:
            text = _(self.backwards).format(span=stretch.turned().in_words(), **filled)
        else:
            mark = self._mark(stretch, family) + self._order(stretch)
            text = _(self.text).format(span=stretch.in_words(), mark=mark, **filled)
        return Interval(
            self.id, self.about, line, text[0].upper() + text[1:], stretch.days_min, stretch.days_max, records
        )

    def _mark(self, stretch: Stretch, family: str) -> str:
        """Write whether a time keeps the limit: ", within 12 months"; nothing where there is no limit."""
        if self.limit_families and family and family not in self.limit_families:
            return ""
        if self.months is not None:
            within = stretch.within_months(self.months)
            limit = ngettext("{n} month", "{n} months", self.months).format(n=self.months)
        elif self.days is not None:
            within = stretch.within_days(self.days)
            limit = ngettext("{n} day", "{n} days", self.days).format(n=self.days)
        else:
            return ""
        return _(_MARKS[within]).format(limit=limit)

    def _order(self, stretch: Stretch) -> str:
        known = stretch.days_min is not None or stretch.days_max is not None
        return _("; the dates do not show which came first") if known and stretch.is_either_way else ""


@cache
def interval_rules() -> Mapping[tuple[str, str], IntervalRule]:
    """Return the rules by id and what they are about, in the order they are told in."""
    data = bundled.toml("rules", "intervals.toml")
    return MappingProxyType({(row["id"], row["about"]): _rule(row, data["as_of"]) for row in data["interval"]})


def interval_rule(rule_id: str, about: str) -> IntervalRule:
    """Return one rule. Raises KeyError for one that is not in the data."""
    return interval_rules()[rule_id, about]


def _rule(row: Mapping[str, Any], as_of: str) -> IntervalRule:
    return IntervalRule(
        id=row["id"],
        about=row["about"],
        name=row["name"],
        text=row.get("text", ""),
        backwards=row.get("backwards", ""),
        months=row.get("months"),
        days=row.get("days"),
        families=tuple(row.get("families", ())),
        limit_families=tuple(row.get("limit_families", ())),
        drugs=tuple(row.get("drugs", ())),
        markers=tuple(row.get("markers", ())),
        source=row["source"],
        as_of=row.get("as_of", as_of),
    )
