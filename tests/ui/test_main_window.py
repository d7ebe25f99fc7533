"""The frame: pages, undo, status line, menus."""

import inspect
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.person import change_person
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.progress import Progress
from caregiver_app.ui import main_window
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.removed import RemovedDialog
from caregiver_app.ui.theme import Theme, font
from closed_folders import closed


def test_the_frame_stays_small() -> None:
    assert len(inspect.getsource(main_window).splitlines()) < 200


def test_every_page_is_reached_by_its_key(window: MainWindow) -> None:
    for number, page in enumerate(PAGES, 1):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert window.shown_page == page.key


def test_the_sidebar_leads_to_the_pages_and_shows_whose_case_it_is(window: MainWindow) -> None:
    window.sidebar.page_asked.emit("timeline")
    assert window.shown_page == "timeline"
    assert "<b>" in window.windowTitle()
    assert "DLBCL" not in window.windowTitle()


def test_how_much_waits_on_a_page_is_never_cut_off(window: MainWindow, theme: Theme) -> None:
    for percent in (100, 200):
        theme.use("contrast", percent)
        for waiting in (3, 128):
            window.sidebar.show_waiting("documents", waiting)
            QApplication.processEvents()
            link = window.sidebar._links["documents"]
            assert link.text() == f"Documents  {waiting}"
            assert QFontMetrics(font(bold=True)).horizontalAdvance(link.text()) < link.contentsRect().width() - 24
    theme.use("light", 100)


def test_the_status_line_tells_the_truth_about_saving(window: MainWindow, book: Casebook) -> None:
    assert window.status.words == "Everything is saved"
    add_entry(book, Note(title="A note"))
    assert window.status.words.startswith("Saved ")
    assert window.status.undo_button.text() == "Undo: Add: Note"
    assert window.status.redo_button.isHidden()


def test_undo_and_redo_by_keys_say_what_they_did(window: MainWindow, book: Casebook) -> None:
    add_entry(book, Note(title="A note"))
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert book.undo_label == "Add a history"
    assert window.notices.words == "Undone: Add: Note"
    assert window.status.redo_button.text() == "Redo: Add: Note"
    window.notices.action.click()
    assert book.undo_label == "Add: Note"
    assert window.notices.words == "Done again: Add: Note"
    window.status.undo_button.click()
    assert book.undo_label == "Add a history"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert book.undo_label == "Add: Note"


def test_the_menu_names_what_undo_takes_back(window: MainWindow, book: Casebook) -> None:
    add_entry(book, Note(title="A note"))
    assert window.actions_table["undo"].text() == "&Undo: Add: Note"
    assert not window.actions_table["redo"].isEnabled()


def test_without_a_case_only_what_makes_sense_can_be_done(empty_window: MainWindow) -> None:
    able = {act.name for act in empty_window.commands.table() if empty_window.actions_table[act.name].isEnabled()}
    assert {"new", "open", "sample", "quit", "shortcuts"} <= able
    assert not able & {"undo", "redo", "add", "person", "removed", "timeline", "close"}
    assert empty_window.sidebar.isHidden()


def test_every_entry_of_the_menus_is_listed_once_and_no_key_is_given_twice(window: MainWindow) -> None:
    acts = window.commands.table()
    assert len({act.name for act in acts}) == len(acts)
    keys = [act.shortcut for act in acts if act.shortcut]
    assert len(set(keys)) == len(keys)
    listed = dict(window.actions_table.shortcuts())
    assert listed["Removed things…"] == "Ctrl+Shift+R"


def test_closing_the_case_brings_the_welcome_and_lets_go_of_the_file(window: MainWindow, case_folder: Path) -> None:
    window.go("timeline")
    window.actions_table["close"].trigger()
    assert window.welcome.isVisible()
    assert window.preferences.now.open_at_start == ""
    with Casebook.open(case_folder) as book:
        assert book.snapshot().person.name.startswith("Wei")


def test_a_removed_thing_is_brought_back_from_the_list(window: MainWindow, book: Casebook) -> None:
    window.go("timeline")
    before = book.snapshot()
    page = window.page("timeline")
    page.show_record(before.entries[0].id)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert len(book.snapshot().entries) == len(before.entries) - 1
    window.actions_table["removed"].trigger()
    dialog = window.findChild(RemovedDialog)
    assert dialog.table.model().index(0, 0).data() == "Diagnosis: DLBCL · stage III B"
    dialog.back.click()
    assert book.snapshot() == before
    dialog.close()


def test_text_size_and_colours_are_taken_at_once_and_kept(window: MainWindow, qapp: QApplication) -> None:
    try:
        window.actions_table["larger"].trigger()
        assert window.preferences.now.text_percent == 115
        assert qapp.font().pointSizeF() == pytest.approx(12.65)
        window.actions_table["theme-dark"].trigger()
        assert window.preferences.now.theme == "dark"
    finally:
        window.actions_table["theme-light"].trigger()
        window.actions_table["usual-size"].trigger()
    assert qapp.font().pointSizeF() == pytest.approx(11)


def test_long_work_shows_in_the_status_line_and_can_be_stopped(qtbot: QtBot, window: MainWindow, jobs: Jobs) -> None:
    ended: list[bool] = []

    def work(progress: Progress) -> None:
        while True:
            progress(1, 3, "")

    jobs.start(work, done=print, failed=print, ended=lambda: ended.append(True), label="Copying")
    strip = window.status.job_strip
    assert strip.isVisible()
    strip.stop_button.click()
    qtbot.waitUntil(lambda: ended == [True])
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_the_place_is_kept_for_the_next_start(window: MainWindow) -> None:
    window.go("timeline")
    window.close()
    assert window.preferences.now.page == "timeline"
    assert window.preferences.now.window
    assert window.preferences.now.open_at_start


def test_a_half_typed_form_is_told_of_when_the_case_is_opened_again(
    qtbot: QtBot, empty_window: MainWindow, case_folder: Path
) -> None:
    (case_folder / "drafts").mkdir()
    (case_folder / "drafts" / "add-scan.json").write_text('{"modality": "PE"}', encoding="utf-8")
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    assert "was not saved" in empty_window.notices.words


def test_drafts_nobody_can_look_for_are_told_of_and_not_taken_for_none(
    qtbot: QtBot, empty_window: MainWindow, case_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (case_folder / "drafts").mkdir()
    with closed(monkeypatch, case_folder / "drafts"), qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    assert "“drafts” cannot be looked into" in empty_window.notices.words


def test_help_lists_the_keys(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    dialog = next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    assert dialog.windowTitle() == "Keys"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_where_the_case_is_can_be_asked(desk: Desk, window: MainWindow) -> None:
    window.actions_table["where"].trigger()
    assert str(desk.book.folder) in window.notices.words


def test_a_long_name_with_an_ampersand_is_shown_as_it_is_and_shortened_in_the_title(window: MainWindow) -> None:
    assert window.desk is not None
    change_person(window.desk.book, window.desk.book.snapshot().person.amended(name="Maria &File\n" + "x" * 5000))
    assert window.windowTitle().startswith("Maria &File xxx")
    assert len(window.windowTitle()) < 120
