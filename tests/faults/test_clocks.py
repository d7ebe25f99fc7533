"""Time deletes nothing: whatever the clock says, what was typed stays as it was typed."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tallying import Tally

TESTS = Path(__file__).parents[1]
STORY = TESTS / "faults" / "stories" / "another_clock.py"


@pytest.mark.fault("faketime")
def test_no_jump_of_the_clock_removes_or_changes_anything(tmp_path: Path, tally_of: Callable[[str], Tally]) -> None:
    tally = tally_of("the clock jumps")
    done = subprocess.run(
        ["faketime", "-f", "+0", sys.executable, STORY, tmp_path],
        env=os.environ | {"FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    jumps = done.stdout.count("the fault fired")
    tally.injected(fired=jumps > 0, times=jumps)
    with tally.nothing_lost("a jump of the clock"):
        assert done.stdout.endswith("nothing lost\n"), done.stdout + done.stderr
    tally.require(fired=16)
