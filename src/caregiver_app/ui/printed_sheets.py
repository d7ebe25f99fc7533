"""Save a sheet to print from any page: ask where, draw it beside the window, offer to open it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caregiver_app.casebook.sheets import make_sheet
from caregiver_app.i18n import _, ngettext
from caregiver_app.packet.printed.options import SHEETS, SheetOptions
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.made_files import drawn
from caregiver_app.ui.where_to_save import ask_where_to_save

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.store.originals import Originals
    from caregiver_app.ui.printing_here import Draw


class PrintedSheets:
    """Make sheets of the open case. `choose_target` asks where to save; tests put an answer there."""

    def __init__(self, desk: Desk, today: Callable[[], date] = date.today) -> None:
        self._desk = desk
        self._today = today
        self.choose_target: Callable[[QWidget, str], Path | None] = self._ask

    def options(self, name: str) -> SheetOptions:
        """Return the options of a sheet for today, on the paper that was used last, in the language for printing."""
        chosen = self._desk.preferences.now
        return SheetOptions(name, self._today(), chosen.paper, language=chosen.print_language)

    def drawing(self, options: SheetOptions) -> "Draw":
        """Return what draws a sheet into a file, to be printed at once."""
        book = self._desk.book
        return partial(_write, book.snapshot(), book.originals, options)

    def save(self, parent: QWidget, options: SheetOptions) -> None:
        """Ask where a sheet is to be saved, and draw it there while the window goes on."""
        target = self.choose_target(parent, _("{sheet}.pdf").format(sheet=_(SHEETS[options.name])))
        if target is None:
            return
        book = self._desk.book
        draw = partial(make_sheet, book.snapshot(), book.originals, target, options)
        self._desk.notices.clear_done()
        self._desk.jobs.start(
            partial(drawn, draw),
            done=partial(self._on_made, target, options),
            failed=self._desk.notices.tell_trouble,
            label=_("Drawing the sheet"),
        )

    def _on_made(self, target: Path, options: SheetOptions, pages: int) -> None:
        words = ngettext(
            "{sheet}: saved as “{name}” in {folder}, on {n} page.",
            "{sheet}: saved as “{name}” in {folder}, on {n} pages.",
            pages,
        ).format(sheet=_(SHEETS[options.name]), name=target.name, folder=target.parent, n=pages)
        self._desk.notices.tell_done(words, action=_("Print…"), act=partial(self._print, target))

    def _print(self, target: Path) -> None:
        from caregiver_app.ui.packet.printing import print_packet  # what prints is loaded when something is printed

        print_packet(self._desk.window, self._desk, [target])

    def _ask(self, parent: QWidget, name: str) -> Path | None:
        return ask_where_to_save(parent, _("Save as a PDF"), name, _("PDF (*.pdf)"))


def _write(case: "CaseSnapshot", originals: "Originals", options: SheetOptions, target: Path) -> None:
    make_sheet(case, originals, target, options)


def for_appointment(options: SheetOptions, appointment: object) -> SheetOptions:
    """Return the options of a sheet for one appointment; None is the next one."""
    return replace(options, appointment=getattr(appointment, "id", None))
