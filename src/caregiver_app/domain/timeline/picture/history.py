"""Read a history into what the picture needs of it: when, which sign, which words.

This does not depend on width or zoom, so a painter reads a history once and draws it at every zoom.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import inf, isfinite
from operator import attrgetter
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import records, wording
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.lines import lines_of_therapy
from caregiver_app.domain.timeline.picture.axis import Scale
from caregiver_app.domain.timeline.picture.days import Infusion, counted, counted_from, in_order, today_counted
from caregiver_app.domain.timeline.picture.labs import Series, choose_series
from caregiver_app.domain.timeline.picture.meaning import is_infusion, sign_of
from caregiver_app.domain.timeline.records import Entry, SpanEntry
from caregiver_app.i18n import N_, _, in_sentences, ngettext

Span = tuple[float, float]
"""First day and the day after the last one, as ordinals; infinite where open."""

_LONGEST_DESCRIPTION: Final = 280
_THERAPY_BARS: Final = frozenset({"line", "maintenance", "bridging"})
_LASTING: Final = frozenset({*_THERAPY_BARS, "radiation", "stay"})
# What a treatment was in its line, said beside its name where it is drawn apart.
_ROLES: Final = {
    "maintenance": N_("maintenance"),
    "holding": N_("holding"),
    "bridging": N_("bridging"),
    "lymphodepletion": N_("lymphodepletion"),
    "conditioning": N_("conditioning"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated entry as the picture sees it. `end` is None for a moment; `number` is its line's where it is shown.

    `line` and `role` are what the rules of counting say of it, the number of its line and what it was in it; `part` is
    the latter in words. `day` counts from an infusion of cells where one is near, and `infused` is the date of that
    infusion where there are several.
    """

    entry: Entry
    lane: str
    hue: str
    shape: str
    start: Span
    end: Span | None
    middle: float
    words: str
    number: str
    line: str
    role: str
    part: str
    day: str
    infused: PartialDate | None
    planned: bool
    order: tuple[float, int]

    @property
    def description(self) -> str:
        """The entry in whole sentences, for a card or a screen reader."""
        entry, kind = self.entry, _(kind_of(self.entry).word)
        if self.number:
            kind = _("{kind}, line {number}").format(kind=kind, number=self.number)
        if self.part:
            kind = _("{kind}, {part}").format(kind=kind, part=self.part)
        what = wording.headline(entry)
        if len(what) > _LONGEST_DESCRIPTION:
            what = what[: _LONGEST_DESCRIPTION - 1].rstrip() + "…"
        said = [
            _("{kind}: {what}. {when}, {how_known}.").format(
                kind=kind, what=what, when=wording.dates(entry), how_known=_(wording.HOW_KNOWN[entry.how_known])
            )
        ]
        if isinstance(entry, records.Therapy | records.Stay) and entry.end is None and not is_infusion(entry):
            said.append(_("No end date is recorded."))
        if self.day:
            said.append(self.day_counted)
        return in_sentences(said)

    @property
    def day_counted(self) -> str:
        """What `day` is counted from, in a sentence; nothing where nothing is counted."""
        if self.day and is_infusion(self.entry):
            return _("The days are counted from here: {day}.").format(day=self.day)
        if self.infused is not None:
            return _("Counted from the infusion on {date}: {day}.").format(date=self.infused.in_words(), day=self.day)
        return _("Counted from the infusion: {day}.").format(day=self.day) if self.day else ""


@dataclass(frozen=True, slots=True)
class History:
    """All that is drawn, by lane and in order of time, and what is not drawn and why.

    `today` counts the days from the newest infusion to `as_of`, in words.
    """

    as_of: date
    facts: dict[str, tuple[Fact, ...]]
    series: tuple[Series[Fact], ...]
    first: float
    last: float
    undated: int
    other_labs: int
    outside: int = 0
    infusions: tuple[Infusion, ...] = ()
    today: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self.facts and not self.series

    def within(self, first: float, last: float) -> "History":
        """Return the part that may lie in a stretch of days; the rest is counted."""

        def shows(fact: Fact) -> bool:
            return fact.start[0] < last and (fact.end or fact.start)[1] > first

        lanes = {lane: tuple(filter(shows, facts)) for lane, facts in self.facts.items()}
        series = tuple(
            replace(one, points=points)
            for one in self.series
            if (points := tuple(point for point in one.points if shows(point[0])))
        )
        outside = self.drawn() - sum(map(len, lanes.values())) - sum(len(one.points) for one in series)
        return replace(
            self, facts={lane: facts for lane, facts in lanes.items() if facts}, series=series, outside=outside
        )

    def all_facts(self) -> Iterator[Fact]:
        """Yield every entry in the picture."""
        for facts in self.facts.values():
            yield from facts
        for one in self.series:
            yield from (fact for fact, _value in one.points)

    def drawn(self) -> int:
        """Count the entries in the picture."""
        return sum(map(len, self.facts.values())) + sum(len(one.points) for one in self.series)

    def notes(self) -> tuple[str, ...]:
        """Say what is not in the picture, so that nothing vanishes in silence."""
        said = []
        if self.undated:
            said.append(
                ngettext(
                    "{count} entry without a date is in the list.",
                    "{count} entries without a date are in the list.",
                    self.undated,
                ).format(count=self.undated)
            )
        if self.other_labs:
            said.append(
                ngettext(
                    "{count} more lab result is in the list.",
                    "{count} more lab results are in the list.",
                    self.other_labs,
                ).format(count=self.other_labs)
            )
        if self.outside:
            said.append(
                ngettext(
                    "{count} entry lies before or after the time shown.",
                    "{count} entries lie before or after the time shown.",
                    self.outside,
                ).format(count=self.outside)
            )
        return tuple(said)


def read_history(entries: Iterable[Entry], as_of: date, tests: Sequence[str] = ()) -> History:
    """Return what the picture shows of these entries; `tests` are the lab tests chosen to be drawn, in order."""
    return HistoryReader().read(entries, as_of, tests)


class HistoryReader:
    """Read a history over and over as it changes: an entry that stays as it was is read once."""

    def __init__(self) -> None:
        self._known: dict[int, Fact] = {}
        self._as_of: date | None = None
        self._infusions: tuple[Infusion, ...] = ()
        self._counted: tuple[Sequence[Entry], date | None, dict[int, tuple[str, str]]] = ((), None, {})
        self._labs: tuple[Sequence[Fact], Sequence[str], tuple[Series[Fact], ...]] = ((), (), ())

    def read(self, entries: Iterable[Entry], as_of: date, tests: Sequence[str] = ()) -> History:
        """Return what the picture shows of these entries."""
        facts, undated = self._facts(entries, as_of)
        facts.sort(key=attrgetter("order"))
        lanes: dict[str, list[Fact]] = {}
        for fact in facts:
            lanes.setdefault(fact.lane, []).append(fact)
        labs = lanes.pop("lab", [])
        series = self._series(labs, tests)
        starts = [fact.start[0] for fact in facts if fact.start[0] > -inf]
        ends = [edge for fact in facts for edge in (fact.start[1], *(fact.end or ())) if isfinite(edge)]
        today = as_of.toordinal()
        return History(
            as_of=as_of,
            facts={lane: tuple(held) for lane, held in lanes.items()},
            series=series,
            first=min([*starts, *ends], default=today),
            last=max([*starts, *ends, today + 1]),
            undated=undated,
            other_labs=len(labs) - sum(len(one.points) + one.not_drawn for one in series),
            infusions=self._infusions,
            today=_today(self._infusions, lanes.get("therapy", ()), as_of),
        )

    def _facts(self, entries: Iterable[Entry], as_of: date) -> tuple[list[Fact], int]:
        """Return the facts, those known already where nothing they rest on has changed, and how many have no date."""
        shown = [entry for entry in entries if kind_of(entry).lane]
        dated = [entry for entry in shown if entry.date or (isinstance(entry, SpanEntry) and entry.end)]
        telling = [entry for entry in dated if isinstance(entry, records.LineEntry | records.Diagnosis)]
        infusions = in_order(_infusion(entry) for entry in telling if entry.date and is_infusion(entry))
        meant = self._lines(telling, as_of)
        known = self._known if (self._as_of, self._infusions) == (as_of, infusions) else {}
        self._as_of, self._infusions, self._known = as_of, infusions, {}
        for entry in dated:
            key = entry.id.int
            number, role = meant.get(key, ("", ""))
            fact = known.get(key)
            if fact is None or (fact.line, fact.role) != (number, role) or not _is_same(fact.entry, entry):
                fact = _fact(entry, number, role, as_of, infusions)
            self._known[key] = fact
        return list(self._known.values()), len(shown) - len(dated)

    def _lines(self, telling: Sequence[Entry], as_of: date) -> dict[int, tuple[str, str]]:
        """Return the number of each treatment's line and what each was in it, as the rules count them."""
        if (telling, as_of) != self._counted[:2]:
            meant = {}
            for line in lines_of_therapy(telling, as_of):
                number = str(line.number or "")
                parts = {part.id for part in line.parts}
                for step in (*line.parts, *line.procedures):
                    meant[step.id.int] = number if step.id in parts else "", line.roles.get(step.id, "")
            self._counted = (telling, as_of, meant)
        return self._counted[2]

    def _series(self, labs: Sequence[Fact], tests: Sequence[str]) -> tuple[Series[Fact], ...]:
        """Return the lab lines, those of the last time where no value has changed."""
        if (labs, tests) != self._labs[:2]:
            pairs = [(fact.entry, fact) for fact in labs if isinstance(fact.entry, records.Lab)]
            self._labs = (labs, tests, choose_series(pairs, tests))
        return self._labs[2]


@lru_cache(maxsize=8192)
def span_of(when: PartialDate) -> Span:
    """Return the days a date may mean as ordinals, the end excluded."""
    span = when.span()
    return (
        span.earliest.toordinal() if span.earliest else -inf,
        span.latest.toordinal() + 1 if span.latest else inf,
    )


def middle_of(span: Span) -> float:
    """Return the day a mark stands at: the middle of its span, the known end of an open one."""
    first, last = span
    if not isfinite(first):
        return last - 0.5
    if not isfinite(last):
        return first + 0.5
    return (first + last) / 2


def edges(fact: Fact, first: float, as_of: float) -> tuple[float, float, float, float]:
    """Return where a lasting thing may begin, surely runs, surely ends running and may end, as ordinals.

    What is open reaches back to `first` or on to the day `as_of`. Where nothing is sure the core has no width.
    """
    start, end = fact.start, fact.end or fact.start
    left = start[0] if isfinite(start[0]) else min(first, end[0] if isfinite(end[0]) else end[1] - 1)
    right = end[1] if isfinite(end[1]) else max(as_of + 1, end[0] + 1)
    core_left = start[1] - 1 if isfinite(start[1]) else max(left, min(right, as_of + 1))
    core_right = end[0] + 1 if isfinite(end[0]) else left
    if right <= left:
        # It ends before it starts: both dates are in doubt, so all of it is soft.
        left, right = min(left, core_right - 1), max(right, core_left + 1)
        core_left = core_right = (left + right) / 2
    if core_right < core_left:
        core_left = core_right = (core_left + core_right) / 2
    core_left = min(max(core_left, left), right)
    return left, core_left, max(core_left, min(core_right, right)), right


def reach(fact: Fact, scale: Scale, as_of: float) -> tuple[float, float]:
    """Return the stretch a moment may lie in, a point for an exact day.

    An open beginning reaches back to the edge of the picture, an open end on to the day it is as of.
    """
    begin, end = fact.start
    if end - begin <= 1:
        return scale.x(fact.middle), scale.x(fact.middle)
    end = end if isfinite(end) else max(as_of + 1, begin + 1)
    return scale.x(begin), scale.x(end)


def _is_same(one: Entry, other: Entry) -> bool:
    return one is other or one == other


def _infusion(entry: Entry) -> Infusion:
    assert entry.date is not None  # only dated entries come here
    return Infusion(span_of(entry.date), entry.date, isinstance(entry, records.Procedure))


def _today(infusions: tuple[Infusion, ...], therapies: Iterable[Fact], as_of: date) -> str:
    """Count the days from the newest infusion to today, unless another line of therapy began after it."""
    counted_now = today_counted(infusions, as_of.toordinal())
    newest = max((one.middle for one in infusions if one.middle <= as_of.toordinal()), default=inf)
    later = (fact for fact in therapies if fact.shape == "line" and not fact.planned and not is_infusion(fact.entry))
    return "" if any(fact.middle > newest for fact in later) else counted_now


def _fact(entry: Entry, number: str, role: str, as_of: date, infusions: tuple[Infusion, ...]) -> Fact:
    lane = kind_of(entry).lane
    ending = entry.end if isinstance(entry, SpanEntry) else None
    start = span_of(entry.date) if entry.date else (-inf, span_of(ending)[1] if ending else inf)
    hue, shape = sign_of(entry, lane, role)
    lasts = shape in _LASTING
    end = span_of(ending) if ending else None
    if lasts and end is None:
        opened = start[1] - 1 if isfinite(start[1]) else start[0]
        # Only a treatment may go on until today. Cells, radiation and a stay without an end are as short as their date.
        goes_on = shape in _THERAPY_BARS and not is_infusion(entry)
        end = (opened, max(opened + 1, as_of.toordinal() + 1)) if goes_on else start
    part = _(_ROLES[role]) if role in _ROLES else ""
    is_own = bool(entry.date) and bool(infusions) and is_infusion(entry)
    day = _("Day 0") if is_own else counted(infusions, start, span_of(ending) if lasts and ending else None)
    middle = middle_of(span_of(ending) if entry.date is None and ending else start)
    return Fact(
        entry=entry,
        lane=lane,
        hue=hue,
        shape=shape,
        start=start,
        end=end,
        middle=middle,
        words=_("{day} · {words}").format(day=day, words=_words(entry)) if is_own else _with_part(entry, shape, part),
        number="" if shape == "bridging" else number,
        line=number,
        role=role,
        part=part,
        day=day,
        infused=counted_from(infusions, start) if day else None,
        planned=isfinite(start[0]) and start[0] > as_of.toordinal(),
        order=(middle, entry.id.int),
    )


def _with_part(entry: Entry, shape: str, part: str) -> str:
    """Write the words of an entry with what it was in its line, unless its name says so already."""
    words = _words(entry)
    if shape not in _THERAPY_BARS or not part or part.casefold() in words.casefold():
        return words
    return (_("{words} ({part})") if shape == "maintenance" else _("{part}: {words}")).format(words=words, part=part)


def _words(entry: Entry) -> str:
    match entry:
        case records.Diagnosis():
            return _("diagnosed")
        case records.Therapy():
            return wording.regimen(entry)
        case records.Response():
            return entry.category
        case records.Relapse():
            return entry.event
        case records.Scan():
            return entry.modality
        case records.Biopsy():
            return entry.specimen
        case records.Marker():
            return f"{entry.marker} {entry.result}".strip()
        case records.Procedure():
            return f"{entry.procedure} ({entry.detail})" if entry.detail else entry.procedure
        case records.Stay():
            return entry.reason
        case records.Note():
            return entry.title
        case _:
            return ""
