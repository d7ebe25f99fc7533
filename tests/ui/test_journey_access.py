"""The steps for whoever reads slowly, hears the screen or has only keys, and where a case can only be read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook import journey
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.guide import hide_line
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.journey.records import LogEntry, Round, Task
from caregiver_app.domain.journey.stages import stage_called, topic_called, topics
from caregiver_app.ui.journey.log_form import add_entry_dialog
from caregiver_app.ui.journey.page import LOG, STEPS, TOLD, JourneyPage
from caregiver_app.ui.journey.rounds import add_round_dialog, side_by_side_dialog
from caregiver_app.ui.journey.stage_papers import link_dialog
from caregiver_app.ui.journey.task_form import task_dialog
from caregiver_app.ui.journey.told_form import told_dialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme
from deceiving import obeyed
from left_english import english_beside
from looks import clipped
from places import EVERY_LOOK, Look, Make, troubles

TODAY = date(2026, 5, 12)
DAY = PartialDate("2026-05-12")


def fill(book: Casebook) -> None:
    """Write something of everything."""
    one = journey.add_round(book, Round(name="Shanghai, if they take the case", mode="proceeding"))
    journey.add_round(book, Round(name="Edinburgh"))
    letter = add_thing(book, Document(number=1, title="A letter of referral", kind="referral-letter", holding="file"))
    journey.change_stage(book, one, "ST01", done=DAY, note="They rang back at once")
    journey.change_stage(book, one, "ST07", done=PartialDate("2026-04-28"))
    journey.go_to_stage(book, one, "ST01")
    journey.link_paper(book, one, "ST01", "ST01-paper-1", letter)
    journey.add_task(book, Task(text="Ring them", who="Jia", due=PartialDate("2040-05-12"), stage="ST01"), one)
    told = {"fever-call": {"text": "38.0"}, "call-day": {"text": "0131 496 0133"}, "near-until": {"until": DAY}}
    told |= {"warning-signs": {"text": "Shivering", "from_whom": "Dr Kralj", "told_on": DAY}}
    journey.write_instructions(book, one, told)
    journey.add_log_entry(book, one, LogEntry(round=one.id, date=DAY, at="08:00", temperature="39.4", signed="Jia"))
    stage = stage_called("ST01")
    assert stage is not None
    hide_line(book, stage.tasks[-1])


@pytest.fixture
def case_folder(case_folder: Path) -> Path:
    """A case with something of everything."""
    with Casebook.open(case_folder) as book:
        fill(book)
    return case_folder


def page_of(window: MainWindow) -> JourneyPage:
    page = window.page("journey")
    assert isinstance(page, JourneyPage)
    return page


def _view(view: int) -> Make:
    def make(window: MainWindow) -> QWidget:
        window.go("journey")
        page_of(window).show_view(view)
        return window

    return make


def _open_folds(window: MainWindow) -> QWidget:
    window.go("journey")
    page = page_of(window)
    page.show_view(STEPS)
    page.show_stage("ST08")
    for fold in (page.steps.panel.hints, page.steps.panel.sources):
        fold.set_open(True)
    page.steps.panel.questions.all_button.click()
    return window


def _dialog(make: Callable[[MainWindow, JourneyPage], QDialog]) -> Make:
    def opened(window: MainWindow) -> QWidget:
        window.go("journey")
        dialog = make(window, page_of(window))
        dialog.open()
        return dialog

    return opened


PLACES: dict[str, Make] = {
    "steps": _view(STEPS),
    "told": _view(TOLD),
    "log": _view(LOG),
    "everything": _open_folds,
    "told form": _dialog(lambda window, page: told_dialog(window.desk, page.round, topics(), TODAY)),
    "one told": _dialog(
        lambda window, page: told_dialog(window.desk, page.round, (topic_called("near-until"),), TODAY)
    ),
    "log form": _dialog(lambda window, page: add_entry_dialog(window.desk, page.round, TODAY)),
    "task": _dialog(lambda window, page: task_dialog(window.desk, page.round, "ST01", None, TODAY)),
    "round": _dialog(lambda window, _page: add_round_dialog(window.desk, lambda _id: None)),
    "side by side": _dialog(lambda window, _page: side_by_side_dialog(window.desk, TODAY)),
    "link": _dialog(
        lambda window, page: link_dialog(
            window.desk, page.round, page.steps.chosen, None, window.desk.book.snapshot().documents
        )
    ),
}


def test_on_every_view_and_form_of_the_steps_nothing_shuts_anybody_out(window: MainWindow) -> None:
    assert troubles(window, PLACES, *EVERY_LOOK) == {}


def test_nobody_is_shut_out_by_larger_longer_or_leftward_words_or_by_any_colours(
    qtbot: QtBot, empty_window: MainWindow, reading: tuple[Look, ...], case_folder: Path
) -> None:
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    assert troubles(empty_window, PLACES, *reading) == {}


@pytest.mark.parametrize(("percent", "size"), [(100, (1024, 700)), (200, (1024, 700))])
def test_no_view_scrolls_sideways(window: MainWindow, theme: Theme, percent: int, size: tuple[int, int]) -> None:
    theme.use("light", percent)
    try:
        window.resize(*size)
        for view in (STEPS, TOLD, LOG):
            _view(view)(window)
            QApplication.processEvents()
            page = page_of(window)
            frame = page.parentWidget().parentWidget()
            assert frame.horizontalScrollBar().maximum() == 0, view
            assert page.steps.panel.scroll_area.horizontalScrollBar().maximum() == 0
    finally:
        theme.use("light", 100)


def test_the_steps_take_whatever_height_the_window_has_and_scroll_inside(window: MainWindow) -> None:
    window.resize(1024, 700)
    _view(STEPS)(window)
    QApplication.processEvents()
    frame = page_of(window).parentWidget().parentWidget()
    assert frame.verticalScrollBar().maximum() == 0


def test_in_a_case_that_can_only_be_read_everything_that_writes_is_held_back(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = window.desk.book
    monkeypatch.setattr(book._store, "read_only", True)
    assert book.read_only
    before = book.snapshot()
    window.go("journey")
    page = page_of(window)
    panel = page.steps.panel
    held = [
        page.head.mode_button, *panel.head.buttons.values(), panel.tasks.add_button, panel.papers.link_button,
        panel.papers.unlink_button, panel.questions.star_button, page.told.write_button, page.log.add_button,
        page.log.change_button, page.log.remove_button, panel.dates.fields.form,
        *(answer.change_button for answer in page.told.answers.values()),
    ]  # fmt: skip
    assert not any(part.isEnabled() for part in held)
    for rows in (panel.tasks.list, panel.questions.list):
        rows.setFocus()
        QTest.keyClick(rows, Qt.Key.Key_Space)
    QTest.keyClick(panel.papers.list, Qt.Key.Key_Down)
    assert window.notices.words.startswith("This case can be read here and not changed.")
    page.show_view(LOG)
    page.log.start()
    page._rounds_menu.aboutToShow.emit()
    assert [act.isEnabled() for act in page._rounds_menu.actions()] == [False, False, False, True]
    panel.tasks.list.choose("ST01-task-1")
    panel.tasks.menu.aboutToShow.emit()
    assert [act.text() for act in panel.tasks.menu.actions() if act.isEnabled()] == ["Where this is from…"]
    assert book.snapshot() == before


@pytest.mark.thorough
def test_signs_that_deceive_are_shown_as_marks_here_too(deceiving_window: MainWindow) -> None:
    assert troubles(deceiving_window, PLACES, obeyed) == {}


@pytest.mark.parametrize("language", ["zh_CN"])
def test_in_chinese_no_english_is_left_and_nothing_is_cut_off(window: MainWindow) -> None:
    assert troubles(window, PLACES, english_beside(window), clipped) == {}
