"""The wanted list: what a centre wants to see, each kind of paper with where it stands and what can be done."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook.documents import wanted
from caregiver_app.casebook.documents.requests import remove_request
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.gaps import GapList, gaps
from caregiver_app.domain.documents.recipients import receivers
from caregiver_app.domain.documents.wanted import Recipient
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.wanted_asking import (
    answer_dialog,
    ask_again_dialog,
    ask_dialog,
    does_not_apply_dialog,
    request_dialog,
)
from caregiver_app.ui.documents.wanted_head import WantedHead
from caregiver_app.ui.documents.wanted_holding import held_in_dialog
from caregiver_app.ui.documents.wanted_letters import letters_of
from caregiver_app.ui.documents.wanted_list import OwnListDialog
from caregiver_app.ui.documents.wanted_panel import WantedPanel
from caregiver_app.ui.documents.wanted_rows import WantedRow, kind_id, rows_of
from caregiver_app.ui.documents.wanted_table import WantedTable
from caregiver_app.ui.documents.wanted_words import asked_whom
from caregiver_app.ui.side_panel import SidePanel
from caregiver_app.ui.theme import SPACE_2, SPACE_3

_PANEL: Final = SidePanel(narrow=740, share=0.31, least=300, most=440, height=280)


class WantedView(QWidget):
    """Show the list and what is known of the chosen kind of paper.

    `paper_asked` carries the id of a document to show elsewhere, `file_asked` that of one whose file has arrived.
    `clock` gives today.
    """

    paper_asked = Signal(object)
    file_asked = Signal(object)

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__()
        self.desk = desk
        self._clock = clock
        self._looked_at = ""
        self._is_stale = False
        self._found = self._look()
        is_read_only = desk.book.read_only
        self.head = WantedHead(is_read_only=is_read_only)
        self.table = WantedTable(lambda: rows_of(self._found))
        self.panel = WantedPanel(is_read_only=is_read_only)
        self.letters = letters_of(desk)
        self._lay_out()
        self._connect()
        self._show_found()

    @property
    def found(self) -> GapList:
        """The case held against the list that is looked at."""
        return self._found

    def refresh(self) -> None:
        """Hold the case as it is now against the list; the chosen kind stays chosen. Hidden, it waits to be shown."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        self._found = self._look()
        self._show_found()

    def start(self) -> None:
        """Go to the list, to what waits first where nothing is chosen."""
        if not self.table.selected_records() and self.table.model().rowCount():
            self.table.selectRow(0)
        self.table.setFocus()

    def finish(self) -> None:
        """Let go of nothing: what is typed here is typed in forms of their own."""

    def show_kind(self, kind: str) -> bool:
        """Choose a kind of paper and answer whether the list names it."""
        return self.show_id(kind_id(kind))

    def show_id(self, row_id: UUID) -> bool:
        """Choose a kind of paper by the id of its row and answer whether the list names it."""
        if self.table.records_model.row_of(row_id) is None:
            return False
        self.table.select_ids([row_id], focus=True)
        return True

    @property
    def chosen(self) -> WantedRow | None:
        """The row that is chosen."""
        rows: tuple[WantedRow, ...] = self.table.selected_records()
        return rows[0] if rows else None

    def ask(self) -> None:
        """Write down that somebody was asked for the chosen kind of paper."""
        if self.chosen is not None:
            ask_dialog(self.desk, self.chosen.gap, self._clock()).open()

    def write_letter(self, row: WantedRow | None = None) -> None:
        """Offer a letter; with a row what is still to get of its kind is ticked."""
        # What is wanted only where it applies stands at the end, as in the list.
        offered = [one for each in rows_of(self._found) for one in each.to_get]
        ticked = list(row.to_get) if row is not None else []
        if not offered:
            self.desk.notices.tell(_("There is no paper to ask for: nothing on this list is missing."))
            return
        self.letters.letter_dialog(offered, ticked).open()

    def choose_list(self, receiver_id: str) -> None:
        """Look at another list from now on."""
        if receiver_id == self._found.receiver.id:
            return
        if self.desk.book.read_only:
            self._looked_at = receiver_id
            self.refresh()
            return
        words = _("The list of “{name}” is looked at from now on.")
        name = next(one.name for one in receivers(self.desk.book.snapshot()) if one.id == receiver_id)
        self.desk.do_undoable(lambda: wanted.choose_recipient(self.desk.book, receiver_id), words.format(name=name))

    def remove_list(self) -> None:
        """Take out the family's own list that is looked at, with a way back."""
        own = self._own()
        if own is not None:
            words = _("Removed the list “{name}”.").format(name=own.name)
            self.desk.do_undoable(lambda: wanted.remove_recipient(self.desk.book, own), words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel beneath the list where there is no room beside."""
        super().resizeEvent(event)
        _PANEL.place(self._pair, self.panel, event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed, and with the day, while it was hidden."""
        super().showEvent(event)
        if self._is_stale or self._found.today != self._clock():
            self.refresh()

    def _look(self) -> GapList:
        return gaps(self.desk.book.snapshot(), self._looked_at, self._clock())

    def _show_found(self) -> None:
        self.head.show_list(self._found, receivers(self.desk.book.snapshot()))
        self.table.records_model.refresh()
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            self.panel.show_kind(chosen, self._found)
        else:
            self.panel.show_list(self._found)

    def _own(self) -> Recipient | None:
        receiver_id = self._found.receiver.id
        return next((one for one in self.desk.book.snapshot().recipients if str(one.id) == receiver_id), None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.head)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(SPACE_3)
        self._pair.addWidget(self.table, 3)
        self._pair.addWidget(self.panel, 2)
        column.addLayout(self._pair, 1)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda *_selections: self._show_chosen())
        self.table.activated_record.connect(lambda _row: self.panel.start())
        head, panel, desk = self.head, self.panel, self.desk
        head.chosen.connect(self.choose_list)
        head.about_asked.connect(self.table.clearSelection)
        head.letter_asked.connect(self.write_letter)
        head.copy_asked.connect(lambda: OwnListDialog(desk, base=self._found.receiver).open())
        head.empty_asked.connect(lambda: OwnListDialog(desk).open())
        head.change_asked.connect(lambda: OwnListDialog(desk, self._own()).open())
        head.removal_asked.connect(self.remove_list)
        panel.ask_asked.connect(self.ask)
        panel.letter_asked.connect(lambda: self.write_letter(self.chosen))
        panel.spare_asked.connect(self._spare)
        panel.apply_asked.connect(self._apply)
        panel.covers_asked.connect(self._covers)
        panel.paper_asked.connect(lambda document: self.paper_asked.emit(document.id))
        panel.file_asked.connect(lambda document: self.file_asked.emit(document.id))
        panel.again_asked.connect(lambda document: ask_again_dialog(desk, document, self._clock()).open())
        panel.slip_asked.connect(lambda document: self.letters.slips_dialog([document]).open())
        panel.answer_asked.connect(lambda document, place: answer_dialog(desk, document, place).open())
        panel.change_asked.connect(lambda document, place: request_dialog(desk, document, place).open())
        panel.removal_asked.connect(self._remove_asking)

    def _spare(self) -> None:
        if self.chosen is not None:
            does_not_apply_dialog(self.desk, self.chosen.gap.kind).open()

    def _apply(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            words = _("May apply after all: {paper}.").format(paper=chosen.gap.name)
            self.desk.do_undoable(lambda: wanted.unmark(self.desk.book, chosen.gap.kind), words)

    def _covers(self) -> None:
        if self.chosen is not None:
            held_in_dialog(self.desk, self.chosen.gap.kind).open()

    def _remove_asking(self, document: Document, place: int) -> None:
        whom = asked_whom(document.requests.values[place])
        words = _("Taken off the log: {what}.").format(what=whom)
        self.desk.do_undoable(lambda: remove_request(self.desk.book, document, place), words)
