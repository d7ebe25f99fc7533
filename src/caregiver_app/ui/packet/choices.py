"""The left side of the page: what goes into the packet, and on which paper."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.choices import SECTION_WORDS, SECTIONS
from caregiver_app.i18n import N_, _
from caregiver_app.ui.documents.states import trouble_in_a_word
from caregiver_app.ui.fields import CheckBox, ChoiceControl
from caregiver_app.ui.packet.wording import numbered
from caregiver_app.ui.text import button, heading, hint, literal, set_tooltip, tooltip
from caregiver_app.ui.theme import ROW, SPACE_1, SPACE_2, SPACE_3, scaled
from caregiver_app.ui.tick_list import TickList

_ID: Final = int(Qt.ItemDataRole.UserRole)
_SECTION_HINTS: Final = {
    "summary": N_("One sheet: diagnosis, lines of therapy, where things stand."),
    "timeline": N_("One page with everything drawn on one line of time."),
    "details": N_("Responses, scans, biopsies, labs, hospital stays."),
    "proofs": N_("Each fact with the paper and the page that shows it."),
    "questions": N_("Your questions for the reader, with room to write."),
    "documents": N_("Every document with its page, what others hold, and what is still wanted."),
    "attached": N_("The pages of every document ticked below."),
}
_ROWS: Final = 4


class PaperChoices(QWidget):
    """Tick the sections and choose the paper. `changed` tells that another plan is needed."""

    changed = Signal()

    def __init__(self, paper: str) -> None:
        super().__init__()
        self.sections = {section: self._tick(SECTION_WORDS[section]) for section in SECTIONS}
        for section, tick in self.sections.items():
            set_tooltip(tick, _(_SECTION_HINTS[section]))
            tick.setAccessibleDescription(_(_SECTION_HINTS[section]))
        self.dividers = self._tick(N_("Title pages"))
        set_tooltip(self.dividers, _("A title page before each document."))
        self.dividers.setAccessibleDescription(_("A title page before each document."))
        self.sections["attached"].toggled.connect(self.dividers.setEnabled)
        self.paper = ChoiceControl([("a4", _("A4")), ("letter", _("Letter"))])
        self.paper.name_it(_("Paper"))
        self.paper.set_value(paper)
        self.paper.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(heading(_("What goes in")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_2)
        grid.setVerticalSpacing(0)
        for position, tick in enumerate((*self.sections.values(), self.dividers)):
            grid.addWidget(tick, position // 2, position % 2)
        column.addLayout(grid)
        column.addWidget(self.paper)

    @property
    def chosen_sections(self) -> tuple[str, ...]:
        """The sections ticked, in their order."""
        return tuple(section for section, tick in self.sections.items() if tick.isChecked())

    def _tick(self, words: str) -> CheckBox:
        tick = CheckBox(_(words))
        tick.setChecked(True)
        tick.toggled.connect(lambda _on: self.changed.emit())
        return tick


class DocumentTicks(QWidget):
    """Tick the documents. `ticked` carries the ids and whether they are wanted."""

    ticked = Signal(object, bool)
    papers_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = TickList(_("Documents for the packet"))
        self.list.setMinimumHeight(scaled(ROW) * _ROWS)
        self.list.itemChanged.connect(self._on_item_changed)
        self.all_button = button(_("All"), lambda: self._tick_all(True), "link")
        self.all_button.setAccessibleName(_("Tick all documents"))
        self.none_button = button(_("None"), lambda: self._tick_all(False), "link")
        self.none_button.setAccessibleName(_("Tick no document"))
        self._empty = hint(_("No papers yet. The packet can be made without them, and holds more with them."))
        self.add_button = button(_("Add papers"), self.papers_asked.emit)
        for short in (self.all_button, self.none_button):
            short.setMinimumWidth(scaled(24))
        head = QHBoxLayout()
        head.setSpacing(SPACE_3)
        head.addWidget(heading(_("Documents")), 1)
        head.addWidget(self.all_button)
        head.addWidget(self.none_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    def show_documents(self, documents: Sequence[Document]) -> None:
        """Show the files of the case with their ticks; the place in the list is kept."""
        files = [document for document in documents if document.holding == "file"]
        self.list.blockSignals(True)
        if [self._id(row) for row in range(self.list.count())] != [document.id for document in files]:
            self.list.clear()
            for document in files:
                item = QListWidgetItem()
                item.setData(_ID, document.id)
                self.list.addItem(item)
        for row, document in enumerate(files):
            _show(self.list.item(row), document)
        self.list.blockSignals(False)
        for useful in (self.list, self.all_button, self.none_button):
            useful.setVisible(bool(files))
        self._empty.setVisible(not files)
        self.add_button.setVisible(not files)

    def _id(self, row: int) -> UUID:
        found: UUID = self.list.item(row).data(_ID)
        return found

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        self.ticked.emit((item.data(_ID),), item.checkState() == Qt.CheckState.Checked)

    def _tick_all(self, wanted: bool) -> None:
        self.ticked.emit(tuple(self._id(row) for row in range(self.list.count())), wanted)


def _show(item: QListWidgetItem, document: Document) -> None:
    words = literal(numbered(document.number, " ".join(document.title.split())))
    if document.trouble:
        words = f"{words}  ({trouble_in_a_word(document.trouble)})"
    item.setText(words)
    item.setToolTip(tooltip(words))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
    item.setCheckState(Qt.CheckState.Checked if document.in_packet else Qt.CheckState.Unchecked)
