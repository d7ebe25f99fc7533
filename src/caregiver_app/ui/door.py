"""Opening, starting and closing a case; the heavy parts are loaded off the UI thread and only when asked for."""

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.settings import Preferences
from caregiver_app.ui.jobs import Jobs

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook


class Door(QObject):
    """Hold at most one open case.

    `opened` carries the casebook; `closing` is told while it can still be written, `closed` when it is not to be used
    any more; `refused` carries a CaregiverError: what kept a case shut, or what went amiss when it was let go.
    """

    opened = Signal(object)
    closing = Signal()
    closed = Signal()
    refused = Signal(object)

    def __init__(self, preferences: Preferences, jobs: Jobs, cases: Path) -> None:
        super().__init__()
        self._preferences = preferences
        self._jobs = jobs
        self._cases = cases
        self.book: Casebook | None = None

    def open(self, folder: Path) -> None:
        """Open the case in a folder, once everything for it is loaded; `opened` or `refused` tells the outcome."""
        at = folder.expanduser().resolve()
        self._jobs.start(_load, done=lambda _none: self._open_now(at), failed=self.refused.emit, for_case=False)

    def create(self, folder: Path, values: dict[str, Any]) -> None:
        """Start a case and open it. Raises CaregiverError when something is in the way."""
        from caregiver_app.casebook.casebook import Casebook, refuse_occupied
        from caregiver_app.domain.person import Person
        from caregiver_app.fsops import told_plainly

        refuse_occupied(folder)
        with told_plainly(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
        self._take(Casebook.create(folder, Person(**values)))

    def open_sample(self, folder: Path | None = None) -> None:
        """Make a fresh copy of the sample case and open it."""
        at = folder or self._cases / _("Sample case {when}").format(when=f"{datetime.now():%Y-%m-%d %H%M%S}")
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

    def close(self) -> None:
        """Let go of the open case and forget to open it at the next start."""
        if self.book is not None:
            self.leave()
            self._remember(open_at_start="")

    def leave(self) -> bool:
        """Let go of the open case and keep in mind which it was; answer whether that went well."""
        book = self.book
        if book is None:
            return True
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
        from caregiver_app.casebook.casebook import Casebook

        if self.book is not None and self.book.folder == folder:
            self.opened.emit(self.book)
            return
        try:
            self._take(Casebook.open(folder))
        except CaregiverError as problem:
            self.refused.emit(problem)

    def _take(self, book: "Casebook") -> None:
        self.leave()
        self.book = book
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


def _load(_progress: Progress) -> None:
    """Import what an open case needs, while the window already answers."""
    import_module("caregiver_app.casebook.casebook")


def _make_sample(folder: Path, progress: Progress) -> None:
    from caregiver_app.casebook.sample import make_sample
    from caregiver_app.fsops import told_plainly

    with told_plainly(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
    make_sample(folder, progress)
