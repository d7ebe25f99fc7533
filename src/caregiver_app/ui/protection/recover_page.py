"""Opens a case with the code of its recovery sheet, and gives it a new passphrase before it is opened."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.ui.jobs import Job, Jobs
from caregiver_app.ui.protection.choosing import ChoosingPassphrase
from caregiver_app.ui.protection.code_fields import CodeFields
from caregiver_app.ui.protection.gate_page import GatePage
from caregiver_app.ui.protection.unlock_page import LANE
from caregiver_app.ui.text import button, hint, label, rename

if TYPE_CHECKING:
    from caregiver_app.store.keys import Keys


class RecoverPage(GatePage):
    """Take the code, then a new passphrase; hand the keys to `opened`, with whether the passphrase is a new one."""

    def __init__(
        self, jobs: Jobs, folder: Path, *, opened: "Callable[[Keys, bool], object]", back: Callable[[], object]
    ) -> None:
        super().__init__(_("Use the recovery sheet"))
        self._jobs, self.folder, self._opened = jobs, folder, opened
        self._job: Job | None = None
        self._keys: Keys | None = None
        self.fields = CodeFields()
        self.fields.changed.connect(lambda: self.say(""))
        self.fields.confirmed.connect(self.go_on)
        self.choosing = ChoosingPassphrase(jobs, (folder.name,))
        self.choosing.confirmed.connect(self.go_on)
        self.main_button = button(_("Go on"), self.go_on, "main")
        self.anyway_button = button(_("Open it this once with the sheet"), self._open_anyway, "large")
        self.back_button = button(_("Back"), back, "large")
        self._asked = label(_("Type the seven groups of the code as they stand on the sheet."))
        self._hint = hint(_("Small letters are fine. You can also paste the whole code into the first group."))
        for part in (label(folder.name or str(folder), "section", narrow=True), self._asked, self.fields,
                     self.choosing, self._hint):  # fmt: skip
            self.column.addWidget(part)
        self.choosing.hide()
        self.anyway_button.hide()
        self.add_foot((self.main_button, self.anyway_button, self.back_button))

    def start(self) -> None:
        """Begin at the first group, or at the passphrase."""
        part: Any = self.fields if self._keys is None else self.choosing.first
        part.setFocus()

    def go_on(self) -> None:
        """Try the code, or take the new passphrase, off the UI thread."""
        if self._job is not None:
            return
        self.say("")
        if self._keys is None:
            if not self.fields.is_whole:
                self.say(self.fields.what_is_missing(), self.fields.first_missing().edit)
                return
            self._start(partial(_recovered, self.folder, self.fields.code), self._on_recovered, _("Trying the code …"))
            return
        passphrase = self.choosing.chosen()
        if passphrase is not None:
            words = _("Taking the new passphrase …")
            self._start(partial(_changed, self.folder, self._keys, passphrase), self._on_taken, words)

    def _start(self, work: Callable[[Progress], Any], done: Callable[[Any], object], words: str) -> None:
        self._show_busy(words)
        self._job = self._jobs.start(
            work, done=done, failed=self._on_failed, ended=self._on_ended, for_case=False, lane=LANE
        )
        self.destroyed.connect(self._job.cancel)

    @Slot(object)
    def _on_recovered(self, keys: "Keys") -> None:
        self._keys = keys
        self.fields.clear()
        self.fields.hide()
        self.choosing.show()
        self.title.setText(_("Choose a new passphrase"))
        self.setAccessibleName(_("Choose a new passphrase"))
        self._asked.setText(_("The code is right. From now on the case opens with the passphrase you choose here."))
        self._hint.setText(_("Your records and papers stay as they are. The recovery sheet goes on working."))
        rename(self.main_button, _("Open the case"))
        self._show_busy("")
        self.start()

    @Slot(object)
    def _on_taken(self, _nothing: None) -> None:
        self.choosing.clear()
        assert self._keys is not None
        self._opened(self._keys, True)

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self._on_ended()
        self.say(str(problem), self.fields.first_missing().edit if self._keys is None else None)
        # Where the folder cannot be written to, the family must be able to read all the same.
        self.anyway_button.setVisible(self._keys is not None)

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._show_busy("")

    def _open_anyway(self) -> None:
        if self._keys is not None and self._job is None:
            self.choosing.clear()
            self._opened(self._keys, False)

    def _show_busy(self, words: str) -> None:
        self.show_busy(words)
        parts: tuple[QWidget, ...] = (self.fields, self.choosing, self.main_button, self.anyway_button)
        for part in parts:
            part.setEnabled(not words)


def _recovered(folder: Path, code: str, progress: Progress) -> "Keys":
    from caregiver_app.casebook.protection import recover

    progress(0, 0, "")
    return recover(folder, code, apart=True)


def _changed(folder: Path, keys: "Keys", passphrase: str, progress: Progress) -> None:
    from caregiver_app.casebook.protection import change_passphrase

    progress(0, 0, "")
    change_passphrase(folder, keys, passphrase, apart=True)
