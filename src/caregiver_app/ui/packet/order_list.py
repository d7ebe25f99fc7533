"""The list of documents: ticked by their boxes, chosen by their words, put in order by keys or by dragging."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListWidgetItem

from caregiver_app.ui.painting import LEFT
from caregiver_app.ui.text import literal, tooltip
from caregiver_app.ui.theme import FOCUS, ROW, SPACE_2, scaled, tokens
from caregiver_app.ui.tick_list import TickList

_NUMBER: Final = int(Qt.ItemDataRole.UserRole)
_BOX: Final = 18
_EDGE: Final = 24
_SCROLL_EVERY: Final = 60
_CHECKED: Final = Qt.CheckState.Checked
_KEYS: Final = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "top",
    Qt.Key.Key_End: "bottom",
}


@dataclass(frozen=True)
class OrderRow:
    """One document: its D-number, its words, and whether it is ticked."""

    number: int
    words: str
    is_ticked: bool


class OrderList(TickList):
    """Show documents in their order.

    `ticked` carries D-numbers and whether they are wanted, `move_asked` where the chosen ones are to go: "up", "down",
    "top" or "bottom", `place_asked` the place before which they are to stand, counted from 0.
    """

    ticked = Signal(object, bool)
    move_asked = Signal(str)
    place_asked = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._pressed_box: int | None = None
        self._carrying = False
        self._drop_at = -1
        self._scrolling = QTimer(self, interval=_SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll_on)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)

    def show_rows(self, rows: Sequence[OrderRow]) -> None:
        """Show documents; those chosen stay chosen, wherever they stand now."""
        numbers = [row.number for row in rows]
        if numbers != self.numbers:
            chosen, current = self.chosen, self._current
            scrolled = self.verticalScrollBar().value()
            self.blockSignals(True)
            self.clear()
            for row in rows:
                item = QListWidgetItem()
                item.setData(_NUMBER, row.number)
                self.addItem(item)
            self.blockSignals(False)
            self._choose(chosen, current)
            self.verticalScrollBar().setValue(scrolled)
            if current in numbers:
                self.scrollTo(self.currentIndex())
        for place, row in enumerate(rows):
            _fill(self.item(place), row)
        self.itemSelectionChanged.emit()

    @property
    def numbers(self) -> list[int]:
        """The D-numbers, in the order shown."""
        return [self.item(place).data(_NUMBER) for place in range(self.count())]

    @property
    def chosen(self) -> tuple[int, ...]:
        """The D-numbers of the documents that are chosen, or of the one the keys are at, in the order shown."""
        places = sorted(index.row() for index in self.selectedIndexes())
        found = tuple(self.item(place).data(_NUMBER) for place in places)
        return found or ((self._current,) if self._current is not None else ())

    def choose(self, numbers: Sequence[int]) -> None:
        """Choose documents by their D-numbers."""
        self._choose(numbers, numbers[0] if numbers else None)

    def edit(self, index: QModelIndex, trigger: object = None, event: QEvent | None = None) -> bool:  # type: ignore[override]
        """Leave ticking to the box and to Space: a click on the words chooses."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt, tick with Space; everything else as in every list."""
        move = _KEYS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._carrying:
            self._put_down()
        elif move is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_asked.emit(move)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._turn(self.chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take note of a press on a box; any other press chooses."""
        index = self.indexAt(event.position().toPoint())
        self._pressed_box = index.row() if index.isValid() and self._is_on_box(index, event) else None
        if self._pressed_box is None:
            super().mousePressEvent(event)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where what is carried would stand."""
        if self._carrying:
            self._drop_at = self._place_at(event.position().toPoint())
            self.viewport().update()
        elif self._pressed_box is None:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the box that was pressed, or put down what is carried."""
        pressed, carried, at = self._pressed_box, self._carrying, self._drop_at
        self._pressed_box = None
        index = self.indexAt(event.position().toPoint())
        if pressed is not None:
            if index.row() == pressed and self._is_on_box(index, event):
                number = self.item(pressed).data(_NUMBER)
                self._turn(self.chosen if number in self.chosen and self.selectedIndexes() else (number,))
            return
        super().mouseReleaseEvent(event)
        self._put_down()
        if carried and at >= 0:
            self.place_asked.emit(at)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Take the chosen documents along with the mouse, within this list alone."""
        self._carrying = True
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scrolling.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where the carried ones would stand."""
        super().paintEvent(event)
        if not (self._carrying and self._drop_at >= 0 and self.count()):
            return
        place: QRect = self.visualItemRect(self.item(min(self._drop_at, self.count() - 1)))
        y = place.top() if self._drop_at < self.count() else place.bottom()
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(tokens().accent), FOCUS + 1))
        painter.drawLine(0, max(y, 1), self.viewport().width(), max(y, 1))
        painter.end()

    @property
    def _current(self) -> int | None:
        item = self.currentItem()
        return int(item.data(_NUMBER)) if item is not None else None

    def _choose(self, numbers: Sequence[int], current: int | None) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.clearSelection()
        for place, number in enumerate(self.numbers):
            if number in numbers:
                self.item(place).setSelected(True)
            if number == current:
                self.setCurrentRow(place, flags.NoUpdate)

    def _turn(self, numbers: Sequence[int]) -> None:
        """Tick documents; take the ticks away where all of them have one."""
        ticks = {self.item(place).data(_NUMBER): self.item(place).checkState() for place in range(self.count())}
        if numbers:
            self.ticked.emit(tuple(numbers), any(ticks[number] != _CHECKED for number in numbers))

    def _is_on_box(self, index: QModelIndex | QPersistentModelIndex, event: QMouseEvent) -> bool:
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        return plain and index.isValid() and event.position().x() <= LEFT + scaled(_BOX) + SPACE_2

    def _place_at(self, point: QPoint) -> int:
        """Return the place what is put down here is to stand before."""
        index = self.indexAt(QPoint(SPACE_2, point.y()))
        if not index.isValid():
            return 0 if point.y() < 0 else self.count()
        return index.row() + (1 if point.y() > self.visualRect(index).center().y() else 0)

    def _put_down(self) -> None:
        self._carrying, self._drop_at = False, -1
        self._scrolling.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    def _scroll_on(self) -> None:
        """Scroll while documents are carried over the upper or lower edge."""
        y = self.viewport().mapFromGlobal(self.cursor().pos()).y()
        if y < _EDGE or y > self.viewport().height() - _EDGE:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (-scaled(ROW) if y < _EDGE else scaled(ROW)))


def _fill(item: QListWidgetItem, row: OrderRow) -> None:
    words = literal(row.words)
    item.setText(words)
    item.setToolTip(tooltip(row.words))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
    item.setCheckState(_CHECKED if row.is_ticked else Qt.CheckState.Unchecked)
