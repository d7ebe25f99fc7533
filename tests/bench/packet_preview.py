"""The first page of a packet that is looked at before it is made, as the window asks for it.

The floor is a fresh process that draws the same page of the finished packet and does nothing else: there everything is
laid out, drawn and joined already. Then the pages one after another, own ones and those of papers.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import papers
from harness import Row, spread
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.packet_order import PacketOrder, make, order_packet, plan
from caregiver_app.casebook.sample import make_sample
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.person import Person
from caregiver_app.settings import Preferences
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.packet.preview_view import PreviewView

DOCUMENTS, PAGES_EACH = 200, 5
A4_AT_150_DPI = (1240, 1754)
WIDE, HIGH = 900, 1000
LOOKS = 5
A_BLINK = 250.0


def measure(folder: Path) -> list[Row]:
    """Look at the sample, and at a packet of 1,000 pages of papers."""
    make_sample(folder / "sample")
    with Casebook.open(folder / "sample") as book:
        rows = [_first("preview, sample", book, folder, goal=5.0), _next(book)]
    with Casebook.create(folder / "case", Person(name="Ana Novak")) as book:
        list_files(book, keep_files(book.originals, _files(folder)))
        return [*rows, _first("preview, 1,000", book, folder, goal=6.0)]


def _first(name: str, book: Casebook, folder: Path, *, goal: float) -> Row:
    """Compare a first look, the child's start counted in, with the floor. The window has counted the pages before."""
    order = _ordered(book)
    packet = folder / f"{book.folder.name}.pdf"
    make(order, book.originals, packet)
    plan(order)
    alone = [sys.executable, str(Path(__file__).with_name("preview_alone.py")), str(packet), str(WIDE)]
    ours, floor = [], []
    for _pair in range(LOOKS):
        with _window(book) as window:
            ours.append(_seconds(lambda window=window: window.show_first(order)))  # type: ignore[misc]
        floor.append(_seconds(lambda: subprocess.run(alone, check=True, capture_output=True, timeout=60)))
    ratios = [mine / theirs for mine, theirs in zip(ours, floor, strict=True)]
    middle = statistics.median
    return Row(name, middle(ours), "s", goal=goal, floor=middle(floor), ratio=middle(ratios))


def _next(book: Casebook) -> Row:
    """Go through all pages as somebody who reads, so that the next one is drawn already, and say how long each took."""
    times = []
    with _window(book) as window:
        window.show_first(_ordered(book))
        for number in range(2, window.view.drawing.count + 1):
            window.settle()
            times.append(_seconds(lambda number=number: window.show(number)) * 1000)  # type: ignore[misc]
    return spread("preview, next", times, unit="ms", goal=A_BLINK)


def _ordered(book: Casebook) -> PacketOrder:
    return order_packet(book, PacketChoices(), date(2026, 1, 10))


def _files(folder: Path) -> list[Path]:
    pictures = papers.scans(A4_AT_150_DPI, grain=6)
    files = []
    for number in range(DOCUMENTS):
        path = folder / f"paper {number:04}.pdf"
        if number % 2:
            papers.scan_pdf(path, list(islice(pictures, PAGES_EACH)))
        else:
            papers.text_pdf(path, PAGES_EACH, seed=number)
        files.append(path)
    return files


@dataclass
class _Window:
    """The view in a window, as the program shows it, and the loop that drives it."""

    view: PreviewView
    jobs: Jobs
    seen: list[int]

    def show_first(self, order: PacketOrder) -> None:
        """Show an order and wait until its first page is seen."""
        self.view.show_order(order)
        self.wait(lambda: self.seen)

    def show(self, number: int) -> None:
        """Show a page and wait until it is seen."""
        self.view.show_page(number)
        self.wait(lambda: self.seen[-1] == number)

    def settle(self) -> None:
        """Wait until nothing more is drawn."""
        self.wait(lambda: not self.jobs.open)

    def wait(self, until: Callable[[], object]) -> None:
        """Run the loop as the program does."""
        deadline = time.monotonic() + 60
        loop, watch = QEventLoop(), QTimer()
        watch.timeout.connect(lambda: loop.quit() if until() or time.monotonic() > deadline else None)
        watch.start(1)
        if not until():
            loop.exec()
        watch.stop()
        if not until():
            raise RuntimeError("the page did not come")


@contextmanager
def _window(book: Casebook) -> Iterator[_Window]:
    """Yield a window for a case; its child ends with it."""
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    jobs = Jobs()
    preferences = Preferences(book.folder.with_name("settings.json"))
    desk: Any = SimpleNamespace(book=book, jobs=jobs, preferences=preferences)
    view = PreviewView(desk)
    seen: list[int] = []
    view.page_shown.connect(seen.append)
    view.resize(WIDE, HIGH)
    view.show()
    try:
        yield _Window(view, jobs, seen)
    finally:
        view.finish()
        jobs.stop()
        view.close()
        view.deleteLater()
        application.processEvents()


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
