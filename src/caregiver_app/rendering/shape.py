"""Where a page of a file stands once it is cropped, straightened and turned, and its words with it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from caregiver_app.domain.documents.reading import Word

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as fractions of the file's own upright page."""

WHOLE: Final[Box] = (0.0, 0.0, 1.0, 1.0)
MOST_PIXELS: Final = 16_000_000
POINTS_A_DOT: Final = 72 / 96
"""The pages of pictures are told as if each had 96 dots to the inch, whatever it claims."""
_LONGEST_SIDE: Final = 30_000
_LEAST: Final = 0.001
# A word beside a black part may touch it; one that lies in it by more than this share is covered.
_TOUCH: Final = 0.05


@dataclass(frozen=True)
class Showing:
    """Say which page of a file is shown and what is done with it, as its `Sheet` says.

    `turn` counts quarters, clockwise: those of the sheet and those of the view together. It stands in for the sheet,
    which brings along what reads records: the child starts four times as fast without.
    """

    page: int = 1
    turn: int = 0
    straighten: float = 0.0
    crop: Box | None = None
    black: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Shape:
    """The page that is seen. `across` and `down` are the sides of the file's own upright page, in points."""

    across: float
    down: float
    crop: Box = WHOLE
    straighten: float = 0.0
    turn: int = 0

    @property
    def width(self) -> float:
        """How wide the shown page is, in points."""
        return self._straight_sides[self.turn % 2]

    @property
    def height(self) -> float:
        """How high the shown page is, in points."""
        return self._straight_sides[1 - self.turn % 2]

    @property
    def kept(self) -> tuple[float, float]:
        """The sides of the part that is kept, before it is straightened, in points."""
        left, top, right, bottom = self.crop
        return (right - left) * self.across, (bottom - top) * self.down

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place of the file's page is on the shown one; both in fractions from the top left."""
        wide, high = self.kept
        across, down = self._straight_sides
        x = (x - self.crop[0]) * self.across - wide / 2
        y = (y - self.crop[1]) * self.down - high / 2
        cos, sin = self._angle
        x, y = (x * cos - y * sin) / across + 0.5, (x * sin + y * cos) / down + 0.5
        return ((x, y), (1 - y, x), (1 - x, 1 - y), (y, 1 - x))[self.turn % 4]

    @cached_property
    def _angle(self) -> tuple[float, float]:
        return math.cos(math.radians(self.straighten)), math.sin(math.radians(self.straighten))

    @cached_property
    def _straight_sides(self) -> tuple[float, float]:
        """The sides of what holds the kept part when it is straight: nothing of it is cut off."""
        wide, high = self.kept
        cos, sin = (abs(part) for part in self._angle)
        return wide * cos + high * sin, wide * sin + high * cos


def shape_of(size: tuple[float, float], showing: Showing) -> Shape:
    """Return the shape of what is shown of a page that has this size in points."""
    crop = showing.crop or WHOLE
    left, right = _inside(crop[0], crop[2])
    top, bottom = _inside(crop[1], crop[3])
    sides = (max(size[0], 1.0), max(size[1], 1.0))
    return Shape(*sides, (left, top, right, bottom), showing.straighten, showing.turn % 4)


def scale_of(shape: Shape, width: int) -> float:
    """Return how many pixels a point becomes on a page so many pixels wide, within what may be held."""
    most = math.sqrt(MOST_PIXELS / (shape.width * shape.height))
    return min(width / shape.width, most, _LONGEST_SIDE / max(shape.width, shape.height))


def shown_words(words: Iterable[Word], shape: Shape, black: Iterable[Box] = ()) -> tuple[Word, ...]:
    """Return the words that can be seen on the shown page, where they stand there.

    Each box is the least upright one round the word. Words outside the part that is kept, and words in a black part,
    are left out.
    """
    covered = tuple(black)
    if shape == Shape(shape.across, shape.down) and not covered:
        return tuple(words)
    return tuple(_moved(word, shape) for word in words if _is_seen(word, shape.crop, covered))


def _inside(first: float, last: float) -> tuple[float, float]:
    """Bring two sides of a part into a page and leave room between them."""
    first = min(max(first, 0.0), 1.0 - _LEAST)
    return first, min(max(last, first + _LEAST), 1.0)


def _is_seen(word: Word, crop: Box, black: tuple[Box, ...]) -> bool:
    x, y = word.x + word.width / 2, word.y + word.height / 2
    return crop[0] <= x <= crop[2] and crop[1] <= y <= crop[3] and not any(_covers(part, word) for part in black)


def _covers(part: Box, word: Word) -> bool:
    wide = min(part[2], word.x + word.width) - max(part[0], word.x)
    high = min(part[3], word.y + word.height) - max(part[1], word.y)
    return wide > 0 and high > 0 and wide * high >= _TOUCH * word.width * word.height


def _moved(word: Word, shape: Shape) -> Word:
    right, bottom = word.x + word.width, word.y + word.height
    corners = [shape.place(x, y) for x in (word.x, right) for y in (word.y, bottom)]
    left, top = min(x for x, _y in corners), min(y for _x, y in corners)
    return Word(word.text, left, top, max(x for x, _y in corners) - left, max(y for _x, y in corners) - top)
