"""First window, and the sample case shown, against a bare Qt window of the same interpreter: whole processes.

Where `dev.py package` has put a bundle together, its first window, too.
"""

import os
import subprocess
import sys
from pathlib import Path

from harness import Row, Side, Work, compare

BARE_WINDOW = Path(__file__).with_name("bare_window.py")
BUNDLE = Path(__file__).parents[2] / "build" / "caregiver-organizer" / "caregiver-app"


def measure(folder: Path) -> list[Row]:
    """Start, paint, end."""
    from caregiver_app.casebook.sample import make_sample

    case = folder / "Sample case"
    make_sample(case)
    python = sys.executable
    bare = _process(python, str(BARE_WINDOW))
    painted = _process(python, "-m", "caregiver_app", "--exit-after", "painted")
    shown = _process(python, "-m", "caregiver_app", str(case), "--exit-after", "shown")
    rows = [
        compare("first window", painted, bare, goal=2.0, pairs=7, warm_up=1),
        compare("case shown", shown, bare, goal=8.0, pairs=7, warm_up=1),
    ]
    if BUNDLE.exists():
        installed = _process(str(BUNDLE), "--exit-after", "painted")
        rows.append(compare("installed: window", installed, bare, goal=3.0, pairs=7, warm_up=1))
    else:
        print("There is no bundle to measure; dev.py package makes one.", file=sys.stderr)
    return rows


def _process(*command: str) -> Side:
    def ready(home: Path) -> Work:
        variables = os.environ | {"CAREGIVER_HOME": str(home)}
        if sys.platform == "linux":
            variables.setdefault("QT_QPA_PLATFORM", "offscreen")
        return lambda: subprocess.run(command, env=variables, check=True, capture_output=True, timeout=120)

    return ready
