"""The table of wanted papers: the state with its sign, the paper, what is known of it, two lines a row."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from caregiver_app.i18n import _
from caregiver_app.ui.documents.wanted_rows import KNOWN, PAPER, STATE, WantedRow, columns
from caregiver_app.ui.painting import LEFT, RIGHT, ground, sign, two_line_height, two_lines
from caregiver_app.ui.record_table import RecordRole, RecordTable, RecordTableModel
from caregiver_app.ui.theme import SPACE_2, scaled

Index = QModelIndex | QPersistentModelIndex
_ROOM_FOR_BOTH = 380


class WantedTable(RecordTable):
    """Show the kinds of paper a list names."""

    def __init__(self, model: "RecordTableModel[WantedRow]") -> None:
        super().__init__(model, _("Wanted papers"))
        self.setItemDelegate(_WantedDelegate(self))
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def _share_width(self) -> None:
        """Leave out what is known, which stands beneath the name then, before both get too narrow to read."""
        room = self.viewport().width() - self.records_model.columns[STATE].width()
        self.setColumnHidden(KNOWN, room < scaled(_ROOM_FOR_BOTH))
        self.horizontalHeader().resizeSection(STATE, self.records_model.columns[STATE].width())

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(two_line_height())
        self.setMinimumHeight(two_line_height() * 3)


def wanted_table(read: Callable[[], Iterable[WantedRow]]) -> WantedTable:
    """Return a table of the rows `read()` gives."""
    model = RecordTableModel(columns(), read)
    table = WantedTable(model)
    model.setParent(table)
    return table


class _WantedDelegate(QStyledItemDelegate):
    """Paint each cell as a line over a quieter one, and the state beside its sign."""

    def __init__(self, table: WantedTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        chosen = ground(painter, cell)
        row = index.data(RecordRole)
        if not isinstance(row, WantedRow):
            return
        box = QRectF(cell.rect).adjusted(LEFT, SPACE_2, -RIGHT, -SPACE_2)
        painter.save()
        if index.column() == STATE:
            standing = row.standing
            room = sign(painter, standing.mark, box, chosen)
            two_lines(painter, room, standing.words, standing.more, chosen, quiet=standing.mark == "off")
        elif index.column() == PAPER:
            beneath = " · ".join(part for part in row.known if part) if self._table.isColumnHidden(KNOWN) else row.plain
            two_lines(painter, box, row.gap.name, beneath, chosen)
        elif index.column() == KNOWN:
            two_lines(painter, box, *row.known, chosen, quiet=row.gap.status == "not_asked")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for two lines."""
        return QSize(super().sizeHint(option, index).width(), two_line_height())
