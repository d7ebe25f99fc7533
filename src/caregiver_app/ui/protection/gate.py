"""What stands before a case in the window: asking for its passphrase, locking it, writing it anew."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences, ngettext, with_commas
from caregiver_app.progress import Progress
from caregiver_app.ui.jobs import Job
from caregiver_app.ui.protection.leaving_nothing import CopiedHere, close_what_waits, leave_nothing
from caregiver_app.ui.protection.work_page import Work, WorkPage, written_anew

if TYPE_CHECKING:
    from uuid import UUID

    from caregiver_app.casebook.erasing import Erased
    from caregiver_app.casebook.protection import Protection
    from caregiver_app.store.erasing import Erasure
    from caregiver_app.store.keys import Keys
    from caregiver_app.ui.main_window import MainWindow
    from caregiver_app.ui.protection.gate_page import GatePage

_MOST_WAITS: Final = 50


@dataclass(frozen=True)
class Left:
    """Where somebody was when a case was locked, and what was stopped by it."""

    folder: Path
    page: str
    record: "UUID | None"
    stopped: tuple[str, ...]


class Gate(QObject):
    """Ask for what opens a case, in the window's stack; let a case go so that nothing of it can be read.

    `asked` says that a passphrase is being waited for; `locked` that a case was locked.
    """

    asked = Signal()
    locked = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._left: Left | None = None
        self.page: GatePage | None = None
        self._copied = CopiedHere(self)
        window.door.asking.connect(self._on_asking)
        window.case_shown.connect(self._go_back_to_where_one_was)

    @property
    def can_lock(self) -> bool:
        """Whether a case with a passphrase is open, or stands open before the ways back from a lost case file."""
        book = self._window.door.book
        if book is None:
            return self.page is not None and self.page.unlocked is not None
        return book.keys is not None

    @property
    def is_busy(self) -> bool:
        """Whether long work for the case is under way, which somebody may have left the computer to."""
        return bool(self._work_under_way())

    def lock_soon(self) -> None:
        """Lock as soon as what called this has returned: it may be part of what goes."""
        QTimer.singleShot(0, self, self.lock)

    @Slot()
    def lock(self, waits: int = 0) -> bool:
        """Lock the open case if it has a passphrase, and answer whether nothing of it can be read any more."""
        if not self.can_lock:
            return False
        if close_what_waits() and waits < _MOST_WAITS and QThread.currentThread().loopLevel() > 1:
            # A dialog of the system waits in a loop of its own; the page that asked it is still at work.
            QTimer.singleShot(0, self, partial(self.lock, waits + 1))
            return False
        if self._window.door.book is None:
            self._lock_page()
        else:
            self._lock_case()
        return not self.can_lock

    def _lock_case(self) -> None:
        """Lock the open case. If something would be lost with it, that is said, and it is locked once it is not."""
        window, book = self._window, self._window.door.book
        assert book is not None
        folder, left = book.folder, self._place(self._work_under_way())
        window.door.leave(self.lock)
        if window.door.book is None:
            said = _("It was locked. Everything you saved is safe, and what you were typing is kept.")
            self._ask_again(folder, left, said)

    def _lock_page(self) -> None:
        """Lock a case that has no case file any more, and whose ways back stand here."""
        folder = self.page.unlocked if self.page is not None else None
        assert folder is not None
        self._ask_again(folder, None, _("It was locked. Nothing was changed."))

    def _ask_again(self, folder: Path, left: Left | None, said: str) -> None:
        leave_nothing(self._window, self._copied)
        self._left = left
        self.ask(folder, said)
        self.locked.emit()

    def ask(self, folder: Path, said: str = "") -> None:
        """Show the page that asks for the passphrase of a case."""
        from caregiver_app.ui.protection.unlock_page import UnlockPage

        self.receive(UnlockPage(
            self._window.jobs, folder, said,
            opened=partial(self._open, folder), recover=partial(self.recover, folder), back=self.leave,
        ))  # fmt: skip
        self.asked.emit()

    def recover(self, folder: Path) -> None:
        """Show the page that takes the code of the recovery sheet."""
        from caregiver_app.ui.protection.recover_page import RecoverPage

        def opened(keys: "Keys", is_new: bool) -> None:
            if self._open(folder, keys) and is_new:
                self._tell_recovered()

        self.receive(RecoverPage(self._window.jobs, folder, opened=opened, back=partial(self.ask, folder)))

    def leave(self) -> None:
        """Go back to the welcome; the case stays shut."""
        self._left = None
        self._send_away()
        self._window.welcome.start()

    def protect(self, protection: "Protection") -> None:
        """Write the open case anew with a passphrase, then open it where it was."""
        self._work_on_it(
            partial(_protected, protection), None, protection.keys, written_anew(_("Protecting your case")),
            lambda: _("From now on your case opens with your passphrase, and with your recovery sheet."),
        )  # fmt: skip

    def unprotect(self, keys: "Keys") -> None:
        """Write the open case anew without a passphrase, then open it where it was."""
        self._work_on_it(
            partial(_unprotected, keys), keys, None, written_anew(_("Taking the passphrase off")),
            lambda: _("The passphrase is off. Anybody who has this computer can read the case now."),
        )  # fmt: skip

    def erase(self, erasure: "Erasure", backups_too: bool) -> None:
        """Erase for good what somebody chose among the removed things of the open case, then open it where it was."""
        from caregiver_app.casebook.erasing import Erased, told_of

        book = self._window.door.book
        if book is None:
            return
        book.keep_backups(0)  # one that is made on leaving would hold it
        erased: list[Erased] = []
        work = Work(
            _("Erasing for good"),
            _("This takes a moment. The window can stay as it is."),
            _("It is taken out of every part of the case …"),
            _("If the power fails, it is still wholly there, or the rest goes when the case is opened."),
        )
        self._work_on_it(
            partial(_erased, erasure, book.keys, backups_too, erased.append), book.keys, book.keys, work,
            lambda: in_sentences(told_of(erased[0])) if erased else "",
        )  # fmt: skip

    def _work_on_it(
        self,
        work: Callable[[Path, Progress], None],
        before: "Keys | None",
        after: "Keys | None",
        words: Work,
        happened: Callable[[], str],
    ) -> None:
        """Let go of the case, work on its folder, and open it again where it was; `happened` tells what became of it.

        It tells nothing where nothing was done.
        """
        window, book = self._window, self._window.door.book
        if book is None:
            return
        folder, left = book.folder, self._place(())
        if not window.door.leave(partial(self._work_on_it, work, before, after, words, happened)):
            return
        jobs: list[Job] = []
        is_over: list[bool] = []
        page = WorkPage(words, lambda: jobs[0].cancel())

        def open_again(*, is_done: bool) -> bool:
            is_over.append(True)
            self._left = left
            return self._open(folder, after if is_done else before)

        def done(_none: None) -> None:
            if open_again(is_done=True):
                window.notices.tell_done(happened())

        def failed(problem: CaregiverError) -> None:
            open_again(is_done=False)
            window.notices.tell_trouble(problem)

        def over() -> None:
            """Open it as it was when the work was stopped; the wish may have come when all was done."""
            if is_over or not window.isVisible():
                return
            is_done = _is_protected(folder) == (after is not None)
            if open_again(is_done=is_done):
                said = happened() if is_done else ""
                window.notices.tell(said or _("It was stopped. Your case is as it was before."))

        self.receive(page)
        jobs.append(window.jobs.start(
            partial(work, folder), done=done, failed=failed, progressed=page.show_progress, ended=over,
            for_case=False, lane="whole case",
        ))  # fmt: skip

    def _open(self, folder: Path, keys: "Keys | None") -> bool:
        before = self.page
        if self._window.door.open_with(folder, keys):
            return True
        if before is not None and self.page is before:  # else another page tells already what is the matter
            self._send_away()
        return False

    def _on_asking(self, folder: Path, said: str) -> None:
        if self._window.door.leave(partial(self._on_asking, folder, said)):
            self.ask(folder, said)

    def receive(self, page: "GatePage") -> None:
        """Show a page in place of those of a case."""
        self._window.welcome.wait(False)
        self.page = page
        self._window.stack.receive(page)
        page.start()

    def _send_away(self) -> None:
        self.page = None
        self._window.stack.send_away()

    def _go_back_to_where_one_was(self) -> None:
        left, self._left, self.page = self._left, None, None
        desk = self._window.desk
        if left is None or desk is None or desk.book.folder != left.folder:
            return
        known = left.record if left.record and desk.book.find(left.record) is not None else None
        if left.page and (known is not None or self._window.shown_page != left.page):
            self._window.go(left.page, known)
        if left.stopped:
            words = ngettext(
                "Locking stopped what was under way: {work}. Start it again if you still need it.",
                "Locking stopped what was under way: {work}. Start them again if you still need them.",
                len(left.stopped),
            )
            desk.notices.tell(words.format(work=with_commas(left.stopped)), kind="care")

    def _place(self, stopped: tuple[str, ...]) -> Left:
        """Return where somebody is in the open case, and keep the page for the next opening."""
        window = self._window
        assert window.desk is not None
        shown = window.shown_page
        record = window.page(shown).shown_record() if shown else None
        with suppress(CaregiverError):
            window.preferences.change(page=shown or window.preferences.now.page)
        return Left(window.desk.book.folder, shown, record, stopped)

    def _work_under_way(self) -> tuple[str, ...]:
        return tuple(job.label for job in self._window.jobs.open if job.for_case and job.label)

    def _tell_recovered(self) -> None:
        words = _("Your new passphrase is in force. If somebody else may have seen the sheet, make a new one.")
        self._window.notices.tell_done(
            words, action=_("New recovery sheet…"), act=self._window.commands.protection.new_sheet
        )


def _is_protected(folder: Path) -> bool:
    from caregiver_app.store.keys import is_protected

    return is_protected(folder)


def _erased(
    erasure: "Erasure",
    keys: "Keys | None",
    backups_too: bool,
    tell: Callable[["Erased"], object],
    folder: Path,
    progress: Progress,
) -> None:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.erasing import erase_for_good

    progress(0, 0, "")
    with Casebook.open(folder, keys) as book:
        tell(erase_for_good(book, erasure, date.today(), backups_too=backups_too))


def _protected(protection: "Protection", folder: Path, progress: Progress) -> None:
    from caregiver_app.casebook.protecting import protect

    protect(folder, protection, progress)


def _unprotected(keys: "Keys", folder: Path, progress: Progress) -> None:
    from caregiver_app.casebook.protecting import unprotect

    unprotect(folder, keys, progress)
