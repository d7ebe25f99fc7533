"""The times reviewers look for, each as a range of days and a sentence: D2 to D5, D8, D10, D11 and between lines.

Sources stand with each rule in `resources/rules/intervals.toml` (lines-of-therapy section 4). They state what the
recorded dates say and never what it means for anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from caregiver_app.domain.dates import DateSpan, PartialDate, sort_key
from caregiver_app.domain.timeline.counting.courses import Step
from caregiver_app.domain.timeline.facts.durations import Stretch, is_before, latest
from caregiver_app.domain.timeline.facts.given import cells_given
from caregiver_app.domain.timeline.facts.interval_rules import Interval, interval_rule, interval_rules
from caregiver_app.domain.timeline.facts.trail import Leg, Moment, Trail, end_of, event_name, first_of, in_time
from caregiver_app.domain.timeline.lines import name_of
from caregiver_app.domain.timeline.meaning import COMPLETE, PARTIAL, RELAPSES, event_meant, response_meant
from caregiver_app.domain.timeline.records import Diagnosis, Entry, Relapse, Response
from caregiver_app.domain.vocabulary import term
from caregiver_app.i18n import _

_OPEN: Final = Stretch(DateSpan(None, None), DateSpan(None, None))
_SOME_DAY: Final = DateSpan(date.min, date.min)
_MAINTENANCE: Final = "maintenance"


def line_intervals(trail: Trail) -> Iterator[Interval]:
    """Yield the times within lines and between them, in the order of the lines."""
    for leg in trail.legs:
        yield from _duration(leg)
        yield from _response(leg)
        yield from _last_dose(leg, trail)
    for leg in trail.numbered[:1]:
        yield from _first_line(leg, trail)
    for leg, following in pairwise(trail.numbered):
        yield from _treatment_free(leg, following, trail)
    yield from _after_transplants(trail)
    yield from _remissions(trail)


def _duration(leg: Leg) -> Iterator[Interval]:
    """Tell how long a line lasted (D2)."""
    if leg.start is None or leg.end is None or Stretch(leg.start, leg.end).is_backwards:
        return
    step = leg.steps[0]
    in_a_day = len(leg.steps) == 1 and step.end is None
    one_day = in_a_day or (leg.start == leg.end and leg.start.earliest == leg.start.latest)
    # What takes a day lasts no time, however little is known of which day it was.
    lasted = Stretch(_SOME_DAY, _SOME_DAY) if one_day else Stretch(leg.start, leg.end, in_order=True)
    yield interval_rule("D2", "one-day" if one_day else "line").tell(
        lasted,
        leg.ids,
        {"regimen": leg.line.regimen, "first": leg.start_words, "last": leg.end_words},
        line=leg.number,
    )


def _response(leg: Leg) -> Iterator[Interval]:
    """Tell how long it was from the first response of a line to its relapse or progression (D3)."""
    good = [entry for entry in leg.line.responses if response_meant(entry.category) in COMPLETE | PARTIAL]
    first = first_of(good)
    if first is None:
        return
    setback = leg.setback_from(first.span)
    if setback is None or not isinstance(first.entry, Response):
        return
    yield interval_rule("D3", "response").tell(
        Stretch(first.span, setback.span),
        (first.entry.id, setback.entry.id),
        {"what": first.entry.category, "first": first.words, **_words(setback)},
        line=leg.number,
    )


def _first_line(leg: Leg, trail: Trail) -> Iterator[Interval]:
    """Tell the time to relapse from the end and the start of the first line (D4; D10 in follicular lymphoma)."""
    if leg.setback is None or leg.number != 1:
        return
    for rule_id in ("D4", "D10") if _is_follicular(trail) else ("D4",):
        for about, span, first, what in _ends_and_start(leg):
            rule = interval_rules().get((rule_id, about))
            if rule is None or span is None or (trail.family and not rule.is_for(trail.family)):
                continue
            yield rule.tell(
                Stretch(span, leg.setback.span),
                (*leg.ids, leg.setback.entry.id),
                {"first": first, "what": what, **_words(leg.setback)},
                line=leg.number,
                family=trail.family,
            )


def _ends_and_start(leg: Leg) -> Iterator[tuple[str, DateSpan | None, str, str]]:
    """Yield the days a first line is counted from; with maintenance, the end of what went before it comes first."""
    kept = [step for step in leg.steps if leg.line.roles.get(step.id) == _MAINTENANCE]
    before = [step for step in leg.steps if leg.line.roles.get(step.id) != _MAINTENANCE]
    if kept and before:
        ends = [(when, step) for step in before if (when := leg.end_of(step)) is not None]
        if len(ends) == len(before):
            when, step = max(ends, key=lambda found: found[0].sort_key)
            span = latest(found.span() for found, _step in ends)
            yield "before-maintenance", span, when.in_words(), name_of(step)
        yield "from-end-of-maintenance", leg.end, leg.end_words, name_of(kept[-1])
    else:
        yield "from-end", leg.end, leg.end_words, leg.line.regimen
    yield "from-start", leg.start, leg.start_words, leg.line.regimen


def _last_dose(leg: Leg, trail: Trail) -> Iterator[Interval]:
    """Tell how long after the last dose of a line the disease progressed (D8)."""
    rule = interval_rule("D8", "last-dose")
    if not rule.is_for(trail.family) or leg.setback is None or leg.start is None:
        return
    records = (*leg.ids, leg.setback.entry.id)
    words = _words(leg.setback)
    if leg.end is None:
        yield interval_rule("D8", "no-last-dose").tell(_OPEN, records, words, line=leg.number)
    else:
        yield rule.tell(Stretch(leg.end, leg.setback.span), records, {**words, "first": leg.end_words}, line=leg.number)


def _treatment_free(leg: Leg, following: Leg, trail: Trail) -> Iterator[Interval]:
    """Tell the time between the end of a line and the start of the next, where nothing was given in it (TFI)."""
    if leg.end is None or following.start is None or leg.number is None or following.number != leg.number + 1:
        return
    stretch = Stretch(leg.end, following.start)
    if stretch.days_max is not None and stretch.days_max <= 0:
        return
    if any(_may_lie_between(step, trail.roles[step.id], leg.end, following.start) for step in trail.beside_lines):
        return
    yield interval_rule("TFI", "treatment-free").tell(
        stretch, (*leg.ids, *following.ids), {"first": leg.end_words, "last": following.start_words}, line=leg.number
    )


def _may_lie_between(step: Step, role: str, first: DateSpan, last: DateSpan) -> bool:
    begin, end = step.date, end_of(step, role)
    return not (end and is_before(end.span(), first)) and not (begin and is_before(last, begin.span()))


def _after_transplants(trail: Trail) -> Iterator[Interval]:
    """Tell how long after each transplant or infusion of cells the disease came back (D5)."""
    legs = trail.numbered or trail.legs
    for place, leg in enumerate(legs):
        for step in leg.steps:
            cells = cells_given(step, leg.line.roles.get(step.id, ""))
            if cells is None or step.date is None:
                continue
            span = step.date.span()
            setback = next((found for later in legs[place:] if (found := later.setback_from(span))), None)
            if setback is not None:
                yield interval_rule("D5", cells).tell(
                    Stretch(span, setback.span),
                    (step.id, setback.entry.id),
                    {"what": name_of(step), "first": step.date.in_words(), **_words(setback)},
                    line=leg.number,
                )


def _words(setback: Moment) -> dict[str, str]:
    return {"event": event_name(setback.entry), "last": setback.words}


def _remissions(trail: Trail) -> Iterator[Interval]:
    """Tell the number of relapses, and which remission the newest is (D11)."""
    if not interval_rule("D11", "relapses").is_for(trail.family):
        return
    told = sorted(_relapses_and_remissions(trail), key=lambda told: told.key)
    if not told:
        return
    relapses, newest, last = 0, None, None
    for one in told:
        if one.is_relapse:
            # Relapses with no complete remission and no new line between them are one.
            relapses += last is None or not last.is_relapse or last.place != one.place
        else:
            newest = relapses + 1
        last = one
    text = _("Relapses recorded: {n}.").format(n=relapses)
    words = _("{text} The newest complete remission recorded is number {n} (CR{n}).")
    text = (
        words.format(text=text, n=newest)
        if newest
        else _("{text} No complete remission is recorded.").format(text=text)
    )
    yield Interval("D11", "relapses", None, text, None, None, tuple(one.entry.id for one in told))


@dataclass(frozen=True)
class _Told:
    """A relapse or a complete remission, and the place of its line."""

    entry: Entry
    place: int
    when: PartialDate | None
    is_relapse: bool

    @property
    def key(self) -> tuple[object, ...]:
        return self.place, sort_key(self.when), self.is_relapse, in_time(self.entry)


def _relapses_and_remissions(trail: Trail) -> Iterator[_Told]:
    for relapse in trail.of(Relapse):
        if event_meant(relapse.event) in RELAPSES:
            yield _Told(relapse, trail.leg_of.get(relapse.id, -1), relapse.date, True)
    for response in trail.of(Response):
        if response_meant(response.category) in COMPLETE:
            yield _Told(response, trail.leg_of.get(response.id, -1), response.date, False)
    for place, leg in enumerate(trail.legs):
        for part in leg.line.parts:
            if response_meant(part.best_response) in COMPLETE:
                yield _Told(part, place, part.end or part.date, False)


def _is_follicular(trail: Trail) -> bool:
    for entry in trail.of(Diagnosis):
        found = term("diseases", entry.disease)
        if found is None and "follicular" in entry.disease.casefold():
            return True
        if found is not None and found.id == "fl":
            return True
    return False
