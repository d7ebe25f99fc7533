"""The recovery sheet: one page, for a safe place, with the code that opens a case when its passphrase is forgotten."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.empty_pdf import empty_pdf
from caregiver_app.packet.flow import Block, Columns, Pen, Stack
from caregiver_app.packet.furniture import heading
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.sheets import flowed, text_width
from caregiver_app.packet.style import BODY, SMALL, TextStyle
from caregiver_app.packet.text import para, strong

_ACROSS: Final = 4
# Large, so that 0 and 8, or 5 and S, are told apart by tired eyes.
_GROUP: Final = TextStyle(style.STRONG, 21, 30)
_TITLE: Final = style.PAGE_TITLE


@dataclass(frozen=True)
class RecoverySheet:
    """What one sheet says: the code, the name of the case folder, the day it was made, and the paper."""

    code: str
    folder: str
    as_of: date
    paper: str = "a4"


def draw_recovery_sheet(sheet: RecoverySheet, target: Path | BinaryIO) -> int:
    """Write the sheet to `target`, the same bytes each time, and return how many pages it has."""
    style.register_fonts()
    options = PacketOptions(as_of=sheet.as_of, paper=sheet.paper)
    width, height = style.PAPERS[sheet.paper]
    pages = flowed(_page(sheet), options)
    place = str(target) if isinstance(target, Path) else target
    canvas = empty_pdf(place, (width, height), _("Recovery sheet"))
    pen = Pen(canvas, lambda _place: 0)
    for page in pages:
        page.paint(pen, style.BINDING, height - style.MARGIN, text_width(options))
        canvas.showPage()
    canvas.save()
    return len(pages)


def _page(sheet: RecoverySheet) -> Block:
    when = PartialDate.of_day(sheet.as_of).in_words()
    return Stack([
        para(_("Recovery sheet"), style=_TITLE),
        para(_("Case folder: {folder}").format(folder=sheet.folder), before=4),
        para(_("Made on {date}. It takes the place of every recovery sheet made before.").format(date=when)),
        heading(_("What this is for")),
        para(_("This code opens the case when its passphrase is forgotten. Without the passphrase and without this "
               "code nobody can open it, not even the people who made the program.")),
        heading(_("The code")),
        *_groups(sheet.code),
        para(_("0 is always the figure nought, 1 always the figure one. The letters I, L, O and U do not occur."),
             style=SMALL, before=6),
        heading(_("How to use it")),
        para(_("1. Open the case as always. Where it asks for the passphrase, choose “Use the recovery sheet”.")),
        para(_("2. Type the seven groups. Small letters are fine. A slip is shown where it was made."), before=2),
        para(_("3. Choose a new passphrase. Your records and papers stay as they are."), before=2),
        para(_("On the command line: caregiver recover, with the case folder behind it."), style=SMALL, before=4),
        heading(_("Where to keep it")),
        para(strong(_("Not beside the computer.")), " ", _("Whoever has this sheet and a copy of the case can read "
             "everything. Good places are a safe, a bank, or somebody in the family you trust."), style=BODY),
        para(_("Do not photograph it: photos travel."), before=2),
    ])  # fmt: skip


def _groups(code: str) -> list[Block]:
    """Set the groups in rows, each with its number, so that a wrong one is found again."""
    cells: list[Block] = [
        Stack([para(_("Group {n}").format(n=place), style=SMALL), para(group, style=_GROUP)])
        for place, group in enumerate(code.split("-"), start=1)
    ]
    rows = [cells[at : at + _ACROSS] for at in range(0, len(cells), _ACROSS)]
    rows[-1] += [para("")] * (_ACROSS - len(rows[-1]))
    return [Stack([Columns(row, (1,) * _ACROSS)], before=8) for row in rows]
