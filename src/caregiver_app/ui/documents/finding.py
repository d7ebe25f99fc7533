"""The row above the table that narrows it: words, a kind, a state."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QWidget

from caregiver_app.i18n import _
from caregiver_app.packet.kinds_of_paper import kind_order, kind_word
from caregiver_app.ui.documents.rows import PaperRow
from caregiver_app.ui.documents.states import STATES
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.search_field import SearchField
from caregiver_app.ui.text import one_line
from caregiver_app.ui.theme import SPACE_2, scaled

_NARROW: Final = 480
_ANY_WIDTH: Final = 16_777_215


class FindingRow(QWidget):
    """Narrow the list by words, kind and state.

    `changed` tells that something else is asked for, `entered` that whoever typed wants to go to what was found.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = SearchField(_("Find any word on the papers"))
        self.kinds = _box(_("Kind"), scaled(120))
        self.states = _box(_("State"), scaled(100))
        for key, words in STATES.items():
            self.states.addItem(_(words), key)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_2)
        boxes = QHBoxLayout()
        boxes.setSpacing(SPACE_2)
        boxes.addWidget(self.kinds, 3)
        boxes.addWidget(self.states, 2)
        self._row.addWidget(self.words, 3)
        self._row.addLayout(boxes, 5)
        self._row.addStretch(0)
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.words.returnPressed.connect(self.entered)
        for box in (self.kinds, self.states):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        QShortcut(QKeySequence.StandardKey.Find, self, self.words.setFocus)
        self.offer_kinds(())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words above the rest where there is no room for all side by side."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < scaled(_NARROW)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if is_narrow else right)
        for part, most in ((self.words, 260), (self.kinds, 240), (self.states, 200)):
            part.setMaximumWidth(_ANY_WIDTH if is_narrow else scaled(most))

    def offer_kinds(self, kinds: Iterable[str]) -> None:
        """Offer the kinds there are; the one in force stays."""
        chosen = self.kinds.currentData()
        offered = ["", *sorted(set(kinds), key=kind_order)]
        if offered == [self.kinds.itemData(row) for row in range(self.kinds.count())]:
            return
        self.kinds.blockSignals(True)
        self.kinds.clear()
        for kind in offered:
            self.kinds.addItem(one_line(kind_word(kind)) if kind else _("Every kind"), kind)
        self.kinds.setCurrentIndex(max(self.kinds.findData(chosen), 0))
        self.kinds.blockSignals(False)

    def show_all(self) -> None:
        """Let every paper through again."""
        self.words.clear()
        self.kinds.setCurrentIndex(0)
        self.states.setCurrentIndex(0)

    @property
    def typed(self) -> str:
        """The words to be found, as they were typed."""
        return self.words.text().strip()

    def test(self) -> Callable[[PaperRow], bool] | None:
        """Return whether a paper is of the kind and in the state that is asked for; None when all are."""
        kind, state = self.kinds.currentData(), self.states.currentData()
        if not kind and not state:
            return None
        return lambda row: (not kind or row.document.kind == kind) and (not state or row.state.key == state)


def _box(name: str, width: int) -> QComboBox:
    made = ComboBox()
    made.setAccessibleName(one_line(name))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    made.setMinimumWidth(width)
    made.setMaxVisibleItems(16)
    return made
