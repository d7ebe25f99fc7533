"""Backups in the window: written, kept by themselves, brought back after a look, and taken back."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.backing_up import back_up
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.second_place import second_copy
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError
from caregiver_app.store.backup import listed
from caregiver_app.ui.backups.restoring import BackupDialog, Restoring
from caregiver_app.ui.backups.writing import BackingUp
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.text import Label

NOW = datetime(2026, 11, 29, 10, 0)


def backups(window: MainWindow) -> BackingUp:
    return window.commands.backups()


def restoring(window: MainWindow, file: Path) -> Restoring:
    made = window.findChild(Restoring) or Restoring(window)
    made.choose_file = lambda: file
    return made


def add(book: Casebook, title: str) -> None:
    with book.step("Add a note") as tx:
        tx.put(Note(title=title))


def titles(window: MainWindow) -> set[str]:
    assert window.desk is not None
    return {entry.title for entry in window.desk.book.snapshot().entries if isinstance(entry, Note)}


def dialog(qtbot: QtBot, window: MainWindow) -> BackupDialog:
    def shown() -> list[BackupDialog]:
        return [one for one in window.findChildren(BackupDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=30_000)
    return shown()[0]


def said(shown: BackupDialog) -> str:
    return "\n".join(one.text() for one in shown.findChildren(Label))


@pytest.fixture
def made(book: Casebook, tmp_path: Path) -> Path:
    return back_up(book.whole, tmp_path / "wei.caregiver", NOW).file


def test_a_backup_is_written_where_somebody_wants_it(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    offered = []
    backups(window).choose_target = lambda name: offered.append(name) or tmp_path / "x.caregiver"
    window.actions_table["backup"].trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "good", timeout=30_000)
    assert window.notices.words.startswith("The whole case is in “x.caregiver”: all records and 0 files of papers.")
    assert (tmp_path / "x.caregiver").is_file()
    assert offered[0].startswith("Wei ")


def test_what_is_in_the_way_of_a_backup_is_told_with_another_place_to_choose(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    backups(window).choose_target = lambda _name: tmp_path / "gone" / "x.caregiver"
    window.actions_table["backup"].trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "stop", timeout=30_000)
    assert "The folder “gone” is not there." in window.notices.words
    assert window.notices.action.text() == "Choose another place…"


def test_a_second_copy_is_remembered_and_replaced_at_the_same_place(
    qtbot: QtBot, window: MainWindow, book: Casebook, tmp_path: Path
) -> None:
    stick = tmp_path / "STICK"
    stick.mkdir()
    made = backups(window)
    made.clock = lambda: NOW
    made.choose_folder = lambda: stick
    window.actions_table["second"].trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "good" and not window.jobs.open, timeout=30_000)
    made.choose_folder = lambda: pytest.fail("the place is known")
    window.notices.clear()
    window.actions_table["second"].trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "good" and not window.jobs.open, timeout=30_000)
    assert len(list(stick.iterdir())) == 1
    found = second_copy(book)
    assert found is not None
    assert made.age_words() == "Second copy: today, on STICK"
    window.actions_table["where"].trigger()
    assert "Second copy: today, on STICK." in window.notices.words


def test_an_old_second_copy_is_told_of_in_the_strip_and_never_over_something_else(
    window: MainWindow, book: Casebook
) -> None:
    made = backups(window)
    window.notices.clear()
    begun = datetime.now()
    for days, kind in ((1, ""), (8, "info"), (31, "care")):
        made.clock = lambda days=days: begun + timedelta(days=days)
        made.remind()
        assert window.notices.kind == kind
        window.notices.clear()
    window.notices.tell_trouble(CaregiverError("Full.", safe="Safe.", now="Free some."))
    made.remind()
    assert window.notices.words == "Full. Safe. Free some."


def test_a_backup_of_the_records_is_kept_after_half_an_hour_and_at_closing(
    qtbot: QtBot, window: MainWindow, book: Casebook, case_folder: Path
) -> None:
    add(book, "new")
    backups(window).keep()
    qtbot.waitUntil(lambda: len(listed(case_folder)) == 1, timeout=30_000)
    qtbot.waitUntil(lambda: not window.jobs.open, timeout=30_000)
    backups(window).keep()
    qtbot.waitUntil(lambda: not window.jobs.open, timeout=30_000)
    assert len(listed(case_folder)) == 1
    add(book, "newer")
    window.door.close()
    assert len(listed(case_folder)) == 2


def test_a_restore_shows_what_differs_sets_the_present_aside_and_is_undone(
    qtbot: QtBot, window: MainWindow, book: Casebook, made: Path, case_folder: Path
) -> None:
    add(book, "after the backup")
    restoring(window, made)
    window.actions_table["restore"].trigger()
    asked = dialog(qtbot, window)
    assert "The backup is older" in said(asked)
    assert "after the backup" in said(asked)
    assert "after the backup" in titles(window)
    with qtbot.waitSignal(window.case_shown, timeout=60_000):
        QTest.keyClick(asked.over_button, Qt.Key.Key_Space)
    assert "after the backup" not in titles(window)
    assert "set aside/001 restore" in window.notices.words
    with qtbot.waitSignal(window.case_shown, timeout=60_000):
        window.notices.action.click()
    assert "after the backup" in titles(window)
    assert (case_folder / "set aside" / "002 restore undone").is_dir()


def test_closing_the_comparison_changes_nothing(qtbot: QtBot, window: MainWindow, book: Casebook, made: Path) -> None:
    add(book, "after the backup")
    restoring(window, made)
    window.actions_table["restore"].trigger()
    QTest.keyClick(dialog(qtbot, window), Qt.Key.Key_Return)
    assert window.desk is not None
    assert window.desk.book is book
    assert "after the backup" in titles(window)


def test_a_case_comes_back_on_a_computer_that_has_none(
    qtbot: QtBot, window: MainWindow, made: Path, tmp_path: Path
) -> None:
    before = titles(window)
    window.door.close()
    restoring(window, made)
    with qtbot.waitSignal(window.case_shown, timeout=60_000):
        window.welcome.restore.click()
    assert titles(window) == before
    assert window.desk is not None
    assert window.desk.book.folder == tmp_path / "cases" / "wei"


@pytest.mark.parametrize("words", ["is not a backup", "is not whole"])
def test_a_file_that_cannot_be_restored_is_told_plainly_and_the_case_stays_open(
    qtbot: QtBot, window: MainWindow, made: Path, words: str
) -> None:
    made.write_bytes(b"%PDF" if words == "is not a backup" else made.read_bytes()[:-100])
    restoring(window, made)
    window.actions_table["restore"].trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "stop", timeout=30_000)
    assert words in window.notices.words
    assert window.desk is not None


def test_a_backup_whose_papers_are_damaged_leaves_the_case_as_it_is_and_open(
    qtbot: QtBot, window: MainWindow, book: Casebook, tmp_path: Path, case_folder: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"a paper " * 5000)
    book.originals.keep(tmp_path / "a.txt")
    made = back_up(book.whole, tmp_path / "x.caregiver", NOW).file
    data = bytearray(made.read_bytes())
    data[data.rindex(b"a paper ")] ^= 1
    made.write_bytes(data)
    add(book, "after the backup")
    restoring(window, made)
    window.actions_table["restore"].trigger()
    asked = dialog(qtbot, window)
    with qtbot.waitSignal(window.case_shown, timeout=60_000):
        asked.over_button.click()
    assert "is damaged" in window.notices.words
    assert "after the backup" in titles(window)
    assert not (case_folder / "set aside").exists()
