"""The handbook of the program on paper: a title page, the contents, a part for each place of the window, the keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from caregiver_app import __version__
from caregiver_app.domain.guide.articles import Article, Section, handbook
from caregiver_app.domain.guide.keys import FROM_THE_MENUS, KEY_PLACES, KeyPlace, key_words
from caregiver_app.domain.guide.lines import when_in_words
from caregiver_app.i18n import _, plain_words
from caregiver_app.packet import style
from caregiver_app.packet.empty_pdf import empty_pdf
from caregiver_app.packet.flow import Block, Box, Pen, Space, Stack
from caregiver_app.packet.furniture import heading, page_title
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.plan import places_of
from caregiver_app.packet.printed.furniture import bullet
from caregiver_app.packet.sheets import Bookmark, Sheet, flowed, paper_size, text_width
from caregiver_app.packet.style import BODY, BODY_QUIET, COVER_TITLE, PAGE_TITLE, TABLE
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import PAGE, link, para, strong

_KEYS: Final = "keys"
_CONTENTS: Final = "contents"
_TOP: Final = 150.0
_BETWEEN: Final = 30.0
_PAGE_ROOM: Final = 30.0
_KEY_ROOM: Final = 150.0
_LIST: Final = Look(padding=1.0, gap=10.0)


@dataclass(frozen=True)
class HandbookOptions:
    """On which paper, and in which language; no language is the one that is spoken."""

    paper: str = "a4"
    language: str = ""


def draw_handbook(options: HandbookOptions, target: Path) -> int:
    """Write the handbook to `target`, the same bytes each time, and return how many pages it has."""
    style.register_fonts()
    layout = PacketOptions(as_of=date.fromisoformat(handbook()[0].as_of), paper=options.paper)
    sheets = tuple(_sheets(layout))
    canvas = empty_pdf(target, paper_size(layout), _title())
    pen = Pen(canvas, places_of(sheets).__getitem__)
    for page, sheet in enumerate(sheets, 1):
        sheet.paint(pen)
        for bookmark in sheet.bookmarks:
            canvas.addOutlineEntry(bookmark.title, bookmark.place, bookmark.level)
        if page > 1:
            _foot(canvas, f"{page} / {len(sheets)}", sheet.width)
        canvas.showPage()
    canvas.showOutline()
    canvas.save()
    return len(sheets)


def _sheets(options: PacketOptions) -> Iterator[Sheet]:
    """Yield every page. Each part that begins on one can be led to, and has its line in the outline."""
    titles = {_CONTENTS: _("Contents"), **{part.id: _(part.title) for part in handbook()}, _KEYS: _("Keys")}
    width, height = paper_size(options)
    for block in (_cover(), _contents(), Stack([_part(part) for part in handbook()]), _keys()):
        for page in flowed(block, options):
            places = tuple(page.places())
            marks = tuple(Bookmark(0, titles[place], place) for place in places if place in titles)
            paint = partial(_paint, page, height - style.MARGIN, text_width(options))
            yield Sheet(width, height, paint, places=places, bookmarks=marks)


def _title() -> str:
    return _("Handbook of the Caregiver Organizer")


def _cover() -> Block:
    when = _("Version {version}, {date}").format(version=__version__, date=when_in_words(handbook()[0].as_of))
    return Stack([
        Space(_TOP),
        para(_("Caregiver Organizer"), style=COVER_TITLE),
        para(_("Handbook"), style=PAGE_TITLE, before=4),
        para(when, style=BODY_QUIET, before=4),
        para(_("What each place of the window is for, what to do there first, and what helps."), before=28),
        Box(
            Stack([
                para(strong(_("Nothing leaves your computer.")), " ", _("No account, no internet, no update check.")),
                para(strong(_("Nothing is lost.")), " ", _("What you did can be undone, and what you removed comes "
                     "back."), before=6),
                para(strong(_("It organises.")), " ", _("It gives no medical advice. Your own team comes first."),
                     before=6),
            ]),
            before=28,
        ),
        para(_("In the window, F1 opens the part that fits what you see."), style=BODY_QUIET, before=28),
    ])  # fmt: skip


def _contents() -> Block:
    entries = [*((part.id, _(part.title), _(part.summary)) for part in handbook()), (_KEYS, _("Keys"), "")]
    rows = [
        Row((Stack(_entry(place, title, summary)), para(link(PAGE, place), style=style.TABLE_RIGHT)))
        for place, title, summary in entries
    ]
    table = Table((0, _PAGE_ROOM), rows, look=_LIST, before=10)
    return Stack([page_title(_("Contents"), place=_CONTENTS), table])


def _entry(place: str, title: str, summary: str) -> Sequence[Block]:
    lines: list[Block] = [para(link(title, place), style=BODY)]
    return [*lines, para(summary, style=style.TABLE_QUIET)] if summary else lines


def _part(part: Article) -> Block:
    """Set one part. It stays on one page: who looks something up has all of it before them."""
    blocks: list[Block] = [
        page_title(_(part.title), place=part.id),
        para(_(part.summary), style=BODY_QUIET, before=2, keep=True),
    ]
    blocks += [block for section in part.sections for block in _section(section)]
    return Stack(blocks, before=_BETWEEN, whole=True)


def _section(section: Section) -> Iterator[Block]:
    yield heading(_(section.heading), before=12)
    for line in section.lines:
        yield bullet(line.words()) if line.id in section.bullets else para(line.words(), before=2)


def _keys() -> Block:
    mac = _("On a Mac, the key Command takes the place of Ctrl.")
    places = (FROM_THE_MENUS, *KEY_PLACES)
    above = [page_title(_("Keys"), place=_KEYS), para(mac, style=BODY_QUIET, before=2)]
    return Stack([*above, *(block for place in places for block in _keys_of(place))])


def _keys_of(place: KeyPlace) -> Iterator[Block]:
    yield heading(_(place.words), before=14)
    rows = [
        Row((para(plain_words(_(words)), style=TABLE), para(strong(key_words(keys)), style=TABLE)))
        for words, keys in place.rows
    ]
    yield Table((0, _KEY_ROOM), rows, look=Look(padding=1.5, gap=10.0), before=3)


def _paint(block: Block, top: float, width: float, pen: Pen) -> None:
    block.paint(pen, style.BINDING, top, width)


def _foot(canvas: Any, page: str, width: float) -> None:
    """Say at the foot what this is, and on which page one is."""
    look, base = style.STAMP, style.STAMP_BASELINE
    style.draw_text(canvas, style.BINDING, base, _title(), size=look.size, colour=look.colour)
    style.draw_text(canvas, width - style.MARGIN, base, page, size=look.size, colour=look.colour, align="right")
