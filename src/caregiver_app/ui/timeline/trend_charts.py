"""The charts of the chosen tests below one another, on one scale of time that stays in sight."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from caregiver_app.domain.timeline.trends.drawing import draw_trends
from caregiver_app.ui import theme
from caregiver_app.ui.text import hint, literal
from caregiver_app.ui.theme import SPACE_1, SPACE_2
from caregiver_app.ui.timeline.trend_chart import TrendChart, TrendHead, TrendLegend
from caregiver_app.ui.timeline.trends_ink import PAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caregiver_app.domain.timeline.trends.head import Background
    from caregiver_app.domain.timeline.trends.parts import TrendPicture
    from caregiver_app.domain.timeline.trends.values import Trend
    from caregiver_app.ui.timeline.trends_ink import Fonts

_SMALL: Final = 0.88
# In heights of the text.
_CHART: Final = 8.6
_NARROWEST: Final = 14.0
# The head stays in sight while at least so much of the charts is seen under it.
_SEEN_UNDER_HEAD: Final = 9.0


class TrendCharts(QWidget):
    """Show charts; tell that a value was chosen, and which entry is to be opened."""

    chosen = Signal()
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._trends: Sequence[Trend] = ()
        self._background: Background | None = None
        self._said: tuple[str, ...] = ()
        self._laid_out: tuple[int, int] | None = None
        self.charts: list[TrendChart] = []
        self._head, self._legend, self.notes = TrendHead(), TrendLegend(), hint("")
        self._inside = QWidget()
        self._inside.setAutoFillBackground(True)
        self._inside.setBackgroundRole(QPalette.ColorRole.Base)
        self._inner = QVBoxLayout(self._inside)
        self._inner.setContentsMargins(SPACE_1, 0, SPACE_1, SPACE_2)
        self._inner.setSpacing(0)
        self._inner.addWidget(self._legend)
        self._inner.addSpacing(SPACE_2)
        self._inner.addWidget(self.notes)
        self._inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(self._inside)
        self._over = QVBoxLayout()
        self._over.setContentsMargins(SPACE_1, 0, 0, 0)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._over)
        column.addWidget(self.area, 1)

    def show_trends(self, trends: "Sequence[Trend]", background: "Background", said: tuple[str, ...]) -> None:
        """Show these trends before a background; `said` is what is told beneath them."""
        self._trends, self._background, self._said = trends, background, said
        self._laid_out = None
        self._lay_out()

    def picture(self) -> "TrendPicture":
        """Return the page as it is laid out now."""
        return self._picture

    @property
    def current(self) -> TrendChart | None:
        """The chart in which a value is chosen."""
        return next((chart for chart in self.charts if chart.is_current and chart.value is not None), None)

    def start(self) -> None:
        """Put the focus on the first chart."""
        if self.charts:
            self.charts[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        """Lay the charts out for the width and the type there are, when either or the trends have changed."""
        asked = (self.area.viewport().width() - 2 * SPACE_1 - 2 * PAD, theme.text_percent())
        if self._background is None or asked == self._laid_out:
            return
        self._laid_out = asked
        text, fonts = _type(self.logicalDpiY())
        metrics = {size: QFontMetricsF(faces[0]) for size, faces in fonts.items()}
        self._picture = draw_trends(
            self._trends,
            self._background,
            width=max(float(asked[0]), text * _NARROWEST),
            chart_height=text * _CHART,
            text_width=lambda words, size: metrics[size].horizontalAdvance(literal(words)),
            text_size=text,
        )
        self._fill(fonts)
        small = metrics[self._picture.small_size]
        self._head.show_head(self._picture, fonts)
        self._legend.show_legend(
            self._picture, fonts, [small.horizontalAdvance(entry.words) for entry in self._picture.legend]
        )
        said = (*self._said, *self._picture.notes)
        self.notes.setText("\n".join(said))
        self.notes.setVisible(bool(said))
        self._place_head()

    def _fill(self, fonts: "Fonts") -> None:
        """Put each chart into a widget of its own; the first can be reached by Tab, the others from it."""
        wanted = self._picture.charts
        while len(self.charts) > len(wanted):
            gone = self.charts.pop()
            self._inner.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.charts) < len(wanted):
            self._add()
        for widget, chart in zip(self.charts, wanted, strict=True):
            widget.show_chart(chart, self._picture, fonts)
        if self.charts and not any(chart.is_current for chart in self.charts):
            self.charts[0].make_current(True)

    def _add(self) -> None:
        chart = TrendChart()
        chart.chosen.connect(lambda _value: self._on_chosen(chart))
        chart.opened.connect(self.opened)
        chart.beside.connect(lambda step: self._go_beside(chart, step))
        self._inner.insertWidget(self._inner.indexOf(self._legend), chart)
        self.charts.append(chart)

    def _on_chosen(self, chart: TrendChart) -> None:
        for other in self.charts:
            other.make_current(other is chart)
        if chart.height() > self.area.viewport().height():
            self.area.verticalScrollBar().setValue(chart.y())
        else:
            self.area.ensureWidgetVisible(chart, 0, 0)
        self.chosen.emit()

    def _go_beside(self, chart: TrendChart, step: int) -> None:
        """Go to the chart above or below, to the value nearest in time."""
        place = self.charts.index(chart) + step
        if not 0 <= place < len(self.charts):
            return
        other, value = self.charts[place], chart.value
        other.make_current(True)
        other.setFocus(Qt.FocusReason.OtherFocusReason)
        values = self._picture.charts[place].trend.values
        day = value.middle if value is not None else values[-1].middle
        other.choose(min(range(len(values)), key=lambda index: abs(values[index].middle - day)))

    def _place_head(self) -> None:
        """Keep the head over the charts in sight, unless the window is too low for that."""
        head = self._picture.head.height
        stays = self.height() >= head + self._picture.text_size * _SEEN_UNDER_HEAD
        layout = self._over if stays else self._inner
        if layout.indexOf(self._head) < 0:
            (self._inner if stays else self._over).removeWidget(self._head)
            layout.insertWidget(0, self._head)
        self._head.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for another width."""
        super().resizeEvent(event)
        self._lay_out()
        if self._laid_out is not None:
            self._place_head()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again when the type or the colours change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._laid_out = None
            self._lay_out()


def _type(dpi: int) -> "tuple[float, Fonts]":
    """Return the height of the text, and the faces of both sizes."""
    plain = theme.font(theme.SMALL_POINTS)
    text = QFontInfo(plain).pointSizeF() * dpi / 72
    small = theme.SMALL_POINTS * _SMALL
    return text, {
        text: (plain, theme.font(theme.SMALL_POINTS, bold=True)),
        text * _SMALL: (theme.font(small), theme.font(small, bold=True)),
    }
