"""Shapes on a mask of dots: the pieces that hang together, and the tightest rectangle around one, tilted as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from caregiver_app.intake.ocr_lines import Corners, Point

_STRAIGHT: Final = 1e-9


@dataclass(frozen=True)
class Rectangle:
    """A rectangle on a picture: its middle, its half along `along` (a vector of length 1), its half across that."""

    middle: Point
    along: Point
    half_long: float
    half_high: float

    @property
    def thickness(self) -> float:
        """The shorter of its sides."""
        return 2 * min(self.half_long, self.half_high)

    @property
    def area(self) -> float:
        """How many dots it covers."""
        return 4 * self.half_long * self.half_high

    @property
    def outline(self) -> float:
        """How long its four sides are together."""
        return 4 * (self.half_long + self.half_high)

    @property
    def points(self) -> tuple[Point, Point, Point, Point]:
        """Its corners, one after the other."""
        (x, y), (right, down) = self.middle, self.along
        long, high = (right * self.half_long, down * self.half_long), (-down * self.half_high, right * self.half_high)
        one, two, three, four = (
            (x + a * long[0] + b * high[0], y + a * long[1] + b * high[1])
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        )
        return one, two, three, four

    def widened(self, by: float) -> "Rectangle":
        """Return one whose sides lie so much further out."""
        return Rectangle(self.middle, self.along, self.half_long + by, self.half_high + by)

    def corners(self, across: float, down: float, size: tuple[int, int]) -> Corners:
        """Return its corners on a picture so many times as large, within that, from the top left on, clockwise."""
        placed = [
            (min(max(round(x * across), 0), size[0] - 1), min(max(round(y * down), 0), size[1] - 1))
            for x, y in self.points
        ]
        placed.sort()
        (above, beneath), (above_right, beneath_right) = (
            sorted(pair, key=lambda point: point[1]) for pair in (placed[:2], placed[2:])
        )
        return above, above_right, beneath_right, beneath


def pieces(mask: np.ndarray) -> list[np.ndarray]:
    """Return for each piece of dots that hang together, also by a corner, its ends row by row, the topmost first."""
    edges = np.diff(np.pad(mask.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1] - 1
    if not len(rows):
        return []
    heads = _heads(rows.tolist(), starts.tolist(), ends.tolist())
    order = np.argsort(heads, kind="stable")
    cuts = np.flatnonzero(np.diff(heads[order])) + 1
    return [np.concatenate((_at(starts, rows, own), _at(ends, rows, own))) for own in np.split(order, cuts)]


def tightest(points: np.ndarray) -> Rectangle:
    """Return the rectangle of the smallest area around points."""
    hull = np.array(list(_hull(points)), float)
    sides = np.roll(hull, -1, axis=0) - hull
    lengths = np.hypot(*sides.T)
    along = sides[lengths > 0] / lengths[lengths > 0, None] if len(hull) > 1 else np.array([[1.0, 0.0]])
    across = np.stack((-along[:, 1], along[:, 0]), axis=1)
    spans = [hull @ ways.T for ways in (along, across)]
    (long_low, long_high), (high_low, high_high) = ((span.min(axis=0), span.max(axis=0)) for span in spans)
    best = int(np.argmin((long_high - long_low) * (high_high - high_low)))
    middle = along[best] * (long_low + long_high)[best] / 2 + across[best] * (high_low + high_high)[best] / 2
    return Rectangle(
        (float(middle[0]), float(middle[1])),
        (float(along[best, 0]), float(along[best, 1])),
        float(long_high[best] - long_low[best]) / 2,
        float(high_high[best] - high_low[best]) / 2,
    )


def _heads(rows: list[int], starts: list[int], ends: list[int]) -> np.ndarray:
    """Return for each run of dots the first run of its piece; the runs come row by row."""
    head = list(range(len(rows)))

    def first(run: int) -> int:
        while head[run] != run:
            head[run] = run = head[head[run]]
        return run

    above = 0
    for run, row in enumerate(rows):
        while rows[above] < row - 1 or (rows[above] == row - 1 and ends[above] < starts[run] - 1):
            above += 1
        other = above
        while rows[other] == row - 1 and starts[other] <= ends[run] + 1:
            one, two = first(other), first(run)
            head[max(one, two)] = min(one, two)
            other += 1
    return np.array([first(run) for run in range(len(rows))])


def _at(columns: np.ndarray, rows: np.ndarray, own: np.ndarray) -> np.ndarray:
    return np.stack((columns[own], rows[own]), axis=1)


def _hull(points: np.ndarray) -> Iterator[Point]:
    """Yield the points that a string pulled tight around all of them touches."""
    ordered = sorted({(int(x), int(y)) for x, y in points.tolist()})
    if len(ordered) < 3:
        yield from ordered
        return
    for side in (ordered, ordered[::-1]):
        chain: list[tuple[int, int]] = []
        for point in side:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= _STRAIGHT:
                chain.pop()
            chain.append(point)
        yield from chain[:-1]


def _turn(one: tuple[int, int], two: tuple[int, int], three: tuple[int, int]) -> int:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
