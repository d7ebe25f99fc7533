"""Find room: sub-rows for things that overlap, and a place for every label where it meets nothing.

One sweep from left to right a lane, with a small fixed number of rows, so the cost grows with the number of
things and not with its square. A label goes right of its thing, else under or left of it, else into another row;
it crosses a full-height line only when nothing else is left, and then its ground knocks the line out.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Final

ELLIPSIS: Final = "…"
# Words that grow stop this many gaps before their neighbour.
_APART: Final = 3.0


@dataclass(slots=True)
class Unit:
    """One thing in a lane: its body, the width its label wants (0 for none), and where both were put.

    `at` is where the label begins, None when there is no room. An optional label never makes a new row. Down to
    `least` a label is cut before it crosses a full-height line or is left out; up to `whole` it grows where room is
    left over when everything has its place.
    """

    left: float
    right: float
    wants: float
    optional: bool = False
    least: float = inf
    whole: float = 0.0
    row: int = 0
    at: float | None = None
    label_row: int = 0
    label_width: float = 0.0


@dataclass(slots=True)
class _Row:
    """How far one row is taken: by bodies, and by bodies and labels."""

    body: float = -inf
    taken: float = -inf
    labelled: Unit | None = None


class Room:
    """The stretch of a lane with the full-height lines that run through it; the line of the day gives way to words."""

    def __init__(
        self, left: float, right: float, lines: Iterable[float], gap: float, day_line: float | None = None
    ) -> None:
        self.left = left
        self.right = right
        self.gap = gap
        self._lines = sorted(lines)
        self._day_line = day_line

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Room):
            return NotImplemented
        return self._key() == other._key()

    def _key(self) -> tuple[object, ...]:
        return self.left, self.right, self.gap, self._lines, self._day_line

    def is_crossed(self, begin: float, end: float) -> bool:
        """Whether a full-height line runs through this stretch."""
        index = bisect_left(self._lines, begin)
        return index < len(self._lines) and self._lines[index] <= end

    def is_free(self, begin: float, end: float) -> bool:
        """Whether no line at all runs through this stretch, not even that of the day."""
        is_on_day = self._day_line is not None and begin <= self._day_line <= end
        return not is_on_day and not self.is_crossed(begin, end)

    def next_line(self, x: float) -> float:
        """Return the next full-height line from here on, or the end of the plot."""
        index = bisect_left(self._lines, x)
        return min(self._lines[index], self.right) if index < len(self._lines) else self.right

    def line_before(self, x: float) -> float:
        """Return the last full-height line before here, or the beginning of the plot."""
        index = bisect_left(self._lines, x)
        return max(self._lines[index - 1], self.left) if index else self.left

    def fits(self, begin: float, end: float) -> bool:
        """Whether this stretch lies inside the plot."""
        return self.left <= begin and end <= self.right


class Ruler:
    """Measure and shorten text, each text once."""

    def __init__(self, text_width: Callable[[str, float], float]) -> None:
        self._measure = text_width
        self._known: dict[tuple[str, float], float] = {}

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is."""
        key = (text, size)
        if key not in self._known:
            self._known[key] = self._measure(text, size)
        return self._known[key]

    def shortened(self, text: str, size: float, room: float) -> str:
        """Return the text without its bracket, or cut with an ellipsis, where it is wider than the room.

        Nothing is returned when hardly a letter fits.
        """
        if self.width(text, size) <= room:
            return text
        if room < size * 0.5:
            return ""
        head = text.rsplit(" (", 1)[0]
        if text.endswith(")") and head and self.width(head, size) <= room:
            return head
        low, high = 0, min(len(text), int(room / size * 6) + 1)
        while low < high:
            middle = (low + high + 1) // 2
            if self._measure(text[:middle].rstrip() + ELLIPSIS, size) <= room:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + ELLIPSIS if low >= 2 else ""


def arrange(units: list[Unit], room: Room, *, most_rows: int, under: bool = False) -> int:
    """Give every unit its row and its label a place; return how many rows that takes.

    `units` are sorted by their left edge. With `under` a label may stand beneath its body.
    """
    rows = [_Row() for _row in range(most_rows)]
    for unit in units:
        unit.at = None
        if not _place_whole(unit, rows, room, under=under):
            _place_body(unit, rows, room)
    _fill_gaps(units, room)
    _grow(units, room)
    return max((max(unit.row, unit.label_row) for unit in units), default=0) + 1


def _place_whole(unit: Unit, rows: list[_Row], room: Room, *, under: bool) -> bool:
    """Put a unit where its body and its label are both free; False when there is no such place.

    First the whole label is tried clear of every line, then one over the line of the day, then one cut a little, then
    one that crosses a line.
    """
    if not unit.wants or unit.optional or all(row.taken > unit.left for row in rows):
        return False
    for places in (_free_places, _clear_places, _cut_places, _crossing_places):
        for number, row in enumerate(rows):
            if row.taken > unit.left:
                continue
            below = rows[number + 1] if under and number + 1 < len(rows) else None
            for at, width, label_row in places(unit, row, below, room):
                _take(unit, row, at, width, label_row)
                unit.row, unit.label_row = number, number if label_row is row else number + 1
                return True
    return False


_Places = Iterator[tuple[float, float, _Row]]


def _crossing_places(unit: Unit, row: _Row, below: _Row | None, room: Room) -> _Places:
    """Yield where the label of a unit in this row could begin: right of it, beneath it, left of it."""
    gap, wants = room.gap, unit.wants
    right, left = unit.right + gap, unit.left - gap - wants
    if room.fits(right, right + wants):
        yield right, wants, row
    if below is not None and below.taken <= unit.left - gap and room.fits(unit.left, unit.left + wants):
        yield unit.left, wants, below
    if left - gap >= row.taken and room.fits(left, left + wants):
        yield left, wants, row


def _free_places(unit: Unit, row: _Row, below: _Row | None, room: Room) -> _Places:
    """Yield those of the places that no line runs through."""
    for at, wants, label_row in _crossing_places(unit, row, below, room):
        if room.is_free(*_stretch(unit, at, wants, room)):
            yield at, wants, label_row


def _clear_places(unit: Unit, row: _Row, below: _Row | None, room: Room) -> _Places:
    """Yield those of the places that no line runs through, but perhaps that of the day."""
    for at, wants, label_row in _crossing_places(unit, row, below, room):
        if not room.is_crossed(*_stretch(unit, at, wants, room)):
            yield at, wants, label_row


def _stretch(unit: Unit, at: float, wants: float, room: Room) -> tuple[float, float]:
    """Return the stretch between a body and the far end of its label."""
    begin = unit.right + 0.5 if at > unit.left else at - room.gap
    end = unit.left - 0.5 if at < unit.left else at + wants + room.gap
    return min(begin, at), end


def _cut_places(unit: Unit, row: _Row, _below: _Row | None, room: Room) -> _Places:
    """Yield the stretches beside the body up to the next line, when they hold most of the label."""
    gap, least = room.gap, min(unit.wants, unit.least)
    begin, end = unit.right + gap, room.next_line(unit.right + 0.5) - gap
    if end - begin >= least:
        yield begin, min(unit.wants, end - begin), row
    begin, end = max(room.line_before(unit.left - 0.5), row.taken) + gap, unit.left - gap
    if end - begin >= least:
        width = min(unit.wants, end - begin)
        yield end - width, width, row


def _take(unit: Unit, row: _Row, at: float, width: float, label_row: _Row) -> None:
    unit.at, unit.label_width = at, width
    row.body = max(row.body, unit.right)
    row.taken = max(row.taken, unit.right)
    label_row.taken = max(label_row.taken, at + width)
    label_row.labelled = unit


def _place_body(unit: Unit, rows: list[_Row], room: Room) -> None:
    """Put a body where nothing is, else over other bodies; a label in its way gives way."""
    number, begin = 0, unit.left
    for index, row in enumerate(rows):
        if row.taken <= begin:
            number = index
            break
        if row.body < rows[number].body:
            number = index
    row, other = rows[number], rows[number].labelled
    unit.row = unit.label_row = number
    if other is not None and _is_in_the_way(other, unit, room.gap):
        other.at, other.label_row, row.labelled = None, other.row, None
    row.body = max(row.body, unit.right)
    label = row.labelled
    row.taken = max(row.body, label.at + label.label_width if label is not None and label.at is not None else -inf)


def _is_in_the_way(other: Unit, unit: Unit, gap: float) -> bool:
    if other.at is None:
        return False
    return other.at < unit.right + gap and unit.left < other.at + other.label_width


def _fill_gaps(units: list[Unit], room: Room) -> None:
    """Put the labels still without a place into the gaps right of their bodies, cut to fit where they must be."""
    taken: dict[int, list[tuple[float, float, Unit | None]]] = {}
    for unit in units:
        taken.setdefault(unit.row, []).append((unit.left, unit.right, unit))
        if unit.at is not None:
            taken.setdefault(unit.label_row, []).append((unit.at, unit.at + unit.label_width, None))
    for stretches in taken.values():
        stretches.sort(key=lambda stretch: stretch[:2])
        edge = room.left
        for index, (left, right, owner) in enumerate(stretches):
            before, edge = edge, max(edge, right)
            if owner is None or owner.at is not None or not owner.wants or right < edge:
                continue
            end = stretches[index + 1][0] - room.gap if index + 1 < len(stretches) else room.right
            if _fill(owner, room, right + room.gap, min(end, room.right)):
                edge = right + room.gap + owner.label_width
            else:
                _fill(
                    owner, room, max(before, left - 2 * room.gap - owner.wants) + room.gap, left - room.gap, whole=True
                )


def _fill(unit: Unit, room: Room, begin: float, end: float, *, whole: bool = False) -> bool:
    """Put a label into a gap beside its body, cut to the gap when that is allowed and wide enough."""
    width = min(unit.wants, end - begin)
    is_enough = width >= unit.wants - 0.001 or (not unit.optional and not whole and width >= unit.least)
    near, far = (begin, begin + width + room.gap) if begin > unit.left else (begin - room.gap, end)
    if not is_enough or room.is_crossed(near, far):
        return False
    unit.at, unit.label_width, unit.label_row = begin, width, unit.row
    return True


def _grow(units: list[Unit], room: Room) -> None:
    """Give labels that say less than they could the room that nothing else took."""
    taken: dict[int, list[tuple[float, float, Unit | None]]] = {}
    for unit in units:
        taken.setdefault(unit.row, []).append((unit.left, unit.right, None))
        if unit.at is not None:
            taken.setdefault(unit.label_row, []).append((unit.at, unit.at + unit.label_width, unit))
    for stretches in taken.values():
        stretches.sort(key=lambda stretch: stretch[:2])
        edge = room.left
        for index, (_left, right, owner) in enumerate(stretches):
            if owner is not None and owner.at is not None and owner.whole > owner.label_width:
                apart = _APART * room.gap
                following = stretches[index + 1][0] - apart if index + 1 < len(stretches) else room.right
                _grow_one(owner, owner.at, room, max(edge + apart, room.left), following)
                right = owner.at + owner.label_width
            edge = max(edge, right)


def _grow_one(unit: Unit, at: float, room: Room, first: float, last: float) -> None:
    """Let a label grow away from its body, up to its neighbour and to the next full-height line it does not cross."""
    end = at + unit.label_width
    is_clear = room.is_free(at, end)
    if at < unit.left:
        bound = max(first, room.line_before(at) + room.gap if is_clear else first)
        begin = max(min(at, bound), end - unit.whole)
        unit.at, unit.label_width = begin, end - begin
    else:
        bound = min(last, room.next_line(end) - room.gap if is_clear else last)
        unit.label_width = min(max(end, bound) - at, max(unit.whole, unit.label_width))
