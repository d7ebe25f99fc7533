"""Locking: nothing of the case can be read any more, nothing typed is lost, and one comes back to where one was."""

import ctypes
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPixmap, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.protecting import protect
from caregiver_app.casebook.sample import make_sample
from caregiver_app.progress import Progress
from caregiver_app.ui.documents.preview_window import PreviewWindow
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.person.contacts import ContactsDialog
from caregiver_app.ui.person.editor import person_dialog
from caregiver_app.ui.protection.system_events import (
    GOES_TO_SLEEP,
    POWER_BROADCAST,
    SESSION_CHANGE,
    SESSION_LOCKED,
    SystemEvents,
)
from caregiver_app.ui.protection.unlock_page import UnlockPage
from caregiver_app.ui.protection.watching import Watching
from caregiver_app.ui.rebuilding.page import RebuildPage
from caregiver_app.ui.removed import RemovedDialog
from caregiver_app.ui.text import tooltip
from caregiver_app.ui.timeline.editor import add_dialog
from protected import PASSPHRASE, keys, protected_case, protection
from whole_case import whole_case
from words_left import CANARY, mark, seen


class Clocks:
    """Two clocks that go only when told to."""

    def __init__(self) -> None:
        self.steady_now, self.wall_now = 1000.0, 1_700_000_000.0

    def go_on(self, seconds: float, *, asleep: float = 0.0) -> None:
        self.steady_now += seconds
        self.wall_now += seconds + asleep


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A protected case, closed."""
    return protected_case(tmp_path / "protected")


@pytest.fixture
def opened(qtbot: QtBot, empty_window: MainWindow, folder: Path) -> MainWindow:
    """The window with the protected case open."""
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open_with(folder, keys())
    return empty_window


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watching(opened: MainWindow, clocks: Clocks) -> Iterator[Watching]:
    """What locks by itself, with clocks of this test."""
    made = Watching(opened, lambda: clocks.steady_now, lambda: clocks.wall_now)
    made.timer.stop()
    made.look()
    yield made
    made.deleteLater()


def is_locked(window: MainWindow) -> bool:
    return window.door.book is None and isinstance(window.gate.page, UnlockPage)


def test_five_minutes_without_a_key_or_a_movement_lock_the_case(
    opened: MainWindow, watching: Watching, clocks: Clocks
) -> None:
    for _second in range(299):
        clocks.go_on(1)
        watching.look()
    assert not is_locked(opened)
    clocks.go_on(1)
    watching.look()
    assert is_locked(opened)
    assert opened.windowTitle() == "Caregiver Organizer"


@pytest.mark.parametrize("touch", ["key", "mouse", "dialog"])
def test_a_key_or_a_movement_in_any_window_begins_the_minutes_anew(
    qtbot: QtBot, opened: MainWindow, watching: Watching, clocks: Clocks, touch: str
) -> None:
    place = opened
    if touch == "dialog":
        place = ContactsDialog(opened.desk)
        place.open()
        qtbot.waitExposed(place)
        watching.look()
    for _second in range(20):
        clocks.go_on(15)
        if touch == "mouse":
            QTest.mouseMove(place.windowHandle(), QPoint(30 + _second, 30))
        else:
            QTest.keyClick(place.windowHandle(), Qt.Key.Key_Shift)
        QApplication.processEvents()
        watching.look()
    assert not is_locked(opened)
    for _minute in range(20):
        clocks.go_on(15)
        watching.look()
    assert is_locked(opened)


def test_never_is_never_and_another_choice_holds_at_once(
    opened: MainWindow, watching: Watching, clocks: Clocks
) -> None:
    choices = {action.text().replace("&", ""): action for action in opened.commands.protection.lock_menu.actions()}
    assert list(choices) == ["Never", "After 1 minute", "After 5 minutes", "After 10 minutes", "After 30 minutes"]
    assert choices["After 5 minutes"].isChecked()
    choices["Never"].trigger()
    for _quarter in range(400):
        clocks.go_on(15)
        watching.look()
    assert not is_locked(opened)
    choices["After 1 minute"].trigger()
    assert opened.notices.words == "Cases with a passphrase lock after 1 minute in which nobody does anything."
    watching.look()
    assert is_locked(opened)
    assert opened.preferences.now.lock_minutes == 1


@pytest.mark.parametrize(("seconds", "asleep"), [(1, 3600), (1, -3600), (3600, 0)])
def test_a_computer_that_slept_finds_the_case_locked_at_the_first_look(
    opened: MainWindow, watching: Watching, clocks: Clocks, seconds: float, asleep: float
) -> None:
    opened.preferences.change(lock_minutes=0)
    clocks.go_on(seconds, asleep=asleep)
    watching.look()
    assert is_locked(opened)


@pytest.mark.parametrize(
    ("message", "reason", "locks"),
    [
        (POWER_BROADCAST, GOES_TO_SLEEP, True),
        (SESSION_CHANGE, SESSION_LOCKED, True),
        (POWER_BROADCAST, 0x12, False),
        (0x0100, GOES_TO_SLEEP, False),
    ],
)
def test_what_windows_says_of_sleep_and_of_its_session_locks_at_once(message: int, reason: int, locks: bool) -> None:
    told: list[bool] = []
    events = SystemEvents(lambda: told.append(True))
    written = wintypes.MSG(message=message, wParam=reason)
    assert events.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(written)) == (False, 0)
    events.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), ctypes.addressof(written))
    assert told == [True] * locks


@pytest.mark.thorough
@pytest.mark.parametrize("how", ["minutes", "sleep"])
def test_the_ways_back_from_a_lost_case_file_lock_too(
    qtbot: QtBot, empty_window: MainWindow, folder: Path, clocks: Clocks, how: str
) -> None:
    (folder / "case.db").unlink()
    window, waiting = empty_window, Watching(empty_window, lambda: clocks.steady_now, lambda: clocks.wall_now)
    waiting.timer.stop()
    assert not window.door.open_with(folder, keys())
    page = window.gate.page
    assert isinstance(page, RebuildPage)
    qtbot.waitUntil(page.again_button.isEnabled, timeout=60_000)
    copied = page.happened.text()
    assert copied
    QGuiApplication.clipboard().setText(copied)
    if how == "minutes":
        for _second in range(299):
            clocks.go_on(1)
            waiting.look()
        assert window.gate.page is page
        clocks.go_on(1)
        waiting.look()
    else:
        clocks.go_on(1, asleep=3600)
        waiting.look()
    assert is_locked(window)
    assert QGuiApplication.clipboard().text() == ""
    qtbot.waitUntil(lambda: not shiboken6.isValid(page))
    asking = window.gate.page
    assert isinstance(asking, UnlockPage)
    assert asking.said.text() == "It was locked. Nothing was changed."
    asking.passphrase.setText(PASSPHRASE)
    asking.open()
    qtbot.waitUntil(lambda: isinstance(window.gate.page, RebuildPage), timeout=60_000)


def test_the_ways_back_of_a_case_without_a_passphrase_stay(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    folder = whole_case(tmp_path / "plain")
    (folder / "case.db").unlink()
    assert not empty_window.door.open_with(folder, None)
    page = empty_window.gate.page
    assert isinstance(page, RebuildPage)
    qtbot.waitUntil(page.again_button.isEnabled, timeout=60_000)
    assert not empty_window.gate.lock()
    assert empty_window.gate.page is page


def test_a_case_without_a_passphrase_is_never_locked(window: MainWindow, clocks: Clocks) -> None:
    watching = Watching(window, lambda: clocks.steady_now, lambda: clocks.wall_now)
    clocks.go_on(3600, asleep=3600)
    watching.look()
    assert window.door.book is not None
    assert not window.actions_table["lock"].isVisible()
    assert window.actions_table["protect"].isVisible()


def test_long_work_is_finished_before_an_idle_case_locks_and_stopped_when_somebody_locks(
    qtbot: QtBot, opened: MainWindow, watching: Watching, clocks: Clocks
) -> None:
    opened.preferences.change(lock_minutes=1)
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        while True:
            progress(0, 0, "")

    job = opened.jobs.start(
        work, done=stopped.append, failed=stopped.append, ended=lambda: stopped.append(True), label="Adding papers"
    )
    for _quarter in range(10):
        clocks.go_on(15)
        watching.look()
    assert not is_locked(opened)
    assert not job.is_cancelled
    QTest.keyClick(opened, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: is_locked(opened))
    qtbot.waitUntil(lambda: stopped == [True])
    with qtbot.waitSignal(opened.case_shown):
        opened.door.open_with(opened.gate.page.folder, keys())
    assert opened.notices.words.startswith("Locking stopped what was under way: Adding papers.")


def test_what_is_half_typed_is_kept_sealed_and_offered_on_the_same_page(
    qtbot: QtBot, opened: MainWindow, folder: Path
) -> None:
    opened.go("timeline")
    opened.page("timeline").add("scan")
    form = next(dialog for dialog in opened.findChildren(FormDialog) if dialog.isVisible())
    form.form.row("finding").control.set_typed(f"{CANARY} in the lung")
    form.note_change()
    opened.go("packet")
    opened.page("packet").about.form.row("question").control.set_typed("Is there a trial?")
    assert opened.gate.lock()
    assert not opened.findChildren(QDialog)
    assert seen() == []
    for file in folder.rglob("*"):
        assert not file.is_file() or CANARY.encode() not in file.read_bytes(), file
    with qtbot.waitSignal(opened.case_shown):
        opened.door.open_with(folder, keys())
    assert opened.shown_page == "packet"
    assert "was not saved" in opened.notices.words
    assert opened.desk.book.snapshot().person.question == "Is there a trial?"
    opened.notices.action.click()
    again = next(dialog for dialog in opened.findChildren(FormDialog) if dialog.isVisible())
    assert again.form.row("finding").control.typed() == f"{CANARY} in the lung"


def test_a_dialog_of_the_system_that_waits_is_closed_and_then_the_case_is_locked(
    qtbot: QtBot, opened: MainWindow
) -> None:
    dialog = QFileDialog(opened)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    menu = QMenu(CANARY, opened)
    menu.addAction(CANARY)
    dialog.open()
    menu.popup(QPoint(10, 10))
    assert opened.gate.lock()
    assert QApplication.activePopupWidget() is None
    assert not opened.findChildren(QFileDialog)


def test_what_another_program_put_in_the_clipboard_stays(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    clipboard = QGuiApplication.clipboard()
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")  # where the system says whose it is
    assert not clipboard.ownsClipboard()
    clipboard.setText("from elsewhere")
    assert opened.gate.lock()
    assert clipboard.text() == "from elsewhere"
    clipboard.clear()


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case with a canary in every record, protected."""
    folder = tmp_path_factory.mktemp("marked") / "Case 1"
    make_sample(folder, lambda *_step: None)
    assert mark(folder) > 100
    protect(folder, protection())
    return folder


def test_after_locking_no_word_of_any_record_is_left_anywhere(
    qtbot: QtBot, empty_window: MainWindow, marked: Path
) -> None:
    window = empty_window
    with qtbot.waitSignal(window.case_shown):
        window.door.open_with(marked, keys())
    for kind in PAGES:
        window.go(kind.key)
        QApplication.processEvents()
    case = window.desk.book.snapshot()
    window.go("documents", case.documents[0].id)
    with qtbot.waitActive(window):
        window.activateWindow()
    QGuiApplication.clipboard().setText(case.person.name)
    for dialog in (
        PreviewWindow(window.desk, case.documents[0], case),
        ContactsDialog(window.desk),
        RemovedDialog(window.desk),
        person_dialog(window.desk),
        add_dialog(window.desk, "scan", lambda _new: None),
    ):
        dialog.show()
    QToolTip.showText(QPoint(5, 5), tooltip(CANARY), window)
    QPixmapCache.insert(CANARY, QPixmap(4, 4))
    window.notices.tell(case.person.name)
    QApplication.processEvents()
    before = seen()
    assert {place.split()[0].split(".")[0] for place in before} >= {"accessible", "clipboard", "Label", "QWindow"}
    assert len(before) > 500
    assert window.gate.lock()
    assert seen() == []
    assert QPixmapCache.find(CANARY) is None
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.jobs.open)
    assert seen() == []
    with qtbot.waitSignal(window.case_shown):
        window.door.open_with(marked, keys())
    assert window.shown_page == "documents"
    assert window.page("documents").shown_record() == case.documents[0].id


def test_the_place_where_one_was_is_found_again_by_record(qtbot: QtBot, empty_window: MainWindow, marked: Path) -> None:
    window = empty_window
    with qtbot.waitSignal(window.case_shown):
        window.door.open_with(marked, keys())
    case = window.desk.book.snapshot()
    for page, record in (
        ("timeline", case.entries[3]), ("appointments", case.appointments[0]), ("questions", case.questions[-1])
    ):  # fmt: skip
        window.go(page, record.id)
        assert window.gate.lock()
        with qtbot.waitSignal(window.case_shown):
            window.door.open_with(marked, keys())
        assert (window.shown_page, window.page(page).shown_record()) == (page, record.id)


def test_the_way_into_the_locked_case_is_the_same_page_as_at_the_opening(
    qtbot: QtBot, opened: MainWindow, folder: Path
) -> None:
    opened.actions_table["lock"].trigger()
    qtbot.waitUntil(lambda: is_locked(opened))
    assert "what you were typing is kept" in opened.gate.page.said.text()
    assert opened.focusWidget() is opened.gate.page.passphrase
    opened.close()
    with Casebook.open(folder, keys()) as book:
        assert book.snapshot().person.name
