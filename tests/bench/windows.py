"""The real window, driven from outside: one case at a time, and how long it takes until it is painted."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from harness import Side, Work, room


class Windows:
    """Open a case in the real window, one at a time."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        from caregiver_app.ui.theme import Theme
        from caregiver_app.waste import look_seldom

        if sys.platform == "linux":
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        look_seldom()  # as the program does
        self.application = QApplication.instance() or QApplication([])
        self._theme = Theme(self.application, "light", 100)
        self._open: Any = None

    def open(self, case: Path, page: str) -> Any:
        """Return a window that shows this page of a case."""
        from caregiver_app.settings import Preferences
        from caregiver_app.ui.door import Door
        from caregiver_app.ui.jobs import Jobs
        from caregiver_app.ui.main_window import MainWindow

        self.close()
        with room() as home:
            preferences = Preferences(home / "settings.json")
            preferences.change(page=page)
            jobs = Jobs()
            self._open = MainWindow(Door(preferences, jobs, home), preferences, self._theme, jobs)
            self._open.show()
            self._open.door.open(case)
            while self._open.desk is None:
                self.application.processEvents()
        settle()
        return self._open

    def shows(self, case: Path) -> Side:
        """Return the work of going to the timeline of a case that is open, until it is painted."""

        def ready(_room: Path) -> Work:
            window = self.open(case, "overview")

            def show() -> None:
                window.go("timeline")
                settle()

            return show

        return ready

    def close(self) -> None:
        """Put the window away."""
        if self._open is not None:
            self._open.door.leave()
            self._open.jobs.stop()
            self._open.deleteLater()
            self._open = None
            settle()


@contextmanager
def timed() -> Iterator[Any]:
    """Time a block; what is yielded says how many milliseconds it took."""
    start = time.perf_counter()
    end = start
    yield lambda: (end - start) * 1000
    end = time.perf_counter()


def settle() -> None:
    """Let everything happen that waits to: layouts, paints, what was asked to go."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
