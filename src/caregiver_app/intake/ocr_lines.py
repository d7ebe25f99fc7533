"""Lines read on the picture of a page: cut into words that know their places, and put in the order people read them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Final

from caregiver_app.domain.documents.reading import Word

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]
"""Where a line begins above, ends above, ends beneath and begins beneath, in dots of the upright picture."""

# Scripts without spaces begin here. Their text is cut after its marks and wherever else a word would be a whole line.
_UNSPACED: Final = "\u2e80"
_MARKS: Final = "、。，；：！？）】》"
_LONGEST_PHRASE: Final = 8
# A line of running text; a cell of a table is shorter. A letter without spaces counts twice.
_PROSE: Final = 30
_LEAST_PROSE: Final = 3
_SIDE_BY_SIDE: Final = 0.5
_ONE_ROW: Final = 0.5
_WIDE: Final = 4.0


@dataclass(frozen=True)
class ReadLine:
    """A line as it was read. `stops` tells of each letter but spaces where its middle is, as a share of the line."""

    text: str
    corners: Corners
    stops: tuple[float, ...] = ()

    @property
    def in_words(self) -> str:
        """Its text, with a space between words where their script has one."""
        text = ""
        for word, _start, _end in self.pieces:
            unspaced = text[-1:] >= _UNSPACED and word[0] >= _UNSPACED
            text += word if unspaced or not text else f" {word}"
        return text

    @cached_property
    def pieces(self) -> tuple[tuple[str, float, float], ...]:
        """Its words, and from which to which share of the line each reaches."""
        return tuple(_pieces(self.text, self.stops))

    def words(self, width: int, height: int) -> Iterator[Word]:
        """Yield its words in their places on a picture of this size."""
        begins, ends, ends_beneath, begins_beneath = self.corners
        for text, start, end in self.pieces:
            places = [
                (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
                for share in (start, end)
                for one, other in ((begins, ends), (begins_beneath, ends_beneath))
            ]
            left, top = max(min(x for x, _y in places), 0.0), max(min(y for _x, y in places), 0.0)
            right = min(max(x for x, _y in places), float(width))
            bottom = min(max(y for _x, y in places), float(height))
            yield Word(text, left / width, top / height, (right - left) / width, (bottom - top) / height)


def in_rows(lines: Sequence[ReadLine], turn: int = 0) -> list[list[ReadLine]]:
    """Return lines in reading order, those beside each other in one row.

    `turn` counts the quarters, clockwise, by which the page must be turned to be read. Columns of running text are
    read one after the other; the cells of a table row by row.
    """
    tilt = _tilt(lines, turn)
    placed = [_Placed(line, *_straight(line, turn, tilt)) for line in lines]
    return [[one.line for one in row] for row in _arranged(placed)]


@dataclass(frozen=True)
class _Placed:
    """A line and its box on the page as it is read, straightened."""

    line: ReadLine
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def is_prose(self) -> bool:
        return sum(2 if letter >= _UNSPACED else 1 for letter in self.line.text) >= _PROSE


def _pieces(text: str, stops: Sequence[float]) -> Iterator[tuple[str, float, float]]:
    letters = sum(not letter.isspace() for letter in text)
    if len(stops) != letters:
        stops = [(index + 0.5) / letters for index in range(letters)]
    usual = median(after - before for before, after in pairwise(stops)) if letters > 1 else 1.0
    at = 0
    for word in (phrase for written in text.split() for phrase in _phrases(written)):
        first, last = stops[at], stops[at + len(word) - 1]
        half = (last - first) / (len(word) - 1) / 2 if len(word) > 1 else usual / 2
        start = max(first - half, (stops[at - 1] + first) / 2 if at else 0.0)
        at += len(word)
        end = min(last + half, (last + stops[at]) / 2 if at < letters else 1.0)
        yield word, start, max(start, end)


def _phrases(written: str) -> Iterator[str]:
    """Cut what has no spaces in it where its script has none: after its marks, and where it would be too long."""
    begin = 0
    for at in range(1, len(written)):
        if min(written[at - 1], written[at]) >= _UNSPACED and (
            written[at - 1] in _MARKS or at - begin >= _LONGEST_PHRASE
        ):
            yield written[begin:at]
            begin = at
    if written:
        yield written[begin:]


def _turned(point: Point, turn: int) -> Point:
    """Return where a place of the picture is when that is turned clockwise; where it begins does not matter here."""
    x, y = point
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn % 4]


def _tilt(lines: Sequence[ReadLine], turn: int) -> float:
    """Return by how much the lines of a page slope, in radians; 0 where no line is long enough to tell."""
    slopes = []
    for line in lines:
        (x0, y0), (x1, y1) = _turned(line.corners[0], turn), _turned(line.corners[1], turn)
        high = math.dist(line.corners[0], line.corners[3])
        if math.dist((x0, y0), (x1, y1)) > _WIDE * high and x1 > x0:
            slopes.append(math.atan2(y1 - y0, x1 - x0))
    return median(slopes) if slopes else 0.0


def _straight(line: ReadLine, turn: int, tilt: float) -> tuple[float, float, float, float]:
    cos, sin = math.cos(tilt), math.sin(tilt)
    points = [_turned(corner, turn) for corner in line.corners]
    across = [x * cos + y * sin for x, y in points]
    down = [y * cos - x * sin for x, y in points]
    return min(across), min(down), max(across), max(down)


def _arranged(lines: Sequence[_Placed]) -> list[list[_Placed]]:
    """Order lines: between two that run across the page, columns of running text come one after the other."""
    gutter = _gutter(lines)
    if gutter is None:
        return _rows(lines)
    rows: list[list[_Placed]] = []
    band: list[_Placed] = []
    for line in sorted(lines, key=lambda one: one.middle):
        if line.left < gutter < line.right:
            rows += [*_side_by_side(band, gutter), [line]]
            band = []
        else:
            band.append(line)
    return rows + _side_by_side(band, gutter)


def _side_by_side(band: Sequence[_Placed], gutter: float) -> list[list[_Placed]]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.left >= gutter]
    if min(_prose(left), _prose(right)) < _LEAST_PROSE:
        return _rows(band)
    return _arranged(left) + _arranged(right)


def _prose(lines: Sequence[_Placed]) -> int:
    return sum(line.is_prose for line in lines)


def _gutter(lines: Sequence[_Placed]) -> float | None:
    """Return a place across where two columns of running text part, or None."""
    prose = [line for line in lines if line.is_prose]
    best, most = None, _LEAST_PROSE - 1
    for place in sorted({round(line.left) for line in prose}):
        gutter = place - 0.5
        left = [line for line in prose if line.right <= gutter]
        right = [line for line in prose if line.left >= gutter]
        fewer = min(len(left), len(right))
        if fewer > most and fewer >= len(prose) - len(left) - len(right) and _are_beside(left, right):
            best, most = gutter, fewer
    return best


def _are_beside(left: Sequence[_Placed], right: Sequence[_Placed]) -> bool:
    spans = [(min(line.top for line in side), max(line.bottom for line in side)) for side in (left, right)]
    both = min(bottom for _top, bottom in spans) - max(top for top, _bottom in spans)
    return both >= _SIDE_BY_SIDE * min(bottom - top for top, bottom in spans)


def _rows(lines: Sequence[_Placed]) -> list[list[_Placed]]:
    rows: list[list[_Placed]] = []
    for line in sorted(lines, key=lambda one: one.middle):
        row = rows[-1] if rows else []
        if row and line.middle - row[0].middle < _ONE_ROW * min(line.height, row[0].height):
            row.append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.left) for row in rows]
