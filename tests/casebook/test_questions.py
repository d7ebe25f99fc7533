"""What the family does with questions: each act is one step that can be undone, and nothing said is lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from caregiver_app.casebook import questions as verbs
from caregiver_app.casebook.appointments import add_appointment, mark_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.questions.asked import NEXT_VISIT, AskedQuestion, question_of, sheet_for
from caregiver_app.domain.questions.records import Answer, Question
from cases import new_case

TODAY = date(2026, 11, 29)
MARKUP = "<b>x</b> & more"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def seen(book: Casebook, key: str) -> AskedQuestion:
    found = question_of(book.snapshot(), key, TODAY)
    assert found is not None
    return found


def on_sheet(book: Casebook) -> list[str]:
    return [one.key for one in sheet_for(book.snapshot(), None, TODAY).questions]


def appointment(book: Casebook, day: str = "2026-12-02") -> str:
    return str(add_appointment(book, Appointment(title="Clinic", date=day)).id)


def test_an_own_question_is_added_changed_removed_and_brought_back(book: Casebook) -> None:
    own = verbs.add_question(book, Question(text=MARKUP, topic="risks"), NEXT_VISIT)
    key = str(own.id)
    assert (seen(book, key).text, seen(book, key).status) == (MARKUP, "planned")
    verbs.change_question(book, own.amended(text="Shorter?"))
    assert seen(book, key).text == "Shorter?"
    verbs.remove_question(book, own)
    assert question_of(book.snapshot(), key, TODAY) is None
    book.undo()
    assert seen(book, key).text == "Shorter?"


def test_a_star_is_put_and_taken_off(book: Casebook) -> None:
    verbs.star(book, "q019")
    assert seen(book, "Q019").starred
    verbs.star(book, "Q019", starred=False)
    assert not seen(book, "Q019").starred
    assert len(book.snapshot().questions) == 1


def test_several_stars_are_one_step(book: Casebook) -> None:
    verbs.star_several(book, ["Q019", "Q051"])
    assert [one.guide for one in book.snapshot().questions if one.starred] == ["Q019", "Q051"]
    book.undo()
    assert not book.snapshot().questions


def test_a_set_put_on_the_sheet_keeps_its_order_and_is_one_step(book: Casebook) -> None:
    keys = ["Q066", "Q001", "Q035"]
    verbs.put_on_sheet(book, keys)
    assert on_sheet(book) == keys
    verbs.put_on_sheet(book, keys)
    assert all(len(one.visits.values) == 1 for one in book.snapshot().questions)
    book.undo()
    assert on_sheet(book) == []


def test_taking_off_leaves_the_other_sheets_alone(book: Casebook) -> None:
    at = appointment(book)
    verbs.put_on_sheet(book, ["Q019"])
    verbs.put_on_sheet(book, ["Q019"], at)
    verbs.take_off_sheet(book, ["Q019"])
    assert seen(book, "Q019").visits == (at,)
    verbs.take_off_sheet(book, ["Q019"], NEXT_VISIT, [at])
    assert seen(book, "Q019").status == "open"


def test_taking_off_what_visits_left_open_leaves_their_sheets_as_they_were(book: Casebook) -> None:
    at = appointment(book)
    verbs.put_on_sheet(book, ["Q001", "Q002"], at)
    verbs.answer_question(book, "Q002", Answer("Yes.", appointment=at))
    (visit,) = book.snapshot().appointments
    mark_appointment(book, visit, "done")
    verbs.put_on_sheet(book, ["Q002"])
    assert (seen(book, "Q001").status, seen(book, "Q002").status) == ("unanswered", "planned")
    verbs.take_off_sheet(book, ["Q001", "Q002"], left_open=["Q001"])
    assert (seen(book, "Q001").status, seen(book, "Q002").status) == ("open", "answered")
    over = sheet_for(book.snapshot(), book.snapshot().appointments[0], TODAY)
    assert {one.key for one in over.questions} == {"Q001", "Q002"}
    book.undo()
    assert seen(book, "Q001").status == "unanswered"


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        ("Q066", -1, ["Q066", "Q001", "Q035"]),
        ("Q001", 1, ["Q066", "Q001", "Q035"]),
        ("Q001", 2, ["Q066", "Q035", "Q001"]),
        ("Q035", 1, ["Q001", "Q066", "Q035"]),
        ("Q001", -3, ["Q001", "Q066", "Q035"]),
    ],
)
def test_a_question_moves_on_its_sheet(book: Casebook, key: str, by: int, order: list[str]) -> None:
    verbs.put_on_sheet(book, ["Q001", "Q066", "Q035"])
    verbs.move_question(book, key, by, on_sheet(book))
    assert on_sheet(book) == order
    if order != ["Q001", "Q066", "Q035"]:
        book.undo()
        assert on_sheet(book) == ["Q001", "Q066", "Q035"]


def test_questions_that_never_had_a_place_can_be_moved_too(book: Casebook) -> None:
    with book.step("As another program wrote them") as tx:
        for guide in ("Q001", "Q002", "Q003"):
            tx.put(Question(guide=guide))
    verbs.put_on_sheet(book, ["Q001", "Q002", "Q003"])
    before = on_sheet(book)
    verbs.move_question(book, before[2], -2, before)
    assert on_sheet(book) == [before[2], before[0], before[1]]


def test_an_answer_in_full_takes_a_question_off_the_next_sheet_and_it_can_be_asked_again(book: Casebook) -> None:
    verbs.put_on_sheet(book, ["Q019"])
    verbs.answer_question(book, "Q019", Answer(MARKUP, "Dr Kralj", PartialDate("2026-11-28")))
    assert (seen(book, "Q019").status, seen(book, "Q019").answers[0].text) == ("answered", MARKUP)
    verbs.put_on_sheet(book, ["Q019"])
    assert seen(book, "Q019").status == "planned"
    assert len(seen(book, "Q019").answers) == 1


def test_one_that_is_still_open_stays_on_the_next_sheet_until_it_is_answered(book: Casebook) -> None:
    verbs.put_on_sheet(book, ["Q019"])
    verbs.answer_question(book, "Q019", Answer("They will ask.", goes_on=True))
    assert on_sheet(book) == ["Q019"]
    verbs.change_answer(book, "Q019", 0, Answer("Yes."))
    assert on_sheet(book) == []
    verbs.remove_answer(book, "Q019", 0)
    assert seen(book, "Q019").answers == ()
    book.undo()
    book.undo()
    assert on_sheet(book) == ["Q019"]


def test_what_was_left_open_comes_by_itself_and_can_be_moved_for_good(book: Casebook) -> None:
    past, to_come = appointment(book, "2026-10-27"), appointment(book)
    verbs.put_on_sheet(book, ["Q019", "Q051"], past)
    verbs.answer_question(book, "Q051", Answer("Ask again.", appointment=past, goes_on=True))
    assert on_sheet(book) == ["Q019", "Q051"]
    verbs.carry_over(book, ["Q019", "Q051"])
    assert (seen(book, "Q019").status, seen(book, "Q051").status) == ("planned", "planned")
    assert [visit.appointment for visit in seen(book, "Q051").record.visits.values] == [past, NEXT_VISIT]
    verbs.carry_over(book, ["Q019"], to_come)
    assert seen(book, "Q019").visits == (to_come,)


def test_the_answers_of_a_visit_are_one_step_and_give_way_to_new_ones(book: Casebook) -> None:
    at = appointment(book)
    verbs.put_on_sheet(book, ["Q019", "Q051"])
    verbs.write_answers(book, at, {"Q019": Answer("Yes."), "Q051": Answer("Later.", goes_on=True)})
    assert (seen(book, "Q019").status, seen(book, "Q051").status) == ("answered", "planned")
    verbs.write_answers(book, at, {"Q019": Answer("No.")})
    assert [answer.text for answer in seen(book, "Q019").answers] == ["No."]
    verbs.write_answers(book, at, {"Q019": Answer()})
    assert seen(book, "Q019").answers == ()
    book.undo()
    assert [answer.text for answer in seen(book, "Q019").answers] == ["No."]


def test_a_question_is_hidden_and_shown_again_whosever_it_is(book: Casebook) -> None:
    own = verbs.add_question(book, Question(text="Ours?"))
    for key in ("Q019", str(own.id)):
        verbs.hide_question(book, key)
        assert seen(book, key).hidden
        verbs.hide_question(book, key, hidden=False)
        assert not seen(book, key).hidden


def test_a_question_or_answer_that_is_not_there_is_said_kindly_and_changes_nothing(book: Casebook) -> None:
    for key in ("Q999", "nothing", str(uuid4())):
        with pytest.raises(verbs.QuestionUnknown, match="Nothing was changed"):
            verbs.star(book, key)
    with pytest.raises(verbs.QuestionUnknown):
        verbs.change_answer(book, "Q019", 0, Answer("Yes."))
    with pytest.raises(verbs.QuestionUnknown):
        verbs.remove_answer(book, "Q019", -1)
    assert not book.snapshot().questions
    assert book.undo_label is None
