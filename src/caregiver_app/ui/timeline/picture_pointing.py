"""Find entries in a laid-out picture: by id, under a pointer, and the next one in a direction."""

from bisect import bisect_left
from uuid import UUID

from caregiver_app.domain.timeline.picture_parts import Box, Item, Picture

# Small signs are found from a little farther off, so that no target is under 24 pixels.
_NEAR = 12.0
_FLAG_NEAR = 4.0


class PictureMap:
    """Know where every entry of one picture is."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._items = picture.items
        self._places = {item.entry_id: index for index, item in enumerate(picture.items)}
        self._lanes: dict[str, list[Item]] = {"relapse": [], **{lane.id: [] for lane in picture.lanes}}
        for item in picture.items:
            self._lanes[item.lane].append(item)

    def item(self, entry_id: UUID | None) -> Item | None:
        """Return a drawn entry."""
        index = self._places.get(entry_id) if entry_id is not None else None
        return self._items[index] if index is not None else None

    def at(self, x: float, y: float) -> Item | None:
        """Return the entry at a place: on it, on its words, on its stretch of the disease lane, or near it."""
        direct = [item for item in self._items if item.box.holds(x, y)]
        if direct:
            return min(direct, key=lambda item: (item.box.width, abs((item.box.left + item.box.right) / 2 - x)))
        for label in self._picture.labels:
            if label.box.holds(x, y):
                return self.item(label.entry_id)
        for bar in self._picture.bars:
            if Box(bar.left, bar.top, bar.right, bar.bottom).holds(x, y):
                return self.item(bar.entry_id)
        near = min(self._items, key=lambda item: _distance(item.box, x, y), default=None)
        if near is not None and _distance(near.box, x, y) <= _NEAR:
            return near
        flag = min(self._picture.flags, key=lambda flag: abs(flag.x - x), default=None)
        if flag is not None and abs(flag.x - x) <= _FLAG_NEAR and flag.top <= y <= flag.bottom:
            return self.item(flag.entry_id)
        return None

    def step(self, entry_id: UUID | None, direction: str) -> Item | None:
        """Return the entry "earlier" or "later" in time, in the lane "above" or "below", the "first" or the "last"."""
        if not self._items:
            return None
        here = self.item(entry_id)
        if here is None:
            return self._items[-1 if direction in ("earlier", "last") else 0]
        index = self._places[here.entry_id]
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
