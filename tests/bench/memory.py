"""The memory of the window with the sample case, once it rests, against a bare Qt window of the same interpreter."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from harness import Row

BARE_WINDOW: Final = Path(__file__).with_name("bare_window.py")
_LOOK_EVERY: Final = 0.5
_CALM_LOOKS: Final = 6
"""A process rests that has done nothing for so many looks."""
_DEADLINE: Final = 120.0


def measure(folder: Path) -> list[Row]:
    """Open both windows, wait until they rest, and read what each has in memory, shared parts counted in."""
    if not Path("/proc/self/stat").exists():
        print("The memory of a window is measured on Linux only.", file=sys.stderr)
        return []
    from caregiver_app.casebook.sample import make_sample

    case = folder / "Sample case"
    make_sample(case)
    ours = _resting(folder, "-m", "caregiver_app", str(case))
    floor = _resting(folder, str(BARE_WINDOW), "--stay")
    return [Row("memory idle", ours / 1e6, "MB", goal=3.0, floor=floor / 1e6, ratio=ours / floor)]


def _resting(home: Path, *arguments: str) -> int:
    """Return how many bytes a program has in memory once it rests."""
    variables = os.environ | {"CAREGIVER_HOME": str(home / "home")}
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = subprocess.Popen(
        [sys.executable, *arguments], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        before, calm, deadline = -1, 0, time.monotonic() + _DEADLINE
        while calm < _CALM_LOOKS and time.monotonic() < deadline:
            time.sleep(_LOOK_EVERY)
            now = _ticks(program.pid)
            calm = calm + 1 if now - before <= 1 else 0
            before = now
        if calm < _CALM_LOOKS:
            raise RuntimeError("the window did not come to rest")
        status = Path(f"/proc/{program.pid}/status").read_text()
    finally:
        program.kill()
        program.wait()
    return int(dict(line.split(":", 1) for line in status.splitlines())["VmRSS"].split()[0]) * 1024


def _ticks(process: int) -> int:
    """Return how long a process has worked, in the ticks of the system."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
