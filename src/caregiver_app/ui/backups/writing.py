"""Write the case into one file, here or in a second place, and keep backups of the records by themselves."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from caregiver_app.casebook.backing_up import BackedUp, back_up, backup_name
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.second_place import (
    age_words,
    begin_counting,
    copy_name,
    remember_copy,
    second_copy,
    urgency,
)
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.store.backup import keep_copy
from caregiver_app.ui.backups.kinds import KINDS
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.door import KEPT_AT_CLOSING
from caregiver_app.ui.where_to_save import ask_where_to_save

KEEP_EVERY: Final = 30 * 60 * 1000
"""Milliseconds between two backups of a case in which something is changed."""

_STICKS: Final = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


class BackingUp(QObject):
    """Write backups of the open case, one at a time; it lives as long as the case is open.

    `choose_target` and `choose_folder` ask where to, and `clock` tells the time; they can be replaced.
    """

    def __init__(self, desk: Desk, clock: Callable[[], datetime] = datetime.now) -> None:
        super().__init__(desk.changes)
        self._desk, self._busy = desk, False
        self.clock = clock
        self.choose_target: Callable[[str], Path | None] = self._ask_for_target
        self.choose_folder: Callable[[], Path | None] = partial(ask_for_stick, desk.window)
        timer = QTimer(self, interval=KEEP_EVERY)
        timer.timeout.connect(self.keep)
        timer.start()
        desk.changes.day_changed.connect(self.remind)

    def start(self) -> None:
        """Ask where to, and write the whole case into one file there."""
        target = self.choose_target(backup_name(self._desk.book.snapshot().person.name, self.clock()))
        if target is not None:
            self._write(target, self._tell_written, self.start)

    def start_second(self) -> None:
        """Write a copy to the second place, where one is known and there; else ask for it first."""
        known = second_copy(self._desk.book)
        if known is not None and Path(known.file).parent.is_dir():
            self._write(Path(known.file), self._on_second_written, self.start_elsewhere)
        else:
            self.start_elsewhere()

    def start_elsewhere(self) -> None:
        """Ask for a second place, such as a USB stick, and write a copy there."""
        folder = self.choose_folder()
        if folder is not None:
            target = folder / copy_name(self._desk.book.snapshot().person.name)
            self._write(target, self._on_second_written, self.start_elsewhere)

    @Slot()
    def keep(self) -> None:
        """Keep a backup of the records where something changed, without a word; what is in the way is not told."""
        if not self._desk.book.read_only:
            work = partial(keep_copy, self._desk.book.whole, self.clock().date())
            self._desk.jobs.start(work, done=_say_nothing, failed=_say_nothing, lane="backups")

    @Slot()
    def remind(self) -> bool:
        """Say in the strip that a second copy is old, or that there is none; answer whether anything was said.

        It never takes the place of something else that is told, and never opens a dialog.
        """
        book = self._desk.book
        if book.read_only or self._desk.notices.kind:
            return False
        with_care = urgency(book, self.clock())
        if not with_care:
            return False
        words = _("{age}. If this computer breaks or is lost, a copy on a USB stick has everything.")
        self._desk.notices.tell(
            words.format(age=age_words(book, self.clock())),
            kind="care" if with_care == "prominent" else "info",
            action=_("Keep a copy now…"),
            act=self.start_second,
        )
        return True

    def remind_at_last(self) -> bool:
        """Say it before anything less pressing once a second copy is very old; answer whether it was said."""
        return urgency(self._desk.book, self.clock()) == "prominent" and self.remind()

    def age_words(self) -> str:
        """Say how old the second copy is and where it is."""
        return age_words(self._desk.book, self.clock())

    def begin(self) -> None:
        """Count from now on where nobody counted before; a disk that refuses is told of elsewhere."""
        if not self._desk.book.read_only:
            self._desk.do(partial(begin_counting, self._desk.book, self.clock()))
            if self._desk.book.whole.size > KEPT_AT_CLOSING:
                self.keep()

    def _write(self, target: Path, done: Callable[[BackedUp], object], again: Callable[[], object]) -> None:
        if self._busy:
            return
        self._busy = True
        self._desk.notices.clear()
        book: Casebook = self._desk.book
        work = partial(back_up, book.whole, target, self.clock(), self._desk.preferences.now, replace=True)
        job = self._desk.jobs.start(
            lambda progress: work(progress=progress),
            done=done,
            failed=partial(self._on_failed, again),
            ended=self._on_ended,
            label=_("Backing up the case"),
        )
        self.destroyed.connect(job.cancel)

    def _on_failed(self, again: Callable[[], object], problem: CaregiverError) -> None:
        self._desk.notices.tell_trouble(problem, action=_("Choose another place…"), act=again)

    def _tell_written(self, made: BackedUp) -> None:
        self._desk.notices.tell(written_words(made), kind="care" if made.unsound else "good")

    def _on_second_written(self, made: BackedUp) -> None:
        if not self._desk.book.read_only:
            self._desk.do(partial(remember_copy, self._desk.book, made.file, self.clock()))
        self._tell_written(made)

    @Slot()
    def _on_ended(self) -> None:
        self._busy = False

    def _ask_for_target(self, name: str) -> Path | None:
        return ask_where_to_save(self._desk.window, _("Back up the case"), name, _(KINDS))


def written_words(made: BackedUp) -> str:
    """Say that a backup was written and what it holds."""
    n = made.manifest.papers
    words = ngettext(
        "The whole case is in “{name}”: all records and {n} file of papers. It was read back and is sound.",
        "The whole case is in “{name}”: all records and {n} files of papers. It was read back and is sound.",
        n,
    )
    said = words.format(name=made.file.name, n=n)
    if made.unsound:
        more = _("Some papers in it are not as they were added. “Check my records” in the menu names them.")
        return f"{said} {more}"
    return said


def ask_for_stick(parent: QWidget) -> Path | None:
    """Ask for a folder, beginning at a USB stick where one is plugged in."""
    sticks = [one.rootPath() for one in QStorageInfo.mountedVolumes() if one.rootPath().startswith(_STICKS)]
    words = _("Choose a USB stick or another drive for the second copy")
    chosen = QFileDialog.getExistingDirectory(parent, words, sticks[0] if sticks else "")
    return Path(chosen) if chosen else None


def _say_nothing(_outcome: object) -> None:
    """Leave it: the family is not told of what happens by itself."""
