"""A double click on a file that holds a case leads to the ways to take it in, and changes nothing by itself."""

from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.backing_up import back_up
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.person import Person
from caregiver_app.ui.backups.opened_file import OpenedFileDialog
from caregiver_app.ui.backups.restoring import BackupDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.notices import Notices

NOW = datetime(2026, 11, 29, 10, 0)


@pytest.fixture
def backup(book: Casebook, tmp_path: Path) -> Path:
    return back_up(book.whole, tmp_path / "wei.caregiver", NOW).file


def opened(window: MainWindow, file: Path, qtbot: QtBot) -> OpenedFileDialog:
    window.commands.open_file(file)
    qtbot.waitUntil(lambda: window.findChild(OpenedFileDialog) is not None, timeout=30_000)
    dialog = window.findChild(OpenedFileDialog)
    assert dialog is not None
    return dialog


def test_a_backup_becomes_a_case_of_its_own_only_when_asked(window: MainWindow, backup: Path, qtbot: QtBot) -> None:
    assert window.desk is not None
    before = window.desk.book.folder
    dialog = opened(window, backup, qtbot)
    assert window.desk.book.folder == before
    with qtbot.waitSignal(window.case_shown, timeout=60_000):
        dialog.apart.click()
    assert window.desk.book.folder != before
    assert window.desk.book.snapshot().person.name


def test_a_backup_is_compared_with_the_case_that_is_open(window: MainWindow, backup: Path, qtbot: QtBot) -> None:
    opened(window, backup, qtbot).here.click()
    qtbot.waitUntil(lambda: window.findChild(BackupDialog) is not None, timeout=30_000)
    shown = window.findChild(BackupDialog)
    assert shown is not None
    shown.close()


def test_with_no_case_open_there_is_one_way(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with Casebook.create(tmp_path / "case", Person(name="Ana Novak")) as closed:
        file = back_up(closed.whole, tmp_path / "ana.caregiver", NOW).file
    dialog = opened(empty_window, file, qtbot)
    assert not hasattr(dialog, "here")
    dialog.close()


def test_what_is_no_case_is_told_of_in_a_sentence(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "other.caregiver").write_text("nothing of ours")
    window.commands.open_file(tmp_path / "other.caregiver")
    qtbot.waitUntil(lambda: isinstance(window.notices, Notices) and window.notices.isVisible(), timeout=30_000)
    assert window.findChild(OpenedFileDialog) is None
