"""The window on a case that is open elsewhere: it says so and offers to look, or asks once."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caregiver_app.ui.main_window import MainWindow
from store.test_second_window import LOCK, somebody_writing


def test_a_second_window_says_so_and_shows_the_case_without_changing_it(
    qtbot: QtBot, empty_window: MainWindow, case_folder: Path
) -> None:
    window = empty_window
    with somebody_writing(case_folder):
        with qtbot.waitSignal(window.door.refused):
            window.door.open(case_folder)
        assert "open in another window or command" in window.notices.words
        assert window.notices.action.text() == "Look at it without changing it"
        window.notices.action.setFocus()
        with qtbot.waitSignal(window.case_shown):
            QTest.keyClick(window.notices.action, Qt.Key.Key_Space)
        assert "Here you see what was saved at" in window.notices.words
        assert window.status.words == "Read only: nothing can be changed here"
        assert not window.actions_table["add"].isEnabled()
    with qtbot.waitSignal(window.case_shown):
        window.notices.action.click()
    assert window.actions_table["add"].isEnabled()
    window.door.close()


def test_a_case_that_another_computer_may_hold_is_opened_when_somebody_is_sure(
    qtbot: QtBot, empty_window: MainWindow, case_folder: Path
) -> None:
    (case_folder / LOCK).write_text("kitchen-laptop\n12\n2026-11-28 21:14\n", encoding="utf-8")
    window = empty_window
    with qtbot.waitSignal(window.door.refused):
        window.door.open(case_folder)
    assert "kitchen-laptop" in window.notices.words
    assert window.door.book is None
    with qtbot.waitSignal(window.case_shown):
        window.notices.action.click()
    assert window.status.words == "Everything is saved"
