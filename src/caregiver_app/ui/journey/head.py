"""The head of the page: which day it is, whom to phone, and whether the way is only looked into or gone."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.articles import notes
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.journey.board import instructions_of
from caregiver_app.domain.journey.day_count import day_words, day_zero, milestones, planned_day_zero
from caregiver_app.domain.journey.records import MODES, Round
from caregiver_app.domain.journey.stages import INFUSION
from caregiver_app.domain.journey.words import topic_name
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, in_sentences, with_commas
from caregiver_app.ui.journey.words import days_from, unbroken
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label, rename, title
from caregiver_app.ui.theme import SPACE_1, SPACE_2, scaled

_NEXT: Final = 2
"""So many of the days that are usually counted are told ahead."""
_ROOM_BESIDE: Final = 560
_NUMBERS: Final = ("call-day", "call-night")


class JourneyHead(QWidget):
    """Show the day, the numbers and the mode of a round. `mode_asked` carries the other mode."""

    mode_asked = Signal(str)

    def __init__(self, *, is_read_only: bool) -> None:
        super().__init__()
        self._mode = "exploring"
        self.day = title("")
        self.days = label("", "hint")
        self.numbers = label("", "strong")
        self.mode = label("", "strong", wrap=False)
        self.note = label("", "quiet")
        self.mode_button = button("", self._turn)
        self._lay_out()
        hold_back(is_read_only, self.mode_button)

    def show_round(self, chosen: Round, case: CaseSnapshot, today: date) -> None:
        """Show what is known of a round today."""
        for part, words in zip((self.day, self.days), _days(chosen, case, today), strict=True):
            part.setText(words)
            part.setVisible(bool(words))
        told = instructions_of(case, chosen.id)
        said = [
            _("{what}: {answer}").format(what=topic_name(topic), answer=unbroken(told[topic].text))
            for topic in _NUMBERS
            if topic in told and told[topic].text
        ]
        self.numbers.setText(" · ".join(said))
        self.numbers.setVisible(bool(said))
        self._mode = chosen.mode
        exploring = chosen.mode == "exploring"
        self.mode.setText(_(MODES[chosen.mode]))
        note = worded(notes()["exploring"], case.wordings_by_line)
        self.note.setText(note.text if exploring and not note.hidden else "")
        rename(self.mode_button, _("We are going ahead") if exploring else _("We are only looking into it"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button beneath where there is no room beside."""
        super().resizeEvent(event)
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(right if event.size().width() >= scaled(_ROOM_BESIDE) else down)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(SPACE_1)
        column.addStretch(1)  # what is lower than the button stands in the middle of it
        for part in (self.day, self.days, self.numbers):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.mode, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.note, 1)
        column.addLayout(row)
        column.addStretch(1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(SPACE_2)
        self._whole.addLayout(column, 1)
        self._whole.addWidget(self.mode_button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def _turn(self) -> None:
        self.mode_asked.emit("proceeding" if self._mode == "exploring" else "exploring")


def _days(chosen: Round, case: CaseSnapshot, today: date) -> tuple[str, str]:
    """Write the day it is today, large, and the days before and after it."""
    zero = day_zero(case, chosen.id)
    if zero is not None:
        now = PartialDate.of_day(today).in_words()
        coming = [
            _("{day} on {date}").format(day=name, date=PartialDate.of_day(day).in_words())
            for name, day in milestones(zero)
            if day > today
        ][:_NEXT]
        beneath = [_("Day 0 was {date}.").format(date=PartialDate.of_day(zero).in_words())]
        if coming:
            beneath.append(_("Ahead: {days}. Your team's own days come first.").format(days=with_commas(coming)))
        return _("{day} · {date}").format(day=day_words(zero, today), date=now), in_sentences(beneath)
    state = next((one for one in case.stage_states if (one.round, one.stage) == (chosen.id, INFUSION)), None)
    if state is not None and state.done is not None:
        words = _("Day 0: {date}. With the exact day, the days after it are counted here.")
        return "", words.format(date=state.done.in_words())
    planned = planned_day_zero(case, chosen.id)
    if planned is not None:
        day = _("Planned: Day 0 on {date}").format(date=PartialDate.of_day(planned).in_words())
        return f"{day} · {days_from(today, planned)}", ""
    if state is not None and state.planned is not None:
        return "", _("Planned: Day 0, {date}").format(date=state.planned.in_words())
    return "", ""
