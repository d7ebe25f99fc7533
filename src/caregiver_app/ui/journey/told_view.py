"""What the own team told, large: whom to phone, when, until when; what is published stands folded beneath."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caregiver_app.domain.guide.articles import notes
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.journey.board import instructions_of
from caregiver_app.domain.journey.day_count import day_words, day_zero
from caregiver_app.domain.journey.records import Instruction, Round
from caregiver_app.domain.journey.stages import Topic, topic_called, topics
from caregiver_app.domain.journey.words import topic_name
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, labelled, with_commas
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.journey.parts import Fold, Lines, Said
from caregiver_app.ui.journey.told_form import published, told_dialog
from caregiver_app.ui.journey.words import days_from, exact_day, unbroken
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label, one_line
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, scaled

_TWO_COLUMNS: Final = 640
_HEIGHT: Final = 260


class Answer(QWidget):
    """One answer of the team: what it is about, the answer large, who said so and when, and a way to change it."""

    def __init__(self, topic: str, change: Callable[[], object], *, is_long: bool, is_read_only: bool) -> None:
        super().__init__()
        self.topic, self.is_long = topic, is_long
        self.name = label(topic_name(topic), "field")
        self.value = label("", "section" if is_long else "title")
        self.beneath = Lines(0)
        self.change_button = button(_("Change…"), change, "link")
        self.change_button.setAccessibleName(one_line(_("Change: {topic}").format(topic=topic_name(topic))))
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        for part in (self.name, self.value, self.beneath):
            column.addWidget(part)
        column.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        hold_back(is_read_only, self.change_button)

    def show_told(self, told: Instruction, zero: date | None, today: date) -> None:
        """Show what the team said."""
        beneath = [*_until(told, zero, today)]
        until = told.until.in_words() if told.until is not None else ""
        if until and told.text:
            beneath.append(Said(told.text))
        who = with_commas(part for part in (told.from_whom, told.told_on.in_words() if told.told_on else "") if part)
        self.value.setText(until or unbroken(told.text))
        self.beneath.show_lines([*beneath, *([Said(who, "hint")] if who else [])])


class ToldView(QWidget):
    """Show what the team of a round told. `choose_round` says which; `print_card` prints the warning card."""

    def __init__(self, desk: Desk, chosen: Round, clock: Callable[[], date], print_card: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._round, self._clock = desk, chosen, clock
        self._columns = 0
        self.answers: dict[str, Answer] = {}
        self.write_button = button(_("Write down what they told you…"), self.write, "main")
        self.print_button = button(_("Print the warning card…"), print_card, "large")
        self.team_first = label("", "body")
        self.symptom = label("", "strong")
        self._empty = label("", "quiet")
        self.to_ask = Lines(SPACE_1)
        self.hints = Fold(_("What is published, and where"), _("Hide: what is published, and where"), Lines(SPACE_2))
        self._lay_out()
        hold_back(desk.book.read_only, self.write_button)
        self._show()

    def choose_round(self, chosen: Round, *, other: bool) -> None:
        """Show a round."""
        self._round = chosen
        self.refresh()

    def refresh(self) -> None:
        """Show the case as it is now; hidden, it waits to be shown."""
        if self.isVisible():
            self._show()

    def start(self) -> None:
        """Go to what is to be done."""
        (self.write_button if self.write_button.isEnabled() else self.print_button).setFocus()

    def finish(self) -> None:
        """Let go of nothing: what is typed here is typed in a form of its own."""

    def write(self) -> None:
        """Open the form of all topics."""
        told_dialog(self._desk, self._round, topics(), self._clock()).open()

    def change(self, topic_id: str) -> None:
        """Open the form of one topic."""
        topic = topic_called(topic_id) or Topic(topic_id, topic_id, "", "long", ())
        told_dialog(self._desk, self._round, (topic,), self._clock()).open()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed, and with the day."""
        super().showEvent(event)
        self.refresh()

    def sizeHint(self) -> QSize:
        """Ask for no more height than it needs: what is inside scrolls."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand answers two in a row where there is room."""
        super().resizeEvent(event)
        self.setMinimumHeight(scaled(_HEIGHT))
        self._arrange()

    def _show(self) -> None:
        case, today = self._desk.book.snapshot(), self._clock()
        told = instructions_of(case, self._round.id)
        zero = day_zero(case, self._round.id)
        self.symptom.setText(notes()["symptom"].words())
        self.team_first.setText(worded(notes()["team-first"], case.wordings_by_line).text)
        if list(told) != list(self.answers):
            self._make_answers(list(told))
        for topic, one in told.items():
            self.answers[topic].show_told(one, zero, today)
        self._empty.setText("" if told else _("Nothing is written down yet. It is on the sheet your team gave you."))
        self._empty.setVisible(not told)
        missing = [topic for topic in topics() if topic.id not in told]
        asks = [Said(_("Still to ask, or to copy from their sheet"), "field")]
        asks += [Said(f"– {labelled(_(topic.label), _(topic.ask))}", "quiet") for topic in missing]
        self.to_ask.show_lines(asks if missing else [])
        self.hints.show_lines(_published(case))

    def _make_answers(self, wanted: list[str]) -> None:
        focused = next((topic for topic, one in self.answers.items() if one.change_button.hasFocus()), "")
        for one in self.answers.values():
            self._grid.removeWidget(one)
            one.hide()
            one.deleteLater()
        is_read_only = self._desk.book.read_only
        self.answers = {
            topic: Answer(topic, partial(self.change, topic), is_long=_is_long(topic), is_read_only=is_read_only)
            for topic in wanted
        }
        self._columns = 0
        self._arrange()
        if focused:
            again = self.answers.get(focused)
            (again.change_button if again is not None else self.write_button).setFocus()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= scaled(_TWO_COLUMNS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for one in self.answers.values():
            if one.is_long and column:
                row, column = row + 1, 0
            self._grid.addWidget(one, row, column, 1, columns if one.is_long else 1)
            one.show()
            column += columns if one.is_long else 1
            if column >= columns:
                row, column = row + 1, 0
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns > 1 else 0)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_3)
        column.addWidget(flowing((self.write_button, self.print_button), SPACE_2))
        column.addWidget(self.symptom)
        column.addWidget(self.team_first)
        column.addWidget(self._empty)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_4)
        self._grid.setVerticalSpacing(SPACE_4)
        column.addLayout(self._grid)
        column.addWidget(self.to_ask)
        column.addWidget(self.hints)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(FormScroll(inside))


def _until(told: Instruction, zero: date | None, today: date) -> list[Said]:
    """Count the days to a date plainly, from today and from day 0."""
    day = exact_day(told.until)
    if day is None:
        return []
    counted = days_from(today, day)
    return [Said(f"{counted} · {day_words(zero, day)}" if zero is not None else counted)]


def _published(case: CaseSnapshot) -> list[Said]:
    found: list[Said] = []
    for topic in topics():
        paragraphs = published(case, topic)
        if paragraphs:
            found.append(Said(_(topic.label), "field"))
            found += [Said(words, "hint") for words in paragraphs]
    return found


def _is_long(topic_id: str) -> bool:
    topic = topic_called(topic_id)
    return topic is None or topic.kind == "long"
