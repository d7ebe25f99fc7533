"""The month: its grid of days, and beneath it what is on the chosen day and what has no exact day."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.appointments.month import WEEKDAYS, Day, Month, month_of, on_the_day
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.board import TaskView
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.month_grid import MonthGrid, MonthModel
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, heading, label
from caregiver_app.ui.theme import SPACE_2, scaled

_LIST_LEAST: Final = 100
_TASK: Final = "task "
"""What the keys of rows begin with that are tasks and no appointments."""


class MonthView(QWidget):
    """Show a month. `chosen` carries the id of the appointment that was gone to, `opened` the one on Enter.

    `removal_asked` carries that of the one on Delete, `add_asked` a day on which nothing is, `task_asked` the id of a
    task.
    """

    chosen = Signal(object)
    opened = Signal(object)
    removal_asked = Signal(object)
    add_asked = Signal(object)
    task_asked = Signal(object)

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._desk = desk
        self._first_weekday = QLocale().firstDayOfWeek().value - 1
        self.grid = MonthGrid(MonthModel(self._read, clock))
        self.name = heading("")
        self.earlier_button = button(_("Earlier"), lambda: self._turn(-1))
        self.later_button = button(_("Later"), lambda: self._turn(1))
        self.today_button = button(_("Today"), lambda: self._go_to(clock()))
        self.list = RowList(_("On this day, and some time in this month"), fits=False)
        self.list.setMinimumHeight(scaled(_LIST_LEAST))
        self.nothing = label("", "hint")
        self._lay_out()
        self._connect()
        self.grid.go_to(clock())

    def refresh(self) -> None:
        """Show the case as it is now; the day stays chosen."""
        self.grid.refresh()
        self._show_list()

    def start(self) -> None:
        """Go to the grid."""
        self.grid.setFocus()

    def show_appointment(self, appointment: Appointment) -> None:
        """Bring an appointment into view: its day, or the month it may be in."""
        key = str(appointment.id)
        when = appointment.date
        if when is not None and self.list.current_key != key:
            span = when.span()
            day = span.earliest or span.latest
            if day is not None and (when.is_exact or not self._shows(key)):
                self.grid.blockSignals(True)
                self.grid.go_to(day)
                self.grid.blockSignals(False)
                self._show_name()
                self._show_list()
        self.choose(appointment.id)

    def choose(self, appointment_id: UUID) -> None:
        """Choose an appointment in the list beneath, where it is there, telling nobody."""
        self._choose(str(appointment_id))

    def _shows(self, key: str) -> bool:
        return any(row.key == key for row in self.list.rows)

    def _read(self, year: int, month: int) -> Month:
        return month_of(self._desk.book.snapshot(), year, month, self._first_weekday)

    def _turn(self, by: int) -> None:
        self.grid.turn(by)

    def _go_to(self, day: date) -> None:
        self.grid.go_to(day)

    def _on_day_chosen(self, day: date) -> None:
        self._show_list()
        shown = self.grid.day_shown(day)
        if shown is not None and shown.appointments:
            self._choose(str(shown.appointments[0].id))
            self.chosen.emit(shown.appointments[0].id)

    def _on_day_opened(self, day: date) -> None:
        shown = self.grid.day_shown(day)
        if shown is None or not shown.count:
            self.add_asked.emit(day)
        elif shown.count == 1 and shown.appointments:
            self.opened.emit(shown.appointments[0].id)
        else:
            self.list.setFocus()

    def _on_row_chosen(self) -> None:
        key = self.list.current_key
        if key and not key.startswith(_TASK):
            self.chosen.emit(UUID(key))

    def _on_row_opened(self, key: str) -> None:
        if key.startswith(_TASK):
            self.task_asked.emit(UUID(key.removeprefix(_TASK)))
        else:
            self.opened.emit(UUID(key))

    def _on_removal_asked(self, key: str) -> None:
        """Let an appointment be removed here; a task only where it belongs."""
        if not key.startswith(_TASK):
            self.removal_asked.emit(UUID(key))

    def _choose(self, key: str) -> None:
        self.list.blockSignals(True)
        self.list.choose(key)
        self.list.blockSignals(False)

    def _show_name(self) -> None:
        self.name.setText(self.grid.month_model.month.in_words())

    def _show_list(self) -> None:
        month = self.grid.month_model.month
        day = self.grid.day_shown(self.grid.day)
        rows = [*_of_day(day), *_loose(month)]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        is_empty = day is not None and not day.count
        self.nothing.setVisible(is_empty)
        if day is not None and is_empty:
            words = _("Nothing is written down for {day}.")
            self.nothing.setText(words.format(day=PartialDate.of_day(day.date).in_words()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        self.name.setWordWrap(False)
        head.addWidget(self.name)
        head.addStretch(1)
        for part in (self.today_button, self.earlier_button, self.later_button):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.earlier_button.setAccessibleName(_("The month before"))
        self.later_button.setAccessibleName(_("The month after"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(head)
        column.addWidget(self.grid, 3)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.grid.day_chosen.connect(self._on_day_chosen)
        self.grid.day_opened.connect(self._on_day_opened)
        self.grid.month_shown.connect(self._show_name)
        self.list.currentRowChanged.connect(lambda _row: self._on_row_chosen())
        self.list.opened.connect(self._on_row_opened)
        self.list.removal_asked.connect(self._on_removal_asked)
        self._show_name()


def _of_day(day: Day | None) -> list[Row]:
    if day is None or not day.count:
        return []
    words = _("{weekday}, {date}").format(
        weekday=_(WEEKDAYS[day.date.weekday()]), date=PartialDate.of_day(day.date).in_words()
    )
    return [Row("", words, bold=True), *(_row(one) for one in day.appointments), *_task_rows(day.tasks)]


def _loose(month: Month) -> list[Row]:
    rows = []
    if month.loose or month.loose_tasks:
        rows.append(Row("", _("Some time in {month}").format(month=month.in_words()), bold=True))
        rows += [_row(one, with_date=True) for one in month.loose]
        rows += _task_rows(month.loose_tasks)
    if month.undated:
        rows.append(Row("", _("Without a date yet"), bold=True))
        rows += [_row(one) for one in month.undated]
    return rows


def _row(appointment: Appointment, *, with_date: bool = False) -> Row:
    when = appointment.date.in_words() if with_date and appointment.date is not None else ""
    told = (when, appointment.whom, appointment.place)
    return Row(str(appointment.id), on_the_day(appointment), " · ".join(part for part in told if part))


def _task_rows(tasks: tuple[TaskView, ...]) -> list[Row]:
    return [
        Row(f"{_TASK}{task.record.id}", _("Due: {task}").format(task=task.text), task.who)
        for task in tasks
        if task.record is not None
    ]
