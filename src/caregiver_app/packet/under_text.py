"""Words read on scans, laid invisibly where they stand, so that they can be chosen, copied and found in the packet.

Which words a page shows is told in `sheet_words`: none that was blacked out or cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from caregiver_app.domain.documents.reading import Word
from caregiver_app.packet import style
from caregiver_app.packet.geometry import Placement

_INVISIBLE: Final = 3
_LEAST: Final = 0.5
# A line's letters reach a fifth of their height below the line they stand on.
_BENEATH: Final = 0.2
# Words on one line that are no further apart than this share of their height follow each other with one space.
_NEXT: Final = 1.0
_ONE_LINE: Final = 0.5
# Scripts without spaces begin here; between two such letters no space is written.
_UNSPACED: Final = "\u2e80"
# Which way the letters of a line and their heads point, where lines are level, run upwards and run downwards.
_LEVEL, _UP, _DOWN = (1, 0, 0, 1), (0, 1, -1, 0), (0, -1, 1, 0)
_Way = tuple[int, int, int, int]


@dataclass(frozen=True)
class _Spot:
    """A word on the sheet as a reader of its line sees it: where it begins along and above the line, and its sides."""

    text: str
    along: float
    above: float
    length: float
    height: float


def draw_under(canvas: Any, words: Sequence[Word], placement: Placement) -> None:
    """Lay words invisibly at their places in the rectangle a page fills.

    Each reaches to where the next begins, with a space between them where their script has one, so that whoever copies
    a line gets it as it stands there.
    """
    way = _way(words)
    spots = [spot for word in words if (spot := _spot(word, placement, way)) is not None]
    if not spots:
        return
    canvas.saveState()
    lines = canvas.beginText()
    lines.setTextRenderMode(_INVISIBLE)
    for spot, following in zip(spots, (*spots[1:], None), strict=True):
        _put(lines, spot, following, way)
    canvas.drawText(lines)
    canvas.restoreState()


def _way(words: Sequence[Word]) -> _Way:
    """Return which way the lines of a page run, as the order of its words tells.

    Those of a page that stands on its head count as level: readers of PDFs turn letters round that run to the left.
    """
    level = up = down = 0
    for word, following in pairwise(words):
        across = following.x + following.width / 2 - word.x - word.width / 2
        beneath = following.y + following.height / 2 - word.y - word.height / 2
        if abs(beneath) < _ONE_LINE * max(word.height, following.height):
            level += word.width > word.height
        elif abs(across) < _ONE_LINE * max(word.width, following.width) and word.height > word.width:
            up += beneath < 0
            down += beneath > 0
    return _LEVEL if level >= max(up, down) else _UP if up > down else _DOWN


def _spot(word: Word, placement: Placement, way: _Way) -> _Spot | None:
    unknown = style.unprintable(word.text)
    text = style.tidy("".join(letter for letter in word.text if letter not in unknown)).strip()
    wide, high = word.width * placement.width, word.height * placement.height
    if not text or min(wide, high) < _LEAST:
        return None
    left = placement.x + word.x * placement.width
    bottom = placement.y + (1 - word.y - word.height) * placement.height
    if way == _LEVEL:
        return _Spot(text, left, bottom, wide, high)
    along, above = (bottom, -left - wide) if way == _UP else (-bottom - high, left)
    return _Spot(text, along, above, high, wide)


def _put(lines: Any, spot: _Spot, following: _Spot | None, way: _Way) -> None:
    text, length = spot.text, spot.length
    if following is not None and _is_next(spot, following):
        if min(text[-1], following.text[0]) < _UNSPACED:
            text += " "
        length = following.along - spot.along
    pieces = style.runs(text, leftward=False)
    natural = sum(style.run_width(piece, face, spot.height) for face, piece in pieces)
    if natural <= 0:
        return
    ahead_x, ahead_y, up_x, up_y = way
    above = spot.above + _BENEATH * spot.height
    origin = (spot.along * ahead_x + above * up_x, spot.along * ahead_y + above * up_y)
    lines.setTextTransform(*way, *(round(place, 2) for place in origin))
    lines.setHorizScale(round(100 * length / natural, 2))
    for face, piece in pieces:
        lines.setFont(face, round(spot.height, 2))
        lines.textOut(piece)


def _is_next(spot: _Spot, following: _Spot) -> bool:
    """Whether a word follows another on the same line, as words of a sentence do."""
    gap = following.along - spot.along - spot.length
    apart = abs(following.above + following.height / 2 - spot.above - spot.height / 2)
    taller = max(spot.height, following.height)
    return following.along > spot.along + _LEAST and gap < _NEXT * taller and apart < _ONE_LINE * taller
