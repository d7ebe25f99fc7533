"""What belongs to one step alone: the part CAR-T plays, the treatments that were named, the tempo, the team review."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook.worksheet import change_worksheet
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import Choice, choices, sentence_frames
from caregiver_app.domain.worksheet.records import OPINIONS, YES_NO_UNSURE, Opinion, Worksheet
from caregiver_app.domain.worksheet.said import empty_sentences, option_kind, sentence_said, who_and_when
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.forms import Form
from caregiver_app.ui.kept_field import KeptFields
from caregiver_app.ui.text import button, label
from caregiver_app.ui.theme import SPACE_1
from caregiver_app.ui.worksheet.parts import Part, known_lines, missing_line
from caregiver_app.ui.worksheet.picking import PickControl

Lines = list[tuple[str, str]]


class WorksheetFields(KeptFields):
    """Fields of the worksheet that save themselves, together with a line that says what is missing."""

    def __init__(self, desk: Desk, draft_name: str, form: Form) -> None:
        def read() -> dict[str, object]:
            sheet = desk.book.snapshot().worksheet or Worksheet()
            return {name: getattr(sheet, name) for name in form.rows}

        super().__init__(desk, draft_name, form, read, lambda values: change_worksheet(desk.book, **values))


class FieldsPart(Part):
    """Fields that save themselves, with what is missing above them while `is_missing` says so."""

    def __init__(self, fields: KeptFields, missing: str, is_missing: Callable[[Worksheet], bool]) -> None:
        super().__init__()
        self.fields, self._is_missing = fields, is_missing
        self.missing = missing_line(missing)
        self.column.addWidget(self.fields)
        self.column.addWidget(self.missing)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show what is in the case, and whether something is missing."""
        self.fields.refresh()
        self.missing.setVisible(self._is_missing(case.worksheet or Worksheet()))

    def finish(self) -> None:
        """Write what is half typed."""
        self.fields.commit()


def role_part(desk: Desk) -> FieldsPart:
    """Return the part CAR-T plays here: what was said, by whom, when."""
    form = Form()
    form.add("role", _("What your team says"), PickControl(choices("role"), _("Not said yet")))
    form.add("role_who", _("Who said so"), TextControl(), _("A name, or which letter says it."))
    form.add("role_on", _("When"), DateControl())
    missing = _("It is not written down yet what your team says. The questions beneath help to ask.")
    return FieldsPart(WorksheetFields(desk, "worksheet-step-2-role", form), missing, lambda sheet: not sheet.role)


def tempo_part(desk: Desk) -> FieldsPart:
    """Return how fast the illness moves, and how much time there is."""
    form = Form()
    words = _("How fast the illness moves, and how much time there is")
    form.add("tempo", words, LongControl(3), _("As your team says it, with who said so."))
    missing = _("It is not written down yet how much time there is to decide.")
    fields = WorksheetFields(desk, "worksheet-step-4-tempo", form)
    return FieldsPart(fields, missing, lambda sheet: not sheet.tempo.strip())


def review_part(desk: Desk) -> FieldsPart:
    """Return whether a team review comes first, and why."""
    form = Form()
    answers = [Choice(key, words, "") for key, words in YES_NO_UNSURE.items() if key]
    form.add("mdt", _("Does a team look at it first?"), PickControl(answers, _(YES_NO_UNSURE[""])))
    form.add("mdt_why", _("Why, and who said so"), LongControl(3))
    missing = _("It is not written down yet if a team looks at the case first.")
    return FieldsPart(WorksheetFields(desk, "worksheet-step-5-review", form), missing, lambda sheet: not sheet.mdt)


class LinesPart(Part):
    """Lines that the case holds, what is missing where there are none, and a way to where they are written."""

    def __init__(
        self,
        name: str,
        read: Callable[[CaseSnapshot], Lines],
        missing: str,
        way: str,
        go: Callable[[], object],
    ) -> None:
        super().__init__()
        self._read = read
        self._shown: Lines | None = None
        self._inside = QWidget()
        self.missing = missing_line(missing)
        self.way = button(way, go, "link")
        self.column.addWidget(label(name, "field"))
        self.column.addWidget(self._inside)
        self.column.addWidget(self.missing)
        self.column.addWidget(flowing([self.way]))

    def refresh(self, case: CaseSnapshot) -> None:
        """Show the lines by now."""
        lines = self._read(case)
        if lines == self._shown:
            return
        self._shown = lines
        before, self._inside = self._inside, QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        for words, beneath in lines:
            column.addWidget(known_lines(words, beneath))
        self.column.replaceWidget(before, self._inside)
        before.hide()
        before.deleteLater()
        self._inside.setVisible(bool(lines))
        self.missing.setVisible(not lines)

    @property
    def lines(self) -> Lines:
        """What is shown, each line with what stands beneath it."""
        return self._shown or []


def treatments_part(go: Callable[[], object]) -> LinesPart:
    """Return the treatments that were named, with the way to the table."""
    return LinesPart(
        _("Treatments your team has named"),
        lambda case: [(one.name, option_kind(one)) for one in case.options],
        _("None is written down yet. Add those your team has named, and no others."),
        _("Look at them side by side"),
        go,
    )


def opinions_part(go: Callable[[], object]) -> LinesPart:
    """Return the opinions that were asked for, with the way to them."""
    return LinesPart(
        _("Opinions"),
        lambda case: [(opinion_called(one), opinion_state(one)) for one in case.opinions],
        _("No opinion is written down yet."),
        _("Go to the opinions"),
        go,
    )


def sentences_part(go: Callable[[], object]) -> LinesPart:
    """Return the four sentences as they stand, with the way to them."""
    return LinesPart(_("The four sentences"), _sentences, "", _("Write the four sentences"), go)


def opinion_called(opinion: Opinion) -> str:
    """Name an opinion: what it is, and of whom."""
    return " · ".join(part for part in (_(OPINIONS[opinion.kind]), opinion.whom) if part)


def opinion_state(opinion: Opinion) -> str:
    """Say in words how far an opinion has come."""
    if opinion.answered_on is not None:
        return _("answered {date}").format(date=opinion.answered_on.in_words())
    if opinion.answer:
        return _("answered")
    if opinion.sent_on is not None:
        return _("asked {date}, no answer yet").format(date=opinion.sent_on.in_words())
    return _("not asked yet")


def _sentences(case: CaseSnapshot) -> Lines:
    empty = empty_sentences(case)
    lines = []
    for frame in sentence_frames():
        said = sentence_said(case, frame.id)
        beneath = _("Still to clarify") if frame in empty else who_and_when(said.who, said.on)
        lines.append((f"{_(frame.name)} {said.text}".strip() if said.text else _(frame.name), beneath))
    return lines
