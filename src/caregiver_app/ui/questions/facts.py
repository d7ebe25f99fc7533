"""What is known of a question, set under headings: answers, sheets, whom it is for, where it is from."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from caregiver_app.domain.appointments.coming import when_in_words
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.lines import sources
from caregiver_app.domain.journey.board import stage_name
from caregiver_app.domain.questions.asked import AskedQuestion, still_open_from, visit_in_words
from caregiver_app.domain.questions.records import Answer
from caregiver_app.domain.questions.words import audience_in_words, topic_name
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.questions.rows import Looked, LookedFor
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label, one_line
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from caregiver_app.ui.questions.panel import QuestionPanel


class Facts(QWidget):
    """Headings with their texts and links, one beneath the other."""

    def __init__(self, *, is_read_only: bool = False) -> None:
        super().__init__()
        self._is_read_only = is_read_only
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_1)

    def add(self, name: str, *texts: str) -> None:
        """Add a heading with its texts, a paragraph each; nothing where there is no text."""
        told = [text for text in texts if text]
        if not told:
            return
        self.add_heading(name)
        for words in told:
            self.add_text(words)

    def add_heading(self, name: str) -> None:
        """Add a heading."""
        self._column.addSpacing(SPACE_2)
        self._column.addWidget(label(name, "field"))

    def add_text(self, words: str, role: str = "body") -> None:
        """Add a paragraph."""
        shown = label(words, role, narrow=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(shown)

    def add_links(self, *links: tuple[str, str, Callable[[], object]]) -> None:
        """Add links that change something, side by side: each is (words, all of it to a screen reader, act)."""
        made = QWidget()
        row = FlowingRow(made, SPACE_3)
        for words, in_full, act in links:
            link = button(words, act, "link")
            link.setAccessibleName(one_line(in_full))
            hold_back(self._is_read_only, link)
            row.addWidget(link)
        self._column.addWidget(made)

    @property
    def links(self) -> Sequence[QPushButton]:
        """The links, from the top."""
        return self.findChildren(QPushButton)


def tell_question(panel: "QuestionPanel", one: AskedQuestion, looked: Looked) -> Facts:
    """Return what is known of a question; its links ask the panel."""
    facts = Facts(is_read_only=panel.is_read_only)
    if one.newer:
        facts.add(_("The guide says something newer by now"), one.newer)
        facts.add_links(
            (_("Keep your words"), _("Keep your words"), panel.own_words_asked.emit),
            (_("Take the guide's words"), _("Take the guide's words"), panel.guide_words_asked.emit),
        )
    _tell_answers(facts, panel, one, looked.case)
    _tell_sheets(facts, panel, one, looked.case)
    facts.add(_("Whom to ask"), audience_in_words(",".join(one.audience)))
    facts.add(_("Topic"), topic_name(one.topic))
    facts.add(_("Step"), stage_name(one.stage) if one.stage else "")
    _tell_source(facts, one)
    return facts


def tell_sheet(looked: Looked, wanted: LookedFor) -> Facts:
    """Return what a sheet is, and what the keys do."""
    facts = Facts()
    sheet = looked.sheet
    if wanted.is_sheet and sheet.appointment is not None:
        facts.add(_("The sheet is for"), sheet.appointment.title, when_in_words(sheet.appointment))
    if wanted.is_sheet:
        n = len(sheet.questions)
        facts.add(_("On it"), ngettext("{n} question", "{n} questions", n).format(n=n) if n else _("No question yet"))
    facts.add_text(_("Choose a question to see why it is worth asking, and to write down the answer."), "hint")
    words = _("In the list, S stars a question, Space puts it on the next sheet, and Enter writes down an answer.")
    facts.add_text(words, "hint")
    return facts


def _tell_answers(facts: Facts, panel: "QuestionPanel", one: AskedQuestion, case: CaseSnapshot) -> None:
    if one.answers:
        facts.add_heading(_("What they said"))
    for place, answer in reversed(list(enumerate(one.answers))):
        if answer.text:
            facts.add_text(answer.text)
        facts.add_text(answered_by(answer, case), "hint")
        number = len(one.answers) - place
        facts.add_links(
            (_("Change…"), _("Change answer {n}").format(n=number), partial(panel.answer_change_asked.emit, place)),
            (_("Remove"), _("Remove answer {n}").format(n=number), partial(panel.answer_removal_asked.emit, place)),
        )


def answered_by(answer: Answer, case: CaseSnapshot) -> str:
    """Write who said it, when, where, and whether it is still open."""
    programme = next((one.name for one in case.programmes if str(one.id) == answer.programme), "")
    parts = (
        answer.who,
        answer.on.in_words() if answer.on else "",
        programme,
        _("at: {visit}").format(visit=visit_in_words(case, answer.appointment)) if answer.appointment else "",
        _("still open") if answer.goes_on else "",
    )
    return " · ".join(part for part in parts if part) or _("Nobody wrote down who said it, and when.")


def _tell_sheets(facts: Facts, panel: "QuestionPanel", one: AskedQuestion, case: CaseSnapshot) -> None:
    if one.status == "unanswered":
        visit = visit_in_words(case, still_open_from(case, one))
        facts.add(_("Still open from"), visit, _("It is on the next sheet by itself."))
    elif one.visits:
        facts.add_heading(_("On the sheet for"))
    for visit in one.visits:
        name = visit_in_words(case, visit)
        facts.add_text(name)
        off = _("Take it off: {visit}").format(visit=name)
        facts.add_links((_("Take it off"), off, partial(panel.off_asked.emit, visit)))


def _tell_source(facts: Facts, one: AskedQuestion) -> None:
    if one.guide is None:
        facts.add(_("Where it is from"), _("A question of your own."))
        return
    line = one.guide.line
    when = _("from the guide, {date}").format(date=PartialDate(line.as_of).in_words())
    told = [source.in_words() for tag in line.source if (source := sources().get(tag)) is not None]
    facts.add(_("Where it is from"), *told, when)
    if line.verify:
        facts.add_text(_("Part of it is general knowledge that nobody has looked up yet."), "hint")
    if one.reworded and not one.newer:
        facts.add(_("What the guide says"), line.words())
