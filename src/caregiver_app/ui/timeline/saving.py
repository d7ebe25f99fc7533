"""Save the timeline as files of their own: the picture, and the history as a table."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from caregiver_app.i18n import N_, _, ngettext
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.where_to_save import ask_where_to_save

if TYPE_CHECKING:
    from caregiver_app.exchange.history.table import HistoryTable
    from caregiver_app.packet.picture_file import PictureOptions
    from caregiver_app.ui.printing_here import Draw

T = TypeVar("T")

PICTURES: Final = N_("Pictures (*.png *.svg *.pdf)")
TABLES: Final = N_("Tables (*.csv)")


class Saving(QObject):
    """Ask where to, write off the UI thread, and say where it is. `choose_target` can be replaced."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choose_target: Callable[[str, str], Path | None] = self._ask_for_target

    def save_picture(self) -> None:
        """Save the timeline as a picture; the ending of the name says of which kind."""
        from caregiver_app.casebook.picture import save_picture
        from caregiver_app.packet.picture_file import PictureOptions

        target = self.choose_target(_("timeline.png"), PICTURES)
        if target is None:
            return
        case, originals = self._desk.book.snapshot(), self._desk.book.originals
        write = partial(save_picture, case, originals, target, PictureOptions(date.today()))
        self._start(lambda _progress: write(), lambda _none: self._tell_saved(target), _("Saving the picture"))

    def picture(self) -> "Draw":
        """Return what draws the picture as a PDF of one page."""
        from caregiver_app.casebook.picture import save_picture
        from caregiver_app.packet.picture_file import PictureOptions

        book, options = self._desk.book, PictureOptions(date.today(), paper=self._desk.preferences.now.paper)
        return partial(_draw, partial(save_picture, book.snapshot(), book.originals), options)

    def save_table(self) -> None:
        """Save the whole history as a table that spreadsheet programs open and this program reads back."""
        from caregiver_app.casebook.exchange import save_history

        target = self.choose_target(_("history.csv"), TABLES)
        if target is None:
            return
        case, originals = self._desk.book.snapshot(), self._desk.book.originals
        self._start(
            lambda progress: save_history(case, originals, target, replace=True, progress=progress),
            lambda table: self._on_table_saved(target, table),
            _("Saving the table"),
        )

    def _start(self, write: Callable[[Progress], T], done: Callable[[T], object], label: str) -> None:
        self._desk.notices.clear_done()
        self._desk.jobs.start(write, done=done, failed=self._desk.notices.tell_trouble, label=label)

    def _on_table_saved(self, target: Path, table: "HistoryTable") -> None:
        if not table.left_out:
            self._tell_saved(target)
            return
        n = len(table.left_out)
        words = ngettext(
            "“{name}” is in {folder}, but {n} entry could not be written: {why}",
            "“{name}” is in {folder}, but {n} entries could not be written, the first because: {why}",
            n,
        )
        why = table.left_out[0].why
        self._desk.notices.tell(words.format(name=target.name, folder=target.parent, n=n, why=why), kind="care")

    def _tell_saved(self, target: Path) -> None:
        words = _("“{name}” is in {folder}.")
        self._desk.notices.tell_done(words.format(name=target.name, folder=target.parent))

    def _ask_for_target(self, name: str, kinds: str) -> Path | None:
        return ask_where_to_save(self._desk.window, _("Save as"), name, _(kinds))


def _draw(save: Callable[..., None], options: "PictureOptions", target: Path) -> None:
    save(target, options)
