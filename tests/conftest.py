"""What every test gets: the guards, and the files that families really bring."""

from pathlib import Path

import hypothesis
import pytest

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

# A busy computer is no reason for a test to fail.
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the long way: `python3 dev.py faults`."""
    parser.addoption("--thorough", action="store_true", help="break things tens of thousands of times, not hundreds")


@pytest.fixture
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether this run takes the long way."""
    return bool(request.config.getoption("--thorough"))


def pytest_configure(config: pytest.Config) -> None:
    """Name our own marks."""
    config.addinivalue_line("markers", "may_log(logger, ...): a reader that grumbles about damaged files")


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
