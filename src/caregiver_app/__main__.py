"""Open the window: `python -m caregiver_app [CASE_DIR]`; also where a bundled program starts.

Every child process loads this module again, so it loads nothing by itself: a child that reads a file needs no window.
"""

from caregiver_app.bundled import serve_as_child


def main() -> int:
    """Serve as a child process when a bundle was started as one; open the window otherwise."""
    serve_as_child()
    from caregiver_app.app import run

    return run()


if __name__ == "__main__":
    raise SystemExit(main())
