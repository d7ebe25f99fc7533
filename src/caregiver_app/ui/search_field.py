"""A line to type in what is looked for, with a cross that empties it."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from caregiver_app.i18n import _
from caregiver_app.ui.text import literal, one_line
from caregiver_app.ui.theme import SPACE_1, scaled, tokens

_SIDE: Final = 24


class SearchField(QLineEdit):
    """A line named by its `words`. Where `inside` is given, that stands in it while it is empty."""

    def __init__(self, words: str, inside: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(one_line(inside or words))
        self.setAccessibleName(literal(words))
        # A file let go over the field is meant for the page.
        self.setAcceptDrops(False)
        self.cross = _Cross(self)
        self.cross.clicked.connect(self._empty)
        self.textChanged.connect(lambda _text: self._place_cross())
        self._place_cross()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right end."""
        super().resizeEvent(event)
        self._place_cross()

    def changeEvent(self, event: QEvent) -> None:
        """Let the cross grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place_cross()

    def _place_cross(self) -> None:
        side = scaled(_SIDE)
        self.cross.setGeometry(self.width() - side - SPACE_1, (self.height() - side) // 2, side, side)
        self.setTextMargins(0, 0, side if self.text() else 0, 0)
        self.cross.setVisible(bool(self.text()))

    def _empty(self) -> None:
        self.clear()
        self.setFocus()


class _Cross(QAbstractButton):
    """For the mouse alone: whoever types empties the line by the keys."""

    def __init__(self, field: SearchField) -> None:
        super().__init__(field)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(_("Empty the line"))
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint two lines across."""
        theme, side = tokens(), self.width() / 5
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if self.underMouse() else theme.quiet), 1.0 + theme.border))
        middle = QPointF(self.width() / 2, self.height() / 2)
        for rise in (side, -side):
            painter.drawLine(middle + QPointF(-side, -rise), middle + QPointF(side, rise))
        painter.end()
