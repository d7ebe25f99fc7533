"""A window that is left open overnight counts days from the day it is, not from the one it was opened on."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.appointments import add_appointment
from caregiver_app.casebook.questions import put_on_sheet
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.ui.appointments.page import AppointmentsPage
from caregiver_app.ui.changes import CasebookSignals
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.overview.page import OverviewPage
from caregiver_app.ui.page import Page
from caregiver_app.ui.questions.page import QuestionsPage

Make = Callable[..., Page]


def test_a_new_day_is_told_once(desk: Desk, qtbot: QtBot) -> None:
    today = [date(2026, 12, 1)]
    signals = CasebookSignals(desk.book, clock=lambda: today[0])
    told: list[bool] = []
    signals.day_changed.connect(lambda: told.append(True))
    signals.look_at_the_day()
    assert told == []
    today[0] = date(2026, 12, 2)
    signals.look_at_the_day()
    signals.look_at_the_day()
    assert told == [True]
    signals.deleteLater()


@pytest.mark.parametrize("make", [OverviewPage, AppointmentsPage, QuestionsPage], ids=lambda make: make.__name__)
def test_what_was_tomorrow_is_today_on_a_new_day(make: Make, desk: Desk, qtbot: QtBot) -> None:
    add_appointment(desk.book, Appointment(title="Clinic", date="2026-12-02", at="10:20"))
    put_on_sheet(desk.book, ["Q019"])
    today = [date(2026, 12, 1)]
    page = make(desk, lambda: today[0])
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert says(page, "tomorrow")
    today[0] = date(2026, 12, 2)
    desk.changes.day_changed.emit()
    assert says(page, "today")
    assert not says(page, "tomorrow")
    page.finish()


def says(page: QWidget, word: str) -> bool:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return any(word in label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))
