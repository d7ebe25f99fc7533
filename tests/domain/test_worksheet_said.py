"""What was said: by row, by programme, in the four sentences, and what the case can offer to them."""

from dataclasses import replace
from datetime import date

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.questions.library import question_called
from caregiver_app.domain.questions.records import Answer, Answers, Question
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import criteria, points, sentence_frames, worksheet_steps
from caregiver_app.domain.worksheet.known import facts_known, still_missing
from caregiver_app.domain.worksheet.records import Option, Programme, Said, SaidOf, Worksheet
from caregiver_app.domain.worksheet.said import (
    answers_about,
    empty_sentences,
    is_thought_through,
    offers_for,
    option_kind,
    said_about,
    sentence_said,
    step_note,
    who_and_when,
    who_said,
)
from family import PERSON, case, fixed

TODAY = date(2026, 11, 28)
ON = PartialDate("2026-11-03")
HERE = Programme(id=fixed("here"), name="Here")
THERE = Programme(id=fixed("there"), name="There")
EMPTY = CaseSnapshot(PERSON)


def test_a_row_nobody_spoke_of_has_no_words() -> None:
    assert said_about(SaidOf(), "criterion-goal") == Said("criterion-goal")
    assert sentence_said(EMPTY, "sentence-1") == Said("sentence-1")
    assert step_note(EMPTY, "step-1") == Said("step-1")
    assert not is_thought_through(EMPTY, "step-1")


def test_by_whom_and_when_are_told_as_far_as_they_are_known() -> None:
    assert who_and_when("Dr Kralj", ON) == "Dr Kralj, 3 November 2026"
    assert who_and_when("", ON) == "3 November 2026"
    assert who_and_when("Dr Kralj", None) == "Dr Kralj"
    assert who_and_when("", None) == ""


def test_whoever_said_something_of_a_column_is_named_once() -> None:
    said = (Said("criterion-goal", "a", "Dr Kralj", ON), Said("criterion-risks", "b", "Dr Kralj", ON), Said("x", "c"))
    assert who_said(Option(name="CAR-T", said=SaidOf.of(said))) == ("Dr Kralj, 3 November 2026",)


def test_an_answer_belongs_to_the_column_of_the_programme_that_gave_it_and_to_no_other() -> None:
    point = next(one for one in points() if one.id == "point-toxicity")
    first, second = point.questions[:2]
    answers = Answers.of(
        (Answer("Four times a day", "Dr Li", ON, programme=str(THERE.id)), Answer("Ask again", programme=str(HERE.id)))
    )
    questions = (
        Question(guide=second, answers=answers),
        Question(guide=first, answers=Answers.of((Answer("A nurse", programme=str(THERE.id)), Answer("of nobody")))),
        Question(guide="Q059", answers=Answers.of((Answer("elsewhere", programme=str(THERE.id)),))),
    )
    known = CaseSnapshot(PERSON, questions=questions, programmes=(HERE, THERE))
    assert [one.answer.text for one in answers_about(known, THERE.id, point)] == ["A nurse", "Four times a day"]
    assert [one.answer.text for one in answers_about(known, HERE.id, point)] == ["Ask again"]
    reworded = replace(known, wordings=(Wording(guide=first, text="Our words"),))
    assert answers_about(reworded, THERE.id, point)[0].question == "Our words"


def test_sentences_without_words_are_named_in_their_order() -> None:
    assert [one.id for one in empty_sentences(EMPTY)] == [one.id for one in sentence_frames()]
    said = SaidOf.of((Said("sentence-2", "Waiting or CAR-T"), Said("sentence-4", "  ")))
    sheet = replace(EMPTY, worksheets=(Worksheet(sentences=said),))
    assert [one.id for one in empty_sentences(sheet)] == ["sentence-1", "sentence-3", "sentence-4"]


def test_the_case_offers_its_facts_to_the_first_sentence_and_what_was_named_to_the_second() -> None:
    first, second, third, fourth = sentence_frames()
    options = (Option(name="Glofitamab", kind="BISP"), Option(name="Watch and wait", kind="WAIT"))
    named = replace(case(), options=options)
    offered = [one.words for one in offers_for(named, first, TODAY)]
    assert "DLBCL · stage III B" in offered
    assert any(words.startswith("1 R-CHOP") for words in offered)
    assert [(one.words, one.beneath) for one in offers_for(named, second, TODAY)] == [
        ("Glofitamab", "Bispecific antibody"),
        ("Watch and wait", ""),
    ]
    assert offers_for(named, third, TODAY) == offers_for(named, fourth, TODAY) == ()
    assert offers_for(EMPTY, first, TODAY) == ()


def test_the_kind_of_a_treatment_is_told_where_its_name_does_not() -> None:
    assert option_kind(Option(name="CAR-T cell therapy", kind="CART")) == ""
    assert option_kind(Option(name="liso-cel", kind="CART")) == "CAR-T cell therapy"
    assert option_kind(Option(name="liso-cel", kind="our own")) == "our own"


def test_an_empty_case_misses_every_fact_and_a_full_one_says_which_paper_shows_it() -> None:
    assert [one.id for one in still_missing(EMPTY, "foundation", TODAY)] == [
        "fact-diagnosis-and-subtype",
        "fact-relapsed-or-refractory",
        "fact-lines-and-responses",
        "fact-extent-now",
        "fact-biomarkers",
    ]
    assert len(still_missing(EMPTY, "programme-reads", TODAY)) == 8
    missing = [one.id for one in still_missing(case(), "foundation", TODAY)]
    assert missing == ["fact-extent-now", "fact-biomarkers"]
    diagnosis = facts_known(case(), "foundation", TODAY)[0].known[0]
    assert diagnosis.beneath == "14 May 2023 · from a report"


def test_every_question_the_worksheet_leads_to_is_in_the_library() -> None:
    rows = (*worksheet_steps(), *criteria(), *points())
    assert not [key for row in rows for key in row.questions if question_called(key) is None]
