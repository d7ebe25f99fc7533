"""A list whose rows have as many lines as their words need; some rows can be ticked, some are headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from caregiver_app.i18n import _, with_stops
from caregiver_app.ui.icons import SIDE
from caregiver_app.ui.marks import paint_mark
from caregiver_app.ui.painting import LEFT, RIGHT, drawing, ground, mirrored
from caregiver_app.ui.text import one_line
from caregiver_app.ui.theme import SPACE_2, font, scaled, tokens
from caregiver_app.ui.wrapped_text import Paragraph, height_of, paint, spoken

Index = QModelIndex | QPersistentModelIndex
_ROW: Final = int(Qt.ItemDataRole.UserRole)
_BOX: Final = 18
_LEAST, _SLACK = 36, 4


@dataclass(frozen=True)
class Row:
    """One row. `ticked` is None where nothing can be ticked; one without a `key` is a heading or a note.

    `icon` names the icon before its words.
    """

    key: str
    words: str
    beneath: str = ""
    ticked: bool | None = None
    bold: bool = False
    quiet: bool = False
    icon: str = ""

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return its words, and the quieter ones beneath."""
        first = Paragraph(self.words, small=self.quiet, quiet=self.quiet, bold=self.bold)
        return (first, Paragraph(self.beneath, small=True, quiet=True)) if self.beneath else (first,)


class RowList(QListWidget):
    """Show rows. `opened` and `removal_asked` carry a key, `ticked` a key and whether it is to be ticked.

    One that `fits` is as high as its rows and leaves scrolling to the page around it.
    """

    opened = Signal(str)
    ticked = Signal(str, bool)
    removal_asked = Signal(str)

    def __init__(self, name: str, *, fits: bool = True) -> None:
        super().__init__()
        self._fits = fits
        self._heights: dict[tuple[Row, int], int] = {}
        self.setAccessibleName(one_line(name))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        if fits:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setItemDelegate(_Delegate(self))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows; the one that was chosen stays chosen, and where it is gone the one before it is."""
        if tuple(rows) == self.rows:
            return
        kept, stood, scrolled = self.current_key, self.currentRow(), self.verticalScrollBar().value()
        same = [row.key for row in rows] == [row.key for row in self.rows]
        if not same:
            self.blockSignals(True)
            self.clear()
            for _row in rows:
                self.addItem(QListWidgetItem())
        for place, row in enumerate(rows):
            _fill(self.item(place), row)
        if not same:
            self.setCurrentRow(_place_of(rows, kept, stood))
            self.verticalScrollBar().setValue(scrolled)
            self.blockSignals(False)
        self._grow()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they are shown."""
        return tuple(self.item(place).data(_ROW) for place in range(self.count()))

    @property
    def current_key(self) -> str:
        """The key of the chosen row, or nothing."""
        row = self.currentItem().data(_ROW) if self.currentItem() is not None else None
        return row.key if row is not None else ""

    def choose(self, key: str) -> None:
        """Choose a row by its key."""
        for place, row in enumerate(self.rows):
            if row.key == key:
                self.setCurrentRow(place)

    def row_height(self, row: Row, width: int) -> int:
        """Return how high a row is in a width; asked for many times until something changes."""
        if (row, width) not in self._heights:
            box = scaled(_BOX) + SPACE_2 if row.ticked is not None else 0
            before = LEFT + box + (scaled(SIDE) + SPACE_2 if row.icon else 0)
            self._heights[row, width] = int(height_of(row.paragraphs(), width - before - RIGHT)) + 2 * SPACE_2
        return self._heights[row, width]

    def rows_height(self, width: int) -> int:
        """Return how high the list is with all its rows in sight, when so wide."""
        frame = 2 * self.frameWidth()
        return sum(self.row_height(row, width - frame) for row in self.rows) + frame + _SLACK

    def hasHeightForWidth(self) -> bool:
        """Need more height in less width, where it fits."""
        return self._fits

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width, where it fits."""
        if not self._fits:
            return super().heightForWidth(width)
        return max(self.rows_height(width), scaled(_LEAST))

    def sizeHint(self) -> QSize:
        """Ask for what the rows need."""
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()) if self._fits else 0)

    def minimumSizeHint(self) -> QSize:
        """Need a row's height at least."""
        usual = super().minimumSizeHint()
        return QSize(usual.width(), scaled(_LEAST)) if self._fits else usual

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, tick on Space, ask to remove on Delete; the chosen row comes into sight."""
        row = self.currentItem().data(_ROW) if self.currentItem() is not None else None
        if row is not None and row.key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row.key)
        elif row is not None and row.ticked is not None and event.key() == Qt.Key.Key_Space:
            self.ticked.emit(row.key, not row.ticked)
        elif row is not None and row.key and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_asked.emit(row.key)
        else:
            super().keyPressEvent(event)
            self._bring_into_sight()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand at a row from the first key on."""
        super().focusInEvent(event)
        if not self.current_key:
            self.setCurrentRow(next((at for at, row in enumerate(self.rows) if row.key), -1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick by a click on the box."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = index.data(_ROW)
        if event.button() == Qt.MouseButton.LeftButton and row is not None and self._is_on_box(row, event):
            self.ticked.emit(row.key, not row.ticked)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the pointer."""
        row = self.indexAt(event.position().toPoint()).data(_ROW)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and row is not None and row.key and not self._is_on_box(row, event):
            self.opened.emit(row.key)

    def _is_on_box(self, row: Row, event: QMouseEvent) -> bool:
        across = event.position().x()
        from_begin = self.viewport().width() - across if self.isRightToLeft() else across
        return row.ticked is not None and from_begin <= LEFT + scaled(_BOX) + SPACE_2

    def _grow(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._heights.clear()
        self.updateGeometry()

    def _bring_into_sight(self) -> None:
        """Scroll the page around, where the list is as high as its rows."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if around is not None else None
        if around is not None and inside is not None:
            row = self.visualRect(self.currentIndex())
            top = self.viewport().mapTo(inside, row.topLeft()).y()
            around.ensureVisible(0, top + row.height(), 0, SPACE_2)
            around.ensureVisible(0, top, 0, SPACE_2)


def _place_of(rows: Sequence[Row], key: str, stood: int) -> int:
    """Return the place of a key, or where it is gone of the row nearest before where it stood; -1 for none."""
    found = next((at for at, row in enumerate(rows) if row.key and row.key == key), -1)
    if found >= 0 or not key:
        return found
    return next((at for at in range(min(stood, len(rows) - 1), -1, -1) if rows[at].key), -1)


def _fill(item: QListWidgetItem, row: Row) -> None:
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    item.setFlags(flags if row.key else Qt.ItemFlag.NoItemFlags)
    item.setData(_ROW, row)
    state = "" if row.ticked is None else _("ticked") if row.ticked else _("not ticked")
    said = spoken(row.paragraphs())
    item.setData(Qt.ItemDataRole.AccessibleTextRole, with_stops((said, state)) if state else said)


class _Delegate(QStyledItemDelegate):
    def __init__(self, rows: RowList) -> None:
        super().__init__(rows)
        self._list = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the box, where there is one, and the words."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        chosen = ground(painter, cell)
        row = index.data(_ROW)
        if row is None:
            return
        box = QRectF(cell.rect).adjusted(LEFT, SPACE_2, -RIGHT, -SPACE_2)
        painter.save()
        if row.ticked is not None:
            side = float(scaled(_BOX))
            top = box.top() + (QFontMetrics(font()).height() - side) / 2
            square = mirrored(painter, QRectF(box.left(), top, side, side), box)
            _paint_box(painter, square, ticked=row.ticked, chosen=chosen)
            box = mirrored(painter, box.adjusted(side + SPACE_2, 0, 0, 0), box)
        if row.icon:
            box = drawing(painter, row.icon, box, chosen)
        paint(painter, box, row.paragraphs(), chosen)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the lines the words need."""
        row = index.data(_ROW)
        return QSize(0, self._list.row_height(row, self._list.viewport().width()) if row is not None else 0)


def _paint_box(painter: QPainter, box: QRectF, *, ticked: bool, chosen: bool) -> None:
    theme = tokens()
    if chosen and theme.border > 1:
        painter.fillRect(box.adjusted(-2, -2, 2, 2), QColor(theme.surface))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent if ticked else theme.line), theme.border + 1))
    painter.setBrush(QColor(theme.accent if ticked else theme.surface))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
    if ticked:
        paint_mark(painter, "good", box, QColor(theme.on_accent))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
