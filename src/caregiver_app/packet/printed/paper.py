"""Write a printed sheet to a file: its pages, and a foot that says whose it is and of which day."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.empty_pdf import empty_pdf
from caregiver_app.packet.flow import Block, Pen
from caregiver_app.packet.printed.furniture import paper_of
from caregiver_app.packet.printed.options import SHEETS, SheetOptions
from caregiver_app.packet.sheets import flowed, paper_size, text_width

Painter = Callable[[Pen], None]


def write_sheet(case: CaseSnapshot, options: SheetOptions, target: Path, block: Block, *, named: bool = True) -> int:
    """Write a sheet to `target`, the same bytes each time, and return how many pages it has.

    `named` says whose it is at the foot; a form that is filled in by hand may leave the name out.
    """
    paper = paper_of(options)
    top, width = paper_size(paper)[1] - style.MARGIN, text_width(paper)
    pages = [partial(_paint, page, top, width) for page in flowed(block, paper)]
    return write_pages(case, options, target, pages, named=named)


def write_pages(
    case: CaseSnapshot, options: SheetOptions, target: Path, pages: Sequence[Painter], *, named: bool = True
) -> int:
    """Write pages that paint themselves, each with the foot of the sheet; else as `write_sheet`."""
    style.register_fonts()
    size = paper_size(paper_of(options))
    sheet = _(SHEETS[options.name])
    canvas = empty_pdf(target, size, f"{sheet}: {case.person.name}" if named else sheet)
    pen = Pen(canvas, lambda _place: 0)
    for number, paint in enumerate(pages, 1):
        paint(pen)
        _foot(canvas, case.person.name if named else "", options, f"{number} / {len(pages)}", size[0])
        canvas.showPage()
    canvas.save()
    return len(pages)


def _paint(block: Block, top: float, width: float, pen: Pen) -> None:
    block.paint(pen, style.BINDING, top, width)


def _foot(canvas: Any, name: str, options: SheetOptions, page: str, width: float) -> None:
    """Say at the foot whose sheet it is, of which day, and who put it together."""
    look, base = style.STAMP, style.STAMP_BASELINE
    above = base + look.leading
    printed = _("printed {date}").format(date=PartialDate.of_day(options.as_of).in_words())
    right = f"{printed} · {page}"
    room = width - style.BINDING - style.MARGIN - style.text_width(right, look.font, look.size) - 16
    sheet = _(SHEETS[options.name])
    whose = style.fitted(f"{sheet}: {name}" if name else sheet, look.font, look.size, room)
    by = _("Put together by the family; it is not medical advice.")
    style.draw_text(canvas, style.BINDING, above, whose, size=look.size, colour=look.colour)
    style.draw_text(canvas, style.BINDING, base, by, size=look.size, colour=look.colour)
    style.draw_text(canvas, width - style.MARGIN, above, right, size=look.size, colour=look.colour, align="right")
