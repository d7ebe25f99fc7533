"""The contact sheet: the team's numbers, everybody around the person who is ill, their phone numbers large."""

from pathlib import Path
from typing import Final

from caregiver_app.domain.person import Contact
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.records import Programme
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import heading
from caregiver_app.packet.printed.chosen import chosen_round
from caregiver_app.packet.printed.furniture import (
    LARGE,
    LARGE_STRONG,
    Rules,
    filled,
    head,
    in_a_row,
    to_write,
    unbroken,
)
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.printed.paper import write_sheet
from caregiver_app.packet.printed.told import CALL, Told
from caregiver_app.packet.style import TABLE, TABLE_QUIET
from caregiver_app.packet.text import para

_WIDTHS: Final = (0, 128, 150)
_CENTRE_WIDTHS: Final = (0, 250)
_EMPTY: Final = 2
_MOST_EMPTY: Final = 16
_ROOM: Final = 28.0


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the contacts and return how many pages they have. Raises CaregiverError."""
    told = Told(case, chosen_round(case, options).id)
    people = [_person(contact) for contact in case.contacts]
    centres = [_programme(one) for one in case.programmes]
    own = in_a_row(case.person.phone, case.person.email, case.person.address)
    above = [head(case, _("Contacts"), own), heading(_("Our team’s numbers")), *told.pairs(CALL, before=6)]
    below = [heading(_("Centres that are looked at")), _centre_table(centres)] if centres else []

    def sheet(empty: int) -> Block:
        titles = (_("Name, role, where"), _("Phone"), _("E-mail"))
        table = to_write(titles, _WIDTHS, empty, rows=people, room=_ROOM)
        return Stack([*above, *told.one_voice(), heading(_("People")), table, *below])

    return write_sheet(case, options, target, filled(sheet, options, _EMPTY, _MOST_EMPTY))


def _person(contact: Contact) -> tuple[Block, ...]:
    """Set one contact: who, the phone number large, the e-mail address."""
    about = in_a_row(contact.role, contact.organisation), contact.note
    lines = [para(contact.name, style=style.SUBHEADING), *(para(text, style=TABLE_QUIET) for text in about if text)]
    number = para(unbroken(contact.phone), style=LARGE_STRONG) if contact.phone else Rules()
    return Stack(lines), number, para(contact.email, style=TABLE)


def _centre_table(rows: list[tuple[Block, ...]]) -> Block:
    return to_write((_("Centre"), _("How to reach them")), _CENTRE_WIDTHS, 0, rows=rows)


def _programme(one: Programme) -> tuple[Block, ...]:
    """Set a centre with whatever was typed of how to reach it."""
    who = para(one.name, style=style.SUBHEADING), para(in_a_row(one.place, one.languages), style=TABLE_QUIET)
    return Stack(who), para(one.contact, style=LARGE) if one.contact else Rules()
