"""What is done with the keys of an open case: another passphrase, another recovery sheet, no passphrase any more."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.protection.choosing import ChoosingPassphrase
from caregiver_app.ui.protection.protect_dialog import PassphraseStep
from caregiver_app.ui.protection.sheet_steps import SheetStep, TypeBackStep
from caregiver_app.ui.protection.steps_dialog import Step, StepsDialog
from caregiver_app.ui.secret_fields import name_of, secret_edit, show_box
from caregiver_app.ui.text import label
from caregiver_app.ui.theme import SPACE_1

if TYPE_CHECKING:
    from caregiver_app.store.keys import Keys


class ChangePassphraseDialog(StepsDialog):
    """Choose another passphrase for the open case."""

    def __init__(self, desk: Desk, own_words: Sequence[str]) -> None:
        super().__init__(_("Change the passphrase"), desk.jobs, desk.window)
        self._desk = desk
        self.choosing = ChoosingPassphrase(desk.jobs, own_words)
        said = (
            _("From then on only the new passphrase opens this case. Your recovery sheet goes on working."),
            _("Copies of the case made before still open with the old one."),
        )
        self.set_steps((PassphraseStep(self.choosing, self._take, said, _("Change it"), _("Change the passphrase")),))

    def finish(self) -> None:
        """Close and say that it is so."""
        self.accept()
        self._desk.notices.tell_done(_("The new passphrase is in force from now on."))

    def _take(self, passphrase: str, then: Callable[[], object]) -> None:
        book = self._desk.book
        assert book.keys is not None
        work = partial(_changed, book.folder, book.keys, passphrase)
        self.run(work, lambda _none: then(), _("Taking the new passphrase …"))


class NewSheetDialog(StepsDialog):
    """Make another recovery sheet for the open case; the one before stops working when its code is typed back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("New recovery sheet"), desk.jobs, desk.window)
        self._desk = desk
        self._code, self._wrapped = "", b""
        self.begin_step = _BeginStep(self._make)
        self.sheet_step = SheetStep(desk.jobs, lambda: desk.book.folder, lambda: self._code, desk.preferences.now.paper)
        self.back_step = TypeBackStep(lambda: self._code, _("Use the new sheet"))
        self.set_steps((self.begin_step, self.sheet_step, self.back_step))

    def finish(self) -> None:
        """Let the new code open the case, and say so; or say what stands in the way."""
        from caregiver_app.casebook.protection import put_recovery

        try:
            put_recovery(self._desk.book.folder, self._wrapped)
        except CaregiverError as problem:
            self.say(str(problem))
            return
        self.accept()
        self._desk.notices.tell_done(
            _("The new recovery sheet works from now on. The old one no longer opens this case: tear it up.")
        )

    def done(self, result: int) -> None:
        """Let go of the code too."""
        super().done(result)
        self._code, self._wrapped = "", b""

    def _make(self, then: Callable[[], object]) -> None:
        keys = self._desk.book.keys
        assert keys is not None

        def keep(made: tuple[str, bytes]) -> None:
            self._code, self._wrapped = made
            then()

        if self._code:
            then()
        else:
            self.run(partial(_new_code, keys), keep, _("Making a new code …"))


class _BeginStep(Step):
    """Say what a new sheet means before one is made."""

    def __init__(self, make: Callable[[Callable[[], object]], object]) -> None:
        super().__init__(_("New recovery sheet"), _("Make one"))
        self._make = make
        for words in (
            _("Make a new sheet if the old one is lost, or if somebody may have seen it."),
            _("The old sheet works until you have typed the code of the new one back. Your passphrase stays as it is."),
        ):
            self.column.addWidget(label(words))
        self.column.addStretch(1)

    def go(self, then: Callable[[], object]) -> None:
        """Make the code."""
        self._make(then)


class TakeOffDialog(StepsDialog):
    """Ask for the passphrase before it is taken off, and call `use` with the keys."""

    def __init__(self, desk: Desk, use: "Callable[[Keys], object]") -> None:
        super().__init__(_("Take the passphrase off"), desk.jobs, desk.window)
        self._desk, self._use = desk, use
        self._keys: Keys | None = None
        self.ask_step = _AskStep(self._try)
        self.set_steps((self.ask_step,))

    def finish(self) -> None:
        """Hand the keys over and close."""
        keys, self._keys = self._keys, None
        assert keys is not None
        self.accept()
        self._use(keys)

    def _try(self, typed: str, then: Callable[[], object]) -> None:
        def keep(keys: "Keys") -> None:
            self._keys = keys
            then()

        self.run(partial(_unlocked, self._desk.book.folder, typed), keep, _("Trying the passphrase …"))


class _AskStep(Step):
    def __init__(self, attempt: Callable[[str, Callable[[], object]], object]) -> None:
        super().__init__(_("Take the passphrase off"), _("Take it off"))
        self._attempt = attempt
        self.passphrase = secret_edit(_("Passphrase"))
        self.passphrase.textChanged.connect(lambda _text: self.changed.emit())
        for part in (
            label(_("Then anybody who has this computer, or a copy of the case folder, can read everything in it.")),
            label(_("Nothing in the case is lost by it. You can protect it again at any time.")),
        ):
            self.column.addWidget(part)
        asked = QVBoxLayout()
        asked.setSpacing(SPACE_1)
        parts: tuple[QWidget, ...] = (name_of(self.passphrase), self.passphrase, show_box(self.passphrase))
        for field in parts:
            asked.addWidget(field)
        self.column.addLayout(asked)
        self.column.addStretch(1)

    @property
    def is_ready(self) -> bool:
        """Whether something is typed."""
        return bool(self.passphrase.text().strip())

    def start(self) -> None:
        """Begin at the passphrase."""
        self.passphrase.setFocus()
        self.passphrase.selectAll()

    def go(self, then: Callable[[], object]) -> None:
        """Try what is typed."""
        self._attempt(self.passphrase.text(), then)

    def clear(self) -> None:
        """Let go of what was typed."""
        self.passphrase.clear()


def _changed(folder: Path, keys: "Keys", passphrase: str, progress: Progress) -> None:
    from caregiver_app.casebook.protection import change_passphrase

    progress(0, 0, "")
    change_passphrase(folder, keys, passphrase, apart=True)


def _new_code(keys: "Keys", progress: Progress) -> tuple[str, bytes]:
    from caregiver_app.casebook.protection import new_recovery

    progress(0, 0, "")
    return new_recovery(keys, apart=True)


def _unlocked(folder: Path, typed: str, progress: Progress) -> "Keys":
    from caregiver_app.casebook.protection import unlock

    progress(0, 0, "")
    return unlock(folder, typed, apart=True)
