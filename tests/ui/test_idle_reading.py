"""While nobody is at the computer the files are read again; it is silent while all is well and gives way at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.read_lately import Progressed, keep, progressed
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.idle_reading import IdleReading
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.protection.watching import STILL, Watching
from whole_case import flip, whole_case

TODAY = date(2026, 11, 29)


class Clock:
    """A clock that runs on only when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    """A case with papers, a disc and a backup."""
    return whole_case(tmp_path / "case")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idle(empty_window: MainWindow, clock: Clock) -> IdleReading:
    """What reads again, listening before the case is opened."""
    watching = Watching(empty_window, clock, clock)
    made = IdleReading(empty_window, watching, lambda: TODAY)
    watching.timer.stop()
    made.timer.stop()
    return made


@pytest.fixture
def settled(qtbot: QtBot, idle: IdleReading, window: MainWindow) -> Callable[[], None]:
    """Read on as long as there is something to be read."""

    def wait() -> None:
        idle.look()
        while window.jobs.open:
            qtbot.waitUntil(lambda: not window.jobs.open, timeout=20_000)
            idle.look()

    return wait


def test_nothing_is_read_while_somebody_is_there(idle: IdleReading, desk: Desk, clock: Clock) -> None:
    clock.now += STILL - 1
    idle.look()
    assert desk.jobs.open == ()
    clock.now += 1
    idle.look()
    assert [job.label for job in desk.jobs.open] == [""]


def test_a_day_is_read_in_silence_and_kept(
    settled: Callable[[], None], desk: Desk, book: Casebook, clock: Clock
) -> None:
    clock.now += STILL
    said = desk.notices.words
    settled()
    assert progressed(book).is_done_for(TODAY)
    assert desk.notices.words == said


def test_notes_that_wait_are_written_before_they_are_read(
    settled: Callable[[], None], idle: IdleReading, desk: Desk, book: Casebook, clock: Clock
) -> None:
    with book.step("change all") as tx:
        for document in book.snapshot().documents:
            tx.put(document.amended(title=f"{document.title} again"))
    # As after a step of more than go along with it.
    book._store.sidecars._waiting.extend((None, one) for one in book.snapshot().documents * 4)
    keep(book, Progressed(day="2026-11-01"))
    clock.now += STILL
    said = desk.notices.words
    while not desk.jobs.open:
        idle.look()
    assert not book._store.sidecars._waiting
    settled()
    assert progressed(book).is_done_for(TODAY)
    assert desk.notices.words == said


def test_it_gives_way_to_a_key_and_to_other_work(
    qtbot: QtBot, idle: IdleReading, window: MainWindow, desk: Desk, book: Casebook, clock: Clock
) -> None:
    for come_back in (
        lambda: QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift),
        lambda: desk.jobs.start(_nothing, done=print, failed=print),
    ):
        clock.now += STILL
        idle._watching.look()
        idle.look()
        (job,) = desk.jobs.open
        come_back()
        assert job.is_cancelled
        qtbot.waitUntil(lambda: not desk.jobs.open)
    assert progressed(book) == Progressed()


def test_closing_the_case_ends_it(qtbot: QtBot, idle: IdleReading, window: MainWindow, clock: Clock) -> None:
    assert window.desk is not None
    clock.now += STILL
    idle.look()
    window.door.close()
    qtbot.waitUntil(lambda: not window.jobs.open)
    idle.look()
    assert window.jobs.open == ()


def test_a_damaged_file_is_told_once_with_the_way_to_the_check(
    qtbot: QtBot, settled: Callable[[], None], window: MainWindow, desk: Desk, book: Casebook, clock: Clock
) -> None:
    paper = max((path for path in (book.folder / "originals").rglob("*") if path.is_file()), key=str)
    flip(paper, 80)
    keep(book, Progressed(day="2026-11-01"))
    desk.notices.clear()
    clock.now += STILL
    settled()
    assert desk.notices.kind == "care"
    assert desk.notices.words == (
        "A file of this case is missing or not as it was written. A check names it and says what to do."
    )
    desk.notices.clear()
    settled()
    assert desk.notices.words == ""
    window.commands.check_records()
    qtbot.waitUntil(lambda: not desk.jobs.open)
    assert not progressed(book).has_found
    for dialog in window.findChildren(object):
        if type(dialog).__name__ == "FindingsDialog":
            dialog.close()


def test_a_copy_that_is_only_looked_at_is_not_read(
    qtbot: QtBot, idle: IdleReading, empty_window: MainWindow, case_folder: Path, clock: Clock
) -> None:
    with Casebook.open(case_folder):
        with qtbot.waitSignal(empty_window.case_shown):
            empty_window.door.open(case_folder, to_read=True)
        clock.now += STILL
        idle.look()
        assert empty_window.jobs.open == ()
        empty_window.door.leave()


def _nothing(_progress: Progress) -> None:
    pass
