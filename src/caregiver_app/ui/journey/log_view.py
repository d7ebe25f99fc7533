"""The daily log of a round: what was seen, day by day, to be kept and printed."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from caregiver_app.casebook import journey
from caregiver_app.domain.guide.articles import notes
from caregiver_app.domain.journey.board import instructions_of
from caregiver_app.domain.journey.day_count import day_zero
from caregiver_app.domain.journey.records import LogEntry, Round
from caregiver_app.domain.journey.words import topic_name
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.journey.log_form import add_entry_dialog, entry_dialog
from caregiver_app.ui.journey.log_table import LogTable, newest_first
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, button_words, label
from caregiver_app.ui.theme import SPACE_2

_CALL: Final = "fever-call"


class LogView(QWidget):
    """Show the log of one round. `print_log(blank)` prints it, filled in or to be filled in by hand."""

    def __init__(
        self, desk: Desk, chosen: Round, clock: Callable[[], date], print_log: Callable[[bool], object]
    ) -> None:
        super().__init__()
        self._desk, self._round, self._clock = desk, chosen, clock
        self._is_stale = False
        self._case = desk.book.snapshot()
        self.symptom = label(notes()["symptom"].words(), "strong")
        self.call = label("", "body")
        self._about = label("", "quiet")
        self.table = LogTable(self._entries, lambda: day_zero(self._case, self._round.id))
        self.add_button = button(_("Add to the log…"), self.add, "main")
        self.change_button = button(_("Change…"), self.change, "large")
        self.remove_button = button(_("Remove"), self.remove, "large")
        self.print_button = button(_("Print…"), role="large")
        self.print_button.setAccessibleName(_("Print the daily log"))
        menu = QMenu(self.print_button)
        for words, blank in ((_("As it is filled in…"), False), (_("Empty, to be filled in by hand…"), True)):
            menu.addAction(button_words(words)).triggered.connect(
                lambda _on=False, blank=blank: print_log(blank)
            )  # fmt: skip
        self.print_button.setMenu(menu)
        self._lay_out()
        hold_back(desk.book.read_only, self.add_button, self.change_button, self.remove_button)
        self.table.chosen.connect(lambda _id: self._show_acts())
        self.table.activated_record.connect(lambda _entry: self.change())
        self.table.removal_asked.connect(lambda _entries: self.remove())
        self._show()

    def choose_round(self, chosen: Round, *, other: bool) -> None:
        """Show the log of a round."""
        self._round = chosen
        self.refresh()

    def refresh(self) -> None:
        """Show the case as it is now; hidden, it waits to be shown."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._show()

    def start(self) -> None:
        """Go to the log, or to the one thing to do while it is empty."""
        if self.table.proxy.rowCount():
            if not self.table.selected_records():
                self.table.selectRow(0)
            self.table.setFocus()
        else:
            (self.add_button if self.add_button.isEnabled() else self.print_button).setFocus()

    def finish(self) -> None:
        """Let go of nothing: what is typed here is typed in forms of their own."""

    @property
    def chosen(self) -> LogEntry | None:
        """The entry that is chosen."""
        return next(iter(self.table.selected_records()), None)

    def add(self) -> None:
        """Open the form of a new entry."""
        add_entry_dialog(self._desk, self._round, self._clock()).open()

    def change(self) -> None:
        """Open the form of the chosen entry."""
        if self.chosen is not None:
            entry_dialog(self._desk, self.chosen).open()

    def remove(self) -> None:
        """Take the chosen entry out, with a way back."""
        entry = self.chosen
        if entry is not None:
            words = _("Removed from the daily log: {day}.").format(day=entry.date.in_words())
            self._desk.do_undoable(lambda: journey.remove_log_entry(self._desk.book, entry), words)

    def show_entry(self, entry_id: UUID) -> None:
        """Choose an entry."""
        self.table.select_ids([entry_id], focus=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _entries(self) -> list[LogEntry]:
        return newest_first(one for one in self._case.log if one.round == self._round.id)

    def _show(self) -> None:
        self._case = self._desk.book.snapshot()
        told = instructions_of(self._case, self._round.id).get(_CALL)
        words = _("{what}: {answer}").format(what=topic_name(_CALL), answer=told.text) if told is not None else ""
        self.call.setText(_("Your team said: {words}").format(words=words) if words else "")
        self.call.setVisible(bool(words))
        self.table.records_model.refresh()
        self.table.viewport().update()  # day 0 may be another one now
        self.table.fit_rows()
        n = self.table.proxy.rowCount()
        self._about.setText(
            _("What you write is kept and printed as it stands. Nothing in it is read or judged here.")
            if n
            else _("The log is empty. Write down what you see, or print it empty and fill it in by hand.")
        )
        self.table.setVisible(bool(n))
        self._show_acts()

    def _show_acts(self) -> None:
        for part in (self.change_button, self.remove_button):
            part.setEnabled(self.chosen is not None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        for part in (self.symptom, self.call, self._about):
            column.addWidget(part)
        column.addWidget(flowing((self.add_button, self.change_button, self.remove_button, self.print_button), SPACE_2))
        column.addWidget(self.table, 1)
        self._rest = QWidget()
        column.addWidget(self._rest)
