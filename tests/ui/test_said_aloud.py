"""What happens is said aloud: notices and saves at once, trouble urgently, how far long work is each five seconds."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.progress import Progress
from caregiver_app.ui import under_way
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.notices import WORDS
from caregiver_app.ui.under_way import UnderWay

POLITE, URGENT = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive
Heard = list[tuple[str, QAccessible.AnnouncementPoliteness]]


@pytest.fixture
def heard(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Heard:
    said: Heard = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


@pytest.mark.parametrize("kind", WORDS)
def test_every_notice_is_said_once_and_what_was_not_done_urgently(window: MainWindow, heard: Heard, kind: str) -> None:
    window.notices.tell("The letter is here.", kind=kind)
    assert heard == [(f"{WORDS[kind]}: The letter is here.", URGENT if kind == "stop" else POLITE)]


def test_a_save_and_its_undoing_are_said(window: MainWindow, desk: Desk, book: Casebook, heard: Heard) -> None:
    assert desk.do(lambda: add_entry(book, Note(title="A note")))
    assert [words for words, _how in heard if words.startswith("Saved ")]
    desk.undo()
    assert ("Done: Undone: Add: Note", POLITE) in heard


def test_how_far_long_work_is_is_said_at_most_each_five_seconds(
    qtbot, window: MainWindow, jobs: Jobs, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(under_way, "monotonic", lambda: now[0])
    strip = UnderWay("Adding papers")
    qtbot.addWidget(strip)
    job = jobs.start(_wait_to_be_stopped, done=print, failed=print)
    strip.watch(job, "Adding papers")
    for second in range(1, 23):
        now[0] = 100.0 + second
        strip.follow(second, 23, f"Paper {second}")
    strip.cancel()
    qtbot.waitUntil(lambda: not jobs.open)
    assert [words for words, _how in heard] == [
        "Adding papers", "Paper 5", "Paper 10", "Paper 15", "Paper 20", "Stopping …"
    ]  # fmt: skip


def _wait_to_be_stopped(progress: Progress) -> None:
    while True:
        progress(0, 0, "")
