"""Read scans in the background while the Documents page is there: how far it is, and a way to let it rest."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from caregiver_app.casebook.documents.reading import PagesRead, Waiting, can_read, pages_waiting, read_waiting
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import PageText
from caregiver_app.domain.record import Record
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress
from caregiver_app.store.originals import Originals
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.jobs import Job
from caregiver_app.ui.text import button, label
from caregiver_app.ui.theme import SPACE_2

LANE: Final = "reading"
_TOGETHER: Final = 400
"""Milliseconds in which several pages are told as one."""

_AFTER: Final = 2_000
"""Milliseconds before reading begins: what somebody came to this page for goes first."""


class ReadingStrip(QFrame):
    """Read what waits, page by page, each kept at once. `read` tells that pages were read since it told last.

    It stops with the page and with the case, and goes on from there the next time.
    """

    read = Signal()
    _page_read = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Job | None = None
        self._may_go_on = Event()
        self._may_go_on.set()
        self._left = 0
        self._tried: set[Waiting] = set()
        self._words = label("", "quiet")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.pause_button = button(_("Pause"), self.pause_or_go_on, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._words, 1)
        row.addWidget(self.pause_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOGETHER)
        self._timer.timeout.connect(self.read)
        self._begins = QTimer(self)
        self._begins.setSingleShot(True)
        self._begins.setInterval(_AFTER)
        self._begins.timeout.connect(self.begin)
        self._page_read.connect(self._on_page_read)
        desk.changes.changed.connect(self._on_changed)
        self.look()

    @property
    def words(self) -> str:
        """What it says; nothing while nothing waits."""
        return self._words.text() if not self.isHidden() else ""

    @property
    def is_paused(self) -> bool:
        """Whether reading rests because somebody asked it to."""
        return not self._may_go_on.is_set()

    def look(self) -> None:
        """See what waits, and let reading begin soon unless it is under way."""
        self._left = len(pages_waiting(self._desk.book))
        if self._left and self._job is None and can_read() and not self._desk.book.read_only:
            self._begins.start()
        self._say()

    def begin(self) -> None:
        """Read what waits now."""
        self._begins.stop()
        # A page whose file is gone goes on waiting, and is tried once as long as this page is there.
        fresh = tuple(one for one in pages_waiting(self._desk.book) if one not in self._tried)
        if fresh and self._job is None:
            self._tried.update(fresh)
            self._start(fresh)
            self._say()

    def pause_or_go_on(self) -> None:
        """Let reading rest after the page under way, or go on."""
        if self.is_paused:
            self._may_go_on.set()
        else:
            self._may_go_on.clear()
        self._say()

    def finish(self) -> None:
        """Stop reading; what is read is kept."""
        self._timer.stop()
        self._begins.stop()
        if self._job is not None:
            self._job.cancel()

    def _start(self, waiting: tuple[Waiting, ...]) -> None:
        self._job = self._desk.jobs.start(
            partial(_read, self._desk.book.originals, waiting, self._page_read.emit, self._may_go_on),
            done=self._on_done,
            failed=self._on_failed,
            ended=self._on_ended,
            lane=LANE,
        )
        self.destroyed.connect(self._job.cancel)

    @Slot(str, object)
    def _on_page_read(self, fingerprint: str, page: PageText) -> None:
        if self._job is None or self._job.is_cancelled:
            return
        if not self._desk.do(lambda: self._desk.book.readings.put(fingerprint, [page])):
            self.finish()  # the disk takes no more; said in the strip, and once is enough
            return
        self._left = max(self._left - 1, 0)
        self._say()
        if not self._timer.isActive():
            self._timer.start()

    @Slot(object)
    def _on_done(self, _read: PagesRead) -> None:
        self._job = None
        self.look()

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self._desk.notices.tell_trouble(problem)

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._say()

    def _on_changed(self, kinds: frozenset[type[Record]]) -> None:
        if Document in kinds:
            self.look()

    def _say(self) -> None:
        self.setVisible(bool(self._left))
        self.pause_button.setVisible(self._job is not None)
        self.pause_button.setText(_("Go on reading") if self.is_paused else _("Pause"))
        self.pause_button.setAccessibleName(_("Go on reading scans") if self.is_paused else _("Pause reading scans"))
        n = self._left
        if not can_read():
            words = ngettext(
                "{n} page is a scan. Reading the words on scans is not installed, so they are not found by words.",
                "{n} pages are scans. Reading the words on scans is not installed, so they are not found by words.",
                n,
            )
        elif self.is_paused:
            words = ngettext(
                "Reading scans is paused. {n} page waits.", "Reading scans is paused. {n} pages wait.", n
            )  # fmt: skip
        elif self._job is not None:
            words = ngettext(
                "Reading the words on scans: {n} page left.", "Reading the words on scans: {n} pages left.", n
            )  # fmt: skip
        else:
            words = ngettext("{n} scan waits to be read.", "{n} scans wait to be read.", n)
        self._words.setText(words.format(n=n))


def _read(
    originals: Originals,
    waiting: tuple[Waiting, ...],
    keep: Callable[[str, PageText], object],
    may_go_on: Event,
    progress: Progress,
) -> PagesRead:
    return read_waiting(originals, waiting, keep=keep, progress=progress, pause=lambda: not may_go_on.is_set())
