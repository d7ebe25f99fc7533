"""A file that holds a case was opened, by a double click on it: say what it is, and offer the ways to take it in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.backups.restoring import Restoring
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import button, label
from caregiver_app.ui.theme import SPACE_2, scaled

if TYPE_CHECKING:
    from caregiver_app.store.bundle import Manifest
    from caregiver_app.ui.main_window import MainWindow


def show_opened_file(window: "MainWindow", file: Path) -> None:
    """Look into the file, which may take a moment on a stick, and tell what it is; nothing is changed by it."""
    window.jobs.start(
        lambda _progress: _look(file),
        done=lambda manifest: OpenedFileDialog(window, file, manifest).open(),
        failed=window.notices.tell_trouble,
        label=_("Looking into the file"),
        for_case=False,
    )


class OpenedFileDialog(ShowingDialog):
    """Say what is in the file. `apart` makes a case of its own of it, `here` takes it to the case that is open."""

    def __init__(self, window: "MainWindow", file: Path, manifest: "Manifest") -> None:
        from caregiver_app.casebook.restoring_words import made_words

        self._window, self._file = window, file
        self._handed_over = manifest.kind == "handover"
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(label(file.name, "strong", narrow=True))
        what = (
            _("A whole case that was handed over to another computer, made on {when}.")
            if self._handed_over
            else _("A backup of a whole case, made on {when}.")
        )
        column.addWidget(label(what.format(when=made_words(manifest.made_at))))
        n = manifest.papers
        column.addWidget(
            label(ngettext("It holds {n} file of papers.", "It holds {n} files of papers.", n).format(n=n))
        )
        if manifest.protected:
            column.addWidget(label(_("It opens with its passphrase.")))
        column.addStretch(1)
        self.apart = button(_("Make a case of its own of it"), self._take_apart)
        others = [self.apart]
        if window.desk is not None:
            words = _("Bring it back into this case") if self._handed_over else _("Compare it with this case")
            self.here = button(words, self._take_here)
            others.insert(0, self.here)
        super().__init__(_("A file with a case in it"), inside, window, others=others)
        fit_to_screen(self, scaled(560), scaled(320))

    def _take_apart(self) -> None:
        self.accept()
        self._restoring().restore_beside(self._file)

    def _take_here(self) -> None:
        from caregiver_app.ui.handover.bringing import BringingBack

        self.accept()
        desk = self._window.desk
        if desk is None:
            return
        if self._handed_over:
            (desk.changes.findChild(BringingBack) or BringingBack(desk)).read(self._file)
        else:
            self._restoring().compare_with_open(self._file)

    def _restoring(self) -> Restoring:
        return self._window.findChild(Restoring) or Restoring(self._window)


def _look(file: Path) -> "Manifest":
    from caregiver_app.casebook.restoring import look_at_backup

    return look_at_backup(file)
