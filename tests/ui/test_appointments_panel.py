"""All about one appointment: what to bring, what to ask and what was said, notes, next steps."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.appointments import add_appointment, mark_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.questions import add_question
from caregiver_app.domain.appointments.records import Appointment, Bring
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.questions.records import Question
from caregiver_app.ui.appointments.page import AppointmentsPage
from caregiver_app.ui.appointments.panel import AppointmentPanel
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.row_list import RowList

TODAY = date(2026, 5, 14)
MARKUP = "<b>x</b> & <i>y</i>"


@pytest.fixture
def visit(book: Casebook) -> Appointment:
    return add_appointment(book, Appointment(title="Visit", date="2026-05-16", whom="Dr Kralj"))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, visit: Appointment) -> AppointmentsPage:
    """The page by itself, on a day that stays, with one appointment."""
    made = AppointmentsPage(desk, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def panel(page: AppointmentsPage) -> AppointmentPanel:
    return page.panel


def dialog(desk: Desk) -> FormDialog:
    return next(made for made in desk.window.findChildren(FormDialog) if made.isVisible())


def texts(rows: RowList) -> list[str]:
    return [row.words for row in rows.rows]


def only(book: Casebook) -> Appointment:
    (found,) = book.snapshot().appointments
    return found


def notes(panel: AppointmentPanel):
    return panel.notes.fields.form.row("notes").control.inner()


@pytest.mark.thorough
def test_things_are_ticked_by_space_and_counted(panel: AppointmentPanel, book: Casebook) -> None:
    panel.bring.list.setFocus()
    QTest.keyClick(panel.bring.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.bring.list, Qt.Key.Key_Space)
    (packed,) = only(book).bring.values
    assert packed.packed
    assert panel.bring.list.rows[1].ticked
    n = len(panel.bring.list.rows)
    assert panel.bring.packed.text() == f"1 of {n} packed"
    assert panel.bring.list.currentRow() == 1  # the place is kept
    QTest.keyClick(panel.bring.list, Qt.Key.Key_Return)
    assert panel.bring.packed.text() == f"0 of {n} packed"


@pytest.mark.thorough
def test_what_is_left_out_goes_with_a_way_back_and_can_be_put_back_later(
    panel: AppointmentPanel, desk: Desk, book: Casebook
) -> None:
    before = texts(panel.bring.list)
    panel.bring.list.setFocus()
    QTest.keyClick(panel.bring.list, Qt.Key.Key_Delete)
    assert texts(panel.bring.list) == before[1:]
    assert panel.bring.list.currentRow() == 0
    assert desk.notices.words == f"Left out: {before[0]}."
    desk.undo()
    assert texts(panel.bring.list) == before
    assert not panel.bring.more_button.isVisible()
    panel.bring.list.choose(panel.bring.list.rows[2].key)
    panel.bring.leave_button.click()
    assert panel.bring.more_button.text() == "Show 1 thing that is left out"
    assert not panel.bring.left_list.isVisible()
    panel.bring.more_button.click()
    assert texts(panel.bring.left_list) == [before[2]]
    panel.bring.left_list.setFocus()
    QTest.keyClick(panel.bring.left_list, Qt.Key.Key_Return)
    assert texts(panel.bring.list) == before
    assert only(book).bring.values == (Bring(guide=panel.bring.list.rows[2].key.strip()),)


@pytest.mark.thorough
def test_an_own_thing_and_a_document_are_added_as_they_were_typed(
    panel: AppointmentPanel, desk: Desk, book: Casebook
) -> None:
    paper = add_thing(book, Document(number=1, title=MARKUP, holding="file"))
    panel.bring.add_button.click()
    dialog(desk).form.row("text").control.set_typed(MARKUP)
    dialog(desk).save()
    panel.bring.paper_button.click()
    made = dialog(desk)
    made.save()
    assert made.form.row("document").trouble == "Choose a document."
    made.form.row("document").control.set_value(paper.id)
    made.save()
    assert texts(panel.bring.list)[-2:] == [MARKUP, f"D-001 {MARKUP}"]


def test_when_it_is_over_nothing_is_left_to_bring(panel: AppointmentPanel, book: Casebook, visit: Appointment) -> None:
    assert panel.bring.isVisible()
    mark_appointment(book, visit, "done")
    assert not panel.bring.isVisible()
    assert not panel.sheet.print_button.isVisible()
    assert panel.sheet.choose_button.isHidden()


@pytest.mark.thorough
def test_the_questions_of_its_sheet_are_listed_with_their_stars(
    panel: AppointmentPanel, book: Casebook, visit: Appointment
) -> None:
    assert not panel.sheet.list.isVisible()
    add_question(book, Question(text=MARKUP), str(visit.id))
    add_question(book, Question(text="Who calls?", starred=True), "")
    assert texts(panel.sheet.list) == ["★ Who calls?", MARKUP]


def test_choosing_questions_goes_to_their_page(
    panel: AppointmentPanel, page: AppointmentsPage, window: MainWindow
) -> None:
    window.go("overview")
    panel.sheet.choose_button.click()
    assert window.shown_page == "questions"


@pytest.mark.thorough
def test_all_that_was_said_is_written_down_in_one_form_and_one_step(
    panel: AppointmentPanel, desk: Desk, book: Casebook, visit: Appointment
) -> None:
    keys = [
        str(add_question(book, Question(text=text), str(visit.id)).id) for text in ("Who calls?", "How long?", MARKUP)
    ]
    mark_appointment(book, visit, "done", TODAY)
    steps = len(book.steps())
    panel.sheet.answer_button.click()
    form = dialog(desk).form
    assert (form.row("who").control.typed(), form.row("on").control.typed()) == ("Dr Kralj", "16 May 2026")
    assert [form.row(key).words for key in keys] == ["1. Who calls?", "2. How long?", f"3. {MARKUP}"]
    QTest.keyClicks(form.row(keys[0]).control.inner(), "The ward <b>at night</b>")
    form.row(keys[1]).control.still_open.setChecked(True)
    dialog(desk).save()
    assert len(book.steps()) == steps + 1
    assert desk.notices.words == "Wrote down 2 answers."
    assert [row.beneath for row in panel.sheet.list.rows] == [
        "Dr Kralj: The ward <b>at night</b>", "Dr Kralj: Talked about, still open", "",
    ]  # fmt: skip
    answer = next(one for one in book.snapshot().questions if str(one.id) == keys[0]).answers.values[0]
    assert (answer.who, str(answer.on), answer.appointment) == ("Dr Kralj", "2026-05-16", str(visit.id))


@pytest.mark.thorough
def test_an_answer_is_changed_in_the_same_form_and_keeps_who_said_it(
    panel: AppointmentPanel, desk: Desk, book: Casebook, visit: Appointment
) -> None:
    key = str(add_question(book, Question(text="Who calls?"), str(visit.id)).id)
    panel.sheet.write_answers()
    dialog(desk).form.row("who").control.set_typed("The nurse")
    dialog(desk).form.row(key).control.set_typed("\nThe ward")
    dialog(desk).save()
    mark_appointment(book, visit, "done", TODAY)
    panel.sheet.list.setFocus()
    QTest.keyClick(panel.sheet.list, Qt.Key.Key_Return)
    made = dialog(desk)
    assert made.form.row(key).control.typed() == "\nThe ward"
    steps = len(book.steps())
    made.save()
    assert len(book.steps()) == steps  # nothing was changed
    panel.sheet.write_answers()
    dialog(desk).form.row(key).control.set_typed("\nThe coordinator")
    dialog(desk).save()
    (question,) = book.snapshot().questions
    assert [(one.text, one.who) for one in question.answers.values] == [("The coordinator", "The nurse")]


def test_notes_are_saved_when_they_are_left_as_one_step_that_undo_takes_back(
    panel: AppointmentPanel, desk: Desk, book: Casebook
) -> None:
    field = notes(panel)
    field.setFocus()
    QTest.keyClicks(field, "They said <b>yes</b>.")
    assert only(book).notes == ""
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert only(book).notes == "They said <b>yes</b>."
    assert book.undo_label == "Write notes: Visit"
    desk.undo()
    assert field.toPlainText() == ""


def test_notes_go_with_their_appointment_when_another_one_is_chosen(
    page: AppointmentsPage, panel: AppointmentPanel, book: Casebook, visit: Appointment
) -> None:
    other = add_appointment(book, Appointment(title="Other", date="2026-05-20"))
    notes(panel).setPlainText("Of the visit")
    page.show_record(other.id)
    assert notes(panel).toPlainText() == ""
    page.show_record(visit.id)
    assert notes(panel).toPlainText() == "Of the visit"
    assert book.snapshot().appointments_by_id[str(visit.id)].notes == "Of the visit"


@pytest.mark.every(2)
@pytest.mark.parametrize("act", ["remove", "mark", "finish", "hide"])
def test_half_typed_notes_are_never_lost(
    page: AppointmentsPage, panel: AppointmentPanel, desk: Desk, book: Casebook, act: str
) -> None:
    notes(panel).setPlainText("Half typed")
    acts = {"remove": page.remove, "mark": lambda: page.mark("done"), "finish": page.finish, "hide": page.hide}
    acts[act]()
    if act == "remove":
        assert book.snapshot().appointments == ()
        desk.undo()
    assert only(book).notes == "Half typed"


def test_half_typed_notes_come_back_after_a_power_cut(
    qtbot: QtBot, desk: Desk, book: Casebook, visit: Appointment
) -> None:
    name = f"appointment-notes-{visit.id}"
    desk.drafts.keep(name, {"notes": "Half typed"})
    page = AppointmentsPage(desk, lambda: TODAY)
    qtbot.addWidget(page)
    page.show()
    assert notes(page.panel).toPlainText() == "Half typed"
    page.finish()
    assert only(book).notes == "Half typed"
    assert desk.drafts.find(name) == {}


@pytest.mark.thorough
def test_a_next_step_is_added_changed_ticked_and_removed_by_keyboard(
    panel: AppointmentPanel, desk: Desk, book: Casebook, visit: Appointment
) -> None:
    assert not panel.steps.list.isVisible()
    panel.steps.add_button.click()
    form = dialog(desk).form
    for name, text in (("text", MARKUP), ("who", "The coordinator"), ("due", "10 May 2026")):
        QTest.keyClicks(form.row(name).control.inner(), text)
    dialog(desk).save()
    rows = panel.steps.list
    assert [(row.words, row.beneath) for row in rows.rows] == [(MARKUP, "The coordinator · was due by 10 May 2026")]
    (task,) = book.snapshot().tasks
    assert task.appointment == visit.id
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    dialog(desk).form.row("due").control.set_typed("20 May 2026")
    dialog(desk).save()
    assert rows.rows[0].beneath == "The coordinator · by 20 May 2026"
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert rows.rows[0].beneath == "The coordinator · done on 14 May 2026"
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert rows.rows[0].beneath == "The coordinator · by 20 May 2026"
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert book.snapshot().tasks == ()
    desk.notices.action.click()
    assert texts(rows) == [MARKUP]


def test_the_panel_says_what_it_is_for_while_nothing_is_chosen(
    page: AppointmentsPage, panel: AppointmentPanel, book: Casebook
) -> None:
    page.remove()
    QApplication.processEvents()
    assert page.chosen is None
    assert not panel.title.isVisible()
    assert not panel.bring.isVisible()
    page.mark("done")  # nothing is there to mark, change or print
    page.change()
    page.print_sheet("visit")
    assert book.undo_label == "Remove an appointment: Visit"
