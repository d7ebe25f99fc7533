"""What printed sheets share: a head, lines to write on, boxes to tick, tables that are filled in by hand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.flow import EPSILON, Block, Columns, Pen, Space, Stack
from caregiver_app.packet.furniture import head as table_head
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.sheets import flowed
from caregiver_app.packet.style import BODY, PAGE_TITLE, SMALL, TextStyle
from caregiver_app.packet.table import PLAIN, Look, Row, Table
from caregiver_app.packet.text import Span, para

LARGE: Final = TextStyle(style.TEXT, 13, 18)
LARGE_STRONG: Final = TextStyle(style.STRONG, 13, 18)
RULE_ROOM: Final = 24.0
"""The distance between two lines to write on by hand."""
NO_BREAK: Final = "\u00a0"

_BOX: Final = 9.0
_BESIDE_BOX: Final = _BOX + 7
_BLANK_ROOM: Final = 22.0
_NUMBER_ROOM: Final = 22.0
_SHORT: Final = 22
_WRITTEN: Final = Look(padding=1.5, gap=10)


class Rules(Block):
    """Lines to write on by hand, so many of them."""

    def __init__(self, count: int = 1, *, before: float = 0, room: float = RULE_ROOM) -> None:
        super().__init__(before=before)
        self._count = count
        self._room = room

    def height(self, width: float) -> float:
        """Return the room of all its lines."""
        return self._count * self._room

    def split(self, width: float, room: float, *, force: bool = False) -> tuple[Block | None, Block | None]:
        """Part it between two lines."""
        fits = max(int((room + EPSILON) / self._room), 1 if force else 0)
        if fits >= self._count:
            return self, None
        if fits < 1:
            return None, self
        return Rules(fits, before=self.before, room=self._room), Rules(self._count - fits, room=self._room)

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines."""
        for number in range(1, self._count + 1):
            pen.rule(x, top - number * self._room + 2, width, colour=style.LINE)


class Blank(Block):
    """A word with a line to write on behind it."""

    def __init__(self, word: str, *, look: TextStyle = SMALL, before: float = 0) -> None:
        super().__init__(before=before)
        self._word = para(word, style=look)
        self._behind = style.text_width(word, look.font, look.size) + 6

    def height(self, width: float) -> float:
        """Return the room to write in; a word as wide as the room has its line beneath."""
        return self._above(width) + self._word.height(width)

    def _above(self, width: float) -> float:
        return max(_BLANK_ROOM - self._word.height(width), 0.0) if self._behind < width else _BLANK_ROOM

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the word and the line."""
        is_beside = self._behind < width
        self._word.paint(pen, x, top - (self._above(width) if is_beside else 0.0), width)
        start = x + self._behind if is_beside else x
        pen.rule(start, top - self.height(width) + 2, x + width - start, colour=style.LINE)


class Ticked(Block):
    """A box to tick with a block beside it; a box that is ticked already shows it."""

    def __init__(self, inner: Block, *, ticked: bool = False, boxed: bool = True, before: float = 0) -> None:
        super().__init__(before=before)
        self._inner = inner
        self._ticked = ticked
        self._boxed = boxed

    def height(self, width: float) -> float:
        """Return the height of what is beside the box, the box at least."""
        return max(self._inner.height(width - _BESIDE_BOX), _BOX + 2)

    def split(self, width: float, room: float, *, force: bool = False) -> tuple[Block | None, Block | None]:
        """Part what is beside the box; the box stays with its beginning."""
        if self.height(width) <= room + EPSILON:
            return self, None
        first, rest = self._inner.split(width - _BESIDE_BOX, room, force=force)
        if first is None:
            return None, self
        left = Ticked(first, ticked=self._ticked, boxed=self._boxed, before=self.before)
        return left, Ticked(rest, boxed=False) if rest is not None else None

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the box and what is beside it."""
        if self._boxed:
            _draw_box(pen, x, top - _BOX - 1.5, ticked=self._ticked)
        self._inner.paint(pen, x + _BESIDE_BOX, top, width - _BESIDE_BOX)


def _draw_box(pen: Pen, x: float, bottom: float, *, ticked: bool) -> None:
    canvas = pen.canvas
    canvas.setStrokeColor(style.INK)
    canvas.setLineWidth(0.7)
    canvas.rect(x, bottom, _BOX, _BOX, stroke=1, fill=0)
    if ticked:
        canvas.setLineWidth(1.4)
        canvas.line(x + 1.8, bottom + 4.4, x + 3.8, bottom + 2.2)
        canvas.line(x + 3.8, bottom + 2.2, x + 7.4, bottom + 7.2)


def head(case: CaseSnapshot, title: str, *beneath: str, named: bool = True) -> Block:
    """Set the head of a sheet: its title, whose it is, and quieter lines beneath."""
    person = case.person
    born = _("born {date}").format(date=person.born.in_words()) if person.born else ""
    whose = " · ".join(part for part in (person.name, born) if part)
    lines: list[Block] = [para(title, style=PAGE_TITLE, keep=True)]
    if named:
        lines.append(para(whose, style=BODY, before=2, keep=True))
    lines += [para(text, style=style.BODY_QUIET, before=2) for text in beneath if text]
    return Stack(lines)


def field(word: str, *value: str | Span, rules: int = 1, look: TextStyle = BODY, before: float = 0) -> Block:
    """Set a word and beneath it what belongs to it: the value where there is one, else lines to write on."""
    said = para(*value, style=look) if "".join(_text(part) for part in value) else Rules(rules)
    return Stack([para(word, style=SMALL, keep=True), said], before=before)


def beside(*blocks: Block, shares: Sequence[float] = (), before: float = 8) -> Block:
    """Set blocks side by side."""
    return Columns(blocks, shares or (1,) * len(blocks), before=before)


def bullet(*parts: str | Span, look: TextStyle = BODY, before: float = 2) -> Block:
    """Set one item of a list."""
    return Table((8, 0), [Row((para("–", style=look), para(*parts, style=look)))], look=_BULLET, before=before)


def numbered(items: Iterable[Block], look: TextStyle, *, first: int = 1, before: float = 4, above: float = 0) -> Table:
    """Set numbers with a block beside each; an item moves on to the next page whole while it is not very long.

    The number of a line to write on stands on that line.
    """
    rows = []
    for number, item in enumerate(items, first):
        sign = para(f"{number}.", style=look)
        mark = Stack([Space(RULE_ROOM - look.leading), sign]) if isinstance(item, Rules) else sign
        rows.append(Row((mark, item), above=above if number > first else 0.0))
    return Table((_NUMBER_ROOM, 0), rows, look=_NUMBERED, before=before)


def to_write(
    titles: Sequence[str],
    widths: Sequence[float],
    empty: int,
    *,
    rows: Iterable[Sequence[Block]] = (),
    room: float = RULE_ROOM,
    before: float = 4,
) -> Table:
    """Set a table that is filled in by hand: what is known already, then so many rows of lines to write on."""
    set_rows = [Row(tuple(row)) for row in rows]
    set_rows += [Row(tuple(Rules(room=room) for _title in titles)) for _number in range(empty)]
    look = replace(_WRITTEN, ruled=not empty)
    return Table(widths, set_rows, head=table_head(*titles), look=look, before=before)


def next_steps(empty: int, *, rows: Iterable[Sequence[Block]] = (), before: float = 4) -> Table:
    """Set the table of what comes next: what, who, and by when."""
    return to_write((_("Next step"), _("Who"), _("By when")), (0, 110, 96), empty, rows=rows, before=before)


def filled(sheet: Callable[[int], Block], options: SheetOptions, least: int, most: int) -> Block:
    """Return a sheet with as many lines to write on as its last page has room for, between `least` and `most`."""
    paper = paper_of(options)
    block = sheet(least)
    pages = len(flowed(block, paper))
    for count in range(least + 1, most + 1):
        longer = sheet(count)
        if len(flowed(longer, paper)) > pages:
            break
        block = longer
    return block


def roomiest(sheet: Callable[[float], Block], options: SheetOptions, rooms: Sequence[float]) -> Block:
    """Return a sheet with the widest lines to write on that need no more pages than the narrowest, the last of them."""
    paper = paper_of(options)
    narrow = sheet(rooms[-1])
    pages = len(flowed(narrow, paper))
    wider = (sheet(room) for room in rooms[:-1])
    return next((block for block in wider if len(flowed(block, paper)) <= pages), narrow)


def paper_of(options: SheetOptions) -> PacketOptions:
    """Return what the layout of the packet needs to know of the paper."""
    return PacketOptions(as_of=options.as_of, paper=options.paper)


def unbroken(text: str) -> str:
    """Keep a short text, such as a phone number, on one line."""
    return text.replace(" ", NO_BREAK) if len(text) <= _SHORT else text


def in_a_row(*parts: str) -> str:
    """Write what there is of several words in one line."""
    return " · ".join(part for part in parts if part)


def _text(part: str | Span) -> str:
    return part if isinstance(part, str) else part.text


_BULLET: Final = Look(padding=0.0, gap=4.0, ruled=False)
_NUMBERED: Final = Look(padding=3.0, gap=PLAIN.gap, ruled=False)
