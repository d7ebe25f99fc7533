"""What a careful reader would ask about a history, never more than that: each question once, in one order."""

from collections.abc import Sequence
from datetime import date

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.facts.consistency_answers import remarks_on_answers
from caregiver_app.domain.timeline.facts.consistency_dates import remarks_on_dates
from caregiver_app.domain.timeline.facts.consistency_lines import LineCount, remarks_on_lines
from caregiver_app.domain.timeline.facts.consistency_repeats import remarks_on_repeats
from caregiver_app.domain.timeline.facts.consistency_words import remarks_on_words
from caregiver_app.domain.timeline.facts.given import Given
from caregiver_app.domain.timeline.facts.remarks import Remark, remark_rules
from caregiver_app.domain.timeline.facts.status import StatusNow
from caregiver_app.domain.timeline.facts.trail import Trail


def remarks_on(
    trail: Trail,
    given: Sequence[Given],
    count: LineCount,
    status: StatusNow,
    as_of: date,
    born: PartialDate | None = None,
) -> tuple[Remark, ...]:
    """Return the questions about a history in the order of `remarks.toml`, those of one kind in order of time.

    `born` lets dates before the birth be asked about.
    """
    found = [
        *remarks_on_dates(trail, as_of, born),
        *remarks_on_lines(trail, count, as_of),
        *remarks_on_answers(trail, as_of),
        *remarks_on_repeats(trail, given),
        *remarks_on_words(trail, status),
    ]
    order = {rule_id: place for place, rule_id in enumerate(remark_rules())}
    return tuple(sorted(dict.fromkeys(found), key=lambda remark: order[remark.id]))
