"""What to bring to an appointment, and which questions go with it."""

from datetime import date

from caregiver_app.domain.appointments.packing import packing_lines
from caregiver_app.domain.appointments.records import Appointment, Bag, Bring
from caregiver_app.domain.appointments.to_bring import left_out, ticked, to_bring, with_item
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.questions.at_visit import answer_at, questions_at, says_something
from caregiver_app.domain.questions.records import Answer, Answers, Question, Visit, Visits
from caregiver_app.domain.snapshot import CaseSnapshot
from family import PERSON, fixed

TODAY = date(2026, 5, 14)
VISIT = Appointment(id=fixed("visit"), title="Visit", date="2026-05-20", whom="Dr Kralj")
HERE = str(VISIT.id)


def case(
    *documents: Document,
    wordings: tuple[Wording, ...] = (),
    questions: tuple[Question, ...] = (),
    appointments: tuple[Appointment, ...] = (VISIT,),
) -> CaseSnapshot:
    return CaseSnapshot(PERSON, documents=documents, wordings=wordings, questions=questions, appointments=appointments)


def texts(found: CaseSnapshot, *items: Bring) -> list[str]:
    return [one.text for one in to_bring(found, VISIT.amended(bring=Bag.of(items)))]


def test_the_list_begins_with_what_the_guide_says_for_an_appointment() -> None:
    known = [line.line.text for line in packing_lines() if line.when == "appointment"]
    assert texts(case()) == known
    assert len(known) > 5


def test_papers_that_are_here_stand_beneath_what_they_are_for() -> None:
    letters = [
        Document(number=number, title=f"Letter {number}", kind="referral-letter", date=f"2026-0{number}-01")
        for number in range(1, 6)
    ]
    wanted = Document(number=6, title="Not here", kind="referral-letter", date="2026-06-01", holding="wanted")
    thing = next(one for one in to_bring(case(*letters, wanted), VISIT) if one.item.guide == "bring-last-letter")
    assert thing.beneath == "D-005 Letter 5, D-004 Letter 4, D-003 Letter 3"  # the newest three


def test_things_at_hand_are_on_the_list_and_what_is_lent_is_not() -> None:
    disc = Document(number=1, title="CT disc", holding="elsewhere", held_by="The blue folder")
    lent = Document(number=2, title="Slides", holding="elsewhere", lent_to="Dr Berg", lent_on="2026-04-01")
    back = lent.amended(id=fixed("back"), number=3, title="Block", returned_on="2026-05-01")
    found = to_bring(case(disc, lent, back), VISIT)
    assert [(one.text, one.beneath) for one in found[-2:]] == [
        ("D-001 CT disc", "The blue folder"),
        ("D-003 Block", ""),
    ]


def test_own_things_and_papers_come_last_and_a_tick_stays_with_its_thing() -> None:
    paper = Document(number=4, title="Letter")
    mine, its = Bring(text="Tea", packed=True), Bring(document=str(paper.id), text="Letter")
    found = to_bring(case(paper), VISIT.amended(bring=Bag.of((mine, its))))
    assert [(one.text, one.own, one.item.packed) for one in found[-2:]] == [
        ("Tea", True, True), ("D-004 Letter", True, False),
    ]  # fmt: skip
    assert texts(case(), its)[-1] == "Letter"  # its document was removed


def test_what_is_left_out_is_kept_apart_and_can_come_back() -> None:
    away = Bring(guide="bring-glasses", left_out=True, packed=True)
    appointment = VISIT.amended(bring=Bag.of((away,)))
    assert "bring-glasses" not in {one.item.guide for one in to_bring(case(), appointment)}
    assert [one.item for one in left_out(case(), appointment)] == [away]
    again = appointment.amended(bring=with_item(appointment.bring, Bring(guide="bring-glasses", packed=True)))
    assert left_out(case(), again) == ()
    assert len(again.bring.values) == 1  # written over, not written twice
    assert ticked(away, False) == Bring(guide="bring-glasses", left_out=True)


def test_own_words_for_a_thing_are_shown_and_a_line_that_is_hidden_is_not() -> None:
    ours = Wording(guide="bring-glasses", text="Dad's <b>glasses</b>")
    assert "Dad's <b>glasses</b>" in texts(case(wordings=(ours,)))
    assert len(texts(case(wordings=(ours.amended(hidden=True),)))) == len(texts(case())) - 1


def question(text: str, *visits: str, answers: tuple[Answer, ...] = (), **fields: object) -> Question:
    sheets = Visits.of(Visit(visit) for visit in visits)
    return Question(text=text, visits=sheets, answers=Answers.of(answers), **fields)


def test_before_it_the_questions_are_those_of_its_sheet_with_the_stars_first() -> None:
    plain, starred = question("How long?", HERE, position=1), question("Who calls?", "", starred=True, position=2)
    later = Appointment(title="Later", date="2026-06-20")
    other = question("Elsewhere", str(later.id))
    found = questions_at(case(questions=(plain, starred, other), appointments=(VISIT, later)), VISIT, TODAY)
    assert [one.text for one in found] == ["Who calls?", "How long?"]


def test_after_it_the_questions_are_those_that_were_on_its_sheet_or_answered_there() -> None:
    said = Answer("Two weeks", "Dr Kralj", appointment=HERE)
    asked, answered = question("Who calls?", HERE), question("How long?", answers=(said,))
    next_time = question("Later", "")
    done = VISIT.amended(state="done")
    found = questions_at(case(questions=(asked, answered, next_time), appointments=(done,)), done, TODAY)
    assert {one.text for one in found} == {"Who calls?", "How long?"}
    assert [answer_at(one, done) for one in found if one.text == "How long?"] == [said]
    assert questions_at(case(), done, TODAY) == ()


def test_who_and_when_alone_say_nothing() -> None:
    assert not says_something(Answer(" ", "Dr Kralj"))
    assert says_something(Answer("Yes"))
    assert says_something(Answer(goes_on=True))
