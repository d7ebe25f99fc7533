"""A screen, a message bus and a screen reader beside the real program: what is told there is what blind people hear.

Nothing of the program is imported: it runs in a process of its own, and another one asks it through AT-SPI.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

SYSTEM_PYTHON: Final = "/usr/bin/python3"
OTHER_SIDE: Final = Path(__file__).with_name("at_spi.py")
NEEDED: Final = {
    "Xvfb": "xvfb", "dbus-daemon": "dbus", SYSTEM_PYTHON: "python3-gi",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
}  # fmt: skip
_CAN_SPEAK: Final = "import gi; gi.require_version('Atspi', '2.0')"
_PATIENCE: Final = 30.0


@dataclass(frozen=True)
class Node:
    """Something a screen reader can come to."""

    number: int
    above: int | None
    role: str
    name: str
    description: str
    states: tuple[str, ...]
    text: str
    can: tuple[str, ...]
    heads: tuple[str, ...]
    labels: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.role} {self.name!r}"


class ScreenReader:
    """Ask a running program what it shows, and press, tick and write there."""

    def __init__(self, process: "subprocess.Popen[str]", program: "subprocess.Popen[str]") -> None:
        self._process, self.program = process, program
        assert self._read() == "ready"

    def nodes(self) -> list[Node]:
        """Return everything that is shown in every window, and what the menus hold."""
        told = self._ask("windows")
        return [Node(**{key: tuple(value) if isinstance(value, list) else value for key, value in one.items()})
                for one in told]  # fmt: skip

    def find(self, name: str, *roles: str, within: str = "") -> Node:
        """Wait for the one of this name, in the window of this name where one is given."""
        return self.wait(lambda nodes: next(
            (one for one in nodes if one.name == name and (not roles or one.role in roles)
             and (not within or window_of(one, nodes) == within)), None,
        ), f"{roles or ''} {name!r} {within}")  # fmt: skip

    def wait(self, look: "Callable[[list[Node]], Any]", what: str) -> Any:
        """Wait until what is looked for is there, and return it."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            nodes = self.nodes()
            found = look(nodes)
            if found:
                return found
            time.sleep(0.1)
        there = [str(one) for one in nodes if one.name and "menu" not in one.role]
        raise AssertionError(f"{what} did not come. There are: {there}")

    def press(self, node: Node) -> None:
        """Do what a press does."""
        self._ask("act", node.number, "Press")

    def toggle(self, node: Node) -> None:
        """Tick a box, or take the tick away."""
        self._ask("act", node.number, "Toggle")

    def write(self, node: Node, text: str) -> None:
        """Write into a field, in place of what it holds."""
        assert self._ask("write", node.number, text) == ""

    def said(self, seconds: float = 1.0) -> list[tuple[str, str]]:
        """Return what was said aloud since the last time: the words, and how urgent."""
        return [(words, how) for words, how in self._ask("listen", seconds)]

    def _ask(self, *wanted: object) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps(wanted)}\n")
        self._process.stdin.flush()
        answer = self._read()
        assert "trouble" not in answer, answer
        return answer["came"]

    def _read(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the screen reader ended"
        return json.loads(line)


def window_of(node: Node, nodes: list[Node]) -> str:
    """Return the name of the window a node is in."""
    while node.above is not None:
        node = nodes[node.above]
    return node.name


def require_tools() -> None:
    """Fail where a tool is missing: what nobody listened to is not proven."""
    missing = [package for tool, package in NEEDED.items() if shutil.which(tool) is None]
    if not missing and subprocess.run([SYSTEM_PYTHON, "-c", _CAN_SPEAK], capture_output=True, check=False).returncode:
        missing = ["python3-gi", "gir1.2-atspi-2.0"]
    if missing:
        pytest.fail(f"Not installed: {', '.join(missing)} (packages of Debian).", pytrace=False)


@contextmanager
def reading(home: Path, *arguments: object) -> Iterator[ScreenReader]:
    """Start the program with these arguments on a screen of its own, with a screen reader that listens."""
    require_tools()
    with ExitStack() as stack:
        environment = {**os.environ, "CAREGIVER_HOME": str(home), "QT_QPA_PLATFORM": "xcb", "LANGUAGE": "en",
                       "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}  # fmt: skip
        screen = ("Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp")
        environment["DISPLAY"] = f":{_first_line(stack, screen, environment)}"
        environment["DBUS_SESSION_BUS_ADDRESS"] = _first_line(
            stack, ("dbus-daemon", "--session", "--nofork", "--print-address"), environment
        )
        program = _started(stack, (sys.executable, "-m", "caregiver_app", *arguments), environment)
        other = _started(stack, (SYSTEM_PYTHON, OTHER_SIDE), environment, talks=True)
        yield ScreenReader(other, program)


def _first_line(stack: ExitStack, command: tuple[object, ...], environment: dict[str, str]) -> str:
    process = _started(stack, command, environment, talks=True)
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line, f"{command[0]} did not start"
    return line


def _started(
    stack: ExitStack, command: tuple[object, ...], environment: dict[str, str], *, talks: bool = False
) -> "subprocess.Popen[str]":
    """Start a process that ends with the block."""
    pipe = subprocess.PIPE if talks else None
    process = subprocess.Popen(
        [str(part) for part in command], env=environment, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )  # fmt: skip
    stack.callback(_end, process)
    return process


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
