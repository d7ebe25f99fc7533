"""A passphrase is switched on only when its recovery sheet was made and its code typed back; and what comes after."""

import os
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.protection import Protection, prepare, recover, unlock
from caregiver_app.errors import CaseLocked
from caregiver_app.progress import Progress
from caregiver_app.store.keys import is_protected
from caregiver_app.store.lock import Lock
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.person.new_case import NewCaseDialog
from caregiver_app.ui.protection import gate as gate_module
from caregiver_app.ui.protection.key_dialogs import ChangePassphraseDialog, NewSheetDialog, TakeOffDialog
from caregiver_app.ui.protection.protect_dialog import ProtectDialog
from caregiver_app.ui.protection.work_page import WorkPage
from protected import PASSPHRASE, keys, protected_case, protection

SOON = 60_000  # closing up keys takes seconds by design, and longer on a busy computer
OWN = "copper tide nine ladders"


@pytest.fixture
def dialog(window: MainWindow) -> ProtectDialog:
    """The dialog of the menu entry, for the open case."""
    window.actions_table["protect"].trigger()
    (found,) = window.findChildren(ProtectDialog)
    return found


@pytest.fixture
def opened(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a protected case open."""
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open_with(protected_case(tmp_path / "protected"), keys())
    return empty_window


def choose(qtbot: QtBot, dialog: ProtectDialog, passphrase: str = OWN) -> None:
    """Go through the first step."""
    QTest.keyClicks(dialog.choosing.first, passphrase)
    QTest.keyClicks(dialog.choosing.second, passphrase)
    QTest.keyClick(dialog.choosing.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.at == 1, timeout=SOON)


def type_code(dialog: ProtectDialog | NewSheetDialog, code: str) -> None:
    """Type a code back, by keys alone."""
    for place, group in enumerate(code.split("-")):
        QTest.keyClicks(dialog.back_step.fields.groups[place].edit, group)


def shown_words(dialog: ProtectDialog | NewSheetDialog) -> str:
    return " ".join(field.toPlainText() for field in dialog.findChildren(QPlainTextEdit))


def test_a_case_is_protected_once_the_sheet_is_saved_and_its_code_typed_back(
    qtbot: QtBot, window: MainWindow, dialog: ProtectDialog, tmp_path: Path, case_folder: Path
) -> None:
    window.go("questions")
    choose(qtbot, dialog)
    assert dialog.windowTitle() == "Protect with a passphrase: Make your recovery sheet"
    assert not dialog.main_button.isEnabled()
    target = tmp_path / "sheet.pdf"
    dialog.sheet_step.choose_target = lambda: target
    dialog.sheet_step.save_button.click()
    qtbot.waitUntil(dialog.main_button.isEnabled, timeout=SOON)
    assert dialog.sheet_step.told.text().startswith("Saved as “sheet.pdf” in ")
    code = dialog._code()
    with pypdfium2.PdfDocument(target) as sheet:
        words = sheet[0].get_textpage().get_text_range()
    assert all(group in words for group in code.split("-"))
    dialog.main_button.click()
    assert dialog.at == 2
    assert not dialog.main_button.isEnabled()
    assert dialog.focusWidget() is dialog.back_step.fields.groups[0].edit
    type_code(dialog, code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert not dialog.main_button.isEnabled()
    assert "Group 7 is not as it stands on the sheet." in dialog.back_step.fields.trouble.text()
    assert not is_protected(case_folder)
    QTest.keyClick(dialog.back_step.fields.groups[6].edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.back_step.fields.groups[6].edit, code.split("-")[6])
    assert dialog.main_button.isEnabled()
    with qtbot.waitSignal(window.case_shown, timeout=SOON):
        QTest.keyClick(dialog.back_step.fields.groups[6].edit, Qt.Key.Key_Return)
    assert window.shown_page == "questions"
    assert "opens with your passphrase" in window.notices.words
    assert window.status._protected.isVisible()
    assert not window.findChildren(ProtectDialog)
    window.door.close()
    with pytest.raises(CaseLocked):
        Casebook.open(case_folder)
    assert unlock(case_folder, OWN) == recover(case_folder, code)
    with Casebook.open(case_folder, unlock(case_folder, OWN)) as book:
        assert len(book.snapshot().entries) == 6


def test_the_code_is_never_seen_in_the_step_in_which_it_is_typed_back(qtbot: QtBot, dialog: ProtectDialog) -> None:
    dialog._made = protection()
    dialog._show(1)
    groups = protection().code.split("-")
    assert not any(group in shown_words(dialog) for group in groups)
    dialog.sheet_step.show_button.click()
    assert all(group in shown_words(dialog) for group in groups)
    assert dialog.main_button.isEnabled()
    dialog.main_button.click()
    assert dialog.at == 2
    assert not any(group in shown_words(dialog) for group in groups)
    dialog.back_button.click()
    assert not any(group in shown_words(dialog) for group in groups)


@pytest.mark.thorough
def test_another_passphrase_needs_another_sheet_and_an_old_code_does_not_do(
    qtbot: QtBot, dialog: ProtectDialog
) -> None:
    dialog._made, dialog._made_with = protection(), PASSPHRASE
    dialog._show(1)
    dialog.sheet_step.show_button.click()
    dialog.go_back()
    dialog.choosing.first.clear()
    dialog.choosing.second.clear()
    choose(qtbot, dialog)
    assert dialog._code() != protection().code
    assert not dialog.main_button.isEnabled()
    dialog.sheet_step.show_button.click()
    dialog.main_button.click()
    type_code(dialog, protection().code)
    assert dialog.back_step.other.text() == "This is the code of another sheet. Take the one you made just now."
    assert not dialog.main_button.isEnabled()


def test_a_passphrase_is_judged_in_plain_words_and_a_weak_one_is_allowed_after_that(
    qtbot: QtBot, dialog: ProtectDialog
) -> None:
    choosing = dialog.choosing
    choosing.show_box.click()
    assert not choosing.second.isVisible()
    QTest.keyClicks(choosing.first, "sunflower")
    qtbot.waitUntil(choosing._judgement_row.isVisible, timeout=SOON)
    assert "within minutes or hours" in choosing.judgement.text()
    assert choosing.first.accessibleDescription() == choosing.judgement.text()
    QTest.keyClicks(choosing.first, " quarrel anvil mitten tuesday")
    qtbot.waitUntil(lambda: choosing.judgement.text().startswith("It holds."), timeout=SOON)
    choosing.first.setText("sunflower")
    assert choosing.chosen() == "sunflower"
    choosing.first.clear()
    assert choosing.chosen() is None
    assert "cannot be a passphrase" in choosing.trouble.text()


def test_words_can_be_made_up_and_made_anew(dialog: ProtectDialog) -> None:
    choosing = dialog.choosing
    choosing.turn_button.click()
    first = choosing.chosen()
    assert first is not None
    assert len(first.split("-")) >= 6
    choosing.other_button.click()
    assert choosing.chosen() not in (None, first)
    choosing.turn_button.click()
    assert dialog.focusWidget() is choosing.first


def test_where_there_is_no_printer_it_is_said_what_else_can_be_done(dialog: ProtectDialog) -> None:
    dialog._made = protection()
    dialog._show(1)
    dialog.sheet_step.has_printer = lambda: False
    dialog.sheet_step.print_button.click()
    assert dialog.sheet_step.told.text().startswith("This computer knows no printer.")
    assert not dialog.main_button.isEnabled()


def test_printing_the_sheet_leaves_nothing_readable_on_the_disk(
    qtbot: QtBot, dialog: ProtectDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dialog._made = protection()
    dialog._show(1)
    dialog.sheet_step.has_printer = lambda: True
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.sheet_step.choose_printer = lambda _parent, _sheet, then: then(printer)
    before = {name for _at, _folders, files in os.walk(tmp_path) for name in files}
    dialog.sheet_step.print_button.click()
    qtbot.waitUntil(dialog.main_button.isEnabled, timeout=SOON)
    after = {name for _at, _folders, files in os.walk(tmp_path) for name in files}
    assert after - before == {"printed.pdf"}
    assert (tmp_path / "printed.pdf").stat().st_size > 10_000


def test_leaving_the_dialog_changes_nothing_and_lets_go_of_all_that_was_typed(
    window: MainWindow, dialog: ProtectDialog, case_folder: Path
) -> None:
    dialog._made = protection()
    QTest.keyClicks(dialog.choosing.first, OWN)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert (dialog._made, dialog.choosing.first.text()) == (None, "")
    assert window.desk is not None
    assert not is_protected(case_folder)


def test_work_that_is_stopped_leaves_the_case_as_it_was_and_opens_it_again(
    qtbot: QtBot, window: MainWindow, case_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(_protection: object, _folder: Path, progress: Progress) -> None:
        while True:
            progress(3 << 32, 4 << 32, "")

    monkeypatch.setattr(gate_module, "_protected", work)
    window.go("timeline")
    window.gate.protect(protection())
    page = window.gate.page
    assert isinstance(page, WorkPage)
    assert window.focusWidget() is page.stop_button
    qtbot.waitUntil(lambda: page.bar.value() == 750)
    with qtbot.waitSignal(window.case_shown):
        page.stop_button.click()
    assert window.notices.words == "It was stopped. Your case is as it was before."
    assert window.shown_page == "timeline"
    assert not is_protected(case_folder)


def test_trouble_while_it_is_written_anew_is_told_and_nothing_is_changed(
    qtbot: QtBot, window: MainWindow, case_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[Lock] = []
    really = gate_module._protected

    def late(made: Protection, folder: Path, progress: Progress) -> None:
        others.append(Lock(folder))  # somebody else was quicker
        really(made, folder, progress)

    monkeypatch.setattr(gate_module, "_protected", late)
    window.gate.protect(protection())
    qtbot.waitUntil(lambda: bool(others) and not window.jobs.open, timeout=SOON)
    assert window.notices.kind == "stop"
    assert window.stack.currentWidget() is window.welcome
    assert not is_protected(case_folder)
    others[0].release()
    with qtbot.waitSignal(window.case_shown):
        window.commands.open_folder(str(case_folder))
    assert window.desk.book.keys is None


@pytest.mark.thorough
def test_a_new_case_can_be_protected_from_the_start_under_a_name_that_says_nothing(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    window = empty_window
    window.welcome.new.click()
    form = window.findChild(NewCaseDialog)
    QTest.keyClicks(form.name.inner(), "Lin Wei")
    form.protect.box.setFocus()
    QTest.keyClick(form.protect.box, Qt.Key.Key_Space)
    assert Path(form.folder.typed()) == tmp_path / "cases" / "Case 1"
    form.save_button.click()
    dialog = form.findChild(ProtectDialog)
    assert dialog.choosing._own_words[:2] == ("Lin", "Wei")
    dialog.reject()
    assert form.isVisible()
    assert not (tmp_path / "cases").exists()
    form.save_button.click()
    dialog = next(one for one in form.findChildren(ProtectDialog) if one.isVisible())
    dialog._made = made = prepare(OWN)
    dialog._show(2)
    type_code(dialog, made.code)
    with qtbot.waitSignal(window.case_shown):
        dialog.main_button.click()
    assert window.desk.book.keys == made.keys
    assert window.desk.book.snapshot().person.name == "Lin Wei"
    assert is_protected(tmp_path / "cases" / "Case 1")


@pytest.mark.thorough
def test_another_passphrase_opens_the_case_from_then_on(qtbot: QtBot, opened: MainWindow) -> None:
    opened.actions_table["passphrase"].trigger()
    dialog = opened.findChild(ChangePassphraseDialog)
    QTest.keyClicks(dialog.choosing.first, OWN)
    QTest.keyClicks(dialog.choosing.second, OWN)
    QTest.keyClick(dialog.choosing.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "new passphrase is in force" in opened.notices.words, timeout=SOON)
    assert unlock(opened.desk.book.folder, OWN) == keys()


@pytest.mark.thorough
def test_a_new_sheet_counts_once_its_code_is_typed_back(qtbot: QtBot, opened: MainWindow) -> None:
    opened.actions_table["new-sheet"].trigger()
    dialog = opened.findChild(NewSheetDialog)
    folder = opened.desk.book.folder
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.at == 1, timeout=SOON)
    code = dialog._code
    dialog.sheet_step.show_button.click()
    dialog.main_button.click()
    assert recover(folder, protection().code) == keys()
    type_code(dialog, code)
    dialog.main_button.click()
    assert "The new recovery sheet works from now on." in opened.notices.words
    assert recover(folder, code) == keys()


@pytest.mark.thorough
def test_the_passphrase_is_asked_for_before_it_is_taken_off(qtbot: QtBot, opened: MainWindow) -> None:
    folder = opened.desk.book.folder
    opened.actions_table["unprotect"].trigger()
    dialog = opened.findChild(TakeOffDialog)
    QTest.keyClicks(dialog.ask_step.passphrase, "wrong words")
    QTest.keyClick(dialog.ask_step.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.trouble.text()), timeout=SOON)
    qtbot.waitUntil(dialog.main_button.isEnabled, timeout=SOON)
    assert "does not open" in dialog.trouble.text()
    assert is_protected(folder)
    assert dialog.focusWidget() is dialog.ask_step.passphrase
    assert dialog.ask_step.passphrase.selectedText() == "wrong words"
    QTest.keyClicks(dialog.ask_step.passphrase, PASSPHRASE)
    with qtbot.waitSignal(opened.case_shown, timeout=SOON):
        QTest.keyClick(dialog.ask_step.passphrase, Qt.Key.Key_Return)
    assert opened.notices.words.startswith("The passphrase is off.")
    assert not is_protected(folder)
    assert opened.desk.book.keys is None
    assert opened.actions_table["protect"].isVisible()
    assert not opened.actions_table["lock"].isVisible()
