"""Measure ours against a floor in the same run: what counts is the ratio, which one machine shares with another."""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path

Work = Callable[[], object]
Side = Callable[[Path], Work]
"""Given an empty folder, make everything ready and return the work whose time counts."""


@dataclass(frozen=True)
class Row:
    """One line of the outcome. Without a floor, `ours` itself is held against the goal.

    `spread` says how single times lie, as ("p50", 4.1), where one number would not.
    """

    name: str
    ours: float
    unit: str
    goal: float
    floor: float | None = None
    ratio: float | None = None
    spread: tuple[tuple[str, float], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the goal is met."""
        return (self.ours if self.ratio is None else self.ratio) <= self.goal

    @property
    def places(self) -> int:
        """How many figures stand behind the point."""
        return {"MB": 0, "ms": 1}.get(self.unit, 3)

    def in_words(self) -> tuple[str, str, str, str]:
        """Return ours, the floor, the ratio and the goal as a table has them."""
        ours = f"{self.ours:.{self.places}f} {self.unit}"
        floor = "" if self.floor is None else f"{self.floor:.{self.places}f} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return ours, floor, ratio, f"{self.goal:g} {self.unit}" if self.ratio is None else f"{self.goal:.1f}"


def compare(name: str, ours: Side, floor: Side, *, goal: float, pairs: int, warm_up: int = 0) -> Row:
    """Time both sides in turn, each first every other time, and return the middle of the ratios of the pairs."""
    times = [_pair(ours, floor, turned=bool(number % 2)) for number in range(warm_up + pairs)][warm_up:]
    return Row(
        name,
        ours=statistics.median(mine for mine, _theirs in times),
        unit="s",
        goal=goal,
        floor=statistics.median(theirs for _mine, theirs in times),
        ratio=statistics.median(mine / theirs for mine, theirs in times),
    )


def spread(name: str, times: Sequence[float], *, unit: str, goal: float) -> Row:
    """Return the time that 95 of 100 stay under, with how all of them lie."""
    ordered = sorted(times)
    shares = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))
    lie = tuple((word, ordered[ceil(share * len(ordered)) - 1]) for word, share in shares)
    return Row(name, ours=dict(lie)["p95"], unit=unit, goal=goal, spread=lie)


def _pair(ours: Side, floor: Side, *, turned: bool) -> tuple[float, float]:
    if turned:
        theirs = _seconds(floor)
        return _seconds(ours), theirs
    return _seconds(ours), _seconds(floor)


def _seconds(side: Side) -> float:
    with room() as folder:
        work = side(folder)
        if hasattr(os, "sync"):
            os.sync()  # what is still to be written for one side must not slow the other
        start = time.perf_counter()
        work()
        return time.perf_counter() - start


@contextmanager
def room() -> Iterator[Path]:
    """Yield an empty folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="caregiver-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
