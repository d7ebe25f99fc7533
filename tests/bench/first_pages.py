"""Each page of a case of 300 papers and 500 records, gone to for the first time: how long that holds the window.

What the window does to show a page is counted by its thread's own time, in a process in which no page was made before.
"""

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final

from harness import Row

from large_case import large_case

HELD: Final = 200.0
"""Milliseconds the window may be silent."""

_PROCESSES: Final = 5


def measure(folder: Path) -> list[Row]:
    """Go to every page in some processes, and take the middle of the times of each page."""
    case = large_case(folder / "case")
    alone = [sys.executable, str(Path(__file__).with_name("first_pages_alone.py")), str(case)]
    rounds = []
    for _process in range(_PROCESSES):
        ended = subprocess.run(alone, check=True, stdout=subprocess.PIPE, timeout=300)
        rounds.append(json.loads(ended.stdout))
    return [Row(f"first {key}", statistics.median(one[key] for one in rounds), "ms", goal=HELD) for key in rounds[0]]
