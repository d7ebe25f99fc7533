"""The first page of a long scan, asked for by the window: against PDFium drawing it in the same process.

Then the memory of the child once every page was looked at, and by how much the window's own process grew.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import active_children
from pathlib import Path

import papers
import pypdfium2
from harness import Row, Work, compare, spread
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from caregiver_app.domain.documents.document import Document
from caregiver_app.ui.documents.preview_loading import PageLoader
from caregiver_app.ui.documents.preview_view import PagesView
from caregiver_app.ui.jobs import Jobs

PAGES = 300
A4_AT_300_DPI = (2480, 3508)
WIDTH, HEIGHT = 900, 1000
COLD_LOOKS = 7
WARM_LOOKS = 20
A_BLINK = 150.0


def measure(folder: Path) -> list[Row]:
    """Look at the first page, cold and warm, then at all of them."""
    scan = papers.scan_pdf(folder / "scan.pdf", list(islice(papers.scans(A4_AT_300_DPI, grain=8), PAGES)))
    scan.read_bytes()  # neither side is to wait for the disk
    return [_cold(scan), *_warm(scan), *_walk(scan)]


def _cold(scan: Path) -> Row:
    """Compare a first look, the child's start counted in, with a fresh process that does nothing but draw the page."""
    alone = [sys.executable, str(Path(__file__).with_name("preview_alone.py")), str(scan), str(WIDTH)]
    ours, floor = [], []
    for _pair in range(COLD_LOOKS):
        with window_on(scan) as window:
            ours.append(_seconds(window.show_first))
        floor.append(_seconds(lambda: subprocess.run(alone, check=True, capture_output=True, timeout=60)))
    ratios = [mine / theirs for mine, theirs in zip(ours, floor, strict=True)]
    middle = statistics.median
    return Row("first page, cold", middle(ours), "s", goal=3.0, floor=middle(floor), ratio=middle(ratios))


def _warm(scan: Path) -> list[Row]:
    with window_on(scan) as window:
        window.show_first()
        times = []
        for _look in range(WARM_LOOKS):
            window.settle()
            times.append(_seconds(window.show_first) * 1000)

        def ready(_room: Path) -> Work:
            window.settle()
            return window.show_first

        def draw() -> None:
            with pypdfium2.PdfDocument(scan) as document:
                page = document[0]
                bytes(page.render(scale=window.dots / page.get_width(), prefer_bgrx=True).buffer)
                page.close()

        return [
            spread("first page, warm", times, unit="ms", goal=A_BLINK),
            compare("warm and floor", ready, lambda _room: draw, goal=2.0, pairs=15),
        ]


def _walk(scan: Path) -> list[Row]:
    """Look at every page and say what the child and the window's process hold then."""
    if not Path("/proc/self/status").exists():
        print("the memory of a preview is measured on Linux only.", file=sys.stderr)
        return []
    with window_on(scan) as window:
        window.show_first()
        before = _anonymous(os.getpid())
        for page in range(PAGES):
            window.go_to(page)
        grown = _anonymous(os.getpid()) - before
        (child,) = active_children()
        held = _anonymous(child.pid or 0)
    return [
        Row("child, all pages", ours=held / 1e6, unit="MB", goal=200),
        Row("window grew by", ours=grown / 1e6, unit="MB", goal=90),
    ]


@contextmanager
def window_on(scan: Path) -> Iterator["_Window"]:
    """Yield a window for a scan; its child ends with it."""
    window = _Window(scan)
    try:
        yield window
    finally:
        window.close()


class _Window:
    """A preview in a window, as the program shows it, and the loop that drives it."""

    def __init__(self, scan: Path) -> None:
        if sys.platform == "linux":
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        self._application = QApplication.instance() or QApplication([])
        self._jobs = Jobs()
        self._owner = QObject()
        self._loader = PageLoader(self._jobs, lambda _fingerprint: scan, lambda *_page: None, self._owner)
        self._view = PagesView(self._loader)
        self._view.resize(WIDTH, HEIGHT)
        self._view.show()
        self._document = Document(number=1, title="Scan", fingerprint="a" * 64)
        self._wait(lambda: self._view.isVisible())

    @property
    def dots(self) -> int:
        """How wide a page is drawn."""
        return self._view.column.place(0).width()

    def settle(self) -> None:
        """Wait until nothing more is fetched, as for somebody who reads before they go on."""
        self._wait(lambda: not self._jobs.open)

    def show_first(self) -> None:
        """Show the document anew and wait until its first page is there."""
        self._loader.show(self._document)
        self._view.clear()
        self._wait(lambda: self._loader.is_open and self._loader.picture(0, self.dots) is not None)

    def go_to(self, page: int) -> None:
        """Show a page and wait until it is there."""
        self._view.go_to_page(page)
        self._wait(lambda: self._loader.picture(page, self.dots) is not None)

    def close(self) -> None:
        """End everything."""
        self._loader.close()
        self._jobs.stop()
        self._view.close()
        self._view.deleteLater()
        self._application.processEvents()

    def _wait(self, until: Callable[[], object]) -> None:
        """Run the loop as the program does: handling events by hand would hold up the thread that fetches."""
        deadline = time.monotonic() + 60
        loop, watch = QEventLoop(), QTimer()
        watch.timeout.connect(lambda: loop.quit() if until() or time.monotonic() > deadline else None)
        watch.start(1)
        if not until():
            loop.exec()
        watch.stop()
        if not until():
            raise RuntimeError("the page did not come")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _anonymous(process: int) -> int:
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return int(fields.get("RssAnon", "0").split()[0]) * 1024
