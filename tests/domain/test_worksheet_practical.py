"""The practical side: its groups, the family's words, and the note that waits for an opinion."""

from dataclasses import replace
from uuid import uuid4

import pytest

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import practicals
from caregiver_app.domain.worksheet.practical import GROUPS, has_opinion, practical_groups
from caregiver_app.domain.worksheet.records import Opinion
from family import PERSON

EMPTY = CaseSnapshot(PERSON)


def group(case: CaseSnapshot, name: str):
    return next(one for one in practical_groups(case) if one.id == name)


def test_every_practical_thing_stands_in_one_group_that_has_a_name() -> None:
    assert {one.group for one in practicals()} <= set(GROUPS)
    shown = [task.guide for one in practical_groups(EMPTY) for task in one.tasks]
    assert sorted(shown) == sorted(one.line.id for one in practicals())


def test_the_note_waits_only_over_what_builds_on_an_opinion() -> None:
    waiting = [one.id for one in practical_groups(EMPTY) if one.waits]
    assert waiting == ["travel"]


@pytest.mark.parametrize(
    ("opinion", "is_in"),
    [
        (Opinion(about="eligibility", sent_on="2026-11-12"), False),
        (Opinion(about="eligibility", answer="  "), False),
        (Opinion(about="timing", answer="In spring"), False),
        (Opinion(about="eligibility", answer="Not at present"), True),
        (Opinion(about="eligibility", answered_on="2026-11-20"), True),
        (Opinion(kind="mdt", about="eligibility", answer="Perhaps"), True),
    ],
)
def test_any_answer_about_eligibility_puts_the_note_away_whatever_it_says(opinion: Opinion, is_in: bool) -> None:
    case = replace(EMPTY, opinions=(opinion,))
    assert has_opinion(case) is is_in
    assert any(one.waits for one in practical_groups(case)) is not is_in


def test_only_tasks_of_no_round_and_no_appointment_belong_here() -> None:
    tasks = (
        Task(guide="practical-visa", who="Marko", due=PartialDate("2027-01")),
        Task(guide="practical-flying", round=uuid4(), who="nobody"),
        Task(text="of a visit", appointment=uuid4()),
        Task(text="<b>our own</b>", position=2),
        Task(text="first of our own", position=1),
    )
    case = replace(EMPTY, tasks=tasks)
    by_guide = {task.guide: task for task in group(case, "travel").tasks}
    assert (by_guide["practical-visa"].who, by_guide["practical-flying"].who) == ("Marko", "")
    assert [task.text for task in group(case, "own").tasks] == ["first of our own", "<b>our own</b>"]


def test_a_hidden_line_is_left_out_unless_somebody_wrote_something_to_it() -> None:
    hidden = tuple(Wording(guide=f"practical-{name}", hidden=True) for name in ("visa", "flying"))
    case = replace(EMPTY, wordings=hidden, tasks=(Task(guide="practical-visa", is_done=True),))
    shown = [task.guide for task in group(case, "travel").tasks]
    assert "practical-visa" in shown
    assert "practical-flying" not in shown
    reworded = replace(EMPTY, wordings=(Wording(guide="practical-visa", text="Which visa?"),))
    assert "Which visa?" in [task.text for task in group(reworded, "travel").tasks]
