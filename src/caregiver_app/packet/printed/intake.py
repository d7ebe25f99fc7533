"""The form to fill in by hand before anything is typed: everything the program will ask for, with room to write."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from caregiver_app.domain.documents.records_guide import record_guides
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, pgettext
from caregiver_app.packet.flow import Block, Columns, Stack
from caregiver_app.packet.furniture import heading
from caregiver_app.packet.printed.furniture import Rules, Ticked, beside, field, head, roomiest, to_write
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.printed.paper import write_sheet
from caregiver_app.packet.style import BODY, SMALL, TABLE
from caregiver_app.packet.text import para

_USUAL: Final = ("essential", "usual")
_COLUMNS: Final = 3
_QUESTION_LINES: Final = 4
_ROOMS: Final = (23.0, 22.0, 21.0, 20.0, 19.0, 18.0)


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the form and return how many pages it has; not blank, it begins with the name and the birth date."""
    known = not options.blank
    above = [
        head(case, _("Form to fill in by hand"), named=False),
        para(_what_for(), style=BODY, before=6),
        *_person(case, known=known),
        *_diagnosis(),
    ]
    below = [_papers(), _question()]

    def sheet(room: float) -> Block:
        return Stack([*above, *_tables(room), *below])

    return write_sheet(case, options, target, roomiest(sheet, options, _ROOMS), named=known)


def _tables(room: float) -> list[Block]:
    """Set every table of the form."""
    when, where = _("When"), _("Where")
    answered = _("How it answered"), _("Came back, when")
    parts: Sequence[tuple[str, Sequence[str], Sequence[float], int]] = (
        (
            _("Treatments so far, the first one first"),
            (_("Treatment or drugs"), pgettext("a date", "From"), pgettext("a date", "To"), *answered),
            (0, 62, 62, 96, 84),
            7,
        ),
        (_("Transplant, radiation, operations"), (_("What"), when, where), (0, 90, 150), 2),
        (_("Scans"), (when, _("Which scan, of what"), where), (80, 0, 150), 4),
        (_("Biopsies and bone marrow"), (when, _("From where in the body"), where), (80, 0, 150), 3),
        (
            _("Medicines now"),
            (pgettext("of a thing", "Name"), _("How much"), _("How often"), _("Since")),
            (0, 90, 100, 80),
            7,
        ),
        (_("Allergies and bad reactions"), (_("To what"), _("What happened"), when), (0, 190, 80), 3),
        (_("Infections and infection tests"), (_("Which"), _("Result"), when), (0, 150, 80), 4),
        (_("People"), (_("Name, role, where"), _("Phone"), _("E-mail")), (0, 130, 130), 6),
    )
    return [_part(title, titles, widths, rows, room) for title, titles, widths, rows in parts]


def _what_for() -> str:
    return _(
        "Write down what you know, in any order. Empty lines are fine: “about May 2023” or “not sure” help as much "
        "as an exact day. The papers say the rest later."
    )


def _asking() -> str:
    return _("What do you want the doctors to answer? One or two sentences in your own words.")


def _person(case: CaseSnapshot, *, known: bool) -> list[Block]:
    person = case.person
    name = person.name if known else ""
    born = person.born.in_words() if known and person.born else ""
    return [
        heading(_("The person who is ill")),
        beside(field(_("Name, as in the passport"), name), field(_("Birth date"), born), shares=(3, 2), before=2),
        beside(field(_("Phone")), field(_("E-mail")), field(_("Languages")), before=6),
        beside(field(_("Address")), before=6),
        beside(field(_("Who fills this in")), field(_("Day")), shares=(3, 2), before=6),
    ]


def _diagnosis() -> list[Block]:
    return [
        heading(_("The diagnosis")),
        beside(field(_("What the illness is called")), field(_("When it was found")), shares=(3, 2), before=2),
        beside(field(_("Type or subtype")), field(_("Stage")), shares=(3, 2), before=6),
        beside(field(_("How it was proven, and where")), before=6),
        beside(field(_("Other illnesses"), rules=2), before=6),
    ]


def _part(title: str, titles: Sequence[str], widths: Sequence[float], rows: int, room: float) -> Block:
    """Set one table of the form with its heading, whole on one page."""
    return Stack([heading(title, before=0), to_write(titles, widths, rows, room=room)], before=16, whole=True)


def _question() -> Block:
    hint = para(_asking(), style=SMALL, keep=True)
    return Stack([heading(_("Our question"), before=0), hint, Rules(_QUESTION_LINES)], before=16, whole=True)


def _papers() -> Block:
    """Set the usual papers with a box each, in columns that are read downwards."""
    names = [guide.name for guide in record_guides() if guide.priority in _USUAL]
    deep = -(-len(names) // _COLUMNS)
    columns = [
        Stack([Ticked(para(name, style=TABLE), before=4) for name in names[first : first + deep]])
        for first in range(0, len(names), deep)
    ]
    boxes = Columns(columns, (1,) * len(columns), before=6)
    hint = para(_("Tick what is at home or with somebody you know."), style=SMALL, keep=True)
    return Stack([heading(_("Papers we have"), before=0), hint, boxes], before=16, whole=True)
