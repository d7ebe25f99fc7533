"""What to know of a paper before it is filed: that it may be here already, or be somebody else's."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caregiver_app.casebook.documents.alike import in_words
from caregiver_app.casebook.documents.inbox import Looked
from caregiver_app.domain.documents.alike import NEARLY_SAME_WORDS, SAME_FILE, SAME_PICTURE, Alike
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, in_sentences
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.text import button, label, literal, one_line, set_role
from caregiver_app.ui.theme import SPACE_2, SPACE_3

_NOT_QUITE: Final = (NEARLY_SAME_WORDS, SAME_PICTURE)


class Remarks(QWidget):
    """Show what is to be known of one paper. The signals carry the remark: an `Alike`.

    `both_asked` asks for the other paper beside this one, `one_asked` to take this one out, `two_asked` to let both be.
    """

    both_asked = Signal(object)
    one_asked = Signal(object)
    two_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_2)
        self._cards: list[QFrame] = []
        self._shown: object = None
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """What is said, card by card."""
        return tuple(card.accessibleName() for card in self._cards)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons, in the order of the cards."""
        return tuple(made for card in self._cards for made in card.findChildren(QPushButton))

    def show_remarks(
        self, looked: Looked | None, alikes: Sequence[Alike], case: CaseSnapshot, *, is_read_only: bool
    ) -> bool:
        """Show them in place of those before, and answer whether they are others."""
        sentences = tuple(difference.words for difference in looked.differences) if looked is not None else ()
        shown = (tuple((alike, in_words(alike, case)) for alike in alikes), sentences)
        if shown == self._shown:
            return False
        self._shown = shown
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._of_alike(alike, words, is_read_only) for alike, words in shown[0]]
        if sentences:
            calm = _("It may only be a slip of the pen. See that it is the right paper.")
            self._cards.append(_card("care", in_sentences((*sentences, calm)), ()))
        for card in self._cards:
            self._column.addWidget(card)
        self.setVisible(bool(self._cards))
        return True

    def _of_alike(self, alike: Alike, words: str, is_read_only: bool) -> QFrame:
        if alike.why == SAME_FILE:
            acts = [
                (_("Keep both"), partial(self.two_asked.emit, alike)),
                (_("Take this one out again"), partial(self.one_asked.emit, alike)),
            ]
        else:
            if alike.why in _NOT_QUITE:
                words = f"{words} {_('Look at both before you take one out.')}"
            acts = [
                (_("Show both"), partial(self.both_asked.emit, alike)),
                (_("Take this one out"), partial(self.one_asked.emit, alike)),
                (_("Not the same"), partial(self.two_asked.emit, alike)),
            ]
        return _card("info", words, [act for act in acts if not is_read_only or act[0] == _("Show both")])


def _card(kind: str, words: str, acts: Sequence[tuple[str, Callable[[], object]]]) -> QFrame:
    card = QFrame()
    set_role(card, f"notice-{kind}")
    card.setAccessibleName(one_line(words))
    column = QVBoxLayout(card)
    column.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
    column.setSpacing(SPACE_2)
    row = QHBoxLayout()
    row.setSpacing(SPACE_2)
    row.addWidget(Mark(kind), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, narrow=True), 1)
    column.addLayout(row)
    if acts:
        place = QWidget()
        flow = FlowingRow(place, SPACE_2)
        for said, act in acts:
            made = button(said, act)
            made.setAccessibleDescription(literal(words))
            flow.addWidget(made)
        column.addWidget(place)
    return card
