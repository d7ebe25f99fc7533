"""The table of papers: two lines a row, the state with its sign, Space for the packet."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from caregiver_app.i18n import _
from caregiver_app.ui.documents.rows import DATE, NUMBER, PAPER, STATE, PaperRow, columns
from caregiver_app.ui.painting import LEFT, RIGHT, ground, sign, two_line_height, two_lines
from caregiver_app.ui.record_table import RecordRole, RecordTable, RecordTableModel
from caregiver_app.ui.theme import SPACE_2, scaled

Index = QModelIndex | QPersistentModelIndex
_ROOM_FOR_TITLES = 240


class PaperTable(RecordTable):
    """Show the papers. `packet_asked` carries the chosen rows when Space is pressed."""

    packet_asked = Signal(object)

    def __init__(self, model: "RecordTableModel[PaperRow]") -> None:
        super().__init__(model, _("Documents"), several=True)
        self.setItemDelegate(PaperDelegate(self))
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the chosen papers on Space."""
        chosen = self.selected_records()
        if chosen and event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.packet_asked.emit(chosen)
        else:
            super().keyPressEvent(event)

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(two_line_height())
        self.setMinimumHeight(two_line_height() * 3)

    def _share_width(self) -> None:
        """Leave out columns the panel shows too, before the titles get too narrow to read."""
        room = self.viewport().width() - sum(column.width() for column in self.records_model.columns)
        self.setColumnHidden(DATE, room < scaled(_ROOM_FOR_TITLES))
        for position, column in enumerate(self.records_model.columns):
            if column.fits:
                self.horizontalHeader().resizeSection(position, column.width())


def paper_table(read: Callable[[], Iterable[PaperRow]]) -> PaperTable:
    """Return a table of the papers `read()` gives."""
    model = RecordTableModel(columns(), read)
    table = PaperTable(model)
    model.setParent(table)
    return table


class PaperDelegate(QStyledItemDelegate):
    """Paint the title over a quiet second line, and the state beside its sign."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text = cell.text
        chosen = ground(painter, cell)
        row = index.data(RecordRole)
        if not isinstance(row, PaperRow):
            return
        box = QRectF(cell.rect).adjusted(LEFT, SPACE_2, -RIGHT, -SPACE_2)
        painter.save()
        if index.column() == NUMBER:
            two_lines(painter, box, text, row.pages, chosen)
        elif index.column() == PAPER:
            two_lines(painter, box, text, row.about, chosen)
        elif index.column() == DATE:
            day, around = _day_and_words(row)
            two_lines(painter, box, day, around, chosen, quiet=day == "–")
        elif index.column() == STATE:
            state = row.state
            room = sign(painter, state.mark, box, chosen)
            quiet = state.mark in ("none", "info")
            two_lines(painter, room, state.words, state.more or row.proof, chosen, quiet=quiet)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for two lines."""
        return QSize(super().sizeHint(option, index).width(), two_line_height())


def _day_and_words(row: PaperRow) -> tuple[str, str]:
    """Return the date in figures, and the words around it such as "about"."""
    when = row.document.date
    if when is None:
        return "–", ""
    return when.fhir, when.in_table().replace(when.fhir, "").strip()
