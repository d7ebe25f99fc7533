"""Blocks that know their height, can be parted between pages and paint themselves.

This small set replaces a layout library: measured once, split where a reader would, drawn in one pass.
Page numbers are filled in while painting, when every page has its place.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from caregiver_app.packet import style

EPSILON: Final = 0.01


class Pen:
    """Draw on one canvas, and know on which page each place of the packet lies.

    `pages` are those that are drawn here, where others are in another file: no link can lead there.
    """

    def __init__(self, canvas: Any, page_of: Callable[[str], int], pages: range | None = None) -> None:
        self.canvas = canvas
        self.page_of = page_of
        self._pages = pages

    def mark(self, place: str, x: float, top: float) -> None:
        """Make this point reachable by links."""
        self.canvas.bookmarkPage(place, fit="XYZ", left=max(x - 12, 0), top=top + 12)

    def mark_page(self, place: str) -> None:
        """Make the whole page reachable by links."""
        self.canvas.bookmarkPage(place, fit="Fit")

    def lead(self, place: str, x: float, y: float, width: float, height: float) -> None:
        """Make a stretch of the page a link to a place, where the place is in this file."""
        if self._pages is None or self.page_of(place) in self._pages:
            self.canvas.linkAbsolute("", place, (x, y, x + width, y + height), Border="[0 0 0]")

    def rule(self, x: float, y: float, width: float, thickness: float = style.HAIRLINE, colour: Any = None) -> None:
        """Draw a horizontal line."""
        self.canvas.setStrokeColor(colour or style.INK)
        self.canvas.setLineWidth(thickness)
        self.canvas.line(x, y, x + width, y)


class Block:
    """Something with a height. `before` is the space above it, dropped at the top of a page."""

    def __init__(self, *, before: float = 0, keep: bool = False, place: str = "") -> None:
        self.before = before
        self.keep = keep
        self.place = place

    def height(self, width: float) -> float:
        """Return how high it is when so wide."""
        raise NotImplementedError

    def split(self, width: float, room: float, *, force: bool = False) -> tuple["Block | None", "Block | None"]:
        """Return what fits into `room` and what does not; with `force` something is always placed."""
        if force or self.height(width) <= room + EPSILON:
            return self, None
        return None, self

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw it below `top`."""
        raise NotImplementedError

    def places(self) -> Iterator[str]:
        """Yield the places links can lead to within it."""
        if self.place:
            yield self.place

    def within(self) -> Iterator["Block"]:
        """Yield the blocks it is made of, one level down."""
        yield from ()

    def mark(self, pen: Pen, x: float, top: float) -> None:
        """Make its own place reachable."""
        if self.place:
            pen.mark(self.place, x, top)


class Space(Block):
    """Empty room; it may be a place links lead to."""

    def __init__(self, room: float, *, place: str = "") -> None:
        super().__init__(place=place)
        self.room = room

    def height(self, width: float) -> float:
        """Return the room it takes."""
        return self.room

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw nothing."""
        self.mark(pen, x, top)


class Stack(Block):
    """Blocks below one another. A block that keeps with the next is never the last one on a page."""

    def __init__(
        self, blocks: Sequence[Block], *, before: float = 0, keep: bool = False, place: str = "", whole: bool = False
    ) -> None:
        super().__init__(before=before, keep=keep, place=place)
        self.blocks = list(blocks)
        self.whole = whole

    def height(self, width: float) -> float:
        """Return the height of all its blocks and the space between them."""
        return sum(block.height(width) + (block.before if index else 0.0) for index, block in enumerate(self.blocks))

    def split(self, width: float, room: float, *, force: bool = False) -> tuple[Block | None, Block | None]:
        """Part it at the last block that fits, headings moving on with what they head."""
        if self.whole and not force:
            return super().split(width, room)
        used = 0.0
        for index, block in enumerate(self.blocks):
            gap = block.before if index else 0.0
            height = block.height(width)
            if used + gap + height > room + EPSILON:
                return self._parted(width, room - used - gap, index, force)
            used += gap + height
        return self, None

    def _parted(self, width: float, room: float, index: int, force: bool) -> tuple[Block | None, Block | None]:
        block = self.blocks[index]
        placed = self.blocks[:index]
        first, rest = block.split(width, room, force=force and not placed)
        if first is None:
            kept = len(placed)
            while kept and placed[kept - 1].keep:
                kept -= 1
            if kept == 0 and force:
                first, rest = block.split(width, room, force=True)
                kept = len(placed)
            remaining = placed[kept:] + ([rest] if rest else []) + self.blocks[index + 1 :]
            placed = placed[:kept]
        else:
            remaining = ([rest] if rest else []) + self.blocks[index + 1 :]
        placed = placed + ([first] if first else [])
        if not placed:
            return None, self
        head = Stack(placed, before=self.before, place=self.place)
        return head, (Stack(remaining, keep=self.keep) if remaining else None)

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw its blocks."""
        self.mark(pen, x, top)
        for index, block in enumerate(self.blocks):
            top -= block.before if index else 0.0
            block.paint(pen, x, top, width)
            top -= block.height(width)

    def places(self) -> Iterator[str]:
        """Yield its own place and those of its blocks."""
        yield from super().places()
        for block in self.blocks:
            yield from block.places()

    def within(self) -> Iterator[Block]:
        """Yield its blocks."""
        yield from self.blocks


class Columns(Block):
    """Blocks side by side, as wide as told in parts of the whole."""

    def __init__(self, columns: Sequence[Block], shares: Sequence[float], *, before: float = 0) -> None:
        super().__init__(before=before)
        self.columns = list(columns)
        self.shares = tuple(shares)

    def _widths(self, width: float) -> list[float]:
        free = width - style.GUTTER * 2 * (len(self.shares) - 1)
        return [free * share / sum(self.shares) for share in self.shares]

    def height(self, width: float) -> float:
        """Return the height of the highest column."""
        return max(column.height(own) for column, own in zip(self.columns, self._widths(width), strict=True))

    def split(self, width: float, room: float, *, force: bool = False) -> tuple[Block | None, Block | None]:
        """Part every column at the same height."""
        if self.height(width) <= room + EPSILON:
            return self, None
        parts = [
            column.split(own, room, force=force) for column, own in zip(self.columns, self._widths(width), strict=True)
        ]
        if any(first is None for first, _rest in parts):
            return None, self
        firsts = Columns([first or Space(0) for first, _rest in parts], self.shares, before=self.before)
        return firsts, Columns([rest or Space(0) for _first, rest in parts], self.shares)

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the columns."""
        for column, own in zip(self.columns, self._widths(width), strict=True):
            column.paint(pen, x, top, own)
            x += own + style.GUTTER * 2

    def places(self) -> Iterator[str]:
        """Yield the places of its columns."""
        for column in self.columns:
            yield from column.places()

    def within(self) -> Iterator[Block]:
        """Yield its columns."""
        yield from self.columns


class Box(Block):
    """A block within a hairline frame; parted, each part has its frame."""

    PADDING: Final = 10.0

    def __init__(self, inner: Block, *, before: float = 0, keep: bool = False) -> None:
        super().__init__(before=before, keep=keep)
        self.inner = inner

    def height(self, width: float) -> float:
        """Return the height with its padding."""
        return self.inner.height(width - 2 * self.PADDING - 4) + 2 * self.PADDING

    def split(self, width: float, room: float, *, force: bool = False) -> tuple[Block | None, Block | None]:
        """Part what is inside."""
        if self.height(width) <= room + EPSILON:
            return self, None
        first, rest = self.inner.split(width - 2 * self.PADDING - 4, room - 2 * self.PADDING, force=force)
        if first is None:
            return None, self
        return Box(first, before=self.before), Box(rest, keep=self.keep) if rest else None

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the frame and what is inside."""
        height = self.height(width)
        pen.canvas.setStrokeColor(style.INK)
        pen.canvas.setLineWidth(0.8)
        pen.canvas.rect(x, top - height, width, height, stroke=1, fill=0)
        self.inner.paint(pen, x + self.PADDING + 2, top - self.PADDING, width - 2 * self.PADDING - 4)

    def places(self) -> Iterator[str]:
        """Yield the places inside."""
        yield from self.inner.places()

    def within(self) -> Iterator[Block]:
        """Yield what is framed."""
        yield self.inner
