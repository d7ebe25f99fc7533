"""What to report at once: the own team's words first and large, then what is published."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.domain.guide.articles import notes
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.journey.board import StageView, instructions_of
from caregiver_app.domain.journey.records import Instruction, Round
from caregiver_app.domain.journey.words import topic_name
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, with_commas
from caregiver_app.ui.journey.parts import Lines, Said, bullets
from caregiver_app.ui.journey.words import by_where, unbroken
from caregiver_app.ui.text import button, heading, label
from caregiver_app.ui.theme import SPACE_2

LARGE = ("warning-signs", "do-at-once")
"""What the team says of the signs, large; whom to phone stands beneath."""
PHONE = ("call-day", "call-night", "fever-call")


class ReportSection(QWidget):
    """Show what to report at once in one stage. `told` opens what the team told."""

    def __init__(self, told: Callable[[], object]) -> None:
        super().__init__()
        self.team = Lines()
        self.told_button = button("", told, "link")
        self.published = Lines()
        self.symptom = label("", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(_("What to report at once")))
        column.addWidget(self.symptom)
        column.addWidget(self.team)
        column.addWidget(self.told_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.published)

    def show_stage(self, chosen: Round, view: StageView, case: CaseSnapshot) -> None:
        """Show what is to be reported in a stage."""
        told = instructions_of(case, chosen.id)
        said = [part for topic in LARGE for part in _large(told.get(topic))]
        said += [Said(_phone(told[topic]), "strong") for topic in PHONE if topic in told]
        if not any(topic in told for topic in LARGE):
            said.append(Said(_("Your team's own list is not written down here yet."), "quiet"))
        self.team.show_lines(said)
        self.told_button.setText(_("What your team told you…"))
        self.told_button.setAccessibleName(_("What your team told you"))
        # The first line says that the team's own list comes first; it stands whatever else is hidden.
        first, *others = view.stage.report
        lines = [Said(worded(first, case.wordings_by_line).text, "quiet")]
        for where, texts in by_where(case, others):
            lines.append(Said(_("As published, {where}:").format(where=where), "hint"))
            lines += bullets(texts, "hint")
        self.published.show_lines(lines)
        self.symptom.setText(notes()["symptom"].words())


def _large(told: Instruction | None) -> list[Said]:
    if told is None or not told.text:
        return []
    who = with_commas(part for part in (told.from_whom, told.told_on.in_words() if told.told_on else "") if part)
    beneath = [Said(who, "hint")] if who else []
    return [Said(topic_name(told.topic), "field"), Said(told.text, "section"), *beneath]


def _phone(told: Instruction) -> str:
    return _("{what}: {answer}").format(what=topic_name(told.topic), answer=unbroken(told.text))
