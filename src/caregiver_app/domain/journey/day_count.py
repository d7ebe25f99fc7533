"""Days counted from the infusion: day 0 is the day the cells are given. Pure."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.stages import INFUSION
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _

MILESTONES: Final = (7, 14, 28, 30, 56, 100)
"""Days at which rules and check-ups are usually counted; the own team's days come first."""

_MINUS: Final = "\u2212"


def day_zero(case: CaseSnapshot, round_id: UUID) -> date | None:
    """Return the day of the infusion of a round, where one exact day is written down as done."""
    return _day(case, round_id, "done")


def planned_day_zero(case: CaseSnapshot, round_id: UUID) -> date | None:
    """Return the day the infusion is planned for, where it is one exact day."""
    return _day(case, round_id, "planned")


def day_words(zero: date, day: date) -> str:
    """Write a day by its number: "Day +14", "Day 0", "Day −3"."""
    n = (day - zero).days
    if n == 0:
        return _("Day 0")
    return _("Day {sign}{n}").format(sign="+" if n > 0 else _MINUS, n=abs(n))


def milestones(zero: date) -> tuple[tuple[str, date], ...]:
    """Return the days that are usually counted, each with its date."""
    return tuple((day_words(zero, zero + timedelta(days=n)), zero + timedelta(days=n)) for n in MILESTONES)


def _day(case: CaseSnapshot, round_id: UUID, field: str) -> date | None:
    for state in case.stage_states:
        if state.round == round_id and state.stage == INFUSION:
            when: PartialDate | None = getattr(state, field)
            return date.fromisoformat(when) if when is not None and when.is_exact else None
    return None
