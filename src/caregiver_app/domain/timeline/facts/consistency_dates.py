"""Ask about dates that cannot be, or that do not fit each other; where dates leave room, nothing is asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from caregiver_app.domain.dates import DateSpan, PartialDate
from caregiver_app.domain.timeline.facts.durations import is_before
from caregiver_app.domain.timeline.facts.remarks import Remark, called, dated, named, remark
from caregiver_app.domain.timeline.facts.trail import Trail, first_of
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.line_words import line_name
from caregiver_app.domain.timeline.records import (
    Diagnosis,
    Entry,
    Note,
    Procedure,
    Relapse,
    Response,
    SpanEntry,
    Therapy,
)  # fmt: skip

# A diagnosis is often dated by its report, some weeks after the first treatment had to begin.
_BEFORE_DIAGNOSIS: Final = timedelta(days=31)


def remarks_on_dates(trail: Trail, as_of: date, born: PartialDate | None) -> Iterator[Remark]:
    """Yield what is to be asked about dates."""
    for entry in trail.entries:
        yield from _of_one(entry, as_of, born)
    yield from _before_diagnosis(trail)
    yield from _before_treatment(trail)
    yield from _relapse_order(trail)
    yield from _which_line(trail)
    undated = [entry for entry in trail.entries if not entry.date and _is_drawn(entry)]
    if undated:
        yield remark("undated", undated, records=named(undated))


def _of_one(entry: Entry, as_of: date, born: PartialDate | None) -> Iterator[Remark]:
    """Ask about an end before its beginning, a date before the birth, and a date still to come."""
    if entry.date is None:
        return
    span = entry.date.span()
    if isinstance(entry, SpanEntry) and entry.end is not None and is_before(entry.end.span(), span):
        yield remark(
            "end-before-start", (entry,), what=called(entry), end=entry.end.in_words(), start=entry.date.in_words()
        )
    if born is not None and is_before(span, born.span()):
        yield remark("before-birth", (entry,), what=called(entry), date=dated(entry), born=born.in_words())
    if span.earliest is not None and span.earliest > as_of:
        yield remark("in-the-future", (entry,), what=called(entry), date=dated(entry))


def _before_diagnosis(trail: Trail) -> Iterator[Remark]:
    first = first_of(trail.of(Diagnosis))
    if first is None or first.span.earliest is None or any(entry.date is None for entry in trail.of(Diagnosis)):
        return
    limit = DateSpan(_earlier(first.span.earliest, _BEFORE_DIAGNOSIS), None)
    for entry in trail.entries:
        if isinstance(entry, Therapy | Response | Relapse) and entry.date and is_before(entry.date.span(), limit):
            yield remark(
                "event-before-diagnosis", (entry, first.entry), what=called(entry), date=dated(entry),
                first=dated(first.entry),
            )  # fmt: skip


def _before_treatment(trail: Trail) -> Iterator[Remark]:
    """Ask about a response dated before its line, or before every treatment."""
    for leg in trail.legs:
        for entry in leg.line.responses:
            if entry.date and leg.start and is_before(entry.date.span(), leg.start):
                yield remark(
                    "response-before-treatment", (entry, *leg.steps[:1]), what=called(entry), date=dated(entry),
                    line=line_name(leg.line), start=dated(leg.steps[0]),
                )  # fmt: skip
    if not trail.legs or trail.legs[0].start is None:
        return
    first = trail.legs[0]
    for response in trail.of(Response):
        loose = response.id not in trail.leg_of and response.date is not None
        if loose and response.date and first.start and is_before(response.date.span(), first.start):
            yield remark(
                "response-before-treatment", (response, *first.steps[:1]), what=called(response),
                date=dated(response), line=line_name(first.line), start=dated(first.steps[0]),
            )  # fmt: skip


def _relapse_order(trail: Trail) -> Iterator[Remark]:
    """Ask about a relapse whose typed line was followed by another before it."""
    for leg, following in pairwise(trail.legs):
        for entry in leg.line.relapses:
            late = entry.date and following.start and is_before(following.start, entry.date.span())
            if entry.line is not None and late:
                yield remark(
                    "relapse-order", (entry, *following.steps[:1]), what=called(entry), date=dated(entry),
                    line=line_name(leg.line), next=line_name(following.line), start=dated(following.steps[0]),
                )  # fmt: skip


def _which_line(trail: Trail) -> Iterator[Remark]:
    """Ask for the line of a response or relapse whose date may lie before or after the beginning of a line."""
    for place, leg in enumerate(trail.legs):
        for entry in (*leg.line.responses, *leg.line.relapses):
            if entry.line is not None or entry.date is None:
                continue
            span = entry.date.span()
            before = trail.legs[place - 1] if place else None
            after = trail.legs[place + 1] if place + 1 < len(trail.legs) else None
            if before and leg.start and _overlaps(span, leg.start):
                pair = (before, leg)
            elif after and after.start and _overlaps(span, after.start):
                if isinstance(entry, Relapse) and leg.line.relapses == (entry,):
                    continue  # The next line needs it as its reason.
                pair = (leg, after)
            else:
                continue
            yield remark(
                "which-line", (entry,), what=called(entry), date=dated(entry), line=line_name(pair[0].line),
                next=line_name(pair[1].line),
            )  # fmt: skip


def _overlaps(first: DateSpan, second: DateSpan) -> bool:
    """Whether two dates of which one is not known to the day leave open which came first."""
    known = first == second and first.earliest == first.latest
    return not known and not is_before(first, second) and not is_before(second, first)


def _is_drawn(entry: Entry) -> bool:
    """Whether the picture has a place for the entry, and a note needs none."""
    return (bool(kind_of(entry).lane) and not isinstance(entry, Note | Diagnosis)) or isinstance(entry, Procedure)


def _earlier(day: date, by: timedelta) -> date:
    return day - by if day.toordinal() > by.days else date.min
