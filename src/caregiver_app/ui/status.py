"""The status line: the truthful save state, what can be taken back, and what is under way."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.jobs import Job, Jobs
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import button, button_words, label
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook


class StatusLine(QFrame):
    """Say what is saved and offer the last step to take back or do again."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "status")
        self._sign = Mark("good")
        self._saved = label("", "quiet", wrap=False)
        self.undo_button = button("", role="link")
        self.redo_button = button("", role="link")
        self.job_strip = JobStrip(jobs)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_1, SPACE_3, SPACE_1)
        row.setSpacing(SPACE_2)
        for part in (self._sign, self._saved, self.undo_button, self.redo_button):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.job_strip)
        self._promise = label(_("Nothing leaves this computer"), "quiet", wrap=False)
        row.addWidget(self._promise)
        # Where there is little room what can be undone comes first.
        self._row = row
        self.setMinimumHeight(scaled(36))
        self.show_case(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the promise out where it has no room."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit anew when a part comes or goes, or grows with the text."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
            self.setMinimumHeight(max(scaled(36), self._row.minimumSize().height()))
        return super().event(event)

    def _fit(self) -> None:
        others = self._row.sizeHint().width() - (0 if self._promise.isHidden() else self._promise.sizeHint().width())
        self._promise.setVisible(others + self._promise.sizeHint().width() + SPACE_3 <= self.width())

    @property
    def words(self) -> str:
        """What the save state reads."""
        return self._saved.text()

    def show_case(self, book: "Casebook | None", saved_at: datetime | None = None) -> None:
        """Show the state of an open case; None when no case is open."""
        self._sign.setVisible(book is not None)
        self._saved.setVisible(book is not None)
        undo = book.undo_label if book is not None else None
        redo = book.redo_label if book is not None else None
        self._offer(self.undo_button, undo, _("Undo: {step}"))
        self._offer(self.redo_button, redo, _("Redo: {step}"))
        if book is None:
            return
        words = _("Everything is saved")
        if book.read_only:
            words = _("Read only: nothing can be changed here")
        elif saved_at is not None:
            words = _("Saved {time}").format(time=f"{saved_at:%H:%M}")
            if words != self._saved.text():
                announce(self, words)
        self._sign.set_shape("care" if book.read_only else "good")
        self._saved.setText(words)

    def _offer(self, offer: QWidget, step: str | None, words: str) -> None:
        offer.setVisible(bool(step))
        text = words.format(step=step)
        offer.setProperty("text", button_words(text))
        offer.setAccessibleName(text)


class JobStrip(QWidget):
    """Show the long work under way, how far it is, and a way to stop it."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._what = label("", "quiet", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(scaled(160))
        self.stop_button = button(_("Stop"), jobs.cancel, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SPACE_3, 0)
        row.setSpacing(SPACE_2)
        for part in (self._what, self._bar, self.stop_button):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.ended.connect(self._on_ended)
        self.hide()

    def _on_started(self, job: Job) -> None:
        if not job.label:
            return
        self._what.setText(job.label)
        self._bar.setAccessibleName(job.label)
        self._bar.setRange(0, 0)
        self.show()

    def _on_progressed(self, job: Job, done: int, total: int, _what: str) -> None:
        if job.label:
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _on_ended(self, _job: Job) -> None:
        waiting = [job for job in self._jobs.open if job.label]
        self.setVisible(bool(waiting))
        if waiting:
            self._on_started(waiting[0])
