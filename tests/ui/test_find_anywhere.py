"""Ctrl+K finds what can be done, what is in the case, what papers say and what the guide knows, and goes there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Contact
from caregiver_app.domain.timeline.records import Relapse
from caregiver_app.ui.find_anywhere import FindDialog
from caregiver_app.ui.main_window import MainWindow
from looks import astray, clipped, small, unnamed


@pytest.fixture
def finder(window: MainWindow) -> FindDialog:
    made = FindDialog(window)
    made.open()
    return made


def found(finder: FindDialog, typed: str) -> list[str]:
    finder.field.setText(typed)
    finder.look()
    return [row.words for row in finder.list.rows if row.key]


def test_the_key_and_the_sidebar_open_it(window: MainWindow, qtbot: QtBot) -> None:
    for ask in (window.actions_table["find"].trigger, window.sidebar.find_button.click):
        ask()
        dialog = next(one for one in window.findChildren(FindDialog) if one.isVisible())
        assert dialog.field.hasFocus() or QApplication.platformName() == "offscreen"
        dialog.reject()
    assert window.actions_table["find"].shortcut().toString() == "Ctrl+K"


def test_before_anything_is_typed_it_offers_what_is_often_wanted(finder: FindDialog) -> None:
    assert "Add to the timeline…" in found(finder, "")


def test_enter_goes_to_the_entry_that_is_chosen(window: MainWindow, finder: FindDialog, qtbot: QtBot) -> None:
    relapse = next(one for one in window.desk.book.snapshot().entries if isinstance(one, Relapse))
    assert found(finder, "relapse 2024")[0] == "Relapse"
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert window.shown_page == "timeline"
    assert window.page("timeline").shown_record() == relapse.id
    assert not finder.isVisible()


def test_what_is_typed_fast_is_found_before_enter_goes(window: MainWindow, finder: FindDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(finder.field, "PET-CT")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert window.shown_page == "timeline"


def test_arrows_move_in_the_list_while_one_types(finder: FindDialog, qtbot: QtBot) -> None:
    found(finder, "add")
    first = finder.list.current_key
    qtbot.keyClick(finder.field, Qt.Key.Key_Down)
    assert finder.list.current_key != first


def test_what_can_be_done_is_done(window: MainWindow, finder: FindDialog, qtbot: QtBot) -> None:
    assert found(finder, "guide")[0] == "Guide"
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert window.shown_page == "guide"


def test_what_cannot_be_done_now_is_not_offered(empty_window: MainWindow) -> None:
    dialog = FindDialog(empty_window)
    dialog.open()
    assert "Start a new case…" in found(dialog, "case")
    assert "Close the case" not in found(dialog, "case")


def test_contacts_papers_and_the_guide_are_found(window: MainWindow, book: Casebook) -> None:
    with book.step("Add") as tx:
        tx.put(Contact(name="Dr Morwenna Quillfeldt", role="Haematologist"))
        tx.put(Document(number=tx.next_number("document"), title="Bone marrow, May", holding="elsewhere"))
    dialog = FindDialog(window)
    dialog.open()
    assert "Dr Morwenna Quillfeldt" in found(dialog, "quillf")
    assert "D-001 · Bone marrow, May" in found(dialog, "d-001")
    assert any("pheresis" in words for words in found(dialog, "leukapheresis"))


def test_nothing_found_is_said(finder: FindDialog) -> None:
    assert found(finder, "zzzqqq") == []
    assert "Nothing has these words" in finder.told.text()


def test_it_shuts_nobody_out(finder: FindDialog) -> None:
    found(finder, "a")
    QApplication.processEvents()
    for look in (clipped, unnamed, small, astray):
        assert look(finder) == []
