"""Draw one lane: first in rows without a height, so that the lanes can be fitted, then at its place."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final

from caregiver_app.domain.timeline.picture.axis import Scale
from caregiver_app.domain.timeline.picture.history import Fact, edges, reach
from caregiver_app.domain.timeline.picture.labels import Room, Ruler, Unit, arrange
from caregiver_app.domain.timeline.picture.parts import Bar, Box, Item, Label, Mark, Trend
from caregiver_app.domain.timeline.picture.signs import DISCS

MOST_ROWS: Final = 6
"""Sub-rows a lane may take where there is room for them."""
GAP: Final = 0.42
"""The room between a thing and its words, in type sizes."""
# Strong type is a little wider than what `Ruler` measures.
STRONG_FACTOR: Final = 1.1
_BAR_HEIGHTS: Final = {"line": 1.36, "maintenance": 1.36, "bridging": 1.1, "radiation": 0.9, "stay": 0.62}
# Bars high and calm enough for words on them.
_WRITTEN_ON: Final = frozenset({"line", "maintenance"})
_OPTIONAL: Final = frozenset({"square", "triangle", "hexagon", "stay"})
_LONGEST: Final = {
    "line": 24.0,
    "maintenance": 24.0,
    "bridging": 24.0,
    "diamond": 24.0,
    "lozenge": 20.0,
    "radiation": 18.0,
    "tick": 16.0,
}
_LONGEST_OTHER: Final = 12.0
# Where there is room for more, words grow up to this.
_WHOLE: Final = 44.0
# Shorter words, such as CR or SD, are shown whole or not at all.
_SHRINKS: Final = 6.0
_LEAST_SHARE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Frame:
    """What every lane draws with: type sizes, measures made from them, and the stretch of time."""

    text: float
    small: float
    scale: Scale
    room: Room
    ruler: Ruler
    as_of: float

    @property
    def pitch(self) -> float:
        """The distance between sub-rows."""
        return self.text * 1.66

    @property
    def pad(self) -> float:
        """The room over and under the rows of a lane."""
        return self.text * 0.36

    @property
    def mark(self) -> float:
        """Half the width of a mark."""
        return self.text * 0.46


@dataclass(slots=True)
class Drawn:
    """What the lanes add to the picture."""

    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    trends: list[Trend] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def add(self, other: "Drawn") -> None:
        """Take in what another lane adds."""
        self.bars += other.bars
        self.marks += other.marks
        self.labels += other.labels
        self.trends += other.trends
        self.items += other.items


class Sketch(ABC):
    """A lane whose rows are known and whose place is not."""

    def __init__(self, lane: str, frame: Frame) -> None:
        self._lane = lane
        self._frame = frame
        self._known: tuple[float, float, Drawn] | None = None

    @property
    @abstractmethod
    def height(self) -> float:
        """How high it must be at least."""

    @property
    @abstractmethod
    def least(self) -> float:
        """How low it may be in a dense picture."""

    def height_within(self, most_rows: int, *, least: bool) -> float:
        """Return how high, or at least how high, it would be in at most so many sub-rows."""
        return self.least if least else self.height

    def drawn(self, top: float, height: float) -> Drawn:
        """Return its parts at a place; asked again for the same place, the same parts."""
        if self._known is None or self._known[:2] != (top, height):
            into = Drawn()
            self._draw(into, top, height)
            self._known = (top, height, into)
        return self._known[2]

    @abstractmethod
    def _draw(self, into: Drawn, top: float, height: float) -> None:
        """Add its parts."""


@dataclass(slots=True)
class _Thing:
    fact: Fact
    unit: Unit
    left: float
    core_left: float
    core_right: float
    right: float
    text: str
    inside: str
    number_inside: bool
    written_to: float = 0.0
    is_covered: bool = False

    @property
    def is_bar(self) -> bool:
        return self.fact.shape in _BAR_HEIGHTS


class ThingsLane(Sketch):
    """Bars and marks in sub-rows, with their words."""

    def __init__(self, lane: str, facts: Sequence[Fact], frame: Frame, *, named: bool = True) -> None:
        super().__init__(lane, frame)
        self._things = sorted([_thing(fact, frame) for fact in facts], key=lambda thing: thing.unit.left)
        if not named:
            for thing in self._things:
                thing.unit.wants = 0.0
        self._units = [thing.unit for thing in self._things]
        self._has_bars = any(thing.is_bar for thing in self._things)
        self._most = MOST_ROWS
        self._natural = self._rows = self._arranged(MOST_ROWS)

    def fit(self, most_rows: int) -> None:
        """Arrange everything in at most so many sub-rows."""
        # What never needs the rows given up or won looks the same without them.
        if most_rows == self._most or self._natural <= min(most_rows, self._most):
            return
        self._rows, self._most, self._known = self._arranged(most_rows), most_rows, None

    def _arranged(self, most_rows: int) -> int:
        return arrange(self._units, self._frame.room, most_rows=most_rows, under=self._has_bars)

    @property
    def height(self) -> float:
        """How high it must be at least."""
        return self._rows * self._frame.pitch + 2 * self._frame.pad

    @property
    def least(self) -> float:
        """How low it may be in a dense picture."""
        return self._rows * self._frame.pitch

    def height_within(self, most_rows: int, *, least: bool) -> float:
        """Return how high, or at least how high, it would be in at most so many sub-rows."""
        return min(self._natural, most_rows) * self._frame.pitch + (0.0 if least else 2 * self._frame.pad)

    def _draw(self, into: Drawn, top: float, height: float) -> None:
        pitch = self._frame.pitch
        begin = top + (height - self._rows * pitch) / 2
        self._uncover()
        for thing in self._things:
            middle = begin + (thing.unit.row + 0.5) * pitch
            box = self._bar(into, thing, middle) if thing.is_bar else self._mark(into, thing, middle)
            fact = thing.fact
            into.items.append(Item(fact.entry.id, self._lane, box, fact.middle, fact))
            if thing.inside or thing.number_inside or thing.unit.at is not None:
                self._words(into, thing, middle, begin + (thing.unit.label_row + 0.5) * pitch)

    def _uncover(self) -> None:
        """Take the words off bars that others lie over: what lies over a bar lies over its words too."""
        following: dict[int, float] = {}
        for thing in reversed(self._things):
            thing.is_covered = thing.written_to > following.get(thing.unit.row, inf)
            following[thing.unit.row] = thing.unit.left

    def _bar(self, into: Drawn, thing: _Thing, middle: float) -> Box:
        half = _BAR_HEIGHTS[thing.fact.shape] * self._frame.text / 2
        fact = thing.fact
        into.bars.append(
            Bar(fact.entry.id, self._lane, fact.hue, fact.shape, thing.left, thing.core_left, thing.core_right,
                thing.right, middle - half, middle + half, fact.planned)
        )  # fmt: skip
        return Box(thing.left, middle - half, thing.right, middle + half)

    def _mark(self, into: Drawn, thing: _Thing, middle: float) -> Box:
        size, fact = self._frame.mark, thing.fact
        x = (thing.core_left + thing.core_right) / 2
        seen = x - thing.left > size or thing.right - x > size
        whisker = (thing.left, thing.right) if seen else None
        into.marks.append(Mark(fact.entry.id, self._lane, fact.hue, fact.shape, x, middle, size, whisker, fact.planned))
        return Box(x - size, middle - size, x + size, middle + size)

    def _words(self, into: Drawn, thing: _Thing, middle: float, label_middle: float) -> None:
        fact, frame = thing.fact, self._frame
        number_width = frame.ruler.width(fact.number, frame.text) * STRONG_FACTOR if fact.number else 0.0
        spaced = number_width + frame.text * 0.45 if fact.number else 0.0
        quiet = _is_quiet(fact)
        size = frame.small if quiet else frame.text
        if (thing.number_inside or thing.inside) and not thing.is_covered:
            left = thing.core_left + frame.text * 0.5
            words = frame.ruler.width(thing.inside, frame.text) if thing.inside else 0.0
            into.labels.append(
                Label(fact.entry.id, self._lane, thing.inside, fact.number, left, middle,
                      spaced + words if words else number_width, left + spaced, frame.text, inside=True)
            )  # fmt: skip
        if thing.unit.at is None or not thing.text:
            return
        number = "" if thing.number_inside else fact.number
        before = spaced if number else 0.0
        strong = fact.shape in DISCS
        wider = STRONG_FACTOR if strong else 1.0
        text = frame.ruler.shortened(thing.text, size, (thing.unit.label_width - before + 0.01) / wider)
        if text:
            width = min(before + frame.ruler.width(text, size) * wider, thing.unit.label_width)
            left = thing.unit.at
            if thing.unit.at < thing.unit.left:
                left = thing.unit.at + thing.unit.label_width - width
            into.labels.append(
                Label(fact.entry.id, self._lane, text, number, left, label_middle, width, left + before, size,
                      quiet=quiet, strong=strong)
            )  # fmt: skip


def _is_quiet(fact: Fact) -> bool:
    return fact.shape in _OPTIONAL or fact.shape == "tick"


def _thing(fact: Fact, frame: Frame) -> _Thing:
    scale, ruler = frame.scale, frame.ruler
    longest = _LONGEST.get(fact.shape, _LONGEST_OTHER) * frame.text
    optional = fact.shape in _OPTIONAL
    size = frame.small if _is_quiet(fact) else frame.text
    text = ruler.shortened(fact.words, size, longest)
    wider = STRONG_FACTOR if fact.shape in DISCS else 1.0
    wants = ruler.width(text, size) * wider if text else 0.0
    whole = min(ruler.width(fact.words, size) * wider, _WHOLE * frame.text) if text else 0.0
    if fact.shape not in _BAR_HEIGHTS:
        left, right = reach(fact, frame.scale, frame.as_of)
        x = min(max(scale.x(fact.middle), scale.left + frame.mark), scale.right - frame.mark)
        # Words stand clear of a short whisker; a long one they interrupt, or they would stand too far off.
        near = frame.mark + frame.text * 2.2
        body_left = min(x - frame.mark, left) if x - left <= near else x - frame.mark
        body_right = max(x + frame.mark, right) if right - x <= near else x + frame.mark
        unit = Unit(body_left, body_right, wants, optional, _least(text, wants, size, frame), whole)
        return _Thing(fact, unit, left, x, x, right, fact.words if text else "", "", False)
    left, core_left, core_right, right = _bar_edges(fact, frame)
    inside, number_inside, written_to = "", False, 0.0
    if fact.shape in _WRITTEN_ON:
        room = core_right - core_left - frame.text
        number = ruler.width(fact.number, frame.text) * STRONG_FACTOR if fact.number else 0.0
        number_inside = bool(fact.number) and number <= room
        spaced = number + frame.text * 0.45 if fact.number else 0.0
        head = text.rsplit(" (", 1)[0] if fact.shape == "maintenance" else text
        if spaced + wants <= room:
            inside, text = text, ""
        elif head and spaced + ruler.width(head, size) <= room:
            inside, text = head, ""
        beside = 0.0 if number_inside else spaced
        written_to = core_left + frame.text * 0.5 + (spaced + ruler.width(inside, size) if inside else number)
        wants = 0.0 if inside else wants + beside
        whole = 0.0 if inside else whole + beside
    unit = Unit(left, right, wants, optional, _least(text, wants, size, frame), whole)
    return _Thing(
        fact, unit, left, core_left, core_right, right, fact.words if text else "", inside, number_inside, written_to
    )


def _least(text: str, wants: float, size: float, frame: Frame) -> float:
    """Return how far words may be cut: down to what stands before a bracket, else to most of a longer name."""
    if text.endswith(")") and " (" in text:
        return wants - frame.ruler.width(text, size) + frame.ruler.width(text.rsplit(" (", 1)[0], size)
    return wants * _LEAST_SHARE if wants >= _SHRINKS * frame.text else wants


def _bar_edges(fact: Fact, frame: Frame) -> tuple[float, float, float, float]:
    """Return the four edges of a bar; one that would be too thin to see is widened inside the plot."""
    left, core_left, core_right, right = (frame.scale.x(day) for day in edges(fact, frame.scale.first, frame.as_of))
    least = frame.text * 0.3
    if right - left < least:
        left = max(min(left, frame.scale.right - least), frame.scale.left)
        return left, left, left + least, left + least
    return left, core_left, core_right, right
