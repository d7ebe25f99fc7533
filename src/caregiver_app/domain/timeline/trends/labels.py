"""Find places for the few values written into a chart: first, last, lowest and highest, none on a line or another.

Each of at most four labels has a handful of places round its dot, so the best of all combinations is looked for. A
label without any free place is left out; the newest value goes last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.timeline.picture.parts import Box
from caregiver_app.domain.timeline.trends.parts import Segment

_LEFT_OUT: Final = {"last": 4000.0, "first": 3000.0, "highest": 2000.0, "lowest": 1000.0}
_CROSSED: Final = 3.0
# Above and below, the room over small letters already keeps words and dots apart.
_CLOSER: Final = 0.6
# Where a label may stand, as steps across and down from its dot, the best first.
_PLACES: Final = {
    "first": ((-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 1), (1, 0)),
    "last": ((1, 0), (1, -1), (1, 1), (0, -1), (0, 1), (-1, -1), (-1, 1), (-1, 0)),
    "highest": ((0, -1), (1, -1), (-1, -1), (-1, 0), (1, 0), (0, 1)),
    "lowest": ((0, 1), (1, 1), (-1, 1), (-1, 0), (1, 0), (0, -1)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A label that wants a place: what it stands for, its dot, and how wide and high it is."""

    role: str
    x: float
    y: float
    width: float
    height: float


def place_labels(
    asked: Sequence[Asked], *, room: Box, gap: float, obstacles: Sequence[Segment], thin: Sequence[Segment]
) -> tuple[Box | None, ...]:
    """Return the place of each label, None where there is none.

    No label meets an obstacle or another label; a thin line behind the values is crossed when nothing else is left.
    """
    choices = [list(_choices(one, room, gap, obstacles, thin)) for one in asked]
    best: tuple[float, tuple[Box | None, ...]] = (float("inf"), tuple(None for _one in asked))

    def search(index: int, cost: float, taken: tuple[Box | None, ...]) -> None:
        nonlocal best
        if cost >= best[0]:
            return
        if index == len(asked):
            best = (cost, taken)
            return
        for more, box in choices[index]:
            if not any(other is not None and _meet(box, other) for other in taken):
                search(index + 1, cost + more, (*taken, box))
        search(index + 1, cost + _LEFT_OUT[asked[index].role], (*taken, None))

    search(0, 0.0, ())
    return best[1]


def _choices(
    asked: Asked, room: Box, gap: float, obstacles: Sequence[Segment], thin: Sequence[Segment]
) -> Iterator[tuple[float, Box]]:
    reach_across, reach_down = asked.width + gap * 2, asked.height + gap * 2
    near = [
        (x1, y1, x2, y2)
        for x1, y1, x2, y2 in obstacles
        if x2 >= asked.x - reach_across
        and x1 <= asked.x + reach_across
        and max(y1, y2) >= asked.y - reach_down
        and min(y1, y2) <= asked.y + reach_down
    ]
    for cost, (across, down) in enumerate(_PLACES[asked.role]):
        box = _box(asked, across, down, gap)
        inside = room.left <= box.left and box.right <= room.right and room.top <= box.top and box.bottom <= room.bottom
        if inside and not any(crosses(box, segment) for segment in near):
            yield cost + _CROSSED * sum(crosses(box, line) for line in thin), box


def _box(asked: Asked, across: int, down: int, gap: float) -> Box:
    """Return the room of a label so many steps from its dot; straight above and below it stands over the dot."""
    if across == 0:
        left = asked.x - asked.width / 2
    elif down == 0:
        left = asked.x + gap if across > 0 else asked.x - gap - asked.width
    else:
        left = asked.x - gap / 2 if across > 0 else asked.x + gap / 2 - asked.width
    middle = asked.y + down * (asked.height / 2 + gap * _CLOSER)
    return Box(left, middle - asked.height / 2, left + asked.width, middle + asked.height / 2)


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def crosses(box: Box, segment: Segment) -> bool:
    """Whether a line from one point to another runs through a box."""
    x1, y1, x2, y2 = segment
    begin, end = 0.0, 1.0
    for at, step, low, high in ((x1, x2 - x1, box.left, box.right), (y1, y2 - y1, box.top, box.bottom)):
        if step == 0.0:
            if not low < at < high:
                return False
            continue
        enter, leave = sorted(((low - at) / step, (high - at) / step))
        begin, end = max(begin, enter), min(end, leave)
    return begin < end


def broken(line: Segment, boxes: Sequence[Box], clear: float) -> Iterator[Segment]:
    """Yield what is left of an upright or level line where words stand on it, with some room round them."""
    x1, y1, x2, y2 = line
    is_level = y1 == y2
    gaps = sorted(
        (box.left - clear, box.right + clear) if is_level else (box.top, box.bottom)
        for box in boxes
        if crosses(Box(box.left - clear, box.top, box.right + clear, box.bottom), line)
    )
    here, end = (x1, x2) if is_level else (y1, y2)
    for begin, stop in [*gaps, (end, end)]:
        if begin > here:
            yield (here, y1, min(begin, end), y2) if is_level else (x1, here, x2, min(begin, end))
        here = max(here, stop)
