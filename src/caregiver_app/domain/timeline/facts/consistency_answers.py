"""Ask about responses and relapses: which are missing, how they were judged, and whether two records are one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from caregiver_app.domain.timeline.counting.courses import reasons_of
from caregiver_app.domain.timeline.facts.durations import Stretch, span_of
from caregiver_app.domain.timeline.facts.remarks import Remark, called, dated, named, remark
from caregiver_app.domain.timeline.facts.trail import Leg, Trail, in_time
from caregiver_app.domain.timeline.line_words import line_name
from caregiver_app.domain.timeline.meaning import COMPLETE, PARTIAL, RELAPSES, event_meant, response_meant
from caregiver_app.domain.timeline.records import Biopsy, Marker, Relapse, Response, Scan

_TOLD_BY_REASON: Final = frozenset({"pd", "noresp", "relapse", "death"})
# A line that ended lately is still waiting for its scan; a relapse and its scan or biopsy may be weeks apart.
_WAITING_DAYS: Final = 92


def remarks_on_answers(trail: Trail, as_of: date) -> Iterator[Remark]:
    """Yield what is to be asked about responses and relapses."""
    answered = False
    for place, leg in enumerate(trail.legs):
        yield from _no_response(leg, as_of, followed=place + 1 < len(trail.legs))
        yield from _undated_response(leg)
        answered = answered or _may_have_answered(leg)
        if not answered:
            yield from _relapse_first(leg)
        yield from _several_relapses(leg)
        answered = answered and not leg.line.relapses
    bare = [entry for entry in trail.of(Response) if not _is_evidenced(entry)]
    if bare:
        yield remark("response-without-evidence", bare, records=named(bare))
    yield from _unproven_relapses(trail)


def _no_response(leg: Leg, as_of: date, *, followed: bool) -> Iterator[Remark]:
    """Ask how the disease answered to a line that is over."""
    over = followed or (leg.end is not None and (Stretch(leg.end, span_of(as_of)).days_min or 0) > _WAITING_DAYS)
    told = leg.line.responses or leg.line.relapses or any(
        part.best_response or reasons_of(part.ended_because) & _TOLD_BY_REASON for part in leg.line.parts
    )  # fmt: skip
    only_attempts = all(leg.line.roles.get(step.id) == "attempt" for step in leg.steps)
    if over and not told and not only_attempts:
        yield remark("line-without-response", leg.steps, line=line_name(leg.line))


def _undated_response(leg: Leg) -> Iterator[Remark]:
    """Ask for the date of a best response where the line has no response with a date."""
    if any(response.date for response in leg.line.responses):
        return
    for part in leg.line.parts:
        if part.best_response:
            yield remark("response-undated", (part,), response=part.best_response, what=part.regimen)


def _relapse_first(leg: Leg) -> Iterator[Remark]:
    """Ask whether a relapse with no response before it was progression."""
    relapses = [entry for entry in leg.line.relapses if event_meant(entry.event) in RELAPSES]
    if relapses:
        yield remark("relapse-without-response", relapses[:1], what=called(relapses[0]), line=line_name(leg.line))


def _may_have_answered(leg: Leg) -> bool:
    """Whether a response is recorded in a line, or words nobody knows stand in its place."""
    told = [entry.category for entry in leg.line.responses]
    told += [part.best_response for part in leg.line.parts if part.best_response]
    return any(response_meant(category) in COMPLETE | PARTIAL | {None} for category in told)


def _several_relapses(leg: Leg) -> Iterator[Remark]:
    """Ask whether records of relapse in one line, with no response between them, are one relapse."""
    run: list[Relapse] = []
    ordered: Sequence[Relapse | Response] = sorted((*leg.line.relapses, *leg.line.responses), key=in_time)
    for entry in (*ordered, None):
        if isinstance(entry, Relapse):
            run.append(entry)
            continue
        if entry is not None and response_meant(entry.category) not in COMPLETE | PARTIAL:
            continue
        if len(run) > 1:
            yield remark("relapse-dates", run, line=line_name(leg.line), records=named(run))
        run = []


def _is_evidenced(entry: Response) -> bool:
    return bool(entry.judged_by or entry.criteria or entry.deauville or entry.proof)


def _unproven_relapses(trail: Trail) -> Iterator[Remark]:
    """Ask how a relapse was found where no scan, biopsy or marker lies near it."""
    tests = [entry for kind in (Scan, Biopsy, Marker) for entry in trail.of(kind)]
    days = sorted(
        day.toordinal() for entry in tests if entry.date
        for day in (entry.date.span().earliest, entry.date.span().latest) if day is not None
    )  # fmt: skip
    for entry in trail.of(Relapse):
        if entry.proven_by or entry.proof:
            continue
        if entry.date is not None:
            span = entry.date.span()
            first = (span.earliest or date.min).toordinal() - _WAITING_DAYS
            last = (span.latest or date.max).toordinal() + _WAITING_DAYS
            at = bisect_left(days, first)
            if at < len(days) and days[at] <= last:
                continue
        yield remark("relapse-without-proof", (entry,), what=called(entry), date=dated(entry))
