"""Ink for the timeline on screen: the parts of a picture in the theme's colours, each sign as it is on paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen, QPolygonF

from caregiver_app.domain.timeline.picture_parts import Bar, Flag, Label, Mark, Picture
from caregiver_app.domain.timeline.picture_signs import CROSSED, DISCS, OUTLINES, SOLID
from caregiver_app.ui.text import literal
from caregiver_app.ui.theme import Tokens

Fonts = dict[float, tuple[QFont, QFont]]
"""The plain and the strong face of each type size."""

_PLAIN: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class Ink:
    """Paint the parts of one picture with one painter."""

    def __init__(self, painter: QPainter, theme: Tokens, picture: Picture, fonts: Fonts) -> None:
        self._painter = painter
        self._theme = theme
        self._picture = picture
        self._fonts = fonts
        self.text = QColor(theme.text)
        self.quiet = QColor(theme.quiet)
        self.accent = QColor(theme.accent)
        self.ground = QColor(theme.surface)
        self.hairline = QColor(theme.line if theme.border > 1 else theme.hairline)
        self.has_tints = theme.border == 1
        self.strong_line = QColor(theme.line)

    def lane_colour(self, hue: str) -> QColor:
        """Return the colour of a lane."""
        return QColor(getattr(self._theme.lanes, hue, self._theme.quiet))

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
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._painter.setPen(pen)
        if x1 == x2 and width <= 1:
            x1 = x2 = round(x1) + 0.5
        if y1 == y2 and width <= 1:
            y1 = y2 = round(y1) + 0.5
        self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def whisker(self, left: float, right: float, y: float, size: float, hue: str) -> None:
        """Draw the stretch a moment may lie in."""
        colour = _mixed(self.ground, self.lane_colour(hue), 0.75)
        self.rule(left, y, right, y, colour, 1.2)
        for end in (left, right):
            self.rule(end, y - size / 2, end, y + size / 2, colour, 1.2)

    def flag(self, flag: Flag) -> None:
        """Draw a relapse: its pole through all lanes, its flag with the word."""
        colour, painter, size = self.lane_colour("relapse"), self._painter, self._picture.text_size
        with self._dashed(colour, 1.8, (4.0, 2.4)):
            painter.drawLine(QPointF(flag.x, flag.top), QPointF(flag.x, flag.bottom))
        box = flag.box
        flies_right = box.right > flag.x + 1
        tip, pole = (box.right, box.left) if flies_right else (box.left, box.right)
        inner = tip - size * 0.4 if flies_right else tip + size * 0.4
        corners = ((pole, box.top), (tip, box.top), (inner, box.middle), (tip, box.bottom), (pole, box.bottom))
        painter.setPen(QPen(colour, 1.0))
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
        if bar.planned:
            with self._dashed(colour, 1.4, (2.0, 2.0)):
                painter.setBrush(self.ground)
                painter.drawRoundedRect(box, 2, 2)
            return
        is_hatched = bar.shape in ("radiation", "stay")
        ground = _mixed(self.ground, colour, 0.3) if is_hatched else colour
        is_soft = bar.core_left - bar.left > 0.5 or bar.right - bar.core_right > 0.5
        painter.setPen(QPen(colour, 1.0) if is_soft or is_hatched else Qt.PenStyle.NoPen)
        painter.setBrush(_faded(bar, self.ground, ground, self.ground) if is_soft else ground)
        corner = min(2.0, box.width() / 5)
        painter.drawRoundedRect(box, corner, corner)
        if is_hatched:
            pattern = Qt.BrushStyle.BDiagPattern if bar.shape == "radiation" else Qt.BrushStyle.Dense6Pattern
            painter.fillRect(box, QBrush(colour, pattern))

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

    def mark(self, mark: Mark) -> None:
        """Draw the sign of a moment."""
        colour, painter, place = self.lane_colour(mark.hue), self._painter, QPointF(mark.x, mark.y)
        if mark.shape in OUTLINES:
            self._outline(mark, colour)
        elif mark.shape in DISCS:
            self._disc(mark, colour)
        elif mark.shape == "dot":
            painter.setPen(QPen(colour, 1.0))
            painter.setBrush(self.ground if mark.planned else colour)
            painter.drawEllipse(place, mark.size, mark.size)
        else:
            self.rule(mark.x, mark.y - mark.size, mark.x, mark.y + mark.size, colour, 2.0)

    def _outline(self, mark: Mark, colour: QColor) -> None:
        painter, size = self._painter, mark.size
        points = [QPointF(mark.x + across * size, mark.y + down * size) for across, down in OUTLINES[mark.shape]]
        is_solid = mark.shape in SOLID and not mark.planned
        with self._dashed(colour, 1.5, (1.6, 1.3) if mark.planned else ()):
            painter.setBrush(colour if is_solid else self.ground)
            painter.drawPolygon(QPolygonF(points))
        if is_solid and mark.shape in CROSSED:
            self._cross(mark, size * 0.42, self.ground, 1.2)

    def _disc(self, mark: Mark, colour: QColor) -> None:
        painter, size, place = self._painter, mark.size, QPointF(mark.x, mark.y)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ground)
        painter.drawEllipse(place, size, size)
        if DISCS[mark.shape]:
            painter.save()
            filled = QRectF(mark.x - size, mark.y - size, 2 * size * DISCS[mark.shape], 2 * size)
            painter.setClipRect(filled, Qt.ClipOperation.IntersectClip)
            painter.setBrush(colour)
            painter.drawEllipse(place, size, size)
            painter.restore()
        with self._dashed(colour, 1.6, (1.6, 1.3) if mark.planned else ()):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, size - 0.4, size - 0.4)
        if mark.shape == "cross":
            self._cross(mark, size * 0.62, colour, 1.6)
        if mark.shape == "other":
            painter.setBrush(colour)
            painter.drawEllipse(place, size * 0.22, size * 0.22)

    def _cross(self, mark: Mark, arm: float, colour: QColor, width: float) -> None:
        for slope in (1, -1):
            self.rule(mark.x - arm, mark.y - arm * slope, mark.x + arm, mark.y + arm * slope, colour, width)

    @contextmanager
    def _dashed(self, colour: QColor, width: float, dashes: tuple[float, ...]) -> Iterator[None]:
        """Draw with a pen of this colour and these dashes, in widths of the pen."""
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashes:
            pen.setDashPattern(list(dashes))
        self._painter.setPen(pen)
        yield


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
