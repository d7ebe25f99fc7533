"""Open the sample case where the screen is scaled, go to every page at several text sizes, and print what is cut off.

`python every_page_scaled.py HOME`, with QT_SCALE_FACTOR set: Qt reads it once, as a process begins.
"""

import json
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from caregiver_app.app import Asked, start
from caregiver_app.ui.pages import PAGES

sys.path.insert(0, str(Path(__file__).parents[2]))

from looks import clipped

PERCENTS: Final = (80, 115, 175, 200)
"""Of 11 points: about 9, 12, 18 and 24 points would be; ours end at 22."""
SIZES: Final = ((1280, 720), (1024, 600))


def main(home: Path) -> None:
    """Print the troubles by size, text size and page, and how large a pixel of the window is on the screen."""
    program = start(Asked(home / "case", sample=True, data_dir=home, exit_after=""))
    window, found = program.window, {}
    while window.desk is None or program.jobs.open:
        QApplication.processEvents()
    for wide, high in SIZES:
        for percent in PERCENTS:
            program.theme.use("light", percent)
            window.resize(wide, high)
            for page in PAGES:
                window.go(page.key)
                for _pass in range(4):
                    QApplication.processEvents()
                frame = window.page(page.key).parentWidget().parentWidget()
                troubles = clipped(window) + (["scrolls sideways"] if frame.horizontalScrollBar().maximum() else [])
                if troubles:
                    found[f"{wide}×{high}, {percent} %, {page.key}"] = troubles
    print(json.dumps({"scale": window.devicePixelRatioF(), "found": found}))
    window.close()
    program.jobs.stop()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
