"""How often a test tries what it draws at random: a few times in each run, often in the long way.

The long way is `python3 dev.py test --thorough`. It takes the tests in `tests/faults`, all that draw at random, and
those marked `thorough`: whole-program proofs that take too long for each run. Of a test marked `every(n)` a short run
takes every n-th case.

What is marked `fault` lets the system refuse or kill. `python3 dev.py faults --quick` lets some faults of each kind
fire; `python3 dev.py faults` lets all fire and goes the long way too.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

FEW = 10
"""In a short run one of so many tries is made."""
_LEAST = 10
_MOST = 100
_taking_the_long_way = [False]
_letting_every_fault_fire = [False]


def take_way(*, long: bool, every_fault: bool) -> None:
    """Say how often all tests that are loaded from now on try, and how many faults they let fire."""
    _taking_the_long_way[0] = long
    _letting_every_fault_fire[0] = every_fault
    # A busy computer is no reason for a test to fail.
    settings.register_profile(
        "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=tries(_MOST)
    )
    settings.load_profile("patient")


def tries(most: int, least: int = _LEAST) -> int:
    """Return how often to try something that is tried `most` times in the long way."""
    return most if _taking_the_long_way[0] else min(most, max(most // FEW, least))


def faults(full: int, quick: int) -> int:
    """Return how many faults to let fire; `quick` in a landing, `full` before a release."""
    return full if _letting_every_fault_fire[0] else quick


def at_most(most: int, **more: Any) -> Callable[..., Any]:
    """Let hypothesis try `most` times in the long way."""
    return settings(max_examples=tries(most), **more)


def left_out(items: Sequence[pytest.Item], *, thorough: bool, faults: bool) -> list[pytest.Item]:
    """Return the tests that this run is not for."""
    usual = not (thorough or faults)
    over = set(passed_over(items)) if usual else set()

    def is_wanted(item: pytest.Item) -> bool:
        if item.get_closest_marker("fault"):
            return faults
        if usual:
            return item not in over and not item.get_closest_marker("thorough")
        return thorough and is_of_the_long_way(item)

    return [item for item in items if not is_wanted(item)]


def passed_over(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the cases a short run leaves out of the tests marked `every(n)`: all but every n-th."""
    seen: Counter[str] = Counter()
    left_out = []
    for item in items:
        mark = item.get_closest_marker("every")
        if mark is not None:
            name = item.nodeid.split("[", 1)[0]
            if seen[name] % mark.args[0]:
                left_out.append(item)
            seen[name] += 1
    return left_out


def is_of_the_long_way(item: pytest.Item) -> bool:
    """Whether a test belongs to the long way."""
    if any(item.get_closest_marker(name) for name in ("thorough", "at_random", "every")):
        return True
    return "faults" in item.path.parts or is_hypothesis_test(getattr(item, "obj", None))
