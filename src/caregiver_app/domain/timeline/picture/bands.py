"""The two lanes that are one continuous thing: the state of the disease, and the values of a lab test."""

from collections.abc import Sequence
from math import inf
from typing import Final

from caregiver_app.domain.timeline.picture.history import Fact, reach
from caregiver_app.domain.timeline.picture.labs import Series
from caregiver_app.domain.timeline.picture.lanes import Drawn, Frame, Sketch
from caregiver_app.domain.timeline.picture.parts import Bar, Box, Item, Label, Mark, Trend

# Of a word cut shorter than this nothing is shown: its entry still says it.
_LEAST_SHOWN: Final = 0.6
# The ground of a state, beside its word: what was recorded as an answer, as a return, or neither.
_HUES: Final = {"full": "response", "most": "response", "half": "response", "cross": "relapse", "flag": "relapse"}


class LabLane(Sketch):
    """The values of one test in one unit as a small line."""

    def __init__(self, lane: str, series: Series[Fact], frame: Frame) -> None:
        super().__init__(lane, frame)
        self._series = series

    @property
    def height(self) -> float:
        """How high it must be at least."""
        return self._frame.text * (2.9 if len(self._series.details()) == 1 else 3.8)

    @property
    def least(self) -> float:
        """How low it may be in a dense picture."""
        return self._frame.text * 2.45

    def _draw(self, into: Drawn, top: float, height: float) -> None:
        frame = self._frame
        size = frame.text * 0.17
        values = [value for _fact, value in self._series.points]
        low, high = min(values), max(values)
        edge = frame.text * 0.62
        points = []
        for fact, value in self._series.points:
            share = (value - low) / (high - low) if high > low else 0.5
            x, y = frame.scale.x(fact.middle), top + height - edge - share * (height - 2 * edge)
            points.append((x, y))
            left, right = reach(fact, frame.scale, frame.as_of)
            whisker = (left, right) if right - left > 6 * size else None
            into.marks.append(Mark(fact.entry.id, self._lane, "lab", "dot", x, y, size, whisker, fact.planned))
            near = max(size, frame.text * 0.35)
            box = Box(x - near, y - near, x + near, y + near)
            into.items.append(Item(fact.entry.id, self._lane, box, fact.middle, fact))
        into.trends.append(Trend(self._lane, tuple(points), self._series.latest, self._series.latest_date))


class StatusLane(Sketch):
    """The state of the disease as recorded: each stretch begins with the entry that says so."""

    def __init__(self, facts: Sequence[Fact], frame: Frame) -> None:
        super().__init__("status", frame)
        self._facts = facts

    @property
    def height(self) -> float:
        """How high it must be at least."""
        return self._frame.pitch + 2 * self._frame.pad

    @property
    def least(self) -> float:
        """How low it may be in a dense picture."""
        return self._frame.pitch

    def _draw(self, into: Drawn, top: float, height: float) -> None:
        frame = self._frame
        middle, half = top + height / 2, frame.text * 0.72
        places = [frame.scale.x(fact.middle) for fact in self._facts]
        finish = max([frame.scale.x(frame.as_of + 1), *(place + frame.text * 0.3 for place in places[-1:])])
        finish = min(finish, frame.scale.right)
        for index, fact in enumerate(self._facts):
            here = places[index]
            before = places[index - 1] if index else -inf
            after = places[index + 1] if index + 1 < len(places) else finish
            left, core_left = self._turn(fact, before, here, after)
            core_right = right = after
            if index + 1 < len(places):
                beyond = places[index + 2] if index + 2 < len(places) else finish
                core_right, right = self._turn(self._facts[index + 1], here, after, beyond)
            core_left, core_right = min(core_left, core_right), max(core_left, core_right)
            hue = _HUES.get(fact.shape, "status")
            into.bars.append(
                Bar(fact.entry.id, "status", hue, "status", left, core_left, core_right, right,
                    middle - half, middle + half, fact.planned)
            )  # fmt: skip
            if fact.lane == "status":
                box = Box(left, middle - half, max(right, left + frame.text * 0.5), middle + half)
                into.items.append(Item(fact.entry.id, "status", box, fact.middle, fact))
            self._words(into, fact, core_left, core_right, middle)

    def _turn(self, fact: Fact, before: float, here: float, after: float) -> tuple[float, float]:
        """Return the stretch over which one state gives way to the next; none for an exact day."""
        begin, end = fact.start
        if end - begin <= 1:
            return here, here
        left, right = reach(fact, self._frame.scale, self._frame.as_of)
        return min(max(left, before), here), max(min(right, after), here)

    def _words(self, into: Drawn, fact: Fact, left: float, right: float, middle: float) -> None:
        frame = self._frame
        tight, inset = frame.text * 0.14, frame.text * 0.4
        text = frame.ruler.shortened(fact.words, frame.small, right - left - 2 * tight)
        if text == fact.words or len(text) - 1 >= len(fact.words) * _LEAST_SHOWN:
            width = frame.ruler.width(text, frame.small)
            inset = min(inset, (right - left - width) / 2)
            into.labels.append(
                Label(fact.entry.id, "status", text, "", left + inset, middle, width, left + inset, frame.small,
                      inside=True)
            )  # fmt: skip
