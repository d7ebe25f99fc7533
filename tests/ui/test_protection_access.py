"""What a passphrase needs in the window: names, focus order, sizes, and room for longer and larger words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.protection.key_dialogs import ChangePassphraseDialog, NewSheetDialog, TakeOffDialog
from caregiver_app.ui.protection.protect_dialog import ProtectDialog
from caregiver_app.ui.protection.work_page import WorkPage, written_anew
from looks import clipped
from places import EVERY_LOOK, Make, troubles
from protected import keys, protected_case, protection


def _dialog(make: Callable[[MainWindow], QDialog]) -> Make:
    def opened(window: MainWindow) -> QWidget:
        dialog = make(window)
        dialog.open()
        return dialog

    return opened


def _protect(step: int, *, seen: bool = False) -> Make:
    def made(window: MainWindow) -> QDialog:
        dialog = ProtectDialog(window.jobs, Path("Case 1"), (), lambda _made: None, window)
        dialog._made = protection()
        dialog._show(step)
        if seen:
            dialog.sheet_step.show_button.click()
        return dialog

    return _dialog(made)


def _made_up(window: MainWindow) -> QDialog:
    dialog = ProtectDialog(window.jobs, Path("Case 1"), (), lambda _made: None, window)
    dialog.choosing.turn_button.click()
    return dialog


def _asking(window: MainWindow) -> QWidget:
    folder = window.desk.book.folder
    window.door.leave()
    window.gate.ask(folder, "It was locked.")
    window.gate.page.say("This passphrase does not open the case.", window.gate.page.passphrase)
    return window


def _recovering(window: MainWindow) -> QWidget:
    window.gate.recover(window.gate.page.folder)
    for group in window.gate.page.fields.groups:
        group.edit.setText("ABCDE")
        group.edit.textEdited.emit("ABCDE")
    return window


def _recovered(window: MainWindow) -> QWidget:
    window.gate.page._on_recovered(keys())
    return window


def _working(window: MainWindow) -> QWidget:
    window.gate.receive(WorkPage(written_anew("Protecting your case"), lambda: None))
    return window


PLACES: dict[str, Make] = {
    "choose": _protect(0),
    "made up": _dialog(_made_up),
    "sheet": _protect(1),
    "code": _protect(1, seen=True),
    "type back": _protect(2),
    "change": _dialog(lambda window: ChangePassphraseDialog(window.desk, ())),
    "new sheet": _dialog(lambda window: NewSheetDialog(window.desk)),
    "take off": _dialog(lambda window: TakeOffDialog(window.desk, lambda _keys: None)),
    "asking": _asking,  # from here on the case is closed
    "recovering": _recovering,
    "recovered": _recovered,
    "working": _working,
}


@pytest.fixture
def window(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a protected case open."""
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open_with(protected_case(tmp_path / "protected"), keys())
    return empty_window


def test_nothing_that_asks_for_a_passphrase_shuts_anybody_out(window: MainWindow) -> None:
    assert troubles(window, PLACES, *EVERY_LOOK) == {}


@pytest.mark.usefixtures("reading")
def test_longer_and_larger_words_are_not_cut_off(window: MainWindow) -> None:
    window.resize(1280, 720)
    assert troubles(window, PLACES, clipped) == {}
