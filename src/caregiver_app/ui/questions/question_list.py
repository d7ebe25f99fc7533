"""The list of questions: rows that wrap, stars to click, and keys for what is done most."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from caregiver_app.i18n import _
from caregiver_app.ui.painting import ground
from caregiver_app.ui.questions.ink import paint_row, row_height, star_box
from caregiver_app.ui.questions.rows import QuestionRow
from caregiver_app.ui.text import one_line, tooltip
from caregiver_app.ui.theme import ROW, scaled

Index = QModelIndex | QPersistentModelIndex
RowRole: Final = int(Qt.ItemDataRole.UserRole)
_LEAST_ROWS: Final = 7


class QuestionModel(QAbstractListModel):
    """Hold the rows as they are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[QuestionRow, ...] = ()

    def show_rows(self, rows: Sequence[QuestionRow]) -> bool:
        """Show rows; answer whether they are other ones and not only changed."""
        fresh = tuple(rows)
        if [row.key or row.words for row in fresh] != [row.key or row.words for row in self.rows]:
            self.beginResetModel()
            self.rows = fresh
            self.endResetModel()
            return True
        old, self.rows = self.rows, fresh
        for place, (before, after) in enumerate(zip(old, fresh, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(place), self.index(place))
        return False

    def place_of(self, key: str) -> int:
        """Return the row of a question, or -1."""
        return next((place for place, row in enumerate(self.rows) if row.key and row.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let questions be chosen, and no headings."""
        row = index.data(RowRole)
        if row is None or not row.key:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows or stands for."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one_line(row.spoken())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(row.words) if row.key else ""
        return row if role == RowRole else None


class QuestionList(QListView):
    """Show questions. `chosen_changed` tells that others are chosen; the other signals say what a key asked for.

    `star_asked` carries the keys of the questions, `move_asked` how many places the one is to move.
    """

    chosen_changed = Signal()
    star_asked = Signal(object)
    sheet_asked = Signal()
    answer_asked = Signal()
    removal_asked = Signal()
    move_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.questions = QuestionModel()
        self.questions.setParent(self)
        self._star_pressed = ""
        self.setModel(self.questions)
        self.setAccessibleName(_("Questions"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setItemDelegate(_Delegate(self))
        self.setMinimumHeight(scaled(ROW) * _LEAST_ROWS)
        self.selectionModel().selectionChanged.connect(lambda *_selections: self.chosen_changed.emit())

    def show_rows(self, rows: Sequence[QuestionRow]) -> None:
        """Show rows; what was chosen stays so, or else what stands in its place now, and nothing scrolls."""
        kept, current = self.chosen_keys, self.current_key
        place, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        is_new = self.questions.show_rows(rows)
        if not is_new:
            self.scheduleDelayedItemsLayout()
            return
        still_there = [key for key in kept if self.questions.place_of(key) >= 0]
        if still_there:
            self.choose(still_there, current if current in still_there else "")
        elif kept and (beside := self._nearest(place)):
            self.choose([beside])
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.chosen_changed.emit()

    @property
    def chosen_keys(self) -> tuple[str, ...]:
        """The keys of the chosen questions, top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.questions.rows[place].key for place in places if place < len(self.questions.rows))

    @property
    def current_key(self) -> str:
        """The key of the question the keys are at, or nothing."""
        row = self.currentIndex().data(RowRole)
        return row.key if row is not None else ""

    def choose(self, keys: Iterable[str], current: str = "", *, middle: bool = False) -> bool:
        """Choose questions and bring one into view, to the `middle` or just so; answer whether any is in the list."""
        wanted = list(keys)
        places = [place for key in wanted if (place := self.questions.place_of(key)) >= 0]
        if not places:
            return False
        at = self.questions.index(self.questions.place_of(current) if current else places[0])
        flags = QItemSelectionModel.SelectionFlag
        whole = QItemSelection()
        for place in places:
            whole.select(self.questions.index(place), self.questions.index(place))
        self.selectionModel().setCurrentIndex(at, flags.NoUpdate)
        self.selectionModel().select(whole, flags.ClearAndSelect)
        hints = QAbstractItemView.ScrollHint
        self.scrollTo(at, hints.PositionAtCenter if middle else hints.EnsureVisible)
        return True

    def go_to_first(self) -> None:
        """Take the keys, and choose the first question where none is chosen."""
        if not self.chosen_keys:
            self.choose([self._nearest(0)])
        self.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand at a question from the first key on."""
        super().focusInEvent(event)
        if not self.chosen_keys and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose([self._nearest(0)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setMinimumHeight(scaled(ROW) * _LEAST_ROWS)
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Star, put on the sheet, answer, move or remove what is chosen; the other keys are Qt's."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        chosen = self.chosen_keys
        if held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_asked.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif plain and key == Qt.Key.Key_S:
            if chosen and not event.isAutoRepeat():
                self.star_asked.emit(chosen)
        elif plain and key == Qt.Key.Key_Space:
            if chosen and not event.isAutoRepeat():
                self.sheet_asked.emit()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if chosen:
                self.answer_asked.emit()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if chosen:
                self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click on a star, or choose."""
        self._star_pressed = self._star_at(event)
        if not self._star_pressed:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Star what was clicked, whatever is chosen."""
        if not self._star_pressed:
            super().mouseReleaseEvent(event)
            return
        if self._star_at(event) == self._star_pressed:
            self.star_asked.emit((self._star_pressed,))
        self._star_pressed = ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Answer the question under the pointer; two clicks on a star are two clicks."""
        self._star_pressed = self._star_at(event)
        row = self.indexAt(event.position().toPoint()).data(RowRole)
        if not self._star_pressed and row is not None and row.key and event.button() == Qt.MouseButton.LeftButton:
            self.answer_asked.emit()

    def _star_at(self, event: QMouseEvent) -> str:
        """Return the key of the question whose star is under the pointer, or nothing."""
        place: QPoint = event.position().toPoint()
        index = self.indexAt(place)
        row = index.data(RowRole)
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() or row is None or not row.key:
            return ""
        return str(row.key) if star_box(self.visualRect(index), self.layoutDirection()).contains(place) else ""

    def _nearest(self, place: int) -> str:
        """Return the key of the question at a row, after it or else before it."""
        rows = self.questions.rows
        after = (row.key for row in rows[max(place, 0) :] if row.key)
        before = (row.key for row in reversed(rows[: max(place, 0)]) if row.key)
        return next(after, "") or next(before, "")


class _Delegate(QStyledItemDelegate):
    def __init__(self, questions: QuestionList) -> None:
        super().__init__(questions)
        self._list = questions

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        chosen = ground(painter, cell)
        row = index.data(RowRole)
        if row is not None:
            painter.save()
            paint_row(painter, cell.rect, row, chosen)
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the lines the words need."""
        row = index.data(RowRole)
        return QSize(0, row_height(row, self._list.viewport().width()) if row is not None else 0)
