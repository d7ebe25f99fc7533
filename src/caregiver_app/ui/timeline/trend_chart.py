"""One lab trend on screen: its values under the pointer and the arrow keys, each said in words."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from caregiver_app.domain.timeline.trends.drawing import nearest, places_of
from caregiver_app.domain.timeline.trends.parts import Chart, TrendPicture
from caregiver_app.i18n import _, with_commas
from caregiver_app.ui import theme
from caregiver_app.ui.painting import keep_time_rightward
from caregiver_app.ui.spoken_roles import speak_as_picture
from caregiver_app.ui.text import literal, tooltip
from caregiver_app.ui.timeline.trends_ink import PAD, Fonts, TrendInk, grouped

if TYPE_CHECKING:
    from caregiver_app.domain.timeline.trends.values import Value

# Half of the 24 pixels a target has at least.
_NEAR: Final = 12.0
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS: Final = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_BESIDE: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TrendChart(QWidget):
    """Show one chart. Tells which value was chosen or opened, and when a chart above or below is wanted."""

    chosen = Signal(object)
    opened = Signal(object)
    beside = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._picture: TrendPicture | None = None
        self._fonts: Fonts = {}
        self._at: int | None = None
        speak_as_picture(self)
        keep_time_rightward(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart, picture: TrendPicture, fonts: Fonts) -> None:
        """Show a chart; the value chosen before stays chosen where it is still there."""
        before = self.value
        self._chart, self._picture, self._fonts = chart, picture, fonts
        ids = [value.lab.id for value in chart.trend.values]
        self._at = ids.index(before.lab.id) if before is not None and before.lab.id in ids else None
        self.setFixedHeight(round(chart.height))
        self.setAccessibleName(literal(chart.trend.name))
        self._tell()
        self.update()

    @property
    def is_current(self) -> bool:
        """Whether Tab leads to this chart; the others are reached from it with the arrow keys."""
        return self.focusPolicy() == Qt.FocusPolicy.StrongFocus

    def make_current(self, is_current: bool) -> None:
        """Let Tab lead here, or no longer."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus)

    @property
    def value(self) -> "Value | None":
        """The chosen value."""
        if self._at is None or self._chart is None:
            return None
        return self._chart.trend.values[self._at]

    def words_of(self, value: "Value") -> str:
        """Say a value with the name of its test."""
        assert self._chart is not None  # a value comes from a chart
        return _("{test}, {value}").format(test=self._chart.trend.test, value=value.words())

    def choose(self, index: int) -> None:
        """Choose a value by its place in time; a negative one counts from the newest."""
        if self._chart is None:
            return
        values = self._chart.trend.values
        self._at = index % len(values)
        self._tell()
        self.update()
        self.chosen.emit(values[self._at])

    def words_at(self, point: QPointF) -> str:
        """Return the plain words for the value under a point."""
        found = self._value_at(point)
        return self.words_of(found) if found is not None else ""

    def _value_at(self, point: QPointF) -> "Value | None":
        found = nearest(self._chart, point.x() - PAD, point.y()) if self._chart is not None else None
        return found[0] if found is not None and found[1] <= theme.scaled(int(_NEAR)) else None

    def _tell(self) -> None:
        """Say the chosen value, or every value, to whoever cannot see the chart."""
        if self._chart is None:
            return
        value = self.value
        words = literal(self.words_of(value) if value is not None else self._chart.trend.described())
        if words != self.accessibleDescription():
            self.setAccessibleDescription(literal(words))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _choose_at(self, point: QPointF) -> bool:
        found = self._value_at(point)
        if found is None or self._chart is None:
            return False
        self.choose(self._chart.trend.values.index(found))
        return True

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between values and charts, open the chosen value."""
        key = Qt.Key(event.key())
        value = self.value
        if key in _STEPS and self._chart is not None:
            last = len(self._chart.trend.values) - 1
            start = last if _STEPS[key] > 0 else 1
            self.choose(min(max((self._at if self._at is not None else start) + _STEPS[key], 0), last))
        elif key in _ENDS:
            self.choose(_ENDS[key])
        elif key in _BESIDE:
            self.beside.emit(_BESIDE[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and value is not None:
            self.opened.emit(value.lab.id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked twice."""
        if event.button() == Qt.MouseButton.LeftButton and self._choose_at(event.position()):
            assert self.value is not None  # just chosen
            self.opened.emit(self.value.lab.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that something can be chosen."""
        found = self._value_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Show what lies under the pointer in words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), tooltip(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the newest value when the keyboard comes in."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason) and self._at is None:
            self.choose(-1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart, the ring round the chosen value and that round the chart that has the focus."""
        if self._chart is None or self._picture is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().surface))
        ink = TrendInk(painter, self._picture, self._fonts)
        ink.chart(self._chart)
        value = self.value
        if value is not None and self.hasFocus():
            ink.ring(*places_of(self._chart)[value.lab.id])
        if self.hasFocus():
            painter.resetTransform()
            painter.setPen(QPen(QColor(theme.tokens().accent), theme.FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()


class TrendHead(QWidget):
    """Show what stands over all charts."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: TrendPicture | None = None
        self._fonts: Fonts = {}
        speak_as_picture(self)
        keep_time_rightward(self)
        self.setAccessibleName(_("Time, treatments and relapses"))

    def show_head(self, picture: TrendPicture, fonts: Fonts) -> None:
        """Show the head of a page of trends."""
        self._picture, self._fonts = picture, fonts
        self.setFixedHeight(round(picture.head.height))
        self.setAccessibleDescription(literal(with_commas(words.text for words in picture.head.words)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().surface))
        TrendInk(painter, self._picture, self._fonts).head()
        painter.end()


class TrendLegend(QWidget):
    """Show what the signs mean, in as many rows as that takes."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: TrendPicture | None = None
        self._fonts: Fonts = {}
        speak_as_picture(self)
        keep_time_rightward(self)
        self.setAccessibleName(_("What the signs mean"))

    def show_legend(self, picture: TrendPicture, fonts: Fonts, widths: list[float]) -> None:
        """Show the signs of a page; `widths` are those of their words."""
        self._picture, self._fonts = picture, fonts
        self._sign = picture.text_size * 1.8
        self._widths = [self._sign + picture.text_size * 0.5 + wide for wide in widths]
        self._rows = grouped(self._widths, picture.width, picture.text_size * 1.6)
        self.setFixedHeight(round(len(self._rows) * self._leading) + 1)
        self.setAccessibleDescription(literal(with_commas(entry.words for entry in picture.legend)))
        self.update()

    @property
    def _leading(self) -> float:
        assert self._picture is not None  # asked only once it is shown
        return self._picture.text_size * 1.6

    def minimumSizeHint(self) -> QSize:
        """Take whatever width there is."""
        return QSize(0, self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().surface))
        ink, text = TrendInk(painter, self._picture, self._fonts), self._picture.text_size
        for number, row in enumerate(self._rows):
            left, middle = 0.0, (number + 0.5) * self._leading
            for index in row:
                entry = self._picture.legend[index]
                ink.sign(entry.shape, left, middle, self._sign)
                ink.words(left + self._sign + text * 0.5, middle, entry.words)
                left += self._widths[index] + text * 1.6
        painter.end()
