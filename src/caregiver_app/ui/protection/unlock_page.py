"""Asks for the passphrase of a case, in the window itself: nothing waits, nothing runs out."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.ui.jobs import Job, Jobs
from caregiver_app.ui.protection.gate_page import GatePage
from caregiver_app.ui.secret_fields import name_of, secret_edit, show_box
from caregiver_app.ui.text import button, hint, label
from caregiver_app.ui.theme import SPACE_1

if TYPE_CHECKING:
    from caregiver_app.store.keys import Keys

LANE = "keys"


class UnlockPage(GatePage):
    """Open the keys of a case with what is typed and hand them to `opened`. `said` stands beneath the title."""

    def __init__(
        self,
        jobs: Jobs,
        folder: Path,
        said: str,
        *,
        opened: "Callable[[Keys], object]",
        recover: Callable[[], object],
        back: Callable[[], object],
    ) -> None:
        super().__init__(_("Open a protected case"))
        self._jobs, self.folder, self._opened = jobs, folder, opened
        self._job: Job | None = None
        self.said = label(said)
        self.passphrase = secret_edit(_("Passphrase"))
        self.passphrase.textEdited.connect(lambda _text: self.say("", self.passphrase))
        self.passphrase.returnPressed.connect(self.open)
        self.show_box = show_box(self.passphrase)
        self.open_button = button(_("Open"), self.open, "main")
        self.recover_button = button(_("Use the recovery sheet"), recover, "large")
        self.back_button = button(_("Back"), back, "large")
        self._lay_out(said)

    def start(self) -> None:
        """Begin at the passphrase."""
        self.passphrase.setFocus()

    def open(self) -> None:
        """Try the passphrase off the UI thread."""
        if self._job is not None:
            return
        typed = self.passphrase.text()
        if not typed.strip():
            self.say(_("Type the passphrase of this case."), self.passphrase)
            return
        self.say("", self.passphrase)
        self._show_busy(True)
        self._job = self._jobs.start(
            partial(_unlocked, self.folder, typed),
            done=self._on_unlocked,
            failed=self._on_failed,
            ended=self._on_ended,
            for_case=False,
            lane=LANE,
        )
        self.destroyed.connect(self._job.cancel)

    @Slot(object)
    def _on_unlocked(self, keys: "Keys") -> None:
        self.passphrase.clear()
        self._opened(keys)

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self._on_ended()
        self.say(str(problem), self.passphrase)

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._show_busy(False)

    def _show_busy(self, is_busy: bool) -> None:
        self.show_busy(_("Trying the passphrase …") if is_busy else "")
        self.passphrase.setReadOnly(is_busy)
        self.open_button.setEnabled(not is_busy)

    def _lay_out(self, said: str) -> None:
        self.column.addWidget(label(self.folder.name or str(self.folder), "section", narrow=True))
        self.said.setVisible(bool(said))
        self.column.addWidget(self.said)
        asked = QWidget()
        within = QVBoxLayout(asked)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(SPACE_1)
        within.addWidget(name_of(self.passphrase))
        within.addWidget(self.passphrase)
        within.addWidget(self.show_box)
        self.column.addWidget(asked)
        self.add_foot((self.open_button, self.recover_button, self.back_button))
        self.column.addWidget(hint(_("Take your time. You can try as often as you like.")))


def _unlocked(folder: Path, typed: str, progress: Progress) -> "Keys":
    from caregiver_app.casebook.protection import unlock

    progress(0, 0, "")
    return unlock(folder, typed, apart=True)
