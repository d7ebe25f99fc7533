"""The overview of a case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.appointments import add_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.guide import hide_line, reword
from caregiver_app.casebook.journey import add_round, add_task, change_stage
from caregiver_app.casebook.questions import put_on_sheet, star
from caregiver_app.casebook.timeline import remove_entries
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.guide.lines import line_called
from caregiver_app.domain.journey.records import Round, Task
from caregiver_app.domain.questions import asked
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.overview import plans, sentences
from caregiver_app.ui.overview.page import OverviewPage
from caregiver_app.ui.overview.path import steps
from caregiver_app.ui.text import Label

TODAY = date(2026, 11, 28)
MARKUP = "<b>x</b>"


def words(page: OverviewPage) -> list[str]:
    return [label.text() for label in page.findChildren(Label) if label.isVisible()]


def days_on(days: int) -> PartialDate:
    return PartialDate((date.today() + timedelta(days=days)).isoformat())


@pytest.fixture
def page(window: MainWindow) -> OverviewPage:
    window.go("overview")
    found = window.page("overview")
    assert isinstance(found, OverviewPage)
    return found


@pytest.fixture
def empty(page: OverviewPage, book: Casebook) -> OverviewPage:
    remove_entries(book, book.snapshot().entries)
    return page


def test_it_says_who_where_the_disease_stands_and_each_treatment(page: OverviewPage, book: Casebook) -> None:
    said = words(page)
    assert book.snapshot().person.name in said
    assert "DLBCL · stage III B" in said
    assert "Relapsed 18 June 2024 after line 1; no treatment recorded since." in said
    assert "from memory" in said
    assert "R-CHOP\u00a0×6 · CR · Relapse 18 June 2024" in said


def test_the_cards_stand_in_the_order_of_the_questions_a_family_has(page: OverviewPage) -> None:
    assert [card.accessibleName() for card in page.cards] == [
        "Who and what", "Where the disease stands now", "Treatment so far", "CAR-T steps", "Next appointment",
        "Papers still missing", "Near and due", "Last packet sent",
    ]  # fmt: skip


def test_papers_are_counted_by_where_they_are(page: OverviewPage, book: Casebook) -> None:
    add_thing(book, Document(number=1, title="Slides", holding="elsewhere", held_by="The lab"))
    add_thing(book, Document(number=1, title="Letter", holding="wanted"))
    assert sentences.papers(book.snapshot()) == ("1 is held elsewhere", "1 is still wanted")
    assert "1 is held elsewhere · 1 is still wanted" in words(page)


def test_an_empty_case_leads_from_the_diagnosis_to_the_packet(window: MainWindow, empty: OverviewPage) -> None:
    assert empty.main_button.text() == "Start with the diagnosis"
    empty.main_button.click()
    dialog = window.findChild(FormDialog)
    assert dialog.windowTitle() == "The diagnosis"
    dialog.form.row("disease").control.set_typed("Follicular lymphoma")
    dialog.save()
    assert empty.main_button.text() == "Add a treatment"
    assert "Diagnosed: Follicular lymphoma" not in words(empty)  # undated: it says nothing of where things stand


def test_each_card_of_an_empty_case_holds_the_one_thing_to_do_first(empty: OverviewPage) -> None:
    firsts = [next(link.text() for link in card.findChildren(QPushButton)) for card in empty.cards]
    assert firsts == [
        "Add the diagnosis", "Add how it answered", "Add a treatment", "Look at the twelve steps",
        "See the appointments", "See what is wanted", "Look at the tasks", "See the packet",
    ]  # fmt: skip
    assert "Finding out more does not mean that you have decided on treatment." in " ".join(words(empty))


@pytest.mark.thorough
def test_the_path_goes_from_the_diagnosis_by_the_questions_to_the_packet(page: OverviewPage, book: Casebook) -> None:
    assert [step.button for step in steps(book.snapshot())] == [
        "Start with the diagnosis", "Add a treatment", "Add the papers", "Choose your questions", "Make the packet",
    ]  # fmt: skip
    star(book, "Q001")
    assert [step.is_done for step in steps(book.snapshot())] == [True, True, False, True, False]
    assert "Your questions: done" in words(page)


def test_the_main_button_has_the_focus_and_leads_on(window: MainWindow, page: OverviewPage) -> None:
    assert page.main_button.hasFocus()
    assert page.main_button.text() == "Add the papers"
    page.main_button.click()
    assert window.shown_page == "documents"


def test_the_path_is_left_and_resumed_and_that_is_remembered(window: MainWindow, page: OverviewPage) -> None:
    assert {"The diagnosis: done", "The packet"} <= set(words(page))
    page.path_card.turn_button.click()
    assert "The packet" not in words(page)
    assert "The papers" in words(page)  # what is next is still said
    assert page.main_button.text() == "Add the papers"
    assert page.path_card.turn_button.hasFocus()
    assert window.preferences.now.path_hidden
    QTest.keyClick(page.path_card.turn_button, Qt.Key.Key_Space)
    assert {"The diagnosis: done", "The packet"} <= set(words(page))
    assert not window.preferences.now.path_hidden


def test_the_step_the_round_is_at_is_told_with_its_mode_and_its_next_day(page: OverviewPage, book: Casebook) -> None:
    chosen = add_round(book, Round(name=MARKUP, mode="proceeding"))
    change_stage(book, chosen, "ST01", state="done")
    change_stage(book, chosen, "ST02", planned=PartialDate("2027-01-08"))
    said = words(page)
    assert "Step 2 of 12: Records review, MDT and work-up" in said
    assert "Going ahead · planned 8 January 2027" in said
    add_round(book, Round(name="Edinburgh"))
    assert f"{MARKUP} · Going ahead · planned 8 January 2027" in words(page)
    assert "Edinburgh · Exploring" in words(page)


def test_the_day_is_counted_from_the_infusion(book: Casebook) -> None:
    chosen = add_round(book, Round(name="Edinburgh", mode="proceeding"))
    change_stage(book, chosen, "ST07", planned=PartialDate("2026-12-10"))
    (said,) = plans.car_t_steps(book.snapshot(), TODAY)
    assert said.beneath == "Going ahead · Infusion, day 0: planned 10 December 2026 · Day \u221212 as planned"
    change_stage(book, chosen, "ST07", done=PartialDate("2026-11-14"))
    (said,) = plans.car_t_steps(book.snapshot(), TODAY)
    assert said.words.startswith("Step 8 of 12: ")
    assert said.beneath == "Going ahead · Day +14"


def test_more_rounds_than_have_room_are_counted(book: Casebook) -> None:
    for number in range(5):
        add_round(book, Round(name=f"Round {number}"))
    said = plans.car_t_steps(book.snapshot(), TODAY)
    assert len(said) == plans.MOST_ROUNDS + 1
    assert said[-1].beneath == "and 2 more rounds"


def test_the_next_appointment_is_told_with_its_top_three_questions(page: OverviewPage, book: Casebook) -> None:
    add_appointment(book, Appointment(title=MARKUP, date=days_on(3), at="10:20", whom="Dr Kralj", remind_days=5))
    assert "No question is chosen for it yet." in words(page)
    put_on_sheet(book, ["Q001", "Q002", "Q003", "Q004", "Q005"])
    assert "5 questions are on its sheet. A star puts a question first." in words(page)
    for key in ("Q001", "Q002", "Q003"):
        star(book, key)
    said = words(page)
    assert f"{MARKUP} · in 3 days" in said
    assert any(one.endswith("10:20 · Dr Kralj") for one in said)
    top = asked.sheet_for(book.snapshot(), None, date.today()).top
    assert [one for one in said if one in {question.text for question in top}] == [one.text for one in top]
    assert "2 more questions are on its sheet." in said
    assert f"“{MARKUP}” is in 3 days at 10:20." in said


def test_what_is_due_is_told_and_nothing_else(page: OverviewPage, book: Casebook) -> None:
    empty = "Nothing is due. An appointment that comes near, and a task with a day, are told here."
    assert empty in words(page)
    add_task(book, Task(text="Ask for the slides", due=days_on(0)))
    assert "“Ask for the slides” is due today." in words(page)
    assert empty not in words(page)


def test_the_library_of_questions_is_not_read_where_none_is_chosen(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never() -> None:
        raise AssertionError("The library was read.")

    monkeypatch.setattr(asked, "library", never)
    add_appointment(book, Appointment(title="Clinic", date=PartialDate("2026-12-02")))
    assert plans.appointment(book.snapshot(), TODAY)[-1].beneath == "No question is chosen for it yet."


def test_facts_to_be_checked_are_counted(book: Casebook) -> None:
    assert sentences.to_check(book.snapshot()) == "3 entries are marked to be checked."


def test_what_the_program_does_not_do_is_said_once_at_the_foot_beneath_a_calm_line(
    page: OverviewPage, book: Casebook
) -> None:
    footer, calm = line_called("app-footer"), line_called("caregivers-2")
    assert footer is not None
    assert calm is not None
    assert words(page).count(footer.text) == 1
    assert words(page).count(calm.text) == 1
    reword(book, calm, MARKUP)
    assert page.calm.text() == MARKUP
    hide_line(book, calm)
    assert page.calm.isHidden()


def test_the_focus_stays_where_it_is_when_something_changes(page: OverviewPage, book: Casebook) -> None:
    link = next(one for one in page.findChildren(QPushButton) if one.text() == "See the appointments")
    link.setFocus()
    add_appointment(book, Appointment(title="Clinic", date=days_on(3)))
    focused = QApplication.focusWidget()
    assert focused is not link
    assert focused.accessibleName() == "See the appointments"


@pytest.mark.parametrize(
    ("words_on_it", "leads_to"),
    [
        ("See the timeline", "timeline"),
        ("Look at the twelve steps", "journey"),
        ("See the appointments", "appointments"),
        ("See the questions", "questions"),
        ("See the papers", "documents"),
    ],
)
def test_each_card_leads_to_its_page(page: OverviewPage, words_on_it: str, leads_to: str) -> None:
    gone: list[str] = []
    page._desk = replace(page._desk, go=lambda key, _record: gone.append(key))
    next(one for one in page.findChildren(QPushButton) if one.text() == words_on_it).click()
    assert gone == [leads_to]


def test_cards_stand_beneath_each_other_where_there_is_little_room(
    qtbot: QtBot, window: MainWindow, page: OverviewPage
) -> None:
    assert page.is_wide
    window.resize(800, 800)
    qtbot.waitUntil(lambda: len({card.x() for card in (page.path_card, *page.cards)}) == 1)
    assert not page.is_wide
    assert page.path_card.y() < page.cards[0].y()


def test_tab_goes_through_the_cards_as_they_are_read(page: OverviewPage) -> None:
    passed = []
    page.cards[0].findChild(QPushButton).setFocus()
    while (card := QApplication.focusWidget().parentWidget()) is not None and page.isAncestorOf(card):
        while card not in (*page.cards, page.path_card):
            card = card.parentWidget()
        passed.append(card.accessibleName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is page.cards[0].findChild(QPushButton):
            break
    names = [card.accessibleName() for card in (*page.cards[:4], page.path_card, *page.cards[4:])]
    assert list(dict.fromkeys(passed)) == names


def test_a_case_that_can_only_be_read_offers_no_form_to_fill(
    page: OverviewPage, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book._store, "read_only", True)
    page._fill()
    held = {one.text() for one in page.findChildren(QPushButton) if one.isVisible() and not one.isEnabled()}
    assert held == {"Add how it answered", "It came back or grew", "Add a treatment"}
    page.path_card.turn_button.click()
    assert page.path_card.turn_button.text() == "Show the path"
