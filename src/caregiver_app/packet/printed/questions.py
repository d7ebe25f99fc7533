"""The question sheet: handed to the doctor, the first three large, with room to write beneath each."""

from pathlib import Path
from typing import Final

from caregiver_app.domain.appointments.coming import when_in_words
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.questions.asked import NEXT_VISIT, AskedQuestion, QuestionSheet, sheet_for, visit_in_words
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import N_, _, with_semicolons
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import heading
from caregiver_app.packet.printed.chosen import chosen_appointment
from caregiver_app.packet.printed.furniture import LARGE_STRONG, Rules, filled, head, in_a_row, next_steps, numbered
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.printed.paper import write_sheet
from caregiver_app.packet.style import QUESTION, SMALL, TextStyle
from caregiver_app.packet.text import para

_TOP_LINES: Final = 3
_LINES: Final = 2
_NEW: Final = 2
_MOST_NEW: Final = 12
_BLANK: Final = 5
_STEPS: Final = 3
_FIRST: Final = {
    1: N_("The first one matters most to us."),
    2: N_("The first two matter most to us."),
    3: N_("The first three matter most to us."),
}


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the question sheet of an appointment and return how many pages it has. Raises CaregiverError."""
    appointment = chosen_appointment(case, options)
    asked = sheet_for(case, appointment, options.as_of)
    above = [
        _head(case, appointment),
        para(_invitation(asked), style=QUESTION, before=10, keep=True),
        *_asked(case, asked),
    ]
    n = len(asked.questions)

    def sheet(new: int) -> Block:
        return Stack([*above, *_to_come(n, new), heading(_("What comes next")), next_steps(_STEPS)])

    least = _NEW if n else _BLANK
    return write_sheet(case, options, target, filled(sheet, options, least, _MOST_NEW))


def _head(case: CaseSnapshot, appointment: Appointment | None) -> Block:
    if appointment is None:
        return head(case, _("Our questions"))
    where = in_a_row(appointment.whom, appointment.place)
    return head(case, _("Our questions"), in_a_row(appointment.title, when_in_words(appointment)), where)


def _invitation(asked: QuestionSheet) -> str:
    """Ask the doctor, in the family's voice, to go through the sheet together."""
    if not asked.questions:
        return _("No question has been chosen yet. Here is room for the ones you want to ask.")
    words = _("These are our questions for today. Could we go through them together?")
    n = len(asked.top)
    if not n or n == len(asked.questions):
        return words
    return f"{words} {_(_FIRST[n])}"


def _asked(case: CaseSnapshot, asked: QuestionSheet) -> list[Block]:
    """Set the questions: the starred ones large, then the others, then those that are still open."""
    first = 1
    blocks: list[Block] = []
    if asked.top:
        items = [_item(one.text, LARGE_STRONG, _TOP_LINES) for one in asked.top]
        blocks.append(numbered(items, LARGE_STRONG, before=10, above=6))
        first += len(asked.top)
    if asked.others:
        items = [_item(one.text, QUESTION, _LINES) for one in asked.others]
        above = [heading(_("We would also like to ask"))] if asked.top else []
        blocks += [*above, numbered(items, QUESTION, first=first, before=4, above=4)]
        first += len(asked.others)
    if asked.carried:
        items = [_item(one.text, QUESTION, _LINES, _asked_when(case, one)) for one in asked.carried]
        blocks += [heading(_("Still open from earlier")), numbered(items, QUESTION, first=first, before=4, above=4)]
    return blocks


def _item(text: str, look: TextStyle, lines: int, beneath: str = "") -> Block:
    below = [para(beneath, style=SMALL)] if beneath else []
    return Stack([para(text, style=look), *below, Rules(lines)])


def _asked_when(case: CaseSnapshot, question: AskedQuestion) -> str:
    """Say at which appointments a question was on the sheet."""
    visits = question.record.visits.values if question.record is not None else ()
    names = [visit_in_words(case, visit.appointment) for visit in visits if visit.appointment != NEXT_VISIT]
    return _("On our sheet for: {visits}").format(visits=with_semicolons(names)) if names else ""


def _to_come(asked: int, new: int) -> list[Block]:
    """Set numbers with lines for the questions that come up."""
    lines = numbered([Rules(_LINES) for _number in range(new)], QUESTION, first=asked + 1, before=4)
    if not asked:
        return [Stack([lines], before=4)]
    return [heading(_("Questions that come up")), lines]
