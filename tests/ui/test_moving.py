"""The window tells of a case in a synced folder once, and moves it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from caregiver_app.casebook.moving import NOTE
from caregiver_app.ui.main_window import MainWindow
from cases import new_case


def test_a_case_in_a_synced_folder_is_told_of_once_and_moved_by_a_button(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    window, synced = empty_window, new_case(tmp_path / "OneDrive - Clinic" / "Lin Wei")
    with qtbot.waitSignal(window.case_shown):
        window.door.open(synced)
    assert "OneDrive" in window.notices.words
    assert window.notices.action.text() == "Move the case to this computer"
    window.door.close()
    with qtbot.waitSignal(window.case_shown):
        window.door.open(synced)
    assert "OneDrive" not in window.notices.words
    with qtbot.waitSignal(window.case_shown, timeout=20000):
        window.actions_table["move"].trigger()
    assert window.desk is not None
    assert window.desk.book.folder == tmp_path / "cases" / "Lin Wei"
    assert "The old folder is still there" in window.notices.words
    assert (synced / NOTE).is_file()
    assert str(synced) not in window.preferences.now.recent
    window.actions_table["move"].trigger()
    assert "on this computer alone already" in window.notices.words
