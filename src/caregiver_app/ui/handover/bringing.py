"""Bring a case back: ask for the file, read it off the UI thread, and show what would come in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog

from caregiver_app.casebook.handover import (
    TheirCopy,
    fetch,
    let_go,
    look_at_copy,
    meeting_of,
    opens_like,
    unlock_file,
)
from caregiver_app.domain.handover.words import left_out, summary
from caregiver_app.domain.record import Record
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences
from caregiver_app.progress import Progress
from caregiver_app.store.keys import Keys
from caregiver_app.store.originals import Originals
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.handover.dialog import BringBackDialog
from caregiver_app.ui.handover.passphrase import PassphraseDialog
from caregiver_app.ui.late_dialogs import open_or_offer


@dataclass(frozen=True)
class _Order:
    """What is read, as values: the file, our papers and records, and what opens the file where it is protected.

    `erased` is what was erased for good here and is left out.
    """

    file: Path
    originals: Originals
    ours: Mapping[UUID, Record]
    keys: Keys | None = None
    passphrase: str | None = None
    erased: frozenset[UUID] = frozenset()


class BringingBack(QObject):
    """Bring the case back from another computer, one file at a time. `choose_file` asks for it and can be replaced."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.changes)
        self._desk = desk
        self._busy = False
        self.choose_file: Callable[[], Path | None] = self._ask_for_file

    def start(self) -> None:
        """Ask for a file and read it."""
        file = None if self._busy else self.choose_file()
        if file is not None:
            self.read(file)

    def read(self, file: Path, *, erased_too: bool = False) -> None:
        """Read a file; where it has another passphrase than this case, ask for it first.

        What was erased for good here is left out, unless `erased_too` is given.
        """
        self._desk.notices.clear()
        book = self._desk.book
        try:
            book.require_writable()
            protected = look_at_copy(book, file).protected
            same = protected and opens_like(book, file)
        except CaregiverError as problem:
            self._desk.notices.tell_trouble(problem)
            return
        erased = frozenset[UUID]() if erased_too else book.erased()
        if protected and not same:
            PassphraseDialog(self._desk.window, file.name, partial(self._fetch, file, erased, None)).open()
        else:
            self._fetch(file, erased, book.keys if same else None)

    def _fetch(self, file: Path, erased: frozenset[UUID], keys: Keys | None, passphrase: str | None = None) -> None:
        book = self._desk.book
        ours = {record.id: record for record in book.records()}
        self._busy = True
        job = self._desk.jobs.start(
            partial(_fetched, _Order(file, book.originals, ours, keys, passphrase, erased)),
            done=partial(self._on_fetched, file),
            failed=self._desk.notices.tell_trouble,
            ended=self._on_ended,
            label=_("Reading the case that came back"),
        )
        self.destroyed.connect(job.cancel)

    def _on_fetched(self, file: Path, copy: TheirCopy) -> None:
        meeting = meeting_of(self._desk.book, copy)
        read_all = partial(self.read, file, erased_too=True)
        if not (meeting.new or meeting.changed or meeting.removed or meeting.changed_twice):
            let_go(self._desk.book.originals, copy)
            n = len(copy.left_out)
            said = in_sentences(filter(None, (*summary(meeting), left_out(n))))
            self._desk.notices.tell(said, action=_("Take it in all the same…"), act=read_all if n else None)
            return
        words = _("“{name}” is read. Look at what would come in.").format(name=file.name)
        open_or_offer(
            partial(BringBackDialog, self._desk, copy, meeting, read_all),
            self._desk.notices,
            words,
            partial(self.read, file),
        )

    @Slot()
    def _on_ended(self) -> None:
        self._busy = False

    def _ask_for_file(self) -> Path | None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _kind = QFileDialog.getOpenFileName(
            self._desk.window, _("Choose the file that came back"), documents, _("Cases (*.caregiver);;All files (*)")
        )
        return Path(chosen) if chosen else None


def _fetched(order: _Order, progress: Progress) -> TheirCopy:
    keys = order.keys if order.passphrase is None else unlock_file(order.file, order.passphrase)
    return fetch(order.originals, order.ours, order.file, keys, progress, erased=order.erased)
