"""The head of the wanted list: whose list it is, who says so, how many papers are here, and what can be done."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from caregiver_app.domain.documents.gaps import GapList
from caregiver_app.domain.documents.recipients import Receiver, receiver_sources
from caregiver_app.i18n import _, in_sentences, ngettext
from caregiver_app.ui.documents.wanted_rows import counted
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import Label, button, button_words, label, one_line, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2

_LONGEST: Final = 36


class WantedHead(QWidget):
    """Show whose list is looked at. `chosen` carries the id of the receiver somebody chose."""

    chosen = Signal(str)
    about_asked = Signal()
    letter_asked = Signal()
    copy_asked = Signal()
    empty_asked = Signal()
    change_asked = Signal()
    removal_asked = Signal()

    def __init__(self, *, is_read_only: bool) -> None:
        super().__init__()
        self._is_own = False
        self.box = ComboBox()
        self.box.setAccessibleName(_("Whose list is looked at"))
        self.box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.letter_button = button(_("Ask for papers…"), self.letter_asked.emit)
        self.own_button = button(_("Our own list…"))
        self.about_button = button(_("About this list"), self.about_asked.emit)
        self._menu = QMenu(self.own_button)
        self.own_button.setMenu(self._menu)
        self.count = label("", "section")
        self._source = _OneLine()
        self._lay_out()
        hold_back(is_read_only, self.own_button)
        self.box.activated.connect(lambda _row: self.chosen.emit(self.box.currentData()))

    @property
    def source(self) -> str:
        """Who says what the list says, in full."""
        return self._source.accessibleName()

    def show_list(self, found: GapList, offered: Sequence[Receiver]) -> None:
        """Show the list that is looked at among those there are."""
        receiver = found.receiver
        wanted = [(one.id, _offered(one)) for one in offered]
        if wanted != [(self.box.itemData(row), self.box.itemText(row)) for row in range(self.box.count())]:
            self.box.clear()
            for receiver_id, words in wanted:
                self.box.addItem(words, receiver_id)
        self.box.setCurrentIndex(self.box.findData(receiver.id))
        set_tooltip(self.box, f"{receiver.name}\n{receiver.plain}".strip())
        self.count.setText(counted(found) if found.rows else _("This list names no papers yet."))
        self._source.setText(_said(receiver))
        self._fill_menu(receiver)
        self.letter_button.setEnabled(bool(found.rows))

    def _fill_menu(self, receiver: Receiver) -> None:
        self._menu.clear()
        acts = [
            (_("Make our own from “{name}”…").format(name=receiver.name), self.copy_asked),
            (_("Start an empty list…"), self.empty_asked),
        ]
        if receiver.own:
            acts = [
                (_("Change “{name}”…").format(name=receiver.name), self.change_asked),
                *acts,
                (_("Remove “{name}”").format(name=receiver.name), self.removal_asked),
            ]
        for words, signal in acts:
            self._menu.addAction(button_words(words)).triggered.connect(signal.emit)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        row = QWidget()
        acts = FlowingRow(row, SPACE_2)
        name = label(_("What is wanted by"), wrap=False)
        name.setBuddy(self.box)
        for part in (name, self.box, self.letter_button, self.own_button, self.about_button):
            acts.addWidget(part)
        column.addWidget(row)
        column.addWidget(self._source)
        column.addSpacing(SPACE_1)
        column.addWidget(self.count)


class _OneLine(Label):
    """A quiet line that ends in … where there is no room; the whole of it is in its tooltip and name."""

    def __init__(self) -> None:
        super().__init__("", "hint", wrap=False)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show a text, as much of it as there is room for."""
        self._whole = one_line(text)
        self.setAccessibleName(one_line(self._whole))
        set_tooltip(self, text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        super().setText(shown)


def _offered(receiver: Receiver) -> str:
    name = receiver.name if len(receiver.name) <= _LONGEST else f"{receiver.name[:_LONGEST].rstrip()}…"
    return one_line(_("{name} (our own)").format(name=name) if receiver.own else name)


def _said(receiver: Receiver) -> str:
    """Say that the centre's own list comes first, then who says this one and as of when."""
    told = [_("What your own centre asks for always comes first.")]
    if receiver.own and receiver.source:
        told.append(_("From: {source}.").format(source=receiver.source))
    elif not receiver.own:
        first, *others = receiver_sources(receiver.id)[: max(1, receiver.source.count("; ") + 1)]
        more = ngettext(" and {n} more source", " and {n} more sources", len(others)).format(n=len(others))
        told.append(_("From: {source}{more}.").format(source=first.in_words(), more=more if others else ""))
    if receiver.as_of is not None:
        told.append(_("As of {date}.").format(date=receiver.as_of.in_words()))
    return in_sentences(told)
