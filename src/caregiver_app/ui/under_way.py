"""A card that says what long work is doing and lets it be stopped."""

from time import monotonic
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from caregiver_app.i18n import _
from caregiver_app.ui.jobs import Job
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import button, label, one_line, set_role
from caregiver_app.ui.theme import SPACE_2, SPACE_3

# A screen reader that says every file's name says nothing.
_ANNOUNCE_EVERY: Final = 5.0


class UnderWay(QFrame):
    """Show the jobs it is given until each has ended; hidden while there are none."""

    def __init__(self, words: str) -> None:
        super().__init__()
        set_role(self, "card")
        self._jobs: list[Job] = []
        self._announced = 0.0
        self._what = label(words, wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(one_line(words))
        self.cancel_button = button(_("Cancel"), self.cancel)
        self.cancel_button.setAccessibleName(one_line(_("Cancel: {what}").format(what=words)))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_3)
        column = QVBoxLayout()
        column.setSpacing(SPACE_2)
        column.addWidget(self._what)
        column.addWidget(self._bar)
        row.addLayout(column, 1)
        row.addWidget(self.cancel_button)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return bool(self._jobs)

    @property
    def words(self) -> str:
        """What it says now."""
        return self._what.text()

    def watch(self, job: Job, words: str) -> None:
        """Show one more job; it stops by itself when this card goes away with its page."""
        self._jobs.append(job)
        self._announced = 0.0
        self._say(words)
        self._bar.setRange(0, 0)
        self.show()
        self.destroyed.connect(job.cancel)

    def follow(self, done: int, total: int, words: str) -> None:
        """Say how far it is."""
        if self._jobs and not self._jobs[0].is_cancelled:
            self._say(words)
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def cancel(self) -> None:
        """Ask everything shown here to stop."""
        for job in self._jobs:
            job.cancel()
        self._announced = 0.0  # who stops it hears at once that it stops
        self._say(_("Stopping …"))

    def finish(self) -> None:
        """Forget the job that ended: jobs run one after the other, so it is the first."""
        self._jobs.pop(0)
        self.setVisible(self.is_busy)

    def _say(self, words: str) -> None:
        self._what.setText(words)
        if monotonic() - self._announced >= _ANNOUNCE_EVERY:
            self._announced = monotonic()
            announce(self, words)
