"""The verbs of the worksheet: each is one step, told in words and taken back whole."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caregiver_app.casebook import worksheet
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.history import bring_back
from caregiver_app.casebook.journey import add_task
from caregiver_app.domain.changes import described
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.practical import practical_groups
from caregiver_app.domain.worksheet.records import Cost, Opinion, Option, Programme, Said, Worksheet
from caregiver_app.domain.worksheet.said import is_thought_through, said_about, sentence_said, step_note
from cases import new_case

MARKUP = "<b>x</b> & 80 %"
ON = PartialDate("2026-11-03")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


@pytest.fixture
def option(book: Casebook) -> Option:
    return worksheet.add_option(book, Option(name="CAR-T cell therapy", kind="CART"))


@pytest.fixture
def programme(book: Casebook) -> Programme:
    return worksheet.add_programme(book, Programme(name="Invented Hospital"))


def said(row: str, text: str = MARKUP, who: str = "Dr Kralj") -> Said:
    return Said(row, text, who, ON)


ONE_STEP: dict[str, Callable[[Casebook], object]] = {
    "fields": lambda book: worksheet.change_worksheet(book, goal="control", wishes=MARKUP),
    "note": lambda book: worksheet.write_step_note(book, "step-2", said("")),
    "sentence": lambda book: worksheet.write_sentence(book, "sentence-3", said("")),
    "closed": lambda book: worksheet.close_step(book, "step-1", True),
    "question": lambda book: worksheet.write_question(book, MARKUP),
    "option": lambda book: worksheet.add_option(book, Option(name=MARKUP, kind="WAIT")),
    "programme": lambda book: worksheet.add_programme(book, Programme(name=MARKUP)),
    "opinion": lambda book: worksheet.add_opinion(book, Opinion(whom=MARKUP)),
    "practical": lambda book: worksheet.tick_practical(book, "practical-visa", True, ON),
    "who": lambda book: worksheet.change_practical(book, "practical-visa", who="Marko", due=ON),
}


@pytest.mark.parametrize("verb", ONE_STEP.values(), ids=ONE_STEP)
def test_each_verb_is_one_step_that_undo_takes_back_and_redo_does_again(
    book: Casebook, verb: Callable[[Casebook], object]
) -> None:
    before = book.snapshot()
    verb(book)
    after = book.snapshot()
    assert after != before
    assert len(book.steps()) == 1
    assert all(described(change.record) for change in book.changes_of(book.steps()[0].number))
    book.undo()
    assert book.snapshot() == before
    book.redo()
    assert book.snapshot() == after
    assert CaseSnapshot.read(book._store.read) == after


def test_what_is_written_into_the_worksheet_stays_in_one_record(book: Casebook) -> None:
    worksheet.change_worksheet(book, goal="control")
    worksheet.write_step_note(book, "step-1", said("", "a note"))
    worksheet.write_sentence(book, "sentence-1", said("", "a sentence"))
    worksheet.close_step(book, "step-6", True)
    worksheet.close_step(book, "step-1", True)
    case = book.snapshot()
    assert len(case.worksheets) == 1
    assert case.worksheet is not None
    assert case.worksheet.goal == "control"
    assert step_note(case, "step-1").text == "a note"
    assert sentence_said(case, "sentence-1") == Said("sentence-1", "a sentence", "Dr Kralj", ON)
    assert is_thought_through(case, "step-1")
    worksheet.close_step(book, "step-6", False)
    assert [is_thought_through(book.snapshot(), f"step-{n}") for n in (1, 6)] == [True, False]


def test_an_empty_sentence_takes_it_off_and_undo_brings_it_back(book: Casebook) -> None:
    worksheet.write_sentence(book, "sentence-1", said("", "As it stands"))
    worksheet.write_sentence(book, "sentence-1", Said("", " "))
    assert book.snapshot().worksheet == Worksheet(id=book.snapshot().worksheets[0].id)
    book.undo()
    assert sentence_said(book.snapshot(), "sentence-1").text == "As it stands"


def test_the_one_question_is_the_same_as_on_the_cover_of_the_packet(book: Casebook) -> None:
    worksheet.write_question(book, "Is a trial open to her?")
    assert book.snapshot().person.question == "Is a trial open to her?"
    book.undo()
    assert book.snapshot().person.question == ""


def test_columns_stand_in_the_order_they_were_added_whatever_they_are(book: Casebook) -> None:
    for name in ("Watch and wait", "CAR-T cell therapy", "A trial"):
        worksheet.add_option(book, Option(name=name))
    assert [one.name for one in book.snapshot().options] == ["Watch and wait", "CAR-T cell therapy", "A trial"]
    assert [one.position for one in book.snapshot().options] == [1, 2, 3]


def test_a_cell_keeps_what_was_said_by_whom_and_when(book: Casebook, option: Option) -> None:
    worksheet.write_cell(book, option, "criterion-goal", said(""))
    worksheet.write_cell(book, option, "criterion-risks", said("", "Fever"))
    (kept,) = book.snapshot().options
    assert said_about(kept.said, "criterion-goal") == Said("criterion-goal", MARKUP, "Dr Kralj", ON)
    worksheet.write_cell(book, option, "criterion-goal", Said())
    (kept,) = book.snapshot().options
    assert [one.row for one in kept.said.values] == ["criterion-risks"]
    book.undo()
    assert len(book.snapshot().options[0].said.values) == 2


def test_what_was_removed_comes_back_from_the_trash_with_all_that_was_said(
    book: Casebook, option: Option, programme: Programme
) -> None:
    worksheet.write_cell(book, option, "criterion-goal", said(""))
    worksheet.write_cost(book, programme, None, Cost("Deposit", "80 000 USD"))
    before = book.snapshot()
    worksheet.remove_column(book, before.options[0])
    worksheet.remove_column(book, before.programmes[0])
    assert (book.snapshot().options, book.snapshot().programmes) == ((), ())
    bring_back(book, *book.trash())
    assert book.snapshot() == before


def test_figures_are_kept_as_typed_changed_in_their_place_and_taken_out(book: Casebook, programme: Programme) -> None:
    for what, amount in (("Deposit", "80 000 USD"), ("Stay", "about 1.2 m RMB"), ("Flat", MARKUP)):
        worksheet.write_cost(book, programme, None, Cost(what, amount, "travel", "Office", ON))
    worksheet.write_cost(book, programme, 1, Cost("Stay", "1.3 m RMB"))
    worksheet.write_cost(book, programme, 0, None)
    kept = book.snapshot().programmes[0].costs.values
    assert [(one.what, one.amount) for one in kept] == [("Stay", "1.3 m RMB"), ("Flat", MARKUP)]
    book.undo()
    assert book.snapshot().programmes[0].costs.values[0] == Cost("Deposit", "80 000 USD", "travel", "Office", ON)


def test_opinions_are_changed_and_removed(book: Casebook) -> None:
    opinion = worksheet.add_opinion(book, Opinion(whom="Dr Li", reason="In our own words", about="eligibility"))
    worksheet.change_opinion(book, opinion.amended(answer="A trial may be open", answered_on=ON))
    assert book.snapshot().opinions[0].answer == "A trial may be open"
    worksheet.remove_opinion(book, opinion)
    assert book.snapshot().opinions == ()
    book.undo()
    assert book.snapshot().opinions[0].answered_on == ON


def test_the_practical_side_belongs_to_no_round_and_keeps_who_and_when(book: Casebook) -> None:
    worksheet.change_practical(book, "practical-visa", who="Marko", due=PartialDate("2027-01"))
    worksheet.tick_practical(book, "practical-visa", True, ON)
    (task,) = book.snapshot().tasks
    assert (task.round, task.appointment, task.who, task.is_done, task.done_on) == (None, None, "Marko", True, ON)
    worksheet.tick_practical(book, "practical-visa", False)
    (task,) = book.snapshot().tasks
    assert (task.who, task.is_done, task.done_on) == ("Marko", False, None)
    add_task(book, Task(text=MARKUP))
    own = practical_groups(book.snapshot())[-1]
    assert (own.id, [one.text for one in own.tasks]) == ("own", [MARKUP])


def test_the_history_names_every_step_of_the_worksheet(book: Casebook, option: Option, programme: Programme) -> None:
    for verb in ONE_STEP.values():
        verb(book)
    worksheet.write_cell(book, option, "criterion-goal", said(""))
    worksheet.write_cost(book, programme, None, Cost("Deposit", "80 000 USD"))
    labels = [step.label for step in book.steps()]
    assert all(labels)
    assert "Change the worksheet: CAR-T cell therapy" in labels
    assert "Change what it may cost: Invented Hospital" in labels
