"""What a table of things side by side holds: the heads of its rows and columns, and its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from caregiver_app.i18n import _, labelled, with_commas
from caregiver_app.ui.text import one_line, tooltip
from caregiver_app.ui.wrapped_text import Paragraph, spoken

Index = QModelIndex | QPersistentModelIndex
CellRole: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Head:
    """What stands at the head of a row: its key, its name, and what to find out."""

    key: str
    name: str
    hint: str = ""


@dataclass(frozen=True)
class ColumnHead:
    """What stands above a column."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Cell:
    """What one cell shows, and what more the pointer finds there."""

    paragraphs: tuple[Paragraph, ...] = ()
    more: str = ""


class SideBySideModel(QAbstractTableModel):
    """Hold heads and cells; `show` puts others in their place."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: tuple[Head, ...] = ()
        self.columns: tuple[ColumnHead, ...] = ()
        self._cells: dict[tuple[str, UUID], Cell] = {}

    def show(self, heads: Sequence[Head], columns: Sequence[ColumnHead], cells: dict[tuple[str, UUID], Cell]) -> None:
        """Show heads and cells; where rows and columns are the same, only what the cells say is new."""
        same = tuple(heads) == self.heads and tuple(columns) == self.columns
        if same:
            self._cells = cells
            if heads and columns:
                self.dataChanged.emit(self.index(0, 0), self.index(len(heads) - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self.heads, self.columns, self._cells = tuple(heads), tuple(columns), cells
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell."""
        return self._cells.get((self.heads[row].key, self.columns[column].id), Cell())

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one cell shows or says."""
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        said = spoken(cell.paragraphs)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = one_line(with_commas((self.columns[index.column()].name, self.heads[index.row()].name)))
            return labelled(where, said or _("nothing is written here yet"))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(cell.more)
        return cell if role == CellRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands above a column or at the head of a row."""
        across = orientation == Qt.Orientation.Horizontal
        heads: Sequence[Head | ColumnHead] = self.columns if across else self.heads
        if section >= len(heads):
            return None
        head = heads[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one_line(head.name)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(head, Head):
            return tooltip(head.hint)
        return None
