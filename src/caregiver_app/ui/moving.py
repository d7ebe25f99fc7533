"""Telling of a case in a synced folder, and moving it to a place of this computer alone."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk

if TYPE_CHECKING:
    from caregiver_app.ui.main_window import MainWindow


class Moving(QObject):
    """Move the open case: it is closed, copied and compared, and opened at its new place."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def tell(self, desk: Desk) -> bool:
        """Say once of a case that its folder is synced, with a way out; answer whether it was said."""
        from caregiver_app.casebook.moving import to_be_told, warning

        service = to_be_told(desk.book)
        if service:
            desk.notices.tell(warning(service), kind="care", action=_("Move the case to this computer"), act=self.start)
        return bool(service)

    def start(self) -> None:
        """Let go of the case and copy it to the program's own place under its own name, or another that is free."""
        from caregiver_app.casebook.moving import move_case
        from caregiver_app.synced import sync_service

        window = self._window
        if window.door.book is None:
            return
        if not sync_service(window.door.book.folder):
            window.notices.tell(_("As far as this program can tell, the case is on this computer alone already."))
            return
        folder = window.door.book.folder
        target = window.door.free_folder(folder.name)
        if not window.door.leave(self.start):
            return
        window.welcome.wait(True)
        window.jobs.start(
            partial(move_case, folder, target),
            done=lambda _none: self._on_moved(folder, target),
            failed=partial(self._on_failed, folder),
            ended=lambda: window.welcome.wait(False),
            label=_("Moving the case"),
            for_case=False,
        )

    def _on_moved(self, folder: Path, target: Path) -> None:
        window = self._window
        rest = tuple(known for known in window.preferences.now.recent if known != str(folder))
        try:
            window.preferences.change(recent=rest)
        except CaregiverError as problem:
            window.notices.tell_trouble(problem)
        window.case_shown.connect(partial(self._say, target), Qt.ConnectionType.SingleShotConnection)
        window.door.open(target)

    def _say(self, target: Path) -> None:
        words = _("The case is now in “{folder}”, on this computer alone. The old folder is still there, with a note.")
        self._window.notices.tell_done(words.format(folder=target.name))

    def _on_failed(self, folder: Path, problem: CaregiverError) -> None:
        self._window.notices.tell_trouble(
            problem, action=_("Open it again"), act=partial(self._window.door.open, folder)
        )
