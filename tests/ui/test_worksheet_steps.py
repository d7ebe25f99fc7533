"""The six steps: free to move about in, with what the case holds, what is missing, and where that leads."""

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from caregiver_app.casebook import worksheet
from caregiver_app.casebook.appointments import add_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.questions import answer_question, put_on_sheet
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.questions.asked import questions_of
from caregiver_app.domain.questions.records import Answer
from caregiver_app.domain.worksheet.frame import worksheet_notes, worksheet_steps
from caregiver_app.domain.worksheet.known import fact_heads
from caregiver_app.domain.worksheet.records import Opinion, Option, Said
from caregiver_app.domain.worksheet.said import is_thought_through, step_note
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.question_ticks import is_ticked, tick
from caregiver_app.ui.worksheet.about_page import AboutPage
from caregiver_app.ui.worksheet.facts_part import FactsPart
from caregiver_app.ui.worksheet.page import OPINIONS, SENTENCES, STEPS, TREATMENTS, WorksheetPage
from caregiver_app.ui.worksheet.parts import Part
from caregiver_app.ui.worksheet.practicals_part import PracticalsPart
from caregiver_app.ui.worksheet.step_page import StepPage
from caregiver_app.ui.worksheet.step_parts import FieldsPart, LinesPart
from caregiver_app.ui.worksheet.steps_view import ABOUT, StepsView

MARKUP = '<b>x</b> & <img src="/etc/hostname">'
ON = PartialDate("2026-11-03")


@pytest.fixture
def steps(worksheet_page: WorksheetPage) -> StepsView:
    made = worksheet_page.view(STEPS)
    assert isinstance(made, StepsView)
    return made


def step(steps: StepsView, number: int) -> StepPage:
    steps.show_step(f"step-{number}")
    made = steps.page(f"step-{number}")
    assert isinstance(made, StepPage)
    return made


P = TypeVar("P", bound=Part)


def part(shown: StepPage, kind: type[P]) -> P:
    return next(one for one in shown.parts if isinstance(one, kind))


def form_of(desk: Desk) -> FormDialog:
    return next(dialog for dialog in desk.window.findChildren(FormDialog) if dialog.isVisible())


def gate_is_shown(shown: StepPage) -> bool:
    gate = worksheet_notes()["worksheet-gate"].text
    return gate in [row.words for row in part(shown, PracticalsPart).list.rows]


def test_six_steps_are_listed_with_their_question_and_state_in_words(steps: StepsView, book: Casebook) -> None:
    rows = steps.list.rows[1:]
    assert [row.words for row in rows] == [f"{n} {one.name}" for n, one in enumerate(worksheet_steps(), 1)]
    assert all(row.beneath == f"Open · {one.question}" for row, one in zip(rows, worksheet_steps(), strict=True))
    worksheet.close_step(book, "step-4", True)
    assert [row.beneath.startswith("Thought through") for row in steps.list.rows[1:]] == [False] * 3 + [True] + [
        False
    ] * 2


def test_one_moves_freely_by_the_keyboard_and_enter_leads_into_the_step(steps: StepsView) -> None:
    assert steps.list.hasFocus()
    assert steps.list.current_key == ABOUT
    for _press in range(6):
        QTest.keyClick(steps.list, Qt.Key.Key_Down)
    assert steps.list.current_key == "step-6"
    QTest.keyClick(steps.list, Qt.Key.Key_Up)
    QTest.keyClick(steps.list, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert steps.page("step-5").isAncestorOf(focused)


def test_a_step_is_thought_through_and_open_again_each_with_a_way_back(steps: StepsView, book: Casebook) -> None:
    shown = step(steps, 2)
    shown.thought_through.click()
    assert is_thought_through(book.snapshot(), "step-2")
    assert book.undo_label == "A step is thought through"
    book.undo()
    assert not shown.thought_through.isChecked()
    book.redo()
    shown.thought_through.click()
    assert not is_thought_through(book.snapshot(), "step-2")


def test_the_first_step_tells_what_is_known_with_its_proof_and_names_what_is_missing(
    steps: StepsView, desk: Desk
) -> None:
    facts = part(step(steps, 1), FactsPart)
    known = facts.words()
    assert known[0] == "Diagnosis and subtype DLBCL · stage III B"
    assert "14 May 2023 · from a report" in [label.text() for label in facts.findChildren(QLabel)]
    heads = fact_heads("foundation")
    assert known[4] == f"{heads[4].name} {heads[4].missing}"
    assert [link.text() for link in facts.links] == ["Add: A marker or gene result…", "Look through the papers"]
    facts.links[0].click()
    form = form_of(desk)
    form.form.row("marker").control.set_typed(MARKUP)
    form.save()
    assert MARKUP in facts.words()[4]
    assert facts.links == []


def test_a_way_to_the_papers_leads_there(steps: StepsView, desk: Desk, window: MainWindow) -> None:
    part(step(steps, 1), FactsPart).links[-1].click()
    assert window.shown_page == "documents"


def test_the_part_car_t_plays_is_kept_with_who_and_when(steps: StepsView, desk: Desk, book: Casebook) -> None:
    shown = step(steps, 2)
    role = part(shown, FieldsPart)
    assert role.missing.isVisible()
    form = role.fields.form
    form.row("role").control.setFocus()
    form.row("role").control.set_value("trial")
    form.row("role_who").control.setFocus()
    QTest.keyClicks(form.row("role_who").control.inner(), "Dr Kralj")
    form.row("role_on").control.setFocus()
    QTest.keyClicks(form.row("role_on").control.inner(), "3 Nov 2026")
    steps.list.setFocus()
    sheet = book.snapshot().worksheet
    assert sheet is not None
    assert (sheet.role, sheet.role_who, sheet.role_on) == ("trial", "Dr Kralj", ON)
    assert len(book.steps()) == 2  # the history of the case, and this
    assert not role.missing.isVisible()
    desk.undo()
    assert role.missing.isVisible()
    assert form.row("role").control.value() == ""


def test_the_third_step_shows_what_was_named_and_leads_to_the_table(
    steps: StepsView, worksheet_page: WorksheetPage, book: Casebook
) -> None:
    named = part(step(steps, 3), LinesPart)
    assert named.missing.isVisible()
    worksheet.add_option(book, Option(name=MARKUP, kind="BISP"))
    assert named.lines == [(MARKUP, "Bispecific antibody")]
    assert not named.missing.isVisible()
    named.way.click()
    assert worksheet_page.views.currentIndex() == TREATMENTS


@pytest.mark.thorough
def test_the_note_on_trips_stands_until_an_opinion_on_eligibility_is_answered_and_holds_nothing_back(
    steps: StepsView, book: Casebook
) -> None:
    shown = step(steps, 4)
    assert gate_is_shown(shown)
    practicals = part(shown, PracticalsPart)
    practicals.list.setFocus()
    practicals.list.choose("practical-visa")
    QTest.keyClick(practicals.list, Qt.Key.Key_Space)
    (task,) = book.snapshot().tasks
    assert (task.guide, task.is_done) == ("practical-visa", True)
    opinion = worksheet.add_opinion(book, Opinion(whom="Dr Li", about="eligibility", sent_on=ON))
    assert gate_is_shown(shown)
    worksheet.change_opinion(book, opinion.amended(answer="Not at present"))
    assert not gate_is_shown(shown)
    assert practicals.list.current_key == "practical-visa"
    book.undo()
    assert gate_is_shown(shown)


@pytest.mark.thorough
def test_the_practical_side_keeps_who_by_when_and_lines_of_ones_own(
    steps: StepsView, desk: Desk, book: Casebook
) -> None:
    practicals = part(step(steps, 4), PracticalsPart)
    practicals.list.setFocus()
    practicals.list.choose("practical-lodging")
    QTest.keyClick(practicals.list, Qt.Key.Key_Return)
    form = form_of(desk)
    form.form.row("who").control.set_typed("Marko")
    form.form.row("due").control.set_typed("January 2027")
    form.save()
    row = next(one for one in practicals.list.rows if one.key == "practical-lodging")
    assert (row.beneath, row.ticked) == ("Marko · by January 2027", False)
    practicals.add_button.click()
    form = form_of(desk)
    form.form.row("text").control.set_typed(MARKUP)
    form.save()
    own = practicals.list.rows[-1]
    assert (own.words, own.ticked) == (MARKUP, False)
    practicals.list.choose(own.key)
    QTest.keyClick(practicals.list, Qt.Key.Key_Space)
    assert practicals.list.rows[-1].ticked
    QTest.keyClick(practicals.list, Qt.Key.Key_Delete)
    assert [task.guide for task in book.snapshot().tasks] == ["practical-lodging"]
    desk.notices.action.click()
    assert practicals.list.rows[-1].words == MARKUP


def test_a_click_on_the_box_ticks_and_a_click_on_the_words_chooses(steps: StepsView, book: Casebook) -> None:
    practicals = part(step(steps, 4), PracticalsPart)
    practicals.list.choose("practical-tempo")
    row = practicals.list.visualItemRect(practicals.list.currentItem())
    view = practicals.list.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=row.center())
    assert book.snapshot().tasks == ()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(row.left() + 20, row.center().y()))
    assert [(task.guide, task.is_done) for task in book.snapshot().tasks] == [("practical-tempo", True)]


def test_a_team_review_is_kept_and_the_opinions_are_one_way_off(
    steps: StepsView, worksheet_page: WorksheetPage, book: Casebook
) -> None:
    worksheet.add_opinion(book, Opinion(kind="mdt", whom="Tumour board", answered_on=ON))
    shown = step(steps, 5)
    review = part(shown, FieldsPart)
    review.fields.form.row("mdt").control.set_value("unsure")
    review.fields.form.row("mdt_why").control.set_typed("Two doctors differ")
    review.fields.commit()
    sheet = book.snapshot().worksheet
    assert sheet is not None
    assert (sheet.mdt, sheet.mdt_why) == ("unsure", "Two doctors differ")
    lines = part(shown, LinesPart)
    assert lines.lines == [("Team review (MDT) · Tumour board", "answered 3 November 2026")]
    lines.way.click()
    assert worksheet_page.views.currentIndex() == OPINIONS


def test_the_last_step_names_each_sentence_that_is_empty_and_leads_to_them(
    steps: StepsView, worksheet_page: WorksheetPage, book: Casebook
) -> None:
    worksheet.write_sentence(book, "sentence-1", Said("", "It came back", "Ana", ON))
    lines = part(step(steps, 6), LinesPart)
    assert lines.lines[0][0].endswith("It came back")
    assert [beneath for _words, beneath in lines.lines] == ["Ana, 3 November 2026", *["Still to clarify"] * 3]
    lines.way.click()
    assert worksheet_page.views.currentIndex() == SENTENCES


def test_a_note_saves_itself_on_leaving_and_is_shown_as_typed(steps: StepsView, book: Casebook) -> None:
    shown = step(steps, 2)
    edit = shown.note.fields.form.row("text").control.inner()
    edit.setFocus()
    QTest.keyClicks(edit, MARKUP)
    steps.show_step("step-3")
    assert step_note(book.snapshot(), "step-2").text == MARKUP
    book.undo()
    shown = step(steps, 2)
    assert shown.note.fields.form.row("text").control.typed() == ""


def test_a_question_is_ticked_onto_the_sheet_and_off_again(steps: StepsView, book: Casebook) -> None:
    asked = step(steps, 2).questions
    asked.list.setFocus()
    asked.list.choose("Q036")
    QTest.keyClick(asked.list, Qt.Key.Key_Space)
    (record,) = book.snapshot().questions
    assert (record.guide, len(record.visits.values)) == ("Q036", 1)
    row = next(one for one in asked.list.rows if one.key == "Q036")
    assert (row.ticked, row.beneath) == (True, "On the sheet: the next visit")
    QTest.keyClick(asked.list, Qt.Key.Key_Space)
    assert not any(one.visits for one in book.snapshot().questions)
    answer_question(book, "Q036", Answer("A board of five", "Dr Li", ON))
    row = next(one for one in asked.list.rows if one.key == "Q036")
    assert row.beneath == "Answered: Dr Li, 3 November 2026"


def test_the_one_question_the_goal_and_the_wishes_save_themselves(steps: StepsView, desk: Desk) -> None:
    about = steps.page(ABOUT)
    assert isinstance(about, AboutPage)
    about.question.form.row("question").control.set_typed("Is a trial open to her?")
    about.goal.form.row("goal").control.set_value("control")
    about.goal.form.row("goal_words").control.set_typed("To be at the wedding")
    about.wishes.form.row("wishes").control.set_typed(MARKUP)
    about.kind.form.row("question_kind").control.set_value("timing")
    about.why.form.row("exploring").control.set_value("In our own words: a friend told us")
    desk.window.page("worksheet").finish()
    case = desk.book.snapshot()
    sheet = case.worksheet
    assert sheet is not None
    assert case.person.question == "Is a trial open to her?"
    assert (sheet.goal, sheet.goal_words, sheet.wishes) == ("control", "To be at the wedding", MARKUP)
    assert (sheet.question_kind, sheet.exploring) == ("timing", "In our own words: a friend told us")
    assert about.why.form.row("exploring").control.own_words.isVisible()
    assert desk.drafts.names() == ()


def test_a_change_from_elsewhere_shows_when_the_page_comes_back(
    steps: StepsView, window: MainWindow, book: Casebook
) -> None:
    window.go("overview")
    worksheet.write_question(book, "Asked elsewhere")
    window.go("worksheet")
    about = steps.page(ABOUT)
    assert isinstance(about, AboutPage)
    assert about.question.form.row("question").control.typed() == "Asked elsewhere"


def test_the_steps_of_a_case_that_can_only_be_read_take_nothing(
    window: MainWindow, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    worksheet.write_step_note(book, "step-4", Said("", "As we wrote it"))
    monkeypatch.setattr(book._store, "read_only", True)
    window.go("worksheet")
    page = window.page("worksheet")
    assert isinstance(page, WorksheetPage)
    steps = page.view(STEPS)
    assert isinstance(steps, StepsView)
    shown = step(steps, 4)
    practicals = part(shown, PracticalsPart)
    assert not shown.thought_through.isEnabled()
    assert not shown.note.fields.form.isEnabled()
    assert shown.note.fields.form.row("text").control.typed() == "As we wrote it"
    practicals.list.choose("practical-visa")
    QTest.keyClick(practicals.list, Qt.Key.Key_Space)
    assert book.snapshot().tasks == ()
    assert not practicals.who_button.isEnabled()
    add = [made for made in part(step(steps, 1), FactsPart).findChildren(QPushButton) if made.text().startswith("Add")]
    assert add
    assert not any(made.isEnabled() for made in add)


def test_where_there_is_no_room_beside_the_list_stands_over_the_step(steps: StepsView, window: MainWindow) -> None:
    assert not steps.is_narrow
    window.resize(760, 700)
    QApplication.processEvents()
    assert steps.is_narrow
    assert "Which illness" not in steps.list.rows[1].beneath


def test_a_helping_question_that_a_visit_left_open_is_ticked_and_one_untick_is_one_step(
    desk: Desk, book: Casebook
) -> None:
    visit = add_appointment(book, Appointment(title="Clinic", date="2020-01-02"))
    put_on_sheet(book, ["Q131"], str(visit.id))
    put_on_sheet(book, ["Q132"])
    put_on_sheet(book, ["Q132"], str(add_appointment(book, Appointment(title="Later", date="2999-01-02")).id))
    questions = {one.key: one for one in questions_of(book.snapshot(), date.today())}
    assert is_ticked(questions["Q131"])
    before = len(book.steps())
    for key in ("Q131", "Q132"):
        assert tick(desk, questions[key], wanted=False)
    assert len(book.steps()) == before + 2
    after = {one.key: one for one in questions_of(book.snapshot(), date.today())}
    assert [after[key].status for key in ("Q131", "Q132")] == ["open", "open"]
