"""The treatment timeline as geometry: the one picture that screen and paper both paint.

Pure: no window, no page, no clock. Whoever paints brings a way to measure text, and gets frozen parts back.
`read_history` does what zooming does not change; `draw` does the rest; `lay_out` is both.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import inf
from operator import attrgetter
from typing import Final

from caregiver_app.domain.timeline.picture.axis import Scale, grid, stretch
from caregiver_app.domain.timeline.picture.bands import LabLane, StatusLane
from caregiver_app.domain.timeline.picture.days import day_axis
from caregiver_app.domain.timeline.picture.flags import FlagStrip
from caregiver_app.domain.timeline.picture.history import Fact, History, read_history
from caregiver_app.domain.timeline.picture.labels import Room, Ruler
from caregiver_app.domain.timeline.picture.lanes import GAP, MOST_ROWS, STRONG_FACTOR, Drawn, Frame, Sketch, ThingsLane
from caregiver_app.domain.timeline.picture.legend import legend_of
from caregiver_app.domain.timeline.picture.parts import Box, Lane, Picture
from caregiver_app.domain.timeline.records import Diagnosis, Entry, Relapse, Response
from caregiver_app.i18n import N_, _

SMALL: Final = 0.88
# Rows a lane may take, tried in turn until the picture is no higher than asked: what was done and how it
# answered, and all other lanes, which give way first.
_ROWS: Final = ((MOST_ROWS, MOST_ROWS), (5, 3), (4, 2), (3, 2), (2, 1), (1, 1))
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
_DAYS_ROW: Final = 1.35
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
    plan = Plan(
        history, width=width, ruler=Ruler(text_width), first=first, last=last, text_size=text_size, today=today,
        dense=dense,
    )  # fmt: skip
    return plan.picture(height, fewest_rows)


class Plan:
    """A history arranged at one width: where everything lies in time, and beside or beneath what. Heights come last.

    Lanes that are as they were in the plan `before` are taken from it, so that one changed entry costs one lane.
    That plan must not be asked for pictures any more.
    """

    def __init__(
        self,
        history: History,
        *,
        width: float,
        ruler: Ruler,
        first: date | None = None,
        last: date | None = None,
        text_size: float = 9.0,
        today: str = "",
        dense: bool = False,
        before: "Plan | None" = None,
    ) -> None:
        begin, end = stretch(history.first, history.last)
        begin = float(first.toordinal()) if first else begin
        end = max(float(last.toordinal() + 1) if last else end, begin + 1)
        if first or last:
            history = history.within(begin, end)
        self._history, self._width, self._dense = history, width, dense
        column, gutter = beside_time(history, ruler, text_size)
        scale = Scale(begin, end, column, max(width - gutter, column + text_size * 8))
        day = " · ".join(filter(None, (today or _("today"), history.today)))
        self._strip = FlagStrip(history, scale, ruler, text_size, day, width if dense else scale.right)
        room = Room(scale.left, scale.right, self._strip.lines, text_size * GAP, self._strip.day_line)
        self._frame = Frame(text_size, text_size * SMALL, scale, room, ruler, float(history.as_of.toordinal()))
        self._reusable = before.lanes_in(self._frame) if before is not None else {}
        self._made: dict[str, _Made] = {}
        self._lanes = [*self._status(), *self._rows()]
        self._reusable = {}
        small = partial(ruler.width, size=self._frame.small)
        self._ticks, self._years = grid(scale, small)
        self._days = day_axis(history.infusions, scale, small, text_size * 0.7)

    def lanes_in(self, frame: Frame) -> "dict[str, _Made]":
        """Return the lanes made in a frame like this, to be used again; none when it was another."""
        return self._made if self._frame == frame else {}

    @property
    def _axis(self) -> float:
        """How high the axis is, without the row that counts days."""
        return self._frame.text * (2.9 if any(tick.label for tick in self._ticks) else 1.6)

    @property
    def _top(self) -> float:
        """Where the lanes begin."""
        return self._axis + (self._frame.text * _DAYS_ROW if self._days else 0.0) + self._strip.height

    def calm_height(self, roomy: float = 1.0) -> float:
        """Return how high the picture is with all the rows its lanes can use, so many times higher, without notes."""
        return self._top + roomy * sum(lane.sketch.height_within(MOST_ROWS, least=False) for lane in self._lanes)

    def picture(self, height: float, fewest_rows: int = 1) -> Picture:
        """Return the picture in a height; see `draw`."""
        history, frame, strip = self._history, self._frame, self._strip
        scale, text, notes = frame.scale, frame.text, history.notes()
        top = self._top
        below = text * (0.5 + 1.45 * len(notes)) if notes and not self._dense else 0.0
        available = height - top - below
        self._fit(available, fewest_rows)
        into, lanes = Drawn(), []
        for lane, lane_height in zip(self._lanes, self._heights(available), strict=True):
            lanes.append(Lane(lane.id, lane.label, lane.details, top, lane_height, lane.description))
            into.add(lane.sketch.drawn(top, lane_height))
            top += lane_height
        strip_top = self._top - strip.height
        flags, day = strip.draw(into, strip_top, top)
        return Picture(
            width=self._width,
            height=top + below,
            text_size=text,
            small_size=frame.small,
            plot=Box(scale.left, self._top, scale.right, top),
            strip=Box(scale.left, strip_top, scale.right, self._top),
            lanes=tuple(lanes),
            ticks=self._ticks,
            years=self._years,
            days=self._days,
            days_middle=self._axis + text * _DAYS_ROW * 0.4,
            axis_foot=self._axis,
            bars=tuple(into.bars),
            marks=tuple(into.marks),
            flags=flags,
            trends=tuple(into.trends),
            labels=tuple(into.labels),
            # Lanes come from above and each is in order: what happened at one time stays so.
            items=tuple(sorted(into.items, key=attrgetter("when"))),
            today=day,
            legend=legend_of(into, flags),
            notes=notes,
            hint=_("Nothing with a date is here yet.") if history.is_empty else "",
        )

    def _fit(self, available: float, fewest_rows: int) -> None:
        """Give the lanes as many rows as fit."""
        choices = [rows for rows in _ROWS if rows[0] >= fewest_rows]
        chosen = next((rows for rows in choices if self._within(rows) <= available), choices[-1])
        for lane in self._lanes:
            if isinstance(lane.sketch, ThingsLane):
                lane.sketch.fit(_share(lane, chosen))

    def _within(self, rows: tuple[int, int]) -> float:
        return sum(lane.sketch.height_within(_share(lane, rows), least=self._dense) for lane in self._lanes)

    def _heights(self, available: float) -> list[float]:
        """Return how high each lane is: what it asks for, stretched to fill, or in a dense picture squeezed to fit."""
        sketches = [lane.sketch for lane in self._lanes]
        natural = sum(sketch.height for sketch in sketches)
        if self._dense and available < natural:
            least = sum(sketch.least for sketch in sketches)
            share = max((available - least) / (natural - least), 0.0)
            return [sketch.least + (sketch.height - sketch.least) * share for sketch in sketches]
        most = inf if self._history.is_empty else _MOST_STRETCH
        return [sketch.height * min(max(available / natural, 1.0), most) for sketch in sketches]

    def _rows(self) -> Iterator[_Named]:
        history = self._history
        for lane, word in _LANES:
            facts = history.facts.get(lane, ())
            if lane == "lab":
                for index, series in enumerate(history.series):
                    name = f"lab:{index}"
                    sketch = self._sketch(name, series, partial(LabLane, name, series, self._frame))
                    yield _Named(name, series.test, series.details(), series.description(), sketch)
            elif facts or lane in _ALWAYS:
                label, common = _lane_label(lane, word, facts), _common_words(facts)
                make = partial(ThingsLane, lane, facts, self._frame, named=not common)
                yield _Named(lane, label, common, label, self._sketch(lane, facts, make))

    def _status(self) -> Iterator[_Named]:
        """Yield the band of what was recorded about the disease, when something was."""
        lanes = ("status", "response", "relapse")
        told = [fact for lane in lanes for fact in self._history.facts.get(lane, ())]
        if told:
            told.sort(key=lambda fact: (fact.middle, _STATUS_ORDER.index(type(fact.entry)), fact.order))
            label, facts = _("Disease"), tuple(told)
            sketch = self._sketch("status", facts, partial(StatusLane, facts, self._frame))
            yield _Named("status", label, (), label, sketch)

    def _sketch(self, lane: str, shown: object, make: Callable[[], Sketch]) -> Sketch:
        """Return the lane of the plan before where it shows the same, else make it."""
        known = self._reusable.get(lane)
        self._made[lane] = known if known is not None and known[0] == shown else (shown, make())
        return self._made[lane][1]


_Made = tuple[object, Sketch]


def _share(lane: _Named, rows: tuple[int, int]) -> int:
    return rows[0 if lane.id in _MAIN else 1]


def _lane_label(lane: str, word: str, facts: tuple[Fact, ...]) -> str:
    held = {fact.hue if lane == "cell" else fact.shape for fact in facts}
    return _(_LANES_OF_ONE.get((lane, held.pop()), word) if len(held) == 1 else word)


def _common_words(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """Return the words all scans or biopsies of a lane share: said once, they need not stand beside each."""
    if len(facts) < _COMMON or facts[0].shape not in ("square", "triangle"):
        return ()
    words = {fact.words for fact in facts}
    return tuple(words) if len(words) == 1 else ()


def beside_time(history: History, ruler: Ruler, text_size: float) -> tuple[float, float]:
    """Return how wide the names at the left and the last values at the right are; the same at every zoom."""
    return _column(history, ruler, text_size), _gutter(history, ruler, text_size)


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
