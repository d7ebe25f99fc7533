"""Strips of the picture kept as they were painted: while time moves, only what comes into sight is painted.

A strip is a fixed stretch of the picture in its full height. One that would look the same in the next picture is kept:
where one entry changes, the strips it is not in need no paint.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from caregiver_app.ui import theme

WIDE: Final = 256
"""How wide a strip is; with every usual pixel ratio that is a whole number of pixels."""

# Enough for a wide window and the way back.
_KEPT: Final = 24

Content = TypeVar("Content")


class Strips(Generic[Content]):
    """Make strips when they are first seen, and keep the newest of them for as long as they would look the same."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, _Strip[Content]] = OrderedDict()
        self._look: object = None

    def belong_to(self, look: object) -> None:
        """Forget strips painted in other colours, type or sharpness."""
        if self._look != look:
            self._look = look
            self._kept.clear()

    def show(
        self,
        painter: QPainter,
        part: QRectF,
        height: float,
        content: Callable[[float, float], Content],
        paint: Callable[[QPainter, Content], None],
        version: object,
    ) -> None:
        """Put a part of the picture onto a painter whose coordinates are the picture's.

        `content` says what is to be seen between two places, `paint` paints that. As long as `version` is the same
        object it is not asked again.
        """
        ratio = painter.device().devicePixelRatio()
        for number in range(floor(part.left() / WIDE), ceil(part.right() / WIDE)):
            strip = self._strip(number, ratio, height, content, paint, version)
            source = QRectF(0, part.top() * ratio, WIDE * ratio, part.height() * ratio)
            painter.drawPixmap(QRectF(number * WIDE, part.top(), WIDE, part.height()), strip, source)

    def _strip(
        self,
        number: int,
        ratio: float,
        height: float,
        content: Callable[[float, float], Content],
        paint: Callable[[QPainter, Content], None],
        version: object,
    ) -> QPixmap:
        known = self._kept.get(number)
        if known is None or known.version is not version:
            held = content(float(number * WIDE), float((number + 1) * WIDE))
            is_same = known is not None and known.height == height and known.content == held
            pixmap = known.pixmap if known is not None and is_same else _painted(number, ratio, height, held, paint)
            known = self._kept[number] = _Strip(version, height, held, pixmap)
        self._kept.move_to_end(number)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return known.pixmap


@dataclass(frozen=True, slots=True)
class _Strip(Generic[Content]):
    """A painted strip and what it shows."""

    version: object
    height: float
    content: Content
    pixmap: QPixmap


def _painted(
    number: int, ratio: float, height: float, content: Content, paint: Callable[[QPainter, Content], None]
) -> QPixmap:
    pixmap = QPixmap(ceil(WIDE * ratio), ceil(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(0, 0, WIDE, ceil(height), QColor(theme.tokens().surface))
    painter.translate(-number * WIDE, 0)
    paint(painter, content)
    painter.end()
    return pixmap


class Stamps:
    """Signs painted once and then put wherever they stand; they lie on whole pixels, which keeps them crisp."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], QPixmap] = {}

    def put(
        self, painter: QPainter, x: float, y: float, reach: float, key: tuple[object, ...],
        draw: Callable[[QPainter, float], None],
    ) -> None:  # fmt: skip
        """Put a sign around a place; `draw` paints it once, around a middle as far from both edges."""
        ratio = painter.device().devicePixelRatio()
        side = ceil(2 * reach * ratio)
        stamp = self._made.get((*key, side))
        if stamp is None:
            stamp = QPixmap(side, side)
            stamp.setDevicePixelRatio(ratio)
            stamp.fill(theme.see_through())
            own = QPainter(stamp)
            own.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(own, side / ratio / 2)
            own.end()
            self._made[(*key, side)] = stamp
        half = side / 2
        painter.drawPixmap(QPointF(round(x * ratio - half) / ratio, round(y * ratio - half) / ratio), stamp)
