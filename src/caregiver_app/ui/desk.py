"""What every page works with: the open case and the few things that are shared round it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caregiver_app.errors import CaregiverError, CaseSwapped, NotSaved
from caregiver_app.i18n import _
from caregiver_app.settings import Preferences
from caregiver_app.ui.changes import CasebookSignals
from caregiver_app.ui.drafts import Drafts
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.notices import Notices
from caregiver_app.ui.saving import Saving

if TYPE_CHECKING:
    from uuid import UUID

    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.ui.main_window import MainWindow


@dataclass(frozen=True)
class Desk:
    """Hold one open case and its surroundings.

    `go(page, record_id)` shows a page by its key ("overview", "timeline", "documents", "packet") and, with an
    id, the record on it. `reopen()` lets go of the case and opens it anew; `undo()` and `redo()` take a
    step and say so in the strip.
    """

    book: "Casebook"
    changes: CasebookSignals
    jobs: Jobs
    notices: Notices
    drafts: Drafts
    saving: Saving
    preferences: Preferences
    window: QWidget
    go: "Callable[[str, UUID | None], None]"
    reopen: Callable[[], object]

    def do(self, verb: Callable[[], object], *, hold: bool = True) -> bool:
        """Call a verb; when it cannot be done, say why in the strip. Answer whether it was done.

        One that the disk refused is held for another try, unless it means nothing later or its caller holds it.
        """
        try:
            verb()
        except CaregiverError as problem:
            if self.saving.refused(verb if hold else None, problem):
                self._tell_refused(problem)
            else:
                self.notices.tell_trouble(problem)
            return False
        self.saving.done(verb)
        return True

    def save_now(self) -> None:
        """Write what is half typed and what was refused, and say so: for whoever is used to saving by a key."""
        self.changes.about_to_step_back.emit()
        self.try_again()

    def try_again(self) -> None:
        """Write what could not be written before, and say how that went."""
        if isinstance(self.saving.trouble, CaseSwapped):
            self.reopen()
            return
        try:
            self.saving.try_again()
        except CaregiverError as problem:
            self._tell_refused(problem)
        else:
            self.notices.tell_done(_("Everything is saved now."))

    def tell_refused(self, problem: CaregiverError, *, again: Callable[[], object]) -> None:
        """Say what long work ran into, with another try where a disk was in the way."""
        if isinstance(problem, NotSaved):
            self.notices.tell_trouble(problem, action=_("Try again"), act=again)
        else:
            self.notices.tell_trouble(problem)

    def _tell_refused(self, problem: CaregiverError) -> None:
        act = self.reopen if isinstance(problem, CaseSwapped) else self.try_again
        self.notices.tell_trouble(problem, action=self.saving.way_on, act=act)

    def do_undoable(self, verb: Callable[[], object], happened: str) -> bool:
        """Call a verb, then say what happened with a way back at hand."""
        if not self.do(verb):
            return False
        self.tell_step(happened)
        return True

    def tell_step(self, happened: str, kind: str = "good") -> None:
        """Say what the newest step did, with the way back from it."""
        self.notices.tell_step(happened, action=_("Undo"), act=self.undo, kind=kind)

    def undo(self) -> None:
        """Take the last step back and say which; what is half typed is a step by then."""
        self.changes.about_to_step_back.emit()
        if self.do(lambda: self.book.undo(), hold=False):
            label = self.book.redo_label or ""
            self.notices.tell_step(_("Undone: {step}").format(step=label), action=_("Do it again"), act=self.redo)

    def redo(self) -> None:
        """Do the step again that was undone, and say which; else as `undo`."""
        self.changes.about_to_step_back.emit()
        if self.do(lambda: self.book.redo(), hold=False):
            label = self.book.undo_label or ""
            self.tell_step(_("Done again: {step}").format(step=label))


def desk_for(window: "MainWindow", book: "Casebook", changes: CasebookSignals) -> Desk:
    """Lay out what the pages of a case that was just opened work with."""
    drafts = Drafts(book.folder / "drafts", book.seal)
    saving = Saving(book, drafts, changes)
    return Desk(
        book,
        changes,
        window.jobs,
        window.notices,
        drafts,
        saving,
        window.preferences,
        window,
        window.go,
        window.door.reopen,
    )
