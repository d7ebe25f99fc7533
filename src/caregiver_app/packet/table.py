"""Tables: a head that repeats, rules only above it, below it and at the end, rows that part when they must."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caregiver_app.packet import style
from caregiver_app.packet.flow import EPSILON, Block, Pen, Space

# A row higher than this may be parted between pages; a lower one moves on whole.
_PARTED_ABOVE: Final = 150.0
# A table no higher than this moves on whole rather than leave a row or two behind.
_WHOLE_BELOW: Final = 110.0
# One that is told to stay whole does so up to this height, which is less than half a page.
_WHOLE_AT_MOST: Final = 330.0
_LEAST_PART: Final = 40.0
_FEW: Final = 3


@dataclass(frozen=True)
class Row:
    """One row. `span` lets its single cell run over all columns; `keep` holds it with the next row."""

    cells: tuple[Block, ...]
    place: str = ""
    span: bool = False
    keep: bool = False
    above: float = 0.0

    @property
    def heading(self) -> bool:
        """Whether it heads the rows beneath it."""
        return self.span and self.keep


@dataclass(frozen=True)
class Look:
    """How tightly a table is set, and whether it has rules."""

    padding: float = 3.0
    gap: float = 10.0
    ruled: bool = True


PLAIN: Final = Look(padding=1.0, gap=8.0, ruled=False)


class Table(Block):
    """Rows of blocks in columns. A width of 0 takes what the others leave; several share it.

    A low table, and one that is told to stay `whole`, is not parted while it fits a page.
    """

    def __init__(
        self,
        widths: Sequence[float],
        rows: Sequence[Row],
        *,
        head: Sequence[Block] = (),
        look: Look = Look(),
        before: float = 0,
        keep: bool = False,
        place: str = "",
        whole: bool = False,
    ) -> None:
        super().__init__(before=before, keep=keep, place=place)
        self.whole = whole
        self.widths = tuple(widths)
        self.rows = list(rows)
        self.head = tuple(head)
        self.look = look

    def _columns(self, width: float) -> list[float]:
        gaps = self.look.gap * (len(self.widths) - 1)
        free = width - gaps - sum(self.widths)
        flexible = self.widths.count(0)
        return [own or free / flexible for own in self.widths]

    def _cell_widths(self, row: Row, width: float) -> list[float]:
        return [width] if row.span else self._columns(width)

    def _row_height(self, row: Row, width: float) -> float:
        tallest = max(cell.height(own) for cell, own in zip(row.cells, self._cell_widths(row, width), strict=True))
        return tallest + 2 * self.look.padding + row.above

    def _head_columns(self, width: float) -> list[float]:
        """Return the widths of the head's cells; a head with fewer cells than columns begins with a wide one."""
        columns = self._columns(width)
        over = len(columns) - len(self.head) + 1
        return [sum(columns[:over]) + self.look.gap * (over - 1), *columns[over:]]

    def _head_height(self, width: float) -> float:
        if not self.head:
            return 0.0
        tallest = max(cell.height(own) for cell, own in zip(self.head, self._head_columns(width), strict=True))
        return tallest + 2 * self.look.padding

    def height(self, width: float) -> float:
        """Return the height of the head and all rows."""
        return self._head_height(width) + sum(self._row_height(row, width) for row in self.rows)

    def split(self, width: float, room: float, *, force: bool = False) -> tuple[Block | None, Block | None]:
        """Part it between rows, or within a row too high to move; the head is repeated."""
        whole = self.height(width)
        if whole <= room + EPSILON:
            return self, None
        if not force and whole <= (_WHOLE_AT_MOST if self.whole else _WHOLE_BELOW):
            return None, self
        used = self._head_height(width)
        for index, row in enumerate(self.rows):
            height = self._row_height(row, width)
            if used + height > room + EPSILON:
                return self._parted(width, room - used, index, height, force)
            used += height
        return self, None

    def _parted(
        self, width: float, room: float, index: int, height: float, force: bool
    ) -> tuple[Block | None, Block | None]:
        row = self.rows[index]
        kept = self._kept(index)
        alone = kept == 0
        first, rest = None, None
        if (height > _PARTED_ABOVE and room > _LEAST_PART) or (force and alone):
            first, rest = self._part_row(row, width, room, force=force and alone)
        if first is not None:
            done = [*self.rows[:index], first]
            left = [*([rest] if rest else []), *self.rows[index + 1 :]]
        else:
            done, left = self.rows[:kept], self.rows[kept:]
        if not done:
            return None, self
        left = [*_headed(done, left), *left]
        head = self._with(done, before=self.before, place=self.place)
        return head, self._with(left, keep=self.keep) if left else None

    def _kept(self, index: int) -> int:
        """Return how many rows stay when the row at `index` does not fit: neither a heading nor a single row alone."""
        kept = index
        if len(self.rows) > _FEW and kept == len(self.rows) - 1:
            kept -= 1
        if kept > 1 and self.rows[kept - 2].heading and not self.rows[kept].heading:
            kept -= 1
        while kept and self.rows[kept - 1].keep:
            kept -= 1
        return 0 if kept == 1 and len(self.rows) > _FEW else kept

    def _part_row(self, row: Row, width: float, room: float, *, force: bool) -> tuple[Row | None, Row | None]:
        room = max(room - 2 * self.look.padding - row.above, 12.0)
        parts = [
            cell.split(own, room, force=force)
            for cell, own in zip(row.cells, self._cell_widths(row, width), strict=True)
        ]
        if any(first is None for first, _rest in parts):
            return None, None
        first = replace(row, cells=tuple(first or Space(0) for first, _rest in parts))
        if all(rest is None for _first, rest in parts):
            return first, None
        return first, replace(row, cells=tuple(rest or Space(0) for _first, rest in parts), place="", above=0.0)

    def _with(self, rows: list[Row], *, before: float = 0, keep: bool = False, place: str = "") -> "Table":
        return Table(self.widths, rows, head=self.head, look=self.look, before=before, keep=keep, place=place)

    def paint(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw head, rows and rules."""
        self.mark(pen, x, top)
        if self.head:
            pen.rule(x, top, width)
            height = self._head_height(width)
            self._paint_head(pen, x, top - height + self.look.padding, self._head_columns(width))
            top -= height
            pen.rule(x, top, width)
        for row in self.rows:
            top -= row.above
            if row.place:
                pen.mark(row.place, x, top)
            self._paint_cells(pen, row.cells, x, top - self.look.padding, self._cell_widths(row, width))
            top -= self._row_height(row, width) - row.above
        if self.look.ruled and self.rows:
            pen.rule(x, top, width)

    def _paint_head(self, pen: Pen, x: float, bottom: float, columns: list[float]) -> None:
        for cell, own in zip(self.head, columns, strict=True):
            cell.paint(pen, x, bottom + cell.height(own), own)
            x += own + self.look.gap

    def _paint_cells(self, pen: Pen, cells: tuple[Block, ...], x: float, top: float, columns: list[float]) -> None:
        for cell, own in zip(cells, columns, strict=True):
            cell.paint(pen, x, top, own)
            x += own + self.look.gap

    def places(self) -> Iterator[str]:
        """Yield the places of its rows."""
        yield from super().places()
        for row in self.rows:
            if row.place:
                yield row.place
            for cell in row.cells:
                yield from cell.places()

    def within(self) -> Iterator[Block]:
        """Yield the cells of its head and of its rows."""
        yield from self.head
        for row in self.rows:
            yield from row.cells


def _headed(done: Sequence[Row], left: Sequence[Row]) -> list[Row]:
    """Return the heading row that must be said again over rows parted from it."""
    if not left or left[0].heading:
        return []
    above = next((row for row in reversed(done) if row.heading), None)
    return [replace(above, place="", above=0.0)] if above else []


def grid(columns: float, width: float) -> float:
    """Return the width of so many columns of the six-column grid."""
    one = (width - style.GUTTER * (style.GRID_COLUMNS - 1)) / style.GRID_COLUMNS
    return columns * one + (columns - 1) * style.GUTTER
