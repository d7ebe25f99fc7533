"""Read a history into what the picture needs of it: when, which sign, which words.

This does not depend on width or zoom, so a painter reads a history once and draws it at every zoom.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import inf, isfinite
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import records, wording
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.lines import lines_of_therapy
from caregiver_app.domain.timeline.picture_axis import Scale
from caregiver_app.domain.timeline.picture_labs import Series, choose_series
from caregiver_app.domain.timeline.records import Entry, SpanEntry
from caregiver_app.i18n import _, ngettext

Span = tuple[float, float]
"""First day and the day after the last one, as ordinals; infinite where open."""

_LONGEST_DESCRIPTION: Final = 280
# Anchored at the beginning, the abbreviation or the phrase a report uses. The order matters: VGPR before PR.
_RESPONSE_SHAPES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), shape)
    for pattern, shape in (
        (r"(vgpr|ncr|very good|near)\b", "most"),
        (r"(s?cr|cri|crh|cru|cmr|complete|stringent)\b", "full"),
        (r"(pr-?l?|pmr|partial)\b", "half"),
        (r"(mr|minimal|minor)\b", "quarter"),
        (r"(sd|nmr|nr|stable|no )", "open"),
        (r"(pd|pmd|progress|refractory|relapse)", "cross"),
    )
)
_LASTING: Final = ("line", "radiation", "stay")
_RADIATION: Final = re.compile(r"radi(o|a)|irradi|\bx?rt\b|\btbi\b|proton|放疗|放射", re.IGNORECASE)
_CELLS: Final = re.compile(
    r"transplant|graft|car[- ‑]?t|\bcells?\b|sct\b|hct\b|apheresis|\bdli\b|lymphocyte|移植|细胞|回输", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated entry as the picture sees it. `end` is None for a moment; `number` is a line of therapy's."""

    entry: Entry
    lane: str
    hue: str
    shape: str
    start: Span
    end: Span | None
    middle: float
    words: str
    number: str
    description: str
    planned: bool


@dataclass(frozen=True, slots=True)
class History:
    """All that is drawn, by lane and in order of time, and what is not drawn and why."""

    as_of: date
    facts: dict[str, tuple[Fact, ...]]
    series: tuple[Series[Fact], ...]
    first: float
    last: float
    undated: int
    other_labs: int
    outside: int = 0

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


def read_history(entries: Iterable[Entry], as_of: date) -> History:
    """Return what the picture shows of these entries."""
    shown = [(entry, kind_of(entry).lane) for entry in entries if kind_of(entry).lane]
    dated = [(entry, lane) for entry, lane in shown if entry.date or (isinstance(entry, SpanEntry) and entry.end)]
    numbers = _line_numbers([entry for entry, _lane in dated if isinstance(entry, records.Therapy)])
    facts = sorted(
        (_fact(entry, lane, numbers, as_of) for entry, lane in dated),
        key=lambda fact: (fact.middle, fact.entry.id.int),
    )
    labs = [fact for fact in facts if isinstance(fact.entry, records.Lab)]
    series = choose_series((fact.entry, fact) for fact in labs if isinstance(fact.entry, records.Lab))
    lanes: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.lane != "lab":
            lanes.setdefault(fact.lane, []).append(fact)
    ends = [edge for fact in facts for edge in (*fact.start, *(fact.end or ())) if isfinite(edge)]
    return History(
        as_of=as_of,
        facts={lane: tuple(held) for lane, held in lanes.items()},
        series=series,
        first=min(ends, default=as_of.toordinal()),
        last=max([*ends, as_of.toordinal() + 1]),
        undated=len(shown) - len(dated),
        other_labs=len(labs) - sum(len(one.points) + one.not_drawn for one in series),
    )


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


def response_shape(category: str) -> str:
    """Return the sign of a response: the more of the disc is filled, the deeper the response as recorded."""
    text = category.strip()
    return next((shape for pattern, shape in _RESPONSE_SHAPES if pattern.match(text)), "other")


def _line_numbers(therapies: list[records.Therapy]) -> dict[str, str]:
    return {
        str(part.id): str(line.number) if line.number is not None else ""
        for line in lines_of_therapy(therapies)
        for part in line.parts
    }


def _fact(entry: Entry, lane: str, numbers: dict[str, str], as_of: date) -> Fact:
    ending = entry.end if isinstance(entry, SpanEntry) else None
    start = span_of(entry.date) if entry.date else (-inf, span_of(ending)[1] if ending else inf)
    hue, shape = _sign(entry, lane)
    lasts = shape in _LASTING
    end = span_of(ending) if ending else None
    if lasts and end is None:
        opened = start[1] - 1 if isfinite(start[1]) else start[0]
        # Only a treatment may go on until today. Radiation and a stay without an end are as short as their date.
        end = (opened, max(opened + 1, as_of.toordinal() + 1)) if shape == "line" else start
    number = numbers.get(str(entry.id), "")
    return Fact(
        entry=entry,
        lane=lane,
        hue=hue,
        shape=shape,
        start=start,
        end=end,
        middle=middle_of(span_of(ending) if entry.date is None and ending else start),
        words=_words(entry),
        number=number,
        description=_description(entry, number, ending is None and shape in ("line", "stay")),
        planned=isfinite(start[0]) and start[0] > as_of.toordinal(),
    )


def _sign(entry: Entry, lane: str) -> tuple[str, str]:
    match entry:
        case records.Diagnosis():
            return "status", "status"
        case records.Therapy():
            return "therapy", "line"
        case records.Response():
            return "response", response_shape(entry.category)
        case records.Relapse():
            return "relapse", "flag"
        case records.Scan():
            return "scan", "square"
        case records.Biopsy():
            return "biopsy", "triangle"
        case records.Marker():
            return "biopsy", "hexagon"
        case records.Lab():
            return "lab", "dot"
        case records.Stay():
            return "stay", "stay"
        case records.Procedure():
            named = f"{entry.procedure} {entry.detail}"
            if _RADIATION.search(entry.procedure):
                return "radiation", "radiation"
            return ("cell", "diamond") if _CELLS.search(named) else ("procedure", "lozenge")
        case _:
            return lane, "tick"


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


def _description(entry: Entry, number: str, open_end: bool) -> str:
    """Write one entry for a tooltip or a screen reader."""
    kind = _(kind_of(entry).word)
    if number:
        kind = _("{kind} {number}").format(kind=kind, number=number)
    what = wording.headline(entry)
    if len(what) > _LONGEST_DESCRIPTION:
        what = what[: _LONGEST_DESCRIPTION - 1].rstrip() + "…"
    said = _("{kind}: {what}. {when}, {how_known}.").format(
        kind=kind, what=what, when=wording.dates(entry), how_known=_(wording.HOW_KNOWN[entry.how_known])
    )
    return _("{sentence} No end date is recorded.").format(sentence=said) if open_end else said
