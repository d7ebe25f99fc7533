"""A kill while somebody types costs at most a second of the typing, on a page and in a form."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from runs import faults
from tallying import Tally

STORY = Path(__file__).parent / "stories" / "typing_and_killed.py"
ROUNDS = 200


@pytest.mark.fault
def test_a_kill_while_somebody_types_costs_at_most_a_second_of_it(
    tmp_path: Path, tally_of: Callable[[str], Tally]
) -> None:
    tally, rounds = tally_of("kill while typing"), faults(ROUNDS, 4)
    command = [sys.executable, STORY, tmp_path, str(rounds)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    for _kill in re.findall(r"^killed", told.stdout, re.MULTILINE):
        tally.injected(fired=True)
    with tally.nothing_lost("more than a second of typing"):
        assert told.returncode == 0, told.stdout + told.stderr
    tally.require(fired=rounds)
