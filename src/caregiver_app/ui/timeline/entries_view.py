"""The list of all entries: find, choose, change, duplicate, remove, and how it stood before."""

from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.domain import dates
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import KINDS, kind_of
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.backups.first import remove_after_backup
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.icons import SIDE
from caregiver_app.ui.record_table import Column, record_table
from caregiver_app.ui.text import button, label
from caregiver_app.ui.theme import SPACE_1, SPACE_2
from caregiver_app.ui.timeline.editor import add_dialog, change_dialog, copy_dialog
from caregiver_app.ui.timeline.when import when, widest

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.domain.timeline.records import Entry

FEWEST_ROWS: Final = 3
"""Rows the list keeps while a notice takes room."""


class EntriesView(QWidget):
    """Show every entry as a row; `acts` is what can be done with the chosen ones, for whoever gives it a place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseSnapshot = desk.book.snapshot()
        self.table = record_table(
            self._columns(), lambda: self._case.entries, _("Entries of the timeline"), several=True
        )
        self._empty = label("", "quiet")
        self.first_button = button(_("Start with the diagnosis"), partial(self.add, "diagnosis"), "large")
        self.import_button = button(_("Import a table…"), None, "link")
        self.change_button = button(_("Change"), self.change)
        self.duplicate_button = button(_("Duplicate"), self.duplicate)
        self.versions_button = button(_("Earlier versions"), self.show_versions)
        self.remove_button = button(_("Remove"), self.remove)
        self.acts = QWidget()
        self._lay_out()
        self.table.chosen.connect(lambda _id: self.show_what_can_be_done())
        self.table.activated_record.connect(lambda _entry: self.change())
        self.table.removal_asked.connect(lambda _entries: self.remove())

    def start(self) -> bool:
        """Begin in the list; answer whether there is anything in it."""
        if not self.table.model().rowCount():
            return False
        if not self.table.selected_records():
            self.choose_newest()
        self.table.setFocus()
        return True

    def choose_newest(self) -> None:
        """Choose the newest entry: what is new is what people come back for."""
        # Entries come in the order of their dates, those without one last.
        dated = next((entry for entry in reversed(self._case.entries) if entry.date is not None), None)
        self.table.select_ids([(dated or self._case.entries[-1]).id])
        if not self.table.selected_records():
            self.table.selectRow(self.table.model().rowCount() - 1)

    def refresh(self, case: "CaseSnapshot") -> None:
        """Show the case as it is now."""
        self._case = case
        self.table.records_model.refresh()
        self.show_what_can_be_done()

    def keep_only(self, wanted: str, kind_id: str) -> None:
        """Leave out what does not hold these words, in small letters, or is of another kind."""
        if wanted or kind_id:
            self.table.proxy.keep_only(lambda entry: _fits(entry, wanted, kind_id))
        else:
            self.table.proxy.keep_only(None)
        words = ""
        if not self._case.entries:
            words = _("Nothing is written down yet. Begin with the diagnosis; a month or a year is enough.")
        elif not self.table.model().rowCount():
            words = _("Nothing in the list fits.")
        self._empty.setText(words)
        self._empty.setVisible(bool(words))
        empty = not self._case.entries
        for part in (self.first_button, self.import_button):
            part.setVisible(empty)
        self.acts.setEnabled(not empty)
        self.table.setVisible(not empty)

    def show_what_can_be_done(self) -> None:
        """Offer only what the choice allows."""
        chosen = self.table.selected_records()
        for one in (self.change_button, self.duplicate_button, self.versions_button):
            one.setEnabled(len(chosen) == 1)
        self.remove_button.setEnabled(bool(chosen))

    def height_of(self, rows: int) -> int:
        """Return how high the view is with so many rows in its list."""
        head = self.table.horizontalHeader().sizeHint().height()
        return SPACE_1 + head + rows * self.table.verticalHeader().defaultSectionSize() + SPACE_1

    def add(self, kind_id: str) -> None:
        """Open an empty form of a kind."""
        add_dialog(self._desk, kind_id, self._choose).open()

    def change(self) -> None:
        """Open the form of the chosen entry."""
        chosen = self.table.selected_records()
        if chosen:
            change_dialog(self._desk, chosen[0]).open()

    def duplicate(self) -> None:
        """Open a form that begins as a copy of the chosen entry; saving it adds a new one."""
        chosen = self.table.selected_records()
        if chosen:
            copy_dialog(self._desk, chosen[0], self._choose).open()

    def show_versions(self) -> None:
        """Show how the chosen entry stood before."""
        from caregiver_app.ui.history.versions import versions_dialog

        chosen = self.table.selected_records()
        if chosen:
            versions_dialog(self._desk, chosen[0]).open()

    def remove(self) -> None:
        """Take the chosen entries off the timeline, with a way back."""
        from caregiver_app.casebook.timeline import remove_entries

        chosen = self.table.selected_records()
        if not chosen:
            return
        words = ngettext("Removed: {what}", "Removed {n} entries.", len(chosen))
        words = words.format(what=wording.headline(chosen[0]), n=len(chosen))
        row = self.table.currentIndex().row()

        def act() -> None:
            if self._desk.do_undoable(lambda: remove_entries(self._desk.book, chosen), words):
                self.table.selectRow(min(row, self.table.model().rowCount() - 1))

        remove_after_backup(self._desk, len(chosen), act)

    def _choose(self, record_id: UUID) -> None:
        self._desk.go("timeline", record_id)

    def _columns(self) -> "tuple[Column[Entry], ...]":
        kinds = tuple(_(kind.word) for kind in KINDS)
        known = tuple(_(words) for words in wording.HOW_KNOWN.values())
        return (
            Column(_("When"), when, lambda entry: dates.sort_key(entry.date), wording.dates, fits=widest()),
            Column(
                _("Kind"),
                lambda entry: _(kind_of(entry).word),
                fits=kinds,
                sign=SIDE + SPACE_1,
                strong=True,
                icon=lambda entry: f"kinds/{kind_of(entry).id}",
            ),
            Column(_("What"), wording.headline, tooltip=_in_full),
            Column(_("How known"), lambda entry: _(wording.HOW_KNOWN[entry.how_known]), fits=known, optional=True),
            Column(_("Paper"), lambda entry: self._case.proof_words(entry) or "–", fits=(_("D-088 p. 88"),)),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_1, 0, 0)
        column.setSpacing(SPACE_2)
        acts = FlowingRow(self.acts, SPACE_2)
        for part in (self.change_button, self.duplicate_button, self.versions_button, self.remove_button):
            acts.addWidget(part)
        column.addWidget(self._empty)
        for way in (self.first_button, self.import_button):
            column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 100)
        column.addStretch(1)


def _fits(entry: "Entry", wanted: str, kind_id: str) -> bool:
    kind = kind_of(entry)
    if kind_id and kind.id != kind_id:
        return False
    words = (wording.dates(entry), _(kind.word), wording.headline(entry), entry.place, entry.source, entry.note)
    return not wanted or wanted in " ".join(words).casefold()


def _in_full(entry: "Entry") -> str:
    lines = (wording.headline(entry), entry.place, entry.source, entry.note)
    return "\n".join(line for line in lines if line)
