"""The board: where each of the twelve stages stands, and what stands in it."""

from datetime import date

import pytest

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.journey.board import PLACES, board_of, open_tasks, rounds_seen
from caregiver_app.domain.journey.records import Round, StageState, Task
from caregiver_app.domain.journey.stages import stages
from caregiver_app.domain.snapshot import CaseSnapshot
from family import PERSON, fixed

ROUND = Round(id=fixed("round"), name="Shanghai")
DAY = PartialDate("2026-05-12")


def case(*states: StageState, tasks: tuple[Task, ...] = (), wordings: tuple[Wording, ...] = ()) -> CaseSnapshot:
    return CaseSnapshot(PERSON, rounds=(ROUND,), stage_states=states, tasks=tasks, wordings=wordings)


def state(stage: str, state: str = "", **told) -> StageState:
    return StageState(round=ROUND.id, stage=stage, state=state, **told)


def places(*states: StageState) -> dict[str, str]:
    return {view.stage.id: view.place for view in board_of(case(*states), ROUND).stages}


def here(*states: StageState) -> list[str]:
    return [stage for stage, place in places(*states).items() if place == "here"]


def test_there_are_twelve_stages_and_before_anything_is_written_the_family_is_at_the_first() -> None:
    board = board_of(case(), ROUND)
    assert [view.stage.number for view in board.stages] == list(range(1, 13))
    assert here() == ["ST01"]
    assert board.here is board.stages[0]
    assert set(places().values()) == {"here", "ahead"} <= set(PLACES)


def test_the_family_is_at_the_first_open_stage_after_the_last_one_done() -> None:
    assert here(state("ST01", "done")) == ["ST02"]
    assert here(state("ST01", "done"), state("ST03", "done")) == ["ST04"]
    assert here(state("ST01", "done"), state("ST02", "not-for-us")) == ["ST03"]


def test_an_optional_stage_is_passed_over_unless_somebody_says_they_are_there() -> None:
    assert [stage.id for stage in stages() if stage.optional] == ["ST05"]
    done = [state(f"ST0{number}", "done") for number in range(1, 5)]
    assert here(*done) == ["ST06"]
    assert places(*done)["ST05"] == "ahead"
    assert here(*done, state("ST05", "here")) == ["ST05"]
    assert here(*done[:-1], state("ST04", "here"), state("ST05", "here")) == ["ST04", "ST05"]


def test_where_the_family_says_it_is_holds_whatever_else_is_done() -> None:
    assert here(state("ST02", "here"), state("ST07", "done")) == ["ST02"]


def test_a_stage_that_is_not_for_them_stays_so_and_with_all_behind_them_they_are_at_none() -> None:
    assert places(state("ST05", "not-for-us"))["ST05"] == "not-for-us"
    every = [state(stage.id, "not-for-us" if stage.optional else "done") for stage in stages()]
    assert here(*every) == []
    assert board_of(case(*every), ROUND).here is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"done": DAY, "planned": PartialDate("2026-05-01")}, "12 May 2026"),
        ({"planned": DAY}, "planned 12 May 2026"),
        ({"planned": PartialDate("about 2026-06")}, "planned about June 2026"),
        ({}, ""),
    ],
)
def test_the_dates_of_a_stage_are_said_in_words(told: dict[str, PartialDate], words: str) -> None:
    assert board_of(case(state("ST03", **told)), ROUND).stage("ST03").when_in_words() == words


def test_a_hidden_task_goes_and_a_reworded_one_is_said_in_the_familys_words() -> None:
    wordings = (
        Wording(guide="ST01-task-1", hidden=True),
        Wording(guide="ST01-task-2", text="<b>Our</b> question", guide_text="Write your question in one sentence"),
        Wording(guide="ST01-task-3", hidden=True),
    )
    kept = Task(round=ROUND.id, stage="ST01", guide="ST01-task-3", who="Jia")
    tasks = board_of(case(tasks=(kept,), wordings=wordings), ROUND).stage("ST01").tasks
    assert [task.guide for task in tasks][:3] == ["ST01-task-2", "ST01-task-3", "ST01-task-4"]  # what is kept stays
    assert tasks[0].text == "<b>Our</b> question"


def test_open_tasks_come_by_date_and_those_of_a_removed_round_do_not() -> None:
    due = [
        Task(text="late", round=ROUND.id, stage="ST01", due=PartialDate("2026-06-01")),
        Task(text="soon", due=PartialDate("2026-05-01")),
        Task(text="gone", round=fixed("gone"), stage="ST01", due=PartialDate("2026-04-01")),
        Task(text="done", round=ROUND.id, stage="ST01", due=PartialDate("2026-04-02"), is_done=True),
        Task(text="whenever", round=ROUND.id, stage="ST01"),
    ]
    found = open_tasks(case(tasks=tuple(due)))
    assert [one.text for one in found] == ["soon", "late"]
    assert found[0].is_due(date(2026, 5, 1))
    assert not found[0].is_due(date(2026, 4, 30))


def test_without_a_round_one_that_is_only_looked_into_stands_for_it() -> None:
    (stands_in,) = rounds_seen(CaseSnapshot(PERSON))
    assert stands_in.mode == "exploring"
    assert rounds_seen(case()) == (ROUND,)


def test_an_unknown_stage_is_none() -> None:
    with pytest.raises(KeyError):
        board_of(case(), ROUND).stage("ST99")
