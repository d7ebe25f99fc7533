"""Make as many gestures as a busy hour has, at the real window: one each five seconds, without the pauses."""

import sys
import time
import traceback
from pathlib import Path

from busy_family import BusyFamily

from caregiver_app.app import Asked, start


def spend(folder: Path, wanted: int) -> None:
    """Visit again and again until so many gestures were made, and tell of them."""
    program = start(Asked(None, False, folder / "home", ""))
    family = BusyFamily(program, folder)
    began = time.monotonic()
    try:
        while family.gestures.total() < wanted:
            for what, gesture in family.visit():
                family.do(what, gesture)
                if family.gestures.total() >= wanted:
                    break
        family.close_dialogs()
        program.window.close()
    except Exception:
        traceback.print_exc()  # the program would show it in a dialog
        raise
    finally:
        program.jobs.stop()
    for words in family.told:
        print("A mistake of ours:", words)
    print(f"{family.gestures.total()} gestures in {time.monotonic() - began:.0f} s: {dict(family.gestures)}")


if __name__ == "__main__":
    spend(Path(sys.argv[1]), int(sys.argv[2]))
