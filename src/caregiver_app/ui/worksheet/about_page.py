"""What all of it is about: why CAR-T is looked into, the goal, what the patient wants, and the one question."""

from collections.abc import Sequence

from caregiver_app.casebook.worksheet import write_question
from caregiver_app.domain.guide.articles import notes
from caregiver_app.domain.guide.lines import Line
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import Choice, choices, worksheet_notes
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl
from caregiver_app.ui.forms import Form
from caregiver_app.ui.kept_field import KeptFields
from caregiver_app.ui.text import heading, label
from caregiver_app.ui.worksheet.parts import Part
from caregiver_app.ui.worksheet.picking import PickControl
from caregiver_app.ui.worksheet.step_page import ScrolledPage
from caregiver_app.ui.worksheet.step_parts import WorksheetFields


class AboutPage(ScrolledPage):
    """Show what the worksheet is about. Each piece saves itself when it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.why, self.goal = _why(desk), _goal(desk)
        self.wishes, self.kind, self.question = _wishes(desk), _kind(desk), _question(desk)
        self.column.addWidget(heading(_("What it is about")))
        parts: list[Part] = [_Note(worksheet_notes()["worksheet-steps-free"])]
        parts += [_Fields(self.question), _Fields(self.kind), _Fields(self.why), _Note(notes()["exploring"], "hint")]
        parts += [_Fields(self.goal), _Fields(self.wishes), _Note(worksheet_notes()["worksheet-caregiver"], "hint")]
        self.add_parts(parts)
        self.column.addStretch(1)


class _Fields(Part):
    def __init__(self, fields: KeptFields) -> None:
        super().__init__()
        self._fields = fields
        self.column.addWidget(fields)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show what is in the case."""
        self._fields.refresh()

    def finish(self) -> None:
        """Write what is half typed."""
        self._fields.commit()


class _Note(Part):
    def __init__(self, line: Line, role: str = "body") -> None:
        super().__init__()
        self._line, self._shown = line, label("", role)
        self.column.addWidget(self._shown)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show the line, in the family's words where they have their own."""
        self._shown.setText(worded(self._line, case.wordings_by_line).text)


def reasons(group: str) -> Sequence[Choice]:
    """Return the reasons of a group: "exploring" or "second-opinion"."""
    return [one for one in choices("reason") if one.group == group]


def _why(desk: Desk) -> KeptFields:
    form = Form()
    control = PickControl(reasons("exploring"), _("Not said yet"), own=True)
    form.add("exploring", _("Why you look into CAR-T"), control)
    return WorksheetFields(desk, "worksheet-about-why", form)


def _goal(desk: Desk) -> KeptFields:
    form = Form()
    form.add("goal", _("The goal of treatment"), PickControl(choices("goal"), _("Not said yet")))
    form.add("goal_words", _("The goal in your own words"), LongControl(2))
    return WorksheetFields(desk, "worksheet-about-goal", form)


def _wishes(desk: Desk) -> KeptFields:
    form = Form()
    hint_words = _("In the patient's own words. Your notes as carers have their place in the steps.")
    form.add("wishes", _("What the patient wants"), LongControl(4), hint_words)
    return WorksheetFields(desk, "worksheet-about-wishes", form)


def _kind(desk: Desk) -> KeptFields:
    form = Form()
    control = PickControl(choices("question_kind"), _("Not said yet"))
    form.add("question_kind", _("What kind of question it is"), control)
    return WorksheetFields(desk, "worksheet-about-kind", form)


def _question(desk: Desk) -> KeptFields:
    form = Form()
    hint_words = _("It stands in a box on the first page of the packet, and is the same there.")
    form.add("question", _("The one question to the doctors"), LongControl(4), hint_words)
    return KeptFields(
        desk,
        "worksheet-about-question",
        form,
        lambda: {"question": desk.book.snapshot().person.question},
        lambda values: write_question(desk.book, values["question"]),
    )
