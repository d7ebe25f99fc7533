"""Removed things: everything that was taken out and can be brought back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.notices import Notices
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.record_table import Column, record_table
from caregiver_app.ui.text import button, label, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

if TYPE_CHECKING:
    from caregiver_app.store.erasing import Erasure
    from caregiver_app.store.steps import Removed


class RemovedDialog(Dialog):
    """List what was removed, newest first, each with a way back; `erase` is what erases something for good."""

    def __init__(self, desk: Desk, erase: "Callable[[Erasure, bool], object] | None" = None) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Removed things"))
        self._desk = desk
        columns = (
            Column["Removed"](_("What"), _what, strong=True),
            Column["Removed"](_("When"), _went_at, fits=("2023-08-28 20:38",)),
            Column["Removed"](_("How"), _went_by, fits=(_("Removed"), _("Undone"))),
        )
        self.table = record_table(columns, desk.book.trash, _("Removed things"), several=True)
        self._empty = label(_("Nothing was removed."), "quiet")
        self.notices = Notices()
        self.back = button(_("Bring back"), self.bring_back, "main")
        self.versions = button(_("Earlier versions…"), self.show_versions, "large")
        self._erase = erase
        self.erase_button = button(_("Erase for good…"), self.ask_to_erase, "large")
        self.erase_button.setVisible(erase is not None and not desk.book.read_only)
        self.close_button = button(_("Close"), self.accept, "large")
        self._lay_out()
        desk.changes.changed.connect(self._on_changed)
        self.table.chosen.connect(self._on_chosen)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.table.activated_record.connect(lambda _row: self.bring_back())
        self._show_rows()

    def bring_back(self) -> None:
        """Put the chosen things back as one step, with a way back from it."""
        from caregiver_app.casebook.history import bring_back, told_of

        chosen: Sequence[Removed] = self.table.selected_records()
        if not chosen:
            return
        try:
            back = bring_back(self._desk.book, *chosen)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        kind = "care" if back.remarks else "good"
        self.notices.tell_step(in_sentences(told_of(back)), action=_("Undo"), act=self._undo, kind=kind)

    def show_versions(self) -> None:
        """Open the earlier versions of the one thing that is chosen."""
        from caregiver_app.ui.history.versions import versions_dialog

        chosen: Sequence[Removed] = self.table.selected_records()
        if len(chosen) == 1:
            try:
                versions_dialog(self._desk, chosen[0].record, self).open()
            except CaregiverError as problem:
                self.notices.tell_trouble(problem)

    def ask_to_erase(self) -> None:
        """Say what erasing the chosen things would take, and ask once more."""
        from caregiver_app.casebook.erasing import erasure_of, look_elsewhere
        from caregiver_app.ui.erase_dialog import EraseDialog

        chosen: Sequence[Removed] = self.table.selected_records()
        if not chosen:
            return
        try:
            erasure = erasure_of(self._desk.book, *(one.id for one in chosen))
            elsewhere = look_elsewhere(self._desk.book, erasure)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        EraseDialog(erasure, elsewhere, partial(self._erase_now, erasure), self).open()

    def _erase_now(self, erasure: "Erasure", backups_too: bool) -> None:
        """Close, as the case closes too, and let it be done."""
        self.accept()
        if self._erase is not None:
            QTimer.singleShot(0, self._desk.window, partial(self._erase, erasure, backups_too))

    def _undo(self) -> None:
        try:
            step = self._desk.book.undo()
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.notices.tell_done(_("Undone: {step}").format(step=step))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(_("Removed things")))
        column.addWidget(label(_("Choose what you want back. It returns as it was."), "hint"))
        column.addWidget(self._empty)
        column.addWidget(self.table, 100)
        column.addStretch(1)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.close_button)
        row.addWidget(self.erase_button)
        row.addStretch(1)
        row.addWidget(self.versions)
        row.addWidget(self.back)
        column.addLayout(row)
        fit_to_screen(self, scaled(720), scaled(520))

    def _on_changed(self) -> None:
        self.notices.forget_step()
        self.table.records_model.refresh()
        self._show_rows()

    def _show_rows(self) -> None:
        any_rows = bool(self.table.records_model.records)
        self._empty.setVisible(not any_rows)
        self.table.setVisible(any_rows)
        if any_rows and not self.table.selected_records():
            self.table.select_ids([self.table.records_model.records[0].id], focus=True)
        elif not any_rows:
            self.close_button.setFocus()
        self._on_chosen()

    def _on_chosen(self) -> None:
        chosen = len(self.table.selected_records())
        self.back.setEnabled(chosen > 0)
        self.erase_button.setEnabled(chosen > 0)
        self.versions.setEnabled(chosen == 1)


def _what(row: "Removed") -> str:
    from caregiver_app.casebook.history import what_was

    return what_was(row)


def _went_at(row: "Removed") -> str:
    return row.at.replace("T", " ")[:16]


def _went_by(row: "Removed") -> str:
    return _("Undone") if row.undone else _("Removed")
