"""What the page shows while there is no paper, and when no paper fits the search."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.text import button, heading, label
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_4, tokens


def nothing_yet() -> QWidget:
    """Return the empty state: what to do first, and that nothing can go wrong by it."""
    lines = (
        _("Drop your papers anywhere here: letters, reports, photos of papers. Any language, any order."),
        _("Whole folders are fine. Every file is copied into the case; yours stay where they are, unchanged."),
    )
    asked_first = _(
        "Teams usually ask first for: the pathology report, the last scan report, the letters after each hospital "
        "stay, and the list of treatments."
    )
    frame, column = _middle(_DropArea())
    column.addWidget(heading(_("No papers yet")))
    for line in lines:
        column.addWidget(label(line))
    column.addSpacing(SPACE_2)
    column.addWidget(label(asked_first, "quiet"))
    return frame


def nothing_fits(show_all: Callable[[], object]) -> QWidget:
    """Return what stands in the table's place when the search finds nothing."""
    frame, column = _middle(QFrame())
    column.addWidget(heading(_("No document fits")))
    column.addWidget(label(_("Nothing in the list has these words or this state."), "quiet"))
    column.addSpacing(SPACE_1)
    column.addWidget(button(_("Show all"), show_all), 0, Qt.AlignmentFlag.AlignLeft)
    return frame


class _DropArea(QFrame):
    """A card with a dashed border inside: something can be put here."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, then the dashes."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().line), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(16, 16, -16, -16), 8, 8)
        painter.end()


def _middle(frame: QFrame) -> tuple[QFrame, QVBoxLayout]:
    """Make a frame a card with a column in its middle."""
    frame.setProperty("role", "card")
    row = QHBoxLayout(frame)
    row.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
    middle = QVBoxLayout()
    column = QVBoxLayout()
    column.setSpacing(SPACE_2)
    middle.addStretch(2)
    middle.addLayout(column)
    middle.addStretch(3)
    row.addStretch(1)
    row.addLayout(middle, 2)
    row.addStretch(1)
    return frame, column
