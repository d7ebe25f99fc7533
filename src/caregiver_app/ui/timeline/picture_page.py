"""Paint the visible part of a picture into a widget: what stays in place, and time moving between."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from caregiver_app.domain.timeline.picture.parts import Item, Lane, Picture
from caregiver_app.ui import theme
from caregiver_app.ui.timeline.picture_ink import Fonts, Ink
from caregiver_app.ui.timeline.picture_strips import Stamps, Strips
from caregiver_app.ui.timeline.picture_time import Ground, TimePaint, paint_ground, stands_beside

MARGIN = 8


class PicturePage:
    """Paint pictures, and keep from one time to the next what need not be painted again."""

    def __init__(self) -> None:
        self._strips: Strips[Ground] = Strips()
        self._stamps = Stamps()
        self._time: TimePaint | None = None

    def paint(
        self, widget: QWidget, picture: Picture, fonts: Fonts, *, view: QRectF, dirty: QRectF, selected: Item | None
    ) -> None:
        """Paint a picture as seen through `view`, the visible stretch of its plot; only what touches `dirty`."""
        tokens, ratio = theme.tokens(), widget.devicePixelRatioF()
        view = QRectF(
            round(view.left() * ratio) / ratio, round(view.top() * ratio) / ratio, view.width(), view.height()
        )
        if self._time is None or self._time.picture is not picture:
            self._time = TimePaint(picture)
        self._strips.belong_to((tokens.name, ratio, tuple(fonts)))
        painter = QPainter(widget)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(dirty, QColor(tokens.surface))
        ink = Ink(painter, tokens, picture.text_size, fonts, self._stamps)
        painter.translate(MARGIN, MARGIN - view.top())
        header = picture.plot.top
        seen = QRectF(0, view.top(), float(widget.width()), view.height() + MARGIN)
        lanes = seen if view.top() <= 0 else seen.adjusted(0, header, 0, 0)
        painter.setClipRect(lanes)
        self._paint_time(painter, ink, fonts, lanes, view, dirty, selected)
        _Still(ink, picture, view).paint(fonts)
        if view.top() > 0:
            # The axis and the flags stay in sight while the lanes move under them.
            painter.resetTransform()
            painter.translate(MARGIN, MARGIN)
            self._paint_time(painter, ink, fonts, QRectF(0, 0, picture.width, header), view, dirty, selected)
        painter.resetTransform()
        painter.setClipping(False)
        if widget.hasFocus():
            painter.setPen(QPen(ink.accent, theme.FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()

    def _paint_time(
        self, painter: QPainter, ink: Ink, fonts: Fonts, room: QRectF, view: QRectF, dirty: QRectF,
        selected: Item | None,
    ) -> None:  # fmt: skip
        """Paint what moves with time, and the ring round the chosen entry, into this part of the page."""
        assert self._time is not None  # made before anything is painted
        picture, plot = self._time.picture, self._time.picture.plot
        offset = view.left() - MARGIN
        left = max(dirty.left() + offset, plot.left + view.left()) - 2
        right = min(dirty.right() + offset, plot.left + view.left() + view.width()) + 2
        if right <= left:
            return
        painter.save()
        painter.setClipRect(QRectF(plot.left, room.top(), view.width(), room.height()))
        painter.translate(-view.left(), 0)
        top, bottom = max(room.top(), 0.0), min(room.bottom(), picture.height)
        self._strips.show(
            painter,
            QRectF(left, top, right - left, bottom - top),
            picture.height,
            self._time.ground,
            lambda own, ground: paint_ground(Ink(own, theme.tokens(), picture.text_size, fonts, self._stamps), ground),
            self._time,
        )
        self._time.paint_over(ink, left, right, plot.left + view.left())
        if selected is not None:
            _paint_selection(painter, ink, selected)
        painter.restore()


def _paint_selection(painter: QPainter, ink: Ink, item: Item) -> None:
    """Draw a ring round the chosen entry, a little clear of it."""
    box = item.box
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for clear, colour, width in ((2.0, ink.ground, 2.0), (4.0, ink.accent, 2.0)):
        painter.setPen(QPen(colour, width))
        ring = QRectF(box.left, box.top, box.width, box.height).adjusted(-clear, -clear, clear, clear)
        painter.drawRoundedRect(ring, 4, 4)


class _Still:
    """Paint the names of the lanes and the last values: they stay while time moves."""

    def __init__(self, ink: Ink, picture: Picture, view: QRectF) -> None:
        self._ink = ink
        self._picture = picture
        self._view = view

    def paint(self, fonts: Fonts) -> None:
        picture, ink = self._picture, self._ink
        width = picture.width - picture.plot.width + self._view.width()
        edge = picture.plot.left + self._view.width()
        for lane in picture.lanes:
            # Between these two ends the strips have the line.
            ink.rule(0, lane.top, picture.plot.left, lane.top, ink.hairline)
            ink.rule(edge, lane.top, width, lane.top, ink.hairline)
            self._lane_words(lane, fonts)
        ink.rule(0, picture.plot.bottom, width, picture.plot.bottom, ink.hairline)
        middles = {lane.id: lane.top + lane.height / 2 for lane in picture.lanes}
        left = edge + picture.text_size * 0.5
        for trend in picture.trends:
            middle = middles[trend.lane]
            size = picture.text_size
            ink.write(left, middle - size * 0.62, trend.last, size, ink.text, room=width - left)
            ink.write(left, middle + size * 0.62, trend.last_date, picture.small_size, ink.quiet, room=width - left)
        today = picture.today
        if today is not None and stands_beside(today, picture) and self._view.right() >= picture.plot.width - 1:
            ink.write(today.left - self._view.left(), today.middle, today.text, picture.small_size, ink.accent)

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
