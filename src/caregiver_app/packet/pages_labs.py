"""Lab trends on paper: the screen's charts in vector ink that survives a grey printer, before the table of all labs."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Final

from reportlab.lib.colors import white

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.picture.parts import Bar, Legend
from caregiver_app.domain.timeline.trends.drawing import dot_size, draw_trends
from caregiver_app.domain.timeline.trends.head import read_background
from caregiver_app.domain.timeline.trends.parts import Chart, Segment, TrendPicture, Words
from caregiver_app.domain.timeline.trends.values import LabTest, Trends, read_trends
from caregiver_app.i18n import _, ngettext, with_commas
from caregiver_app.packet import flow, style
from caregiver_app.packet.bilingual import both, is_bilingual
from caregiver_app.packet.flow import EPSILON, Block, Stack
from caregiver_app.packet.furniture import cell, heading, page_title, under_title
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.ours import ours, own
from caregiver_app.packet.pages_timeline_ink import Pen, lane_colour, paint_bar, tint
from caregiver_app.packet.sheets import text_height, text_width
from caregiver_app.packet.style import TABLE
from caregiver_app.packet.text import PAGE, link

PLACE: Final = "trends"
_TEXT: Final = 9.0
# How high charts are, in points: few are higher than many.
_LOWEST, _HIGHEST = 76, 128
# What stands over the charts of the first page, and of the others.
_OVER_FIRST, _OVER_OTHERS = 165.0, 130.0
_LEGEND_LEADING: Final = 13.0
_LEGEND_GAP: Final = 18.0
_UNDER_LEGEND: Final = 8.0
_SIGN: Final = 14.0
_NAMED_SINGLY: Final = 24


def lab_trends(case: CaseSnapshot, options: PacketOptions, table: str) -> Block | None:
    """Set the trends of the chosen tests, or None when there is none; `table` is the place of the table of all labs."""
    trends = read_trends(case.entries, case.shown_tests)
    if not trends.drawn:
        return None
    picture = draw_trends(
        trends.drawn,
        read_background(case.entries, options.as_of),
        width=text_width(options),
        chart_height=_chart_height(len(trends.drawn), text_height(options)),
        text_width=lambda text, size: style.text_width(text, style.TEXT, size),
        text_size=_TEXT,
    )
    if is_bilingual(options):
        picture = replace(picture, legend=tuple(replace(one, words=both(own(one.words))) for one in picture.legend))
    return Stack([
        page_title(_("Lab trends"), place=PLACE),
        under_title(
            _(
                "Values, units, ranges and marks as printed; nothing is interpreted and nothing converted. Each chart "
                "runs from its own lowest to its own highest value, so heights in two charts cannot be compared."
            )
        ),
        _Charts(picture, picture.charts),
        *_said_in_words(trends, picture.notes, table),
    ])  # fmt: skip


def _said_in_words(trends: Trends, notes: Sequence[str], table: str) -> list[Block]:
    """Say what was joined, what is not drawn, and where all values stand."""
    lines = [cell(note) for note in (*trends.notes(), *notes)]
    if not trends.chosen:
        lines.insert(0, cell(ours(_("No test was chosen, so those with the most values in one unit are drawn."))))
    if trends.others:
        named = with_commas(_counted(test) for test in trends.others[:_NAMED_SINGLY])
        left = len(trends.others) - _NAMED_SINGLY
        if left > 0:
            named = ngettext("{named} and {n} more", "{named} and {n} more", left).format(named=named, n=left)
        lines.append(cell(ours(_("Tests not drawn, with how many values each has: {named}."), named=named)))
    lines.append(cell(ours(_("Every value:")), " ", link(ours(_("lab results, page {page}"), page=PAGE), table)))
    return [heading(_("Beside the charts")), *lines]


def _counted(test: LabTest) -> str:
    return _("{test} ({n})").format(test=test.name, n=test.count)


def _chart_height(charts: int, room: float) -> float:
    """Return the greatest height at which the charts, and the words beside them, take no more pages than they must."""

    def pages(height: int) -> int:
        first, others = int((room - _OVER_FIRST) / height), int((room - _OVER_OTHERS) / height)
        return 1 + max(ceil((charts + 1 - first) / others), 0)

    return next(height for height in range(_HIGHEST, 0, -2) if height <= _LOWEST or pages(height) == pages(_LOWEST))


class _Charts(Block):
    """Charts below one another; parted between two of them, with the legend and the head said again."""

    def __init__(self, picture: TrendPicture, charts: Sequence[Chart], *, before: float = 8) -> None:
        super().__init__(before=before)
        self._picture = picture
        self._charts = tuple(charts)

    def _over(self) -> float:
        """Return the height of the legend and the head."""
        rows = _legend_rows(self._picture.legend, self._picture.width)
        return len(rows) * _LEGEND_LEADING + _UNDER_LEGEND + self._picture.head.height

    def height(self, width: float) -> float:
        """Return the height of all of it; the width was settled when the charts were laid out."""
        return self._over() + sum(chart.height for chart in self._charts)

    def split(self, width: float, room: float, *, force: bool = False) -> tuple[Block | None, Block | None]:
        """Part them between two charts."""
        left, fits = room - self._over() + EPSILON, 0
        for chart in self._charts:
            left -= chart.height
            if left < 0:
                break
            fits += 1
        fits = max(fits, int(force))
        if fits >= len(self._charts):
            return self, None
        if not fits:
            return None, self
        first = _Charts(self._picture, self._charts[:fits], before=self.before)
        return first, _Charts(self._picture, self._charts[fits:])

    def paint(self, pen: flow.Pen, x: float, top: float, width: float) -> None:
        """Draw them."""
        pen.canvas.saveState()
        pen.canvas.translate(x, top)
        ink = Pen(pen.canvas)
        legend = _paint_legend(ink, self._picture.legend, self._picture.width)
        pen.canvas.translate(0, -legend - _UNDER_LEGEND)
        _Ink(ink, self._picture).paint(self._charts)
        pen.canvas.restoreState()


class _Ink:
    """Paint the head of a page and charts under it, from the ground up: time, treatments, ranges, values, words."""

    def __init__(self, pen: Pen, picture: TrendPicture) -> None:
        self._pen = pen
        self._picture = picture
        self._lab = lane_colour("lab")

    def paint(self, charts: Sequence[Chart]) -> None:
        """Paint the head and these charts."""
        self._paint_head()
        self._pen.canvas.translate(0, -self._picture.head.height)
        for chart in charts:
            self._paint_chart(chart)
            self._pen.canvas.translate(0, -chart.height)

    def _paint_head(self) -> None:
        pen, head, text = self._pen, self._picture.head, self._picture.text_size
        has_months = any(tick.label for tick in head.ticks)
        for tick in head.ticks:
            top = 0.0 if tick.strong else text * 1.7
            pen.line(tick.x, top, tick.x, head.axis, style.LINE if tick.strong else style.FAINT)
            pen.text(tick.x + text * 0.3, text * 2.15, tick.label, size=self._picture.small_size, colour=style.QUIET)
        for year in head.years:
            if year.right - year.left >= year.width * 1.1 + text * 0.6:
                middle = text * (0.75 if has_months else 0.8)
                pen.text(year.left + text * 0.3, middle, year.label, size=text, font=style.STRONG)
        self._paint_poles([(x, head.axis, x, head.height) for x in head.poles])
        for bar in head.bars:
            paint_bar(pen, bar)
        self._write(head.words)

    def _paint_chart(self, chart: Chart) -> None:
        pen, plot = self._pen, chart.plot
        for line in chart.years:
            pen.line(*line, tint(style.FAINT, 0.6))
        for band in chart.bands:
            pen.box(band.left, band.top, band.right, band.bottom, fill=tint(style.FAINT, 0.38))
        for line in chart.edges:
            pen.line(*line, tint(style.LINE, 0.7))
        pen.line(plot.left, plot.bottom, plot.right, plot.bottom, style.FAINT)
        for bar in chart.bars:
            _paint_thin(pen, bar)
        self._paint_poles(chart.poles)
        self._paint_values(chart)
        self._write(chart.title)
        self._write(chart.labels)
        self._write([mark.words for mark in chart.marks if mark.words])

    def _paint_poles(self, poles: Sequence[Segment]) -> None:
        self._pen.canvas.setDash(2.4, 2)
        for line in poles:
            self._pen.line(*line, tint(lane_colour("relapse"), 0.75), 0.7)
        self._pen.canvas.setDash()

    def _paint_values(self, chart: Chart) -> None:
        pen, size = self._pen, dot_size(chart, self._picture.text_size)
        for line in chart.lines:
            for (x1, y1), (x2, y2) in pairwise(line):
                pen.line(x1, y1, x2, y2, self._lab, 0.8)
        for dot in chart.dots:
            if dot.whisker:
                _paint_whisker(pen, dot.whisker, dot.y)
        for dot in chart.dots:
            pen.disc(dot.x, dot.y, size, fill=white if dot.is_open else self._lab, stroke=self._lab, width=0.7)
        for mark in chart.marks:
            if mark.whisker:
                _paint_whisker(pen, mark.whisker, (mark.top + mark.bottom) / 2)
            pen.line(mark.x, mark.top, mark.x, mark.bottom, self._lab, 1.1)

    def _write(self, words: Sequence[Words]) -> None:
        for one in words:
            font = style.STRONG if one.strong else style.TEXT
            colour = style.QUIET if one.quiet else style.INK
            self._pen.text(one.left, one.middle, one.text, size=one.size, font=font, colour=colour)


def _paint_thin(pen: Pen, bar: Bar) -> None:
    """Paint a treatment as a thin bar, lighter over the stretches its ends may lie in."""
    colour = lane_colour("therapy")
    pen.box(bar.left, bar.top, bar.right, bar.bottom, fill=tint(colour, 0.35))
    if bar.core_right > bar.core_left and not bar.planned:
        pen.box(bar.core_left, bar.top, bar.core_right, bar.bottom, fill=tint(colour, 0.8))


def _paint_whisker(pen: Pen, whisker: tuple[float, float], y: float) -> None:
    left, right = whisker
    colour = tint(lane_colour("lab"), 0.7)
    pen.line(left, y, right, y, colour, 0.6)
    for end in whisker:
        pen.line(end, y - 1.6, end, y + 1.6, colour, 0.6)


def _legend_rows(legend: Sequence[Legend], width: float) -> list[list[tuple[Legend, float]]]:
    """Set the legend in rows, each entry with where it begins."""
    rows: list[list[tuple[Legend, float]]] = []
    used = width + 1
    for entry in legend:
        wide = style.text_width(entry.words, style.TEXT, TABLE.size - 1) + _SIGN + 5
        if used + wide > width:
            rows.append([])
            used = 0.0
        rows[-1].append((entry, used))
        used += wide + _LEGEND_GAP
    return rows


def _paint_legend(pen: Pen, legend: Sequence[Legend], width: float) -> float:
    """Paint what the signs mean, and return how high that is."""
    rows = _legend_rows(legend, width)
    for number, row in enumerate(rows):
        middle = (number + 0.5) * _LEGEND_LEADING
        for entry, left in row:
            _paint_sign(pen, entry.shape, left, middle)
            pen.text(left + _SIGN + 5, middle, entry.words, size=TABLE.size - 1, colour=style.QUIET)
    return len(rows) * _LEGEND_LEADING


def _paint_sign(pen: Pen, shape: str, left: float, middle: float) -> None:
    right, x, lab = left + _SIGN, left + _SIGN / 2, lane_colour("lab")
    if shape in ("dot", "open"):
        pen.line(left, middle, right, middle, lab, 0.8)
        pen.disc(x, middle, 2, fill=white if shape == "open" else lab, stroke=lab, width=0.7)
    elif shape == "text":
        pen.line(x, middle - 3, x, middle + 3, lab, 1.1)
    elif shape == "band":
        pen.box(left, middle - 3.5, right, middle + 3.5, fill=tint(style.FAINT, 0.38))
        for y in (middle - 3.5, middle + 3.5):
            pen.line(left, y, right, y, tint(style.LINE, 0.7))
    elif shape == "whisker":
        _paint_whisker(pen, (left, right), middle)
    elif shape == "bar":
        pen.box(left, middle - 1.3, right, middle + 1.3, fill=tint(lane_colour("therapy"), 0.8))
    else:
        pen.canvas.setDash(2.4, 2)
        pen.line(x, middle - 5, x, middle + 5, tint(lane_colour("relapse"), 0.75), 0.7)
        pen.canvas.setDash()
