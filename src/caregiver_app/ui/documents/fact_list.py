"""What a panel tells of a thing: names with their values, and links over as many as two lines."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from caregiver_app.ui.text import label, literal, set_role, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2, scaled

PANEL_WIDTH: Final = 292
_ANY_HEIGHT: Final = 10_000
# Room round a link for its focus ring.
_ROUND_LINK: Final = (4, 3, 4, 3)


class FactList(QWidget):
    """Names and values, one beneath the other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_2)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: QWidget) -> None:
        """Add one more."""
        row, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(name, "hint", wrap=False), row, 0, top)
        self._grid.addWidget(value, row, 1, top)

    def add_heading(self, name: str) -> None:
        """Add a name that has the whole width beneath it for its values."""
        row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, SPACE_1)
        self._grid.addWidget(label(name, "hint", wrap=False), row + 1, 0, 1, 2)

    def add_whole(self, value: QWidget) -> None:
        """Add a value that takes the whole width."""
        self._grid.addWidget(value, self._grid.rowCount(), 0, 1, 2)


class WordsLink(QPushButton):
    """A link over as many as two lines; the whole text is in its tooltip and name."""

    def __init__(self, words: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        set_role(self, "words-link")
        self.setAccessibleName(literal(words))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.clicked.connect(lambda: pressed())
        set_tooltip(self, words)
        self._whole = words
        self._words = label("", "link")
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_ROUND_LINK)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Be as high as the words need."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words in a width, two lines at most."""
        high = self._height_of(self._whole, width - _ROUND_LINK[0] - _ROUND_LINK[2])
        return min(high, self._two_lines()) + _ROUND_LINK[1] + _ROUND_LINK[3]

    def sizeHint(self) -> QSize:
        """Take the width there is."""
        return QSize(scaled(PANEL_WIDTH) // 2, self.heightForWidth(max(self.width(), scaled(PANEL_WIDTH) // 2)))

    def minimumSizeHint(self) -> QSize:
        """Never push the panel wider."""
        return QSize(0, self.fontMetrics().lineSpacing() + _ROUND_LINK[1] + _ROUND_LINK[3])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many of the words as two lines hold."""
        super().resizeEvent(event)
        width, room = event.size().width() - _ROUND_LINK[0] - _ROUND_LINK[2], self._two_lines()
        shown = self._whole
        if self._height_of(shown, width) > room:
            fits = bisect_right(
                range(len(shown)), room, key=lambda n: self._height_of(f"{self._whole[:n].rstrip()}…", width)
            )
            shown = f"{self._whole[: max(fits - 1, 0)].rstrip()}…"
        self._words.setText(shown)

    def _two_lines(self) -> int:
        words = "\n".join("Ag")
        return self.fontMetrics().boundingRect(QRect(0, 0, _ANY_HEIGHT, _ANY_HEIGHT), 0, words).height()

    def _height_of(self, words: str, width: int) -> int:
        room, wrapped = QRect(0, 0, max(width, 1), _ANY_HEIGHT), int(Qt.TextFlag.TextWordWrap)
        return self.fontMetrics().boundingRect(room, wrapped, literal(words)).height()
