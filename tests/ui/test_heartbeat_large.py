"""The window answers through all the long work there is, over a case of 300 papers and 500 records."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import remove_documents
from caregiver_app.casebook.handover import hand_over
from caregiver_app.casebook.restoring import restore_new
from caregiver_app.domain.timeline.records import Note
from caregiver_app.ui.backups.restoring import Restoring
from caregiver_app.ui.handover.bringing import BringingBack
from caregiver_app.ui.handover.handing import HandingOver
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.pages import load
from heartbeat import MOST, Heartbeat
from large_case import large_case

LONG = 280_000

pytestmark = pytest.mark.thorough


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    """The large case, closed."""
    return large_case(tmp_path / "case")


@pytest.fixture
def measured(qtbot: QtBot, window: MainWindow) -> Iterator[Callable[..., float]]:
    """Do something, wait until no work is under way, and return how long the thread was held at most."""
    window.jobs.start(load, done=lambda _none: None, failed=window.notices.tell_trouble)
    qtbot.waitUntil(lambda: not window.jobs.open, timeout=LONG)
    heart = Heartbeat()

    def measure(act: Callable[[], object], until: Callable[[], bool] = lambda: True) -> float:
        with qtbot.waitSignal(heart.beaten):
            heart.begin()
        act()
        qtbot.waitUntil(lambda: not window.jobs.open and until(), timeout=LONG)
        with qtbot.waitSignal(heart.beaten):
            pass
        return heart.longest

    yield measure
    heart.stop()


def test_no_work_of_the_open_case_holds_the_window(
    window: MainWindow, measured: Callable[..., float], tmp_path: Path
) -> None:
    desk = window.desk
    assert desk is not None
    window.go("documents")
    window.go("packet")
    packet = window.page("packet")
    backups = window.commands.backups()
    backups.choose_target = lambda _name: tmp_path / "backup.caregiver"
    restoring = Restoring(window)
    restoring.choose_file = lambda: tmp_path / "backup.caregiver"
    handing, bringing = HandingOver(desk), BringingBack(desk)
    handing.choose_target = lambda _name: tmp_path / "there.caregiver"
    bringing.choose_file = lambda: tmp_path / "back.caregiver"
    papers = desk.book.snapshot().documents
    gaps = {
        "planning the packet": measured(window.page("packet").start),
        "making the packet": measured(lambda: packet.make(tmp_path / "packet.pdf")),  # type: ignore[attr-defined]
        "checking": measured(window.commands.check_records, lambda: window.notices.kind == "good"),
        "backing up": measured(backups.start, lambda: window.notices.kind == "good"),
        "keeping a backup": measured(backups.keep),
        "comparing a backup": measured(restoring.start, lambda: _dialog(window) is not None),
        "removing papers": measured(lambda: desk.do(lambda: remove_documents(desk.book, papers[:60]))),
        "undoing": measured(desk.undo),
        "handing over": measured(handing.start, lambda: window.notices.kind == "good"),
    }
    _change_there(tmp_path)
    gaps["bringing back"] = measured(bringing.start, lambda: _dialog(window) is not None)
    assert {work: gap for work, gap in gaps.items() if gap > MOST} == {}


def _dialog(window: MainWindow) -> QDialog | None:
    """Return the dialog that work ended with, and close it."""
    found = next((one for one in window.findChildren(QDialog) if one.isVisible()), None)
    if found is not None:
        found.close()
    return found


def _change_there(tmp_path: Path) -> None:
    restore_new(tmp_path / "there.caregiver", tmp_path / "there")
    with Casebook.open(tmp_path / "there") as book:
        with book.step("Change many") as tx:
            tx.put(Note(title="From there"))
            for document in book.snapshot().documents[:100]:
                tx.put(document.amended(origin="Invented Hospital"))
        hand_over(book.whole, tmp_path / "back.caregiver", datetime(2026, 11, 20))
