"""The status line: the truthful save state, what can be taken back, and what is under way."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from caregiver_app.i18n import _, labelled
from caregiver_app.ui.jobs import Job, Jobs
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.saving import Saving
from caregiver_app.ui.text import button, button_words, label, one_line, set_role
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook

_SIGNS: Final = {"saved": "good", "kept": "info", "saving": "none", "read only": "care", "not saved": "stop"}


class StatusLine(QFrame):
    """Say what is saved and offer the last step to take back or do again."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("role", "status")
        self._sign = Mark("good")
        self._saved = label("", "quiet", wrap=False)
        self._protected = label(_("·  Protected"), "quiet", wrap=False)
        self._protected.setAccessibleName(_("Protected"))
        self.try_button = button(_("Try again"), role="link")
        self.undo_button = button("", role="link")
        self.redo_button = button("", role="link")
        self.job_strip = JobStrip(jobs)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_1, SPACE_3, SPACE_1)
        row.setSpacing(SPACE_2)
        for part in (self._sign, self._saved, self.try_button, self._protected, self.undo_button, self.redo_button):
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

    def show_case(self, book: "Casebook | None") -> None:
        """Offer what can be taken back and done again in an open case; None when no case is open."""
        self._sign.setVisible(book is not None)
        self._saved.setVisible(book is not None)
        self._protected.setVisible(book is not None and book.keys is not None)
        self._offer(self.undo_button, book.undo_label if book is not None else None, _("Undo: {step}"))
        self._offer(self.redo_button, book.redo_label if book is not None else None, _("Redo: {step}"))
        if book is None:
            self._saved.setText("")
            self.try_button.hide()

    def show_saving(self, saving: Saving) -> None:
        """Say what is saved; that something is not, and that it is at last, is said aloud too."""
        words, is_trouble = saving.words, saving.state == "not saved"
        if words != self._saved.text() and (is_trouble or saving.state == "saved") and self._saved.text():
            announce(self, words, urgent=is_trouble)
        self._sign.set_shape(_SIGNS[saving.state])
        set_role(self._saved, "trouble" if is_trouble else "quiet")
        self._saved.setText(words)
        self.try_button.setVisible(is_trouble)
        self.try_button.setText(saving.way_on)
        self.try_button.setAccessibleName(one_line(labelled(saving.way_on, words) if is_trouble else ""))

    def _offer(self, offer: QWidget, step: str | None, words: str) -> None:
        offer.setVisible(bool(step))
        text = words.format(step=step)
        offer.setProperty("text", button_words(text))
        offer.setAccessibleName(one_line(text))


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
        self._bar.setAccessibleName(one_line(job.label))
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
