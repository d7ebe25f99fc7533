"""Sheets of paper: a size, what is painted on it, what its foot says, and the places links can reach."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from caregiver_app.domain.person import Person
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.flow import Block, Pen
from caregiver_app.packet.options import PacketOptions

Painter = Callable[[Pen], None]


@dataclass(frozen=True)
class Bookmark:
    """One line of the outline a PDF reader shows at the side."""

    level: int
    title: str
    place: str


@dataclass(frozen=True)
class Sheet:
    """One side of paper. `source` says which page of which document is placed on it, if any.

    `opens` says which part of a packet in several files begins here, 0 for none.
    """

    width: float
    height: float
    paint: Painter
    foot: str = ""
    places: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    source: tuple[int, int] | None = None
    opens: int = 0


def paper_size(options: PacketOptions) -> tuple[float, float]:
    """Return the width and height of the chosen paper."""
    return style.PAPERS[options.paper]


def text_width(options: PacketOptions) -> float:
    """Return the width of the text area."""
    return paper_size(options)[0] - style.BINDING - style.MARGIN


def text_height(options: PacketOptions) -> float:
    """Return the height of the text area."""
    return paper_size(options)[1] - style.MARGIN - style.FOOT


def flowed(block: Block, options: PacketOptions) -> list[Block]:
    """Part a block into pages."""
    width, room = text_width(options), text_height(options)
    pages: list[Block] = []
    rest: Block | None = block
    while rest is not None:
        first, rest = rest.split(width, room, force=True)
        assert first is not None  # forced
        pages.append(first)
    return pages


def text_sheets(
    block: Block, options: PacketOptions, section: str, bookmarks: Iterable[Bookmark] = ()
) -> Iterator[Sheet]:
    """Put a block on as many sheets as it needs; the bookmarks belong to the first."""
    width, height = paper_size(options)
    pages = flowed(block, options)
    for index, page in enumerate(pages):
        foot = section
        if section and len(pages) > 1:
            foot = _("{section}, {number} of {count}").format(section=section, number=index + 1, count=len(pages))
        paint = partial(_paint_block, page, height - style.MARGIN, text_width(options))
        marks = tuple(bookmarks) if index == 0 else ()
        yield Sheet(width, height, paint, foot, tuple(page.places()), marks)


def _paint_block(block: Block, top: float, width: float, pen: Pen) -> None:
    block.paint(pen, style.BINDING, top, width)


def stamp(pen: Pen, sheet: Sheet, person: Person, page: int, pages: int, *, left: float, right: float) -> None:
    """Write whose packet it is, where in it one stands, and the page at the foot of a sheet."""
    width = sheet.width - left - right
    base = style.STAMP_BASELINE
    pen.rule(left, base + 10, width, colour=style.LINE)
    look = style.STAMP
    number = _("packet page {page} of {pages}").format(page=page, pages=pages)
    name = person.name
    born = _("born {date}").format(date=person.born.in_table()) if person.born else ""
    room = width - style.text_width(number, look.font, look.size) - 24
    middle = style.fitted(sheet.foot, look.font, look.size, room * 0.5)
    middle_width = style.text_width(middle, look.font, look.size)
    # The name keeps clear of the middle, which stands in the centre of the sheet.
    name_room = (width - middle_width) / 2 - 12 if middle else room
    tail = f" · {born}" if born else ""
    name_room -= style.text_width(tail, look.font, look.size)
    whose = style.fitted(name, look.font, look.size, max(name_room, 30)) + tail
    style.draw_text(pen.canvas, left, base, whose, font=look.font, size=look.size, colour=look.colour)
    if middle:
        style.draw_text(
            pen.canvas, left + width / 2, base, middle, font=look.font, size=look.size, colour=look.colour,
            align="middle",
        )  # fmt: skip
    style.draw_text(
        pen.canvas, left + width, base, number, font=look.font, size=look.size, colour=look.colour, align="right"
    )
