"""Erasing for good in the window: told first, confirmed apart, done while the case is shut, and open again after."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.erasing import erasure_of, look_elsewhere
from caregiver_app.casebook.person import add_contact, remove_contact
from caregiver_app.domain.person import Contact
from caregiver_app.store.backup import listed
from caregiver_app.ui.erase_dialog import EraseDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.removed import RemovedDialog
from looks import clipped
from places import EVERY_LOOK, Make, troubles
from protected import keys, protected_case
from readable import WORDS, readable_in

SAID = " ".join(WORDS)
CONTACT = Contact(name=SAID, note="<b>bold</b>")


@pytest.fixture
def removed(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window with something removed, and a backup that holds it."""
    add_contact(window.desk.book, CONTACT)
    with qtbot.waitSignal(window.case_shown):
        window.door.reopen()
    remove_contact(window.desk.book, CONTACT)
    return window


def asked(window: MainWindow) -> EraseDialog:
    """Open what asks before something is erased, as by the menu and the list of removed things."""
    window.commands.show_removed()
    trash = window.findChild(RemovedDialog)
    trash.table.select_ids([CONTACT.id])
    trash.erase_button.click()
    QApplication.processEvents()
    return trash.findChild(EraseDialog)


def backups(window: MainWindow) -> list[str]:
    return [one.path.name for one in listed(window.desk.book.folder)]


def test_nothing_is_erased_before_it_was_told_and_confirmed(removed: MainWindow) -> None:
    dialog = asked(removed)
    told = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert SAID in told
    assert "cannot be undone" in told
    assert "1 backup holds it" in told
    assert "SSD" in told
    assert (dialog.backups_box.isChecked(), dialog.sure_box.isChecked()) == (False, False)
    assert dialog.keep_button.isDefault()
    assert not dialog.erase_button.isEnabled()
    dialog.go()
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # at "Keep it", where one begins
    assert not dialog.isVisible()
    assert [one.id for one in removed.desk.book.trash()] == [CONTACT.id]


def test_by_keys_alone_it_is_erased_and_the_case_is_open_again(qtbot: QtBot, removed: MainWindow) -> None:
    folder, before = removed.desk.book.folder, backups(removed)
    dialog = asked(removed)
    while dialog.focusWidget() is not dialog.sure_box:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(dialog.sure_box, Qt.Key.Key_Space)
    QTest.keyClick(dialog.sure_box, Qt.Key.Key_Return)  # decides nothing where no button is
    assert dialog.isVisible()
    while dialog.focusWidget() is not dialog.erase_button:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(removed.case_shown):
        QTest.keyClick(dialog.erase_button, Qt.Key.Key_Return)
    assert removed.notices.words == "1 thing is erased for good."
    assert removed.desk.book.erased() == {CONTACT.id}
    assert removed.desk.book.trash() == ()
    assert removed.desk.book.undo_label == "Add a history"
    assert backups(removed) == before  # and none was made on the way that would hold it
    assert {Path(place).parts[0] for place in readable_in(folder)} == {"backups"}


def test_backups_go_too_when_that_is_ticked(qtbot: QtBot, removed: MainWindow) -> None:
    folder, before = removed.desk.book.folder, backups(removed)
    dialog = asked(removed)
    dialog.backups_box.click()
    dialog.sure_box.click()
    with qtbot.waitSignal(removed.case_shown):
        dialog.erase_button.click()
    assert "1 backup that held it is removed, after a new one was made." in removed.notices.words
    assert backups(removed)
    assert not set(backups(removed)) & set(before)
    assert readable_in(folder) == []


def test_a_protected_case_is_open_again_without_being_asked(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    window = empty_window
    with qtbot.waitSignal(window.case_shown):
        window.door.open_with(protected_case(tmp_path / "protected"), keys())
    add_contact(window.desk.book, CONTACT)
    remove_contact(window.desk.book, CONTACT)
    dialog = asked(window)
    dialog.sure_box.click()
    with qtbot.waitSignal(window.case_shown):
        dialog.erase_button.click()
    assert window.desk.book.erased() == {CONTACT.id}
    assert window.desk.book.findings() == ()


def test_what_can_only_be_read_offers_nothing_to_erase(removed: MainWindow) -> None:
    with Casebook.open_to_read(removed.desk.book.folder) as read:
        assert read.read_only
    assert RemovedDialog(removed.desk).erase_button.isHidden()


def _dialog(window: MainWindow) -> QWidget:
    book = window.desk.book
    if book.find(CONTACT.id) is None and not book.trash():
        add_contact(book, CONTACT)
        remove_contact(book, CONTACT)
    erasure = erasure_of(book, CONTACT.id)
    dialog = EraseDialog(erasure, look_elsewhere(book, erasure), lambda _too: None, window)
    dialog.sure_box.click()
    dialog.open()
    return dialog


def _removed(window: MainWindow) -> QWidget:
    trash = RemovedDialog(window.desk, window.gate.erase)
    trash.open()
    return trash


PLACES: dict[str, Make] = {"erase": _dialog, "removed": _removed}


def test_erasing_shuts_nobody_out(removed: MainWindow) -> None:
    assert troubles(removed, PLACES, *EVERY_LOOK) == {}


@pytest.mark.usefixtures("reading")
def test_longer_and_larger_words_are_not_cut_off(removed: MainWindow) -> None:
    removed.resize(1280, 720)
    assert troubles(removed, PLACES, clipped) == {}
