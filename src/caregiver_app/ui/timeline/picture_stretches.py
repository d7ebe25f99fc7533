"""Find what touches a stretch of the picture by bisection, in the order it is painted."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Stretches(Generic[T]):
    """Things that each reach from a left to a right; of thousands only those in sight are looked at."""

    def __init__(self, things: Sequence[T], reach: Callable[[T], tuple[float, float]]) -> None:
        self._things = things
        reaches = [reach(thing) for thing in things]
        self._order = sorted(range(len(things)), key=lambda index: reaches[index][0])
        self._lefts = [reaches[index][0] for index in self._order]
        self._rights = [reaches[index][1] for index in self._order]
        # The farthest right so far never falls, so that it too can be searched.
        self._farthest = list(accumulate(self._rights, max))

    def touching(self, left: float, right: float) -> list[T]:
        """Return the things that lie at least partly between two places."""
        first, last = bisect_left(self._farthest, left), bisect_right(self._lefts, right)
        found = sorted(self._order[index] for index in range(first, last) if self._rights[index] >= left)
        return [self._things[index] for index in found]
