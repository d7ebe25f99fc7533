"""The Appointments page and its forms for everybody: names, focus order, sizes, larger text and longer words."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.appointments import add_appointment, mark_appointment, write_bring
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.journey import add_task
from caregiver_app.casebook.questions import add_question
from caregiver_app.domain.appointments.records import Appointment, Bring
from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.questions.at_visit import questions_at
from caregiver_app.domain.questions.records import Question
from caregiver_app.ui.appointments.answers import answers_dialog
from caregiver_app.ui.appointments.bring import own_dialog, paper_dialog
from caregiver_app.ui.appointments.editor import add_dialog, change_dialog
from caregiver_app.ui.appointments.next_steps import step_dialog
from caregiver_app.ui.appointments.page import LIST, MONTH, AppointmentsPage
from caregiver_app.ui.main_window import MainWindow
from deceiving import obeyed
from family import fixed
from left_english import english_beside
from looks import clipped
from places import EVERY_LOOK, Look, Make, troubles

LONG = "A very long title that goes on and on, of the kind families write, with the name of the ward and of the doctor"
TODAY = date.today()
NEXT, OVER, VAGUE = fixed("next"), fixed("over"), fixed("vague")


@pytest.fixture
def case_folder(case_folder: Path) -> Path:
    """A case with an appointment of which all is known, one that is over, and one of which the day is not known."""
    day = (TODAY + timedelta(days=2)).isoformat()
    told = {"title": LONG, "whom": LONG, "place": LONG, "phone": LONG, "why": LONG}
    with Casebook.open(case_folder) as book:
        visit = add_appointment(book, Appointment(id=NEXT, date=day, at="14:30", zone="Asia/Shanghai", **told))
        over = add_appointment(book, Appointment(id=OVER, date="2026-01-02", notes=LONG, **told))
        mark_appointment(book, over, "done")
        add_appointment(book, Appointment(id=VAGUE, title=LONG, date=TODAY.isoformat()[:7]))
        for appointment in (visit, over):
            add_question(book, Question(text=LONG, starred=True), str(appointment.id))
            add_task(book, Task(text=LONG, who=LONG, due=TODAY.isoformat(), appointment=appointment.id))
        write_bring(book, visit, Bring(guide="bring-glasses", left_out=True))
        write_bring(book, visit, Bring(text=LONG))
        add_task(book, Task(text="Call"))  # the newest step is named in the status line
    return case_folder


def _page(view: int, appointment: str) -> Make:
    def shown(window: MainWindow) -> QWidget:
        window.go("appointments")
        page = window.page("appointments")
        assert isinstance(page, AppointmentsPage)
        page.show_view(view)
        page.show_record(fixed(appointment))
        if page.panel.bring.more_button.isVisible() and not page.panel.bring.left_list.isVisible():
            page.panel.bring.more_button.click()
        return window

    return shown


def _dialog(make: Callable[[MainWindow, Appointment], QDialog]) -> Make:
    def opened(window: MainWindow) -> QWidget:
        dialog = make(window, window.desk.book.snapshot().appointments_by_id[str(NEXT)])
        dialog.open()
        return dialog

    return opened


def _answers(window: MainWindow, appointment: Appointment) -> QDialog:
    questions = questions_at(window.desk.book.snapshot(), appointment, TODAY)
    return answers_dialog(window.desk, appointment, questions)


def _step(window: MainWindow, appointment: Appointment) -> QDialog:
    return step_dialog(window.desk, Task(text="-", appointment=appointment.id), is_new=True)


PLACES: dict[str, Make] = {
    "list": _page(LIST, "next"),
    "over": _page(LIST, "over"),
    "month": _page(MONTH, "next"),
    "some time in the month": _page(MONTH, "vague"),
    "add": _dialog(lambda window, _one: add_dialog(window.desk, day=TODAY)),
    "change": _dialog(lambda window, one: change_dialog(window.desk, one)),
    "answers": _dialog(_answers),
    "own thing": _dialog(lambda window, one: own_dialog(window.desk, one)),
    "document": _dialog(lambda window, one: paper_dialog(window.desk, one)),
    "next step": _dialog(_step),
}


def test_on_the_page_and_in_its_forms_nothing_shuts_anybody_out(window: MainWindow) -> None:
    assert troubles(window, PLACES, *EVERY_LOOK) == {}


def test_nobody_is_shut_out_by_larger_longer_or_leftward_words_or_by_any_colours(
    qtbot: QtBot, empty_window: MainWindow, reading: tuple[Look, ...], case_folder: Path
) -> None:
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    assert troubles(empty_window, PLACES, *reading) == {}


@pytest.mark.thorough
def test_signs_that_deceive_are_shown_as_marks_here_too(deceiving_window: MainWindow) -> None:
    assert troubles(deceiving_window, PLACES, obeyed) == {}


@pytest.mark.parametrize("language", ["zh_CN"])
def test_in_chinese_no_english_is_left_and_nothing_is_cut_off(window: MainWindow) -> None:
    assert troubles(window, PLACES, english_beside(window), clipped) == {}
