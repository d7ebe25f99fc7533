"""Paint what moves with time: the ground, which is kept in strips, and the few words that keep themselves in sight."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from math import inf
from typing import NamedTuple
from uuid import UUID

from caregiver_app.domain.timeline.picture.parts import (
    Bar,
    Box,
    DayCount,
    Flag,
    Label,
    Mark,
    Picture,
    Tick,
    Today,
    Trend,
)
from caregiver_app.ui.timeline.picture_ink import Ink
from caregiver_app.ui.timeline.picture_stretches import Stretches

# Whiskers, pens and the edges of words reach this far beyond what they belong to.
_BEYOND = 4.0


class Ground(NamedTuple):
    """What is painted between two places of a picture. Two that are equal look the same."""

    left: float
    right: float
    text_size: float
    small_size: float
    axis_foot: float
    strip: Box
    foot: float
    levels: tuple[float, ...]
    ticks: list[Tick]
    days: list[DayCount]
    days_middle: float
    today: Today | None
    is_word_beside: bool
    flags: list[Flag]
    marks: list[Mark]
    trends: list[tuple[tuple[float, float], ...]]
    bars: list[tuple[Bar, str]]
    labels: list[Label]


class TimePaint:
    """Know what of one picture lies where, and paint the words that keep themselves in sight."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture

    def ground(self, left: float, right: float) -> Ground:
        """Return everything between two places that does not depend on what is in sight."""
        picture, size = self.picture, self.picture.text_size
        left, right = left - _BEYOND, right + _BEYOND
        today = picture.today
        is_today = today is not None and today.x - today.width * 1.5 <= right and today.x + today.width * 1.5 >= left
        return Ground(
            left=left,
            right=right,
            text_size=size,
            small_size=picture.small_size,
            axis_foot=picture.axis_foot,
            strip=picture.strip,
            foot=picture.plot.bottom,
            levels=tuple(lane.top for lane in picture.lanes),
            ticks=[tick for tick in picture.ticks if left - size * 6 <= tick.x <= right],
            days=[day for day in picture.days if left - size * 3 <= day.x <= right + size * 3],
            days_middle=picture.days_middle,
            today=today if is_today else None,
            is_word_beside=today is not None and stands_beside(today, picture),
            flags=[flag for flag in picture.flags if _is_between(_flag_reach(flag), left, right)],
            marks=self._marks.touching(left, right),
            trends=[_part(trend, left, right) for trend in picture.trends],
            bars=[(bar, self._before.get(bar.entry_id, "") if bar.shape == "status" else "")
                  for bar in self._bars.touching(left, right)],
            labels=self._labels.touching(left, right),
        )  # fmt: skip

    def paint_over(self, ink: Ink, left: float, right: float, edge: float) -> None:
        """Paint the names of years and the words on bars: they stay in sight while what they name does."""
        picture, size = self.picture, self.picture.text_size
        for year in picture.years:
            begin = max(year.left, edge)
            if year.right >= left and begin <= right and year.right - begin >= year.width * 1.15 + size * 0.7:
                ink.write(begin + size * 0.35, size * 0.8, year.label, size, ink.text, strong=True)
        for bar in self._bars.touching(left, right):
            for label in self._on_bars.get((bar.entry_id, bar.lane), ()):
                is_filled = bar.shape == "line" and not bar.planned
                ink.label(self._kept_in_sight(label, bar, edge), on_fill=is_filled)
        if picture.hint:
            lane = picture.lanes[0]
            ink.note(picture.plot.left + size, lane.top + lane.height / 2, picture.hint, size)

    @cached_property
    def _marks(self) -> Stretches[Mark]:
        return Stretches(self.picture.marks, lambda mark: _reach(mark.x, mark.size * 2, mark.whisker))

    @cached_property
    def _bars(self) -> Stretches[Bar]:
        return Stretches(self.picture.bars, lambda bar: (bar.left, max(bar.right, bar.left + 1)))

    @cached_property
    def _labels(self) -> Stretches[Label]:
        beside = [label for label in self.picture.labels if not label.inside]
        return Stretches(beside, lambda label: (label.left, label.left + label.width))

    @cached_property
    def _on_bars(self) -> dict[tuple[UUID, str], list[Label]]:
        found: dict[tuple[UUID, str], list[Label]] = {}
        for label in self.picture.labels:
            if label.inside:
                found.setdefault((label.entry_id, label.lane), []).append(label)
        return found

    @cached_property
    def _before(self) -> dict[UUID, str]:
        """The hue of the state of the disease before each."""
        states = [bar for bar in self.picture.bars if bar.shape == "status"]
        return {bar.entry_id: states[index].hue for index, bar in enumerate(states[1:])}

    def _kept_in_sight(self, label: Label, bar: Bar, edge: float) -> Label:
        """Return the words of a bar that begins out of sight moved along it, as far as it is solid."""
        inset = self.picture.text_size * 0.5
        shift = min(edge + inset - label.left, bar.core_right - inset - label.left - label.width)
        return label._replace(left=label.left + shift, text_left=label.text_left + shift) if shift > 0 else label


def paint_ground(ink: Ink, ground: Ground) -> None:
    """Paint a stretch of time from the ground up: grid, full-height lines, bars, words, marks."""
    for level in ground.levels:
        ink.rule(ground.left, level, ground.right, level, ink.hairline)
    _paint_axis(ink, ground)
    _paint_today(ink, ground)
    for flag in ground.flags:
        ink.flag(flag)
    for mark in ground.marks:
        if mark.whisker:
            ink.whisker(*mark.whisker, mark.y, mark.size, mark.hue)
    for points in ground.trends:
        ink.trend(points)
    for bar, before in ground.bars:
        ink.bar(bar, before)
    for label in ground.labels:
        ink.label(label, on_fill=False)
    for mark in _seen(ground.marks):
        ink.mark(mark)


def _paint_axis(ink: Ink, ground: Ground) -> None:
    size = ground.text_size
    for tick in ground.ticks:
        ink.rule(tick.x, 0 if tick.strong else size * 1.7, tick.x, ground.axis_foot, ink.strong_line)
        if tick.strong or ink.has_tints:
            ink.rule(tick.x, ground.strip.top, tick.x, ground.foot, ink.hairline)
        ink.write(tick.x + size * 0.35, size * 2.15, tick.label, ground.small_size, ink.quiet)
    for day in ground.days:
        colour = ink.lane_colour("cell")
        ink.rule(day.x, ground.strip.top - size * 0.3, day.x, ground.strip.top, colour)
        ink.write(day.left, ground.days_middle, day.text, ground.small_size, colour if day.strong else ink.quiet)


def _paint_today(ink: Ink, ground: Ground) -> None:
    today = ground.today
    if today is None:
        return
    top = today.middle - ground.text_size * 0.6 if today.text else ground.strip.bottom
    ink.rule(today.x, top, today.x, ground.foot, ink.accent, 1.6)
    if not ground.is_word_beside:
        ink.write(today.left, today.middle, today.text, ground.small_size, ink.accent)


def _part(trend: Trend, left: float, right: float) -> tuple[tuple[float, float], ...]:
    """Return the values between two places with one more on each side, to which the line leads."""
    first = max(bisect_left(trend.points, (left,)) - 1, 0)
    return trend.points[first : bisect_right(trend.points, (right, inf)) + 1]


def stands_beside(today: Today, picture: Picture) -> bool:
    """Whether the word at the line of the day reaches beyond the plot, where it does not move with time."""
    return today.left + today.width > picture.plot.right


def _flag_reach(flag: Flag) -> tuple[float, float]:
    begin, end = flag.whisker or (flag.x, flag.x)
    return min(flag.box.left, begin), max(flag.box.right, end)


def _is_between(reach: tuple[float, float], left: float, right: float) -> bool:
    return reach[0] <= right and reach[1] >= left


def _reach(x: float, size: float, whisker: tuple[float, float] | None) -> tuple[float, float]:
    left, right = whisker or (x, x)
    return min(left, x - size), max(right, x + size)


def _seen(marks: list[Mark]) -> list[Mark]:
    """Return the marks without those that others of the same look cover to the half of a pixel."""
    last: dict[tuple[object, ...], Mark] = {}
    for mark in marks:
        last[round(mark.x * 2), round(mark.y * 2), mark.shape, mark.hue, mark.planned] = mark
    return list(last.values())
