"""A case whose case file is gone or damaged: a calm page says what is left, and each way back does what it says."""

import hashlib
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.backing_up import back_up
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.progress import Progress
from caregiver_app.store.backup import keep_copy
from caregiver_app.store.keys import Keys
from caregiver_app.ui.backups.restoring import Restoring
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.protection.unlock_page import UnlockPage
from caregiver_app.ui.protection.work_page import WorkPage
from caregiver_app.ui.rebuilding.page import RebuildPage
from caregiver_app.ui.text import Label
from looks import clipped
from places import EVERY_LOOK, troubles
from protected import PASSPHRASE, keys, protected_case
from whole_case import files_of, whole_case

DAY = datetime(2026, 11, 21, 10, 0)
SOON = 60_000


def with_backup(folder: Path, opened: Keys | None = None) -> Path:
    with Casebook.open(folder, opened) as book:
        keep_copy(book.whole, DAY.date())
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole case with a backup, and the late letter that came after it."""
    return with_backup(whole_case(tmp_path / "case"))


def sums(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files_of(folder)
    }


def shown(window: MainWindow) -> RebuildPage | None:
    page = window.gate.page
    return page if isinstance(page, RebuildPage) and page.elsewhere_button.isVisible() else None


def page_of(qtbot: QtBot, window: MainWindow, folder: Path) -> RebuildPage:
    window.commands.open_folder(str(folder))
    qtbot.waitUntil(lambda: shown(window) is not None, timeout=SOON)
    page = shown(window)
    assert page is not None
    return page


def said(page: RebuildPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(Label) if one.isVisibleTo(page))


def _gone(file: Path) -> None:
    file.unlink()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:30_000])


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _no_records(file: Path) -> None:
    """Spoil pages that are read only once the file is open."""
    whole = bytearray(file.read_bytes())
    for page in range(3, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(whole)


LOST: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (_gone, "The case file is gone"),
    "empty": (lambda file: file.write_bytes(b""), "The case file is empty"),
    "cut off": (_cut, "The case file cannot be read"),
    "random": (lambda file: file.write_bytes(bytes(range(256)) * 300), "The case file cannot be read"),
    "a text": (lambda file: file.write_bytes(b"Dear Dr Chen, " * 2000), "The case file cannot be read"),
    "a folder": (_folder, "The case file cannot be read"),
    "its records spoilt": (_no_records, "The case file cannot be read"),
}


@pytest.mark.parametrize("state", LOST)
def test_a_page_says_what_happened_and_the_way_that_changes_nothing_changes_nothing(
    qtbot: QtBot, empty_window: MainWindow, folder: Path, state: str
) -> None:
    lose, happened = LOST[state]
    lose(folder / "case.db")
    before = sums(folder)
    page = page_of(qtbot, empty_window, folder)
    words = said(page)
    assert happened in words
    assert "Nothing was changed, and nothing will be until you choose." in words
    assert "The case as it was on 21 November 2026, with its history: 9 entries of the timeline" in words
    assert "What was written or changed after that." in words
    assert empty_window.notices.kind == ""
    assert not empty_window.sidebar.isVisible()
    page.another_button.click()
    assert empty_window.stack.currentWidget() is empty_window.welcome
    qtbot.waitUntil(lambda: not empty_window.jobs.open)
    assert {name: body for name, body in sums(folder).items() if name != "case.db.sha256"} == {
        name: body for name, body in before.items() if name != "case.db.sha256"
    }


@pytest.mark.parametrize("way", ["everything_button", "backup_button"])
def test_a_way_back_opens_the_case_tells_what_was_done_and_is_undone(
    qtbot: QtBot, empty_window: MainWindow, folder: Path, way: str
) -> None:
    (folder / "case.db").write_bytes(b"rubbish" * 900)
    page = page_of(qtbot, empty_window, folder)
    with qtbot.waitSignal(empty_window.case_shown, timeout=SOON):
        getattr(page, way).click()
    assert empty_window.door.book is not None
    assert len(empty_window.door.book.snapshot().entries) == 9
    place = folder / "set aside" / "001 before rebuilding"
    assert f"What was there before lies in “{place}”. Nothing was deleted." in empty_window.notices.words
    assert (place / "case.db").read_bytes() == b"rubbish" * 900
    assert empty_window.notices.action.text() == "Undo"
    empty_window.notices.action.click()
    qtbot.waitUntil(lambda: shown(empty_window) is not None, timeout=SOON)
    assert empty_window.notices.words.startswith("What was there before is back.")
    assert (folder / "case.db").read_bytes() == b"rubbish" * 900


def test_it_is_done_by_keyboard_alone_and_no_key_presses_a_button_by_chance(
    qtbot: QtBot, empty_window: MainWindow, folder: Path
) -> None:
    (folder / "case.db").unlink()
    page = page_of(qtbot, empty_window, folder)
    assert empty_window.focusWidget() is page
    QTest.keyClick(page, Qt.Key.Key_Return)
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert empty_window.gate.page is page
    for _step in range(8):
        QTest.keyClick(empty_window.focusWidget(), Qt.Key.Key_Tab)
        if empty_window.focusWidget() is page.everything_button:
            break
    with qtbot.waitSignal(empty_window.case_shown, timeout=SOON):
        QTest.keyClick(page.everything_button, Qt.Key.Key_Space)


@pytest.mark.thorough
def test_a_protected_case_asks_for_its_passphrase_first_and_comes_back_protected(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    folder = with_backup(protected_case(tmp_path / "protected"), keys())
    (folder / "case.db").unlink()
    with qtbot.waitSignal(empty_window.gate.asked):
        empty_window.commands.open_folder(str(folder))
    asking = empty_window.gate.page
    assert isinstance(asking, UnlockPage)
    assert asking.said.text().startswith("Its case file is gone or damaged.")
    asking.passphrase.setText(PASSPHRASE)
    asking.open()
    qtbot.waitUntil(lambda: shown(empty_window) is not None, timeout=SOON)
    page = shown(empty_window)
    assert page is not None
    with qtbot.waitSignal(empty_window.case_shown, timeout=SOON):
        page.everything_button.click()
    assert empty_window.door.book is not None
    assert empty_window.door.book.keys == keys()
    assert empty_window.status._protected.isVisible()


def test_a_newer_case_file_is_refused_as_before_and_stays_untouched(
    qtbot: QtBot, empty_window: MainWindow, folder: Path
) -> None:
    with Casebook.open(folder) as book:
        book._store._raw.execute("PRAGMA user_version = 9999")
    before = (folder / "case.db").read_bytes()
    with qtbot.waitSignal(empty_window.door.refused):
        empty_window.commands.open_folder(str(folder))
    assert "newer version" in empty_window.notices.words
    assert empty_window.gate.page is None
    assert (folder / "case.db").read_bytes() == before


def test_an_empty_folder_is_no_lost_case(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    with qtbot.waitSignal(empty_window.door.refused):
        empty_window.commands.open_folder(str(tmp_path))
    assert "There is no case in" in empty_window.notices.words


def test_without_a_good_copy_that_way_is_closed_and_a_backup_from_another_place_becomes_a_case_of_its_own(
    qtbot: QtBot, empty_window: MainWindow, folder: Path, tmp_path: Path
) -> None:
    with Casebook.open(folder) as book:
        back_up(book.whole, tmp_path / "stick.caregiver", DAY)
    shutil.rmtree(folder / "backups")
    (folder / "case.db").write_bytes(b"")
    before = sums(folder)
    page = page_of(qtbot, empty_window, folder)
    assert not page.backup_button.isEnabled()
    assert page.everything_button.isEnabled()
    assert "There is no good copy of the case file in the folder “backups”." in said(page)
    assert "The timeline, questions, appointments, and the history: they are in no note." in said(page)
    Restoring(empty_window).choose_file = lambda: tmp_path / "stick.caregiver"
    with qtbot.waitSignal(empty_window.case_shown, timeout=SOON):
        page.elsewhere_button.click()
    assert empty_window.door.book is not None
    assert empty_window.door.book.folder != folder
    assert sums(folder) == before


def test_a_stop_is_told_as_it_was(
    qtbot: QtBot, empty_window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "case.db").write_bytes(b"rubbish" * 900)
    before = sums(folder)
    page = page_of(qtbot, empty_window, folder)

    def until_stopped(_folder: Path, _keys: object, _with_papers: bool, progress: Progress) -> None:
        while True:
            progress(1, 2, "")

    monkeypatch.setattr("caregiver_app.ui.rebuilding.ways_back._made", until_stopped)
    page.everything_button.click()
    working = empty_window.gate.page
    assert isinstance(working, WorkPage)
    working.stop_button.click()
    qtbot.waitUntil(lambda: shown(empty_window) is not None, timeout=SOON)
    assert empty_window.notices.words == "It was stopped. Everything is as it was before."
    assert sums(folder) == before


def test_a_stop_that_comes_too_late_is_told_as_done(
    qtbot: QtBot, empty_window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caregiver_app.ui.rebuilding import ways_back

    (folder / "case.db").write_bytes(b"rubbish" * 900)
    page = page_of(qtbot, empty_window, folder)
    made = ways_back._made

    def then_stopped(*given: object) -> tuple[str, ...]:
        lines = made(*given)
        for job in empty_window.jobs.open:
            job.cancel()
        return lines

    monkeypatch.setattr(ways_back, "_made", then_stopped)
    with qtbot.waitSignal(empty_window.case_shown, timeout=SOON):
        page.backup_button.click()
    assert empty_window.notices.words.startswith("The case is as it was in the copy")


def test_what_is_left_is_told_where_the_disk_does_not_take_it_and_nothing_is_lost(
    qtbot: QtBot, empty_window: MainWindow, folder: Path
) -> None:
    (folder / "case.db").unlink()
    page = page_of(qtbot, empty_window, folder)
    (folder / "set aside").write_text("in the way")
    before = sums(folder)
    page.everything_button.click()
    qtbot.waitUntil(lambda: empty_window.notices.kind == "stop", timeout=SOON)
    assert "“set aside” cannot be looked into" in empty_window.notices.words
    qtbot.waitUntil(lambda: shown(empty_window) is not None, timeout=SOON)
    assert sums(folder) == before


@pytest.fixture
def lost_window(qtbot: QtBot, empty_window: MainWindow, folder: Path) -> MainWindow:
    """The window with the page."""
    (folder / "case.db").unlink()
    page_of(qtbot, empty_window, folder)
    return empty_window


def test_the_page_shuts_nobody_out(lost_window: MainWindow) -> None:
    assert troubles(lost_window, {"lost": lambda window: window}, *EVERY_LOOK) == {}


@pytest.mark.usefixtures("reading")
def test_longer_and_larger_words_are_not_cut_off(lost_window: MainWindow) -> None:
    lost_window.resize(1280, 720)
    assert troubles(lost_window, {"lost": lambda window: window}, clipped) == {}
