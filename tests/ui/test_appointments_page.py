"""The Appointments page: its list, its main acts, what it reminds of, and what it saves."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.appointments import add_appointment, change_appointment, remove_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.journey import add_task
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.journey.records import Task
from caregiver_app.ui.appointments.page import MONTH, AppointmentsPage
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow

TODAY = date(2026, 5, 14)
HOSTILE = '<b>x</b><img src="/etc/hostname"> & \u202efdp.exe'


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> AppointmentsPage:
    """The page by itself, on a day that stays."""
    made = AppointmentsPage(desk, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def three(book: Casebook) -> tuple[Appointment, ...]:
    """One that is over, the next one and one much later."""
    return tuple(
        add_appointment(book, Appointment(title=title, date=when))
        for title, when in (("Over", "2026-05-01"), ("Next", "2026-05-16"), ("Later", "2026-09-01"))
    )


def rows(page: AppointmentsPage) -> list[str]:
    return [row.words for row in page.list.list.rows]


def words(page: AppointmentsPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.panel.findChildren(QLabel) if label.isVisibleTo(page.panel))


def dialog(desk: Desk) -> FormDialog:
    return next(made for made in desk.window.findChildren(FormDialog) if made.isVisible())


def test_the_page_opens_from_the_sidebar_and_an_empty_case_leads_to_the_one_thing_to_do(window: MainWindow) -> None:
    window.go("appointments")
    page = window.page("appointments")
    assert isinstance(page, AppointmentsPage)
    assert page.add_button.hasFocus()
    assert page.list.empty.isVisible()
    assert page.reminder.text() == ""


def test_those_to_come_stand_first_and_the_next_one_is_chosen(
    three: tuple[Appointment, ...], page: AppointmentsPage
) -> None:
    assert rows(page) == ["To come", "Next", "Later", "Over", "Over"]
    assert page.list.list.rows[1].beneath == "in 2 days · Saturday, 16 May 2026"
    assert page.chosen == three[1]
    assert page.panel.title.text() == "Next"
    assert page.panel.state.text() == "in 2 days"


def test_an_appointment_is_added_by_keyboard_and_shown(page: AppointmentsPage, desk: Desk, book: Casebook) -> None:
    page.add_button.setFocus()
    QTest.keyClick(page.add_button, Qt.Key.Key_Space)
    form = dialog(desk).form
    for name, text in (("title", "First visit"), ("date", "20.5.2026"), ("at", "2:30 pm"), ("whom", "Dr Kralj")):
        QTest.keyClicks(form.row(name).control.inner(), text)
    QTest.keyClick(form.row("whom").control.inner(), Qt.Key.Key_Return)
    (added,) = book.snapshot().appointments
    assert (added.title, str(added.date), added.at, added.remind_days) == ("First visit", "2026-05-20", "14:30", 3)
    assert page.chosen == added
    assert page.list.list.hasFocus()
    assert desk.notices.words == "Added: First visit."
    desk.notices.action.click()
    assert book.snapshot().appointments == ()
    assert page.list.empty.isVisible()


def test_the_list_is_gone_through_by_arrows_and_enter_leads_into_the_panel(
    three: tuple[Appointment, ...], page: AppointmentsPage
) -> None:
    page.start()
    QTest.keyClick(page.list.list, Qt.Key.Key_Down)
    assert page.chosen == three[2]
    QTest.keyClick(page.list.list, Qt.Key.Key_Down)
    assert page.chosen == three[0]  # over the heading
    QTest.keyClick(page.list.list, Qt.Key.Key_Return)
    assert page.panel.done_button.hasFocus()


@pytest.mark.thorough
def test_delete_removes_the_chosen_one_with_a_way_back_and_the_place_is_kept(
    three: tuple[Appointment, ...], page: AppointmentsPage, desk: Desk, book: Casebook
) -> None:
    page.start()
    QTest.keyClick(page.list.list, Qt.Key.Key_Delete)
    assert three[1] not in book.snapshot().appointments
    assert page.chosen == three[2]
    assert page.list.list.hasFocus()
    desk.undo()
    assert three[1] in book.snapshot().appointments
    assert page.chosen == three[2]


@pytest.mark.thorough
def test_its_state_is_marked_and_taken_back(
    three: tuple[Appointment, ...], page: AppointmentsPage, desk: Desk, book: Casebook
) -> None:
    page.panel.done_button.setFocus()
    page.panel.done_button.click()
    assert page.chosen.state == "done"
    assert page.panel.state.text() == "It took place"
    assert page.panel.isAncestorOf(QApplication.focusWidget())  # the button that was pressed is gone
    assert not page.panel.done_button.isVisible()
    assert rows(page) == ["To come", "Later", "Over", "Next", "Over"]
    page.panel.cancel_button.click()
    assert page.chosen.state == "cancelled"
    page.panel.open_button.click()
    assert page.chosen.state == ""
    desk.undo()
    assert page.chosen.state == "cancelled"


def test_one_whose_day_has_passed_is_asked_about_and_not_judged(
    three: tuple[Appointment, ...], page: AppointmentsPage
) -> None:
    page.show_record(three[0].id)
    assert page.panel.state.text() == "Its day has passed. Did it take place?"


@pytest.mark.thorough
def test_what_is_near_and_what_is_due_is_said_at_the_top_and_goes_again(
    three: tuple[Appointment, ...], page: AppointmentsPage, book: Casebook
) -> None:
    assert page.reminder.text() == "“Next” is in 2 days."
    task = add_task(book, Task(text="Send discs", due="2026-05-10", appointment=three[0].id))
    assert page.reminder.text() == "“Next” is in 2 days. “Send discs” was due by 10 May 2026."
    remove_appointment(book, three[1])
    assert page.reminder.text() == "“Send discs” was due by 10 May 2026."
    page.show_record(task.id)
    assert page.chosen == three[0]  # a next step leads to its appointment


def test_what_was_typed_is_shown_as_typed(book: Casebook, page: AppointmentsPage) -> None:
    told = dict.fromkeys(("title", "whom", "place", "phone", "why"), HOSTILE)
    add_appointment(book, Appointment(date="2026-05-20", at="14:30", **told))
    said = words(page)
    assert said.count('<b>x</b><img src="/etc/hostname"> & \ufffdfdp.exe') == 5
    assert rows(page)[1] == HOSTILE
    page.show_view(MONTH)
    assert any(HOSTILE in row.words for row in page.month.list.rows)


def test_when_it_is_is_told_with_the_zone_and_the_day_of_the_week(book: Casebook, page: AppointmentsPage) -> None:
    visit = Appointment(
        title="Visit", date="2026-05-20", at="14:30", ends="15:00", zone="Asia/Shanghai", phone="555 0100"
    )
    add_appointment(book, visit)
    said = words(page)
    assert "Wednesday, 20 May 2026, 14:30–15:00 (Asia/Shanghai)" in said
    assert "555 0100" in said
    assert "Where\n" not in said  # what is not known is not named


@pytest.mark.thorough
def test_a_change_elsewhere_keeps_what_is_chosen_and_where_the_keys_are(
    three: tuple[Appointment, ...], page: AppointmentsPage, book: Casebook
) -> None:
    page.start()
    page.show_record(three[2].id)
    change_appointment(book, three[1].amended(title="Another name"))
    assert page.chosen == three[2]
    assert page.list.list.hasFocus()
    assert rows(page)[1] == "Another name"


def test_hidden_it_reads_nothing_and_catches_up_when_it_is_shown(page: AppointmentsPage, book: Casebook) -> None:
    page.hide()
    add_appointment(book, Appointment(title="Visit", date="2026-05-20"))
    assert rows(page) == []
    page.show()
    assert rows(page) == ["To come", "Visit"]


def test_the_next_day_it_says_how_far_off_they_are_then(qtbot: QtBot, desk: Desk, book: Casebook) -> None:
    add_appointment(book, Appointment(title="Visit", date="2026-05-16"))
    days = [TODAY]
    page = AppointmentsPage(desk, lambda: days[0])
    qtbot.addWidget(page)
    page.show()
    assert page.panel.state.text() == "in 2 days"
    page.hide()
    days[0] = date(2026, 5, 15)
    page.show()
    assert page.panel.state.text() == "tomorrow"


def test_a_case_that_can_only_be_read_is_read_and_not_changed(
    qtbot: QtBot, desk: Desk, book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = add_appointment(book, Appointment(title="Visit", date="2026-05-16"))
    monkeypatch.setattr(book._store, "read_only", True)
    page = AppointmentsPage(desk, lambda: TODAY)
    qtbot.addWidget(page)
    page.show()
    panel = page.panel
    assert not page.add_button.isEnabled()
    for made in (panel.done_button, panel.cancel_button, panel.change_button, panel.remove_button,
                 panel.bring.add_button, panel.steps.add_button, panel.sheet.answer_button):  # fmt: skip
        assert not made.isEnabled()
    assert panel.print_button.isEnabled()
    assert page.calendar_button.isEnabled()
    page.start()
    QTest.keyClick(page.list.list, Qt.Key.Key_Delete)
    QTest.keyClick(panel.bring.list, Qt.Key.Key_Space)
    page.month.grid.day_opened.emit(date(2026, 5, 20))
    assert book.snapshot().appointments == (visit,)
    assert not [made for made in desk.window.findChildren(FormDialog) if made.isVisible()]


@pytest.mark.thorough
def test_the_panel_stands_beneath_where_there_is_little_room(
    qtbot: QtBot, three: tuple[Appointment, ...], page: AppointmentsPage
) -> None:
    assert page.panel.y() < page.list.mapTo(page, page.list.rect().center()).y()
    page.resize(700, 900)
    qtbot.waitUntil(lambda: page.panel.x() < 40)


def test_what_is_chosen_stays_in_view_when_it_moves_down_the_list_and_a_notice_comes(
    qtbot: QtBot, window: MainWindow, book: Casebook
) -> None:
    with book.step("Add many") as tx:
        tx.add([Appointment(title=f"Visit {n}", date=f"2199-05-{n + 1:02}") for n in range(28)])
    window.go("appointments")
    page = window.page("appointments")
    rows = page.list.list
    page.mark("done")
    qtbot.waitUntil(lambda: rows.viewport().rect().contains(rows.visualItemRect(rows.currentItem())))
    assert rows.currentItem() is rows.item(rows.count() - 1)


def test_the_calendar_is_saved_and_what_is_not_in_it_is_said(
    qtbot: QtBot, three: tuple[Appointment, ...], page: AppointmentsPage, desk: Desk, book: Casebook, tmp_path: Path
) -> None:
    target = tmp_path / "appointments.ics"
    page.calendar.choose_target = lambda _name: target
    page.calendar_button.click()
    qtbot.waitUntil(lambda: "3 appointments" in desk.notices.words)
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 3
    assert desk.notices.kind == "good"
    add_appointment(book, Appointment(title="Some day", date="2026-06"))
    page.calendar_button.click()
    qtbot.waitUntil(lambda: "“Some day”" in desk.notices.words)
    assert desk.notices.kind == "care"
    page.calendar.choose_target = lambda _name: None
    page.calendar_button.click()


def test_the_sheets_are_those_of_the_chosen_appointment(
    three: tuple[Appointment, ...], page: AppointmentsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(page.sheets, "save", lambda _parent, options: asked.append((options.name, options.appointment)))
    page.panel.print_button.click()
    page.panel.sheet.print_button.click()
    assert asked == [("visit", three[1].id), ("questions", three[1].id)]
