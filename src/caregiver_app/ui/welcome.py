"""The welcome, while no case is open: look at the sample, start, or open."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.text import button, heading, hint, label, one_line, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled


class WelcomePage(QScrollArea):
    """Offer the ways in, one beneath the other."""

    sample_asked = Signal()
    new_asked = Signal()
    open_asked = Signal()
    restore_asked = Signal()
    recent_asked = Signal(str)
    forget_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Welcome"))
        ground = QWidget()
        ground.setProperty("role", "page")
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(SPACE_4, SPACE_4 * 3, SPACE_4, SPACE_4)
        self._inner = QWidget()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._inner, 100)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(1)
        self._waiting = label(_("Opening the case …"), "quiet")
        self._waiting.hide()
        self._recent_heading = heading(_("Opened lately"))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._fill()
        self._inner.setMaximumWidth(scaled(520))
        self.setWidget(ground)
        self.show_recent(())

    def show_recent(self, folders: Sequence[str]) -> None:
        """List the cases opened lately."""
        self.wait(False)
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for folder in folders:
            name = self.fontMetrics().elidedText(Path(folder).name, Qt.TextElideMode.ElideMiddle, scaled(400))
            link = button(name, partial(self.recent_asked.emit, folder), "link")
            link.setAccessibleName(one_line(folder))
            self._recent.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            self._recent.addWidget(hint(str(Path(folder).parent)))
        for part in (self._recent_heading, self.forget):
            part.setVisible(bool(folders))

    def start(self) -> None:
        """Begin at the first way in."""
        self.new.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._inner.setMaximumWidth(scaled(520))

    def wait(self, waiting: bool) -> None:
        """Say that a case is being opened."""
        self._waiting.setVisible(waiting)

    def _fill(self) -> None:
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(title(_("Caregiver Organizer")))
        column.addWidget(
            label(
                _(
                    "Write down what happened and when, keep every paper in one place, and print one packet for a "
                    "second opinion. Everything stays on this computer."
                )
            )
        )
        column.addWidget(self._waiting)
        column.addSpacing(SPACE_3)
        self.sample = button(_("Open the sample case"), self.sample_asked.emit, "large")
        self.new = button(_("Start a new case"), self.new_asked.emit, "main")
        self.open = button(_("Open a case"), self.open_asked.emit, "large")
        self.restore = button(_("Restore from a backup"), self.restore_asked.emit, "large")
        for way, words in (
            (self.new, _("You need only a name. Everything else can wait.")),
            (self.sample, _("An invented person with a whole history. Change anything you like; it is only a copy.")),
            (self.open, _("A case is a folder on your computer, or on a stick somebody gave you.")),
            (self.restore, _("A backup is one file that holds a whole case. Its name ends in .caregiver.")),
        ):
            column.addWidget(way)
            column.addWidget(label(words, "hint"))
            column.addSpacing(SPACE_2)
        column.addSpacing(SPACE_2)
        column.addWidget(self._recent_heading)
        column.addLayout(self._recent)
        self.forget = button(_("Forget this list"), self.forget_asked.emit, "link")
        column.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeft)
