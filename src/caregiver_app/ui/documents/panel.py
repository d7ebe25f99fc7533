"""What is known of the chosen papers, at the right of the table, with what can be done with them."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from caregiver_app.domain.documents.document import SETS, Document, opens_with_password
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.documents.loans import loan_in_words
from caregiver_app.domain.documents.page_work import file_of_pages, pages_of
from caregiver_app.domain.documents.request import ANSWERS
from caregiver_app.domain.documents.suggesting.identity import identity_differs
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.wording import headline
from caregiver_app.i18n import _, in_sentences, ngettext, pgettext, with_commas, with_semicolons
from caregiver_app.packet.kinds_of_paper import kind_word
from caregiver_app.ui.documents.fact_list import PANEL_WIDTH, FactList, WordsLink
from caregiver_app.ui.documents.size_words import size_in_words
from caregiver_app.ui.documents.states import LISTED, State, state_of, trouble_in_full, trouble_mark, what_to_do
from caregiver_app.ui.documents.study_facts import set_facts
from caregiver_app.ui.documents.study_section import StudySection
from caregiver_app.ui.documents.wanted_words import asked_whom
from caregiver_app.ui.fields import CheckBox
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.text import Label, button, label, rename, set_role, set_tooltip, show_ticked
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3

WIDTH: Final = PANEL_WIDTH
_MANY_PROOFS: Final = 8
_MANY_PARTS: Final = 12
_MANY_ASKINGS: Final = 6


class PaperPanel(QFrame):
    """Show one paper with its facts, or how many are chosen; ask for what the user wants done."""

    change_asked = Signal()
    copy_asked = Signal()
    removal_asked = Signal()
    file_asked = Signal()
    packet_asked = Signal(bool)
    entry_asked = Signal(object)
    paper_asked = Signal(object)
    pages_asked = Signal()
    password_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "card")
        self.setAccessibleName(_("The chosen document"))
        self._number = label("", "quiet", wrap=False)
        self.title = label("", "section", narrow=True)
        self._kind = label("", "quiet")
        self._state_mark, self._state = Mark("none"), label("")
        self._advice = label("", "hint")
        self.tick = CheckBox(_("Put it in the packet"))
        self.tick.toggled.connect(self.packet_asked)
        self._facts = FactList()
        self.study = StudySection()
        self.password_button = button(_("Give its password…"), self.password_asked.emit)
        self.change_button = button(_("Change…"), self.change_asked.emit)
        self.copy_button = button(_("Save a copy…"), self.copy_asked.emit)
        self.pages_button = button(_("Work on its pages…"), self.pages_asked.emit)
        self.file_button = button(_("It is here: add its file…"), self.file_asked.emit)
        self.remove_button = button(_("Remove"), self.removal_asked.emit, "link")
        self.in_button = button(_("Put them in the packet"), lambda: self.packet_asked.emit(True))
        self.out_button = button(_("Leave them out"), lambda: self.packet_asked.emit(False))
        self._lay_out()
        self.show_papers((), None)

    def show_papers(self, chosen: Sequence[Document], case: CaseSnapshot | None) -> None:
        """Show one paper in full, several by their number, none as a word of help."""
        one = chosen[0] if len(chosen) == 1 else None
        files = sum(document.holding == "file" for document in chosen)
        for part in (self._number, self._kind, self._state_row, self._facts, self.change_button):
            part.setVisible(one is not None)
        self._advice.setVisible(one is None)
        is_set = one is not None and one.format in SETS
        self.study.show_document(one, case.person if case is not None else None)
        self.tick.setVisible(one is not None and files == 1 and not is_set)
        self.copy_button.setVisible(one is not None and files == 1 and not is_set)
        self.file_button.setVisible(one is not None and files == 0 and not is_set)
        self.password_button.setVisible(one is not None and opens_with_password(one))
        with_pages = [document for document in chosen if pages_of(document)]
        self.pages_button.setVisible(bool(with_pages) and len(with_pages) == len(chosen))
        rename(self.pages_button, _("Work on its pages…") if one is not None else _("Make one document of them…"))
        self.in_button.setVisible(one is None and files > 0)
        self.out_button.setVisible(one is None and files > 0)
        self.remove_button.setVisible(bool(chosen))
        if one is not None and case is not None:
            self._show_one(one, case)
        elif chosen:
            self.title.setText(ngettext("{n} document", "{n} documents", len(chosen)).format(n=len(chosen)))
            self._advice.setText(_("What you do here is done to all of them."))
        else:
            self.title.setText(_("Nothing is chosen"))
            keys = _("Choose a document to see what is known of it. Enter changes it, Space puts it in the packet or "
                     "leaves it out, Delete removes it.")  # fmt: skip
            self._advice.setText(keys)

    def _show_one(self, document: Document, case: CaseSnapshot) -> None:
        self._number.setText(number_of(document.number))
        self.title.setText(document.title)
        self._kind.setText(kind_word(document.kind))
        state = state_of(document)
        # The tick beneath says it already when all is well.
        self._state_row.setVisible(bool(document.trouble) or document.holding != "file" or state.key == LISTED)
        self._show_state(document, state)
        show_ticked(self.tick, document.in_packet)
        facts = FactList()
        for name, words in set_facts(document) if document.format in SETS else _facts(document, case.person):
            facts.add(name, _selectable(label(words, narrow=True)))
        _add_asking(facts, document)
        self._add_links(facts, document, case)
        self._column.replaceWidget(self._facts, facts)
        self._facts.hide()
        self._facts.deleteLater()
        self._facts = facts

    def _show_state(self, document: Document, state: State) -> None:
        if not document.trouble or document.holding != "file":
            self._state_mark.set_shape(state.mark)
            self._state.setText(state.in_full)
            return
        self._state_mark.set_shape(trouble_mark(document.trouble))
        self._state.setText(f"{trouble_in_full(document.trouble)} {what_to_do(document.trouble, document)}".strip())
        set_tooltip(self._state, document.trouble_detail)

    def _add_links(self, facts: FactList, document: Document, case: CaseSnapshot) -> None:
        original = case.document(document.translation_of)
        if original is not None:
            self._add_link(facts, _("Translation of"), original)
        for other in case.documents:
            if other.translation_of == document.id:
                self._add_link(facts, _("Translated in"), other)
        whole = case.document(document.part_of)
        if whole is not None:
            self._add_link(facts, pgettext("a paper", "Came in"), whole)
        parts = [other for other in case.documents if other.part_of == document.id]
        for position, part in enumerate(parts[:_MANY_PARTS]):
            self._add_link(facts, "" if position else _("What came from it"), part)
        if len(parts) > _MANY_PARTS:
            facts.add_whole(label(_("and {n} more").format(n=len(parts) - _MANY_PARTS), "quiet"))
        proved = [entry for entry in case.entries if entry.proof == document.id]
        for position, entry in enumerate(proved[:_MANY_PROOFS]):
            date = entry.date.in_table() if entry.date else ""
            words = f"{date}  {headline(entry)}".strip()
            if position == 0:
                facts.add_heading(_("Proves"))
            facts.add_whole(WordsLink(words, partial(self.entry_asked.emit, entry.id)))
        if len(proved) > _MANY_PROOFS:
            facts.add_whole(label(_("and {n} more").format(n=len(proved) - _MANY_PROOFS), "quiet"))

    def _add_link(self, facts: FactList, name: str, document: Document) -> None:
        if name:
            facts.add_heading(name)
        words = f"{number_of(document.number)} {document.title}"
        facts.add_whole(WordsLink(words, partial(self.paper_asked.emit, document.id)))

    def _lay_out(self) -> None:
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        head = QVBoxLayout()
        head.setSpacing(2)
        for part in (self._number, self.title, self._kind):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self._advice)
        self._state_row = QWidget()
        row = QHBoxLayout(self._state_row)
        row.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        row.setSpacing(SPACE_2)
        row.addWidget(self._state_mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 1)
        column.addWidget(self._state_row)
        column.addWidget(self.tick)
        column.addWidget(self.study.flags_row)
        column.addWidget(self._facts)
        column.addWidget(self.study)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, SPACE_2)
        whole.setSpacing(SPACE_2)
        whole.addWidget(FormScroll(inside), 1)
        foot = QWidget()
        acts = FlowingRow(foot, SPACE_2)
        for made in (
            self.password_button, self.file_button, self.in_button, self.out_button, self.pages_button,
            self.change_button, self.copy_button, self.remove_button,
        ):  # fmt: skip
            acts.addWidget(made)
        around = QVBoxLayout()
        around.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
        around.addWidget(foot)
        whole.addLayout(around)


def _facts(document: Document, person: Person) -> list[tuple[str, str]]:
    """Return what is written about a paper, name by name, the empty ones left out."""
    differing = identity_differs(document.name_on_it, document.born_on_it, person)
    certified = {"yes": _("certified"), "no": _("not certified"), "": ""}[document.certified]
    facts = [
        (_("Date"), document.date.in_words() if document.date else ""),
        (_("From"), document.origin),
        (_("Language"), document.language),
        (_("Translation"), with_commas(part for part in (document.translator, certified) if part)),
        (_("Also holds"), with_semicolons(map(kind_word, document.kinds[1:]))),
        (_("Held by") if document.holding == "elsewhere" else _("Asked"), document.held_by),
        (_("Loan"), loan_in_words(document)),
        (_("Name on it"), document.name_on_it),
        (_("Born on it"), document.born_on_it),
        (_("To compare"), in_sentences(found.words for found in differing)),
        (_("Accession no."), document.accession),
        (_("Pages"), str(document.pages) if document.pages is not None else ""),
    ]
    if document.holding == "file":
        facts += [
            (_("File"), f"{document.file_name} · {size_in_words(document.size)}"),
            (_("Fingerprint"), f"{document.fingerprint[:8]}…" if document.fingerprint else ""),
            (_("Opened"), _was_opened(document)),
        ]
    facts.append((_("Note"), document.note))
    return [(name, words) for name, words in facts if words]


def _was_opened(document: Document) -> str:
    if file_of_pages(document) == document.fingerprint:
        return ""
    return _("Its file is locked and kept as it is. Its pages are from a copy that opens without the password.")


def _add_asking(facts: FactList, document: Document) -> None:
    """Add the last times somebody was asked for a paper that is not here yet, the newest last."""
    asked = document.requests.values if document.holding != "file" else ()
    for position, request in enumerate(asked[-_MANY_ASKINGS:]):
        if position == 0:
            facts.add_heading(_("Asked for"))
        due = _("due {date}").format(date=request.due.in_words()) if request.due else ""
        answer = _(ANSWERS.get(request.answer, request.answer))
        words = " · ".join(part for part in (asked_whom(request), due, answer) if part)
        facts.add_whole(_selectable(label(words, narrow=True)))


def _selectable(shown: Label) -> Label:
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
