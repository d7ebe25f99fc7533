"""First window, and the sample case shown, against a bare Qt window of the same interpreter: whole processes."""

import os
import subprocess
import sys
from pathlib import Path

from harness import Row, Side, Work, compare

BARE_WINDOW = Path(__file__).with_name("bare_window.py")


def measure(folder: Path) -> list[Row]:
    """Start, paint, end."""
    from caregiver_app.casebook.sample import make_sample

    case = folder / "Sample case"
    make_sample(case)
    bare = _process(str(BARE_WINDOW))
    painted = _process("-m", "caregiver_app", "--exit-after", "painted")
    shown = _process("-m", "caregiver_app", str(case), "--exit-after", "shown")
    return [
        compare("first window", painted, bare, goal=2.0, pairs=7, warm_up=1),
        compare("case shown", shown, bare, goal=8.0, pairs=7, warm_up=1),
    ]


def _process(*arguments: str) -> Side:
    def ready(home: Path) -> Work:
        variables = os.environ | {"CAREGIVER_HOME": str(home)}
        if sys.platform == "linux":
            variables.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [sys.executable, *arguments]
        return lambda: subprocess.run(command, env=variables, check=True, capture_output=True, timeout=120)

    return ready
