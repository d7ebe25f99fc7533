"""The verbs of appointments: each is one step, and undo takes it back whole."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from caregiver_app.casebook.appointments import (
    add_appointment,
    change_appointment,
    mark_appointment,
    remove_appointment,
    write_bring,
    write_notes,
)
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.journey import add_task, change_task, remove_task
from caregiver_app.casebook.questions import add_question, put_on_sheet, write_answers
from caregiver_app.domain.appointments.coming import is_over
from caregiver_app.domain.appointments.records import Appointment, Bring
from caregiver_app.domain.appointments.to_bring import left_out, to_bring
from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.questions.asked import questions_of, sheet_for
from caregiver_app.domain.questions.library import library
from caregiver_app.domain.questions.records import Answer, Question
from cases import new_case
from family import fixed

TODAY = date(2026, 5, 14)
MARKUP = '<b>x</b> & "y"'
VISIT = Appointment(id=fixed("visit"), title=MARKUP, date="2026-05-14", at="14:30", whom="Dr Kralj")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        add_appointment(opened, VISIT)
        yield opened


def only(book: Casebook) -> Appointment:
    (found,) = book.snapshot().appointments
    return found


Do = Callable[[Casebook], object]
VERBS: dict[str, tuple[Do, str]] = {
    "change": (lambda book: change_appointment(book, VISIT.amended(place="Room 2")), "Change an appointment: "),
    "notes": (lambda book: write_notes(book, VISIT, "They said <i>no</i>."), "Write notes: "),
    "done": (lambda book: mark_appointment(book, VISIT, "done", TODAY), "It took place: "),
    "cancel": (lambda book: mark_appointment(book, VISIT, "cancelled"), "Cancel an appointment: "),
    "bring": (lambda book: write_bring(book, VISIT, Bring(text="Tea")), "Change what to bring: "),
}


@pytest.mark.parametrize("name", VERBS)
def test_each_verb_is_one_step_with_a_name_and_undo_takes_it_back(book: Casebook, name: str) -> None:
    verb, label = VERBS[name]
    steps = len(book.steps())
    verb(book)
    changed = only(book)
    assert changed != VISIT
    assert len(book.steps()) == steps + 1
    assert book.undo_label == f"{label}{MARKUP}"
    book.undo()
    assert only(book) == VISIT
    book.redo()
    assert only(book) == changed


def test_a_removed_appointment_comes_back_with_all_that_was_written_to_it(book: Casebook) -> None:
    write_notes(book, VISIT, "Ask again")
    before = only(book)
    remove_appointment(book, before)
    assert book.snapshot().appointments == ()
    book.undo()
    assert only(book) == before


def test_notes_and_ticks_touch_nothing_that_was_changed_meanwhile(book: Casebook) -> None:
    change_appointment(book, VISIT.amended(place="Room 2"))
    write_notes(book, VISIT, "Noted")
    write_bring(book, VISIT, Bring(guide="bring-glasses", packed=True))
    mark_appointment(book, VISIT, "done")
    found = only(book)
    assert (found.place, found.notes, found.state) == ("Room 2", "Noted", "done")
    assert found.bring.values == (Bring(guide="bring-glasses", packed=True),)


def test_what_is_left_out_is_put_back_by_the_same_verb(book: Casebook) -> None:
    write_bring(book, VISIT, Bring(guide="bring-glasses", left_out=True))
    assert [one.item.guide for one in left_out(book.snapshot(), only(book))] == ["bring-glasses"]
    write_bring(book, VISIT, Bring(guide="bring-glasses"))
    assert left_out(book.snapshot(), only(book)) == ()
    assert "bring-glasses" in {one.item.guide for one in to_bring(book.snapshot(), only(book))}


def test_what_waited_for_the_next_visit_stays_with_the_one_that_took_place_and_goes_on_where_nobody_answered(
    book: Casebook,
) -> None:
    following = add_appointment(book, Appointment(title="Next", date="2026-06-01"))
    waiting = add_question(book, Question(text="Who calls at night?"), "")
    steps = len(book.steps())
    mark_appointment(book, VISIT, "done", TODAY)
    assert len(book.steps()) == steps + 1
    case = book.snapshot()
    kept = next(one for one in case.questions if one.id == waiting.id)
    assert kept.is_asked_at(VISIT.id)
    asked = next(one for one in questions_of(case, TODAY) if one.key == str(waiting.id))
    assert asked.status == "unanswered"
    assert [one.key for one in sheet_for(case, following, TODAY).carried] == [asked.key]
    book.undo()
    assert next(one for one in book.snapshot().questions if one.id == waiting.id) == waiting


def test_the_questions_for_the_next_visit_stay_where_another_appointment_came_between(book: Casebook) -> None:
    old = add_appointment(book, Appointment(title="Old", date="2026-04-01"))
    waiting = add_question(book, Question(text="Who calls at night?"), "")
    mark_appointment(book, old, "done", TODAY)
    assert book.snapshot().questions == (waiting,)
    mark_appointment(book, VISIT, "cancelled", TODAY)
    assert book.snapshot().questions == (waiting,)


def test_marking_it_as_still_to_come_opens_it_again(book: Casebook) -> None:
    mark_appointment(book, VISIT, "done")
    assert book.undo_label == f"It took place: {MARKUP}"
    mark_appointment(book, only(book), "")
    assert not is_over(only(book), TODAY)


def test_several_answers_are_one_step_and_give_way_to_what_is_written_later(book: Casebook) -> None:
    own = str(add_question(book, Question(text="Who calls?"), str(VISIT.id)).id)
    known = library()[0].id
    put_on_sheet(book, [known], str(VISIT.id))
    steps = len(book.steps())
    told = {own: Answer("The ward", "Dr Kralj"), known: Answer(goes_on=True)}
    write_answers(book, str(VISIT.id), told)
    assert len(book.steps()) == steps + 1
    assert book.undo_label == "Write down 2 answers"

    def answers(key: str) -> tuple[Answer, ...]:
        return next(one for one in questions_of(book.snapshot(), TODAY) if one.key == key).answers

    assert answers(own) == (Answer("The ward", "Dr Kralj", appointment=str(VISIT.id)),)
    write_answers(book, str(VISIT.id), {own: Answer("The coordinator", "Dr Kralj")})
    assert [answer.text for answer in answers(own)] == ["The coordinator"]
    write_answers(book, str(VISIT.id), {own: Answer("", "Dr Kralj")})
    assert answers(own) == ()
    book.undo_back_to(steps + 1)
    assert (answers(own), answers(known)) == ((), ())


def test_an_answer_of_another_visit_stays(book: Casebook) -> None:
    own = str(add_question(book, Question(text="Who calls?")).id)
    write_answers(book, "elsewhere", {own: Answer("Nobody")})
    write_answers(book, str(VISIT.id), {own: Answer("The ward")})
    (question,) = book.snapshot().questions
    assert [answer.text for answer in question.answers.values] == ["Nobody", "The ward"]


def test_next_steps_are_added_ticked_and_removed_each_with_a_way_back(book: Casebook) -> None:
    task = add_task(book, Task(text=MARKUP, appointment=VISIT.id, due="2026-06-01"))
    change_task(book, task.amended(is_done=True, done_on="2026-05-20"))
    remove_task(book, task)
    assert book.snapshot().tasks == ()
    book.undo()
    assert book.snapshot().tasks[0].is_done
    book.undo()
    assert book.snapshot().tasks == (task,)
    book.undo()
    assert book.snapshot().tasks == ()
