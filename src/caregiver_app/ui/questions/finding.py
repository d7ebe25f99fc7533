"""What narrows the list of questions: what to show, words to find, a topic, whom to ask, a step."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from caregiver_app.domain.journey.stages import stages
from caregiver_app.domain.questions.library import AUDIENCES, question_topics
from caregiver_app.i18n import _
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.questions.rows import SHOWS, LookedFor
from caregiver_app.ui.search_field import SearchField
from caregiver_app.ui.text import one_line
from caregiver_app.ui.theme import SPACE_2, scaled

_NARROW: Final = 380
_ANY_WIDTH: Final = 16_777_215


class FindingRows(QWidget):
    """Ask what the list is to show. `changed` tells that it is something else, `entered` that it was typed."""

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = SearchField(_("Find a question"), _("Find a question…"))
        self.show_box = _box(_("Show"), tuple((key, _(words)) for key, words in SHOWS.items()), 150)
        topics = ((one.id, _(one.name)) for one in question_topics())
        self.topics = _box(_("Topic"), (("", _("Every topic")), *topics), 90)
        audiences = ((key, _(words)) for key, words in AUDIENCES.items())
        self.audiences = _box(_("Whom to ask"), (("", _("Anyone")), *audiences), 90)
        steps = ((stage.id, stage.called()) for stage in stages())
        self.stages = _box(_("Step"), (("", _("Every step")), *steps), 90)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        column = QBoxLayout(down, self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        self._first = QBoxLayout(right)
        self._first.setSpacing(SPACE_2)
        self._first.addWidget(self.show_box, 1)
        self._first.addWidget(self.words, 1)
        second = QHBoxLayout()
        second.setSpacing(SPACE_2)
        for box in (self.topics, self.audiences, self.stages):
            second.addWidget(box, 1)
        column.addLayout(self._first)
        column.addLayout(second)
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.words.returnPressed.connect(self.entered)
        for box in (self.show_box, self.topics, self.audiences, self.stages):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())

    @property
    def wanted(self) -> LookedFor:
        """What is to be shown."""
        return LookedFor(
            str(self.show_box.currentData()),
            self.words.text().strip(),
            str(self.topics.currentData()),
            str(self.audiences.currentData()),
            str(self.stages.currentData()),
        )

    def look_for(self, wanted: LookedFor) -> None:
        """Ask for something else, and tell it once."""
        if wanted == self.wanted:
            return
        self.blockSignals(True)
        for box, key in (
            (self.show_box, wanted.show),
            (self.topics, wanted.topic),
            (self.audiences, wanted.whom),
            (self.stages, wanted.stage),
        ):
            box.setCurrentIndex(max(box.findData(key), 0))
        self.words.setText(wanted.words)
        self.blockSignals(False)
        self.changed.emit()

    def offer_sheets(self, sheets: Sequence[tuple[str, str]]) -> None:
        """Offer the sheets of later appointments beside what is always there; `sheets` are (key, words)."""
        offered = [
            *((key, _(words)) for key, words in SHOWS.items()),
            *((key, one_line(words)) for key, words in sheets),
        ]
        box = self.show_box
        if offered == [(box.itemData(row), box.itemText(row)) for row in range(box.count())]:
            return
        chosen = box.currentData()
        box.blockSignals(True)
        box.clear()
        for key, words in offered:
            box.addItem(words, key)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words beneath the choice where there is no room beside."""
        super().resizeEvent(event)
        narrow = event.size().width() < scaled(_NARROW)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._first.setDirection(down if narrow else right)


def _box(name: str, options: Sequence[tuple[str, str]], width: int) -> ComboBox:
    made = ComboBox()
    made.setAccessibleName(one_line(name))
    made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(6)
    made.setMinimumWidth(width)
    made.setMaxVisibleItems(24)
    for key, words in options:
        made.addItem(one_line(words), key)
    return made
