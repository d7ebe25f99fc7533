"""Ask about lines of therapy: their order, their numbers, their ends, and what the published rules leave open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from caregiver_app.domain.timeline.counting.signs import says
from caregiver_app.domain.timeline.drugs import drugs_of
from caregiver_app.domain.timeline.facts.durations import Stretch, is_before, span_of
from caregiver_app.domain.timeline.facts.remarks import Remark, dated, named, remark
from caregiver_app.domain.timeline.facts.trail import Leg, Trail, in_time
from caregiver_app.domain.timeline.line_words import line_name
from caregiver_app.domain.timeline.lines import Line, lines_by_rules
from caregiver_app.domain.timeline.records import Entry, Procedure, Therapy
from caregiver_app.domain.timeline.rules import counting_rules
from caregiver_app.i18n import _, with_commas

_PLANNED_ROLES: Final = frozenset({"maintenance", "consolidation", "transplant", "conditioning", "cns"})
_CYCLE_APART: Final = 60
_MADE_IN_DAYS: Final = 92


@dataclass(frozen=True)
class LineCount:
    """How many lines the family or a report numbered, and how many the published rules count (D1)."""

    typed: int | None
    by_rules: int


def count_lines(trail: Trail, as_of: date) -> LineCount:
    """Count lines both ways. `typed` is None where nobody numbered any."""
    typed = {entry.line for entry in trail.entries if isinstance(entry, Therapy) and entry.line is not None}
    typed |= {leg.number for leg in trail.legs if leg.line.given and leg.number is not None}
    if not typed:
        return LineCount(None, sum(leg.number is not None for leg in trail.legs))
    return LineCount(len(typed), sum(line.number is not None for line in lines_by_rules(trail.entries, as_of)))


def remarks_on_lines(trail: Trail, count: LineCount, as_of: date) -> Iterator[Remark]:
    """Yield what is to be asked about lines, and about what stands aside because it makes none."""
    for leg, following in pairwise(trail.legs):
        yield from _overlap(leg, following)
        yield from _no_end(leg, following)
        yield from _planned_part(leg, following)
    yield from _order(trail)
    yield from _cycles(trail)
    if count.typed is not None and count.typed != count.by_rules:
        numbered = [step for leg in trail.legs if leg.line.given for step in leg.steps]
        yield remark("typed-count-differs", numbered, typed=str(count.typed), counted=str(count.by_rules))
    for leg in trail.every:
        yield from _questions(leg.line, as_of)
    unnamed = [part for leg in trail.legs for part in leg.line.parts if not drugs_of(part).known]
    if unnamed:
        yield remark("drugs-not-known", unnamed, records=named(unnamed))


def _overlap(leg: Leg, following: Leg) -> Iterator[Remark]:
    if leg.end is None or following.start is None or not is_before(following.start, leg.end):
        return
    last = max(leg.steps, key=lambda step: (end.sort_key if (end := leg.end_of(step)) else (0, 0), in_time(step)))
    yield remark(
        "lines-overlap", (last, following.steps[0]), line=line_name(leg.line), end=leg.end_words,
        next=line_name(following.line), start=dated(following.steps[0]),
    )  # fmt: skip


def _no_end(leg: Leg, following: Leg) -> Iterator[Remark]:
    """Ask for the last dose of a treatment that another line followed."""
    if leg.end is not None or following.start is None:
        return
    for part in leg.line.parts:
        if part.end is None and part.date is not None and is_before(part.date.span(), following.start):
            yield remark(
                "no-end", (part,), what=part.regimen, next=line_name(following.line), start=dated(following.steps[0])
            )


def _planned_part(leg: Leg, following: Leg) -> Iterator[Remark]:
    """Ask whether what has a typed line of its own was planned with the line before."""
    steps = following.steps
    if not following.line.given or not steps or leg.line.relapses or leg.setback is not None:
        return
    if any(step.planned == "no" for step in steps):
        return
    principal = following.line.principal
    if principal is not None and following.line.roles.get(principal.id) in _PLANNED_ROLES:
        yield remark(
            "planned-part-as-line", steps, what=following.line.regimen, line=str(following.number)
        )  # fmt: skip


def _order(trail: Trail) -> Iterator[Remark]:
    """Ask about numbers that run against the dates."""
    numbered = sorted((leg for leg in trail.legs if leg.number is not None), key=lambda leg: leg.number or 0)
    for leg, following in pairwise(numbered):
        if leg.start and following.start and is_before(following.start, leg.start):
            yield remark(
                "line-order", (following.steps[0], leg.steps[0]), next=line_name(following.line),
                start=dated(following.steps[0]), line=line_name(leg.line), date=dated(leg.steps[0]),
            )  # fmt: skip


def _cycles(trail: Trail) -> Iterator[Remark]:
    """Ask about one regimen under several typed numbers in a row, with hardly any time between."""
    run: list[Leg] = []
    for leg in (*trail.legs, None):
        if leg is not None and run and _is_next_cycle(run[-1], leg):
            run.append(leg)
            continue
        if len(run) > 1:
            steps: Sequence[Entry] = [step for one in run for step in one.line.steps]
            numbers = with_commas(str(one.number) for one in run)
            yield remark("cycles-as-lines", steps, regimen=run[0].line.regimen, lines=numbers)
        run = [leg] if leg is not None else []


def _is_next_cycle(leg: Leg, following: Leg) -> bool:
    same = leg.line.regimen.casefold() == following.line.regimen.casefold()
    if not same or not (leg.line.given and following.line.given) or leg.setback is not None:
        return False
    if leg.start is None or following.start is None:
        return False
    return Stretch(leg.end or leg.start, following.start).within_days(_CYCLE_APART) is True


def _collected_lately(line: Line, as_of: date) -> Procedure | None:
    """Return the newest collection of cells of a line, where it was within the time cells take to be made."""
    for step in sorted(line.procedures, key=in_time, reverse=True):
        if line.roles.get(step.id) == "collection" and step.date is not None:
            since = Stretch(step.date.span(), span_of(as_of))
            if any(says(text, "called-off") for text in (step.outcome, step.detail, step.note)):
                return None
            return step if since.within_days(_MADE_IN_DAYS) and since.is_forwards else None
    return None


def _questions(line: Line, as_of: date) -> Iterator[Remark]:
    """Ask what the published rules leave to the team; cells collected lately are only on their way."""
    rules = counting_rules()
    for rule in (rules[flag] for flag in line.flags if flag in rules):
        collected = _collected_lately(line, as_of) if rule.id == "T5" else None
        if collected is not None:
            yield remark("cells-collected", (collected,), date=dated(collected))
        elif rule.asks:
            words = {"where": line_name(line), "words": _(rule.words), "question": _(rule.asks)}
            yield remark("counting-question", line.steps, **words)
