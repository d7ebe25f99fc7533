"""What is known of the chosen papers, at the right of the table, with what can be done with them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from caregiver_app.domain.documents import Document
from caregiver_app.domain.documents import label as number_of
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.wording import headline
from caregiver_app.i18n import _, ngettext
from caregiver_app.packet.kinds_of_paper import kind_word
from caregiver_app.ui.documents.size_words import size_in_words
from caregiver_app.ui.documents.states import State, state_of, trouble_in_full, trouble_mark, what_to_do
from caregiver_app.ui.fields import CheckBox
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.text import Label, button, label, literal, set_role, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

WIDTH: Final = 292
_MANY_PROOFS: Final = 8
_ANY_HEIGHT: Final = 10_000
# Room round a link for its focus ring.
_ROUND_LINK: Final = (4, 3, 4, 3)


class PaperPanel(QFrame):
    """Show one paper with its facts, or how many are chosen; ask for what the user wants done."""

    change_asked = Signal()
    copy_asked = Signal()
    removal_asked = Signal()
    file_asked = Signal()
    packet_asked = Signal(bool)
    entry_asked = Signal(object)
    paper_asked = Signal(object)

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
        self.tick.clicked.connect(self.packet_asked)
        self._facts = _Facts()
        self.change_button = button(_("Change…"), self.change_asked.emit)
        self.copy_button = button(_("Save a copy…"), self.copy_asked.emit)
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
        self.tick.setVisible(one is not None and files == 1)
        self.copy_button.setVisible(one is not None and files == 1)
        self.file_button.setVisible(one is not None and files == 0)
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
        self._state_row.setVisible(bool(document.trouble) or document.holding != "file")
        self._show_state(document, state)
        self.tick.setChecked(document.in_packet)
        facts = _Facts()
        for name, words in _facts(document):
            facts.add(name, _selectable(label(words, narrow=True)))
        self._add_links(facts, document, case)
        self._column.replaceWidget(self._facts, facts)
        self._facts.hide()
        self._facts.deleteLater()
        self._facts = facts
        before: QWidget = self.tick
        for link in facts.findChildren(_Link):
            QWidget.setTabOrder(before, link)
            before = link

    def _show_state(self, document: Document, state: State) -> None:
        if not document.trouble or document.holding != "file":
            self._state_mark.set_shape(state.mark)
            self._state.setText(state.in_full)
            return
        self._state_mark.set_shape(trouble_mark(document.trouble))
        self._state.setText(f"{trouble_in_full(document.trouble)} {what_to_do(document.trouble)}".strip())
        set_tooltip(self._state, document.trouble_detail)

    def _add_links(self, facts: "_Facts", document: Document, case: CaseSnapshot) -> None:
        original = case.document(document.translation_of)
        if original is not None:
            self._add_link(facts, _("Translation of"), original)
        for other in case.documents:
            if other.translation_of == document.id:
                self._add_link(facts, _("Translated in"), other)
        proved = [entry for entry in case.entries if entry.proof == document.id]
        for position, entry in enumerate(proved[:_MANY_PROOFS]):
            date = entry.date.in_table() if entry.date else ""
            words = f"{date}  {headline(entry)}".strip()
            if position == 0:
                facts.add_heading(_("Proves"))
            facts.add_whole(_Link(words, partial(self.entry_asked.emit, entry.id)))
        if len(proved) > _MANY_PROOFS:
            facts.add_whole(label(_("and {n} more").format(n=len(proved) - _MANY_PROOFS), "quiet"))

    def _add_link(self, facts: "_Facts", name: str, document: Document) -> None:
        facts.add_heading(name)
        words = f"{number_of(document.number)} {document.title}"
        facts.add_whole(_Link(words, partial(self.paper_asked.emit, document.id)))

    def _lay_out(self) -> None:
        inside = QWidget()
        set_role(inside, "scrolled")
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
        column.addWidget(self._facts)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, SPACE_2)
        whole.setSpacing(SPACE_2)
        whole.addWidget(scroll, 1)
        for parts in (
            (self.file_button,),
            (self.in_button,),
            (self.out_button,),
            (self.change_button, self.copy_button),
        ):
            whole.addLayout(_side_by_side(parts))
        last = QHBoxLayout()
        last.setContentsMargins(SPACE_3 - 2, 0, SPACE_2, 0)
        last.addWidget(self.remove_button)
        last.addStretch(1)
        whole.addLayout(last)


class _Facts(QWidget):
    """Names and values, one beneath the other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_2)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: QWidget) -> None:
        """Add one more."""
        row, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(name, "hint", wrap=False), row, 0, top)
        self._grid.addWidget(value, row, 1, top)

    def add_heading(self, name: str) -> None:
        """Add a name that has the whole width beneath it for its values."""
        row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, SPACE_1)
        self._grid.addWidget(label(name, "hint", wrap=False), row + 1, 0, 1, 2)

    def add_whole(self, value: QWidget) -> None:
        """Add a value that takes the whole width."""
        self._grid.addWidget(value, self._grid.rowCount(), 0, 1, 2)


class _Link(QPushButton):
    """A link over as many as two lines; the whole text is in its tooltip and name."""

    def __init__(self, words: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        set_role(self, "words-link")
        self.setAccessibleName(literal(words))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.clicked.connect(lambda: pressed())
        set_tooltip(self, words)
        self._whole = words
        self._words = label("", "link")
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_ROUND_LINK)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Be as high as the words need."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words in a width, two lines at most."""
        high = self._height_of(self._whole, width - _ROUND_LINK[0] - _ROUND_LINK[2])
        return min(high, self._two_lines()) + _ROUND_LINK[1] + _ROUND_LINK[3]

    def sizeHint(self) -> QSize:
        """Take the width there is."""
        return QSize(scaled(WIDTH) // 2, self.heightForWidth(max(self.width(), scaled(WIDTH) // 2)))

    def minimumSizeHint(self) -> QSize:
        """Never push the panel wider."""
        return QSize(0, self.fontMetrics().lineSpacing() + _ROUND_LINK[1] + _ROUND_LINK[3])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many of the words as two lines hold."""
        super().resizeEvent(event)
        width, room = event.size().width() - _ROUND_LINK[0] - _ROUND_LINK[2], self._two_lines()
        shown = self._whole
        if self._height_of(shown, width) > room:
            fits = bisect_right(
                range(len(shown)), room, key=lambda n: self._height_of(f"{self._whole[:n].rstrip()}…", width)
            )
            shown = f"{self._whole[: max(fits - 1, 0)].rstrip()}…"
        self._words.setText(shown)

    def _two_lines(self) -> int:
        words = "\n".join("Ag")
        return self.fontMetrics().boundingRect(QRect(0, 0, _ANY_HEIGHT, _ANY_HEIGHT), 0, words).height()

    def _height_of(self, words: str, width: int) -> int:
        room, wrapped = QRect(0, 0, max(width, 1), _ANY_HEIGHT), int(Qt.TextFlag.TextWordWrap)
        return self.fontMetrics().boundingRect(room, wrapped, literal(words)).height()


def _side_by_side(parts: Sequence[QPushButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
    row.setSpacing(SPACE_2)
    for part in parts:
        row.addWidget(part)
    return row


def _facts(document: Document) -> list[tuple[str, str]]:
    """Return what is written about a paper, name by name, the empty ones left out."""
    facts = [
        (_("Date"), document.date.in_words() if document.date else ""),
        (_("From"), document.origin),
        (_("Language"), document.language),
        (_("Held by") if document.holding == "elsewhere" else _("Asked"), document.held_by),
        (_("Asked on"), document.asked_on.in_words() if document.asked_on else ""),
        (_("Pages"), str(document.pages) if document.pages is not None else ""),
    ]
    if document.holding == "file":
        facts += [
            (_("File"), f"{document.file_name} · {size_in_words(document.size)}"),
            (_("Fingerprint"), f"{document.fingerprint[:8]}…" if document.fingerprint else ""),
        ]
    facts.append((_("Note"), document.note))
    return [(name, words) for name, words in facts if words]


def _selectable(shown: Label) -> Label:
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
