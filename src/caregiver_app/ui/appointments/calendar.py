"""Save the appointments as a calendar file that phones and other programs open."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.where_to_save import ask_where_to_save

if TYPE_CHECKING:
    from caregiver_app.exchange.calendar_file import CalendarFile


class CalendarSaving(QObject):
    """Ask where to, and save. `choose_target` asks for the place and can be replaced."""

    def __init__(self, desk: Desk, parent: QWidget, clock: Callable[[], date] = date.today) -> None:
        super().__init__(parent)
        self._desk, self._clock = desk, clock
        self.choose_target: Callable[[str], Path | None] = partial(_ask, parent)

    def save(self) -> None:
        """Ask where the calendar is to be saved, and write it while the window goes on."""
        target = self.choose_target(_("appointments.ics"))
        if target is None:
            return
        book = self._desk.book
        self._desk.notices.clear_done()

        def write(progress: Progress) -> "CalendarFile":
            from caregiver_app.casebook.calendar import save_calendar

            progress(0, 0, "")
            return save_calendar(case, originals, target, today, replace=True)

        case, originals, today = book.snapshot(), book.originals, self._clock()
        self._desk.jobs.start(
            write,
            done=partial(self._on_saved, target),
            failed=self._desk.notices.tell_trouble,
            label=_("Saving the calendar"),
        )

    def _on_saved(self, target: Path, made: "CalendarFile") -> None:
        n = made.appointments
        words = ngettext(
            "“{name}” is in {folder}, with {n} appointment.", "“{name}” is in {folder}, with {n} appointments.", n
        ).format(name=target.name, folder=target.parent, n=n)
        if made.tasks:
            tasks = ngettext(
                "{n} task with its day is in it too.", "{n} tasks with their days are in it too.", made.tasks
            )
            words = f"{words} {tasks.format(n=made.tasks)}"
        if not made.left_out:
            self._desk.notices.tell_done(words)
            return
        first = made.left_out[0]
        left = ngettext(
            "Not as it is here: “{title}”. {why}",
            "Not as they are here: {n} things, first “{title}”. {why}",
            len(made.left_out),
        ).format(n=len(made.left_out), title=first.title, why=first.why)
        self._desk.notices.tell(f"{words} {left}", kind="care")


def _ask(parent: QWidget, name: str) -> Path | None:
    return ask_where_to_save(parent, _("Save as a calendar file"), name, _("Calendars (*.ics)"))
