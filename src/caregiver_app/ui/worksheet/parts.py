"""The pieces a step is made of, and the small lines they share."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.text import label
from caregiver_app.ui.theme import SPACE_1, SPACE_2


class Part(QWidget):
    """A piece of a step: `refresh` shows the case as it is now, `finish` writes what is half typed."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_1)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show the case as it is now."""

    def finish(self) -> None:
        """Write what is half typed."""


def known_lines(words: str, beneath: str = "") -> QWidget:
    """Return what the case says, with what proves it more quietly beneath."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, SPACE_1)
    column.setSpacing(0)
    column.addWidget(label(words))
    if beneath:
        column.addWidget(label(beneath, "hint"))
    return made


def missing_line(words: str) -> QWidget:
    """Return words about what is missing, with an open ring beside them."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_2)
    row.addWidget(Mark("open"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, "quiet"), 1)
    return made
