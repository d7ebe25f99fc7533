"""The Appointments page: a list and a month at the left, all about the chosen appointment at the right."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from caregiver_app.casebook.appointments import mark_appointment, remove_appointment
from caregiver_app.domain.appointments.coming import next_appointment
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.appointments.reminders import reminders_in_words
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.calendar import CalendarSaving
from caregiver_app.ui.appointments.editor import add_dialog, change_dialog
from caregiver_app.ui.appointments.list_view import ListView
from caregiver_app.ui.appointments.month_view import MonthView
from caregiver_app.ui.appointments.panel import AppointmentPanel
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.page import Page
from caregiver_app.ui.printed_sheets import PrintedSheets, for_appointment
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.side_panel import SidePanel
from caregiver_app.ui.text import button, button_words, label
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

if TYPE_CHECKING:
    from caregiver_app.ui.printing_here import Draw


LIST, MONTH = range(2)

_PANEL: Final = SidePanel(narrow=860, share=0.42, least=360, most=520, height=420)
_VIEW_HEIGHT: Final = 260
# A view that is not shown must not make the page higher than the one that is.
_SHOWN: Final = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
_HIDDEN: Final = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)


class AppointmentsPage(Page):
    """Show the appointments; add, change, mark and remove them. `clock` gives today."""

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__(_("Appointments"))
        self.desk = desk
        self._clock = clock
        self._chosen: UUID | None = None
        self._is_stale = False
        self._seen_on = clock()
        self.sheets = PrintedSheets(desk, clock)
        self.calendar = CalendarSaving(desk, self, clock)
        self.calendar_button = button(_("Save as a calendar file…"), self.calendar.save, "large")
        self.add_button = button(_("Add an appointment"), self.add, "main")
        self.reminder = label("")
        self.list = ListView()
        self.month = MonthView(desk, clock)
        self.panel = AppointmentPanel(desk)
        self._lay_out()
        self._connect()
        hold_back(desk.book.read_only, self.add_button)
        self._refresh()

    @property
    def chosen(self) -> Appointment | None:
        """The appointment that is shown at the right."""
        return self.desk.book.snapshot().appointments_by_id.get(str(self._chosen))

    def start(self) -> None:
        """Go to the list or the month, or to the one thing to do while there is no appointment."""
        if not self.desk.book.snapshot().appointments and self.add_button.isEnabled():
            self.add_button.setFocus()
        else:
            self._view.start()

    def finish(self) -> None:
        """Write notes that are half typed."""
        self.panel.notes.commit()

    def show_record(self, record_id: UUID) -> None:
        """Choose an appointment, or the one a next step belongs to."""
        case = self.desk.book.snapshot()
        of_step = next((task.appointment for task in case.tasks if task.id == record_id), None)
        found = case.appointments_by_id.get(str(of_step or record_id))
        if found is not None:
            self._choose(found.id)
            self._bring_into_view()
            self._view.start()
            self.list.into_sight()

    def shown_record(self) -> UUID | None:
        """Return the appointment that is shown at the right."""
        return self.chosen.id if self.chosen is not None else None

    def show_view(self, view: int) -> None:
        """Turn to the list or to the month."""
        self.views.setCurrentIndex(view)

    def add(self, day: date | None = None) -> None:
        """Open an empty form, on a day where one is given."""
        if not self.desk.book.read_only:
            add_dialog(self.desk, day=day, added=self.show_record).open()

    def change(self) -> None:
        """Open the form of the chosen appointment."""
        self.panel.notes.commit()
        if self.chosen is not None and not self.desk.book.read_only:
            change_dialog(self.desk, self.chosen).open()

    def mark(self, state: str) -> None:
        """Say that the chosen appointment took place, was cancelled or is still to come, with a way back."""
        self.panel.notes.commit()
        chosen = self.chosen
        if chosen is None:
            return
        words = {
            "done": _("It took place: {title}."),
            "cancelled": _("Cancelled: {title}."),
            "": _("Still to come: {title}."),
        }[state].format(title=chosen.title)
        verb = partial(mark_appointment, self.desk.book, chosen, state, self._clock())
        self.desk.do_undoable(verb, words)

    def remove(self, appointment_id: UUID | None = None) -> None:
        """Take an appointment out, the chosen one where none is named, with a way back."""
        self.panel.notes.commit()
        found = self.desk.book.snapshot().appointments_by_id.get(str(appointment_id or self._chosen))
        if found is not None and not self.desk.book.read_only:
            words = _("Removed the appointment: {title}.").format(title=found.title)
            self.desk.do_undoable(partial(remove_appointment, self.desk.book, found), words)

    def print_sheet(self, name: str) -> None:
        """Ask where to, and save the visit sheet or the question sheet of the chosen appointment."""
        self.panel.notes.commit()
        if self.chosen is not None:
            self.sheets.save(self, for_appointment(self.sheets.options(name), self.chosen))

    def to_print(self) -> "Draw":
        """Return what draws the visit sheet of the chosen appointment."""
        self.panel.notes.commit()
        return self.sheets.drawing(for_appointment(self.sheets.options("visit"), self.chosen))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel beneath the list where there is no room beside."""
        super().resizeEvent(event)
        beneath = _PANEL.place(self._pair, self.panel, event.size().width())
        self._stack.setMinimumHeight(scaled(_VIEW_HEIGHT) if beneath else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed, and with the day, while it was hidden."""
        super().showEvent(event)
        if self._is_stale or self._seen_on != self._clock():
            self._refresh()

    @property
    def _view(self) -> ListView | MonthView:
        return self.month if self.views.currentIndex() == MONTH else self.list

    def _on_changed(self) -> None:
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        """Show the case as it is now; the chosen appointment stays chosen, or the one that took its place is."""
        self._is_stale, self._seen_on = False, self._clock()
        case = self.desk.book.snapshot()
        words = reminders_in_words(case, self._seen_on)
        self.reminder.setText(words)
        self._reminder_row.setVisible(bool(words))
        self.list.show_case(case, self._seen_on)
        if str(self._chosen) not in case.appointments_by_id:
            following = next_appointment(case, self._seen_on) or next(iter(reversed(case.appointments)), None)
            self._chosen = self.list.chosen_id or (following.id if following is not None else None)
        self.month.refresh()
        self._mark_chosen()

    def _choose(self, appointment_id: UUID) -> None:
        if appointment_id != self._chosen:
            self._chosen = appointment_id
            self._mark_chosen()

    def _mark_chosen(self) -> None:
        """Show the chosen appointment at the right, and where it stands at the left."""
        chosen = self.chosen
        if chosen is None:
            self.panel.show_nothing()
            return
        self.list.choose(chosen.id)
        self.month.choose(chosen.id)
        self.panel.show_appointment(self.desk.book.snapshot(), chosen, self._seen_on)

    def _bring_into_view(self) -> None:
        if self.chosen is not None:
            self.month.show_appointment(self.chosen)

    def _open(self, appointment_id: UUID) -> None:
        self._choose(appointment_id)
        self.panel.start()

    def _on_task_asked(self, task_id: UUID) -> None:
        """Show the appointment a task comes from, or its CAR-T step."""
        task = next((one for one in self.desk.book.snapshot().tasks if one.id == task_id), None)
        if task is not None and task.appointment is not None:
            self.show_record(task_id)
        elif task is not None:
            self.desk.go("journey", task_id)

    def _on_turned(self, view: int) -> None:
        for place, made in ((LIST, self.list), (MONTH, self.month)):
            made.setSizePolicy(_SHOWN if place == view else _HIDDEN)
        self._stack.setCurrentIndex(view)
        if view == MONTH:
            self._bring_into_view()

    def _lay_out(self) -> None:
        self.add_to_header(self.calendar_button)
        self.add_to_header(self.add_button)
        self._reminder_row = QWidget()
        row = QHBoxLayout(self._reminder_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(Mark("info"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reminder, 1)
        self.body.addWidget(self._reminder_row)
        self.views = QTabBar()
        self.views.setAccessibleName(_("How to see the appointments"))
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        self.views.setElideMode(Qt.TextElideMode.ElideNone)
        self._stack = QStackedWidget()
        for words, view in ((_("List"), self.list), (_("Month"), self.month)):
            self.views.addTab(button_words(words))
            self._stack.addWidget(view)
        self._on_turned(LIST)
        left = QVBoxLayout()
        left.setSpacing(SPACE_2)
        left.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._stack, 1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(SPACE_3)
        self._pair.addLayout(left, 3)
        self._pair.addWidget(self.panel, 2)
        self.body.addLayout(self._pair, 1)

    def _connect(self) -> None:
        self.desk.changes.changed.connect(self._on_changed)
        self.desk.changes.day_changed.connect(self._on_changed)
        self.views.currentChanged.connect(self._on_turned)
        for view in (self.list, self.month):
            view.chosen.connect(self._choose)
            view.opened.connect(self._open)
            view.removal_asked.connect(self.remove)
        self.month.add_asked.connect(self.add)
        self.month.task_asked.connect(self._on_task_asked)
        panel = self.panel
        panel.state_asked.connect(self.mark)
        panel.change_asked.connect(self.change)
        panel.removal_asked.connect(lambda: self.remove())
        panel.visit_sheet_asked.connect(lambda: self.print_sheet("visit"))
        panel.sheet.print_asked.connect(lambda: self.print_sheet("questions"))
