"""What is known of one kind of paper, at the right of the wanted list, with what can be done about it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.gaps import GapList
from caregiver_app.domain.documents.recipients import YOUR_CENTRE_FIRST
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.documents.wanted_log import PaperLog
from caregiver_app.ui.documents.wanted_rows import WantedRow
from caregiver_app.ui.documents.wanted_words import guide_facts, what_the_list_says
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label, set_role
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from caregiver_app.domain.documents.gaps import GapRow

_MOST_PAPERS: Final = 12


class WantedPanel(QFrame):
    """Show one kind of paper in full, or what the list as a whole is; ask for what the user wants done.

    Signals of papers carry the document, those of an asking its place in the log too.
    """

    ask_asked = Signal()
    letter_asked = Signal()
    spare_asked = Signal()
    apply_asked = Signal()
    covers_asked = Signal()
    paper_asked = Signal(object)
    again_asked = Signal(object)
    file_asked = Signal(object)
    slip_asked = Signal(object)
    answer_asked = Signal(object, int)
    change_asked = Signal(object, int)
    removal_asked = Signal(object, int)

    def __init__(self, *, is_read_only: bool) -> None:
        super().__init__()
        set_role(self, "card")
        self.setAccessibleName(_("The chosen kind of paper"))
        self._is_read_only = is_read_only
        self.title = label("", "section", narrow=True)
        self._plain = label("", "quiet")
        self._mark, self._state = Mark("none"), label("", narrow=True)
        self.ask_button = button(_("We asked for it…"), self.ask_asked.emit)
        self.file_button = button(_("It arrived: add its file…"), lambda: self.file_asked.emit(self._only_wanted))
        self.letter_button = button(_("A letter to ask with…"), self.letter_asked.emit, "link")
        self.covers_button = button(_("It is in a paper we have…"), self.covers_asked.emit, "link")
        self.spare_button = button(_("Does not apply…"), self.spare_asked.emit, "link")
        self.apply_button = button(_("It does apply"), self.apply_asked.emit, "link")
        self._about = QWidget()
        self._only_wanted: Document | None = None
        self._lay_out()
        hold_back(
            is_read_only, self.ask_button, self.file_button, self.covers_button, self.spare_button, self.apply_button
        )

    def show_kind(self, row: WantedRow, found: GapList) -> None:
        """Show one kind of paper."""
        gap, standing = row.gap, row.standing
        self.title.setText(gap.name)
        self._plain.setText(row.plain)
        self._mark.set_shape(standing.mark)
        self._state.setText(standing.in_full)
        self._state_row.show()
        to_come = [document for document in papers_of(gap) if document.holding == "wanted"]
        self._only_wanted = to_come[0] if len(to_come) == 1 else None
        self.file_button.setVisible(self._only_wanted is not None)
        self.letter_button.setVisible(bool(row.to_get))
        self.covers_button.setVisible(gap.status in ("not_asked", "asked"))
        self.spare_button.setVisible(gap.status in ("not_asked", "asked") and not gap.marked)
        self.apply_button.setVisible(gap.marked)
        self._acts.show()
        parts = _Parts()
        self._tell_kind(parts, gap, found)
        self._put(parts)

    def show_list(self, found: GapList) -> None:
        """Show what the list is, who says so, and what is to be known of it."""
        receiver = found.receiver
        self.title.setText(receiver.name)
        self._plain.setText(receiver.plain)
        self._state_row.hide()
        self._acts.hide()
        parts = _Parts()
        parts.add_text(_(YOUR_CENTRE_FIRST))
        if receiver.note:
            parts.add(_("What this list says"), receiver.note.splitlines())
        if receiver.language:
            parts.add(_("Language it reads"), [receiver.language])
        if receiver.source:
            parts.add(_("Who says so"), receiver.source.split("; "))
        if receiver.as_of:
            parts.add(_("As of"), [receiver.as_of.in_words()])
        if found.others:
            n = len(found.others)
            words = ngettext("{n} more paper is not on this list.", "{n} more papers are not on this list.", n)
            parts.add(_("Other papers"), [words.format(n=n)])
        parts.add_text(_("Choose a paper in the list to see who has it and what can be done."), "hint")
        self._put(parts)

    def start(self) -> None:
        """Go to the first thing that can be done."""
        first = next((part for part in self._buttons if part.isVisibleTo(self) and part.isEnabled()), None)
        if first is not None:
            first.setFocus()
            self._scroll.ensureWidgetVisible(first)

    def _tell_kind(self, parts: "_Parts", gap: "GapRow", found: GapList) -> None:
        if gap.in_packet:
            parts.add(_("In the packet"), [_("The packet writes it from what you entered.")])
        if gap.why and gap.status == "not_needed" and gap.want.need != "not":
            parts.add(_("Why it does not apply"), [gap.why])
        elif gap.marked and gap.status == "have":
            parts.add(_("Does not apply"), [_("You wrote that it does not apply, and a paper is here.")])
        papers = papers_of(gap)
        if papers:
            told = [gap.freshness.words, *(one.in_words() for one in gap.translations if one.state != "same_language")]
            parts.add(_("Papers"), told)
            for document in papers[:_MOST_PAPERS]:
                parts.add_widget(self._log(document, found.today))
            if len(papers) > _MOST_PAPERS:
                parts.add_text(_("and {n} more").format(n=len(papers) - _MOST_PAPERS), "quiet")
        whom, *rest = guide_facts(gap.kind) or (("", ""),)
        if whom[0]:
            parts.add(whom[0], [whom[1]])
        parts.add(_("What this list says"), what_the_list_says(gap, found.receiver))
        for name, words in rest:
            parts.add(name, [words])

    def _log(self, document: Document, today: date) -> PaperLog:
        alone = document is self._only_wanted
        log = PaperLog(document, today, alone=alone, is_read_only=self._is_read_only)
        for mine, its in (
            (self.paper_asked, log.paper_asked),
            (self.again_asked, log.again_asked),
            (self.file_asked, log.file_asked),
            (self.slip_asked, log.slip_asked),
            (self.answer_asked, log.answer_asked),
            (self.change_asked, log.change_asked),
            (self.removal_asked, log.removal_asked),
        ):
            its.connect(mine)
        return log

    def _put(self, parts: "_Parts") -> None:
        """Show other words in the place of those that are shown, and keep the focus in the panel."""
        focused = self.window().focusWidget()
        was_inside = focused is not None and self._about.isAncestorOf(focused)
        self._column.replaceWidget(self._about, parts)
        self._about.hide()
        self._about.deleteLater()
        self._about = parts
        # Shown and laid out at once: the first frame must not show it squeezed.
        parts.show()
        if was_inside:
            self.start()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(self.title)
        column.addWidget(self._plain)
        self._state_row = QWidget()
        row = QHBoxLayout(self._state_row)
        row.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        row.setSpacing(SPACE_2)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 1)
        column.addWidget(self._state_row)
        self._acts = QWidget()
        acts = FlowingRow(self._acts, SPACE_2)
        self._buttons: tuple[QPushButton, ...] = (
            self.ask_button, self.file_button, self.letter_button, self.covers_button, self.spare_button,
            self.apply_button,
        )  # fmt: skip
        for made in self._buttons:
            acts.addWidget(made)
        column.addWidget(self._acts)
        column.addWidget(self._about)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        self._scroll = FormScroll(inside)
        whole.addWidget(self._scroll)


class _Parts(QWidget):
    """Headings with their texts, one beneath the other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_1)

    def add(self, name: str, texts: Sequence[str]) -> None:
        """Add a heading with its texts, a paragraph each; nothing where there are none."""
        self._column.addSpacing(SPACE_2)
        self._column.addWidget(label(name, "field"))
        for words in texts:
            if words:
                self.add_text(words)

    def add_text(self, words: str, role: str = "body") -> None:
        """Add a paragraph."""
        shown = label(words, role, narrow=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(shown)

    def add_widget(self, widget: QWidget) -> None:
        """Add something else."""
        self._column.addWidget(widget)


def papers_of(gap: "GapRow") -> tuple[Document, ...]:
    """Return every paper of a kind, each once: those here, held elsewhere, wanted, and their translations."""
    translations = [one.translation for one in gap.translations if one.translation is not None]
    every = (*gap.documents, *gap.elsewhere, *gap.wanted, *gap.halves, *translations)
    return tuple({document.id: document for document in every}.values())
