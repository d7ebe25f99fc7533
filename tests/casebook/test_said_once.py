"""What a case says once it says once, however it is taken back and brought back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.guide import reword
from caregiver_app.casebook.history import bring_back
from caregiver_app.casebook.journey import change_stage, tick_task, write_instructions
from caregiver_app.casebook.questions import star
from caregiver_app.casebook.worksheet import change_worksheet
from caregiver_app.domain.guide.lines import line_called
from caregiver_app.domain.journey.board import rounds_seen
from caregiver_app.domain.journey.records import Round
from caregiver_app.errors import CaregiverError
from cases import new_case

Act = Callable[[Casebook], object]


def the_round(book: Casebook) -> Round:
    return rounds_seen(book.snapshot())[0]


def reword_the_tcm_question(book: Casebook) -> None:
    line = line_called("Q124")
    assert line is not None
    reword(book, line, "Is it beside the treatment?")


ACTS: dict[str, Act] = {
    "a star": lambda book: star(book, "Q019"),
    "own words": reword_the_tcm_question,
    "a stage": lambda book: change_stage(book, the_round(book), "ST03", state="done"),
    "a tick": lambda book: tick_task(book, the_round(book), "ST03", "ST03-task-1", True, None),
    "an instruction": lambda book: write_instructions(book, the_round(book), {"call-day": {"text": "0131"}}),
    "the worksheet": lambda book: change_worksheet(book, wishes="The garden"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_what_was_undone_and_written_anew_is_not_brought_back_beside_it(act: Act, tmp_path: Path) -> None:
    with Casebook.open(new_case(tmp_path / "case")) as book:
        change_stage(book, the_round(book), "ST01", state="done")
        act(book)
        (added,) = (change.after for change in book.changes_of(book.steps()[0].number))
        assert added is not None
        book.undo()
        act(book)
        before = book.snapshot()
        undone = [one for one in book.trash() if one.record.id == added.id]
        with pytest.raises(CaregiverError, match="written anew"):
            bring_back(book, *undone)
        assert book.snapshot() == before


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_each_is_one_step_that_can_be_undone_and_done_again(act: Act, tmp_path: Path) -> None:
    with Casebook.open(new_case(tmp_path / "case")) as book:
        before = book.snapshot()
        act(book)
        after = book.snapshot()
        assert after != before
        book.undo()
        assert book.snapshot() == before
        book.redo()
        assert book.snapshot() == after
