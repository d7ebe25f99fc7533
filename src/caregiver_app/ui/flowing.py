"""A row that goes on in the next line where there is no room, as words do."""

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from caregiver_app.ui.theme import SPACE_3


class FlowingRow(QLayout):
    """Set widgets side by side from where lines begin, each in its own width, in as many lines as they need.

    What is lower than its line stands in the middle of it.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Add what Qt asks for."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Need more height in less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width; Qt asks for the same one many times until something changes."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured, as something changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, room: QRect) -> None:
        """Put every widget in its place."""
        super().setGeometry(room)
        self._arrange(room, move=True)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Need the room of the widest alone."""
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, room: QRect, *, move: bool) -> int:
        """Lay out line by line and return the height of all lines."""
        top = room.top()
        for line in self._lines(room.width()):
            left, high = room.left(), max(_height(item, wide) for item, wide in line)
            for item, wide in line:
                if move:
                    # Given the whole height, Qt puts what cannot grow into the middle.
                    place = QRect(left, top, wide, high)
                    item.setGeometry(QStyle.visualRect(QGuiApplication.layoutDirection(), room, place))
                left += wide + self.spacing()
            top += high + self.spacing()
        return max(top - self.spacing() - room.top(), 0)

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, int]]]:
        """Return what stands in each line, each with its width."""
        lines: list[list[tuple[QLayoutItem, int]]] = []
        left = 0
        for item in self._shown():
            wide = min(item.sizeHint().width(), max(room, item.minimumSize().width()))
            if not lines or left + wide > room:
                lines.append([])
                left = 0
            lines[-1].append((item, wide))
            left += wide + self.spacing()
        return lines


def _height(item: QLayoutItem, wide: int) -> int:
    return item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()


def flowing(parts: Sequence[QWidget], spacing: int = SPACE_3) -> QWidget:
    """Return widgets side by side, in as many lines as they need."""
    made = QWidget()
    row = FlowingRow(made, spacing)
    for part in parts:
        row.addWidget(part)
    return made
