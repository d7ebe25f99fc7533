"""The chosen question: its answers, its sheets, its words, hiding it; and questions of the family's own."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from caregiver_app.casebook import questions as verbs
from caregiver_app.casebook.appointments import add_appointment, mark_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.guide import reword
from caregiver_app.casebook.worksheet import add_programme
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.lines import line_called
from caregiver_app.domain.questions.asked import AskedQuestion, question_of
from caregiver_app.domain.questions.records import Answer, Question
from caregiver_app.domain.worksheet.records import Programme
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.questions.page import QuestionsPage
from caregiver_app.ui.waiting import tell_of_drafts

TODAY = date.today()
MARKUP = "<b>Yes</b> & no"
KEY = "Q019"


@pytest.fixture
def page(window: MainWindow) -> QuestionsPage:
    """The page with one question chosen in the library."""
    window.go("questions")
    shown = window.page("questions")
    assert isinstance(shown, QuestionsPage)
    shown.show_question(KEY)
    return shown


def at_day(book: Casebook, days: int, title: str = "Clinic") -> Appointment:
    day = PartialDate.of_day(TODAY + timedelta(days=days))
    return add_appointment(book, Appointment(title=title, date=day, whom="Dr Kralj"))


def seen(book: Casebook, key: str = KEY) -> AskedQuestion:
    found = question_of(book.snapshot(), key, TODAY)
    assert found is not None
    return found


def told(page: QuestionsPage) -> list[str]:
    return [label.text() for label in page.panel.facts.findChildren(QLabel)]


def link(page: QuestionsPage, words: str) -> QPushButton:
    return next(made for made in page.panel.facts.links if made.accessibleName().startswith(words))


def form_of(page: QuestionsPage) -> FormDialog:
    dialog = next(one for one in page.window().findChildren(FormDialog) if one.isVisible())
    assert isinstance(dialog, FormDialog)
    return dialog


def fill(dialog: FormDialog, **values: Any) -> None:
    for name, value in values.items():
        dialog.form.row(name).control.set_value(value)


def test_the_panel_says_why_whom_to_ask_at_which_step_and_where_it_is_from(page: QuestionsPage) -> None:
    one = seen(page._desk.book)
    assert one.guide is not None
    assert page.panel.title.text() == one.text
    assert one.why in {label.text() for label in page.panel.findChildren(QLabel)}
    said = told(page)
    for heading in ("Whom to ask", "Topic", "Step", "Where it is from"):
        assert heading in said
    assert "from the guide, 28 November 2026" in said
    assert any(one.guide.line.from_whom().startswith(words) for words in said)


def test_enter_opens_the_form_for_an_answer_and_it_is_kept_with_all_that_was_said(
    page: QuestionsPage, book: Casebook
) -> None:
    programme = add_programme(book, Programme(name="Minglan"))
    visit = at_day(book, 0)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    dialog = form_of(page)
    rows = {name: row.control.value() for name, row in dialog.form.rows.items()}
    assert (rows["who"], rows["on"], rows["appointment"]) == ("Dr Kralj", visit.date, str(visit.id))
    fill(dialog, text=MARKUP, programme=str(programme.id))
    dialog.save_button.click()
    answer = Answer(MARKUP, "Dr Kralj", visit.date, str(programme.id), str(visit.id))
    assert seen(book).answers == (answer,)
    assert MARKUP in told(page)
    assert any(words.startswith("Dr Kralj · ") and "Minglan" in words for words in told(page))
    book.undo()
    assert seen(book).answers == ()


def test_without_a_visit_today_an_answer_is_of_today_and_of_no_appointment(page: QuestionsPage, book: Casebook) -> None:
    at_day(book, -20)
    page.panel.answer_button.click()
    rows = {name: row.control.value() for name, row in form_of(page).form.rows.items()}
    assert (rows["on"], rows["appointment"], rows["who"]) == (PartialDate.of_day(TODAY), "", "")
    assert "programme" not in rows


def test_an_answer_to_what_a_visit_left_open_is_most_likely_of_that_visit(page: QuestionsPage, book: Casebook) -> None:
    visit = at_day(book, -2)
    verbs.put_on_sheet(book, [KEY], str(visit.id))
    page.panel.answer_button.click()
    assert form_of(page).form.row("appointment").control.value() == str(visit.id)
    form_of(page).reject()
    mark_appointment(book, visit, "cancelled")
    page.panel.answer_button.click()
    assert form_of(page).form.row("appointment").control.value() == ""


def test_an_answer_without_words_is_asked_for_kindly_and_still_open_needs_none(
    page: QuestionsPage, book: Casebook
) -> None:
    page.panel.answer_button.click()
    dialog = form_of(page)
    dialog.save_button.click()
    assert "not written yet" in dialog.notices.words
    assert not seen(book).answers
    fill(dialog, goes_on=True)
    dialog.save_button.click()
    assert seen(book).status == "goes-on"
    assert any("still open" in words for words in told(page))


def test_an_answer_is_changed_and_removed_from_the_panel(page: QuestionsPage, book: Casebook) -> None:
    verbs.answer_question(book, KEY, Answer("First.", "Dr Kralj"))
    verbs.answer_question(book, KEY, Answer("Second."))
    link(page, "Change answer 2").click()
    dialog = form_of(page)
    assert dialog.form.row("text").control.value() == "First."
    fill(dialog, text="First, in full.")
    dialog.save_button.click()
    assert [answer.text for answer in seen(book).answers] == ["First, in full.", "Second."]
    link(page, "Remove answer 1").click()
    assert [answer.text for answer in seen(book).answers] == ["First, in full."]
    page._desk.notices.action.click()
    assert len(seen(book).answers) == 2


def test_saving_an_answer_as_it_was_takes_no_step(page: QuestionsPage, book: Casebook) -> None:
    verbs.answer_question(book, KEY, Answer("First.", "Dr Kralj"))
    before = book.undo_label
    link(page, "Change answer 1").click()
    form_of(page).save_button.click()
    assert book.undo_label == before


def test_the_menu_offers_the_next_visit_and_every_appointment_to_come(page: QuestionsPage, book: Casebook) -> None:
    assert not page.panel.sheets_button.isVisible()
    visits = [at_day(book, days, f"Clinic & {days}") for days in (3, 9)]
    at_day(book, -3)
    assert page.panel.sheets_button.isVisible()
    menu = QMenu()
    page.panel.menu_asked.emit(menu)
    assert len(menu.actions()) == 3
    assert menu.actions()[1].text().startswith("Clinic && 3, ")
    menu.actions()[2].trigger()
    assert seen(book).visits == (str(visits[1].id),)
    page.panel.menu_asked.emit(menu)
    assert [action.isChecked() for action in menu.actions()] == [False, False, True]
    menu.actions()[2].trigger()
    assert seen(book).status == "open"


def test_the_panel_names_the_sheets_and_takes_a_question_off_each(page: QuestionsPage, book: Casebook) -> None:
    visit = at_day(book, 3)
    page.panel.sheet_button.click()
    verbs.put_on_sheet(book, [KEY], str(visit.id))
    assert {"On the sheet for", "the next visit"} <= set(told(page))
    link(page, "Take it off: Clinic").click()
    assert seen(book).visits == ("",)
    assert page.panel.sheet_button.text() == "Take off the next sheet"
    page.panel.sheet_button.click()
    assert page.panel.sheet_button.text() == "Put on the next sheet"
    assert seen(book).status == "open"


def test_the_star_button_says_what_it_does(page: QuestionsPage, book: Casebook) -> None:
    page.panel.star_button.click()
    assert seen(book).starred
    assert page.panel.star_button.text() == "Take the star off"


def test_own_words_stand_until_the_guides_are_taken_back(page: QuestionsPage, book: Casebook) -> None:
    assert not page.panel.guide_words_button.isVisible()
    page.panel.reword_button.click()
    fill(form_of(page), text=MARKUP)
    form_of(page).save_button.click()
    assert page.panel.title.text() == MARKUP
    assert page.list.currentIndex().data() == MARKUP
    assert "What the guide says" in told(page)
    page.panel.guide_words_button.click()
    line = line_called(KEY)
    assert line is not None
    assert page.panel.title.text() == line.words()


@pytest.mark.parametrize(("words", "reworded"), [("Keep your words", True), ("Take the guide's words", False)])
def test_what_the_guide_says_newer_is_shown_with_both_ways_on(
    page: QuestionsPage, book: Casebook, words: str, reworded: bool
) -> None:
    line = line_called(KEY)
    assert line is not None
    reword(book, line, "Ours?")
    with book.step("As an older guide had it") as tx:
        (wording,) = book.snapshot().wordings
        tx.put(wording.amended(guide_text="What it said before."))
    assert "The guide says something newer by now" in told(page)
    assert line.words() in told(page)
    link(page, words).click()
    assert "The guide says something newer by now" not in told(page)
    assert seen(book).reworded == reworded


def test_a_question_is_hidden_and_shown_again(page: QuestionsPage, book: Casebook) -> None:
    page.panel.hide_button.click()
    assert seen(book).hidden
    page.show_question(KEY)
    assert page.panel.hide_button.text() == "Show it again"
    assert not page.panel.sheet_button.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    assert seen(book).status == "open"
    page.panel.hide_button.click()
    assert not seen(book).hidden


def test_an_own_question_is_added_on_the_next_sheet_and_shown(page: QuestionsPage, book: Casebook) -> None:
    page.add_button.click()
    dialog = form_of(page)
    dialog.save_button.click()
    assert dialog.form.row("text").trouble == "Write the question."
    fill(dialog, text=MARKUP, audience="coordinator,family", topic="travel", stage="ST03")
    dialog.save_button.click()
    (own,) = book.snapshot().questions
    assert (own.text, own.audience, own.topic, own.stage) == (MARKUP, "coordinator,family", "travel", "ST03")
    assert seen(book, str(own.id)).status == "planned"
    assert page.list.chosen_keys == (str(own.id),)
    assert "The coordinator, Ourselves" in told(page)
    assert "A question of your own." in told(page)
    assert not page.panel.reword_button.isVisible()


def test_an_own_question_is_changed_and_removed_with_a_way_back(page: QuestionsPage, book: Casebook) -> None:
    own = verbs.add_question(book, Question(text="Ours?", audience="family"))
    page.show_question(str(own.id))
    page.panel.change_button.click()
    fill(form_of(page), text="Ours, then?")
    form_of(page).save_button.click()
    assert page.panel.title.text() == "Ours, then?"
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert not book.snapshot().questions
    page._desk.notices.action.click()
    assert seen(book, str(own.id)).text == "Ours, then?"


def test_a_question_of_the_guide_is_not_removed_but_told_that_it_can_hide(page: QuestionsPage, book: Casebook) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert "Those of the guide can be hidden" in page._desk.notices.words
    assert not book.snapshot().questions


@pytest.mark.parametrize("what", ["answer", "own", "change"])
def test_what_was_typed_and_not_saved_is_found_again(page: QuestionsPage, desk: Desk, what: str) -> None:
    if what == "change":
        verbs.answer_question(desk.book, KEY, Answer("Before."))
        link(page, "Change answer 1").click()
    else:
        (page.panel.answer_button if what == "answer" else page.add_button).click()
    fill(form_of(page), text="Half a sent")
    form_of(page).put_by()
    tell_of_drafts(desk)
    desk.notices.action.click()
    assert form_of(page).form.row("text").control.value() == "Half a sent"


def test_a_draft_about_what_is_gone_opens_nothing(page: QuestionsPage, desk: Desk) -> None:
    for name in ("question-answer-0-Q019", "question-answer-new-Q999", "question-own-Q999", "question-other"):
        desk.drafts.keep(name, {"text": "x"})
        tell_of_drafts(desk)
        assert desk.notices.words == "Something you were writing was not saved. It is kept beside your case."
        desk.drafts.drop(name)
