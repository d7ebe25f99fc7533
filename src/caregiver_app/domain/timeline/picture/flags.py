"""The strip over the lanes: relapses with their flags, and the day the picture is as of."""

from dataclasses import dataclass

from caregiver_app.domain.timeline.picture.axis import Scale
from caregiver_app.domain.timeline.picture.history import Fact, History, reach
from caregiver_app.domain.timeline.picture.labels import Room, Ruler, Unit, arrange
from caregiver_app.domain.timeline.picture.lanes import STRONG_FACTOR, Drawn
from caregiver_app.domain.timeline.picture.parts import Box, Flag, Item, Today

_SMALL = 0.88
_LONGEST = 13.0
_MOST_ROWS = 3


@dataclass(slots=True)
class _Pole:
    fact: Fact | None
    x: float
    text: str
    unit: Unit


class FlagStrip:
    """Place the flags in rows, so that no flag covers another or hangs over another line where that can be helped."""

    def __init__(self, history: History, scale: Scale, ruler: Ruler, text: float, today: str, edge: float) -> None:
        self._scale = scale
        self._as_of = float(history.as_of.toordinal())
        self._text = text
        self._size = text * _SMALL
        poles = [self._pole(fact, ruler) for fact in history.facts.get("relapse", ())]
        if scale.first <= self._as_of < scale.last:
            x = scale.x(self._as_of + 0.5)
            wants = ruler.width(today, self._size) + text * 0.6
            poles.append(_Pole(None, x, today, Unit(x - 0.5, x + 0.5, wants)))
            if x + wants > scale.right and x + wants <= edge:
                # Beside the plot the word is in nobody's way.
                poles[-1].unit.at, poles[-1].unit.label_width = x, wants
        self._poles = sorted(poles, key=lambda pole: pole.x)
        self.lines = tuple(pole.x for pole in self._poles if pole.fact is not None)
        self.day_line = next((pole.x for pole in self._poles if pole.fact is None), None)
        room = Room(scale.left, scale.right, [pole.x for pole in self._poles], 0.0)
        units = [pole.unit for pole in self._poles if pole.unit.at is None]
        beside = [pole.unit for pole in self._poles if pole.unit.at is not None]
        self._rows = arrange(units, room, most_rows=_MOST_ROWS) if units else 0
        for unit in beside:
            unit.row = next(row for row in range(len(units) + 1) if not any(_meet(unit, flag, row) for flag in units))
            self._rows = max(self._rows, unit.row + 1)

    @property
    def height(self) -> float:
        """How high the strip is."""
        return self._rows * self._pitch + self._text * 0.6

    @property
    def _pitch(self) -> float:
        return self._text * 1.5

    def _pole(self, fact: Fact, ruler: Ruler) -> _Pole:
        x = self._scale.x(fact.middle)
        text = ruler.shortened(fact.words, self._size, _LONGEST * self._text)
        wants = ruler.width(text, self._size) * STRONG_FACTOR + self._text * 1.1
        return _Pole(fact, x, text, Unit(x - 0.5, x + 0.5, wants))

    def draw(self, into: Drawn, top: float, bottom: float) -> tuple[tuple[Flag, ...], Today | None]:
        """Return the flags and the line of the day, and add the flags' entries to the picture."""
        flags, day = [], None
        bottom_of_strip = top + self.height - self._text * 0.25
        for pole in self._poles:
            unit = pole.unit
            begin = top + unit.row * self._pitch + self._text * 0.12
            end = begin + self._pitch - self._text * 0.24
            placed = unit.at is not None and unit.label_width >= unit.wants
            if pole.fact is None:
                day = Today(pole.x, pole.text if placed else "", (unit.at or 0) + self._text * 0.3,
                            (begin + end) / 2, unit.wants - self._text * 0.6)  # fmt: skip
                continue
            # A flag without room for its word is still a flag, as narrow as can be seen.
            left, right = (
                (unit.at or 0.0, (unit.at or 0.0) + unit.wants) if placed else (pole.x, pole.x + self._text * 0.6)
            )
            if placed and left < pole.x - 1:
                left, right = left + 0.5, pole.x
            elif placed:
                left, right = pole.x, right - 0.5
            box = Box(left, begin, right, end)
            begins, ends = reach(pole.fact, self._scale, self._as_of)
            whisker = (begins, ends) if ends - begins > self._text * 0.5 else None
            entry = pole.fact.entry
            flags.append(
                Flag(entry.id, pole.x, begin, bottom, box, pole.text if placed else "", self._size,
                     pole.fact.planned, bottom_of_strip, whisker)
            )  # fmt: skip
            into.items.append(Item(entry.id, "relapse", box, pole.fact.middle, pole.fact))
        return tuple(flags), day


def _meet(word: Unit, flag: Unit, row: int) -> bool:
    """Whether a word in a row would lie on a flag there."""
    return flag.row == row and flag.at is not None and flag.at + flag.label_width > (word.at or 0.0)
