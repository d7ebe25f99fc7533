"""No socket of the internet is ever opened, by no command, no gesture at the window and no child process (Linux).

The program runs in a network without any way out, while the system tells of each socket that is asked for. A busy hour
is compressed: as many gestures as somebody makes who makes one each five seconds, without the pauses between them.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from runs import faults

STORIES = Path(__file__).parent / "stories"
CALLS = "socket,socketpair,connect,bind,listen,accept,accept4,sendto,sendmsg,sendmmsg"
BETWEEN_OURSELVES = ("AF_UNIX", "AF_LOCAL")
"""Sockets of this computer alone: between our own processes, to the screen (X11, Wayland) and to the desktop."""
KIND = re.compile(r"\b([AP]F_[A-Z0-9]+)\b")
# Libraries that tell their makers how they are used keep still where these are set, as where changes are tested.
TELLING = ("CI", "GITHUB_", "ORT_", "DO_NOT_TRACK", "CUPS_")
AN_HOUR = 720
"""Gestures in an hour of somebody who makes one each five seconds."""


def told_of(trace: Path) -> Counter[str]:
    """Count the kinds of sockets the system was asked for."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return Counter(kind for line in lines for kind in KIND.findall(line))


def watched(folder: Path, *words: object, seconds: float = 1500) -> tuple[str, Counter[str]]:
    """Run a program in a network of its own that leads nowhere, and return what it said and the sockets it asked for.

    `-f` follows its child processes and threads too.
    """
    trace = folder / "sockets.txt"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(TELLING)}
    command = ["unshare", "-rn", "strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={CALLS}", "-o", trace, *words]
    done = subprocess.run(
        list(map(str, command)),
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, told_of(trace)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "place"
    made.mkdir()
    return made


@pytest.mark.fault("unshare", "strace")
def test_the_watch_sees_a_connection_of_a_child_of_a_child_and_the_network_leads_nowhere(tmp_path: Path) -> None:
    reach = "import socket; print(socket.socket().connect_ex(('192.0.2.1', 80)))"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {reach!r}], check=True)"
    said, sockets = watched(tmp_path, sys.executable, "-c", start)
    assert int(said) == 101  # no way there
    assert sockets["AF_INET"] >= 2


@pytest.mark.fault("unshare", "strace")
def test_no_command_opens_a_connection(tmp_path: Path, place: Path) -> None:
    said, sockets = watched(tmp_path, sys.executable, STORIES / "every_command.py", place)
    assert re.fullmatch(r"\d+ commands, 2 scans read\n", said), said
    assert set(sockets) <= set(BETWEEN_OURSELVES), sockets


@pytest.mark.fault("unshare", "strace")
def test_a_busy_hour_at_the_window_opens_no_connection(tmp_path: Path, place: Path) -> None:
    wanted = faults(AN_HOUR, AN_HOUR // 10)
    said, sockets = watched(tmp_path, sys.executable, STORIES / "busy_hour.py", place, wanted)
    made = re.search(r"^(\d+) gestures", said, re.MULTILINE)
    assert made, said
    assert int(made[1]) >= wanted
    assert "A mistake of ours" not in said, said
    assert set(sockets) <= set(BETWEEN_OURSELVES), sockets


def test_no_library_that_could_open_one_is_loaded_by_the_window(tmp_path: Path) -> None:
    program = (
        "import sys; from caregiver_app.app import run; run(['--exit-after', 'painted', '--data-dir', sys.argv[1]]); "
        "print(*sys.modules); print(*(line.split()[-1] for line in open('/proc/self/maps') if '.so' in line))"
    )
    ended = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True)
    modules, libraries = ended.stdout.splitlines()[-2:]
    assert "PySide6.QtWidgets" in modules.split()
    assert "libQt6Widgets" in libraries
    for part in ("Network", "DBus", "WebEngineCore", "WebSockets"):
        assert f"PySide6.Qt{part}" not in modules.split()
        assert part == "DBus" or f"libQt6{part}" not in libraries  # Qt's own link to the desktop, on this computer
