"""Find entries in a laid-out picture: by id, under a pointer, and the next one in a direction."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from uuid import UUID

from caregiver_app.domain.timeline.picture.parts import Bar, Box, Item, Label, Picture
from caregiver_app.ui.timeline.picture_stretches import Stretches

# Small signs are found from a little farther off, so that no target is under 24 pixels.
_NEAR = 12.0
_FLAG_NEAR = 4.0


class PictureMap:
    """Know where every entry of one picture is."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._items = picture.items

    def item(self, entry_id: UUID | None) -> Item | None:
        """Return a drawn entry."""
        index = self._places.get(entry_id.int) if entry_id is not None else None
        return self._items[index] if index is not None else None

    def at(self, x: float, y: float) -> Item | None:
        """Return the entry at a place: on it, on its words, on its stretch of the disease lane, or near it."""
        items = self._boxes.touching(x - _NEAR, x + _NEAR)
        direct = [item for item in items if item.box.holds(x, y)]
        if direct:
            return min(direct, key=lambda item: (item.box.width, abs((item.box.left + item.box.right) / 2 - x)))
        for label in self._labels.touching(x, x):
            if label.box.holds(x, y):
                return self.item(label.entry_id)
        for bar in self._bars.touching(x, x):
            if bar.top <= y <= bar.bottom:
                return self.item(bar.entry_id)
        near = min(items, key=lambda item: _distance(item.box, x, y), default=None)
        if near is not None and _distance(near.box, x, y) <= _NEAR:
            return near
        flag = min(self._picture.flags, key=lambda flag: abs(flag.x - x), default=None)
        if flag is not None and abs(flag.x - x) <= _FLAG_NEAR and flag.top <= y <= flag.bottom:
            return self.item(flag.entry_id)
        return None

    def step(self, entry_id: UUID | None, direction: str) -> Item | None:
        """Return the next entry in a direction; at the end of the way it is the one that is chosen already.

        "earlier" and "later" go through time, "above" and "below" from lane to lane, "first" and "last" to the ends,
        "relapse before" and "next relapse" from flag to flag.
        """
        if not self._items:
            return None
        here = self.item(entry_id)
        if direction in ("relapse before", "next relapse"):
            return self._relapse(here, direction) or here
        if here is None:
            return self._items[-1 if direction in ("earlier", "last") else 0]
        index = self._places[here.entry_id.int]
        last = len(self._items) - 1
        match direction:
            case "earlier":
                return self._items[max(index - 1, 0)]
            case "later":
                return self._items[min(index + 1, last)]
            case "first":
                return self._items[0]
            case "last":
                return self._items[last]
            case _:
                return self._beside(here, -1 if direction == "above" else 1)

    def lane_words(self, y: float) -> str:
        """Return what is said about the lane at a height."""
        return next((lane.description for lane in self._picture.lanes if lane.top <= y < lane.top + lane.height), "")

    @cached_property
    def _places(self) -> dict[int, int]:
        return {item.entry_id.int: index for index, item in enumerate(self._items)}

    @cached_property
    def _lanes(self) -> dict[str, list[Item]]:
        lanes: dict[str, list[Item]] = {"relapse": [], **{lane.id: [] for lane in self._picture.lanes}}
        for item in self._items:
            lanes[item.lane].append(item)
        return lanes

    @cached_property
    def _boxes(self) -> Stretches[Item]:
        return Stretches(self._items, lambda item: (item.box.left, item.box.right))

    @cached_property
    def _labels(self) -> Stretches[Label]:
        return Stretches(self._picture.labels, lambda label: (label.left, label.left + label.width))

    @cached_property
    def _bars(self) -> Stretches[Bar]:
        return Stretches(self._picture.bars, lambda bar: (bar.left, bar.right))

    def _relapse(self, here: Item | None, direction: str) -> Item | None:
        """Return the next relapse from here; without a choice the last one back or the first one on."""
        held = self._lanes["relapse"]
        times = [item.when for item in held]
        if direction == "next relapse":
            index = bisect_right(times, here.when) if here is not None else 0
            return held[index] if index < len(held) else None
        index = bisect_left(times, here.when) if here is not None else len(held)
        return held[index - 1] if index > 0 else None

    def _beside(self, here: Item, way: int) -> Item:
        """Return the entry nearest in time in the next lane that has one."""
        lanes = [lane for lane, held in self._lanes.items() if held]
        place = lanes.index(here.lane) + way
        if not 0 <= place < len(lanes):
            return here
        held = self._lanes[lanes[place]]
        index = bisect_left(held, here.when, key=lambda item: item.when)
        return min(held[max(index - 1, 0) : index + 1], key=lambda item: abs(item.when - here.when))


def _distance(box: Box, x: float, y: float) -> float:
    across = max(box.left - x, 0.0, x - box.right)
    down = max(box.top - y, 0.0, y - box.bottom)
    return max(across, down)
