"""The ways into a case."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.settings import Preferences
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow


@pytest.fixture
def new_case(empty_window: MainWindow) -> FormDialog:
    empty_window.welcome.new.click()
    dialog: FormDialog = empty_window.findChild(FormDialog)
    return dialog


def test_a_new_case_needs_only_a_name(
    qtbot: QtBot, empty_window: MainWindow, new_case: FormDialog, tmp_path: Path
) -> None:
    QTest.keyClicks(new_case.form.row("name").control.inner(), "Lin Wei")
    assert Path(new_case.form.row("folder").control.typed()) == tmp_path / "cases" / "Lin Wei"
    QTest.keyClicks(new_case.form.row("born").control.inner(), "1962")
    with qtbot.waitSignal(empty_window.case_shown):
        QTest.keyClick(new_case.form.row("born").control.inner(), Qt.Key.Key_Return)
    person = empty_window.desk.book.snapshot().person
    assert (person.name, person.born) == ("Lin Wei", PartialDate("1962"))
    assert empty_window.shown_page == "overview"
    assert empty_window.preferences.now.recent == (str(tmp_path / "cases" / "Lin Wei"),)


def test_what_is_in_the_way_is_said_in_the_form(new_case: FormDialog, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("hers", encoding="utf-8")
    new_case.form.row("name").control.set_typed("Lin Wei")
    new_case.form.row("folder").control.set_typed(str(tmp_path / "full"))
    new_case.save()
    assert new_case.isVisible()
    assert new_case.notices.words.startswith("There is something in “full” already.")
    assert (tmp_path / "full" / "letter.txt").read_text(encoding="utf-8") == "hers"
    new_case.leave_without_saving()


def test_a_folder_that_was_chosen_stays_when_the_name_goes_on(empty_window: MainWindow, tmp_path: Path) -> None:
    empty_window.commands.choose_folder = lambda _words: tmp_path / "mine"
    empty_window.welcome.new.click()
    dialog = empty_window.findChild(FormDialog)
    folder = dialog.form.row("folder").control
    next(button for button in folder.findChildren(QPushButton)).click()
    QTest.keyClicks(dialog.form.row("name").control.inner(), "Wei")
    assert folder.value() == tmp_path / "mine"
    dialog.leave_without_saving()


def test_a_case_is_opened_from_its_folder(qtbot: QtBot, empty_window: MainWindow, case_folder: Path) -> None:
    empty_window.commands.choose_folder = lambda _words: case_folder
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.welcome.open.click()
    assert empty_window.desk.book.folder == case_folder


def test_a_recent_case_is_opened_by_one_press(qtbot: QtBot, window: MainWindow, case_folder: Path) -> None:
    window.actions_table["close"].trigger()
    links = [
        button for button in window.welcome.findChildren(QPushButton) if button.accessibleName() == str(case_folder)
    ]
    with qtbot.waitSignal(window.case_shown):
        links[0].click()


def test_the_list_of_cases_is_forgotten_by_one_press_and_no_place_is_kept(
    window: MainWindow, case_folder: Path, preferences: Preferences
) -> None:
    assert str(case_folder) in preferences.now.recent
    window.actions_table["close"].trigger()
    preferences.change(open_at_start=str(case_folder))
    window.welcome.forget.click()
    assert (preferences.now.recent, preferences.now.open_at_start) == ((), "")
    kept = (preferences.home / "settings.json").read_text(encoding="utf-8")
    assert case_folder.name not in kept
    assert not window.welcome.forget.isVisible()
    assert window.welcome.new.hasFocus()
    assert window.notices.words == "The list is forgotten. The cases themselves are where they were."
    assert (case_folder / "case.db").exists()


def test_the_list_is_forgotten_from_the_menu_while_a_case_is_open(
    qtbot: QtBot, window: MainWindow, preferences: Preferences
) -> None:
    menu = window.commands.recent
    assert menu.actions()[-1].text() == "Forget this list"
    menu.actions()[-1].trigger()
    qtbot.waitUntil(lambda: preferences.now.recent == ())
    assert not menu.isEnabled()
    assert window.desk is not None


def test_a_folder_without_a_case_is_told_plainly(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(empty_window.door.refused):
        empty_window.commands.open_folder(str(tmp_path / "nothing"))
    assert empty_window.notices.kind == "stop"
    assert empty_window.welcome.isVisible()


def test_a_case_that_is_open_elsewhere_is_told_plainly(
    qtbot: QtBot, empty_window: MainWindow, case_folder: Path
) -> None:
    with Casebook.open(case_folder), qtbot.waitSignal(empty_window.door.refused):
        empty_window.commands.open_folder(str(case_folder))
    assert empty_window.notices.kind == "stop"


def test_opening_another_case_closes_the_first(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, case_folder: Path
) -> None:
    window.door.create(tmp_path / "other", {"name": "Other", "born": None})
    assert window.desk.book.folder == tmp_path / "other"
    Casebook.open(case_folder).close()
