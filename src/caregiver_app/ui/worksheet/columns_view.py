"""A view of things side by side: what it is for, the buttons for its columns, and the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from caregiver_app.casebook.worksheet import remove_column, write_cell
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.records import Option, Programme, Said
from caregiver_app.domain.worksheet.said import said_about, who_and_when
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.side_by_side import SideBySide
from caregiver_app.ui.side_by_side_cells import Cell, ColumnHead, Head
from caregiver_app.ui.text import button, label
from caregiver_app.ui.theme import SPACE_1, SPACE_2
from caregiver_app.ui.worksheet.forms import cell_dialog
from caregiver_app.ui.wrapped_text import Paragraph

ABOUT: Final = "about"
"""The key of the first row, which says what a column is; it opens the column's own form."""


@dataclass(frozen=True)
class ViewWords:
    """What a view says: the name of its table, its buttons, and what stands there while nothing was added."""

    table: str
    add: str
    change: str
    remove: str
    empty: str


class ColumnsView(QWidget):
    """Show columns side by side. Whoever makes one says which, with which rows, and what stands in a cell."""

    def __init__(self, desk: Desk, words: ViewWords) -> None:
        super().__init__()
        self.desk = desk
        self.add_button = button(words.add, self.add, "main")
        self.change_button = button(words.change, self.change, "large")
        self.remove_button = button(words.remove, self.remove, "large")
        self.table = SideBySide(words.table)
        self._how = label(_("Choose a cell and press Enter, or click it twice, to write what was said."), "hint")
        self._empty = label(words.empty, "quiet")
        self.head = QVBoxLayout()
        self.head.setSpacing(SPACE_2)
        self._lay_out()
        self.table.opened.connect(self.open_cell)
        self.table.removal_asked.connect(self.empty_cell)
        self.table.column_chosen.connect(self._show_what_can_be_done)
        hold_back(desk.book.read_only, self.add_button, self.remove_button)

    def columns(self, case: CaseSnapshot) -> Sequence[Option | Programme]:
        """Return what stands side by side, in the order it was added."""
        raise NotImplementedError

    def heads(self) -> Sequence[Head]:
        """Return the rows."""
        raise NotImplementedError

    def column_dialog(self, column: Option | Programme | None) -> QDialog:
        """Return the form of a column; None starts a new one."""
        raise NotImplementedError

    def cell(self, case: CaseSnapshot, column: Option | Programme, head: Head) -> Cell:
        """Return what stands in one cell: what was said, and beneath it by whom and when."""
        said = said_about(column.said, head.key)
        return Cell(said_paragraphs(said.text, who_and_when(said.who, said.on)))

    def told(self, case: CaseSnapshot, column: Option | Programme, head: Head) -> Sequence[str]:
        """Return what is known of a cell from elsewhere, for its form."""
        return ()

    def refresh(self) -> None:
        """Show the case as it is now."""
        case = self.desk.book.snapshot()
        columns, heads = self.columns(case), self.heads()
        cells = {(head.key, one.id): self.cell(case, one, head) for one in columns for head in heads}
        self._empty.setVisible(not columns)
        self.table.setVisible(bool(columns))
        self._how.setVisible(bool(columns))
        self.table.show_cells(heads, [ColumnHead(one.id, one.name) for one in columns], cells)
        self._show_what_can_be_done()

    def start(self) -> None:
        """Go to the table, or to the one thing to do while it is empty."""
        if self.table.cells.columns:
            self.table.setFocus()
        else:
            self.add_button.setFocus()

    def finish(self) -> None:
        """Nothing is typed here outside a form."""

    def show_record(self, record_id: UUID) -> None:
        """Go to a column."""
        self.table.choose(ABOUT, record_id)

    def add(self) -> None:
        """Open the form for a new column."""
        self.column_dialog(None).open()

    def change(self) -> None:
        """Open the form of the chosen column."""
        column = self.chosen
        if column is not None:
            self.column_dialog(column).open()

    def remove(self) -> None:
        """Take the chosen column out, with a way back."""
        column = self.chosen
        if column is not None:
            words = _("Removed from the worksheet: {name}").format(name=column.name)
            self.desk.do_undoable(lambda: remove_column(self.desk.book, column), words)

    def open_cell(self, row: str, column_id: UUID) -> None:
        """Open the form of a cell; the first row opens that of its column."""
        case, column = self.desk.book.snapshot(), self._column(column_id)
        head = next((one for one in self.heads() if one.key == row), None)
        if column is None or head is None:
            return
        if row == ABOUT:
            self.column_dialog(column).open()
        else:
            cell_dialog(self.desk, column, head, self.told(case, column, head)).open()

    def empty_cell(self, row: str, column_id: UUID) -> None:
        """Take off what was said in a cell, with a way back."""
        column = self._column(column_id)
        if column is not None and said_about(column.said, row).text and not self.desk.book.read_only:
            words = _("Taken off. Undo brings it back.")
            self.desk.do_undoable(lambda: write_cell(self.desk.book, column, row, Said(row)), words)

    @property
    def chosen(self) -> Option | Programme | None:
        """The column the keys stand in."""
        chosen = self.table.chosen_column
        return self._column(chosen) if chosen is not None else None

    def _column(self, column_id: UUID) -> Option | Programme | None:
        return next((one for one in self.columns(self.desk.book.snapshot()) if one.id == column_id), None)

    def _show_what_can_be_done(self) -> None:
        for made in (self.change_button, self.remove_button):
            made.setEnabled(self.table.chosen_column is not None)
            made.setVisible(bool(self.table.cells.columns))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(self.head)
        column.addSpacing(SPACE_1)
        column.addWidget(self._empty)
        column.addWidget(flowing([self.add_button, self.change_button, self.remove_button], SPACE_2))
        column.addWidget(self._how)
        column.addWidget(self.table, 1)
        column.addStretch(0)


def said_paragraphs(text: str, by: str) -> tuple[Paragraph, ...]:
    """Return what was said as the paragraphs of a cell, by whom and when beneath."""
    said = (Paragraph(text),) if text else ()
    return (*said, Paragraph(by, small=True, quiet=True)) if by else said
