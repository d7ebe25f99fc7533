"""What stands over all charts of a page of trends, for orientation: time, treatments and relapses, thin and quiet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Final

from caregiver_app.domain.timeline.picture.axis import Scale, grid
from caregiver_app.domain.timeline.picture.history import Fact, edges, read_history
from caregiver_app.domain.timeline.picture.labels import Ruler
from caregiver_app.domain.timeline.picture.parts import Bar
from caregiver_app.domain.timeline.records import Entry, Lab
from caregiver_app.domain.timeline.trends.parts import Head, Words

# Strong type is a little wider than the plain type that is measured.
STRONG: Final = 1.12
_LONGEST: Final = 16.0
_THIN: Final = 0.3


@dataclass(frozen=True, slots=True)
class Background:
    """The treatments and relapses of a case, whatever the width they are drawn in."""

    treatments: tuple[Fact, ...]
    relapses: tuple[Fact, ...]
    as_of: float

    def bars(self, scale: Scale, top: float, bottom: float) -> tuple[Bar, ...]:
        """Return the treatments that lie in the time shown, as bars between two heights."""
        found = []
        for fact in self.treatments:
            left, core_left, core_right, right = edges(fact, scale.first, self.as_of)
            if right > scale.first and left < scale.last:
                ends = (scale.x(left), scale.x(core_left), scale.x(core_right), scale.x(right))
                found.append(Bar(fact.entry.id, "therapy", "therapy", "line", *ends, top, bottom, fact.planned))
        return tuple(found)

    def poles(self, scale: Scale) -> tuple[float, ...]:
        """Return where relapses lie in the time shown."""
        return tuple(scale.x(fact.middle) for fact in self.relapses if _within(fact, scale))


def read_background(entries: Iterable[Entry], as_of: date) -> Background:
    """Return what is drawn behind the trends of a case."""
    history = read_history((entry for entry in entries if not isinstance(entry, Lab)), as_of)
    relapses = tuple(fact for fact in history.facts.get("relapse", ()) if isfinite(fact.middle))
    return Background(history.facts.get("therapy", ()), relapses, float(as_of.toordinal()))


def head_of(background: Background, scale: Scale, ruler: Ruler, text: float, small: float) -> Head:
    """Return the head of a page: the axis, under it relapses and treatments in words as far as there is room."""
    ticks, years = grid(scale, lambda words: ruler.width(words, small))
    axis = text * (2.9 if any(tick.label for tick in ticks) else 1.6)
    line = text * 1.45
    flags = _flags(background, scale, ruler, small, axis + line / 2)
    top = axis + line * bool(flags)
    bars = background.bars(scale, top + line, top + line + text * _THIN * 2)
    names = _names(background.treatments, bars, ruler, text, small, top + line / 2, scale.right)
    height = top + (line + text * (_THIN * 2 + 0.5) if bars else text * 0.4)
    return Head(height, axis, ticks, years, bars, background.poles(scale), (*flags, *names))


def _within(fact: Fact, scale: Scale) -> bool:
    return scale.first <= fact.middle < scale.last


def _flags(background: Background, scale: Scale, ruler: Ruler, small: float, middle: float) -> list[Words]:
    """Write what the relapses were called, each right of its line, else left of it, where the words have room."""
    shown = [fact for fact in background.relapses if _within(fact, scale)]
    found: list[Words] = []
    taken = scale.left
    for index, fact in enumerate(shown):
        words = ruler.shortened(fact.words, small, _LONGEST * small)
        wide, x, gap = ruler.width(words, small), scale.x(fact.middle), small * 0.4
        until = scale.x(shown[index + 1].middle) if index + 1 < len(shown) else scale.right
        for left, right in ((x + gap, until), (x - gap - wide, x)):
            if words and left >= taken and left + wide <= right:
                found.append(Words(words, left, middle, wide, small))
                taken = left + wide + gap
                break
        taken = max(taken, x + gap)
    return found


def _names(
    treatments: Sequence[Fact], bars: Sequence[Bar], ruler: Ruler, text: float, small: float, middle: float, edge: float
) -> list[Words]:
    """Write number and regimen over each bar, the number alone where the regimen has no room."""
    facts = {fact.entry.id: fact for fact in treatments}
    found: list[Words] = []
    taken = -1.0
    for index, bar in enumerate(bars):
        fact, until = facts[bar.entry_id], bars[index + 1].left if index + 1 < len(bars) else edge
        number, regimen = fact.number, ruler.shortened(fact.words, small, _LONGEST * text)
        across = ruler.width(number, small) * STRONG + small * 0.4 if number else 0.0
        room = max(until, bar.left) - bar.left - small * 0.4
        if bar.left < taken:
            continue
        if number and across <= max(room, small * 1.2):
            found.append(Words(number, bar.left, middle, across - small * 0.4, small, strong=True))
            taken = bar.left + across
        wide = ruler.width(regimen, small)
        if regimen and across + wide <= room:
            found.append(Words(regimen, bar.left + across, middle, wide, small, quiet=True))
            taken = bar.left + across + wide + small * 0.4
    return found
