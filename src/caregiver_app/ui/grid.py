"""A table to type in as in a spreadsheet: cells change in place, Tab and Enter go on, a paste may hold many rows.

Nothing here knows what the cells mean. Tab leaves the table as everywhere while no cell is being typed in, so nobody
is caught in it.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from caregiver_app.ui.grid_cells import CellDelegate, Index
from caregiver_app.ui.text import one_line
from caregiver_app.ui.theme import CONTROL, SPACE_2, font, scaled

_BESIDE_HEADING: Final = 34
_CHECKED: Final = Qt.CheckState.Checked


class Grid(QTableView):
    """Show a model and let its cells be typed in.

    `pasted` carries text of several cells or lines; `moved` the place of the cell one is at; `finished` says
    that Ctrl+Enter was pressed in a cell; `passed` that Ctrl+Tab asks for what comes after the table.
    """

    pasted = Signal(str)
    moved = Signal(QModelIndex)
    finished = Signal()
    passed = Signal()

    def __init__(self, model: QAbstractItemModel, name: str) -> None:
        super().__init__()
        self._run_began = -1
        self._widths: tuple[int, ...] = ()
        self.setModel(model)
        model.setParent(self)
        self.setAccessibleName(one_line(name))
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setAccessibleName(one_line(name))
        self._set_row_height()

    def finish_typing(self) -> None:
        """Take what is being typed into its cell."""
        editor = self._delegate.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def share_width(self, widths: Sequence[int]) -> None:
        """Give the columns these widths in the measure of the room, and never less than their headings need.

        Where there is less room than that the table scrolls sideways.
        """
        self._widths = tuple(widths)
        metrics, header = QFontMetrics(font()), self.horizontalHeader()
        least = [
            metrics.horizontalAdvance(str(header.model().headerData(at, header.orientation()))) + _BESIDE_HEADING
            for at in range(len(self._widths))
        ]
        wanted = [max(scaled(width), low) for width, low in zip(self._widths, least, strict=True)]
        spare = self.viewport().width() - sum(wanted)
        if spare < 0:
            kept = max(0.0, 1 + spare / (sum(wanted) - sum(least) or 1))
            wanted = [low + int((width - low) * kept) for width, low in zip(wanted, least, strict=True)]
            spare = 0
        whole = sum(wanted) or 1
        for at, width in enumerate(wanted):
            header.resizeSection(at, width + spare * width // whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        if len(self._widths) == self.model().columnCount():
            self.share_width(self._widths)

    def go_to(self, row: int, column: int, *, typing: bool = False) -> None:
        """Stand at a cell, and begin to type in it when asked."""
        index = self.model().index(row, column)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if typing and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def go_on(self, index: Index, step: int) -> None:
        """Go to the next cell one may type in, in reading order, and begin to type there."""
        model, place = self.model(), index.row() * self.model().columnCount() + index.column()
        if self._run_began < 0:
            self._run_began = index.column()
        while True:
            place += step
            row, column = divmod(place, model.columnCount())
            if not 0 <= row < model.rowCount():
                self.setFocus()
                return
            if self._takes_text(row, column):
                self.go_to(row, column, typing=True)
                return

    def go_down(self, index: Index) -> None:
        """Go to the row beneath, where the typing in this row began."""
        column = self._run_began if self._run_began >= 0 else index.column()
        self._run_began = -1
        if index.row() + 1 < self.model().rowCount():
            self.go_to(index.row() + 1, column, typing=self._takes_text(index.row() + 1, column))
        else:
            self.setFocus()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where one is."""
        super().currentChanged(current, previous)
        self.moved.emit(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type on Enter, empty cells on Delete, copy and paste; what adds everything is left to the window."""
        if event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.passed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._chosen_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._run_began = -1
            self.go_to(self.currentIndex().row(), self.currentIndex().column(), typing=True)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            for index in self.selectedIndexes():
                if index.flags() & Qt.ItemFlag.ItemIsEditable:
                    self.model().setData(index, "")
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().flags() & Qt.ItemFlag.ItemIsUserCheckable:
            self._tick_chosen()
        else:
            self._run_began = -1
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a new run of typing where somebody clicks."""
        self._run_began = -1
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Grow the rows with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_row_height()

    def take_paste(self, text: str) -> bool:
        """Pass on a paste that is more than one cell's text; answer whether it was one."""
        if "\n" not in text.strip("\r\n") and "\t" not in text:
            return False
        self.finish_typing()
        self.pasted.emit(text)
        return True

    def _tick_chosen(self) -> None:
        """Turn the tick one stands at, and give every other chosen row the same."""
        at, role = self.currentIndex(), Qt.ItemDataRole.CheckStateRole
        wanted = Qt.CheckState.Unchecked if Qt.CheckState(at.data(role)) == _CHECKED else _CHECKED
        for row in {at.row(), *(index.row() for index in self.selectedIndexes())}:
            self.model().setData(self.model().index(row, at.column()), wanted.value, role)

    def _takes_text(self, row: int, column: int) -> bool:
        index = self.model().index(row, column)
        return not self.isColumnHidden(column) and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    def _chosen_text(self) -> str:
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column())):
            rows.setdefault(index.row(), []).append(str(index.data() or ""))
        return "\n".join("\t".join(cells) for cells in rows.values())

    def _set_row_height(self) -> None:
        # High enough for the field that opens in a cell.
        height = scaled(CONTROL) + SPACE_2
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(height * 3 // 2 + scaled(CONTROL))
