"""The month of appointments: gone through by keys, said aloud, and painted with what is on each day."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.appointments import add_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.journey import add_task
from caregiver_app.domain.appointments.month import Day
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.journey.records import Task
from caregiver_app.ui.appointments.month_grid import DayRole, MonthGrid
from caregiver_app.ui.appointments.month_ink import lines_of, more_words
from caregiver_app.ui.appointments.page import MONTH, AppointmentsPage
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog

TODAY = date(2026, 5, 14)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> AppointmentsPage:
    """The page at its month, on a day that stays."""
    made = AppointmentsPage(desk, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.show_view(MONTH)
    made.month.start()
    return made


@pytest.fixture
def grid(page: AppointmentsPage) -> MonthGrid:
    return page.month.grid


def press(grid: MonthGrid, *keys: Qt.Key) -> date:
    for key in keys:
        QTest.keyClick(grid, key)
    return grid.day


def said(grid: MonthGrid) -> str:
    return str(grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def test_it_begins_at_today_and_says_so_in_words(grid: MonthGrid, page: AppointmentsPage) -> None:
    assert grid.hasFocus()
    assert grid.day == TODAY
    assert said(grid) == "Thursday, 14 May 2026, today"
    assert page.month.name.text() == "May 2026"
    names = [grid.month_model.headerData(n, Qt.Orientation.Horizontal) for n in range(7)]
    assert names == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    spoken = grid.month_model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Monday"


def test_arrows_go_from_day_to_day_and_on_into_other_months(grid: MonthGrid, page: AppointmentsPage) -> None:
    key = Qt.Key
    assert press(grid, key.Key_Right) == date(2026, 5, 15)
    assert press(grid, key.Key_Down, key.Key_Down, key.Key_Down) == date(2026, 6, 5)
    assert page.month.name.text() == "June 2026"
    assert press(grid, key.Key_Home, key.Key_Left) == date(2026, 5, 31)
    assert press(grid, key.Key_Up) == date(2026, 5, 24)
    assert said(grid) == "Sunday, 24 May 2026"


def test_the_page_keys_turn_months_and_a_shorter_month_has_its_last_day(grid: MonthGrid) -> None:
    key = Qt.Key
    assert press(grid, key.Key_End) == date(2026, 5, 31)
    assert press(grid, key.Key_PageDown) == date(2026, 6, 30)
    assert press(grid, key.Key_PageUp, key.Key_PageUp) == date(2026, 4, 30)
    grid.go_to(date(2028, 1, 31))
    assert press(grid, key.Key_PageDown) == date(2028, 2, 29)
    grid.go_to(date(2199, 12, 31))
    assert press(grid, key.Key_PageDown, key.Key_End) == date(2199, 12, 31)


def test_the_buttons_turn_months_too_and_lead_back_to_today(grid: MonthGrid, page: AppointmentsPage) -> None:
    page.month.later_button.click()
    assert grid.day == date(2026, 6, 14)
    page.month.earlier_button.click()
    page.month.earlier_button.click()
    assert grid.day == date(2026, 4, 14)
    page.month.today_button.click()
    assert grid.day == TODAY


@pytest.mark.thorough
def test_a_day_names_its_appointments_and_due_tasks_and_going_there_shows_the_first(
    grid: MonthGrid, page: AppointmentsPage, book: Casebook
) -> None:
    visit = add_appointment(book, Appointment(title="Visit", date="2026-05-20", at="14:30"))
    add_task(book, Task(text="Send discs", due="2026-05-20"))
    grid.go_to(date(2026, 5, 20))
    assert said(grid) == "Wednesday, 20 May 2026. 1 appointment: 14:30 Visit. 1 task is due: Send discs"
    assert page.chosen == visit
    assert [row.words for row in page.month.list.rows] == ["Wednesday, 20 May 2026", "14:30 Visit", "Due: Send discs"]


def test_enter_opens_the_only_appointment_or_leads_to_the_list_of_several(
    grid: MonthGrid, page: AppointmentsPage, book: Casebook
) -> None:
    first = add_appointment(book, Appointment(title="First", date="2026-05-20", at="09:00"))
    grid.go_to(date(2026, 5, 20))
    press(grid, Qt.Key.Key_Return)
    assert page.panel.isAncestorOf(QApplication.focusWidget())
    second = add_appointment(book, Appointment(title="Second", date="2026-05-20", at="10:00"))
    grid.setFocus()
    press(grid, Qt.Key.Key_Return)
    assert page.month.list.hasFocus()
    assert page.chosen == first
    QTest.keyClick(page.month.list, Qt.Key.Key_Down)
    assert page.chosen == second


def test_delete_removes_an_appointment_and_no_task(grid: MonthGrid, page: AppointmentsPage, book: Casebook) -> None:
    add_appointment(book, Appointment(title="First", date="2026-05-20", at="09:00"))
    task = add_task(book, Task(text="Send discs", due="2026-05-20"))
    grid.go_to(date(2026, 5, 20))
    page.month.list.setFocus()
    QTest.keyClick(page.month.list, Qt.Key.Key_Delete)
    assert book.snapshot().appointments == ()
    page.month.list.choose(f"task {task.id}")
    QTest.keyClick(page.month.list, Qt.Key.Key_Delete)
    assert book.snapshot().tasks == (task,)


def test_enter_on_an_empty_day_adds_an_appointment_on_it(grid: MonthGrid, desk: Desk, book: Casebook) -> None:
    grid.go_to(date(2026, 5, 21))
    press(grid, Qt.Key.Key_Return)
    dialog = next(made for made in desk.window.findChildren(FormDialog) if made.isVisible())
    assert not dialog.is_changed()  # nothing is lost by leaving it
    dialog.form.row("title").control.set_typed("Scan")
    dialog.save()
    (added,) = book.snapshot().appointments
    assert str(added.date) == "2026-05-21"
    assert grid.day_shown(date(2026, 5, 21)).appointments == (added,)


def test_what_has_no_exact_day_is_listed_beneath(grid: MonthGrid, page: AppointmentsPage, book: Casebook) -> None:
    loose = add_appointment(book, Appointment(title="Check-up", date="2026-05"))
    undated = add_appointment(book, Appointment(title="Talk"))
    found = [row.words for row in page.month.list.rows]
    assert found == ["Some time in May 2026", "Check-up", "Without a date yet", "Talk"]
    page.month.list.choose(str(loose.id))
    assert page.chosen == loose
    page.month.list.choose(str(undated.id))
    assert page.chosen == undated
    press(grid, Qt.Key.Key_PageDown)
    assert [row.words for row in page.month.list.rows] == ["Without a date yet", "Talk"]


def test_an_appointment_chosen_elsewhere_brings_its_month(
    page: AppointmentsPage, grid: MonthGrid, book: Casebook
) -> None:
    far = add_appointment(book, Appointment(title="Far", date="2027-02-03"))
    page.show_record(far.id)
    assert grid.day == date(2027, 2, 3)
    assert page.month.name.text() == "February 2027"
    vague = add_appointment(book, Appointment(title="Vague", date="2027-08"))
    page.show_record(vague.id)
    assert page.month.name.text() == "August 2027"
    assert page.month.list.current_key == str(vague.id)


def test_a_click_goes_to_a_day_and_a_task_leads_to_its_appointment(
    grid: MonthGrid, page: AppointmentsPage, book: Casebook
) -> None:
    visit = add_appointment(book, Appointment(title="Visit", date="2026-04-01"))
    task = add_task(book, Task(text="Send discs", due="2026-05-20", appointment=visit.id))
    place = grid.visualRect(grid.month_model.index_of(date(2026, 5, 20))).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert grid.day == date(2026, 5, 20)
    page.month.list.opened.emit(f"task {task.id}")
    assert page.chosen == visit
    assert grid.day == date(2026, 4, 1)


def test_forty_on_one_day_are_counted_where_there_is_no_room_and_all_listed(
    grid: MonthGrid, page: AppointmentsPage, book: Casebook
) -> None:
    with book.step("Add many") as tx:
        tx.add([Appointment(title=f"<b>Visit</b> {n}", date="2026-05-20", at=f"{n // 2:02}:00") for n in range(40)])
    grid.go_to(date(2026, 5, 20))
    day = grid.currentIndex().data(DayRole)
    assert isinstance(day, Day)
    assert len(lines_of(day)) == 40
    assert (more_words(38), more_words(0)) == ("+38", "")
    assert len(page.month.list.rows) == 41
    assert not grid.grab().isNull()
    assert page.height() == 800  # the list scrolls, not the page


def test_a_cancelled_one_says_so_and_a_quiet_line_says_when_a_day_is_empty(
    grid: MonthGrid, page: AppointmentsPage, book: Casebook
) -> None:
    add_appointment(book, Appointment(title="Scan", date="2026-05-20", state="cancelled"))
    grid.go_to(date(2026, 5, 20))
    assert lines_of(grid.currentIndex().data(DayRole)) == (("Scan (cancelled)", True),)
    grid.go_to(date(2026, 5, 21))
    assert page.month.nothing.text() == "Nothing is written down for 21 May 2026."
    assert page.month.nothing.isVisible()
