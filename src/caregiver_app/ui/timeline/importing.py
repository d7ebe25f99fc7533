"""Bring a history in from a table or a text: read off the UI thread, looked over, and written only when asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from caregiver_app.casebook.exchange import save_template
from caregiver_app.casebook.several import Proposed, propose_file
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.late_dialogs import open_or_offer
from caregiver_app.ui.timeline.several import review_dialog
from caregiver_app.ui.where_to_save import ask_where_to_save


@dataclass(frozen=True)
class _Found:
    """What reading a file against a case gave."""

    file: Path
    case: CaseSnapshot
    proposed: Proposed


class Importing(QObject):
    """Take a table in, or give an empty one out. The `choose_…` ask for places and can be replaced."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choose_file: Callable[[], Path | None] = self._ask_for_file
        self.choose_target: Callable[[str], Path | None] = self._ask_for_target

    def start(self) -> None:
        """Ask for a table and read it."""
        file = self.choose_file()
        if file is not None:
            self.read(file)

    def read(self, file: Path) -> None:
        """Read a table or a text and show what would come in."""
        self._desk.notices.clear_done()
        job = self._desk.jobs.start(
            partial(_found, file, self._desk.book.snapshot()),
            done=self._on_read,
            failed=self._desk.notices.tell_trouble,
            label=_("Reading the table"),
        )
        self.destroyed.connect(job.cancel)

    def save_template(self) -> None:
        """Ask where to, and write a table to start from."""
        target = self.choose_target(_("history.csv"))
        if target is None or not self._desk.do(lambda: save_template(target)):
            return
        words = _(
            "“{name}” is ready in {folder}. "
            "Replace its example rows with what happened, save it as CSV, then import it."
        )
        self._desk.notices.tell_done(words.format(name=target.name, folder=target.parent))

    @Slot(object)
    def _on_read(self, found: _Found) -> None:
        if found.case is not self._desk.book.snapshot():
            self.read(found.file)  # the case changed meanwhile, and with it what is new
            return
        proposed, name = found.proposed, found.file.name
        if all(one.is_known for one in proposed.rows):
            self._desk.notices.tell(nothing_new(len(proposed.rows), name))
            return
        words = _("“{name}” is read. Look at what would come in.").format(name=name)
        again = partial(self.read, found.file)
        open_or_offer(lambda: review_dialog(self._desk, found.file, proposed), self._desk.notices, words, again)

    def _ask_for_file(self) -> Path | None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self._desk.window,
            _("Choose the table with the history"),
            _documents(),
            _("Tables and texts (*.csv *.tsv *.txt);;All files (*)"),
        )
        return Path(chosen) if chosen else None

    def _ask_for_target(self, name: str) -> Path | None:
        # A file that is there is never written over, so there is nothing to ask.
        words = _("Save an empty table")
        return ask_where_to_save(self._desk.window, words, name, _("Tables (*.csv)"), replaces=False)


def nothing_new(n: int, name: str) -> str:
    """Say that a table of `n` rows brings nothing, and why."""
    if not n:
        return _("There is no row in “{name}” that could come in.").format(name=name)
    words = ngettext(
        "There is nothing new in “{name}”: its {n} row is in the case already.",
        "There is nothing new in “{name}”: its {n} rows are in the case already.",
        n,
    )
    return words.format(name=name, n=n)


def _found(file: Path, case: CaseSnapshot, progress: Progress) -> _Found:
    return _Found(file, case, propose_file(file, case, progress))


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
