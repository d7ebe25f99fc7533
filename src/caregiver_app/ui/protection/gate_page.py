"""The shape of what stands before a case in the window: one thing asked or told, in the middle, nothing else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from caregiver_app.ui.dialog_frame import marked
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import label, literal, one_line, restyle, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled, text_percent

_WIDE: Final = 560
_LARGE: Final = 130


class GatePage(QScrollArea):
    """Hold a title and `column`, at most so `wide`; say in place what is wrong, and that something is under way."""

    def __init__(self, words: str, wide: int = _WIDE) -> None:
        super().__init__()
        self._wide = wide
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(one_line(words))
        ground = QWidget()
        ground.setProperty("role", "page")
        outer = QVBoxLayout(ground)
        room_above = SPACE_4 * (3 if text_percent() <= _LARGE else 1)
        outer.setContentsMargins(SPACE_4, room_above, SPACE_4, SPACE_4)
        self._inner = QWidget()
        self._inner.setMaximumWidth(scaled(self._wide))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._inner, 100)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(1)
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_3)
        self.title = title(words)
        self.column.addWidget(self.title)
        self.trouble = label("", "trouble")
        self.trouble_row = marked(Mark("stop"), self.trouble)
        self.under_way = QWidget()
        self._busy_words = label("")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        within = QVBoxLayout(self.under_way)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(SPACE_2)
        within.addWidget(self._busy_words)
        within.addWidget(self.bar)
        for part in (self.trouble_row, self.under_way):
            part.hide()
        self.setWidget(ground)

    @property
    def unlocked(self) -> Path | None:
        """The folder of a case with a passphrase that this page was given; from here somebody could go on into it."""
        return None

    def add_foot(self, buttons: Sequence[QPushButton]) -> None:
        """Put what is wrong, what is under way and the buttons beneath what is asked."""
        self.column.addWidget(self.trouble_row)
        self.column.addWidget(self.under_way)
        self.column.addWidget(flowing(buttons, SPACE_2))

    def start(self) -> None:
        """Put the focus where work begins."""

    def say(self, words: str, at: QLineEdit | None = None) -> None:
        """Say what is wrong, aloud too, and go to the field it is about; nothing takes it away."""
        self.trouble.setText(words)
        self.trouble_row.setVisible(bool(words))
        if at is not None:
            at.setAccessibleDescription(literal(words))
            at.setProperty("trouble", "true" if words else "false")
            restyle(at)
        if words:
            announce(self, words, urgent=True)
            if at is not None:
                at.setFocus()
                at.selectAll()

    def show_busy(self, words: str) -> None:
        """Say what is under way; nothing when it is over."""
        self.under_way.setVisible(bool(words))
        self._busy_words.setText(words)
        self.bar.setAccessibleName(one_line(words))
        if words:
            announce(self, words)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._inner.setMaximumWidth(scaled(self._wide))
