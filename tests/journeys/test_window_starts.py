"""The real program is started as a family starts it, and the command line finds what the window made."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CALL = "import sys; from caregiver_app.cli import main; sys.exit(main(sys.argv[1:]))"


def started(*words: object, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own with a home of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CAREGIVER_HOME": str(home)}
    return subprocess.run(
        [sys.executable, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )


@pytest.mark.thorough
def test_the_sample_case_opens_in_the_window_and_its_packet_is_made_from_the_command_line(tmp_path: Path) -> None:
    case = tmp_path / "a sample case"
    shown = started("-m", "caregiver_app", "--sample", case, "--exit-after", "shown", home=tmp_path / "home")
    assert (shown.returncode, shown.stdout.strip()) == (0, "shown"), shown.stderr
    made = started(
        "-c", CALL, "packet", case, "-o", tmp_path / "packet.pdf", "--as-of", "2026-11-21", "--json", home=tmp_path
    )
    assert made.returncode == 3, made.stderr
    told = json.loads(made.stdout)
    assert [document["number"] for document in told["documents"] if not document["included"]] == ["D-018"]
    assert (tmp_path / "packet.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.thorough
def test_two_samples_give_the_same_packet_byte_for_byte(tmp_path: Path) -> None:
    packets = []
    for name in ("one", "two"):
        assert started("-c", CALL, "sample", tmp_path / name, home=tmp_path).returncode == 0
        target = tmp_path / f"{name}.pdf"
        started("-c", CALL, "packet", tmp_path / name, "-o", target, "--as-of", "2026-11-21", home=tmp_path)
        packets.append(target.read_bytes())
    assert packets[0] == packets[1]


@pytest.mark.thorough
def test_a_case_open_in_the_window_is_refused_to_the_command_line_in_a_sentence(tmp_path: Path) -> None:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.person import Person

    with Casebook.create(tmp_path / "case", Person(name="Ana Novak")):
        refused = started("-c", CALL, "list", tmp_path / "case", "timeline", home=tmp_path)
    assert refused.returncode == 1
    assert "open in another window" in refused.stderr
