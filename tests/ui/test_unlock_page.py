"""A protected case is opened in the window itself: by its passphrase, or by the code of its recovery sheet."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.protection import unlock
from caregiver_app.domain.recovery_code import new_code
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.protection.recover_page import RecoverPage
from caregiver_app.ui.protection.unlock_page import UnlockPage
from protected import PASSPHRASE, protected_case, protection

SOON = 60_000  # a passphrase takes a second or more by design, and longer on a busy computer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A protected case, closed."""
    return protected_case(tmp_path / "protected")


@pytest.fixture
def page(qtbot: QtBot, empty_window: MainWindow, folder: Path) -> UnlockPage:
    """The page that asks for its passphrase."""
    with qtbot.waitSignal(empty_window.gate.asked):
        empty_window.commands.open_folder(str(folder))
    shown = empty_window.gate.page
    assert isinstance(shown, UnlockPage)
    return shown


@pytest.fixture
def recovering(empty_window: MainWindow, page: UnlockPage) -> RecoverPage:
    """The page that takes the code."""
    page.recover_button.click()
    shown = empty_window.gate.page
    assert isinstance(shown, RecoverPage)
    return shown


def test_wrong_words_are_told_in_place_and_the_right_ones_open_the_case_by_keyboard_alone(
    qtbot: QtBot, empty_window: MainWindow, page: UnlockPage, folder: Path
) -> None:
    assert page.isVisible()
    assert not empty_window.sidebar.isVisible()
    assert empty_window.focusWidget() is page.passphrase
    assert page.passphrase.echoMode() == QLineEdit.EchoMode.Password
    QTest.keyClicks(page.passphrase, "four green lanterns")
    QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert page.under_way.isVisible()
    assert not page.open_button.isEnabled()
    qtbot.waitUntil(page.trouble_row.isVisible, timeout=SOON)
    assert "does not open" in page.trouble.text()
    assert "Nothing was changed" in page.trouble.text()
    assert page.passphrase.accessibleDescription() == page.trouble.text()
    assert page.passphrase.selectedText()
    assert empty_window.focusWidget() is page.passphrase
    qtbot.waitUntil(page.open_button.isEnabled)
    QGuiApplication.clipboard().setText(PASSPHRASE)
    QTest.keyClick(page.passphrase, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not page.trouble_row.isVisible()
    with qtbot.waitSignal(empty_window.case_shown, timeout=SOON):
        QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert empty_window.desk is not None
    assert empty_window.desk.book.keys == protection().keys
    assert empty_window.sidebar.isVisible()
    assert empty_window.status._protected.isVisible()
    assert empty_window.preferences.now.recent[0] == str(folder)


def test_nothing_typed_is_said_at_once_and_what_is_typed_can_be_seen(page: UnlockPage) -> None:
    page.open_button.click()
    assert page.trouble.text() == "Type the passphrase of this case."
    page.show_box.click()
    assert page.passphrase.echoMode() == QLineEdit.EchoMode.Normal


def test_going_back_leads_to_the_welcome_and_the_case_stays_shut(empty_window: MainWindow, page: UnlockPage) -> None:
    page.back_button.click()
    assert empty_window.stack.currentWidget() is empty_window.welcome
    assert empty_window.door.book is None
    assert empty_window.gate.page is None


def test_asking_for_another_case_lets_go_of_the_one_that_is_open(
    qtbot: QtBot, window: MainWindow, folder: Path
) -> None:
    with qtbot.waitSignal(window.gate.asked):
        window.commands.open_folder(str(folder))
    assert window.door.book is None
    assert window.windowTitle() == "Caregiver Organizer"


@pytest.mark.thorough
def test_leaving_while_the_passphrase_is_tried_opens_nothing(
    qtbot: QtBot, empty_window: MainWindow, page: UnlockPage
) -> None:
    page.passphrase.setText(PASSPHRASE)
    page.open()
    page.back_button.click()
    qtbot.waitUntil(lambda: not empty_window.jobs.open, timeout=SOON)
    assert empty_window.door.book is None


def test_a_slip_is_shown_in_its_group_while_the_code_is_typed(recovering: RecoverPage) -> None:
    groups = recovering.fields.groups
    code = protection().code.split("-")
    assert recovering.window().focusWidget() is groups[0].edit
    QTest.keyClicks(groups[0].edit, code[0].lower())
    assert recovering.window().focusWidget() is groups[1].edit
    wrong = "".join("0" if sign != "0" else "1" for sign in code[1][:1]) + code[1][1:]
    QTest.keyClicks(groups[1].edit, wrong)
    assert groups[1].is_wrong
    assert recovering.window().focusWidget() is groups[1].edit
    assert recovering.fields.trouble.text().startswith("Group 2 is not as it stands on the sheet.")
    assert groups[1].edit.accessibleDescription() == "Not as on the sheet"
    recovering.main_button.click()
    assert recovering.trouble.text() == "Groups 2, 3, 4, 5, 6, 7 are not whole yet."
    groups[1].edit.selectAll()
    QTest.keyClicks(groups[1].edit, code[1])
    assert groups[1].is_right
    assert not recovering.fields.trouble.isVisible()


@pytest.mark.parametrize("join", ["-", "", " ", "\n"])
def test_pasting_the_whole_code_fills_every_group(recovering: RecoverPage, join: str) -> None:
    QGuiApplication.clipboard().setText(protection().code.replace("-", join).lower())
    recovering.fields.groups[2].edit.setFocus()
    QTest.keyClick(recovering.fields.groups[2].edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert recovering.fields.code == protection().code
    assert recovering.fields.is_whole


@pytest.mark.thorough
def test_with_the_code_a_new_passphrase_is_chosen_and_opens_the_case_from_then_on(
    qtbot: QtBot, empty_window: MainWindow, recovering: RecoverPage, folder: Path
) -> None:
    recovering.fields.groups[0].edit.setText(protection().code)
    recovering.fields.groups[0].edit.textEdited.emit(protection().code)
    QTest.keyClick(recovering.fields.groups[6].edit, Qt.Key.Key_Return)
    qtbot.waitUntil(recovering.choosing.isVisible, timeout=SOON)
    qtbot.waitUntil(recovering.choosing.isEnabled)
    assert recovering.fields.code.replace("-", "") == ""
    QTest.keyClicks(recovering.choosing.first, "another tide of copper")
    QTest.keyClick(recovering.choosing.first, Qt.Key.Key_Return)
    assert "The two are not the same" in recovering.choosing.trouble.text()
    QTest.keyClicks(recovering.choosing.second, "another tide of copper")
    with qtbot.waitSignal(empty_window.case_shown, timeout=SOON):
        QTest.keyClick(recovering.choosing.second, Qt.Key.Key_Return)
    assert "new passphrase is in force" in empty_window.notices.words
    assert empty_window.notices.action.text() == "New recovery sheet…"
    empty_window.door.close()
    with Casebook.open(folder, unlock(folder, "another tide of copper")) as book:
        assert book.keys == protection().keys


@pytest.mark.thorough
def test_the_code_of_another_sheet_is_told_and_opens_nothing(
    qtbot: QtBot, empty_window: MainWindow, recovering: RecoverPage
) -> None:
    other = new_code(lambda signs: signs[7])
    recovering.fields.groups[0].edit.setText(other)
    recovering.fields.groups[0].edit.textEdited.emit(other)
    recovering.main_button.click()
    qtbot.waitUntil(recovering.trouble_row.isVisible, timeout=SOON)
    assert "It is the code of another recovery sheet." in recovering.trouble.text()
    assert empty_window.door.book is None


@pytest.mark.thorough
def test_where_nothing_can_be_written_the_sheet_still_opens_the_case(
    qtbot: QtBot, empty_window: MainWindow, recovering: RecoverPage, folder: Path
) -> None:
    recovering._on_recovered(protection().keys)
    recovering.choosing.first.setText("another tide of copper")
    recovering.choosing.second.setText("another tide of copper")
    (folder / "passphrase.age").unlink()
    (folder / "passphrase.age").mkdir()
    (folder / "passphrase.age" / "in the way").write_bytes(b"")
    recovering.main_button.click()
    qtbot.waitUntil(recovering.anyway_button.isVisible, timeout=SOON)
    qtbot.waitUntil(lambda: not empty_window.jobs.open)
    with qtbot.waitSignal(empty_window.case_shown):
        recovering.anyway_button.click()
    assert empty_window.desk is not None


def test_the_program_asks_for_the_passphrase_of_the_case_it_is_started_with(folder: Path, tmp_path: Path) -> None:
    start = "import sys; from caregiver_app.app import run; raise SystemExit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", start, str(folder), "--exit-after", "shown", "--data-dir", str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "passphrase asked\n"), done.stderr
