"""What every test gets: the guards, and the files that families really bring."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
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
from tallying import Tally, table

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
FAULTS = "faults"
MISSED = pytest.StashKey[list[str]]()

without_a_screen()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the long ways: `python3 dev.py test --thorough`, and `python3 dev.py faults`."""
    parser.addoption("--thorough", action="store_true", help="make the long proofs, and try what is random often")
    parser.addoption("--faults", choices=("quick", "full"), help="let faults fire: some of each kind, or all")
    parser.addoption("--write-table", metavar="FILE", type=Path, help="write what the faults did as a table")


@pytest.fixture
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether this run takes the long way."""
    return bool(request.config.getoption("--thorough"))


def pytest_configure(config: pytest.Config) -> None:
    """Name our own marks, and how often what is drawn at random is tried."""
    config.addinivalue_line("markers", "may_log(logger, ...): a reader that grumbles about damaged files")
    config.addinivalue_line("markers", "thorough: a proof that takes too long for each run; `--thorough` makes it")
    config.addinivalue_line("markers", "at_random: tries more often with `--thorough`")
    config.addinivalue_line("markers", "every(n): each run takes every n-th of its cases, `--thorough` all of them")
    config.addinivalue_line("markers", "fault(tool, ...): lets faults fire, with these tools; `dev.py faults` runs it")
    runs.take_way(long=config.getoption("--thorough"), every_fault=config.getoption("--faults") == "full")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Let faults fire in twice as many processes as there are cores: most of the time, each waits for a program."""
    return 2 * (os.cpu_count() or 1) if config.getoption("--faults") else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose what this run is for: each run, the long proofs, the faults. A test that is named is always run."""
    if any("::" in argument for argument in config.args):
        return
    thorough, faults = config.getoption("--thorough"), config.getoption("--faults")
    gone = set(runs.left_out(items, thorough=thorough, faults=bool(faults)))
    left_out = [item for item in items if item in gone]
    items[:] = [item for item in items if item not in gone]
    items.sort(key=lambda item: item.get_closest_marker("fault") is None)  # those that take longest begin first
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(autouse=True)
def tools_of_the_fault(request: pytest.FixtureRequest) -> None:
    """Fail where a tool is missing that lets a fault fire: a proof that is left out proves nothing."""
    mark = request.node.get_closest_marker("fault")
    missing = [tool for tool in (mark.args if mark is not None else ()) if shutil.which(tool) is None]
    if missing:
        pytest.fail(f"Not installed: {', '.join(missing)}. On Debian, a package of that name has it.", pytrace=False)


@pytest.fixture
def tally_of(request: pytest.FixtureRequest) -> Callable[[str], Tally]:
    """Return what counts the faults of a kind for the table at the end of the run."""

    def tally(kind: str) -> Tally:
        counted = Tally(kind)
        request.node.user_properties.append((FAULTS, counted.numbers))
        return counted

    return tally


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder that is gone after the test, in memory where there is one: thousands of cases are made in it."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="faults-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def real_files(request: pytest.FixtureRequest) -> Path | None:
    """Return the folder of real files; None, and a line at the end of the run, where it is not beside the checkout."""
    if REAL_FILES.is_dir():
        return REAL_FILES
    request.config.stash.setdefault(MISSED, []).append(request.node.nodeid)
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what the faults did, and which tests had no real files: nobody takes the run for more than it was."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ())]
    told = table(
        numbers
        for report in reports
        if report.when == "call"
        for name, numbers in report.user_properties
        if name == FAULTS
    )
    for line in told:
        terminalreporter.write_line(line)
    if told and config.getoption("--write-table"):
        tier = " --quick" if config.getoption("--faults") == "quick" else ""
        head = ("# What the faults did", "", f"By `python3 dev.py faults{tier}`:", "")
        config.getoption("--write-table").write_text("\n".join([*head, *told, ""]), encoding="utf-8")
    for test in config.stash.get(MISSED, ()):
        terminalreporter.write_line(f"{REAL_FILES} is not here, so nothing real was tried by {test}")
