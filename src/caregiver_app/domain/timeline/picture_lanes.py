"""Draw one lane: first in rows without a height, so that the lanes can be fitted, then at its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from caregiver_app.domain.timeline.picture_axis import Scale
from caregiver_app.domain.timeline.picture_history import Fact, edges, reach
from caregiver_app.domain.timeline.picture_labels import Room, Ruler, Unit, arrange
from caregiver_app.domain.timeline.picture_parts import Bar, Box, Item, Label, Mark, Trend
from caregiver_app.domain.timeline.picture_signs import DISCS

# Strong type is a little wider than what `Ruler` measures.
STRONG_FACTOR: Final = 1.1
_BAR_HEIGHTS: Final = {"line": 1.36, "radiation": 0.9, "stay": 0.62}
_OPTIONAL: Final = frozenset({"square", "triangle", "hexagon", "stay"})
_LONGEST: Final = {"line": 24.0, "diamond": 24.0, "lozenge": 20.0, "radiation": 18.0, "tick": 16.0}
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

    @property
    def gap(self) -> float:
        """The room between a thing and its words."""
        return self.text * 0.36


@dataclass(slots=True)
class Drawn:
    """What the lanes add to the picture."""

    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    trends: list[Trend] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


class Sketch(Protocol):
    """A lane whose rows are known and whose place is not."""

    @property
    def height(self) -> float:
        """How high it must be at least."""
        ...

    @property
    def least(self) -> float:
        """How low it may be in a dense picture."""
        ...

    def draw(self, into: Drawn, top: float, height: float) -> None:
        """Add its parts to the picture."""
        ...


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

    @property
    def is_bar(self) -> bool:
        return self.fact.shape in _BAR_HEIGHTS


class ThingsLane:
    """Bars and marks in sub-rows, with their words."""

    def __init__(self, lane: str, facts: Sequence[Fact], frame: Frame, *, named: bool = True) -> None:
        self._lane = lane
        self._frame = frame
        self._things = sorted((_thing(fact, frame) for fact in facts), key=lambda thing: thing.unit.left)
        if not named:
            for thing in self._things:
                thing.unit.wants = 0.0
        self._has_bars = any(thing.is_bar for thing in self._things)
        self._rows = 0

    def fit(self, most_rows: int) -> None:
        """Arrange everything in at most so many sub-rows."""
        if 0 < self._rows <= most_rows:
            return
        self._rows = arrange(
            [thing.unit for thing in self._things],
            self._frame.room,
            most_rows=most_rows,
            under=self._has_bars,
        )

    @property
    def height(self) -> float:
        """How high it must be at least."""
        return self._rows * self._frame.pitch + 2 * self._frame.pad

    @property
    def least(self) -> float:
        """How low it may be in a dense picture."""
        return self._rows * self._frame.pitch

    def draw(self, into: Drawn, top: float, height: float) -> None:
        """Add its parts to the picture."""
        pitch = self._frame.pitch
        begin = top + (height - self._rows * pitch) / 2
        for thing in self._things:
            middle = begin + (thing.unit.row + 0.5) * pitch
            box = self._bar(into, thing, middle) if thing.is_bar else self._mark(into, thing, middle)
            into.items.append(Item(thing.fact.entry.id, self._lane, box, thing.fact.middle, thing.fact.description))
            self._words(into, thing, middle, begin + (thing.unit.label_row + 0.5) * pitch)

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
        if thing.number_inside or thing.inside:
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
    inside, number_inside = "", False
    if fact.shape == "line":
        room = core_right - core_left - frame.text
        number = ruler.width(fact.number, frame.text) * STRONG_FACTOR if fact.number else 0.0
        number_inside = bool(fact.number) and number <= room
        spaced = number + frame.text * 0.45 if fact.number else 0.0
        if spaced + wants <= room:
            inside, text = text, ""
        beside = 0.0 if number_inside else spaced
        wants = 0.0 if inside else wants + beside
        whole = 0.0 if inside else whole + beside
    unit = Unit(left, right, wants, optional, _least(text, wants, size, frame), whole)
    return _Thing(fact, unit, left, core_left, core_right, right, fact.words if text else "", inside, number_inside)


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
