"""Ink for lab trends on screen: head, charts and legend in the theme's colours, each sign as it is on paper."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from caregiver_app.domain.timeline.picture.parts import Bar
from caregiver_app.domain.timeline.trends.drawing import dot_size
from caregiver_app.domain.timeline.trends.parts import Band, Chart, Segment, TrendPicture, Words
from caregiver_app.ui import theme
from caregiver_app.ui.text import literal

Fonts = dict[float, tuple[QFont, QFont]]
"""The plain and the strong face of each type size."""

_PLAIN: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_DASHES: Final = [3.0, 3.0]
PAD: Final = 7
"""Room left and right of a chart, for the ring that shows where the keyboard is."""


class TrendInk:
    """Paint the parts of one page of trends with one painter."""

    def __init__(self, painter: QPainter, picture: TrendPicture, fonts: Fonts) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # else figures change places with their units
        painter.translate(PAD, 0)
        tokens = theme.tokens()
        self._painter = painter
        self._picture = picture
        self._fonts = fonts
        self._has_tints = tokens.border == 1
        self._ground, self._text = QColor(tokens.surface), QColor(tokens.text)
        self._quiet, self._line = QColor(tokens.quiet), QColor(tokens.line)
        self._hairline = QColor(tokens.hairline if self._has_tints else tokens.line)
        self._accent = QColor(tokens.accent)
        self._lab, self._therapy = QColor(tokens.lanes.lab), QColor(tokens.lanes.therapy)
        self._relapse = QColor(tokens.lanes.relapse)

    def head(self) -> None:
        """Paint time, treatments and relapses."""
        head, text = self._picture.head, self._picture.text_size
        has_months = any(tick.label for tick in head.ticks)
        for tick in head.ticks:
            self._rule(tick.x, 0 if tick.strong else text * 1.7, tick.x, head.axis, self._line)
            self._write(tick.x + text * 0.35, text * 2.15, tick.label, self._picture.small_size, self._quiet)
        for year in head.years:
            if year.right - year.left >= year.width * 1.15 + text * 0.7:
                middle = text * (0.75 if has_months else 0.8)
                self._write(year.left + text * 0.35, middle, year.label, text, self._text, strong=True)
        self._poles([(x, head.axis, x, head.height) for x in head.poles])
        for bar in head.bars:
            self._bar(bar)
        self._words(head.words)

    def chart(self, chart: Chart) -> None:
        """Paint one chart."""
        plot = chart.plot
        for line in chart.years if self._has_tints else ():
            self._rule(*line, self._hairline)
        for band in chart.bands:
            self._band(band)
        self._edges(chart.edges)
        self._rule(plot.left, plot.bottom, plot.right, plot.bottom, self._hairline)
        for bar in chart.bars:
            self._bar(bar)
        self._poles(chart.poles)
        self._values(chart)
        self._words(chart.title)
        self._words(chart.labels)
        self._words(mark.words for mark in chart.marks if mark.words)

    def ring(self, x: float, y: float) -> None:
        """Draw a ring round the chosen value, a little clear of it."""
        size = self._picture.text_size * 0.34
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for clear, colour in ((0.0, self._ground), (2.0, self._accent)):
            self._painter.setPen(QPen(colour, 2.0))
            self._painter.drawEllipse(QPointF(x, y), size + clear, size + clear)

    def sign(self, shape: str, left: float, middle: float, wide: float) -> None:
        """Paint one sign of the legend."""
        right, x, high = left + wide, left + wide / 2, wide * 0.28
        if shape in ("dot", "open"):
            self._rule(left, middle, right, middle, self._lab, 1.5)
            self._dot(x, middle, wide * 0.17, is_open=shape == "open")
        elif shape == "text":
            self._rule(x, middle - high, x, middle + high, self._lab, 2.0)
        elif shape == "band":
            top, bottom = middle - high, middle + high
            self._band(Band(left, top, right, bottom, has_top=True, has_bottom=True))
            self._edges([(left, top, right, top), (left, bottom, right, bottom)])
        elif shape == "whisker":
            self._whisker((left, right), middle)
        elif shape == "bar":
            self._painter.fillRect(QRectF(left, middle - 2, wide, 4), self._therapy)
        else:
            self._poles([(x, middle - high * 1.6, x, middle + high * 1.6)])

    def words(self, left: float, middle: float, text: str) -> None:
        """Write quiet words in small type."""
        self._write(left, middle, text, self._picture.small_size, self._quiet)

    def _values(self, chart: Chart) -> None:
        painter, size = self._painter, dot_size(chart, self._picture.text_size)
        painter.setPen(QPen(self._lab, 1.5))
        for line in chart.lines:
            # Single lines are painted many times faster than one long path with its joins.
            painter.drawLines([QLineF(*one, *other) for one, other in pairwise(line)])
        for dot in chart.dots:
            if dot.whisker:
                self._whisker(dot.whisker, dot.y)
        for dot in chart.dots:
            self._dot(dot.x, dot.y, size, is_open=dot.is_open)
        for mark in chart.marks:
            if mark.whisker:
                self._whisker(mark.whisker, (mark.top + mark.bottom) / 2)
            self._rule(mark.x, mark.top, mark.x, mark.bottom, self._lab, 2.0)

    def _dot(self, x: float, y: float, size: float, *, is_open: bool) -> None:
        self._painter.setPen(QPen(self._lab, 1.4))
        self._painter.setBrush(self._ground if is_open else self._lab)
        self._painter.drawEllipse(QPointF(x, y), size, size)

    def _band(self, band: Band) -> None:
        box = QRectF(band.left, band.top, band.right - band.left, band.bottom - band.top)
        if self._has_tints:
            self._painter.fillRect(box, self._mixed(self._line, 0.16))
        else:
            # Without tints a range is what lies between its lines, closed at both ends.
            for x in (band.left, band.right):
                self._rule(x, band.top, x, band.bottom, self._line)

    def _edges(self, edges: Sequence[Segment]) -> None:
        for edge in edges:
            self._rule(*edge, self._mixed(self._line, 0.6) if self._has_tints else self._line)

    def _bar(self, bar: Bar) -> None:
        """Draw a treatment as a thin bar, lighter over the stretches its ends may lie in."""
        high = bar.bottom - bar.top
        light = self._mixed(self._therapy, 0.4)
        self._painter.fillRect(QRectF(bar.left, bar.top, max(bar.right - bar.left, 1.0), high), light)
        if bar.core_right > bar.core_left and not bar.planned:
            self._painter.fillRect(QRectF(bar.core_left, bar.top, bar.core_right - bar.core_left, high), self._therapy)

    def _poles(self, poles: Sequence[Segment]) -> None:
        pen = QPen(self._relapse, 1.2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(_DASHES)
        self._painter.setPen(pen)
        for x1, y1, x2, y2 in poles:
            self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def _whisker(self, whisker: tuple[float, float], y: float) -> None:
        left, right = whisker
        colour = self._mixed(self._lab, 0.75)
        self._rule(left, y, right, y, colour, 1.2)
        for end in whisker:
            self._rule(end, y - 3, end, y + 3, colour, 1.2)

    def _words(self, words: Iterable[Words]) -> None:
        for one in words:
            colour = self._quiet if one.quiet else self._text
            self._write(one.left, one.middle, one.text, one.size, colour, strong=one.strong)

    def _write(
        self, left: float, middle: float, words: str, size: float, colour: QColor, *, strong: bool = False
    ) -> None:
        self._painter.setFont(self._fonts[size][strong])
        self._painter.setPen(colour)
        self._painter.drawText(QRectF(left, middle - size, 4000.0, 2 * size), _PLAIN, literal(words))

    def _rule(self, x1: float, y1: float, x2: float, y2: float, colour: QColor, width: float = 1.0) -> None:
        """Draw a line; upright and level hairlines lie on whole pixels."""
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._painter.setPen(pen)
        if x1 == x2 and width <= 1:
            x1 = x2 = round(x1) + 0.5
        if y1 == y2 and width <= 1:
            y1 = y2 = round(y1) + 0.5
        self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def _mixed(self, colour: QColor, share: float) -> QColor:
        """Return a colour over the ground, so much of it."""

        def part(one: int, other: int) -> int:
            return round(one + share * (other - one))

        ground = self._ground
        return QColor(
            part(ground.red(), colour.red()), part(ground.green(), colour.green()), part(ground.blue(), colour.blue())
        )


def grouped(widths: Sequence[float], room: float, gap: float) -> list[list[int]]:
    """Return which of some things stand in which row."""
    rows: list[list[int]] = []
    used = room + 1
    for index, wide in enumerate(widths):
        if used + wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append(index)
        used += wide + gap
    return rows
