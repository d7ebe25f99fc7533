"""Nothing leaves the computer: what libraries would send of their own accord is switched off in every process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caregiver_app import offline
from caregiver_app.child import Child
from caregiver_app.offline import keep_to_this_computer

SILENCED = "ORT_DISABLE_TELEMETRY"


def told_to_be_silent() -> str:
    return os.environ.get(SILENCED, "")


def reach(how: str) -> str:
    """Ask for a socket or an address in a process of its own, after it was told to keep to this computer."""
    program = f"import socket; from caregiver_app.offline import *; refuse_to_reach_out(); {how}; print('reached')"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return ended.stdout.strip() or ended.stderr.splitlines()[-1]


def test_the_reader_of_scans_is_told_to_send_nothing_before_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SILENCED, "")
    with Child() as child:
        assert child.call(told_to_be_silent) == "1"
    keep_to_this_computer()
    assert told_to_be_silent() == "1"


def test_nobody_who_is_installed_beside_us_is_shown_the_records(tmp_path: Path) -> None:
    (tmp_path / "curious.py").write_text("print('let in')\nplugin = None\n")
    (tmp_path / "curious-1.dist-info").mkdir()
    (tmp_path / "curious-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: curious\nVersion: 1\n")
    (tmp_path / "curious-1.dist-info" / "entry_points.txt").write_text("[pydantic]\ncurious = curious:plugin\n")
    program = "from caregiver_app.domain.person import Person; Person(name='Ana Novak')"
    kept = "from caregiver_app.offline import keep_to_this_computer; keep_to_this_computer(); "
    environment = {name: value for name, value in os.environ.items() if name != "PYDANTIC_DISABLE_PLUGINS"}
    for way, said in ((program, "let in\n"), (kept + program, "")):
        command = [sys.executable, "-c", way]
        ended = subprocess.run(
            command, env=environment | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
        )
        assert ended.stdout == said


@pytest.mark.parametrize("way", ["socket.socket()", "socket.socket(socket.AF_INET6)"])
def test_no_socket_that_leads_out_can_be_made(way: str) -> None:
    assert reach(way) == "PermissionError: socket.__new__"


def test_no_address_is_looked_up() -> None:
    assert reach("socket.getaddrinfo('example.org', 80)") == "PermissionError: socket.getaddrinfo"


def test_our_own_processes_can_still_speak_to_each_other() -> None:
    assert reach("socket.socketpair(); socket.socket(socket.AF_UNIX)") == "reached"


def test_printing_stays_on_this_computer_unless_somebody_set_it_up_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    settings = tmp_path / "client.conf"
    monkeypatch.setattr(offline, "_PRINTING_SETTINGS", (settings,))
    for said, printed_through in (("", "/run/cups/cups.sock"), ("ServerName print.example.org\n", None)):
        settings.write_text(said)
        monkeypatch.setenv("CUPS_SERVER", "")
        monkeypatch.delenv("CUPS_SERVER")
        keep_to_this_computer()
        assert os.environ.get("CUPS_SERVER") == printed_through
    monkeypatch.setenv("CUPS_SERVER", "print.example.org")
    keep_to_this_computer()
    assert os.environ["CUPS_SERVER"] == "print.example.org"
