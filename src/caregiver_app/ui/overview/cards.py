"""The shape of a card of the overview: its heading, its lines, and the links at its foot."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.overview.sentences import Said
from caregiver_app.ui.text import card, heading, label, one_line
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled


def said_card(words: str, said: Sequence[Said], links: Sequence[QPushButton], empty: str = "") -> QFrame:
    """Return a card; `empty` is what it says while there is nothing to tell."""
    made = card()
    made.setAccessibleName(one_line(words))
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(made)
    column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_2)
    column.setSpacing(SPACE_2)
    column.addWidget(heading(words))
    if not said and empty:
        column.addWidget(label(empty, "quiet"))
    for line in said:
        column.addWidget(_line(line))
    column.addStretch(1)
    holder = QWidget()
    row = FlowingRow(holder, SPACE_3)
    # A link keeps room for its focus ring; its words still stand under the others.
    row.setContentsMargins(-2, 0, 0, 0)
    for link in links:
        row.addWidget(link)
    column.addWidget(holder)
    return made


def _line(said: Said) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_2)
    if said.number:
        number = label(said.number, "strong", wrap=False)
        number.setMinimumWidth(scaled(20))
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(2)
    if said.words:
        column.addWidget(label(said.words))
    if said.beneath:
        column.addWidget(label(said.beneath, "hint"))
    row.addLayout(column, 1)
    return holder
