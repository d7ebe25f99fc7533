"""A window that leads through a few steps: one thing at a time, with a way back, and nothing done before the last."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, labelled
from caregiver_app.progress import Progress
from caregiver_app.ui.dialog_frame import marked
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.jobs import Job, Jobs
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, label, one_line, rename, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

LANE = "keys"


class Step(QWidget):
    """One step: its words, the words of the button that leaves it, and whether that can be pressed.

    `go` does what the step is for and calls its argument once that is done; it says in place what stands in the way.
    """

    changed = Signal()

    def __init__(self, words: str, main_words: str) -> None:
        super().__init__()
        self.words, self.main_words = words, main_words
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2, 0, SPACE_2, 0)
        self.column.setSpacing(SPACE_3)

    @property
    def is_ready(self) -> bool:
        """Whether one may go on from here."""
        return True

    def start(self) -> None:
        """Begin here: called each time the step is shown."""

    def go(self, then: Callable[[], object]) -> None:
        """Do what the step is for."""
        then()

    def clear(self) -> None:
        """Let go of what was typed or shown here."""

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part that was just shown, once it has its place."""
        inside = self.parentWidget()
        scroll = inside.parentWidget() if inside is not None else None
        if isinstance(scroll, QScrollArea):

            def look() -> None:
                scroll.ensureVisible(0, part.mapTo(self, part.rect().bottomLeft()).y())

            QTimer.singleShot(0, part, lambda: QTimer.singleShot(0, part, look))


class StepsDialog(Dialog):
    """Lead through steps and call `finish` after the last. Show it with `open()`."""

    def __init__(self, words: str, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words)
        self.jobs = jobs
        self.steps: list[Step] = []
        self.at = 0
        self._words = words
        self._job: Job | None = None
        self._title = title(words)
        self._place = label("", "quiet", wrap=False)
        self._stack = QStackedWidget()
        self.trouble = label("", "trouble")
        self._trouble_row = marked(Mark("stop"), self.trouble)
        self.under_way = QWidget()
        self._busy_words = label("", wrap=False)
        self._bar = QProgressBar()
        self.back_button = button(_("Back"), self.go_back)
        self.cancel_button = button(_("Cancel"), self.reject, "large")
        self.main_button = button(_("Go on"), self.go_on, "main")
        self._lay_out()

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Take the steps and show the first."""
        self.steps = list(steps)
        for step in steps:
            self._stack.addWidget(FormScroll(step))
            step.changed.connect(self._on_changed)
        self._show(0)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self.at]

    def open(self) -> None:
        """Show it, at the first thing to do."""
        super().open()
        self.step.start()

    def go_on(self) -> None:
        """Do what the step is for, then show the next one, or finish."""
        if self._job is None and self.main_button.isEnabled():
            self.say("")
            self.step.go(self._on_step_done)

    def go_back(self) -> None:
        """Show the step before."""
        if self._job is None and self.at > 0:
            self.say("")
            self._show(self.at - 1)

    def finish(self) -> None:
        """Do what all of it was for."""
        raise NotImplementedError

    def run(self, work: Callable[[Progress], Any], done: Callable[[Any], object], words: str) -> None:
        """Do slow work with keys off the UI thread, and say meanwhile what is under way."""
        self._busy_words.setText(words)
        self._bar.setAccessibleName(one_line(words))
        announce(self, words)
        self._show_busy(True)
        self._done = done
        self._job = self.jobs.start(
            work, done=self._on_worked, failed=self._on_failed, ended=self._on_ended, for_case=False, lane=LANE
        )
        self.destroyed.connect(self._job.cancel)

    def say(self, words: str) -> None:
        """Say what stands in the way; nothing takes it away."""
        self.trouble.setText(words)
        self._trouble_row.setVisible(bool(words))
        if words:
            announce(self, words, urgent=True)

    def done(self, result: int) -> None:
        """Let go of what was typed, and of what is under way."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)
        for step in self.steps:
            step.clear()

    def _show(self, at: int) -> None:
        self.at = at
        self._stack.setCurrentIndex(at)
        several = len(self.steps) > 1
        self._place.setText(_("Step {n} of {all}").format(n=at + 1, all=len(self.steps)) if several else "")
        self._place.setVisible(several)
        self._title.setText(self.step.words)
        self.setWindowTitle(labelled(self._words, self.step.words) if several else self._words)
        rename(self.main_button, self.step.main_words)
        self.back_button.setVisible(at > 0)
        self.step.start()
        self._on_changed()
        if several:
            announce(self, labelled(self._place.text(), self.step.words))

    def _on_step_done(self) -> None:
        if self.at + 1 < len(self.steps):
            self._show(self.at + 1)
        else:
            self.finish()

    def _on_changed(self) -> None:
        self.main_button.setEnabled(self.step.is_ready and self._job is None)

    @Slot(object)
    def _on_worked(self, result: Any) -> None:
        self._on_ended()
        self._done(result)

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        """Say what stands in the way, and go back to where it can be put right."""
        self._on_ended()
        self.say(str(problem))
        self.step.start()

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._show_busy(False)

    def _show_busy(self, is_busy: bool) -> None:
        self.under_way.setVisible(is_busy)
        self._stack.setEnabled(not is_busy)
        self.back_button.setEnabled(not is_busy)
        self.main_button.setEnabled(not is_busy and self.step.is_ready)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        whole.setSpacing(SPACE_3)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._place)
        head.addWidget(self._title)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._trouble_row)
        busy = QVBoxLayout(self.under_way)
        busy.setContentsMargins(0, 0, 0, 0)
        busy.addWidget(self._busy_words)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        busy.addWidget(self._bar)
        self._trouble_row.hide()
        self.under_way.hide()
        whole.addWidget(self.under_way)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.main_button)
        whole.addLayout(row)
        self.main_button.setDefault(True)
        fit_to_screen(self, scaled(620), scaled(600))
