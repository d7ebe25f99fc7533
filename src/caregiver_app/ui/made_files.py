"""Files that were made here: drawn beside the window, and opened with whatever the computer opens them with."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from caregiver_app.casebook.outside import may_be_opened
from caregiver_app.progress import Progress


def drawn(draw: Callable[[], int], progress: Progress) -> int:
    """Draw a file that is soon done and return how many pages it has; made for `Jobs`."""
    progress(0, 0, "")
    return draw()


def open_file(target: Path) -> bool:
    """Open a file, or show a folder, with the program the computer has for it; answer whether there is one.

    A file that could run something, or is not what its name says, is shown in its folder instead.
    """
    shown = target if target.is_dir() or may_be_opened(target) else target.parent
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))
