"""Lab trends as geometry: one chart for each test and unit, all on one scale of time, for screen and paper alike.

Pure: whoever paints brings a way to measure text. Heights of different charts say nothing about each other: each
runs from its own lowest to its own highest value. No value is coloured, sorted or marked by its range.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite
from typing import Final
from uuid import UUID

from caregiver_app.domain.timeline.picture.axis import Scale, stretch
from caregiver_app.domain.timeline.picture.labels import Ruler
from caregiver_app.domain.timeline.picture.parts import Box, Legend
from caregiver_app.domain.timeline.trends.head import STRONG, Background, head_of
from caregiver_app.domain.timeline.trends.labels import Asked, broken, place_labels
from caregiver_app.domain.timeline.trends.parts import Band, Chart, Dot, Head, Segment, TextMark, TrendPicture, Words
from caregiver_app.domain.timeline.trends.title import SMALL, TITLE_ROW, cut, title_of
from caregiver_app.domain.timeline.trends.values import Trend, Value, ranges_between
from caregiver_app.i18n import N_, _, ngettext

# All in heights of the text.
_LABEL_ROW: Final = 1.35
_TEXT_ROW: Final = 1.3
_TEXT_ROWS: Final = 2
# The ticks under the texts, with room between both.
_UNDER_TEXTS: Final = 0.7
_FOOT: Final = 0.9
_BAR: Final = 0.28
_LEAST_VALUES: Final = 2.4
_WIDEST_LABEL: Final = 9.0
_DOT: Final = (0.13, 0.22)
# A range is drawn to its edge when that makes the chart at most so much higher than its values.
_RANGE_REACH: Final = 0.75
_LEGEND: Final = (
    ("dot", "lab", N_("value as printed")),
    ("open", "lab", N_("from memory, or to be checked")),
    ("text", "lab", N_("no plain number: as printed")),
    ("band", "lab", N_("range printed")),
    ("whisker", "lab", N_("uncertain date")),
    ("bar", "therapy", N_("treatment")),
    ("pole", "relapse", N_("relapse or progression")),
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all charts of a page share."""

    scale: Scale
    ruler: Ruler
    background: Background
    text: float
    small: float
    width: float
    height: float

    @property
    def gap(self) -> float:
        """How far words stay from what they stand beside."""
        return self.text * 0.5


def draw_trends(
    trends: Sequence[Trend],
    background: Background,
    *,
    width: float,
    chart_height: float,
    text_width: Callable[[str, float], float],
    text_size: float = 9.0,
) -> TrendPicture:
    """Return the charts of these trends in the units of `width`, each about `chart_height` high.

    A chart is higher where its words need it, and lower where it holds no numbers. `text_width(text, size)` measures
    plain type.
    """
    ruler, small = Ruler(text_width), text_size * SMALL
    edges = [edge for trend in trends for value in trend.values for edge in value.span if isfinite(edge)]
    first, last = stretch(min(edges, default=background.as_of), max(edges, default=background.as_of + 1))
    left, right = _gutters(trends, ruler, text_size, small)
    scale = Scale(first, last, left, max(width - right, left + text_size * 8))
    frame = _Frame(scale, ruler, background, text_size, small, width, chart_height)
    head = head_of(background, scale, ruler, text_size, small)
    years = tuple(tick.x for tick in head.ticks if tick.strong)
    charts = tuple(_chart(trend, frame, years) for trend in trends)
    return TrendPicture(
        width=width,
        left=scale.left,
        right=scale.right,
        text_size=text_size,
        small_size=small,
        head=head,
        charts=charts,
        legend=_legend(charts, head),
        notes=_notes(charts),
    )


def nearest(chart: Chart, x: float, y: float) -> tuple[Value, float] | None:
    """Return the value drawn nearest to a point of its chart, with how far off it is."""
    places = places_of(chart)
    return min(
        ((value, max(abs(at[0] - x), abs(at[1] - y))) for value in chart.trend.values if (at := places[value.lab.id])),
        key=lambda pair: pair[1],
        default=None,
    )


def places_of(chart: Chart) -> dict[UUID, tuple[float, float]]:
    """Return where the sign of each value stands, by the id of its entry."""
    found: dict[UUID, tuple[float, float]] = {dot.entry_id: (dot.x, dot.y) for dot in chart.dots}
    found.update({mark.entry_id: (mark.x, (mark.top + mark.bottom) / 2) for mark in chart.marks})
    return found


def _gutters(trends: Sequence[Trend], ruler: Ruler, text: float, small: float) -> tuple[float, float]:
    """Return the room left and right of time, where the first and the last values of the charts are written."""
    most = _WIDEST_LABEL * text
    widths = [
        (ruler.width(trend.numbers[0].printed, small), ruler.width(trend.numbers[-1].printed, small) * STRONG)
        for trend in trends
        if trend.numbers
    ]
    left = max((one for one, _other in widths if one <= most), default=0.0)
    right = max((other for _one, other in widths if other <= most), default=0.0)
    return left + text * 0.5, right + text * 0.5


def _chart(trend: Trend, frame: _Frame, years: Sequence[float]) -> Chart:
    text, scale = frame.text, frame.scale
    marks, rows = _texts(trend, frame)
    high_texts = (rows * _TEXT_ROW + _UNDER_TEXTS * bool(rows)) * text
    top = TITLE_ROW * text
    if not trend.numbers:
        base = top + high_texts + text * 0.3
        values = Box(scale.left, top, scale.right, top)
    else:
        rest = top + 2 * _LABEL_ROW * text + high_texts + _FOOT * text
        high = max(frame.height - rest, _LEAST_VALUES * text)
        values = Box(scale.left, top + _LABEL_ROW * text, scale.right, top + _LABEL_ROW * text + high)
        base = values.bottom + _LABEL_ROW * text + high_texts
    heights = _Heights(trend, values)
    dots = _dots(trend, frame, heights)
    plot = Box(scale.left, top, scale.right, base)
    bands = _bands(trend, frame, heights)
    poles, edges = _upright(frame.background.poles(scale), plot), _edges(bands)
    room = Box(0, top, frame.width, values.bottom + _LABEL_ROW * text)
    labels = _labels(trend, dots, frame, room, [*poles, *edges])
    texts = tuple(_shifted(mark, base - text * 0.2) for mark in marks)
    written = [words.box for words in (*labels, *(mark.words for mark in texts)) if words]

    def clear(lines: Sequence[Segment]) -> tuple[Segment, ...]:
        return tuple(part for line in lines for part in broken(line, written, text * 0.15))

    return Chart(
        trend=trend,
        height=base + _FOOT * text,
        plot=plot,
        title=title_of(trend, frame.ruler, text, frame.width),
        bands=bands,
        lines=_lines(trend, frame, heights),
        dots=dots,
        marks=texts,
        labels=labels,
        bars=frame.background.bars(scale, base, base + text * _BAR),
        poles=clear(poles),
        edges=clear(edges),
        years=clear(_upright(years, plot)),
    )


class _Heights:
    """Where each number of a chart lies: its lowest at the bottom, its highest at the top, near ranges included."""

    def __init__(self, trend: Trend, box: Box) -> None:
        numbers = [value.number for value in trend.numbers if value.number is not None]
        low, high = min(numbers, default=0.0), max(numbers, default=1.0)
        reach = (high - low) * _RANGE_REACH or abs(high) * 0.2 or 1.0
        bounds = [bound for _one, _other, pair in ranges_between(trend.values) for bound in pair if isfinite(bound)]
        near = [bound for bound in bounds if low - reach <= bound <= high + reach]
        self.low, self.high = min([low, *near]), max([high, *near])
        self.box = box

    def y(self, number: float) -> float:
        """Return the height of a number, also of one that lies beyond the chart."""
        if self.high == self.low:
            share = 0.5 if number == self.low else inf if number > self.low else -inf
        else:
            share = (number - self.low) / (self.high - self.low)
        return self.box.bottom - min(max(share, -9.0), 10.0) * self.box.height


def _bands(trend: Trend, frame: _Frame, heights: _Heights) -> tuple[Band, ...]:
    """Return a band for each stretch over which one and the same range was printed."""
    found = []
    slack = frame.text * _LABEL_ROW * 0.5
    top, bottom = heights.box.top - slack, heights.box.bottom + slack
    for one, other, (low, high) in ranges_between(trend.values) if trend.numbers else ():
        upper, lower = heights.y(high), heights.y(low)
        if lower >= top and upper <= bottom:
            left, right = frame.scale.x(one.middle), frame.scale.x(other.middle)
            found.append(
                Band(left, max(upper, top), right, min(lower, bottom), has_top=upper >= top, has_bottom=lower <= bottom)
            )
    return tuple(found)


def _lines(trend: Trend, frame: _Frame, heights: _Heights) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Join numbers that follow each other; a value between them that is no number parts the line."""
    found: list[list[tuple[float, float]]] = [[]]
    for value in trend.values:
        if value.number is None:
            found.append([])
        else:
            found[-1].append((frame.scale.x(value.middle), heights.y(value.number)))
    return tuple(tuple(line) for line in found if len(line) > 1)


def _dots(trend: Trend, frame: _Frame, heights: _Heights) -> tuple[Dot, ...]:
    return tuple(
        Dot(
            value.lab.id,
            frame.scale.x(value.middle),
            heights.y(value.number),
            value.lab.how_known != "report",
            _whisker(value, frame),
        )
        for value in trend.numbers
        if value.number is not None
    )


def _whisker(value: Value, frame: _Frame) -> tuple[float, float] | None:
    begin, end = value.span
    if end - begin <= 1:
        return None
    left, right = frame.scale.x(begin), frame.scale.x(end)
    return (left, right) if right - left > frame.text * 0.5 else None


def dot_size(chart: Chart, text: float) -> float:
    """Return the radius of the dots of a chart: smaller where they crowd."""
    if len(chart.dots) < 2:
        return text * _DOT[1]
    apart = chart.plot.width / len(chart.dots)
    return min(max(apart * 0.32, text * _DOT[0]), text * _DOT[1])


def _texts(trend: Trend, frame: _Frame) -> tuple[list[TextMark], int]:
    """Return the values that are no numbers, set in rows upwards from a base at 0, and how many rows that takes.

    A word that repeats the one before it is written again only where there is room for it beside the first.
    """
    small, gap = frame.small, frame.gap
    taken = [-inf] * _TEXT_ROWS
    found: list[TextMark] = []
    for value in trend.values:
        if value.number is not None:
            continue
        x = frame.scale.x(value.middle)
        words = cut(value.printed, small, _WIDEST_LABEL * frame.text, frame.ruler)
        wide = frame.ruler.width(words, small)
        left = min(max(x - wide / 2, 0.0), frame.width - wide)
        row = next((row for row in range(_TEXT_ROWS) if taken[row] + gap <= left), None)
        written = None
        if row is not None and words:
            taken[row] = left + wide
            middle = -(row + 0.5) * _TEXT_ROW * frame.text - frame.text * 0.4
            written = Words(words, left, middle, wide, small)
        found.append(TextMark(value.lab.id, x, -frame.text * 0.35, 0.0, written, _whisker(value, frame)))
    used = sum(edge > -inf for edge in taken)
    return found, used if used or not found else 1


def _shifted(mark: TextMark, base: float) -> TextMark:
    """Return a text with its base at a height of the chart."""
    words = mark.words
    if words is not None:
        words = Words(words.text, words.left, words.middle + base, words.width, words.size)
    return TextMark(mark.entry_id, mark.x, mark.top + base, mark.bottom + base, words, mark.whisker)


def _labels(trend: Trend, dots: Sequence[Dot], frame: _Frame, room: Box, thin: Sequence[Segment]) -> tuple[Words, ...]:
    """Write the first, the last, the lowest and the highest value beside their dots, as printed."""
    if not dots:
        return ()
    numbers = [value.number or 0.0 for value in trend.numbers]
    at = {"last": len(numbers) - 1, "first": 0, "highest": numbers.index(max(numbers)),
          "lowest": numbers.index(min(numbers))}  # fmt: skip
    roles = {index: role for role, index in reversed(at.items())}
    small, asked, texts = frame.small, [], []
    for index, role in sorted(roles.items(), key=lambda item: list(at).index(item[1])):
        words = trend.numbers[index].printed
        wide = frame.ruler.width(words, small) * (STRONG if role == "last" else 1.0)
        if wide <= _WIDEST_LABEL * frame.text:
            asked.append(Asked(role, dots[index].x, dots[index].y, wide, small * 1.15))
            texts.append(words)
    places = place_labels(asked, room=room, gap=frame.gap, obstacles=_obstacles(trend, dots, frame), thin=thin)
    return tuple(
        Words(words, place.left, place.middle, place.width, small, strong=one.role == "last")
        for one, words, place in zip(asked, texts, places, strict=True)
        if place is not None
    )


def _obstacles(trend: Trend, dots: Sequence[Dot], frame: _Frame) -> list[Segment]:
    """Return what no label may meet: the joining lines, the dots and the whiskers."""
    size = frame.text * _DOT[1]
    found = [(dot.x - size, dot.y, dot.x + size, dot.y) for dot in dots]
    found += [(dot.whisker[0], dot.y, dot.whisker[1], dot.y) for dot in dots if dot.whisker]
    numbers = [value.number is not None for value in trend.values]
    index = 0
    for here, following in pairwise(numbers):
        if here and following:
            found.append((dots[index].x, dots[index].y, dots[index + 1].x, dots[index + 1].y))
        index += here
    return found


def _upright(places: Sequence[float], plot: Box) -> list[Segment]:
    return [(x, plot.top, x, plot.bottom) for x in places]


def _edges(bands: Sequence[Band]) -> list[Segment]:
    edges = [(band, band.top) for band in bands if band.has_top]
    edges += [(band, band.bottom) for band in bands if band.has_bottom]
    return [(band.left, y, band.right, y) for band, y in edges]


def _legend(charts: Sequence[Chart], head: Head) -> tuple[Legend, ...]:
    """Return the signs that appear, with their words."""
    seen = {"open" if dot.is_open else "dot" for chart in charts for dot in chart.dots}
    whiskers = [dot.whisker for chart in charts for dot in chart.dots]
    whiskers += [mark.whisker for chart in charts for mark in chart.marks]
    appears = {
        "text": any(chart.marks for chart in charts),
        "band": any(chart.bands for chart in charts),
        "whisker": any(whiskers),
        "bar": bool(head.bars),
        "pole": bool(head.poles),
    }
    seen |= {shape for shape, is_there in appears.items() if is_there}
    return tuple(Legend(shape, hue, _(words)) for shape, hue, words in _LEGEND if shape in seen)


def _notes(charts: Sequence[Chart]) -> tuple[str, ...]:
    """Say which texts had no room for their words."""
    return tuple(
        ngettext(
            "{test}: {n} text stands so close to others that only its tick is drawn.",
            "{test}: {n} texts stand so close to others that only their ticks are drawn.",
            chart.unwritten,
        ).format(test=chart.trend.name, n=chart.unwritten)
        for chart in charts
        if chart.unwritten
    )
