"""How often a test tries what it draws at random: a few times in each run, often in the long way.

The long way is `python3 dev.py faults`. It takes the tests in `tests/faults`, all that draw at random, and those marked
`thorough`: whole-program proofs that take too long for each run.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

FEW = 10
"""In a short run one of so many tries is made."""
_LEAST = 10
_MOST = 100
_taking_the_long_way = [False]


def take_way(*, long: bool) -> None:
    """Say how often all tests that are loaded from now on try."""
    _taking_the_long_way[0] = long
    # A busy computer is no reason for a test to fail.
    settings.register_profile(
        "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=tries(_MOST)
    )
    settings.load_profile("patient")


def tries(most: int, least: int = _LEAST) -> int:
    """Return how often to try something that is tried `most` times in the long way."""
    return most if _taking_the_long_way[0] else min(most, max(most // FEW, least))


def at_most(most: int, **more: Any) -> Callable[..., Any]:
    """Let hypothesis try `most` times in the long way."""
    return settings(max_examples=tries(most), **more)


def is_of_the_long_way(item: pytest.Item) -> bool:
    """Whether a test belongs to the long way."""
    if item.get_closest_marker("thorough") or item.get_closest_marker("at_random"):
        return True
    return "faults" in item.path.parts or is_hypothesis_test(getattr(item, "obj", None))
