"""Where a question stands on a day: on a sheet, answered, still open; and what is on a sheet, in which order."""

from datetime import date
from typing import Any

import pytest

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.questions.asked import (
    NEXT_VISIT,
    TOP,
    AskedQuestion,
    question_of,
    questions_of,
    sheet_for,
    status_in_words,
    still_open_from,
    visit_in_words,
    waiting_count,
)
from caregiver_app.domain.questions.library import library, question_topics
from caregiver_app.domain.questions.records import Answer, Answers, Question, Visit, Visits
from caregiver_app.domain.snapshot import CaseSnapshot
from family import PERSON, fixed

TODAY = date(2026, 11, 29)
PAST = Appointment(id=fixed("past"), title="Clinic", date="2026-10-27", whom="Dr Kralj")
SOON = Appointment(id=fixed("soon"), title="Video talk", date="2026-12-02")
LATER = Appointment(id=fixed("later"), title="Second clinic", date="2026-12-20")
GONE, NEXT, LAST = str(PAST.id), str(SOON.id), str(LATER.id)
FULL, OPEN = Answer("Weeks.", "Dr Kralj", PartialDate("2026-10-27")), Answer("Not yet.", goes_on=True)


def kept(guide: str, *visits: str, answers: tuple[Answer, ...] = (), **more: Any) -> Question:
    told = {"visits": Visits.of(Visit(visit) for visit in visits), "answers": Answers.of(answers), **more}
    return Question(id=fixed(guide), guide=guide, **told)


def case(*questions: Question, **more: Any) -> CaseSnapshot:
    return CaseSnapshot(PERSON, questions=questions, appointments=(PAST, SOON, LATER), **more)


def stands(*visits: str, answers: tuple[Answer, ...] = ()) -> AskedQuestion:
    found = question_of(case(kept("Q019", *visits, answers=answers)), "Q019", TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("visits", "answers", "status", "coming"),
    [
        ((), (), "open", ()),
        ((NEXT_VISIT,), (), "planned", (NEXT_VISIT,)),
        ((NEXT, LAST), (), "planned", (NEXT, LAST)),
        ((GONE,), (), "unanswered", ()),
        ((GONE, NEXT_VISIT), (), "planned", (NEXT_VISIT,)),
        ((GONE,), (FULL,), "answered", ()),
        ((GONE,), (OPEN,), "unanswered", ()),
        ((), (OPEN,), "goes-on", ()),
        ((NEXT_VISIT,), (OPEN,), "planned", (NEXT_VISIT,)),
        ((GONE, NEXT), (FULL,), "planned", (NEXT,)),
        ((NEXT_VISIT,), (FULL,), "planned", (NEXT_VISIT,)),
        ((NEXT,), (Answer("Yes.", appointment=NEXT),), "answered", ()),
        (("an appointment that was removed",), (), "unanswered", ()),
    ],
)
def test_where_a_question_stands_follows_from_its_sheets_and_answers(
    visits: tuple[str, ...], answers: tuple[Answer, ...], status: str, coming: tuple[str, ...]
) -> None:
    found = stands(*visits, answers=answers)
    assert (found.status, found.visits) == (status, coming)
    assert found.waits == (status in ("planned", "unanswered", "goes-on"))


def test_without_a_record_every_question_of_the_library_is_open_and_they_stand_by_topic() -> None:
    found = questions_of(case(), TODAY)
    assert [one.key for one in found if not one.own] == [one.key for one in found]
    assert len(found) == len(library())
    topics = [topic.id for topic in question_topics()]
    places = [topics.index(one.topic) for one in found]
    assert places == sorted(places)
    assert {one.status for one in found} == {"open"}
    assert waiting_count(case(), TODAY) == 0


def test_an_own_question_goes_by_its_record_and_one_the_guide_lost_keeps_its_answers() -> None:
    own = Question(id=fixed("own"), text="<b>May</b> we come?", topic="travel", audience="coordinator,family")
    lost = kept("Q999", answers=(FULL,))
    held = case(own, lost)
    found = question_of(held, str(own.id).upper(), TODAY)
    assert found is not None
    assert (found.text, found.own, found.audience) == ("<b>May</b> we come?", True, ("coordinator", "family"))
    assert found.record is not None
    assert found.record.id == own.id
    gone = question_of(held, str(lost.id), TODAY)
    assert gone is not None
    assert (gone.text, gone.status) == ("Q999", "answered")


def test_own_words_stand_and_what_the_guide_says_newer_is_told() -> None:
    reworded = Wording(guide="Q019", text="Why now?", guide_text="What the guide said before.")
    found = question_of(case(wordings=(reworded,)), "q019", TODAY)
    assert found is not None
    assert (found.text, found.reworded) == ("Why now?", True)
    assert found.guide is not None
    assert found.newer == found.guide.line.words()


def test_the_sheet_has_three_stars_on_top_then_the_rest_in_their_order_then_what_is_still_open() -> None:
    stars = [kept(f"Q00{n}", NEXT, starred=True, position=9 - n) for n in range(1, 5)]
    plain = kept("Q050", NEXT_VISIT, position=1)
    still_open = kept("Q060", GONE)
    elsewhere = kept("Q070", LAST)
    answered = kept("Q071", NEXT, answers=(Answer("Yes.", appointment=NEXT),))
    sheet = sheet_for(case(*stars, plain, still_open, elsewhere, answered), None, TODAY)
    assert sheet.appointment == SOON
    assert [one.key for one in sheet.top] == ["Q004", "Q003", "Q002"]
    assert [one.key for one in sheet.others] == ["Q050", "Q001"]
    assert [one.key for one in sheet.carried] == ["Q060"]
    assert len(sheet.top) == TOP
    assert sheet.questions == (*sheet.top, *sheet.others, *sheet.carried)
    assert sheet_for(case(*stars, plain, still_open), SOON, TODAY).questions == sheet.questions


def test_the_sheet_of_a_later_appointment_has_only_what_was_chosen_for_it() -> None:
    held = case(kept("Q050", NEXT_VISIT), kept("Q060", GONE), kept("Q070", LAST))
    assert [one.key for one in sheet_for(held, LATER, TODAY).questions] == ["Q070"]


def test_a_hidden_question_is_on_no_sheet_and_does_not_wait() -> None:
    hidden = Wording(guide="Q050", hidden=True)
    held = case(kept("Q050", NEXT_VISIT), wordings=(hidden,))
    assert sheet_for(held, None, TODAY).questions == ()
    assert waiting_count(held, TODAY) == 0


def test_without_any_appointment_there_is_a_next_sheet_all_the_same() -> None:
    held = CaseSnapshot(PERSON, questions=(kept("Q050", NEXT_VISIT),))
    sheet = sheet_for(held, None, TODAY)
    assert sheet.appointment is None
    assert [one.key for one in sheet.questions] == ["Q050"]


def test_what_waits_is_counted_once() -> None:
    held = case(kept("Q050", NEXT_VISIT, NEXT), kept("Q060", GONE), kept("Q070", answers=(OPEN,)), kept("Q071"))
    assert waiting_count(held, TODAY) == 3


def test_a_question_is_still_open_from_the_last_visit_that_did_not_answer_it() -> None:
    before = Appointment(id=fixed("before"), title="First clinic", date="2026-09-01")
    held = CaseSnapshot(
        PERSON,
        questions=(kept("Q050", GONE, str(before.id)), kept("Q060", GONE, answers=(Answer("?", appointment=GONE),))),
        appointments=(before, PAST),
    )
    one, answered, free = (question_of(held, key, TODAY) for key in ("Q050", "Q060", "Q070"))
    assert one is not None
    assert answered is not None
    assert free is not None
    assert still_open_from(held, one) == GONE
    assert still_open_from(held, answered) == NEXT_VISIT
    assert still_open_from(held, free) == NEXT_VISIT


def test_where_a_question_stands_is_said_in_words() -> None:
    held = case()
    assert status_in_words(stands(NEXT_VISIT, LAST), held) == (
        "On the sheet: the next visit, Second clinic, 20 December 2026"
    )
    assert status_in_words(stands(answers=(FULL,)), held) == "Answered: Dr Kralj, 27 October 2026"
    assert status_in_words(stands(GONE), held) == "Not answered yet"
    assert status_in_words(stands(answers=(OPEN,)), held) == "Talked about, still open"
    assert visit_in_words(held, "no such id") == "an appointment that was removed"


def test_the_sheet_of_a_visit_that_is_over_says_what_was_on_it() -> None:
    visit = Appointment(title="Clinic", date="2026-10-27", state="done")
    said = Answer("Weeks.", appointment=str(visit.id))
    answered = Question(guide="Q013", visits=[Visit(str(visit.id))], answers=[said])
    open_still = Question(guide="Q067", visits=[Visit(str(visit.id))], starred=True)
    elsewhere = Question(guide="Q019", visits=[Visit("")])
    case = CaseSnapshot(PERSON, questions=(answered, open_still, elsewhere), appointments=(visit,))
    sheet = sheet_for(case, visit, date(2026, 11, 29))
    assert [one.key for one in sheet.top] == ["Q067"]
    assert [one.key for one in sheet.others] == ["Q013"]
    assert sheet.carried == ()
