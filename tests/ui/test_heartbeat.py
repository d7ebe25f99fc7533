"""The window answers while long work is under way, and stops it at once."""

import gc
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from caregiver_app.ui.desk import Desk
from caregiver_app.ui.main_window import MainWindow
from heartbeat import MOST, Heartbeat
from runs import tries

STOPPED_WITHIN = 1.0
PAPERS = tries(2000, least=60)
LONG = 280_000


@pytest.fixture
def heart(window: MainWindow, papers: Path) -> Iterator[Heartbeat]:
    """A heartbeat that begins once the page with the documents and what is added are there."""
    window.go("documents")
    gc.collect()
    gc.freeze()  # what the tests themselves hold is not the program's to look through
    made = Heartbeat()
    yield made
    made.stop()
    gc.unfreeze()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with many short letters."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(PAPERS):
        (folder / f"letter {number}.txt").write_text(f"Letter {number} of 5 May 2023. " * 40, encoding="utf-8")
    return folder


def test_a_slot_that_holds_the_thread_is_noticed(qtbot: QtBot) -> None:
    heart = Heartbeat()
    slow = QTimer(singleShot=True, interval=0)
    slow.timeout.connect(_work_too_long)
    slow.start()
    qtbot.waitUntil(lambda: heart.longest > MOST)
    heart.stop()


def _work_too_long() -> None:
    until = time.thread_time() + MOST * 1.2
    while time.thread_time() < until:
        pass


def test_adding_stops_within_a_second_and_leaves_the_case_as_it_was(
    qtbot: QtBot, window: MainWindow, desk: Desk, heart: Heartbeat, papers: Path
) -> None:
    page = window.page("documents")
    before = desk.book.snapshot()
    with qtbot.waitSignal(desk.jobs.progressed, timeout=LONG, check_params_cb=lambda _job, done, *_rest: done > 2):
        page.adding.add([papers])  # type: ignore[attr-defined]
    begun = time.monotonic()
    page.under_way.cancel_button.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=LONG)
    assert time.monotonic() - begun <= STOPPED_WITHIN
    assert desk.book.snapshot() == before
    assert "was stopped" in desk.notices.words
    page.adding.put_away()  # type: ignore[attr-defined]
    assert desk.book.findings() == ()
    assert heart.longest <= MOST


@pytest.mark.thorough
def test_papers_come_in_beside_a_window_that_answers(
    qtbot: QtBot, window: MainWindow, desk: Desk, heart: Heartbeat, papers: Path
) -> None:
    page = window.page("documents")
    page.adding.add([papers])  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=LONG)
    assert len(desk.book.snapshot().documents) == PAPERS
    assert {one.fingerprint for one in desk.book.snapshot().documents} == desk.book.readings.known()
    assert heart.longest <= MOST
