"""Add an imaging disc: which one, whether to copy it, and how much it is, before anything is done."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.intake.imaging.discs import find_discs, read_disc
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.dialog_frame import marked, set_out
from caregiver_app.ui.documents.adding import Adding
from caregiver_app.ui.documents.size_words import size_in_words
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.jobs import Job
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, hint, label, literal
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

LANE: Final = "disc"
_BLOCK: Final = 4096  # a file takes whole blocks of the disk
_RING, _BESIDE_RING = 14, 17


@dataclass(frozen=True)
class Measured:
    """What lies in a folder: how many discs, files and bytes, and how many bytes are free where the case is."""

    discs: int
    files: int
    size: int
    free: int

    @property
    def needed(self) -> int:
        """Bytes a copy takes on the disk."""
        return self.size + self.files * _BLOCK


def measured(folder: Path, case: Path, progress: Progress) -> Measured:
    """Count what lies in a folder; nothing is read but names, sizes and the beginnings of files. Runs on a worker."""
    progress(0, 0, "")
    found = find_discs([folder])
    sizes = [file.size for disc in found.discs for file in read_disc(disc).files]
    for file in found.files:
        try:
            sizes.append(file.stat().st_size)
        except OSError:
            sizes.append(0)  # it went away meanwhile; adding tells of it
    return Measured(len(found.discs), len(sizes), sum(sizes), shutil.disk_usage(case).free)


def disc_dialog(desk: Desk, adding: Adding) -> "DiscDialog":
    """Return the dialog that adds an imaging disc by the same way as everything else."""
    dialog = DiscDialog(desk)
    dialog.wanted.connect(lambda folder, leave: adding.add([folder], leave_discs=leave))
    return dialog


class DiscDialog(Dialog):
    """Ask for a disc and how to keep it. `wanted` carries the folder, and whether to leave its files there.

    `choose_folder` asks for the place and can be replaced.
    """

    wanted = Signal(object, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Add an imaging disc"))
        self.choose_folder: Callable[[], Path | None] = self._ask_for_folder
        self._desk = desk
        self._folder: Path | None = None
        self._measured: Measured | None = None
        self._job: Job | None = None
        self.place = label(_("No disc is chosen yet."), narrow=True)
        self.choose_button = button(_("Choose the disc or folder…"), self.choose)
        self.counted = hint("")
        self.copy = QRadioButton(_("Copy the whole disc into the case (recommended)"))
        self.leave = QRadioButton(_("Leave it where it is and only list it"))
        self.copy.setChecked(True)
        self.leave.toggled.connect(lambda _on: self._warn())
        self.warning = label("")
        self.cancel_button = button(_("Cancel"), self.reject, "large")
        self.add_button = button(_("Add the disc"), self.add, "main")
        self._lay_out()
        self._warn()

    def choose(self) -> None:
        """Ask which disc, and count what lies on it."""
        folder = self.choose_folder()
        if folder is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._folder, self._measured = folder, None
        self.place.setText(str(folder))
        self._say(_("Counting the files …"))
        self._job = job = self._desk.jobs.start(
            partial(measured, folder, self._desk.book.folder),
            done=self._on_measured,
            failed=self._on_failed,
            lane=LANE,
        )
        self.destroyed.connect(job.cancel)
        self._warn()

    def add(self) -> None:
        """Hand on what is wanted."""
        if self._folder is not None and self._measured is not None:
            self.wanted.emit(self._folder, self.leave.isChecked())
            self.accept()

    @Slot(object)
    def _on_measured(self, found: Measured) -> None:
        self._job, self._measured = None, found
        self.leave.setEnabled(bool(found.discs))  # other files are always copied
        if not found.discs:
            self.copy.setChecked(True)
        if not found.files:
            self._measured = None
            self._say(_("There is no file in it. Choose the disc itself, or the folder with its files."))
        else:
            files = ngettext("{n} file, {size}.", "{n} files, {size}.", found.files)
            self._say(f"{files.format(n=f'{found.files:,}', size=size_in_words(found.size))} {_discs(found.discs)}")
        self._warn()
        if self.add_button.isEnabled():
            self.add_button.setFocus()

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self._job = self._folder = None
        self._say(str(problem))
        self._warn()

    def _say(self, words: str) -> None:
        self.counted.setText(words)
        announce(self, words)

    def _warn(self) -> None:
        """Let the disc be added once it is counted, and say so where there is no room for a copy of it."""
        found = self._measured
        self.add_button.setEnabled(found is not None)
        short = found is not None and self.copy.isChecked() and found.needed > found.free
        self._warning_row.setVisible(short)
        if found is not None and short:
            words = _("There is not enough room for a copy: it takes {needed}, and {free} are free where the case is. "
                      "Make room first, or leave the disc where it is.")  # fmt: skip
            self.warning.setText(words.format(needed=size_in_words(found.needed), free=size_in_words(found.free)))
            announce(self, self.warning.text())

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(hint(_("A CD, DVD or USB stick from a hospital, or a folder with its files.")))
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.place, 1)
        row.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.counted)
        for choice, words in (
            (self.copy, _("Every file is then safe here, even if the disc is lost. The disc itself is not changed.")),
            (
                self.leave,
                _(
                    "It takes no room: only the fingerprints of its files are kept. Keep the disc safe: its pictures "
                    "are then nowhere else."
                ),
            ),
        ):
            column.addLayout(_choice(choice, words))
        self._warning_row = marked(Mark("care"), self.warning)
        column.addWidget(self._warning_row)
        column.addStretch(1)
        set_out(self, _("Add an imaging disc"), inside, self.cancel_button, self.add_button)
        self.choose_button.setFocus()
        fit_to_screen(self, scaled(620), scaled(420))

    def _ask_for_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose the disc or folder"))
        return Path(chosen) if chosen else None


def _choice(choice: QRadioButton, words: str) -> QVBoxLayout:
    choice.setAccessibleDescription(literal(words))
    column = QVBoxLayout()
    column.setSpacing(SPACE_1)
    column.addWidget(choice)
    said = hint(words)
    said.setContentsMargins(scaled(_RING) + _BESIDE_RING, 0, 0, 0)
    column.addWidget(said)
    return column


def _discs(discs: int) -> str:
    if not discs:
        return _("There are no imaging files in it, so it comes in like any other folder.")
    return ngettext("It is an imaging disc.", "There are {n} imaging discs in it.", discs).format(n=discs)
