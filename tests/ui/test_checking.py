"""Check my records: every byte is read beside the open window, and what is found is named with what to do."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.backing_up import back_up
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.progress import Progress
from caregiver_app.store.backup import listed
from caregiver_app.ui.checking import Checking, FindingsDialog
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.rebuilding.page import RebuildPage
from caregiver_app.ui.text import Label
from caregiver_app.ui.timeline.editor import add_dialog

NAMES = ("letter", "report", "<b>scan")


@pytest.fixture
def papers(book: Casebook, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    for path, name in zip(paths, NAMES, strict=True):
        path.write_text(name * 50)
        list_files(book, keep_files(book.originals, [path]), title=name)


def original(book: Casebook, number: int) -> Path:
    return book.originals.file(book.snapshot().documents[number].fingerprint)


def flip_a_byte(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[5] ^= 1
    path.chmod(0o600)
    path.write_bytes(body)


def found(window: MainWindow) -> FindingsDialog | None:
    return next((dialog for dialog in window.findChildren(FindingsDialog) if dialog.isVisible()), None)


def check(qtbot: QtBot, window: MainWindow) -> FindingsDialog:
    window.actions_table["check"].trigger()
    qtbot.waitUntil(lambda: found(window) is not None)
    made = found(window)
    assert made is not None
    return made


def said(dialog: FindingsDialog) -> str:
    return "\n".join(shown.text() for shown in dialog.findChildren(Label))


def test_a_sound_case_is_told_in_one_sentence(qtbot: QtBot, window: MainWindow, book: Casebook, papers: None) -> None:
    before = book.snapshot()
    window.actions_table["check"].trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "good")
    assert window.notices.words == "Every record and every file is as it was written: 3 files read."
    assert found(window) is None
    assert book.snapshot() == before


def test_a_case_without_files_is_sound_too(qtbot: QtBot, window: MainWindow, book: Casebook) -> None:
    window.actions_table["check"].trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "good")
    assert window.notices.words.startswith("Every record is as it was written.")


def test_a_flipped_byte_is_found_and_named_with_what_to_do(
    qtbot: QtBot, window: MainWindow, book: Casebook, papers: None
) -> None:
    flip_a_byte(original(book, 1))
    dialog = check(qtbot, window)
    assert "1 thing is not as it was written." in said(dialog)
    assert "All records and 3 files were read. Nothing was changed." in said(dialog)
    assert "The file of this document is not the one that was added.\nD-002 report\nAdd the file again" in said(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert found(window) is None


def test_what_is_found_of_several_files_stands_together_and_is_shown_as_it_is(
    qtbot: QtBot, window: MainWindow, book: Casebook, papers: None
) -> None:
    original(book, 0).unlink()
    original(book, 2).unlink()
    dialog = check(qtbot, window)
    assert "missing from the case folder.\nD-001 letter\nD-003 <b>scan\nAdd the file again" in said(dialog)
    assert all(shown.textFormat() == Qt.TextFormat.PlainText for shown in dialog.findChildren(Label))
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "2 things are not as they were written." in copied
    assert "  D-003 <b>scan\n" in copied
    dialog.close()


def test_a_file_of_no_document_is_no_reason_to_worry(
    qtbot: QtBot, window: MainWindow, book: Casebook, papers: None
) -> None:
    stray = book.originals.file("ab" + "0" * 62)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    dialog = check(qtbot, window)
    assert "Every record and every file of yours is as it was written." in said(dialog)
    assert "It does no harm." in said(dialog)
    dialog.close()


def test_what_is_damaged_is_set_aside_by_one_button_and_nothing_is_deleted(
    qtbot: QtBot, window: MainWindow, book: Casebook, papers: None
) -> None:
    damaged = original(book, 1)
    flip_a_byte(damaged)
    body = damaged.read_bytes()
    dialog = check(qtbot, window)
    assert dialog.accept_button.isHidden()
    dialog.aside_button.click()
    qtbot.waitUntil(lambda: window.notices.kind == "good")
    assert len(listed(book.folder)) == 1
    place = book.folder / "set aside" / "001 by a check"
    assert window.notices.words.startswith(f"1 file was moved to the folder {place}. Nothing was deleted.")
    assert (place / damaged.relative_to(book.folder)).read_bytes() == body


@pytest.mark.parametrize("kind", ["folder", "backup"])
def test_good_copies_are_taken_in_from_another_place(
    qtbot: QtBot, window: MainWindow, book: Casebook, papers: None, tmp_path: Path, kind: str
) -> None:
    earlier = shutil.copytree(book.folder / "originals", tmp_path / "earlier")
    back_up(book.whole, tmp_path / "one.caregiver", datetime(2026, 11, 29))
    flip_a_byte(original(book, 1))
    original(book, 0).unlink()
    dialog = check(qtbot, window)
    assert dialog.take_button.isVisible()
    checking = window.desk.changes.findChild(Checking)
    checking.choose_folder = lambda: earlier
    checking.choose_file = lambda: tmp_path / "one.caregiver"
    (dialog.from_folder if kind == "folder" else dialog.from_backup).trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "good")
    assert window.notices.words == "2 good copies were taken in."
    assert len(listed(book.folder)) == 1
    window.notices.action.click()
    qtbot.waitUntil(lambda: window.notices.words.startswith("Every record and every file is as it was written"))


def test_where_no_good_copy_is_found_that_is_said(
    qtbot: QtBot, window: MainWindow, book: Casebook, papers: None, tmp_path: Path
) -> None:
    original(book, 0).unlink()
    dialog = check(qtbot, window)
    (tmp_path / "stick").mkdir()
    checking = window.desk.changes.findChild(Checking)
    checking.choose_folder = lambda: None
    dialog.from_folder.trigger()
    assert dialog.isVisible()
    checking.choose_folder = lambda: tmp_path / "stick"
    dialog.from_folder.trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "care")
    assert window.notices.words == (
        "No good copy of what is missing or damaged is in “stick”. 1 paper is still missing or damaged."
    )


def test_where_no_backup_can_be_made_first_nothing_is_repaired_until_somebody_says_go_on(
    qtbot: QtBot, window: MainWindow, book: Casebook, papers: None
) -> None:
    damaged = original(book, 1)
    flip_a_byte(damaged)
    (book.folder / "backups").write_text("in the way")
    check(qtbot, window).aside_button.click()
    qtbot.waitUntil(lambda: window.notices.kind == "stop")
    assert window.notices.words.startswith("Before this, a backup of your records is made. That did not work:")
    assert damaged.exists()
    assert window.notices.action.text() == "Go on without a backup"
    window.notices.action.click()
    assert window.notices.words.startswith("1 file was moved")
    assert not damaged.exists()


def test_damaged_records_lead_to_the_ways_back_and_the_case_can_be_opened_as_it_is(
    qtbot: QtBot, window: MainWindow, book: Casebook
) -> None:
    book._store._raw.execute("PRAGMA foreign_keys = OFF")
    book._store._raw.execute("UPDATE change SET step = 999 WHERE position = 1")
    dialog = check(qtbot, window)
    assert "Then see the ways back below" in said(dialog)
    dialog.ways_button.click()
    qtbot.waitUntil(lambda: isinstance(window.gate.page, RebuildPage) and window.gate.page.happened.isVisible())
    assert window.door.book is None
    assert window.gate.page.happened.text().startswith("The case still opens, but a part")
    qtbot.waitUntil(window.gate.page.again_button.isEnabled)
    with qtbot.waitSignal(window.case_shown):
        window.gate.page.again_button.click()


def test_a_long_list_is_read_on_by_the_page_keys(
    qtbot: QtBot, window: MainWindow, book: Casebook, papers: None
) -> None:
    for number in range(40):
        stray = book.originals.file(f"ab{number:062}")
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(b"x")
    dialog = check(qtbot, window)
    bar = dialog.body.verticalScrollBar()
    QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(dialog, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert found(window) is None


def test_a_case_changed_outside_is_found_beside_the_open_window(
    qtbot: QtBot, empty_window: MainWindow, case_folder: Path
) -> None:
    with (case_folder / "case.db").open("r+b") as file:
        file.seek(96)  # which SQLite wrote it last: nobody asks, but the file is another one
        file.write(b"\0\0\0\1")
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    dialog = check(qtbot, empty_window)
    assert "changed or damaged since this program closed it last.\ncase.db\nLook your records over." in said(dialog)
    dialog.accept_button.click()
    assert empty_window.notices.words == "Your records are taken as they are now."
    empty_window.actions_table["check"].trigger()
    qtbot.waitUntil(lambda: empty_window.notices.words.startswith("Every record is as it was written."))


def test_a_check_can_be_stopped_and_begun_again(qtbot: QtBot, window: MainWindow, desk: Desk, papers: None) -> None:
    desk.jobs.start(_until_stopped, done=print, failed=print)
    window.actions_table["check"].trigger()
    window.actions_table["check"].trigger()
    assert [job.label for job in desk.jobs.open] == ["", "Checking your records"]
    window.status.job_strip.stop_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.open)
    assert window.notices.words == ""
    window.actions_table["check"].trigger()
    qtbot.waitUntil(lambda: window.notices.kind == "good")


def _until_stopped(progress: Progress) -> None:
    while True:
        progress(0, 0, "")


def test_a_case_closed_meanwhile_ends_its_check(qtbot: QtBot, window: MainWindow, desk: Desk, papers: None) -> None:
    window.actions_table["check"].trigger()
    window.door.close()
    qtbot.waitUntil(lambda: not desk.jobs.open)
    assert found(window) is None


@pytest.mark.thorough
def test_while_a_form_is_open_the_findings_wait(
    qtbot: QtBot, window: MainWindow, desk: Desk, book: Casebook, papers: None
) -> None:
    flip_a_byte(original(book, 0))
    form = add_dialog(desk, "scan")
    form.open()
    window.actions_table["check"].trigger()
    qtbot.waitUntil(lambda: window.notices.words == "1 thing is not as it was written.")
    assert found(window) is None
    form.reject()
    qtbot.waitUntil(lambda: not desk.jobs.open)
    window.notices.action.click()
    qtbot.waitUntil(lambda: found(window) is not None)
    dialog = found(window)
    assert dialog is not None
    dialog.close()
