"""How asking for one paper stands: a link to the paper, every time somebody was asked, and what can be done now."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.documents.asking import Asked, asked_for
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.documents.request import Request
from caregiver_app.i18n import _
from caregiver_app.ui.documents.fact_list import WordsLink
from caregiver_app.ui.documents.wanted_words import asked_then, asked_whom, notes_on
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label, one_line, rule
from caregiver_app.ui.theme import SPACE_1, SPACE_2


class PaperLog(QFrame):
    """Show one paper of a kind. Each signal carries the document, those of an asking its place in the log too."""

    paper_asked = Signal(object)
    again_asked = Signal(object)
    file_asked = Signal(object)
    slip_asked = Signal(object)
    answer_asked = Signal(object, int)
    change_asked = Signal(object, int)
    removal_asked = Signal(object, int)

    def __init__(self, document: Document, today: date, *, alone: bool, is_read_only: bool) -> None:
        super().__init__()
        self._document, self._is_read_only = document, is_read_only
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_1)
        column.setSpacing(2)
        self._called = f"{number_of(document.number)} {document.title}"
        column.addWidget(WordsLink(self._called, partial(self.paper_asked.emit, document)))
        for words in notes_on(document):
            column.addWidget(label(words, "hint", narrow=True))
        standing = {one.request: one for one in asked_for(document, today)}
        for place, request in enumerate(document.requests.values):
            self._add_asking(place, request, standing.get(request))
        self._add_acts(alone=alone)

    def _add_asking(self, place: int, request: Request, stands: Asked | None) -> None:
        self._column.addWidget(rule())
        whom = asked_whom(request)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        late = stands is not None and (stands.overdue or stands.remind)
        if late:
            row.addWidget(Mark("care"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(whom, narrow=True), 1)
        self._column.addLayout(row)
        for words in asked_then(request, stands):
            self._column.addWidget(label(words, "hint", narrow=True))
        acts = [(_("Change…"), self.change_asked), (_("Remove"), self.removal_asked)]
        if stands is not None and stands.waiting:
            acts.insert(0, (_("They answered…"), self.answer_asked))
        links = [(words, partial(signal.emit, self._document, place), f"{words} {whom}") for words, signal in acts]
        self._add_links(links)

    def _add_acts(self, *, alone: bool) -> None:
        """Add what can be done with this paper; of the only one that is wanted the panel does some of it."""
        document = self._document
        acts = []
        if document.holding != "file" and (document.requests or not alone):
            acts.append((_("Ask again…") if document.requests else _("We asked for it…"), self.again_asked))
        if document.holding != "file" and not alone:
            acts.append((_("It arrived: add its file…"), self.file_asked))
        if document.holding == "elsewhere":
            acts.append((_("Print a slip…"), self.slip_asked))
        self._add_links([(words, partial(signal.emit, document), f"{words} {self._called}") for words, signal in acts])

    def _add_links(self, links: Sequence[tuple[str, partial[None], str]]) -> None:
        if not links:
            return
        holder = QWidget()
        row = FlowingRow(holder, SPACE_2)
        for words, act, name in links:
            made = button(words, act, "link")
            made.setAccessibleName(one_line(name))
            hold_back(self._is_read_only, made)
            row.addWidget(made)
        self._column.addWidget(holder)
