"""What every page works with: the open case and the few things that are shared round it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.settings import Preferences
from caregiver_app.ui.changes import CasebookSignals
from caregiver_app.ui.drafts import Drafts
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.notices import Notices

if TYPE_CHECKING:
    from uuid import UUID

    from caregiver_app.casebook.casebook import Casebook


@dataclass(frozen=True)
class Desk:
    """Hold one open case and its surroundings.

    `go(page, record_id)` shows a page by its key ("overview", "timeline", "documents", "packet") and, with an
    id, the record on it. `undo()` and `redo()` take a step and say so in the strip.
    """

    book: "Casebook"
    changes: CasebookSignals
    jobs: Jobs
    notices: Notices
    drafts: Drafts
    preferences: Preferences
    window: QWidget
    go: "Callable[[str, UUID | None], None]"

    def do(self, verb: Callable[[], object]) -> bool:
        """Call a verb; when it cannot be done, say why in the strip. Answer whether it was done."""
        try:
            verb()
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return False
        return True

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
        if self.do(lambda: self.book.undo()):
            label = self.book.redo_label or ""
            self.notices.tell_step(_("Undone: {step}").format(step=label), action=_("Do it again"), act=self.redo)

    def redo(self) -> None:
        """Do the step again that was undone, and say which; else as `undo`."""
        self.changes.about_to_step_back.emit()
        if self.do(lambda: self.book.redo()):
            label = self.book.undo_label or ""
            self.tell_step(_("Done again: {step}").format(step=label))
