"""The two steps every recovery sheet takes: it is printed, saved or written down, then its code is typed back.

The code is seen only in the first of them: what is typed back must come from the sheet.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from caregiver_app.domain.recovery_code import GROUPS
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.ui.dialog_frame import marked
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.protection.code_fields import CodeFields
from caregiver_app.ui.protection.steps_dialog import Step
from caregiver_app.ui.secret_fields import large_words
from caregiver_app.ui.text import button, hint, label, rename
from caregiver_app.ui.theme import SPACE_2, text_percent
from caregiver_app.ui.where_to_save import ask_where_to_save

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from caregiver_app.packet.recovery_sheet import RecoverySheet

_LANE: Final = "sheet"
_LARGE: Final = 130


class SheetStep(Step):
    """Make the sheet. `code` is the one that goes on it, `case` the folder of the case it opens.

    `choose_target` asks where to save it, `has_printer` and `choose_printer` ask about printing: tests answer there.
    """

    def __init__(self, jobs: Jobs, case: Callable[[], Path], code: Callable[[], str], paper: str) -> None:
        super().__init__(_("Make your recovery sheet"), _("Go on"))
        self._jobs, self._case, self._code, self._paper = jobs, case, code, paper
        self._made_of = ""
        self.choose_target: Callable[[], Path | None] = self._ask_target
        self.has_printer: Callable[[], bool] = _has_printer
        self.choose_printer: Callable[..., Any] = _ask_printer
        self.print_button = button(_("Print it…"), self.print, "large")
        self.save_button = button(_("Save it as a PDF…"), self.save, "large")
        self.show_button = button(_("Show the code, to write it down"), self._turn_code, "link")
        self.shown = large_words("", _("The code"))
        self.shown.setFixedHeight(self.shown.fontMetrics().lineSpacing() * (-(-GROUPS // _across()) + 1))
        self.told = label("")
        self._mark = Mark("good")
        self._lay_out()

    @property
    def is_ready(self) -> bool:
        """Whether there is a sheet, or the code was seen."""
        return bool(self._made_of) and self._made_of == self._code()

    def start(self) -> None:
        """Begin at the first way to make a sheet; a code that is new needs a new sheet."""
        self._show_code(False)
        if not self.is_ready:
            self._tell("")
        self.print_button.setFocus()

    def go(self, then: Callable[[], object]) -> None:
        """Put the code away before it is to be typed."""
        self._show_code(False)
        then()

    def clear(self) -> None:
        """Let nothing of the code stay on the screen."""
        self._show_code(False)

    def save(self) -> None:
        """Ask where the sheet goes, and write it there."""
        target = self.choose_target()
        if target is not None:
            self._run(partial(_saved, self._sheet(), self._case(), target), self._on_saved)

    def print(self) -> None:
        """Ask how the sheet is to be printed, and print it; say what else can be done where there is no printer."""
        if not self.has_printer():
            self._tell(_("This computer knows no printer. Save the sheet as a PDF, or write the code down."), "info")
            return
        self.choose_printer(self, self._sheet(), self._send)

    def _send(self, printer: "QPrinter") -> None:
        self._run(partial(_printed, printer, self._sheet()), self._on_printed)

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        job = self._jobs.start(work, done=done, failed=self._on_failed, for_case=False, lane=_LANE)
        self.destroyed.connect(job.cancel)

    @Slot(object)
    def _on_saved(self, target: Path) -> None:
        words = _("Saved as “{name}” in {folder}. Put it where only people you trust can find it.")
        self._take(words.format(name=target.name, folder=target.parent))

    @Slot(object)
    def _on_printed(self, _pages: int) -> None:
        self._take(_("The sheet went to the printer. Wait until you hold it in your hands."))

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self._tell(str(problem), "stop")

    def _take(self, words: str) -> None:
        self._made_of = self._code()
        self._tell(words, "good")
        self.changed.emit()

    def _tell(self, words: str, shape: str = "none") -> None:
        self.told.setText(words)
        self._mark.set_shape(shape)
        self._told_row.setVisible(bool(words))
        if words:
            announce(self, words, urgent=shape == "stop")

    def _turn_code(self) -> None:
        self._show_code(self.shown.isHidden())
        if not self.shown.isHidden():
            self._take(_("Write all seven groups down. You are asked for them next."))
            self.shown.setFocus()
            self.bring_into_view(self.shown)

    def _show_code(self, is_shown: bool) -> None:
        self.shown.setPlainText(_in_rows(self._code()) if is_shown else "")
        self.shown.setVisible(is_shown)
        rename(self.show_button, _("Hide the code") if is_shown else _("Show the code, to write it down"))

    def _sheet(self) -> "RecoverySheet":
        from caregiver_app.casebook.recovery_sheet import recovery_sheet

        return recovery_sheet(self._code(), self._case().name, date.today(), self._paper)

    def _ask_target(self) -> Path | None:
        return ask_where_to_save(self, _("Save the recovery sheet"), _("Recovery sheet.pdf"), _("PDF (*.pdf)"))

    def _lay_out(self) -> None:
        self._told_row = marked(self._mark, self.told)
        for part in (
            label(_("The sheet opens your case if the passphrase is ever forgotten. Without either of them nobody can "
                    "open it, not even we.")),
            label(_("Print it, and keep it away from this computer: in a safe, or with somebody you trust.")),
            flowing((self.print_button, self.save_button), SPACE_2),
            self._told_row,
        ):  # fmt: skip
            self.column.addWidget(part)
        self.column.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (
            self.shown,
            hint(_("Next you are asked to type the code back from the sheet, so that we both know it can be read.")),
        ):  # fmt: skip
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._tell("")
        self.shown.hide()


class TypeBackStep(Step):
    """Have the code typed back from the sheet, group by group."""

    def __init__(self, code: Callable[[], str], main_words: str) -> None:
        super().__init__(_("Type the code back"), main_words)
        self._code = code
        self.fields = CodeFields()
        self.fields.changed.connect(self._on_typed)
        self.other = label("", "trouble")
        self._other_row = marked(Mark("stop"), self.other)
        for part in (
            label(_("Take the sheet and type its seven groups here.")),
            self.fields,
            self._other_row,
            hint(_("Small letters are fine. If you cannot read it, go back and make the sheet again.")),
        ):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._other_row.hide()

    @property
    def is_ready(self) -> bool:
        """Whether the code of the sheet stands here."""
        return self._is_same()

    def start(self) -> None:
        """Begin with the first group, empty."""
        self.fields.clear()
        self._on_typed()
        self.fields.groups[0].edit.setFocus()

    def clear(self) -> None:
        """Let go of what was typed."""
        self.fields.clear()

    def _is_same(self) -> bool:
        from caregiver_app.casebook.protection import same_code

        return self.fields.is_whole and same_code(self.fields.code, self._code())

    def _on_typed(self) -> None:
        words = ""
        if self.fields.is_whole and not self._is_same():
            words = _("This is the code of another sheet. Take the one you made just now.")
            announce(self, words, urgent=True)
        self.other.setText(words)
        self._other_row.setVisible(bool(words))
        self.changed.emit()


def _in_rows(code: str) -> str:
    groups = [f"{place}: {group}" for place, group in enumerate(code.split("-"), start=1)]
    across = _across()
    return "\n".join("   ".join(groups[first : first + across]) for first in range(0, len(groups), across))


def _across() -> int:
    """Return how many groups have room beside each other."""
    return 3 if text_percent() <= _LARGE else 2


def _saved(sheet: "RecoverySheet", case: Path, target: Path, progress: Progress) -> Path:
    from caregiver_app.casebook.recovery_sheet import save_recovery_sheet

    return save_recovery_sheet(sheet, case, target, progress)


def _printed(printer: "QPrinter", sheet: "RecoverySheet", progress: Progress) -> int:
    from caregiver_app.casebook.printing import PrintFiles
    from caregiver_app.casebook.recovery_sheet import sheet_to_print
    from caregiver_app.ui.packet.printing_pages import print_pages

    with sheet_to_print(sheet) as file, PrintFiles([file]) as files:
        return print_pages(printer, files.pages(progress), files, progress)


def _has_printer() -> bool:
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def _ask_printer(parent: QWidget, sheet: "RecoverySheet", then: Callable[["QPrinter"], object]) -> None:
    from caregiver_app.casebook.recovery_sheet import page_to_print
    from caregiver_app.ui.packet.printing import ask_how

    ask_how(parent, (page_to_print(sheet),), then)
