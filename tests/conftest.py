"""What every test gets: the guards, and the files that families really bring."""

from pathlib import Path

import pytest

import runs
from guards import (
    expected_log,
    no_network,
    no_waiting_dialogs,
    no_windows_left,
    nothing_left_running,
    quiet_log,
    shared_cache,
    throwaway_home,
    without_a_screen,
)

__all__ = [
    "expected_log",
    "no_network",
    "no_waiting_dialogs",
    "no_windows_left",
    "nothing_left_running",
    "quiet_log",
    "shared_cache",
    "throwaway_home",
]

CHECKOUT = Path(__file__).parents[1]
REAL_FILES = CHECKOUT.parent / "shared" / "real-files"
MISSED = pytest.StashKey[list[str]]()

without_a_screen()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the long way: `python3 dev.py faults`."""
    parser.addoption("--thorough", action="store_true", help="make the long proofs, and try what is random often")


@pytest.fixture
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether this run takes the long way."""
    return bool(request.config.getoption("--thorough"))


def pytest_configure(config: pytest.Config) -> None:
    """Name our own marks, and how often what is drawn at random is tried."""
    config.addinivalue_line("markers", "may_log(logger, ...): a reader that grumbles about damaged files")
    config.addinivalue_line("markers", "thorough: a proof that takes too long for each run; `dev.py faults` makes it")
    config.addinivalue_line("markers", "at_random: tries more often in `dev.py faults`")
    config.addinivalue_line("markers", "every(n): each run takes every n-th of its cases, `dev.py faults` all of them")
    runs.take_way(long=config.getoption("--thorough"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long proofs to the long way, which is made of these alone. A test that is named is always run."""
    if any("::" in argument for argument in config.args):
        return
    if config.getoption("--thorough"):
        left_out = [item for item in items if not runs.is_of_the_long_way(item)]
    else:
        left_out = [item for item in items if item.get_closest_marker("thorough")] + runs.passed_over(items)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture
def real_files(request: pytest.FixtureRequest) -> Path | None:
    """Return the folder of real files; None, and a line at the end of the run, where it is not beside the checkout."""
    if REAL_FILES.is_dir():
        return REAL_FILES
    request.config.stash.setdefault(MISSED, []).append(request.node.nodeid)
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which tests had no real files, so that nobody takes the run for more than it was."""
    for test in config.stash.get(MISSED, ()):
        terminalreporter.write_line(f"{REAL_FILES} is not here, so nothing real was tried by {test}")
