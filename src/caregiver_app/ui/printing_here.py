"""Print what is shown: the page draws it into a working file, and the system's dialog asks how it is printed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from caregiver_app.fsops import told_plainly, unused
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.workroom import WorkRoom

if TYPE_CHECKING:
    from caregiver_app.ui.main_window import MainWindow
    from caregiver_app.ui.packet.printing import Printing

Draw = Callable[[Path], range | None]
"""Write a PDF to a path, and answer which of its pages are meant; None for all."""

_NAME: Final = "print.pdf"


class PrintHere(QObject):
    """Print from any page. Working files lie in a private folder and are gone when the case is closed."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._room = WorkRoom(window.preferences.home)
        self.printing: Printing | None = None
        window.door.closed.connect(self._room.close)
        window.closing.connect(self._room.close)

    def start(self) -> None:
        """Draw what the page that is shown is on paper, then ask how it is printed."""
        window, desk = self._window, self._window.desk
        draw = window.page(window.shown_page).to_print() if desk is not None and window.shown_page else None
        if desk is None or draw is None:
            window.notices.tell(_("There is nothing on this page that could be printed yet."))
            return
        with told_plainly(self._room_home()):
            target = unused(self._room.folder / _NAME)
        desk.notices.clear_done()
        desk.jobs.start(
            partial(_drawn, draw, target),
            done=partial(self._print, target),
            failed=desk.notices.tell_trouble,
            label=_("Drawing the pages to print"),
        )

    def _room_home(self) -> Path:
        return self._window.preferences.home

    def _print(self, file: Path, only: range | None) -> None:
        from caregiver_app.ui.packet.printing import print_packet  # what prints is loaded when something is printed

        if self._window.desk is not None:
            self.printing = print_packet(self._window, self._window.desk, [file], only=only)


def _drawn(draw: Draw, target: Path, _progress: Progress) -> range | None:
    return draw(target)
