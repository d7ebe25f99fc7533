"""Say what each column of a pasted table is."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.exchange.pasted.columns import MEANINGS
from caregiver_app.exchange.pasted.table import TableSeen
from caregiver_app.i18n import _, labelled
from caregiver_app.ui.asking_dialog import Asking
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.grid import Grid
from caregiver_app.ui.grid_cells import ChoicesRole, Index, MarkRole
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, label, literal, one_line, title, tooltip
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

_NAME, _EXAMPLE, _MEANING = range(3)
_SHOWN = 200
_WIDTHS = (200, 200, 230)


class ColumnsDialog(Dialog):
    """Show the columns with an example each and let their meanings be chosen; `chosen` is told those."""

    def __init__(
        self, table: TableSeen, meanings: Sequence[str], chosen: Callable[[tuple[str, ...]], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = _("What the columns are")
        self.setWindowTitle(one_line(words))
        self._chosen = chosen
        self.model = _ColumnsModel(table, meanings)
        self.grid = Grid(self.model, words)
        self._first = self.model.meanings
        self.read_button = button(_("Read the table so"), self._read, "main")
        self.asking = Asking(
            _("What you chose is not used yet."),
            button(_("Leave it as it was"), self.put_by),
            button(_("Go back"), self._go_back),
        )
        self.buttons = QWidget()
        self._lay_out(words)
        self.grid.setCurrentIndex(self.model.index(self.model.first_unsure(), _MEANING))
        self.grid.setFocus()

    def reject(self) -> None:
        """Leave where nothing was chosen; ask otherwise."""
        if self.asking.isVisible():
            self._go_back()
        elif self.model.meanings == self._first:
            super().reject()
        else:
            self.buttons.hide()
            self.asking.ask()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's close button like Esc."""
        event.ignore()
        self.reject()

    def put_by(self) -> None:
        """Leave with the columns as they were."""
        super().reject()

    def _go_back(self) -> None:
        self.asking.hide()
        self.buttons.show()
        self.read_button.setDefault(True)
        self.grid.setFocus()

    def _lay_out(self, words: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(words))
        said = _("Say what stands in each column. What we were not sure of has a mark. Enter opens the list.")
        column.addWidget(label(said))
        column.addWidget(self.grid, 1)
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addStretch(1)
        row.addWidget(button(_("Leave it as it is"), self.reject, "large"))
        row.addWidget(self.read_button)
        column.addWidget(self.asking)
        column.addWidget(self.buttons)
        self.read_button.setDefault(True)
        self.grid.share_width(_WIDTHS)
        fit_to_screen(self, scaled(720), scaled(560))

    def _read(self) -> None:
        self.grid.finish_typing()
        self.accept()
        self._chosen(self.model.meanings)


class _ColumnsModel(QAbstractTableModel):
    """One row a column of the pasted table."""

    def __init__(self, table: TableSeen, meanings: Sequence[str]) -> None:
        super().__init__()
        self._columns = table.columns
        self._meanings = list(meanings or (column.meaning for column in table.columns))

    @property
    def meanings(self) -> tuple[str, ...]:
        """What each column is."""
        return tuple(self._meanings)

    def first_unsure(self) -> int:
        """Return the first column that is only supposed to be what it says."""
        return next((at for at, column in enumerate(self._columns) if not column.is_sure), 0)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many columns the table has."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return name, example and meaning."""
        return 0 if parent is not None and parent.isValid() else 3

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the meanings be chosen."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _MEANING else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading."""
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if orientation == Qt.Orientation.Horizontal and role in roles:
            return (_("Column in your text"), _("Example"), _("This column is"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or offers."""
        if not index.isValid():
            return None
        column, meaning = self._columns[index.row()], self._meanings[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return meaning
        if role == ChoicesRole and index.column() == _MEANING:
            return tuple((key, _(words)) for key, words in MEANINGS.items())
        if role == MarkRole and index.column() == _MEANING:
            return "" if column.is_sure else "care"
        name = column.name or _("Column {n}").format(n=index.row() + 1)
        text = (name, column.example, _(MEANINGS[meaning]))[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(text[:_SHOWN])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(text[:_SHOWN])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = "" if column.is_sure or index.column() != _MEANING else f". {_('We are not sure.')}"
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return labelled(str(head), f"{literal(text[:_SHOWN])}{said}")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a choice."""
        if index.column() != _MEANING or role != Qt.ItemDataRole.EditRole or value not in MEANINGS:
            return False
        self._meanings[index.row()] = str(value)
        self.dataChanged.emit(index, index)
        return True
