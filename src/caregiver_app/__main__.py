"""Open the window: `python -m caregiver_app [CASE_DIR]`; also where a bundled program starts.

Every child process loads this module again, so it loads nothing by itself: a child that reads a file needs no window.
"""

import sys

from caregiver_app.waste import look_no_more, look_seldom


def main() -> int:
    """Serve as a child process when a bundle was started as one; open the window otherwise."""
    if "--multiprocessing-fork" in sys.argv:  # loading it costs a tenth of the start, and only a child needs it
        from multiprocessing import freeze_support

        freeze_support()
    look_seldom()
    from caregiver_app.ui.importing import load_as_python_does

    load_as_python_does()
    from caregiver_app.app import run

    outcome = run()
    look_no_more()
    return outcome


if __name__ == "__main__":
    raise SystemExit(main())
