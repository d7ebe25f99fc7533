"""Ink for the timeline on screen: the parts of a picture in the theme's colours, each sign as it is on paper."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen, QPolygonF

from caregiver_app.domain.timeline.picture.parts import Bar, Flag, Label, Mark
from caregiver_app.domain.timeline.picture.signs import CROSSED, DISCS, OUTLINES, SOLID
from caregiver_app.ui.text import literal
from caregiver_app.ui.theme import Tokens
from caregiver_app.ui.timeline.picture_strips import Stamps

Fonts = dict[float, tuple[QFont, QFont]]
"""The plain and the strong face of each type size."""

_PLAIN: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


# A sign reaches this much of its size, and this many pixels for its pen, from its middle.
_REACH: Final = 1.3
_PEN_ROOM: Final = 2.0
_HATCHES: Final = {
    "radiation": Qt.BrushStyle.BDiagPattern,
    "bridging": Qt.BrushStyle.FDiagPattern,
    "stay": Qt.BrushStyle.Dense6Pattern,
}


class Ink:
    """Paint the parts of one picture with one painter."""

    def __init__(self, painter: QPainter, theme: Tokens, text_size: float, fonts: Fonts, stamps: Stamps) -> None:
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # else figures change places with their units
        self._painter = painter
        self._theme = theme
        self._text_size = text_size
        self._fonts = fonts
        self._stamps = stamps
        self._hues: dict[str, QColor] = {}
        self._pens: dict[tuple[int, float, tuple[float, ...]], QPen] = {}
        self.text = QColor(theme.text)
        self.quiet = QColor(theme.quiet)
        self.accent = QColor(theme.accent)
        self.ground = QColor(theme.surface)
        self.hairline = QColor(theme.line if theme.border > 1 else theme.hairline)
        self.has_tints = theme.border == 1
        self.strong_line = QColor(theme.line)

    def lane_colour(self, hue: str) -> QColor:
        """Return the colour of a lane."""
        if hue not in self._hues:
            self._hues[hue] = QColor(getattr(self._theme.lanes, hue, self._theme.quiet))
        return self._hues[hue]

    def pen(self, colour: QColor, width: float, dashes: tuple[float, ...] = ()) -> QPen:
        """Return a pen; dashes are in widths of it."""
        key = (colour.rgba(), width, dashes)
        if key not in self._pens:
            pen = QPen(colour, width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if dashes:
                pen.setDashPattern(list(dashes))
            self._pens[key] = pen
        return self._pens[key]

    def write(
        self, left: float, middle: float, words: str, size: float, colour: QColor, *, strong: bool = False,
        room: float = 4000.0,
    ) -> None:  # fmt: skip
        """Write one line of plain text around a middle height."""
        self._painter.setFont(self._fonts[size][strong])
        self._painter.setPen(colour)
        self._painter.drawText(QRectF(left, middle - size, room, 2 * size), _PLAIN, literal(words))

    def note(self, left: float, middle: float, words: str, size: float) -> None:
        """Write quiet words on cleared ground."""
        wide = QFontMetricsF(self._fonts[size][0]).horizontalAdvance(literal(words))
        self._painter.fillRect(QRectF(left - 4, middle - size, wide + 8, 2 * size), self.ground)
        self.write(left, middle, words, size, self.quiet)

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: QColor, width: float = 1.0) -> None:
        """Draw a line; upright and level hairlines lie on whole pixels."""
        self._painter.setPen(self.pen(colour, width))
        if x1 == x2 and width <= 1:
            x1 = x2 = round(x1) + 0.5
        if y1 == y2 and width <= 1:
            y1 = y2 = round(y1) + 0.5
        self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def whisker(self, left: float, right: float, y: float, size: float, hue: str) -> None:
        """Draw the stretch a moment may lie in."""
        colour = _mixed(self.ground, self.lane_colour(hue), 0.75)
        self._painter.setPen(self.pen(colour, 1.2))
        half = size / 2
        self._painter.drawLines(
            [QLineF(left, y, right, y), *(QLineF(end, y - half, end, y + half) for end in (left, right))]
        )

    def flag(self, flag: Flag) -> None:
        """Draw a relapse: its pole through all lanes, its flag with the word."""
        colour, painter, size = self.lane_colour("relapse"), self._painter, self._text_size
        painter.setPen(self.pen(colour, 1.8, (4.0, 2.4)))
        painter.drawLine(QPointF(flag.x, flag.top), QPointF(flag.x, flag.bottom))
        box = flag.box
        flies_right = box.right > flag.x + 1
        tip, pole = (box.right, box.left) if flies_right else (box.left, box.right)
        inner = tip - size * 0.4 if flies_right else tip + size * 0.4
        corners = ((pole, box.top), (tip, box.top), (inner, box.middle), (tip, box.bottom), (pole, box.bottom))
        painter.setPen(self.pen(colour, 1.0))
        painter.setBrush(self.ground if flag.planned else colour)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        words = self.text if flag.planned else self.ground
        start = box.left + size * (0.3 if flies_right else 0.75)
        self.write(start, box.middle, flag.text, flag.size, words, strong=True)
        if flag.whisker:
            self.whisker(*flag.whisker, flag.whisker_y, size * 0.4, "relapse")

    def bar(self, bar: Bar, before: str = "") -> None:
        """Draw something that lasts; a state of the disease grows out of the hue of the state `before` it."""
        painter, box = self._painter, QRectF(bar.left, bar.top, bar.right - bar.left, bar.bottom - bar.top)
        if bar.shape == "status":
            self._state(bar, before)
            return
        colour = self.lane_colour(bar.hue)
        corner = min(2.0, box.width() / 5)
        if bar.planned:
            painter.setPen(self.pen(colour, 1.4, (2.0, 2.0)))
            painter.setBrush(self.ground)
            painter.drawRoundedRect(box, corner, corner)
            return
        is_light = bar.shape != "line"
        ground = _mixed(self.ground, colour, 0.2 if bar.shape == "maintenance" else 0.3) if is_light else colour
        if bar.shape == "bridging":
            ground = self.ground
        is_soft = bar.core_left - bar.left > 0.5 or bar.right - bar.core_right > 0.5
        painter.setPen(self.pen(colour, 1.0) if is_soft or is_light else Qt.PenStyle.NoPen)
        painter.setBrush(_faded(bar, self.ground, ground, self.ground) if is_soft else ground)
        painter.drawRoundedRect(box, corner, corner)
        if bar.shape in _HATCHES:
            painter.fillRect(box, QBrush(colour, _HATCHES[bar.shape]))

    def _state(self, bar: Bar, before: str) -> None:
        painter, theme = self._painter, self._theme
        tints = {"status": theme.care_tint, "response": theme.good_tint, "relapse": theme.stop_tint}
        colour = QColor(tints[bar.hue])
        box = QRectF(bar.left, bar.top, max(bar.right - bar.left, 1.0), bar.bottom - bar.top)
        is_soft = bar.core_left - bar.left > 0.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faded(bar, QColor(tints.get(before, theme.surface)), colour, colour) if is_soft else colour)
        painter.drawRect(box)
        self.rule(bar.left, bar.top, bar.right, bar.top, self.hairline)
        self.rule(bar.left, bar.bottom, bar.right, bar.bottom, self.hairline)
        if not is_soft:
            self.rule(bar.left, bar.top, bar.left, bar.bottom, self.strong_line)

    def label(self, label: Label, *, on_fill: bool) -> None:
        """Write words; those outside a bar first clear their ground, so that no line runs through them."""
        if not label.inside:
            box = label.box
            self._painter.fillRect(QRectF(box.left - 2, box.top, box.width + 4, box.height), self.ground)
        colour = self.ground if on_fill else self.text
        if label.number:
            self.write(label.left, label.middle, label.number, label.size, colour, strong=True)
        colour = self.quiet if label.quiet else colour
        self.write(label.text_left, label.middle, label.text, label.size, colour, strong=label.strong)

    def trend(self, points: Sequence[tuple[float, float]]) -> None:
        """Join the values of a test in order of time."""
        self._painter.setPen(self.pen(self.lane_colour("lab"), 1.5))
        self._painter.drawPolyline(QPolygonF([QPointF(*point) for point in points]))

    def mark(self, mark: Mark) -> None:
        """Put the sign of a moment where it stands."""
        key = (self._theme.name, mark.shape, mark.hue, mark.planned, mark.size)
        reach = mark.size * _REACH + _PEN_ROOM
        self._stamps.put(self._painter, mark.x, mark.y, reach, key, lambda own, middle: self._sign(mark, own, middle))

    def _sign(self, mark: Mark, painter: QPainter, middle: float) -> None:
        """Paint a sign around a middle."""
        colour, size = self.lane_colour(mark.hue), mark.size
        if mark.shape in OUTLINES:
            self._outline(mark, painter, middle)
        elif mark.shape in DISCS:
            self._disc(mark, painter, middle)
        elif mark.shape == "dot":
            painter.setPen(self.pen(colour, 1.0))
            painter.setBrush(self.ground if mark.planned else colour)
            painter.drawEllipse(QPointF(middle, middle), size, size)
        else:
            painter.setPen(self.pen(colour, 2.0))
            painter.drawLine(QPointF(middle, middle - size), QPointF(middle, middle + size))

    def _outline(self, mark: Mark, painter: QPainter, middle: float) -> None:
        colour, size = self.lane_colour(mark.hue), mark.size
        points = [QPointF(middle + across * size, middle + down * size) for across, down in OUTLINES[mark.shape]]
        is_solid = mark.shape in SOLID and not mark.planned
        painter.setPen(self.pen(colour, 1.5, (1.6, 1.3) if mark.planned else ()))
        painter.setBrush(colour if is_solid else self.ground)
        painter.drawPolygon(QPolygonF(points))
        if is_solid and mark.shape in CROSSED:
            self._cross(painter, middle, size * 0.42, self.pen(self.ground, 1.2))

    def _disc(self, mark: Mark, painter: QPainter, middle: float) -> None:
        colour, size, place = self.lane_colour(mark.hue), mark.size, QPointF(middle, middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ground)
        painter.drawEllipse(place, size, size)
        if DISCS[mark.shape]:
            painter.save()
            painter.setClipRect(QRectF(middle - size, middle - size, 2 * size * DISCS[mark.shape], 2 * size))
            painter.setBrush(colour)
            painter.drawEllipse(place, size, size)
            painter.restore()
        painter.setPen(self.pen(colour, 1.6, (1.6, 1.3) if mark.planned else ()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place, size - 0.4, size - 0.4)
        if mark.shape == "cross":
            self._cross(painter, middle, size * 0.62, self.pen(colour, 1.6))
        if mark.shape == "other":
            painter.setBrush(colour)
            painter.drawEllipse(place, size * 0.22, size * 0.22)

    @staticmethod
    def _cross(painter: QPainter, middle: float, arm: float, pen: QPen) -> None:
        painter.setPen(pen)
        for slope in (1, -1):
            painter.drawLine(QPointF(middle - arm, middle - arm * slope), QPointF(middle + arm, middle + arm * slope))


def _mixed(first: QColor, last: QColor, share: float) -> QColor:
    def part(one: int, other: int) -> int:
        return round(one + share * (other - one))

    return QColor(part(first.red(), last.red()), part(first.green(), last.green()), part(first.blue(), last.blue()))


def _faded(bar: Bar, begin: QColor, core: QColor, end: QColor) -> QBrush:
    """Return a brush that is sure in the core and fades over the stretches the ends may lie in."""
    wide = max(bar.right - bar.left, 0.01)
    gradient = QLinearGradient(QPointF(bar.left, 0), QPointF(bar.right, 0))
    gradient.setColorAt(0.0, begin if bar.core_left > bar.left else core)
    gradient.setColorAt(min(max((bar.core_left - bar.left) / wide, 0.0), 1.0), core)
    gradient.setColorAt(min(max((bar.core_right - bar.left) / wide, 0.0), 1.0), core)
    if bar.right > bar.core_right:
        gradient.setColorAt(1.0, end)
    return QBrush(gradient)
