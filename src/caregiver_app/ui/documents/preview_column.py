"""Where the pages of a preview lie: one beneath the other, each in the middle, in pixels of the screen."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QRect, QSize

WIDTH, PAGE, FREE = "width", "page", "free"
FITS: Final = (WIDTH, PAGE, FREE)
"""How large pages are drawn: as wide as the window, so that one is seen whole, or as wide as somebody chose."""

GAP: Final = 12
MARGIN: Final = 10
LEAST, MOST = 60, 8000
_MOST_STRETCHED: Final = 25.0
_FARTHEST: Final = 2_000_000_000


class Column:
    """Lay pages out. `sides` are their widths and heights in any unit: only how they relate counts.

    Every page is drawn equally wide, so that a photo of 4,000 dots and a letter can both be read.
    """

    def __init__(self, sides: Sequence[tuple[float, float]], room: QSize, fit: str = WIDTH, chosen: int = 0) -> None:
        self.room = QSize(max(room.width() - 2 * MARGIN, LEAST), max(room.height() - 2 * MARGIN, LEAST))
        self._ratios = [min(max(high / wide, 1 / _MOST_STRETCHED), _MOST_STRETCHED) for wide, high in sides]
        self._widths = [self._width(ratio, fit, chosen) for ratio in self._ratios]
        heights = (round(wide * ratio) + GAP for wide, ratio in zip(self._widths, self._ratios, strict=True))
        self._tops = list(accumulate(heights, initial=MARGIN))
        self.width = max([*self._widths, self.room.width()]) + 2 * MARGIN
        self.height = min(self._tops[-1] - GAP + MARGIN, _FARTHEST)

    def __len__(self) -> int:
        return len(self._widths)

    def place(self, page: int) -> QRect:
        """Return where a page lies, counted from 0."""
        wide = self._widths[page]
        high = self._tops[page + 1] - self._tops[page] - GAP
        return QRect((self.width - wide) // 2, self._tops[page], wide, high)

    def page_at(self, y: float) -> int:
        """Return the page at a height, or the nearest one."""
        return min(max(bisect_right(self._tops, y) - 1, 0), len(self) - 1)

    def seen(self, top: int, bottom: int) -> range:
        """Return the pages between two heights."""
        return range(self.page_at(top), self.page_at(bottom) + 1) if len(self) else range(0)

    def mostly(self, top: int, bottom: int) -> int:
        """Return the page of which the most is between two heights; the first of several."""

        def share(page: int) -> float:
            place = self.place(page)
            return min(bottom, place.bottom()) - max(top, place.top())

        return max(self.seen(top, bottom), key=share, default=0)

    def _width(self, ratio: float, fit: str, chosen: int) -> int:
        if fit == FREE:
            return min(max(chosen, LEAST), MOST)
        if fit == PAGE:
            return max(min(self.room.width(), int(self.room.height() / ratio)), LEAST)
        return self.room.width()
