"""Check my records: the records at once, every file off the UI thread, and what was found in words."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caregiver_app.casebook.integrity import (
    Checked,
    ToCheck,
    as_it_is_now,
    check,
    note_all_read,
    set_findings_aside,
    taken_words,
)
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, ngettext
from caregiver_app.store.integrity import Finding
from caregiver_app.store.set_aside import TakenIn, can_be_set_aside, can_be_taken_in, take_good_copies
from caregiver_app.ui.backups.first import after_backup
from caregiver_app.ui.backups.kinds import KINDS
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.jobs import Job
from caregiver_app.ui.late_dialogs import open_or_offer
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import button, card, hint, label, literal
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

# For each kind of finding: its sign, and what to do.
_WHAT_TO_DO: Final = {
    "outside": (
        "care",
        N_(
            "Look your records over. If something is not as you wrote it, open a copy of the case from before. If all "
            "is well, say so below; until then it is told at each check."
        ),
    ),
    "damaged": (
        "stop",
        N_(
            "Copy the whole case folder to another disk now, and keep that copy as it is. "
            "Then see the ways back below: they say what each would bring back and what not."
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
    "differs": (
        "care",
        N_(
            "Look at it, and at its earlier versions. If another program changed it and it is right, say below that "
            "you have looked it over."
        ),
    ),
    "size": (
        "stop",
        N_("Open the document and look whether it is whole. Add the file again if you still have it."),
    ),
    "backup": (
        "care",
        N_("Your records of today do not need it. It cannot be relied on if you want to go back to that day."),
    ),
    "note": (
        "care",
        N_("Your records do not need it. Set it aside, and it is written anew."),
    ),
    "keys": (
        "stop",
        N_("Choose a new passphrase and print a new recovery sheet while the case is open: that writes it anew."),
    ),
    "stray": ("info", N_("It does no harm. An addition that was stopped can leave one. You can set it aside.")),
}


class Checking(QObject):
    """Check the open case, one check at a time, and tell the outcome. It lives as long as the case is open.

    `ways_back` leads on where the records themselves are damaged; `choose_folder` and `choose_file` ask where good
    copies are, and can be replaced.
    """

    def __init__(self, desk: Desk, ways_back: Callable[[], object] = lambda: None) -> None:
        super().__init__(desk.changes)
        self._desk = desk
        self._job: Job | None = None
        self.ways_back = ways_back
        self.choose_folder: Callable[[], Path | None] = self._ask_for_folder
        self.choose_file: Callable[[], Path | None] = self._ask_for_file

    def start(self) -> None:
        """Read every record and every file off the UI thread, once the notes that wait are written."""
        if self._job in self._desk.jobs.open:
            return
        self._desk.notices.clear()
        self._job = self._desk.jobs.take_turns(
            self._desk.book.notes_in_parts(),
            done=self._begin,
            failed=self._desk.notices.tell_trouble,
            label=_("Checking your records"),
        )
        self.destroyed.connect(self._job.cancel)

    def _begin(self) -> None:
        try:
            case = ToCheck.of(self._desk.book)
        except CaregiverError as problem:
            self._desk.notices.tell_trouble(problem)
            return
        self._job = self._desk.jobs.start(
            partial(check, case),
            done=self._on_checked,
            failed=self._desk.notices.tell_trouble,
            label=_("Checking your records"),
        )
        self.destroyed.connect(self._job.cancel)

    @Slot(object)
    def _on_checked(self, checked: Checked) -> None:
        checked = as_it_is_now(checked, self._desk.book)
        note_all_read(self._desk.book, checked.findings)
        if not checked.findings:
            self._desk.notices.tell_done(all_well(checked.files))
            return
        acts = None if self._desk.book.read_only else self
        make = partial(FindingsDialog, self._desk.window, checked, acts)
        open_or_offer(make, self._desk.notices, summary(checked), self.start)

    def accept(self) -> None:
        """Take the records as they are, as somebody looked over what was changed outside this program."""
        if self._desk.do(self._desk.book.accept):
            self._desk.notices.tell_done(_("Your records are taken as they are now."))

    def set_aside(self, findings: Sequence[Finding]) -> None:
        """Move what is damaged or belongs to nothing out of the way, and say where it is. A backup is made first."""
        after_backup(self._desk, partial(self._set_aside, findings))

    def take_from(self, findings: Sequence[Finding], source: Path) -> None:
        """Take good copies in from a folder or a backup, and say how many. A backup is made first."""
        after_backup(self._desk, partial(self._take_from, findings, source))

    def _set_aside(self, findings: Sequence[Finding]) -> None:
        try:
            aside = set_findings_aside(self._desk.book, findings)
        except CaregiverError as problem:
            self._desk.notices.tell_trouble(problem)
            return
        if aside is not None:
            n = len(aside.files)
            words = ngettext(
                "{n} file was moved to the folder {place}. Nothing was deleted. A paper that is missing now can be "
                "added again.",
                "{n} files were moved to the folder {place}. Nothing was deleted. A paper that is missing now can be "
                "added again.",
                n,
            )
            self._desk.notices.tell_done(words.format(n=n, place=aside.place))

    def _take_from(self, findings: Sequence[Finding], source: Path) -> None:
        originals = self._desk.book.originals
        job = self._desk.jobs.start(
            partial(take_good_copies, originals, findings, source),
            done=partial(self._on_taken, len({one.file for one in findings if can_be_taken_in(one)}), source),
            failed=self._desk.notices.tell_trouble,
            label=_("Looking for good copies"),
        )
        self.destroyed.connect(job.cancel)

    def _on_taken(self, lacking: int, source: Path, taken: TakenIn) -> None:
        said = taken_words(taken, source)
        left = lacking - len(taken.fingerprints)
        if left:
            words = ngettext("{n} paper is still missing or damaged.", "{n} papers are still missing or damaged.", left)
            said += " " + words.format(n=left)
        kind = "care" if left else "good"
        self._desk.notices.tell(said, kind=kind, action=_("Check again"), act=self.start)

    def _ask_for_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self._desk.window, _("Choose a folder with good copies"))
        return Path(chosen) if chosen else None

    def _ask_for_file(self) -> Path | None:
        chosen, _kind = QFileDialog.getOpenFileName(self._desk.window, _("Choose the backup"), "", _(KINDS))
        return Path(chosen) if chosen else None


class FindingsDialog(ShowingDialog):
    """Name what is not as it was written: each kind of finding once, what it is about, and what to do."""

    def __init__(self, parent: QWidget, checked: Checked, acts: Checking | None = None) -> None:
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
        accept_button = button(_("I have looked it over"), self._take_over, "large")
        aside_button = button(_("Set damaged files aside"), self._set_aside, "large")
        take_button = button(_("Take good copies in…"), role="large")
        take_button.setMenu(self._places(take_button))
        ways_button = button(_("See the ways back…"), self._go_back, "large")
        others = [copy_button, aside_button, take_button, accept_button, ways_button]
        super().__init__(_("Check my records"), inside, parent, above=above, others=others)
        self._checked, self._acts = checked, acts
        self.copy_button, self.aside_button, self.accept_button = copy_button, aside_button, accept_button
        self.take_button, self.ways_button = take_button, ways_button
        to_accept = any(one.kind in ("outside", "differs") for one in checked.findings)
        accept_button.setVisible(acts is not None and to_accept)
        aside_button.setVisible(acts is not None and any(map(can_be_set_aside, checked.findings)))
        take_button.setVisible(acts is not None and any(map(can_be_taken_in, checked.findings)))
        ways_button.setVisible(acts is not None and any(one.kind == "damaged" for one in checked.findings))
        self.setAccessibleDescription(literal(in_plain_text(checked)))
        fit_to_screen(self, scaled(680), scaled(600))

    def _take_over(self) -> None:
        if self._acts is not None:
            self.accept()
            self._acts.accept()

    def _set_aside(self) -> None:
        if self._acts is not None:
            self.accept()
            self._acts.set_aside(self._checked.findings)

    def _places(self, beneath: QWidget) -> QMenu:
        menu = QMenu(beneath)
        self.from_folder = menu.addAction(_("From a &folder…"), lambda: self._take(from_folder=True))
        self.from_backup = menu.addAction(_("From a &backup…"), lambda: self._take(from_folder=False))
        return menu

    def _take(self, *, from_folder: bool) -> None:
        if self._acts is not None:
            source = self._acts.choose_folder() if from_folder else self._acts.choose_file()
            if source is not None:
                self.accept()
                self._acts.take_from(self._checked.findings, source)

    def _go_back(self) -> None:
        if self._acts is not None:
            self.accept()
            self._acts.ways_back()

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
    n = sum(finding.is_harm for finding in checked.findings)
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
