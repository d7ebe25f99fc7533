"""Open the window: `python -m caregiver_app [CASE_DIR]`; also where a bundled program starts."""

import sys

from caregiver_app.app import run


def main() -> int:
    """Serve as a child process when a bundle was started as one; open the window otherwise."""
    if "--multiprocessing-fork" in sys.argv:  # loading it costs a tenth of the start, and only a child needs it
        from multiprocessing import freeze_support

        freeze_support()
    return run()


if __name__ == "__main__":
    raise SystemExit(main())
