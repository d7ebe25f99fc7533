"""Check my records: the records at once, every file off the UI thread, and what was found in words."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook.integrity import Checked, check_files, check_records, without_newcomers
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, ngettext
from caregiver_app.store.integrity import Finding
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.late_dialogs import open_or_offer
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import button, card, hint, label
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

# For each kind of finding: its sign, and what to do.
_WHAT_TO_DO: Final = {
    "outside": (
        "care",
        N_("Look your records over. If something is not as you wrote it, open a copy of the case from before."),
    ),
    "damaged": (
        "stop",
        N_(
            "Copy the whole case folder to another disk now, and keep that copy as it is. "
            "Then open a copy of the case from before; the folder “backups” may have one."
        ),
    ),
    "missing": (
        "stop",
        N_("Add the file again if you still have it, or take it from a copy of the case from before."),
    ),
    "unreadable": (
        "stop",
        N_("Check that the drive is plugged in well. Copy the case folder to another disk while it can be read."),
    ),
    "changed": (
        "stop",
        N_("Add the file again if you still have it. A copy of the case from before has it as it was."),
    ),
    "stray": ("info", N_("It does no harm. A step that was undone can leave one. Leave it where it is.")),
}


class Checking(QObject):
    """Check the open case, one check at a time, and tell the outcome. It lives as long as the case is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.changes)
        self._desk = desk
        self._busy = False

    def start(self) -> None:
        """Look at the records now, and read every file off the UI thread."""
        if self._busy:
            return
        self._desk.notices.clear()
        try:
            records = check_records(self._desk.book)
        except CaregiverError as problem:
            self._desk.notices.tell_trouble(problem)
            return
        self._busy = True
        job = self._desk.jobs.start(
            partial(check_files, records, self._desk.book.originals),
            done=self._on_checked,
            failed=self._desk.notices.tell_trouble,
            ended=self._on_ended,
            label=_("Checking your records"),
        )
        self.destroyed.connect(job.cancel)

    @Slot(object)
    def _on_checked(self, checked: Checked) -> None:
        checked = without_newcomers(checked, self._desk.book.snapshot(), self._desk.book.originals)
        if not checked.findings:
            self._desk.notices.tell_done(all_well(checked.files))
            return
        open_or_offer(
            partial(FindingsDialog, self._desk.window, checked), self._desk.notices, summary(checked), self.start
        )

    @Slot()
    def _on_ended(self) -> None:
        self._busy = False


class FindingsDialog(ShowingDialog):
    """Name what is not as it was written: each kind of finding once, what it is about, and what to do."""

    def __init__(self, parent: QWidget, checked: Checked) -> None:
        inside, above = QWidget(), QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, SPACE_2, 0)
        cards.setSpacing(SPACE_3)
        for findings in together(checked.findings):
            cards.addWidget(_finding_card(findings))
        cards.addStretch(1)
        said = QVBoxLayout(above)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(SPACE_2)
        said.addWidget(label(summary(checked), "strong"))
        said.addWidget(hint(how_it_was_checked(checked.files)))
        copy_button = button(_("Copy the list"), lambda: self._copy(), "large")
        super().__init__(_("Check my records"), inside, parent, above=above, others=[copy_button])
        self._checked, self.copy_button = checked, copy_button
        self.setAccessibleDescription(in_plain_text(checked))
        fit_to_screen(self, scaled(680), scaled(600))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(in_plain_text(self._checked))
        announce(self, _("Copied."))


def _finding_card(findings: Sequence[Finding]) -> QFrame:
    made = card()
    column = QVBoxLayout(made)
    column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
    column.setSpacing(SPACE_2)
    shape, advice = _WHAT_TO_DO[findings[0].kind]
    head = QHBoxLayout()
    head.setSpacing(SPACE_2)
    head.addWidget(Mark(shape), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(label(findings[0].what, "strong"), 1)
    column.addLayout(head)
    column.addWidget(label("\n".join(finding.where for finding in findings)))
    column.addWidget(label(_(advice), "quiet"))
    return made


def together(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Put findings that say the same of different files together, in the order they were found."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.what, []).append(finding)
    return tuple(tuple(group) for group in groups.values())


def all_well(files: int) -> str:
    """Say that nothing was found."""
    if not files:
        return _("Every record is as it was written. There is no file in this case yet.")
    words = ngettext(
        "Every record and every file is as it was written: {n} file read.",
        "Every record and every file is as it was written: {n} files read.",
        files,
    )
    return words.format(n=files)


def summary(checked: Checked) -> str:
    """Say in one sentence what was found."""
    n = sum(finding.kind != "stray" for finding in checked.findings)
    if not n:
        return _("Every record and every file of yours is as it was written. There is more in the folder than that.")
    words = ngettext("{n} thing is not as it was written.", "{n} things are not as they were written.", n)
    return words.format(n=n)


def how_it_was_checked(files: int) -> str:
    """Say what was read, and that looking changed nothing."""
    words = ngettext(
        "All records and {n} file were read. Nothing was changed.",
        "All records and {n} files were read. Nothing was changed.",
        files,
    )
    return words.format(n=files)


def in_plain_text(checked: Checked) -> str:
    """Write what was found for somebody who helps."""
    parts = [summary(checked), how_it_was_checked(checked.files)]
    for findings in together(checked.findings):
        parts += ["", findings[0].what, *(f"  {finding.where}" for finding in findings)]
        parts.append(_(_WHAT_TO_DO[findings[0].kind][1]))
    return "\n".join(parts)
