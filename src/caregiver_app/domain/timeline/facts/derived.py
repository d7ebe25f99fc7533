"""Everything that follows from a history by counting: lines, status, times, exposure and questions.

Facts only: what the recorded dates and words say on a day, never what it means for anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.facts.ages import intervals_to_now
from caregiver_app.domain.timeline.facts.consistency import remarks_on
from caregiver_app.domain.timeline.facts.consistency_lines import LineCount, count_lines
from caregiver_app.domain.timeline.facts.exposure import Exposure, exposures_in
from caregiver_app.domain.timeline.facts.given import given_in
from caregiver_app.domain.timeline.facts.interval_rules import Interval, interval_rules
from caregiver_app.domain.timeline.facts.intervals import line_intervals
from caregiver_app.domain.timeline.facts.remarks import Remark
from caregiver_app.domain.timeline.facts.status import StatusNow, status_of
from caregiver_app.domain.timeline.facts.status_words import Proof, no_proof
from caregiver_app.domain.timeline.facts.trail import Trail, is_to_come, trail_of
from caregiver_app.domain.timeline.lines import Line, lines_of_therapy
from caregiver_app.domain.timeline.records import Entry


@dataclass(frozen=True)
class Facts:
    """The facts of a history as of a day. `aside` is what was given and makes no line by the rules of counting."""

    as_of: date
    trail: Trail
    count: LineCount
    lines: tuple[Line, ...]
    aside: tuple[Line, ...]
    status: StatusNow
    intervals: tuple[Interval, ...]
    exposures: tuple[Exposure, ...]
    remarks: tuple[Remark, ...]


def facts_of(
    entries: Iterable[Entry], as_of: date, *, born: PartialDate | None = None, proof: Proof = no_proof
) -> Facts:
    """Work out the facts of a history. They do not depend on the order of the entries.

    `born` lets dates before the birth be asked about; `proof` names the page that proves an entry.
    """
    entries = tuple(entries)
    lines = lines_of_therapy(entries, as_of)
    trail = trail_of(entries, lines)
    given = tuple(one for one in given_in(trail) if not is_to_come(one.entry, as_of))
    count = count_lines(trail, as_of)
    status = status_of(trail, as_of, proof)
    return Facts(
        as_of=as_of,
        trail=trail,
        count=count,
        lines=tuple(leg.line for leg in trail.legs),
        aside=tuple(line for line in lines if not line.counts),
        status=status,
        intervals=_in_order((*line_intervals(trail), *intervals_to_now(trail, given, as_of))),
        exposures=exposures_in(trail, given),
        remarks=remarks_on(trail, given, count, status, as_of, born),
    )


def _in_order(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Sort intervals as their rules stand in the data; those of one rule stay in the order of the lines."""
    order = {key: place for place, key in enumerate(interval_rules())}
    return tuple(sorted(intervals, key=lambda interval: order[interval.id, interval.about]))
