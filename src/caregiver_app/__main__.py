"""Open the window: `python -m caregiver_app [CASE_DIR]`; also where a bundled program starts.

Every child process loads this module again, so it loads nothing by itself: a child that reads a file needs no window.
"""

from caregiver_app.bundled import serve_as_child
from caregiver_app.waste import look_no_more, look_seldom


def main() -> int:
    """Serve as a child process when a bundle was started as one; open the window otherwise."""
    serve_as_child()
    look_seldom()
    from caregiver_app.ui.importing import load_as_python_does

    load_as_python_does()
    from caregiver_app.app import run

    outcome = run()
    look_no_more()
    return outcome


if __name__ == "__main__":
    raise SystemExit(main())
