"""The treatment timeline on paper: the screen's geometry in vector ink that survives a grey printer.

Shape and hatch carry every meaning; colour only helps. A soft edge is a few steps of lighter tint with a hairline.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import ceil
from typing import Any, Final
from uuid import UUID

from reportlab.lib.colors import Color, white

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.picture.drawing import draw
from caregiver_app.domain.timeline.picture.history import History, read_history
from caregiver_app.domain.timeline.picture.parts import Bar, Lane, Legend, Picture, Trend
from caregiver_app.packet import style
from caregiver_app.packet.bilingual import both, chinese_of
from caregiver_app.packet.ours import own
from caregiver_app.packet.pages_timeline_ink import (
    Pen,
    lane_colour,
    paint_bar,
    paint_flag,
    paint_sign,
    paint_whisker,
    tint,
)

# Type sizes tried in turn, each with the sub-rows a crowded lane must keep; the last takes what fits.
_SIZES: Final = ((9.0, 6), (8.5, 4), (8.0, 4), (7.5, 3), (7.0, 3), (7.5, 1), (7.0, 1))
_LEGEND_SIZE: Final = 8.0
_LEGEND_LEADING: Final = 12.5
_LEGEND_COLUMNS: Final = 5
# Words in two languages are of more lengths: narrower columns, and the least room behind what fills them.
_COLUMNS_IN_BOTH: Final = 20
_APART_IN_BOTH: Final = 10.0
_NOBODY: Final = UUID(int=0)


def paint_timeline(
    canvas: Any, case: CaseSnapshot, *, x: float, y: float, width: float, height: float, as_of: date,
    in_both: bool = False,
) -> None:  # fmt: skip
    """Draw the timeline of a case into a rectangle of a page, its legend at the foot; `x`, `y` is the lower left.

    `in_both` sets Chinese beside the names of the lanes and the words of the legend.
    """
    style.register_fonts()
    history = read_history(case.entries, as_of, tuple(shown.test for shown in case.shown_tests))
    rows = _legend_rows(_legend(_fitted(history, width, height).legend, in_both), width, in_both)
    legend = len(rows) * _LEGEND_LEADING + (8.0 if rows else 0.0)
    picture = _fitted(history, width, height - legend)
    canvas.saveState()
    canvas.translate(x, y + height)
    shrunk = min(1.0, (height - legend) / picture.height)
    canvas.scale(shrunk, shrunk)
    _Page(canvas, picture, in_both).paint()
    canvas.restoreState()
    _paint_legend(canvas, rows, x, y + height - picture.height * shrunk - 6.0 - _LEGEND_LEADING)


def _fitted(history: History, width: float, height: float) -> Picture:
    """Return the picture in the largest type in which it is no higher than the page."""
    picture = None
    for size, rows in _SIZES:
        picture = draw(
            history,
            width=width,
            height=height,
            text_width=lambda text, points: style.text_width(text, style.TEXT, points),
            text_size=size,
            fewest_rows=rows,
            today=PartialDate.of_day(history.as_of).in_words(),
        )
        if picture.height <= height + 0.01:
            break
    assert picture is not None  # there is at least one size
    return picture


class _Page:
    """Paint one picture, from the ground up: grid, full-height lines, bars, words, marks."""

    def __init__(self, canvas: Any, picture: Picture, in_both: bool) -> None:
        self._in_both = in_both
        self._canvas = canvas
        self._pen = Pen(canvas)
        self._picture = picture

    def paint(self) -> None:
        self._paint_lanes()
        self._paint_axis()
        self._paint_today()
        for flag in self._picture.flags:
            paint_flag(self._pen, flag, self._picture.text_size)
        self._paint_today_words()
        for mark in self._picture.marks:
            if mark.whisker:
                paint_whisker(self._pen, mark)
        for trend in self._picture.trends:
            self._paint_trend(trend)
        before = ""
        for bar in self._picture.bars:
            paint_bar(self._pen, bar, before if bar.shape == "status" else "")
            before = bar.hue
        self._paint_labels()
        for mark in self._picture.marks:
            paint_sign(self._pen, mark.shape, mark.hue, mark.x, mark.y, mark.size, planned=mark.planned)
        self._paint_notes()

    def _paint_lanes(self) -> None:
        picture, pen = self._picture, self._pen
        size, small = picture.text_size, picture.small_size
        room = picture.plot.left - size
        for lane in picture.lanes:
            pen.line(0, lane.top, picture.width, lane.top, style.FAINT)
            lines = [*self._named(lane, room), *((detail, small, style.QUIET) for detail in lane.details)]
            middle = lane.top + lane.height / 2 - (len(lines) - 1) * size * 0.6
            for words, points, colour in lines:
                pen.text(0, middle, style.fitted(words, style.TEXT, points, room), size=points, colour=colour)
                middle += size * 1.2
        pen.line(0, picture.plot.bottom, picture.width, picture.plot.bottom, style.FAINT)

    def _named(self, lane: Lane, room: float) -> list[tuple[str, float, Color]]:
        """Name a lane; its Chinese stands behind where there is room, else beneath where the lane is high enough."""
        size, small = self._picture.text_size, self._picture.small_size
        named = [(lane.label, size, style.INK)]
        chinese = chinese_of(own(lane.label)) if self._in_both and not lane.id.startswith("lab:") else ""
        beside = f"{lane.label} {chinese}"
        if chinese and style.text_width(beside, style.TEXT, size) <= room:
            return [(beside, size, style.INK)]
        has_room = lane.height >= (2 + len(lane.details)) * size * 1.2
        return [*named, (chinese, small, style.QUIET)] if chinese and has_room else named

    def _paint_axis(self) -> None:
        picture, pen = self._picture, self._pen
        size, small = picture.text_size, picture.small_size
        has_months = any(tick.label for tick in picture.ticks)
        for tick in picture.ticks:
            top = 0.0 if tick.strong else size * 1.7
            pen.line(tick.x, top, tick.x, picture.axis_foot, style.LINE if tick.strong else style.FAINT)
            colour = tint(style.FAINT, 1.0 if tick.strong and has_months else 0.55)
            pen.line(tick.x, picture.strip.top, tick.x, picture.plot.bottom, colour)
            pen.text(tick.x + size * 0.3, size * 2.15, tick.label, size=small, colour=style.QUIET)
        for day in picture.days:
            pen.line(day.x, picture.strip.top - size * 0.3, day.x, picture.strip.top, lane_colour("cell"))
            colour = lane_colour("cell") if day.strong else style.QUIET
            pen.text(day.left, picture.days_middle, day.text, size=small, colour=colour)
        for year in picture.years:
            if year.right - year.left >= year.width * 1.1 + size * 0.6:
                middle = size * (0.75 if has_months else 0.8)
                pen.text(year.left + size * 0.3, middle, year.label, size=size, font=style.STRONG)

    def _paint_today(self) -> None:
        picture, today = self._picture, self._picture.today
        if today is None:
            return
        top = today.middle - picture.text_size * 0.6 if today.text else picture.strip.bottom
        self._pen.line(today.x, top, today.x, picture.plot.bottom, style.ACCENT, 1.1)

    def _paint_today_words(self) -> None:
        picture, today = self._picture, self._picture.today
        if today is not None and today.text:
            half = picture.small_size * 0.6
            self._pen.box(
                today.left - 1, today.middle - half, today.left + today.width + 1, today.middle + half, fill=white
            )
            self._pen.text(today.left, today.middle, today.text, size=picture.small_size, colour=style.ACCENT)

    def _paint_trend(self, trend: Trend) -> None:
        picture, colour = self._picture, lane_colour("lab")
        for (x1, y1), (x2, y2) in pairwise(trend.points):
            self._pen.line(x1, y1, x2, y2, colour, 0.8)
        lane = next(lane for lane in picture.lanes if lane.id == trend.lane)
        left, middle, size = picture.plot.right + 4, lane.top + lane.height / 2, picture.text_size
        words = style.fitted(trend.last, style.TEXT, size, picture.width - left)
        self._pen.text(left, middle - size * 0.6, words, size=size)
        self._pen.text(left, middle + size * 0.6, trend.last_date, size=picture.small_size, colour=style.QUIET)

    def _paint_labels(self) -> None:
        pen = self._pen
        bars = {(bar.entry_id, bar.lane): bar for bar in self._picture.bars}
        for label in self._picture.labels:
            bar = bars.get((label.entry_id, label.lane)) if label.inside else None
            colour = white if bar is not None and bar.shape == "line" and not bar.planned else style.INK
            if not label.inside:
                box = label.box
                pen.box(box.left - 1, box.top, box.right + 1, box.bottom, fill=white)
            if label.number:
                pen.text(label.left, label.middle, label.number, size=label.size, font=style.STRONG, colour=colour)
            colour = style.QUIET if label.quiet else colour
            font = style.STRONG if label.strong else style.TEXT
            pen.text(label.text_left, label.middle, label.text, size=label.size, colour=colour, font=font)

    def _paint_notes(self) -> None:
        picture, size = self._picture, self._picture.text_size
        middle = picture.plot.bottom + size * 1.1
        for note in picture.notes:
            self._pen.text(0, middle, note, size=picture.small_size, colour=style.QUIET)
            middle += size * 1.45
        if picture.hint:
            left, middle = picture.plot.left + size, picture.lanes[0].top + picture.lanes[0].height / 2
            wide = style.text_width(picture.hint, style.TEXT, size)
            self._pen.box(left - 3, middle - size, left + wide + 3, middle + size, fill=white)
            self._pen.text(left, middle, picture.hint, size=size, colour=style.QUIET)


def _legend(legend: tuple[Legend, ...], in_both: bool) -> tuple[Legend, ...]:
    return tuple(replace(entry, words=both(own(entry.words))) for entry in legend) if in_both else legend


def _legend_rows(legend: tuple[Legend, ...], width: float, in_both: bool) -> list[list[tuple[Legend, float]]]:
    """Set the legend in columns, each entry with where it begins; one too long for a column takes more."""
    columns, apart = (_COLUMNS_IN_BOTH, _APART_IN_BOTH) if in_both else (_LEGEND_COLUMNS, 0.0)
    column = width / columns
    rows: list[list[tuple[Legend, float]]] = []
    used = columns
    for entry in legend:
        wide = style.text_width(entry.words, style.TEXT, _LEGEND_SIZE) + 18 + apart
        takes = min(ceil(wide / column), columns)
        if entry.shape == "status":
            continue
        if used + takes > columns:
            rows.append([])
            used = 0
        rows[-1].append((entry, used * column))
        used += takes
    return rows


def _paint_legend(canvas: Any, rows: list[list[tuple[Legend, float]]], x: float, y: float) -> None:
    pen = Pen(canvas)
    for number, row in enumerate(rows):
        for entry, across in row:
            middle = -(y - number * _LEGEND_LEADING + 4)
            _paint_legend_sign(pen, entry, x + across + 7, middle)
            pen.text(x + across + 18, middle, entry.words, size=_LEGEND_SIZE, colour=style.QUIET)


def _paint_legend_sign(pen: Pen, entry: Legend, x: float, y: float) -> None:
    left, right = x - 7, x + 7
    colour = lane_colour(entry.hue)
    if entry.shape in ("line", "maintenance", "bridging", "radiation", "stay", "soft"):
        half = 2.0 if entry.shape == "stay" else 3.2
        shape = "line" if entry.shape == "soft" else entry.shape
        core = x - 3 if entry.shape == "soft" else right
        paint_bar(pen, Bar(_NOBODY, "", entry.hue, shape, left, left, core, right, y - half, y + half))
    elif entry.shape == "flag":
        pen.canvas.setDash(3, 1.6)
        pen.line(x, y - 5, x, y + 5, colour, 1.1)
        pen.canvas.setDash()
    elif entry.shape == "planned":
        paint_sign(pen, "diamond", entry.hue, x, y, 3.4, planned=True)
    else:
        paint_sign(pen, entry.shape, entry.hue, x, y, 1.8 if entry.shape == "dot" else 3.6)
