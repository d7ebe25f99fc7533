"""The verbs of the CAR-T steps: each is one step, and what belongs to a round goes and comes with it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caregiver_app.casebook import journey
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.history import bring_back
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.journey.board import board_of, instructions_of, is_written, rounds_seen, tasks_of
from caregiver_app.domain.journey.records import Instruction, LogEntry, Round, StageState, Task
from caregiver_app.domain.journey.stages import stage_called
from caregiver_app.domain.snapshot import CaseSnapshot
from cases import new_case

DAY = PartialDate("2026-05-12")
Act = Callable[[Casebook, Round], object]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    """A case nobody wrote anything of the steps into."""
    with Casebook.open(new_case(tmp_path / "case")) as made:
        yield made


@pytest.fixture
def shanghai(book: Casebook) -> Round:
    """A round that was begun."""
    return journey.add_round(book, Round(name="Shanghai"))


def first(book: Casebook) -> Round:
    return rounds_seen(book.snapshot())[0]


def paper(book: Casebook) -> Document:
    return add_thing(book, Document(number=1, title="Letter", kind="referral-letter", holding="file"))


def entry(chosen: Round, **told) -> LogEntry:
    return LogEntry(**{"round": chosen.id, "date": DAY, **told})


VERBS: dict[str, Act] = {
    "add a round": lambda book, _one: journey.add_round(book, Round(name="Edinburgh")),
    "change a round": lambda book, one: journey.change_round(book, one.amended(mode="proceeding")),
    "remove a round": lambda book, one: journey.remove_round(book, one),
    "say where a stage stands": lambda book, one: journey.change_stage(book, one, "ST05", state="not-for-us"),
    "write its dates": lambda book, one: journey.change_stage(book, one, "ST07", planned=DAY, done=DAY),
    "go to a stage": lambda book, one: journey.go_to_stage(book, one, "ST03"),
    "tick a task": lambda book, one: journey.tick_task(book, one, "ST01", "ST01-task-1", True, DAY),
    "give a task to somebody": lambda book, one: journey.change_guide_task(
        book, one, "ST01", "ST01-task-1", who="Jia", due=DAY
    ),
    "add a task": lambda book, one: journey.add_task(book, Task(text="Ring them", stage="ST01"), one),
    "write what the team told": lambda book, one: journey.write_instructions(
        book, one, {"call-day": {"text": "0131 496 0133"}, "near-until": {"until": DAY}}
    ),
    "add to the log": lambda book, one: journey.add_log_entry(book, one, entry(one, temperature="39.4")),
}


def told_of(case: CaseSnapshot) -> tuple[object, ...]:
    return case.rounds, case.stage_states, case.tasks, case.stage_papers, case.instructions, case.log


@pytest.mark.parametrize("name", VERBS)
def test_each_verb_is_one_step_that_undo_takes_back_and_redo_does_again(
    book: Casebook, shanghai: Round, name: str
) -> None:
    before = told_of(book.snapshot())
    VERBS[name](book, shanghai)
    after = told_of(book.snapshot())
    assert after != before
    book.undo()
    assert told_of(book.snapshot()) == before
    book.redo()
    assert told_of(book.snapshot()) == after


def test_changing_and_removing_what_was_added_are_undone_as_well(book: Casebook, shanghai: Round) -> None:
    task = journey.add_task(book, Task(text="Ring them", stage="ST01"), shanghai)
    log = journey.add_log_entry(book, shanghai, entry(shanghai, temperature="36.6"))
    link = journey.link_paper(book, shanghai, "ST01", "ST01-paper-1", paper(book))
    acts: list[Callable[[], object]] = [
        lambda: journey.change_task(book, task.amended(is_done=True, done_on=DAY)),
        lambda: journey.remove_task(book, task),
        lambda: journey.change_log_entry(book, log.amended(temperature="39.4")),
        lambda: journey.remove_log_entry(book, log),
        lambda: journey.unlink_paper(book, link),
    ]
    for act in acts:
        before = told_of(book.snapshot())
        act()
        assert told_of(book.snapshot()) != before
        book.undo()
        assert told_of(book.snapshot()) == before


@pytest.mark.parametrize("name", [name for name in VERBS if name not in ("add a round", "remove a round")])
def test_the_round_that_stands_for_the_first_is_written_with_the_first_thing(book: Casebook, name: str) -> None:
    stands_in = first(book)
    assert not is_written(stands_in)
    VERBS[name](book, stands_in)
    (written,) = book.snapshot().rounds
    assert is_written(written)
    book.undo()
    assert book.snapshot().rounds == ()


def test_it_is_written_once_whoever_still_holds_the_one_that_stood_for_it(book: Casebook) -> None:
    stands_in = first(book)
    journey.tick_task(book, stands_in, "ST01", "ST01-task-1", True, DAY)
    journey.change_stage(book, stands_in, "ST01", state="done")
    journey.add_log_entry(book, stands_in, entry(stands_in))
    case = book.snapshot()
    (written,) = case.rounds
    assert {one.round for one in (*case.tasks, *case.stage_states, *case.log)} == {written.id}


def test_a_removed_round_hides_all_its_parts_and_brings_all_of_them_back(book: Casebook, shanghai: Round) -> None:
    letter = paper(book)
    journey.tick_task(book, shanghai, "ST01", "ST01-task-1", True, DAY)
    journey.change_stage(book, shanghai, "ST01", done=DAY)
    journey.link_paper(book, shanghai, "ST01", "ST01-paper-1", letter)
    journey.write_instructions(book, shanghai, {"call-day": {"text": "0131"}})
    journey.add_log_entry(book, shanghai, entry(shanghai, temperature="39.4"))
    journey.remove_round(book, shanghai)
    case = book.snapshot()
    assert case.rounds == ()
    seen = board_of(case, first(book))
    assert seen.stage("ST01").state is None
    assert not any(task.is_done for task in seen.stage("ST01").tasks)
    assert not any(one.links for one in seen.stage("ST01").papers)
    assert instructions_of(case, first(book).id) == {}
    bring_back(book, book.trash(Round)[0])
    case = book.snapshot()
    board = board_of(case, case.rounds[0])
    assert board.stage("ST01").done == DAY
    assert board.stage("ST01").tasks[0].is_done
    assert board.stage("ST01").papers[0].links[0][1].id == letter.id
    assert instructions_of(case, shanghai.id)["call-day"].text == "0131"
    assert [one.temperature for one in case.log if one.round == shanghai.id] == ["39.4"]


def test_rounds_stand_in_the_order_they_were_added(book: Casebook, shanghai: Round) -> None:
    edinburgh = journey.add_round(book, Round(name="Edinburgh"))
    assert [one.name for one in book.snapshot().rounds] == ["Shanghai", "Edinburgh"]
    assert (shanghai.position, edinburgh.position) == (1, 2)


def test_what_is_written_of_one_round_is_not_seen_in_another(book: Casebook, shanghai: Round) -> None:
    edinburgh = journey.add_round(book, Round(name="Edinburgh"))
    journey.change_stage(book, shanghai, "ST01", state="done")
    journey.tick_task(book, shanghai, "ST02", "ST02-task-1", True, DAY)
    other = board_of(book.snapshot(), edinburgh)
    assert other.stage("ST01").place == "here"
    assert not any(task.is_done for task in other.stage("ST02").tasks)


def test_a_day_it_took_place_on_makes_a_stage_done_unless_something_else_is_said(
    book: Casebook, shanghai: Round
) -> None:
    assert journey.change_stage(book, shanghai, "ST01", done=DAY).state == "done"
    assert journey.change_stage(book, shanghai, "ST02", planned=DAY).state == ""
    assert journey.change_stage(book, shanghai, "ST03", done=DAY, state="here").state == "here"
    assert journey.change_stage(book, shanghai, "ST01", note="late").done == DAY  # what is not named stays


def test_a_stage_is_written_once_however_often_it_changes(book: Casebook, shanghai: Round) -> None:
    for state in ("here", "done", ""):
        journey.change_stage(book, shanghai, "ST01", state=state)
    assert len(book.snapshot().stage_states) == 1


def test_going_to_a_stage_leaves_the_ones_before_with_their_dates(book: Casebook, shanghai: Round) -> None:
    journey.change_stage(book, shanghai, "ST02", state="here", done=DAY)
    journey.change_stage(book, shanghai, "ST03", state="here", planned=DAY)
    journey.go_to_stage(book, shanghai, "ST04")
    states = {one.stage: (one.state, one.planned, one.done) for one in book.snapshot().stage_states}
    assert states == {"ST02": ("done", None, DAY), "ST03": ("", DAY, None), "ST04": ("here", None, None)}


def test_a_ticked_task_of_the_guide_is_kept_by_its_line_and_unticked_in_the_same_record(
    book: Casebook, shanghai: Round
) -> None:
    ticked = journey.tick_task(book, shanghai, "ST01", "ST01-task-2", True, DAY)
    journey.change_guide_task(book, shanghai, "ST01", "ST01-task-2", who="Jia")
    unticked = journey.tick_task(book, shanghai, "ST01", "ST01-task-2", False, None)
    assert ticked.id == unticked.id
    assert (unticked.is_done, unticked.done_on, unticked.who) == (False, None, "Jia")
    journey.remove_task(book, unticked)
    stage = stage_called("ST01")
    assert stage is not None
    assert all(task.record is None for task in tasks_of(book.snapshot(), shanghai.id, stage))


def test_own_tasks_stand_behind_those_of_the_guide_in_the_order_they_were_added(
    book: Casebook, shanghai: Round
) -> None:
    for words in ("Ring them", "<b>Ring again</b>"):
        journey.add_task(book, Task(text=words, stage="ST01"), shanghai)
    tasks = board_of(book.snapshot(), shanghai).stage("ST01").tasks
    assert [task.text for task in tasks if task.own] == ["Ring them", "<b>Ring again</b>"]
    assert [task.own for task in tasks] == [False] * 6 + [True] * 2


def test_linking_a_paper_twice_makes_one_link_and_removing_the_paper_leaves_no_row(
    book: Casebook, shanghai: Round
) -> None:
    letter = paper(book)
    for _time in range(2):
        journey.link_paper(book, shanghai, "ST01", "ST01-paper-1", letter)
    assert len(book.snapshot().stage_papers) == 1
    with book.step("Remove") as tx:
        tx.remove(letter)
    assert board_of(book.snapshot(), shanghai).stage("ST01").papers[0].links == ()


def test_what_the_team_told_is_kept_by_topic_and_what_is_empty_is_not_written(book: Casebook, shanghai: Round) -> None:
    journey.write_instructions(book, shanghai, {"call-day": {"text": "0131"}, "call-night": {"text": ""}})
    journey.write_instructions(book, shanghai, {"call-day": {"text": "0199", "from_whom": "Dr Kralj"}})
    (told,) = book.snapshot().instructions
    assert (told.topic, told.text, told.from_whom) == ("call-day", "0199", "Dr Kralj")
    journey.write_instructions(book, shanghai, {"call-day": {"text": ""}})
    assert instructions_of(book.snapshot(), shanghai.id) == {}
    assert len(book.versions(told.id)) == 3  # nothing is lost


def test_the_parts_of_a_round_are_of_the_kinds_the_snapshot_knows(book: Casebook, shanghai: Round) -> None:
    for act in VERBS.values():
        act(book, first(book))
    kinds = {type(record) for record in book.records()}
    assert {Instruction, LogEntry, StageState, Task} <= kinds
