"""The visit sheet: when and where, what to bring, what to ask first, what is taken now, and what comes next."""

from functools import partial
from pathlib import Path
from typing import Final

from caregiver_app.domain.appointments.coming import when_in_words
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.appointments.to_bring import ToBring, to_bring
from caregiver_app.domain.journey.board import TaskView, free_tasks
from caregiver_app.domain.questions.asked import TOP, sheet_for
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import heading
from caregiver_app.packet.printed.chosen import chosen_appointment
from caregiver_app.packet.printed.furniture import (
    LARGE_STRONG,
    Rules,
    Ticked,
    beside,
    field,
    filled,
    head,
    next_steps,
    numbered,
    paper_of,
    unbroken,
)
from caregiver_app.packet.printed.known_now import allergies, marks_explained, medicines_now
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.printed.paper import write_sheet
from caregiver_app.packet.sheets import flowed
from caregiver_app.packet.style import BODY, SMALL, TABLE, TABLE_QUIET
from caregiver_app.packet.text import para

_LEAST: Final = ((3, 2), (2, 1))
"""So many lines for notes and for next steps at least; the fewer ones where else it would not be one page."""
_MOST_NOTES: Final = 14
_FEW_LINES: Final = 2
_BRING_LINES: Final = 6


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the sheet of one visit and return how many pages it has. Raises CaregiverError."""
    appointment = chosen_appointment(case, options)
    steps = free_tasks(case, appointment.id) if appointment is not None else ()
    above = [
        _head(case, appointment),
        *_when(appointment),
        beside(
            Stack(
                [
                    _questions(case, appointment, options),
                    medicines_now(case, TABLE, lines=_FEW_LINES, before=12),
                    allergies(case, TABLE, lines=_FEW_LINES, before=12),
                    *marks_explained(case),
                ]
            ),
            _bring(case, appointment),
            before=14,
        ),
        heading(_("Notes"), before=14),
        *([para(appointment.notes, style=BODY)] if appointment is not None and appointment.notes else []),
    ]
    rows = [_step(step) for step in steps]

    def sheet(empty: int, lines: int) -> Block:
        below = [heading(_("What comes next"), before=14), next_steps(empty, rows=rows)]
        return Stack([*above, Rules(lines), *below])

    for notes, empty in _LEAST:
        block = filled(partial(sheet, empty), options, notes, _MOST_NOTES)
        if len(flowed(block, paper_of(options))) == 1:
            break
    return write_sheet(case, options, target, block)


def _head(case: CaseSnapshot, appointment: Appointment | None) -> Block:
    return head(case, appointment.title if appointment is not None else _("Visit sheet"))


def _when(appointment: Appointment | None) -> list[Block]:
    """Set when, where, with whom and how to reach them; lines to write on for what is not known."""
    known = appointment
    when = when_in_words(known) if known is not None and known.date is not None else ""
    phone = unbroken(known.phone) if known is not None else ""
    return [
        beside(
            field(_("When"), when, look=LARGE_STRONG),
            field(_("Phone"), phone, look=LARGE_STRONG),
            shares=(3, 2),
            before=12,
        ),
        beside(
            field(_("Where"), known.place if known is not None else ""),
            field(_("With whom"), known.whom if known is not None else ""),
            shares=(3, 2),
        ),
        field(_("What it is about"), known.why if known is not None else "", before=8),
    ]


def _questions(case: CaseSnapshot, appointment: Appointment | None, options: SheetOptions) -> Block:
    asked = sheet_for(case, appointment, options.as_of)
    first = (asked.top or asked.questions)[:TOP]
    items: list[Block] = [para(one.text, style=BODY) for one in first]
    items += [Rules() for _number in range(TOP - len(items))]
    left = len(asked.questions) - len(first)
    more = [para(_("The others are on the question sheet."), style=SMALL, before=3)] if left > 0 else []
    return Stack([heading(_("Our first questions"), before=0), numbered(items, BODY, before=2), *more])


def _bring(case: CaseSnapshot, appointment: Appointment | None) -> Block:
    things = to_bring(case, appointment or Appointment(title=_("Visit sheet")))
    rows = [Ticked(_thing(one), ticked=one.item.packed, before=2) for one in things]
    blank = [Ticked(Rules(room=15), before=2) for _number in range(0 if things else _BRING_LINES)]
    return Stack([heading(_("To bring"), before=0), *rows, *blank])


def _thing(one: ToBring) -> Block:
    beneath = [para(one.beneath, style=TABLE_QUIET)] if one.beneath else []
    return Stack([para(one.text, style=TABLE), *beneath])


def _step(step: TaskView) -> tuple[Block, ...]:
    """Set a next step as a row; a step that is done has its tick."""
    return (
        Ticked(para(step.text, style=BODY), ticked=step.is_done),
        para(step.who, style=BODY) if step.who else Rules(),
        para(step.due.in_words(), style=BODY) if step.due else Rules(),
    )
