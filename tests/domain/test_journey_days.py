"""The day counter: day 0 is the day of the infusion, and every other day is counted from it."""

from datetime import date

import pytest

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.day_count import MILESTONES, day_words, day_zero, milestones, planned_day_zero
from caregiver_app.domain.journey.records import Round, StageState
from caregiver_app.domain.snapshot import CaseSnapshot
from family import PERSON, fixed

ROUND = Round(id=fixed("round"), name="Shanghai")


def case(**told) -> CaseSnapshot:
    return CaseSnapshot(PERSON, rounds=(ROUND,), stage_states=(StageState(round=ROUND.id, stage="ST07", **told),))


@pytest.mark.parametrize(
    ("zero", "day", "words"),
    [
        ("2026-04-28", "2026-05-12", "Day +14"),
        ("2026-05-12", "2026-05-12", "Day 0"),
        ("2026-05-12", "2026-05-09", "Day \u22123"),
        ("2026-01-31", "2026-02-28", "Day +28"),
        ("2026-12-20", "2027-01-03", "Day +14"),
        ("2028-02-22", "2028-03-07", "Day +14"),  # over a leap day
        ("2027-01-02", "2026-12-30", "Day \u22123"),
        ("2026-03-22", "2026-04-05", "Day +14"),  # over the change of clocks
        ("2026-05-12", "2027-05-12", "Day +365"),
    ],
)
def test_days_are_counted_across_the_ends_of_months_and_years(zero: str, day: str, words: str) -> None:
    assert day_words(date.fromisoformat(zero), date.fromisoformat(day)) == words


def test_the_milestones_are_days_with_their_dates() -> None:
    found = dict(milestones(date(2026, 12, 4)))
    assert len(found) == len(MILESTONES)
    assert found["Day +28"] == date(2027, 1, 1)
    assert found["Day +100"] == date(2027, 3, 14)


def test_day_0_is_the_exact_day_of_the_infusion_and_nothing_else() -> None:
    assert day_zero(case(done=PartialDate("2026-05-12")), ROUND.id) == date(2026, 5, 12)
    assert day_zero(case(done=PartialDate("2026-05")), ROUND.id) is None
    assert day_zero(case(done=PartialDate("about 2026-05-12")), ROUND.id) is None
    assert day_zero(case(planned=PartialDate("2026-05-12")), ROUND.id) is None
    assert planned_day_zero(case(planned=PartialDate("2026-05-12")), ROUND.id) == date(2026, 5, 12)
    assert planned_day_zero(case(), ROUND.id) is None


def test_each_round_has_a_day_0_of_its_own() -> None:
    other = Round(id=fixed("other"), name="Second infusion")
    states = (
        StageState(round=ROUND.id, stage="ST07", done=PartialDate("2026-05-12")),
        StageState(round=other.id, stage="ST07", done=PartialDate("2027-02-01")),
        StageState(round=other.id, stage="ST06", done=PartialDate("2027-01-27")),
    )
    both = CaseSnapshot(PERSON, rounds=(ROUND, other), stage_states=states)
    assert day_zero(both, ROUND.id) == date(2026, 5, 12)
    assert day_zero(both, other.id) == date(2027, 2, 1)
    assert day_zero(both, fixed("nowhere")) is None
