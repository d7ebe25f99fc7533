"""Said where somebody wants to print and the computer has no printer: what can be done instead."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, label, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled
from caregiver_app.ui.where_to_save import ask_where_to_save


class NoPrinterDialog(Dialog):
    """Say that no printer is set up and offer a copy to print elsewhere. Show it with `open()`.

    `choose_targets` asks where the copies go; tests put an answer there.
    """

    def __init__(self, parent: QWidget, desk: Desk, files: Sequence[Path]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("No printer is set up"))
        self._desk, self._files = desk, tuple(files)
        self.choose_targets: Callable[[], tuple[Path, ...]] = self._ask
        self.save_button = button(_("Save a copy…"), self.save, "main")
        self.close_button = button(_("Close"), self.reject, "large")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(_("No printer is set up")))
        column.addWidget(label(_("This computer knows no printer. Add one in its settings, then print again.")))
        column.addWidget(
            label(_("Or save a copy on a memory stick, and have it printed on another computer or in a copy shop."))
        )
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.save_button)
        column.addLayout(row)
        self.save_button.setDefault(True)
        self.save_button.setFocus()
        fit_to_screen(self, scaled(480), scaled(280))

    def save(self) -> None:
        """Ask where the copies go, and make them while the window goes on."""
        targets = self.choose_targets()
        if not targets:
            return
        self._desk.jobs.start(
            partial(_copied, self._files, targets),
            done=partial(_tell, self._desk),
            failed=self._desk.notices.tell_trouble,
            label=_("Saving a copy"),
        )
        self.accept()

    def _ask(self) -> tuple[Path, ...]:
        if len(self._files) == 1:
            target = ask_where_to_save(self, _("Save a copy"), self._files[0].name, _("PDF (*.pdf)"))
            return (target,) if target is not None else ()
        folder = QFileDialog.getExistingDirectory(self, _("Save the copies in a folder"))
        return tuple(Path(folder) / file.name for file in self._files) if folder else ()


def _copied(files: Sequence[Path], targets: Sequence[Path], progress: Progress) -> tuple[Path, ...]:
    from caregiver_app.casebook.printing import copy_to

    copy_to(files, targets, progress)
    return tuple(targets)


def _tell(desk: Desk, targets: tuple[Path, ...]) -> None:
    words = ngettext("The copy is saved in {folder}.", "The copies are saved in {folder}.", len(targets))
    desk.notices.tell_done(words.format(folder=targets[0].parent))
