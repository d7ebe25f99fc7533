"""Which documents go into the packet, and in which order."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.casebook.packet_choices import files_in_order
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.choices import PacketChoices, moved
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext, pgettext
from caregiver_app.ui.documents.states import trouble_in_a_word
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.keys import key_words
from caregiver_app.ui.notices import announce
from caregiver_app.ui.packet.order_list import OrderList, OrderRow
from caregiver_app.ui.packet.wording import numbered
from caregiver_app.ui.text import button, heading, hint, one_line, set_tooltip
from caregiver_app.ui.theme import ROW, SPACE_1, SPACE_2, SPACE_3, scaled

_ROWS: Final = 6


class DocumentChoice(QWidget):
    """Tick documents and put them in order.

    `ticked` carries documents and whether they are wanted, `ordered` the D-numbers in their new order, () for that of
    the inventory.
    """

    ticked = Signal(object, bool)
    ordered = Signal(object)
    papers_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[Document, ...] = ()
        self.list = OrderList(_("Documents for the packet, in their order"))
        self.list.setMinimumHeight(scaled(ROW) * _ROWS)
        self.all_button = button(_("All"), lambda: self._tick(self.list.numbers, True), "link")
        self.all_button.setAccessibleName(_("Tick all documents"))
        self.none_button = button(pgettext("of a list", "None"), lambda: self._tick(self.list.numbers, False), "link")
        self.none_button.setAccessibleName(_("Tick no document"))
        self.up_button = self._mover(_("Up"), _("Move what is chosen up"), "up", "Alt+Up")
        self.down_button = self._mover(_("Down"), _("Move what is chosen down"), "down", "Alt+Down")
        self.usual_button = button(_("Order of the list"), lambda: self.ordered.emit(()), "link")
        set_tooltip(self.usual_button, _("By kind, then by date, as in the list of documents."))
        self._empty = hint(_("No papers yet. The packet can be made without them, and holds more with them."))
        self.add_button = button(_("Add papers"), self.papers_asked.emit)
        self._movers = QWidget()
        self._lay_out()
        self.list.ticked.connect(self._tick)
        self.list.move_asked.connect(self.move_chosen)
        self.list.place_asked.connect(self._put_before)
        self.list.itemSelectionChanged.connect(self._show_room)

    def show_choices(self, case: CaseSnapshot, choices: PacketChoices) -> None:
        """Show the files of the case in their order, with their ticks."""
        self._files = files_in_order(case, choices)
        self.list.show_rows([OrderRow(one.number, _words(one), choices.has(one)) for one in self._files])
        self.usual_button.setEnabled(self._files != files_in_order(case, replace(choices, order=())))
        for useful in (self.list, self.all_button, self.none_button):
            useful.setVisible(bool(self._files))
        self._movers.setVisible(len(self._files) > 1)
        self._empty.setVisible(not self._files)
        self.add_button.setVisible(not self._files)

    def move_chosen(self, where: str) -> None:
        """Move the chosen documents "up", "down", to the "top" or to the "bottom"; they stay chosen."""
        numbers, chosen = self.list.numbers, self.list.chosen
        places = [place for place, number in enumerate(numbers) if number in chosen]
        if places:
            to = {"up": places[0] - 1, "down": places[-1] + 2, "top": 0, "bottom": len(numbers)}[where]
            self._put_before(min(max(to, 0), len(numbers)))

    def _put_before(self, place: int) -> None:
        numbers, chosen = self.list.numbers, self.list.chosen
        order = moved(numbers, chosen, place)
        if chosen and order != tuple(numbers):
            self.list.choose(chosen)
            self.ordered.emit(order)
        if chosen:
            announce(self.list, self._where(chosen))

    def _where(self, chosen: Sequence[int]) -> str:
        """Say where the chosen documents stand now."""
        numbers = self.list.numbers
        first = numbers.index(chosen[0]) + 1
        if len(chosen) == 1:
            words = next(_words(one) for one in self._files if one.number == chosen[0])
            return _("{document}, now {n} of {count}").format(document=words, n=first, count=len(numbers))
        return ngettext(
            "{k} document, now {first} to {last} of {count}",
            "{k} documents, now {first} to {last} of {count}",
            len(chosen),
        ).format(k=len(chosen), first=first, last=first + len(chosen) - 1, count=len(numbers))

    def _tick(self, numbers: Sequence[int], wanted: bool) -> None:
        self.ticked.emit(tuple(one for one in self._files if one.number in numbers), wanted)

    def _show_room(self) -> None:
        """Offer the moves there is room for, and leave the focus where it is."""
        numbers, chosen = self.list.numbers, self.list.chosen
        there = tuple(number for number in numbers if number in chosen)
        for made, at_end in ((self.up_button, numbers[: len(there)]), (self.down_button, numbers[-len(there) :])):
            can = bool(there) and there != tuple(at_end)
            made.setEnabled(can or made.hasFocus())

    def _mover(self, words: str, spoken: str, where: str, key: str) -> QPushButton:
        made = button(words, lambda: self.move_chosen(where))
        made.setAccessibleName(one_line(spoken))
        set_tooltip(made, _("Key: {key}").format(key=key_words((key,))))
        made.setMinimumWidth(scaled(24))
        return made

    def _lay_out(self) -> None:
        for short in (self.all_button, self.none_button):
            short.setMinimumWidth(scaled(24))
        head = QHBoxLayout()
        head.setSpacing(SPACE_3)
        head.addWidget(heading(_("Documents")), 1)
        head.addWidget(self.all_button)
        head.addWidget(self.none_button)
        row = FlowingRow(self._movers, SPACE_2)
        for part in (self.up_button, self.down_button, self.usual_button):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list, 1)
        column.addWidget(self._movers)
        column.addStretch(0)


def _words(document: Document) -> str:
    words = numbered(document.number, " ".join(document.title.split()))
    return f"{words}  ({trouble_in_a_word(document.trouble)})" if document.trouble else words
