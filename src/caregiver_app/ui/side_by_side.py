"""A table that holds things side by side: a row for each thing that is asked, a column for each that was named.

Every column looks the same and stands where it was added; nothing is sorted, coloured or counted by what it says.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caregiver_app.ui.painting import ground
from caregiver_app.ui.side_by_side_cells import Cell, CellRole, ColumnHead, Head, Index, SideBySideModel
from caregiver_app.ui.text import one_line
from caregiver_app.ui.theme import SPACE_2, scaled, tokens
from caregiver_app.ui.wrapped_text import Paragraph, height_of, paint

MOST_IN_VIEW: Final = 3
"""So many columns stand in view at once; only where there are more does the table scroll sideways."""
_BESIDE: Final = 12
_HEAD_SHARE: Final = 0.26
_HEAD_WIDEST: Final = 260


class SideBySide(QTableView):
    """Show the table. `opened` carries the key of a row and the id of a column, `removal_asked` the same.

    `column_chosen` tells that the keys stand in another column.
    """

    opened = Signal(str, object)
    removal_asked = Signal(str, object)
    column_chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.cells = SideBySideModel()
        self.cells.setParent(self)
        self._at: tuple[str, UUID] | None = None
        self.setHorizontalHeader(_Heads(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heads(Qt.Orientation.Vertical, self))
        self.setModel(self.cells)
        self.setAccessibleName(one_line(name))
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.installEventFilter(self)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._fit()

    def show_cells(
        self, heads: Sequence[Head], columns: Sequence[ColumnHead], cells: dict[tuple[str, UUID], Cell]
    ) -> None:
        """Show other heads and cells; whoever stands at a cell goes on standing there."""
        at = self._at
        scrolled = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.cells.show(heads, columns, cells)
        self._fit()
        if at is not None:
            self.choose(*at)
        self.horizontalScrollBar().setValue(scrolled[0])
        self.verticalScrollBar().setValue(scrolled[1])
        if self.chosen_column is None:
            self._at = None
        self.column_chosen.emit()

    def choose(self, row: str, column: UUID) -> None:
        """Go to a cell; where its row is gone, to the first one of its column."""
        rows, columns = [one.key for one in self.cells.heads], [one.id for one in self.cells.columns]
        if column in columns:
            place = rows.index(row) if row in rows else 0
            self.setCurrentIndex(self.cells.index(place, columns.index(column)))

    @property
    def chosen_column(self) -> UUID | None:
        """The id of the column the keys stand in."""
        index = self.currentIndex()
        return self.cells.columns[index.column()].id if index.isValid() else None

    @property
    def scrolls_sideways(self) -> bool:
        """Whether there are more columns than stand in view."""
        return len(self.cells.columns) > MOST_IN_VIEW

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a cell on Enter or F2, ask to empty it on Delete; the chosen cell comes into sight."""
        key = event.key()
        if self._at is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit(*self._at)
        elif self._at is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_asked.emit(*self._at)
        else:
            super().keyPressEvent(event)
            self._bring_into_sight()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand at a cell from the first key on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cells.heads and self.cells.columns:
            self.setCurrentIndex(self.cells.index(0, 0))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cell under the pointer."""
        if self.indexAt(event.position().toPoint()).isValid() and self._at is not None:
            self.opened.emit(*self._at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "cells"):
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with the line beneath the names into the corner."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QAbstractButton):
            painter = QPainter(watched)
            _paint_ground(painter, watched.rect(), strong=True)
            painter.end()
            return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give every column the same width, and every row the height its words need."""
        self.setMinimumHeight(scaled(220))
        across, down = self.horizontalHeader(), self.verticalHeader()
        room = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()
        head = min(int(room * _HEAD_SHARE), scaled(_HEAD_WIDEST))
        down.setFixedWidth(max(head, 1))
        columns = len(self.cells.columns)
        width = max((room - head) // max(min(columns, MOST_IN_VIEW), 1), 1)
        for place in range(columns):
            across.resizeSection(place, width)
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if self.scrolls_sideways else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(bar)
        names = [Paragraph(one.name, bold=True) for one in self.cells.columns]
        high = max((height_of((name,), width - 2 * _BESIDE) for name in names), default=0)
        across.setFixedHeight(int(high) + 2 * SPACE_2)
        for row, one in enumerate(self.cells.heads):
            heights = [height_of((Paragraph(one.name, quiet=True),), head - 2 * _BESIDE)]
            heights += [
                height_of(self.cells.cell(row, place).paragraphs, width - 2 * _BESIDE) for place in range(columns)
            ]
            down.resizeSection(row, int(max(heights)) + 2 * SPACE_2)

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid():
            self._at = self.cells.heads[index.row()].key, self.cells.columns[index.column()].id
        self.column_chosen.emit()

    def _bring_into_sight(self) -> None:
        """Scroll the page around, where that is higher than the window."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if around is not None else None
        if around is not None and inside is not None:
            cell = self.visualRect(self.currentIndex()).intersected(self.viewport().rect())
            top = self.viewport().mapTo(inside, cell.topLeft()).y()
            around.ensureVisible(0, top + cell.height(), 0, SPACE_2)
            around.ensureVisible(0, top, 0, SPACE_2)


class _Heads(QHeaderView):
    """The names above the columns, or at the head of the rows: they wrap, and stay while the cells scroll."""

    def __init__(self, orientation: Qt.Orientation, table: SideBySide) -> None:
        super().__init__(orientation, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.sectionPressed.connect(self._on_pressed)

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:
        """Paint one name, with a hairline beneath."""
        across = self.orientation() == Qt.Orientation.Horizontal
        heads: Sequence[Head | ColumnHead] = self._table.cells.columns if across else self._table.cells.heads
        painter.save()
        _paint_ground(painter, box, strong=across)
        name = Paragraph(heads[section].name, bold=across, quiet=not across)
        paint(painter, QRectF(box).adjusted(_BESIDE, SPACE_2, -_BESIDE, -SPACE_2), (name,), chosen=False)
        painter.restore()

    def _on_pressed(self, section: int) -> None:
        model, index = self._table.cells, self._table.currentIndex()
        if not (model.heads and model.columns):
            return
        row, column = max(index.row(), 0), max(index.column(), 0)
        across = self.orientation() == Qt.Orientation.Horizontal
        self._table.setCurrentIndex(model.index(row, section) if across else model.index(section, column))


def _paint_ground(painter: QPainter, box: QRect, *, strong: bool) -> None:
    """Paint what lies under a name, with a hairline beneath."""
    theme = tokens()
    painter.fillRect(box, QColor(theme.surface))
    painter.setPen(QPen(QColor(theme.line if strong else theme.hairline), 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint what was said, and more quietly by whom and when."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        chosen = ground(painter, cell)
        shown = index.data(CellRole)
        if shown is not None:
            painter.save()
            box = QRectF(cell.rect).adjusted(_BESIDE, SPACE_2, -_BESIDE, -SPACE_2)
            paint(painter, box, shown.paragraphs, chosen)
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave the size to the table, which knows all cells of a row."""
        return QSize(0, 0)
