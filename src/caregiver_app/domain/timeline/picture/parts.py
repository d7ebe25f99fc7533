"""The parts a timeline picture is made of: frozen values in drawing units, y growing downwards.

Both painters read these and decide nothing but colour and ink. `hue` names a lane colour of the theme; `shape`
carries the same meaning without colour. What there are thousands of are named tuples, which are quick to make.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol
from uuid import UUID


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it, its edges included."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the picture with its name; `details` are quiet lines under the name."""

    id: str
    label: str
    details: tuple[str, ...]
    top: float
    height: float
    description: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line of the time axis; a strong one begins a year."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The stretch of the axis that belongs to a year, or to several where years are narrow."""

    label: str
    left: float
    right: float
    width: float


class Bar(NamedTuple):
    """Something that lasts: surely between the two core edges, perhaps from `left` and until `right`."""

    entry_id: UUID
    lane: str
    hue: str
    shape: str
    left: float
    core_left: float
    core_right: float
    right: float
    top: float
    bottom: float
    planned: bool = False


class Mark(NamedTuple):
    """A moment. `whisker` is the stretch it may lie in, None when that is no wider than the mark."""

    entry_id: UUID
    lane: str
    hue: str
    shape: str
    x: float
    y: float
    size: float
    whisker: tuple[float, float] | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """A relapse or progression: a line over the full height with its word on a flag."""

    entry_id: UUID
    x: float
    top: float
    bottom: float
    box: Box
    text: str
    size: float
    planned: bool
    whisker_y: float
    whisker: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """The values of one test in one unit, joined in order of time."""

    lane: str
    points: tuple[tuple[float, float], ...]
    last: str
    last_date: str


class Label(NamedTuple):
    """Words beside or inside something; `number` stands before them in strong type. `inside` lies on the bar's fill."""

    entry_id: UUID
    lane: str
    text: str
    number: str
    left: float
    middle: float
    width: float
    text_left: float
    size: float
    inside: bool = False
    quiet: bool = False
    strong: bool = False

    @property
    def box(self) -> Box:
        """The room its words take."""
        half = self.size * 0.62
        return Box(self.left, self.middle - half, self.left + self.width, self.middle + half)


class Told(Protocol):
    """What can say itself in words."""

    @property
    def description(self) -> str:
        """It in whole sentences."""
        ...


class Item(NamedTuple):
    """One drawn entry: where a pointer finds it, and what tells of it."""

    entry_id: UUID
    lane: str
    box: Box
    when: float
    told: Told

    @property
    def description(self) -> str:
        """What it says in plain words; they are put together when they are asked for."""
        return self.told.description


@dataclass(frozen=True, slots=True)
class DayCount:
    """One place on the small axis that counts the days round an infusion; a strong one is the infusion itself."""

    x: float
    text: str
    left: float
    strong: bool


@dataclass(frozen=True, slots=True)
class Today:
    """The line of the day the picture is as of; its words end or begin at the line."""

    x: float
    text: str
    left: float
    middle: float
    width: float


@dataclass(frozen=True, slots=True)
class Legend:
    """One sign that appears in the picture, and what it means."""

    shape: str
    hue: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole timeline picture. `plot` holds the lanes, `strip` the flags over them, `items` are in order of time.

    `days` count from an infusion, in a row of their own around the height `days_middle`, between the axis, which ends
    at `axis_foot`, and the strip.
    """

    width: float
    height: float
    text_size: float
    small_size: float
    plot: Box
    strip: Box
    lanes: tuple[Lane, ...] = ()
    ticks: tuple[Tick, ...] = ()
    years: tuple[Year, ...] = ()
    days: tuple[DayCount, ...] = ()
    days_middle: float = 0.0
    axis_foot: float = 0.0
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    flags: tuple[Flag, ...] = ()
    trends: tuple[Trend, ...] = ()
    labels: tuple[Label, ...] = ()
    items: tuple[Item, ...] = ()
    today: Today | None = None
    legend: tuple[Legend, ...] = ()
    notes: tuple[str, ...] = ()
    hint: str = ""
