"""The days of a round on paper: when day 0 is or is planned, and the number of a day counted from it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.day_count import day_words
from caregiver_app.domain.journey.stages import INFUSION
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _


@dataclass(frozen=True)
class DayCount:
    """Day 0 of a round: the day it took place, or else the one it is planned for; None while neither is known."""

    zero: PartialDate | None
    planned: bool = False

    @property
    def exact(self) -> date | None:
        """Day 0, where it is one exact day to count from."""
        return date.fromisoformat(self.zero) if self.zero is not None and self.zero.is_exact else None

    @property
    def given(self) -> PartialDate | None:
        """The day the cells were given; None while they were not."""
        return None if self.planned else self.zero

    def in_words(self) -> str:
        """Say when day 0 is: "Day 0 was 18 May 2026."."""
        if self.zero is None:
            return ""
        words = _("Day 0 is planned for {date}.") if self.planned else _("Day 0 was {date}.")
        return words.format(date=self.zero.in_words())

    def of(self, when: PartialDate | None) -> str:
        """Write the number of a day: "Day +14"; nothing where it cannot be counted."""
        if when is None or not when.is_exact or self.exact is None:
            return ""
        return day_words(self.exact, date.fromisoformat(when))


def day_count(case: CaseSnapshot, round_id: UUID) -> DayCount:
    """Return what is known of day 0 of a round."""
    for state in case.stage_states:
        if state.round == round_id and state.stage == INFUSION:
            return DayCount(state.done or state.planned, planned=state.done is None)
    return DayCount(None)
