"""Open a case, go once to each page, and print how many milliseconds the window's thread worked for it."""

import json
import sys
import time
from pathlib import Path

from windows import Windows, settle


def main() -> None:
    """Measure, as in a window whose pages were loaded beside it once the case was shown."""
    from caregiver_app.progress import silent
    from caregiver_app.ui.pages import PAGES, load

    windows = Windows()
    window = windows.open(Path(sys.argv[1]), PAGES[0].key)
    load(silent)
    took = {}
    for kind in PAGES[1:]:
        begin = time.thread_time()
        window.go(kind.key)
        settle()
        took[kind.key] = (time.thread_time() - begin) * 1000
        while window.jobs.open:
            settle()
    windows.close()
    print(json.dumps(took))


if __name__ == "__main__":
    main()
