"""The table both the plan and the finished packet are shown in: parts, pages, and why something is not whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from caregiver_app.i18n import _
from caregiver_app.ui.painting import LEFT, RIGHT, ground, line, mirrored, sign, two_line_height, two_lines
from caregiver_app.ui.record_table import Column, RecordRole, RecordTable, RecordTableModel
from caregiver_app.ui.theme import ROW, SPACE_2, SPACE_4, font, scaled

Index = QModelIndex | QPersistentModelIndex
PART, PAGES = range(2)
_TIGHT: Final = 6


@dataclass(frozen=True)
class PartRow:
    """One line: what it is, its pages, and in a second line why it is not whole. `id` is its place in the list.

    `first` is its first page, 0 where it has none.
    """

    id: int
    words: str
    pages: str = ""
    level: int = 0
    why: str = ""
    mark: str = "none"
    first: int = 0

    @property
    def in_full(self) -> str:
        """Everything that stands in its first cell."""
        return f"{self.words}\n{self.why}".strip()


class PartsTable(RecordTable):
    """Show the parts in their order."""

    def __init__(self, name: str) -> None:
        self._rows: tuple[PartRow, ...] = ()
        columns = (
            Column[PartRow](_("What"), lambda row: row.in_full),
            Column[PartRow](_("Pages"), lambda row: row.pages, right=True, fits=("888–888",)),
        )
        model = RecordTableModel(columns, lambda: self._rows)
        super().__init__(model, name)
        model.setParent(self)
        self.setItemDelegate(_PartsDelegate(self))
        self._size_rows()

    @property
    def rows(self) -> tuple[PartRow, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[PartRow]) -> None:
        """Show these, staying at the same place."""
        place = self.verticalScrollBar().value()
        self._rows = tuple(rows)
        self.records_model.refresh()
        self._size_rows()
        self.verticalScrollBar().setValue(place)

    def select_row(self, place: int) -> None:
        """Choose the line at a place."""
        index = self.proxy.mapFromSource(self.records_model.index(place, 0))
        self.setCurrentIndex(index)

    def _set_row_height(self) -> None:
        self.verticalHeader().setMinimumSectionSize(_one_line_height())
        self.setMinimumHeight(_one_line_height() * 4)
        self._size_rows()

    def _size_rows(self) -> None:
        for position, row in enumerate(getattr(self, "_rows", ())):
            tall = two_line_height() if row.why else _one_line_height()
            self.verticalHeader().resizeSection(position, tall)


def _one_line_height() -> int:
    from PySide6.QtGui import QFontMetrics

    return max(scaled(ROW), QFontMetrics(font()).height() + 2 * _TIGHT)


class _PartsDelegate(QStyledItemDelegate):
    """Indent documents under their section and put the reason beneath the title."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        chosen = ground(painter, cell)
        row = index.data(RecordRole)
        if not isinstance(row, PartRow):
            return
        top = SPACE_2 if row.why else _TIGHT
        box = QRectF(cell.rect).adjusted(LEFT, top, -RIGHT, -top)
        painter.save()
        if index.column() == PAGES:
            line(painter, box, row.pages, chosen, quiet=row.level > 0, right=True)
        elif row.level == 0:
            line(painter, box, row.words, chosen, bold=True)
        else:
            room = mirrored(painter, box.adjusted(SPACE_4, 0, 0, 0), box)
            if row.mark != "none":
                sign(painter, row.mark, mirrored(painter, box.adjusted(-scaled(2), 0, 0, 0), box), chosen)
            two_lines(painter, room, row.words, row.why, chosen)
        painter.restore()
