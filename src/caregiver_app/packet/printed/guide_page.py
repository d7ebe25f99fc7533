"""A page of the guide on paper as it is read in the window, with its sources and the family's own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.empty_pdf import empty_pdf
from caregiver_app.packet.flow import Block, Pen, Stack
from caregiver_app.packet.furniture import heading, page_title
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.printed.furniture import bullet
from caregiver_app.packet.sheets import flowed, paper_size, text_width
from caregiver_app.packet.style import BODY, BODY_QUIET, SMALL, SUBHEADING
from caregiver_app.packet.text import Span, para, quiet, strong

_SPACE_ABOVE: Final = {"text": 4.0, "word": 8.0, "row": 6.0}


@dataclass(frozen=True)
class Read:
    """One paragraph as it is read; `kind` says how it is set, `numbers` are those of its sources."""

    kind: str
    text: str
    lead: str = ""
    beside: str = ""
    after: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class GuidePageOptions:
    """What is read, with its sources in the order of their numbers, of which day and on which paper."""

    title: str
    read: tuple[Read, ...]
    sources: tuple[str, ...]
    as_of: date
    paper: str = "a4"


def draw_guide_page(options: GuidePageOptions, target: Path) -> int:
    """Write the page to `target`, the same bytes each time, and return how many pages it takes on paper."""
    style.register_fonts()
    layout = PacketOptions(as_of=options.as_of, paper=options.paper)
    width, height = paper_size(layout)
    canvas = empty_pdf(target, (width, height), options.title)
    pages = flowed(Stack(list(_blocks(options))), layout)
    pen = Pen(canvas, lambda _place: 0)
    for number, page in enumerate(pages, 1):
        partial(_paint, page, height - style.MARGIN, text_width(layout))(pen)
        _foot(canvas, options, f"{number} / {len(pages)}", width)
        canvas.showPage()
    canvas.save()
    return len(pages)


def _blocks(options: GuidePageOptions) -> Iterator[Block]:
    for one in options.read:
        yield _block(one)
    if options.sources:
        yield heading(_("Sources"), before=16)
        for number, source in enumerate(options.sources, 1):
            yield para(f"{number}  {source}", style=SMALL, before=2)


def _block(one: Read) -> Block:
    if one.kind == "title":
        return page_title(one.text)
    if one.kind == "heading":
        return heading(one.text, before=14)
    numbers = f" [{', '.join(map(str, one.numbers))}]" if one.numbers else ""
    parts: list[str | Span] = [one.text, quiet(numbers)] if numbers else [one.text]
    if one.kind == "bullet":
        return bullet(*parts)
    look = BODY_QUIET if one.kind == "summary" else SMALL if one.kind in ("small", "source") else BODY
    said = para(*parts, style=look, before=_SPACE_ABOVE.get(one.kind, 2.0) if not one.lead else 0.0)
    lead = [para(strong(one.lead), *([quiet(f"  {one.beside}")] if one.beside else []), style=SUBHEADING, keep=True)]
    after = [para(one.after, style=SMALL)] if one.after else []
    return Stack([*(lead if one.lead else []), said, *after], before=_SPACE_ABOVE.get(one.kind, 2.0))


def _paint(block: Block, top: float, width: float, pen: Pen) -> None:
    block.paint(pen, style.BINDING, top, width)


def _foot(canvas: Any, options: GuidePageOptions, page: str, width: float) -> None:
    """Say at the foot where it is from, whose word comes first, the day and the page."""
    look, base = style.STAMP, style.STAMP_BASELINE
    printed = _("printed {date}").format(date=PartialDate.of_day(options.as_of).in_words())
    whose = _("From the guide of the Caregiver Organizer. Your own team comes first.")
    style.draw_text(canvas, style.BINDING, base, whose, size=look.size, colour=look.colour)
    right = f"{printed} · {page}"
    style.draw_text(canvas, width - style.MARGIN, base, right, size=look.size, colour=look.colour, align="right")
