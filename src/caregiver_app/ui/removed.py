"""Removed things: everything that was taken out and can be brought back."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.record_table import Column, record_table
from caregiver_app.ui.text import button, label, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

if TYPE_CHECKING:
    from caregiver_app.domain.record import Record
    from caregiver_app.store.steps import Removed


@dataclass(frozen=True)
class _Row:
    """One removed thing, under the id of its record."""

    id: UUID
    removed: "Removed"


class RemovedDialog(QDialog):
    """List what was removed, newest first, each with a way back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Removed things"))
        self._desk = desk
        columns = (
            Column[_Row](_("What"), lambda row: described(row.removed.record), strong=True),
            Column[_Row](_("Removed"), _removed_at, fits=("2023-08-28 20:38",)),
        )
        self.table = record_table(columns, self._read, _("Removed things"), several=True)
        self._empty = label(_("Nothing was removed."), "quiet")
        self.back = button(_("Bring back"), self.bring_back, "main")
        close = button(_("Close"), self.accept, "large")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(_("Removed things")))
        column.addWidget(label(_("Choose what you want back. It returns as it was."), "hint"))
        column.addWidget(self._empty)
        column.addWidget(self.table, 100)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.back)
        column.addLayout(row)
        self.resize(scaled(640), scaled(480))
        desk.changes.changed.connect(self._on_changed)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated_record.connect(lambda _row: self.bring_back())
        self._on_changed()

    def bring_back(self) -> None:
        """Put the chosen things back."""
        from caregiver_app.casebook.history import bring_back

        for row in self.table.selected_records():
            words = _("Brought back: {what}").format(what=described(row.removed.record))
            self._desk.do_undoable(partial(bring_back, self._desk.book, row.removed), words)

    def _read(self) -> tuple[_Row, ...]:
        return tuple(_Row(removed.record.id, removed) for removed in self._desk.book.trash())

    def _on_changed(self) -> None:
        self.table.records_model.refresh()
        any_rows = bool(self.table.records_model.records)
        self._empty.setVisible(not any_rows)
        self.table.setVisible(any_rows)
        if any_rows and not self.table.selected_records():
            self.table.select_ids([self.table.records_model.records[0].id], focus=True)
        self._on_chosen()

    def _on_chosen(self) -> None:
        self.back.setEnabled(bool(self.table.selected_records()))


def described(record: "Record") -> str:
    """Write what a record is in one line."""
    from caregiver_app.domain.documents import Document, label
    from caregiver_app.domain.person import Contact
    from caregiver_app.domain.timeline.kinds import kind_of
    from caregiver_app.domain.timeline.records import Entry
    from caregiver_app.domain.timeline.wording import headline

    if isinstance(record, Entry):
        return f"{_(kind_of(record).word)}: {headline(record)}"
    if isinstance(record, Document):
        return f"{label(record.number)} · {record.title}"
    if isinstance(record, Contact):
        return _("Contact: {name}").format(name=record.name)
    return type(record).__name__


def _removed_at(row: _Row) -> str:
    return str(row.removed.at).replace("T", " ")[:16]
