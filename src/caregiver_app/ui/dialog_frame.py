"""The frame of a dialog that asks one thing: its title, what is asked, and the buttons at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.text import title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4


def set_out(dialog: QDialog, words: str, inside: QWidget, *buttons: QPushButton) -> None:
    """Lay a dialog out; what is asked scrolls where the screen is small. The last button is what Enter presses."""
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
    whole.setSpacing(SPACE_3)
    whole.addWidget(title(words))
    whole.addWidget(FormScroll(inside), 1)
    row = QHBoxLayout()
    row.setSpacing(SPACE_2)
    row.addStretch(1)
    for one in buttons:
        row.addWidget(one)
    whole.addLayout(row)
    buttons[-1].setDefault(True)


def marked(mark: Mark, words: QWidget) -> QWidget:
    """Set a mark before words that may run over several lines."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_2)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return made
