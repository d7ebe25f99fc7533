"""Paint the visible part of a picture into a widget: what stays in place, and time moving between."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from caregiver_app.domain.timeline.picture_parts import Bar, Item, Label, Lane, Picture, Today
from caregiver_app.ui import theme
from caregiver_app.ui.timeline.picture_ink import Fonts, Ink

MARGIN = 8


def paint_picture(
    widget: QWidget,
    picture: Picture,
    fonts: Fonts,
    *,
    view: QRectF,
    dirty: QRectF,
    selected: Item | None,
) -> None:
    """Paint a picture as seen through `view`, the visible stretch of its plot; only what touches `dirty`."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tokens = theme.tokens()
    painter.fillRect(dirty, QColor(tokens.surface))
    page = _Page(painter, Ink(painter, tokens, picture, fonts), picture, view, dirty)
    painter.translate(MARGIN, MARGIN - view.top())
    header = picture.plot.top
    whole = QRectF(0, view.top(), float(widget.width()), view.height() + MARGIN)
    lanes = whole if view.top() <= 0 else whole.adjusted(0, header, 0, 0)
    painter.setClipRect(lanes)
    page.paint_still(fonts)
    page.paint_moving(lanes, selected)
    if view.top() > 0:
        # The axis and the flags stay in sight while the lanes move under them.
        painter.resetTransform()
        painter.translate(MARGIN, MARGIN)
        page.paint_moving(QRectF(0, 0, picture.width, header), selected)
    painter.resetTransform()
    painter.setClipping(False)
    if widget.hasFocus():
        painter.setPen(QPen(QColor(tokens.accent), theme.FOCUS))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
    painter.end()


class _Page:
    """Paint one picture, from the ground up: grid, full-height lines, bars, words, marks."""

    def __init__(self, painter: QPainter, ink: Ink, picture: Picture, view: QRectF, dirty: QRectF) -> None:
        self._painter = painter
        self._ink = ink
        self._picture = picture
        self._view = view
        offset = view.left() - MARGIN
        self._left = max(dirty.left() + offset, picture.plot.left + view.left()) - 2
        self._right = min(dirty.right() + offset, picture.plot.left + view.right()) + 2

    def paint_moving(self, room: QRectF, selected: Item | None) -> None:
        """Paint what moves with time, and the ring round the chosen entry, into this part of the page."""
        painter, plot = self._painter, self._picture.plot
        painter.save()
        painter.setClipRect(QRectF(plot.left, room.top(), self._view.width(), room.height()))
        painter.translate(-self._view.left(), 0)
        self.paint_time()
        if selected is not None:
            self.paint_selection(selected)
        painter.restore()

    def _shows(self, left: float, right: float) -> bool:
        return right >= self._left and left <= self._right

    def paint_still(self, fonts: Fonts) -> None:
        """Paint the names of the lanes, the last values and the notes: they stay while time moves."""
        picture, ink = self._picture, self._ink
        width = picture.width - picture.plot.width + self._view.width()
        for lane in picture.lanes:
            ink.rule(0, lane.top, width, lane.top, ink.hairline)
            self._lane_words(lane, fonts)
        ink.rule(0, picture.plot.bottom, width, picture.plot.bottom, ink.hairline)
        middles = {lane.id: lane.top + lane.height / 2 for lane in picture.lanes}
        left = picture.plot.left + self._view.width() + picture.text_size * 0.5
        for trend in picture.trends:
            middle = middles[trend.lane]
            size = picture.text_size
            ink.write(left, middle - size * 0.62, trend.last, size, ink.text, room=width - left)
            ink.write(left, middle + size * 0.62, trend.last_date, picture.small_size, ink.quiet, room=width - left)
        today = picture.today
        if today is not None and self._stands_beside(today) and self._view.right() >= picture.plot.width - 1:
            ink.write(today.left - self._view.left(), today.middle, today.text, picture.small_size, ink.accent)

    def _stands_beside(self, today: Today) -> bool:
        """Whether the word at the line of the day reaches beyond the plot, where it does not move with time."""
        return today.left + today.width > self._picture.plot.right

    def _lane_words(self, lane: Lane, fonts: Fonts) -> None:
        """Write the name of a lane and its details beneath it; where the lane is low, one beside it or fewer."""
        picture, ink, size = self._picture, self._ink, self._picture.text_size
        line, room = size * 1.24, picture.plot.left - size
        name = QFontMetricsF(fonts[size][0])
        shown = name.elidedText(lane.label, Qt.TextElideMode.ElideRight, room)
        left = name.horizontalAdvance(shown) + size * 0.6
        details, beside = list(lane.details), ""
        rows = max(int((lane.height + size * 0.2) / line), 1)
        small = QFontMetricsF(fonts[picture.small_size][0])
        if len(details) >= rows and small.horizontalAdvance(details[0]) <= room - left:
            beside = details.pop(0)
        del details[rows - 1 :]
        middle = lane.top + (lane.height - len(details) * line) / 2
        ink.write(0, middle, shown, size, ink.text, room=room)
        self._detail(beside, left, middle, room - left, fonts)
        for words in details:
            middle += line
            self._detail(words, 0, middle, room, fonts)

    def _detail(self, words: str, left: float, middle: float, room: float, fonts: Fonts) -> None:
        small = self._picture.small_size
        shown = QFontMetricsF(fonts[small][0]).elidedText(words, Qt.TextElideMode.ElideRight, room)
        self._ink.write(left, middle, shown, small, self._ink.quiet, room=room)

    def paint_time(self) -> None:
        """Paint what moves with time."""
        picture, ink = self._picture, self._ink
        self._paint_axis()
        self._paint_today()
        for flag in picture.flags:
            left, right = flag.whisker or (flag.x, flag.x)
            if self._shows(min(flag.box.left, left), max(flag.box.right, right)):
                ink.flag(flag)
        marks = [mark for mark in picture.marks if self._shows(*_reach(mark.x, mark.size * 2, mark.whisker))]
        for mark in marks:
            if mark.whisker:
                ink.whisker(*mark.whisker, mark.y, mark.size, mark.hue)
        self._paint_trends()
        before = ""
        for bar in picture.bars:
            if self._shows(bar.left, max(bar.right, bar.left + 1)):
                ink.bar(bar, before if bar.shape == "status" else "")
            before = bar.hue
        self._paint_labels()
        for mark in marks:
            ink.mark(mark)
        if picture.hint:
            self._paint_hint()

    def _paint_labels(self) -> None:
        picture = self._picture
        bars = {(bar.entry_id, bar.lane): bar for bar in picture.bars}
        for label in picture.labels:
            bar = bars.get((label.entry_id, label.lane)) if label.inside else None
            shown = label if bar is None else self._kept_in_sight(label, bar)
            if self._shows(shown.left, shown.left + shown.width):
                self._ink.label(shown, on_fill=bar is not None and bar.shape == "line" and not bar.planned)

    def _kept_in_sight(self, label: Label, bar: Bar) -> Label:
        """Return the words of a bar that begins out of sight moved along it, as far as it is solid."""
        inset = self._picture.text_size * 0.5
        wanted = self._picture.plot.left + self._view.left() + inset - label.left
        shift = min(wanted, bar.core_right - inset - label.left - label.width)
        return replace(label, left=label.left + shift, text_left=label.text_left + shift) if shift > 0 else label

    def _paint_hint(self) -> None:
        picture, ink, size = self._picture, self._ink, self._picture.text_size
        lane = picture.lanes[0]
        ink.note(picture.plot.left + size, lane.top + lane.height / 2, picture.hint, size)

    def paint_selection(self, item: Item) -> None:
        """Draw a ring round the chosen entry, a little clear of it."""
        box = item.box
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for clear, colour, width in ((2.0, self._ink.ground, 2.0), (4.0, self._ink.accent, 2.0)):
            self._painter.setPen(QPen(colour, width))
            ring = QRectF(box.left, box.top, box.width, box.height).adjusted(-clear, -clear, clear, clear)
            self._painter.drawRoundedRect(ring, 4, 4)

    def _paint_axis(self) -> None:
        picture, ink, size = self._picture, self._ink, self._picture.text_size
        for tick in picture.ticks:
            if self._shows(tick.x, tick.x + size * 6):
                ink.rule(tick.x, 0 if tick.strong else size * 1.7, tick.x, picture.strip.top, ink.strong_line)
                if tick.strong or ink.has_tints:
                    ink.rule(tick.x, picture.strip.top, tick.x, picture.plot.bottom, ink.hairline)
                ink.write(tick.x + size * 0.35, size * 2.15, tick.label, picture.small_size, ink.quiet)
        edge = picture.plot.left + self._view.left()
        for year in picture.years:
            # The year that is partly out of sight keeps its name in sight.
            left = max(year.left, edge)
            if year.right - left >= year.width * 1.15 + size * 0.7:
                ink.write(left + size * 0.35, size * 0.8, year.label, size, ink.text, strong=True)

    def _paint_today(self) -> None:
        picture, ink, today = self._picture, self._ink, self._picture.today
        if today is None or not self._shows(today.x - today.width * 1.5, today.x + today.width * 1.5):
            return
        top = today.middle - picture.text_size * 0.6 if today.text else picture.strip.bottom
        ink.rule(today.x, top, today.x, picture.plot.bottom, ink.accent, 1.6)
        if not self._stands_beside(today):
            ink.write(today.left, today.middle, today.text, picture.small_size, ink.accent)

    def _paint_trends(self) -> None:
        self._painter.setPen(QPen(self._ink.lane_colour("lab"), 1.5))
        for trend in self._picture.trends:
            for (x1, y1), (x2, y2) in pairwise(trend.points):
                if self._shows(x1, x2):
                    self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))


def _reach(x: float, size: float, whisker: tuple[float, float] | None) -> tuple[float, float]:
    left, right = whisker or (x, x)
    return min(left, x - size), max(right, x + size)
