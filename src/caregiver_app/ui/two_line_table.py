"""A table whose rows have two lines, each cell painted by the table itself."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from caregiver_app.ui.painting import LEFT, RIGHT, ground, two_line_height
from caregiver_app.ui.record_table import Column, RecordRole, RecordTable, RecordTableModel
from caregiver_app.ui.theme import SPACE_2

Index = QModelIndex | QPersistentModelIndex


class TwoLineTable(RecordTable):
    """Show the records `read()` gives, two lines each. Whoever makes one says in `paint_cell` how."""

    least_rows: ClassVar = 3

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        read: Callable[[], Iterable[Any]],
        name: str,
        *,
        several: bool = False,
    ) -> None:
        model = RecordTableModel(columns, read)
        super().__init__(model, name, several=several)
        model.setParent(self)
        self.setItemDelegate(_Delegate(self))

    def paint_cell(self, painter: QPainter, column: int, row: Any, box: QRectF, chosen: bool) -> None:
        """Paint one cell into the room its words have."""
        raise NotImplementedError

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(two_line_height())
        self.setMinimumHeight(two_line_height() * self.least_rows)


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: TwoLineTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint what lies under a cell, and let the table paint the rest."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        chosen = ground(painter, cell)
        row = index.data(RecordRole)
        if row is None:
            return
        box = QRectF(cell.rect).adjusted(LEFT, SPACE_2, -RIGHT, -SPACE_2)
        painter.save()
        self._table.paint_cell(painter, index.column(), row, box, chosen)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for two lines."""
        return QSize(super().sizeHint(option, index).width(), two_line_height())
