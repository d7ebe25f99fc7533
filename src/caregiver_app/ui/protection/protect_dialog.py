"""Protect a case: choose a passphrase, make the recovery sheet, type its code back. Nothing is changed before that."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.protection.choosing import ChoosingPassphrase
from caregiver_app.ui.protection.sheet_steps import SheetStep, TypeBackStep
from caregiver_app.ui.protection.steps_dialog import Step, StepsDialog
from caregiver_app.ui.text import hint, label

if TYPE_CHECKING:
    from caregiver_app.casebook.protection import Protection


class PassphraseStep(Step):
    """Choose a passphrase and hand it to `take`, with what is to be called when it is taken."""

    def __init__(
        self,
        choosing: ChoosingPassphrase,
        take: Callable[[str, Callable[[], object]], object],
        said: Sequence[str],
        main_words: str,
        words: str = "",
    ) -> None:
        super().__init__(words or _("Choose a passphrase"), main_words)
        self.choosing, self._take = choosing, take
        for sentence in said:
            self.column.addWidget(label(sentence))
        self.column.addWidget(choosing)
        self.column.addWidget(hint(_("The passphrase is kept nowhere. Nobody can look it up for you.")))
        self.column.addStretch(1)

    def start(self) -> None:
        """Begin at the passphrase."""
        self.choosing.start()

    def go(self, then: Callable[[], object]) -> None:
        """Hand over what was chosen, or say in place what is to be put right."""
        passphrase = self.choosing.chosen()
        if passphrase is not None:
            self._take(passphrase, then)

    def clear(self) -> None:
        """Let go of what was typed."""
        self.choosing.clear()


class ProtectDialog(StepsDialog):
    """Make keys, see them safe on a sheet, and hand them to `use`.

    `folder` is the name that stands on the sheet, `own_words` are what a stranger would try first.
    """

    def __init__(
        self,
        jobs: Jobs,
        case: Path,
        own_words: Sequence[str],
        use: "Callable[[Protection], object]",
        parent: QWidget,
        *,
        paper: str = "a4",
    ) -> None:
        super().__init__(_("Protect with a passphrase"), jobs, parent)
        self._use = use
        self._made: Protection | None = None
        self._made_with = ""
        self.choosing = ChoosingPassphrase(jobs, own_words)
        said = (
            _("With a passphrase, nobody who has this computer, or a copy of the case, can read it without you."),
            _("You type it each time you open the case."),
        )
        self.passphrase_step = PassphraseStep(self.choosing, self._take, said, _("Go on"))
        self.sheet_step = SheetStep(jobs, lambda: case, self._code, paper)
        self.back_step = TypeBackStep(self._code, _("Switch on"))
        self.set_steps((self.passphrase_step, self.sheet_step, self.back_step))

    def finish(self) -> None:
        """Hand the keys over and close."""
        made = self._made
        assert made is not None
        self._made = None
        self.accept()
        self._use(made)

    def _code(self) -> str:
        return self._made.code if self._made is not None else ""

    def _take(self, passphrase: str, then: Callable[[], object]) -> None:
        if self._made is not None and self._made_with == passphrase:
            then()
            return

        def keep(made: "Protection") -> None:
            self._made, self._made_with = made, passphrase
            then()

        self.run(partial(_prepared, passphrase), keep, _("Making the keys …"))

    def done(self, result: int) -> None:
        """Let go of the keys too."""
        super().done(result)
        self._made, self._made_with = None, ""


def _prepared(passphrase: str, progress: Progress) -> "Protection":
    from caregiver_app.casebook.protection import prepare

    progress(0, 0, "")
    return prepare(passphrase, apart=True)
