"""Lay out a picture for a widget as seldom as can be: once a change, and the calm height once a width."""

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QWidget

from caregiver_app.domain.timeline.picture.drawing import SMALL, Plan, beside_time
from caregiver_app.domain.timeline.picture.history import History
from caregiver_app.domain.timeline.picture.labels import Ruler
from caregiver_app.domain.timeline.picture.parts import Picture
from caregiver_app.ui import theme
from caregiver_app.ui.text import literal

# Things that crowd keep this many rows in a lane, even when the picture is then higher than the window.
_FEWEST_ROWS: Final = 2
# How much higher than its lanes need a calm picture is.
_ROOMY: Final = 1.12


class Plans:
    """Hold the plan in force and the plan of all of time, and measure text in the widget's type, each text once."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self.fonts: dict[float, tuple[QFont, QFont]] = {}
        self._shown: _Kept | None = None
        self._whole: _Kept | None = None

    def measure(self) -> None:
        """Measure anew: the type has changed."""
        self.fonts, self._shown, self._whole = {}, None, None

    def picture(self, history: History, width: float, height: float, zoom: float) -> Picture:
        """Return the picture of a history, time drawn so many times wider than the room for it."""
        if zoom == 1.0:
            return self._plan_of_whole(history, width).picture(height, _FEWEST_ROWS)
        self._prepare()
        still = sum(beside_time(history, self._ruler, self._size))
        self._shown = self._made(self._shown, history, still + (width - still) * zoom)
        return self._shown.plan.picture(height, _FEWEST_ROWS)

    def calm_height(self, history: History, width: float) -> float:
        """Return the height at which all of time has all its rows and is still calm."""
        return self._plan_of_whole(history, width).calm_height(_ROOMY)

    def _plan_of_whole(self, history: History, width: float) -> Plan:
        self._prepare()
        self._whole = self._made(self._whole, history, width)
        return self._whole.plan

    def _made(self, known: "_Kept | None", history: History, width: float) -> "_Kept":
        if known is not None and known.history is history and known.width == width:
            return known
        before = known.plan if known is not None else None
        plan = Plan(history, width=width, ruler=self._ruler, text_size=self._size, dense=True, before=before)
        return _Kept(history, width, plan)

    def _prepare(self) -> None:
        if self.fonts:
            return
        plain = theme.font(theme.SMALL_POINTS)
        self._size = QFontInfo(plain).pointSizeF() * self._widget.logicalDpiY() / 72
        small = theme.SMALL_POINTS * SMALL
        self.fonts = {
            self._size: (plain, theme.font(theme.SMALL_POINTS, bold=True)),
            self._size * SMALL: (theme.font(small), theme.font(small, bold=True)),
        }
        self._ruler = Ruler(_measured({size: QFontMetricsF(faces[0]) for size, faces in self.fonts.items()}))


class _Kept:
    """A plan and what it was made for."""

    def __init__(self, history: History, width: float, plan: Plan) -> None:
        self.history = history
        self.width = width
        self.plan = plan


def _measured(metrics: dict[float, QFontMetricsF]) -> Callable[[str, float], float]:
    return lambda text, size: metrics[size].horizontalAdvance(literal(text))
