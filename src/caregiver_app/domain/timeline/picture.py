"""The treatment timeline as geometry: the one picture that screen and paper both paint.

Pure: no window, no page, no clock. Whoever paints brings a way to measure text, and gets frozen parts back.
`read_history` does what zooming does not change; `draw` does the rest; `lay_out` is both.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Final

from caregiver_app.domain.timeline.picture_axis import Scale, grid, stretch
from caregiver_app.domain.timeline.picture_bands import LabLane, StatusLane
from caregiver_app.domain.timeline.picture_flags import FlagStrip
from caregiver_app.domain.timeline.picture_history import Fact, History, read_history
from caregiver_app.domain.timeline.picture_labels import Room, Ruler
from caregiver_app.domain.timeline.picture_lanes import STRONG_FACTOR, Drawn, Frame, Sketch, ThingsLane
from caregiver_app.domain.timeline.picture_legend import legend_of
from caregiver_app.domain.timeline.picture_parts import Box, Lane, Picture
from caregiver_app.domain.timeline.records import Diagnosis, Entry, Relapse, Response
from caregiver_app.i18n import N_, _

SMALL: Final = 0.88
# Rows a lane may take, tried in turn until the picture is no higher than asked: what was done and how it
# answered, and all other lanes, which give way first.
_MOST_ROWS: Final = ((6, 6), (5, 3), (4, 2), (3, 2), (2, 1), (1, 1))
_MAIN: Final = frozenset({"therapy", "cell", "response"})
# How far lanes grow into a page they do not fill. Empty ones take all of it.
_MOST_STRETCH: Final = 2.6
_COLUMN: Final = (5.5, 12.0)
_GUTTER: Final = 7.0
_LANES: Final = (
    ("therapy", N_("Treatment")),
    ("cell", N_("Other treatment")),
    ("response", N_("Response")),
    ("scan", N_("Scans")),
    ("biopsy", N_("Biopsies, markers")),
    ("lab", ""),
    ("stay", N_("Hospital")),
    ("note", N_("Notes")),
)
# A lane that holds only one of its kinds is named after it.
_LANES_OF_ONE: Final = {
    ("cell", "cell"): N_("Cell therapy"),
    ("cell", "radiation"): N_("Radiation"),
    ("cell", "procedure"): N_("Procedures"),
    ("biopsy", "triangle"): N_("Biopsies"),
    ("biopsy", "hexagon"): N_("Markers"),
}
_COMMON: Final = 3
_ALWAYS: Final = ("therapy", "response")
_STATUS_ORDER: Final = (Diagnosis, Response, Relapse)


@dataclass(frozen=True, slots=True)
class _Named:
    """A lane before it has a place."""

    id: str
    label: str
    details: tuple[str, ...]
    description: str
    sketch: Sketch


def lay_out(
    entries: Iterable[Entry],
    *,
    width: float,
    height: float,
    as_of: date,
    text_width: Callable[[str, float], float],
    first: date | None = None,
    last: date | None = None,
    text_size: float = 9.0,
    fewest_rows: int = 1,
    today: str = "",
) -> Picture:
    """Return the picture of a history; see `draw`."""
    return draw(
        read_history(entries, as_of),
        width=width, height=height, text_width=text_width, first=first, last=last, text_size=text_size,
        fewest_rows=fewest_rows, today=today,
    )  # fmt: skip


def draw(
    history: History,
    *,
    width: float,
    height: float,
    text_width: Callable[[str, float], float],
    first: date | None = None,
    last: date | None = None,
    text_size: float = 9.0,
    fewest_rows: int = 1,
    today: str = "",
    dense: bool = False,
) -> Picture:
    """Return the picture of a history, in the units of `width`.

    Its lanes share the height asked for as far as that looks well; it is higher when they cannot fit. `first` and
    `last` choose the days shown; what lies outside is counted in the notes. `text_width(text, size)` measures plain
    type; `today` is the word at the line of the day the picture is as of. With `fewest_rows` lanes keep that many
    rows for things and words that crowd, even when the picture then grows higher. A `dense` picture has lanes as
    low as can be read where it must, the word at the line of the day beside the plot, and no room for the notes.
    """
    begin, end = stretch(history.first, history.last)
    begin = float(first.toordinal()) if first else begin
    end = max(float(last.toordinal() + 1) if last else end, begin + 1)
    if first or last:
        history = history.within(begin, end)
    ruler = Ruler(text_width)
    column = _column(history, ruler, text_size)
    scale = Scale(begin, end, column, max(width - _gutter(history, ruler, text_size), column + text_size * 8))
    strip = FlagStrip(history, scale, ruler, text_size, today or _("today"), width if dense else scale.right)
    room = Room(scale.left, scale.right, strip.lines, text_size * 0.36)
    frame = Frame(text_size, text_size * SMALL, scale, room, ruler, float(history.as_of.toordinal()))
    return _assemble(history, frame, strip, Box(0, 0, width, height), fewest_rows, dense)


def _assemble(history: History, frame: Frame, strip: FlagStrip, page: Box, fewest_rows: int, dense: bool) -> Picture:
    """Stack axis, flags and lanes, and let the lanes share what height is left."""
    scale, text, notes = frame.scale, frame.text, history.notes()
    ticks, years = grid(scale, lambda words: frame.ruler.width(words, frame.small))
    axis = text * (2.9 if any(tick.label for tick in ticks) else 1.6)
    top = axis + strip.height
    below = text * (0.5 + 1.45 * len(notes)) if notes and not dense else 0.0
    available = page.height - top - below
    named = _lanes(history, frame, available, fewest_rows, dense)
    into, lanes = Drawn(), []
    for lane, lane_height in zip(named, _heights(history, named, available, dense), strict=True):
        lanes.append(Lane(lane.id, lane.label, lane.details, top, lane_height, lane.description))
        lane.sketch.draw(into, top, lane_height)
        top += lane_height
    flags, day = strip.draw(into, axis, top)
    return Picture(
        width=page.width,
        height=top + below,
        text_size=text,
        small_size=frame.small,
        plot=Box(scale.left, axis + strip.height, scale.right, top),
        strip=Box(scale.left, axis, scale.right, axis + strip.height),
        lanes=tuple(lanes),
        ticks=ticks,
        years=years,
        bars=tuple(into.bars),
        marks=tuple(into.marks),
        flags=flags,
        trends=tuple(into.trends),
        labels=tuple(into.labels),
        items=tuple(sorted(into.items, key=lambda item: (item.when, item.entry_id.int))),
        today=day,
        legend=legend_of(into, flags),
        notes=notes,
        hint=_("Nothing with a date is here yet.") if history.is_empty else "",
    )


def _heights(history: History, lanes: list[_Named], available: float, dense: bool) -> list[float]:
    """Return how high each lane is: what it asks for, stretched to fill, or in a dense picture squeezed to fit."""
    natural = sum(lane.sketch.height for lane in lanes)
    if dense and available < natural:
        least = sum(lane.sketch.least for lane in lanes)
        share = max((available - least) / (natural - least), 0.0)
        return [lane.sketch.least + (lane.sketch.height - lane.sketch.least) * share for lane in lanes]
    stretched = max(available / natural, 1.0)
    most = inf if history.is_empty else _MOST_STRETCH
    return [lane.sketch.height * min(stretched, most) for lane in lanes]


def _lanes(history: History, frame: Frame, available: float, fewest_rows: int, dense: bool) -> list[_Named]:
    """Return the lanes that have something in them, in as many rows as fit."""
    lanes = [*_status(history, frame), *_rows(history, frame)]
    for most_rows in (rows for rows in _MOST_ROWS if rows[0] >= fewest_rows):
        for lane in lanes:
            if isinstance(lane.sketch, ThingsLane):
                lane.sketch.fit(most_rows[0 if lane.id in _MAIN else 1])
        if sum(lane.sketch.least if dense else lane.sketch.height for lane in lanes) <= available:
            break
    return lanes


def _rows(history: History, frame: Frame) -> Iterator[_Named]:
    for lane, word in _LANES:
        facts = history.facts.get(lane, ())
        if lane == "lab":
            for index, series in enumerate(history.series):
                name = f"lab:{index}"
                yield _Named(name, series.test, series.details(), series.description(), LabLane(name, series, frame))
        elif facts or lane in _ALWAYS:
            label = _lane_label(lane, word, facts)
            common = _common_words(facts)
            yield _Named(lane, label, common, label, ThingsLane(lane, facts, frame, named=not common))


def _lane_label(lane: str, word: str, facts: tuple[Fact, ...]) -> str:
    held = {fact.hue if lane == "cell" else fact.shape for fact in facts}
    return _(_LANES_OF_ONE.get((lane, held.pop()), word) if len(held) == 1 else word)


def _common_words(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """Return the words all scans or biopsies of a lane share: said once, they need not stand beside each."""
    if len(facts) < _COMMON or facts[0].shape not in ("square", "triangle"):
        return ()
    words = {fact.words for fact in facts}
    return tuple(words) if len(words) == 1 else ()


def _status(history: History, frame: Frame) -> Iterator[_Named]:
    """Yield the band of what was recorded about the disease, when something was."""
    told = [fact for lane in ("status", "response", "relapse") for fact in history.facts.get(lane, ())]
    if told:
        told.sort(key=lambda fact: (fact.middle, _STATUS_ORDER.index(type(fact.entry)), str(fact.entry.id)))
        label = _("Disease")
        yield _Named("status", label, (), label, StatusLane(told, frame))


def _column(history: History, ruler: Ruler, text: float) -> float:
    """Return how wide the names of the lanes are."""
    names = [_(word) for lane, word in _LANES if lane in history.facts or lane in _ALWAYS] + [_("Disease")]
    widest = max(ruler.width(name, text) for name in names)
    for series in history.series:
        widest = max(widest, ruler.width(series.test, text) * STRONG_FACTOR)
        widest = max(widest, *(ruler.width(detail, text * SMALL) for detail in series.details()))
    return min(max(widest, text * _COLUMN[0]), text * _COLUMN[1]) + text * 1.2


def _gutter(history: History, ruler: Ruler, text: float) -> float:
    """Return the room right of the plot: for the last value of each lab line, where there is one."""
    widths = [(ruler.width(one.latest, text), ruler.width(one.latest_date, text * SMALL)) for one in history.series]
    widest = max((width for pair in widths for width in pair), default=0.0)
    return min(widest, text * _GUTTER) + text * 1.2 if widest else text * 0.6
