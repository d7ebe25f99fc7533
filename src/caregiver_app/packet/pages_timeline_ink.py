"""Ink for the timeline page: signs, bars, flags and whiskers, each with the hatch that stands for its colour."""

from typing import Any, Final

from reportlab.lib.colors import Color, HexColor, white

from caregiver_app.domain.timeline.picture.parts import Bar, Flag, Mark
from caregiver_app.domain.timeline.picture.signs import CROSSED, DISCS, OUTLINES, SOLID
from caregiver_app.packet import style

# A step of a soft edge is about this wide, in points.
_STEP: Final = 3.5
_HAIR: Final = style.HAIRLINE
_HATCHED: Final = frozenset({"radiation", "bridging", "stay"})
# How much of its colour the ground of a bar has, where that is not all of it.
_GROUNDS: Final = {"radiation": 0.3, "stay": 0.3, "maintenance": 0.2, "bridging": 0.0}
# In grey a return of the disease is the darkest ground, an answer the lightest.
_STATUS_TINTS: Final = {
    "status": HexColor("#EFE8DC"),
    "response": HexColor("#E3EFE8"),
    "relapse": HexColor("#EAC9C5"),
}


def lane_colour(hue: str) -> Color:
    """Return the ink of a lane."""
    return style.LANES.get(hue, style.QUIET)


def tint(colour: Color, share: float) -> Color:
    """Return a colour mixed with paper white; 1 is the full colour."""
    return mixed(white, colour, share)


def mixed(first: Color, last: Color, share: float) -> Color:
    """Return a colour between two; 0 is the first, 1 the last."""
    parts = zip((first.red, first.green, first.blue), (last.red, last.green, last.blue), strict=True)
    return Color(*(one + share * (other - one) for one, other in parts))


class Pen:
    """A canvas whose y grows downwards, as the picture's does."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: Color, width: float = _HAIR) -> None:
        """Draw one line."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width)
        self.canvas.line(x1, -y1, x2, -y2)

    def box(
        self, left: float, top: float, right: float, bottom: float, *,
        fill: Color | None = None, stroke: Color | None = None, width: float = _HAIR, round_by: float = 0.0,
    ) -> None:  # fmt: skip
        """Draw a rectangle."""
        self._ink(fill, stroke, width)
        self.canvas.roundRect(
            left,
            -bottom,
            right - left,
            bottom - top,
            round_by,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )

    def shape(
        self,
        points: list[tuple[float, float]],
        *,
        fill: Color | None = None,
        stroke: Color | None = None,
        width: float = 1.0,
    ) -> None:
        """Draw a closed outline."""
        self._ink(fill, stroke, width)
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], -points[0][1])
        for across, down in points[1:]:
            path.lineTo(across, -down)
        path.close()
        self.canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: Color | None = None,
        stroke: Color | None = None,
        width: float = 1.0,
    ) -> None:
        """Draw a circle."""
        self._ink(fill, stroke, width)
        self.canvas.circle(x, -y, radius, stroke=int(stroke is not None), fill=int(fill is not None))

    def text(
        self, x: float, middle: float, words: str, *, size: float, font: str = style.TEXT, colour: Color = style.INK
    ) -> None:
        """Draw one line of any text around a middle height."""
        style.draw_text(self.canvas, x, -(middle + size * 0.35), words, font=font, size=size, colour=colour)

    def clipped(self, left: float, top: float, right: float, bottom: float) -> None:
        """Let only this rectangle be drawn on until the state is restored."""
        path = self.canvas.beginPath()
        path.rect(left, -bottom, right - left, bottom - top)
        self.canvas.clipPath(path, stroke=0, fill=0)

    def _ink(self, fill: Color | None, stroke: Color | None, width: float) -> None:
        if fill is not None:
            self.canvas.setFillColor(fill)
        if stroke is not None:
            self.canvas.setStrokeColor(stroke)
            self.canvas.setLineWidth(width)


def paint_bar(pen: Pen, bar: Bar, before: str = "") -> None:
    """Paint a bar: its sure core full, its soft edges in steps of tint, each kind with its own hatch.

    A state of the disease grows out of the hue of the state `before` it.
    """
    if bar.shape == "status":
        _paint_state(pen, bar, before)
        return
    colour = lane_colour(bar.hue)
    if bar.planned:
        pen.canvas.setDash(1.6, 1.6)
        pen.box(bar.left, bar.top, bar.right, bar.bottom, fill=white, stroke=colour, width=0.8, round_by=1)
        pen.canvas.setDash()
        return
    is_hatched = bar.shape in _HATCHED
    ground = tint(colour, _GROUNDS.get(bar.shape, 1.0))
    _paint_fade(pen, bar, bar.left, bar.core_left, white, ground)
    _paint_fade(pen, bar, bar.core_right, bar.right, ground, white)
    if bar.core_right > bar.core_left:
        pen.box(bar.core_left, bar.top, bar.core_right, bar.bottom, fill=ground)
    if is_hatched:
        _hatch(pen, bar, colour)
    is_soft = bar.core_left - bar.left > 0.5 or bar.right - bar.core_right > 0.5
    pen.box(bar.left, bar.top, bar.right, bar.bottom, stroke=colour if is_soft or bar.shape != "line" else white)


def _paint_state(pen: Pen, bar: Bar, before: str) -> None:
    colour = _STATUS_TINTS[bar.hue]
    _paint_fade(pen, bar, bar.left, bar.core_left, _STATUS_TINTS.get(before, white), colour)
    pen.box(bar.core_left, bar.top, max(bar.right, bar.core_left), bar.bottom, fill=colour)
    if bar.core_left - bar.left <= 0.5:
        pen.line(bar.left, bar.top, bar.left, bar.bottom, style.LINE)


def _paint_fade(pen: Pen, bar: Bar, left: float, right: float, first: Color, last: Color) -> None:
    if right - left <= 0.5:
        return
    steps = min(max(int((right - left) / _STEP), 6), 60)
    wide = (right - left) / steps
    for step in range(steps):
        here = left + step * wide
        pen.box(here, bar.top, here + wide, bar.bottom, fill=mixed(first, last, (step + 0.5) / steps))


def _hatch(pen: Pen, bar: Bar, colour: Color) -> None:
    """Lay lines rising over radiation, falling over what leads to cells, and dots over a hospital stay."""
    canvas, high = pen.canvas, bar.bottom - bar.top
    canvas.saveState()
    pen.clipped(bar.left, bar.top, bar.right, bar.bottom)
    if bar.shape in ("radiation", "bridging"):
        across = bar.left - high
        begin, end = (bar.bottom, bar.top) if bar.shape == "radiation" else (bar.top, bar.bottom)
        while across < bar.right:
            pen.line(across, begin, across + high, end, colour, 0.7)
            across += 2.4
    else:
        across = bar.left + 1.2
        while across < bar.right:
            for share in (0.3, 0.7):
                pen.disc(across, bar.top + share * high, 0.45, fill=colour)
            across += 2.2
    canvas.restoreState()


def paint_whisker(pen: Pen, mark: Mark) -> None:
    """Paint the stretch a mark may lie in."""
    left, right = mark.whisker or (mark.x, mark.x)
    colour = tint(lane_colour(mark.hue), 0.7)
    pen.line(left, mark.y, right, mark.y, colour, 0.7)
    for end in (left, right):
        pen.line(end, mark.y - mark.size * 0.5, end, mark.y + mark.size * 0.5, colour, 0.7)


def paint_flag(pen: Pen, flag: Flag, size: float) -> None:
    """Paint the pole over the full height, the flag with its word, and how far the date may be off."""
    colour = lane_colour("relapse")
    pen.canvas.setDash(4, 2.4)
    pen.line(flag.x, flag.top, flag.x, flag.bottom, colour, 1.1)
    pen.canvas.setDash()
    box, notch = flag.box, size * 0.4
    tip, pole = (box.right, box.left) if box.right > flag.x + 1 else (box.left, box.right)
    inner = tip - notch if tip > pole else tip + notch
    outline = [(pole, box.top), (tip, box.top), (inner, box.middle), (tip, box.bottom), (pole, box.bottom)]
    pen.shape(outline, fill=white if flag.planned else colour, stroke=colour, width=0.6)
    if flag.text:
        start = box.left + size * 0.3 if tip > pole else box.left + size * 0.75
        words = style.INK if flag.planned else white
        pen.text(start, box.middle, flag.text, size=flag.size, font=style.STRONG, colour=words)
    if flag.whisker:
        left, right = flag.whisker
        y = flag.whisker_y
        pen.line(left, y, right, y, colour, 0.7)
        for end in (left, right):
            pen.line(end, y - size * 0.2, end, y + size * 0.2, colour, 0.7)


def paint_sign(pen: Pen, shape: str, hue: str, x: float, y: float, size: float, *, planned: bool = False) -> None:
    """Paint one sign around its middle."""
    colour = lane_colour(hue)
    if planned:
        pen.canvas.setDash(1.4, 1.2)
    if shape in OUTLINES:
        points = [(x + across * size, y + down * size) for across, down in OUTLINES[shape]]
        is_solid = shape in SOLID and not planned
        pen.shape(points, fill=colour if is_solid else white, stroke=colour, width=0.9)
        if is_solid and shape in CROSSED:
            for slope in (1, -1):
                arm = size * 0.42
                pen.line(x - arm, y - arm * slope, x + arm, y + arm * slope, white, 0.7)
    elif shape in DISCS:
        _paint_disc(pen, shape, colour, x, y, size)
    elif shape == "dot":
        pen.disc(x, y, size, fill=white if planned else colour, stroke=colour, width=0.5)
    else:
        pen.line(x, y - size, x, y + size, colour, 1.2)
    pen.canvas.setDash()


def _paint_disc(pen: Pen, shape: str, colour: Color, x: float, y: float, size: float) -> None:
    pen.disc(x, y, size, fill=white)
    share = DISCS[shape]
    if share:
        pen.canvas.saveState()
        pen.clipped(x - size, y - size, x - size + 2 * size * share, y + size)
        pen.disc(x, y, size, fill=colour)
        pen.canvas.restoreState()
    if shape == "other":
        pen.disc(x, y, size * 0.28, fill=colour)
    pen.disc(x, y, size, stroke=colour, width=1.0)
    if shape == "cross":
        for slope in (1, -1):
            arm = size * 0.62
            pen.line(x - arm, y - arm * slope, x + arm, y + arm * slope, colour, 1.0)
