"""Opening, starting and closing a case; the heavy parts are loaded off the UI thread and only when asked for."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from caregiver_app.errors import CaregiverError, CaseLocked
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.settings import Preferences
from caregiver_app.ui.jobs import Jobs
from caregiver_app.waste import none_to_look_for

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.protection import Protection
    from caregiver_app.store.keys import Keys

_NEEDED: Final = ("casebook.casebook", "casebook.second_place", "ui.backups.writing", "ui.overview.page")

KEPT_AT_CLOSING: Final = 16 << 20
"""Bytes of a case file of which a backup is made while a window closes; of a larger one at the next opening."""


class Door(QObject):
    """Hold at most one open case.

    `opened` carries the casebook; `closing` is told while it can still be written, `closed` when it is not to be used
    any more; `refused` carries a CaregiverError: what kept a case shut, or what went amiss when it was let go.
    `asking` carries the folder of a case whose passphrase has to be given first, and what is to be said: then
    `open_with` opens it. `lost` carries the folder and the keys of a case whose case file is gone or damaged.
    """

    opened = Signal(object)
    closing = Signal()
    closed = Signal()
    refused = Signal(object)
    asking = Signal(object, str)
    lost = Signal(object, object)

    def __init__(self, preferences: Preferences, jobs: Jobs, cases: Path) -> None:
        super().__init__()
        self._preferences = preferences
        self._jobs = jobs
        self._cases = cases
        self.book: Casebook | None = None
        self.asked_for = Path()
        """The folder that somebody wanted to open last."""
        self._to_read = self._sure = False
        self.may_leave: Callable[[Callable[[], object]], bool] = lambda _again: True
        """Asked before a case is let go; whoever says no calls what it is given once there is nothing to lose."""

    @property
    def jobs(self) -> Jobs:
        """What does long work beside the window."""
        return self._jobs

    def open(self, folder: Path, *, to_read: bool = False, sure: bool = False) -> None:
        """Open the case in a folder, once everything for it is loaded; `opened` or `refused` tells the outcome.

        `to_read` opens what was saved last of one that another window holds; `sure` is who knows that no other
        computer has it open. Both hold for `open_with` too, until something else is opened.
        """
        at = self.asked_for = folder.expanduser().resolve()
        self._to_read, self._sure = to_read, sure
        self._jobs.start(_load, done=lambda _none: self._open_now(at), failed=self.refused.emit, for_case=False)

    def open_with(self, folder: Path, keys: "Keys | None") -> bool:
        """Open a case with its keys, and answer whether that went well; `refused` or `lost` says why not."""
        try:
            self._take(self._opened(folder, keys))
        except CaregiverError as problem:
            self._refuse(folder, keys, problem)
            return False
        return True

    def create(self, folder: Path, values: dict[str, Any], protection: "Protection | None" = None) -> None:
        """Start a case and open it; with `protection` a protected one. Raises CaregiverError for what is in the way."""
        from caregiver_app.casebook.casebook import Casebook
        from caregiver_app.domain.person import Person
        from caregiver_app.fsops import told_plainly

        self.refuse_occupied(folder)
        with told_plainly(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
        keys, wrapped = (protection.keys, protection.wrapped) if protection is not None else (None, None)
        self._to_read = self._sure = False
        self._take(Casebook.create(folder, Person(**values), keys, wrapped))

    def refuse_occupied(self, folder: Path) -> None:
        """Raise CaregiverError when a new case cannot be put in this folder."""
        from caregiver_app.casebook.new_folder import refuse_occupied

        refuse_occupied(folder)

    def open_sample(self, folder: Path | None = None) -> None:
        """Make a fresh copy of the sample case and open it."""
        at = folder or self._cases / _("Sample case {when}").format(when=f"{datetime.now():%Y-%m-%d %H%M%S}")
        self._to_read = self._sure = False
        self._jobs.start(
            lambda progress: _make_sample(at, progress),
            done=lambda _none: self._open_now(at),
            failed=self.refused.emit,
            label=_("Making the sample case"),
            for_case=False,
        )

    def new_folder(self, name: str) -> Path:
        """Return the folder offered for a new case of this name."""
        plain = "".join(letter for letter in name if letter.isalnum() or letter in " -_").strip()
        return self._cases / (plain or _("New case"))

    def free_folder(self, name: str) -> Path:
        """Return a folder of this name among the program's own cases that nothing is in, or of a name like it."""
        from caregiver_app.fsops import unused

        return unused(self._cases / name)

    def reopen(self) -> None:
        """Let go of the open case and open what is in its folder by now."""
        if self.book is not None:
            folder, keys = self.book.folder, self.book.keys
            if self.leave(self.reopen) and (keys is None or not self.open_with(folder, keys)):
                self.open(folder)

    def neutral_folder(self) -> Path:
        """Return a folder whose name says nothing, for a new case with a passphrase: names of folders stay readable."""
        names = (_("Case {n}").format(n=n) for n in count(1))
        return next(place for place in (self._cases / name for name in names) if not place.exists())

    def close(self) -> None:
        """Let go of the open case and forget to open it at the next start."""
        if self.book is not None:
            self.leave(self.close)
            if self.book is None:
                self._remember(open_at_start="")

    def leave(self, again: Callable[[], object] = lambda: None) -> bool:
        """Let go of the open case and keep in mind which it was; answer whether that went well.

        A case in which something would be lost stays open; `again` is called once it would not.
        """
        book = self.book
        if book is None:
            return True
        if not self.may_leave(again):
            return False
        self._jobs.leave_case()
        self.closing.emit()
        self.book = None
        self.closed.emit()
        try:
            book.close()
        except CaregiverError as problem:
            self.refused.emit(problem)
            return False
        return True

    def _open_now(self, folder: Path) -> None:
        if self.book is not None and self.book.folder == folder:
            self.opened.emit(self.book)
            return
        try:
            self._take(self._opened(folder, None))
        except CaseLocked:
            self.asking.emit(folder, "")
        except CaregiverError as problem:
            self._refuse(folder, None, problem)

    def _refuse(self, folder: Path, keys: "Keys | None", problem: CaregiverError) -> None:
        from caregiver_app.casebook.rebuilding import is_lost
        from caregiver_app.store.keys import is_protected

        if not is_lost(folder, problem):
            self.refused.emit(problem)
        elif keys is None and is_protected(folder):
            words = _("Its case file is gone or damaged. Give the passphrase to see what is left. Nothing is changed.")
            self.asking.emit(folder, words)
        else:
            self.lost.emit(folder, keys)

    def _opened(self, folder: Path, keys: "Keys | None") -> "Casebook":
        from caregiver_app.casebook.casebook import Casebook

        opening = Casebook.open_to_read if self._to_read else partial(Casebook.open, sure=self._sure)
        book = opening(folder, keys)
        try:
            book.require_readable()
        except BaseException:
            book.close()
            raise
        return book

    def _take(self, book: "Casebook") -> None:
        self.leave(lambda: self.open(book.folder))
        if self.book is not None:
            book.close()
            return
        self.book = book
        book.keep_backups(most=KEPT_AT_CLOSING)
        try:
            self._preferences.take(self._preferences.now.opened(book.folder))
        except CaregiverError as problem:
            self.refused.emit(problem)
        self.opened.emit(book)

    def _remember(self, **changes: Any) -> None:
        try:
            self._preferences.change(**changes)
        except CaregiverError as problem:
            self.refused.emit(problem)


@cache
def _load_once() -> None:
    with none_to_look_for():
        for name in _NEEDED:
            import_module(f"caregiver_app.{name}")
        from caregiver_app.ui.overview.ready import get_ready

        get_ready()


def _load(_progress: Progress) -> None:
    """Import what an open case needs, and read what its first page tells with, while the window already answers."""
    _load_once()


def _make_sample(folder: Path, progress: Progress) -> None:
    from caregiver_app.casebook.sample import make_sample
    from caregiver_app.fsops import told_plainly

    with told_plainly(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
    make_sample(folder, progress)
