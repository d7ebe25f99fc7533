"""The parts a page of trends is made of: frozen values in drawing units, y growing downwards.

Every chart has coordinates of its own, so that screen and paper can each stack them; all share one scale of time.
"""

from dataclasses import dataclass
from uuid import UUID

from caregiver_app.domain.timeline.picture.parts import Bar, Box, Legend, Tick, Year
from caregiver_app.domain.timeline.trends.values import Trend

Segment = tuple[float, float, float, float]
"""A line from one point to another."""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words around a middle height."""

    text: str
    left: float
    middle: float
    width: float
    size: float
    strong: bool = False
    quiet: bool = False

    @property
    def box(self) -> Box:
        """The room the words take."""
        half = self.size * 0.6
        return Box(self.left, self.middle - half, self.left + self.width, self.middle + half)


@dataclass(frozen=True, slots=True)
class Dot:
    """A value that is a plain number; an open one is not from a report. `whisker` is where its date may lie."""

    entry_id: UUID
    x: float
    y: float
    is_open: bool
    whisker: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class TextMark:
    """A value that is no plain number: a tick at its date; `words` is None where they have no room."""

    entry_id: UUID
    x: float
    top: float
    bottom: float
    words: Words | None
    whisker: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A range as printed, over the stretch it was printed for; an edge beyond the chart has no line."""

    left: float
    top: float
    right: float
    bottom: float
    has_top: bool
    has_bottom: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One trend. `lines` join neighbouring numbers, `bars` are treatments, `poles` relapses.

    `edges` are those of the bands. They, the poles and the lines of the `years` stop where words stand.
    """

    trend: Trend
    height: float
    plot: Box
    title: tuple[Words, ...]
    bands: tuple[Band, ...] = ()
    lines: tuple[tuple[tuple[float, float], ...], ...] = ()
    dots: tuple[Dot, ...] = ()
    marks: tuple[TextMark, ...] = ()
    labels: tuple[Words, ...] = ()
    bars: tuple[Bar, ...] = ()
    poles: tuple[Segment, ...] = ()
    edges: tuple[Segment, ...] = ()
    years: tuple[Segment, ...] = ()

    @property
    def unwritten(self) -> int:
        """How many texts had no room for their words."""
        return sum(mark.words is None for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Head:
    """What all charts share, over them: the axis of time, the treatments with their names, the relapses."""

    height: float
    axis: float
    ticks: tuple[Tick, ...]
    years: tuple[Year, ...]
    bars: tuple[Bar, ...]
    poles: tuple[float, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """A page of trends: its head, its charts in their order, what the signs mean, what is not drawn."""

    width: float
    left: float
    right: float
    text_size: float
    small_size: float
    head: Head
    charts: tuple[Chart, ...] = ()
    legend: tuple[Legend, ...] = ()
    notes: tuple[str, ...] = ()
