"""The daily log: kept and shown as it is typed; nothing in it is coloured, sorted out or judged."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.casebook import journey
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.board import rounds_seen
from caregiver_app.domain.journey.records import LogEntry
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.journey.log_table import DAY, MEDICINES, SIGNED, TEMPERATURE, TIME, WRITTEN
from caregiver_app.ui.journey.log_view import LogView
from caregiver_app.ui.journey.page import LOG, JourneyPage
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.page import PageFrame

TODAY = date(2026, 5, 12)
MARKUP = "<b>x</b> & <img src=a>"


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[JourneyPage]:
    """The page by itself, turned to the log, on a day that stays."""
    made = JourneyPage(desk, lambda: TODAY)
    frame = PageFrame(made)
    frame.setWidget(made)
    qtbot.addWidget(frame)
    frame.resize(1040, 760)
    with qtbot.waitExposed(frame):
        frame.show()
    made.show_view(LOG)
    yield made
    made.finish()


@pytest.fixture
def view(page: JourneyPage) -> LogView:
    return page.log


@pytest.fixture
def dialogs(window: MainWindow):
    """The form that is open."""

    def found() -> FormDialog:
        (dialog,) = [one for one in window.findChildren(FormDialog) if one.isVisible()]
        return dialog

    return found


def write(book: Casebook, day: str, **told) -> LogEntry:
    one = rounds_seen(book.snapshot())[0]
    return journey.add_log_entry(book, one, LogEntry(**{"round": one.id, "date": PartialDate(day), **told}))


def entries(view: LogView) -> list[LogEntry]:
    return list(view.table.records_model.records)


def test_an_empty_log_says_what_to_do(view: LogView) -> None:
    assert view.table.isHidden()
    assert QApplication.focusWidget() is view.add_button
    assert not view.change_button.isEnabled()


def test_an_entry_is_added_for_today_with_whatever_was_typed(view: LogView, book: Casebook, dialogs) -> None:
    view.add_button.click()
    form = dialogs().form
    assert form.row("date").control.value() == "2026-05-12"
    typed = {
        "at": "8 in the morning", "temperature": "39.4", "medicines": MARKUP, "handwriting": "smaller", "notes": "n",
        "signed": "Jia", "also_signed": "Maren",
    }  # fmt: skip
    form.set_typed(typed)
    dialogs().save()
    (entry,) = book.snapshot().log
    assert {name: getattr(entry, name) for name in typed} == typed
    assert view.table.isVisible()
    book.undo()
    assert book.snapshot().log == ()
    assert book.snapshot().rounds == ()


def test_an_entry_without_a_day_is_asked_for_it(view: LogView, dialogs) -> None:
    view.add_button.click()
    dialogs().form.set_typed({"date": ""})
    dialogs().save()
    assert dialogs().form.row("date").trouble == "Say which day it is."
    dialogs().leave_without_saving()


def test_a_value_is_shown_exactly_and_in_the_look_of_every_other(view: LogView, book: Casebook) -> None:
    values = ["36.6", "39.4", "41", "38,5 °C", "not taken", MARKUP]
    for number, value in enumerate(values):
        write(book, f"2026-05-{number + 1:02}", temperature=value)
    model, roles = view.table.model(), Qt.ItemDataRole
    shown = [model.index(row, TEMPERATURE) for row in range(model.rowCount())]
    assert [index.data(roles.DisplayRole) for index in shown] == values[::-1]
    looks = {
        (paragraph.small, paragraph.quiet, paragraph.bold)
        for entry in entries(view)
        for paragraph in view.table.paragraphs(TEMPERATURE, entry)
    }
    assert looks == {(False, False, False)}
    for role in (roles.ForegroundRole, roles.BackgroundRole, roles.FontRole, roles.DecorationRole):
        assert {str(index.data(role)) for index in shown} == {"None"}


def test_two_values_are_painted_in_the_same_inks(view: LogView, book: Casebook) -> None:
    for day, value in (("2026-05-01", "36.6"), ("2026-05-02", "39.4")):
        write(book, day, temperature=value)
    view.table.clearSelection()
    view.add_button.setFocus()
    QApplication.processEvents()
    picture = view.table.viewport().grab().toImage()
    inks = []
    for row in range(2):
        place = view.table.visualRect(view.table.model().index(row, TEMPERATURE)).adjusted(2, 2, -2, -3)
        pixels = (
            picture.pixelColor(x, y)
            for x in range(place.left(), place.right())
            for y in range(place.top(), place.bottom())
        )
        inks.append(min(pixels, key=lambda colour: colour.lightness()).name())
    assert inks[0] == inks[1]


def test_the_newest_day_stands_on_top_and_times_in_the_order_of_the_day(view: LogView, book: Casebook) -> None:
    for day, at in (("2026-05-01", "8:00"), ("2026-05-02", "9:00"), ("2026-05-01", "14:00"), ("2026-05-01", "")):
        write(book, day, at=at)
    assert [(one.date[-2:], one.at) for one in entries(view)] == [
        ("02", "9:00"), ("01", "14:00"), ("01", "8:00"), ("01", "")
    ]  # fmt: skip


def test_each_day_has_its_number_once_day_0_is_known(view: LogView, book: Casebook) -> None:
    entry = write(book, "2026-05-01", at="08:00", signed="Jia", also_signed="Maren", medicines="a\nb")
    model = view.table.model()
    assert model.index(0, DAY).data() == "2026-05-01"
    journey.change_stage(book, book.snapshot().rounds[0], "ST07", done=PartialDate("2026-05-04"))
    assert model.index(0, DAY).data() == "Day \u22123, 2026-05-01"
    assert [one.text for one in view.table.paragraphs(DAY, entry)] == ["Day \u22123", "2026-05-01"]
    assert model.index(0, TIME).data() == "08:00"
    assert model.index(0, SIGNED).data() == "Jia, also: Maren"
    assert view.table.paragraphs(MEDICINES, entry)[0].text == "a\nb"


def test_where_there_is_little_room_all_of_an_entry_stands_in_one_column(view: LogView, book: Casebook) -> None:
    entry = write(book, "2026-05-01", at="08:00", temperature="39.4", notes=MARKUP, signed="Jia")
    assert view.table.isColumnHidden(WRITTEN)
    view.table.window().resize(640, 760)
    QApplication.processEvents()
    assert not view.table.isColumnHidden(WRITTEN)
    assert view.table.isColumnHidden(TEMPERATURE)
    said = [one.text for one in view.table.paragraphs(WRITTEN, entry)]
    assert said == ["Temperature: 39.4", f"Notes: {MARKUP}", "Jia"]
    assert [one.text for one in view.table.paragraphs(DAY, entry)] == ["2026-05-01", "08:00"]
    assert view.table.horizontalScrollBar().maximum() == 0


def test_rows_are_as_high_as_their_words(view: LogView, book: Casebook) -> None:
    write(book, "2026-05-01", notes="short")
    write(book, "2026-05-02", notes="long words " * 30)
    heights = [view.table.rowHeight(row) for row in range(2)]
    assert heights[0] > 3 * heights[1]


@pytest.mark.thorough
def test_entries_are_changed_and_removed_by_the_keyboard_with_a_way_back(
    view: LogView, book: Casebook, dialogs
) -> None:
    write(book, "2026-05-01", temperature="39.4", signed="Jia")
    view.start()
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert dialogs().form.row("temperature").control.typed() == "39.4"
    dialogs().form.set_typed({"temperature": "39.5"})
    dialogs().save()
    (entry,) = book.snapshot().log
    assert entry.temperature == "39.5"
    assert len(book.versions(entry.id)) == 2
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert book.snapshot().log == ()
    view.window().findChildren(LogView)
    book.undo()
    assert book.snapshot().log == (entry,)


@pytest.mark.thorough
def test_who_signed_before_is_offered_first_and_then_the_contacts(view: LogView, book: Casebook, dialogs) -> None:
    write(book, "2026-05-01", signed="Jia", also_signed="Maren")
    write(book, "2026-05-02", signed="Wei")
    view.add_button.click()
    edit = dialogs().form.row("signed").control.inner()
    assert [term.name for term in edit._terms] == ["Wei", "Jia", "Maren"]
    dialogs().reject()


def test_what_the_team_said_of_fever_stands_above_in_their_words(view: LogView, book: Casebook) -> None:
    one = rounds_seen(book.snapshot())[0]
    assert view.call.isHidden()
    journey.write_instructions(book, one, {"fever-call": {"text": "38.0 °C, once"}})
    assert view.call.text() == "Your team said: Call at this temperature: 38.0 °C, once"
    assert view.symptom.text().startswith("Does any symptom worry you?")


def test_the_log_is_printed_as_it_is_or_to_be_filled_in_by_hand(page: JourneyPage, view: LogView, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(page.sheets, "save", lambda _parent, options: asked.append((options.name, options.blank)))
    for act in view.print_button.menu().actions():
        act.trigger()
    assert asked == [("daily-log", False), ("daily-log", True)]
