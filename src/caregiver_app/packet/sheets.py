"""Sheets of paper: a size, what is painted on it, what its foot says, and the places links can reach."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.bilingual import is_bilingual, name_words, set_in_both
from caregiver_app.packet.flow import Block, Pen
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.ours import ours

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

    `opens` says which part of a packet in several files begins here, 0 for none. `bilingual` tells its stamp to say in
    Chinese as well what there is room for.
    """

    width: float
    height: float
    paint: Painter
    foot: str = ""
    places: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    source: tuple[int, int] | None = None
    opens: int = 0
    bilingual: bool = False


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
    """Part a block into pages; with Chinese beside the English where that was chosen."""
    if is_bilingual(options):
        set_in_both(block)
    else:
        name_words(block, options.language)
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
            foot = ours(_("{section}, {number} of {count}"), section=section, number=index + 1, count=len(pages))
        paint = partial(_paint_block, page, height - style.MARGIN, text_width(options))
        marks = tuple(bookmarks) if index == 0 else ()
        yield Sheet(width, height, paint, foot, tuple(page.places()), marks)


def _paint_block(block: Block, top: float, width: float, pen: Pen) -> None:
    block.paint(pen, style.BINDING, top, width)
