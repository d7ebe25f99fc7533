"""The next steps of an appointment: who does what by when, to tick."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook.journey import add_task, change_task, remove_task
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.board import TaskView, free_tasks
from caregiver_app.domain.journey.records import Task
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.place import show_rows
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import TextControl
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, heading, hint
from caregiver_app.ui.theme import SPACE_2


class StepsSection(QWidget):
    """Show what comes after one appointment."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._appointment: Appointment | None = None
        self._today = date.min
        self._tasks: dict[str, Task] = {}
        self._empty = hint(_("What was agreed: who does what, and by when."))
        self.list = RowList(_("Next steps"))
        self.add_button = button(_("Add a next step…"), self.add)
        self.change_button = button(_("Change the step…"), self._change_chosen, "link")
        self.remove_button = button(_("Remove the step"), self._remove_chosen, "link")
        self._lay_out()
        self.list.ticked.connect(self.tick)
        self.list.opened.connect(self.change)
        self.list.removal_asked.connect(self.remove)
        self.list.itemSelectionChanged.connect(self._show_chosen)
        hold_back(desk.book.read_only, self.add_button, self.change_button, self.remove_button)

    def show_appointment(self, appointment: Appointment, today: date) -> None:
        """Show the next steps of an appointment; what is chosen stays chosen."""
        self._appointment, self._today = appointment, today
        views = free_tasks(self._desk.book.snapshot(), appointment.id)
        self._tasks = {str(view.record.id): view.record for view in views if view.record is not None}
        show_rows(self.list, [_row(view, today) for view in views])
        self.list.setVisible(bool(views))
        self._empty.setVisible(not views)
        self._show_chosen()

    def add(self) -> None:
        """Ask for a next step."""
        if self._appointment is not None:
            step_dialog(self._desk, Task(text="-", appointment=self._appointment.id), is_new=True).open()

    def change(self, key: str) -> None:
        """Open the form of a step."""
        if not self._desk.book.read_only:
            step_dialog(self._desk, self._tasks[key]).open()

    def tick(self, key: str, is_done: bool) -> None:
        """Write down that a step is done, or not yet."""
        if not self._desk.book.read_only:
            on = PartialDate.of_day(self._today) if is_done else None
            changed = self._tasks[key].amended(is_done=is_done, done_on=on)
            self._desk.do(partial(change_task, self._desk.book, changed))

    def remove(self, key: str) -> None:
        """Take a step off, with a way back."""
        if not self._desk.book.read_only:
            task = self._tasks[key]
            words = _("Removed the step: {step}.").format(step=task.text)
            self._desk.do_undoable(partial(remove_task, self._desk.book, task), words)

    def _change_chosen(self) -> None:
        if self.list.current_key:
            self.change(self.list.current_key)

    def _remove_chosen(self) -> None:
        if self.list.current_key:
            self.remove(self.list.current_key)

    def _show_chosen(self) -> None:
        for part in (self.change_button, self.remove_button):
            part.setEnabled(bool(self.list.current_key))
            part.setVisible(bool(self._tasks))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(_("Next steps")))
        column.addWidget(self._empty)
        column.addWidget(self.list)
        acts = FlowingRow(spacing=SPACE_2)
        for part in (self.add_button, self.change_button, self.remove_button):
            acts.addWidget(part)
        column.addLayout(acts)


def step_dialog(desk: Desk, task: Task, *, is_new: bool = False) -> FormDialog:
    """Return the form of a next step."""
    form = Form()
    form.add("text", _("What is to be done"), TextControl(), required=_("Type what is to be done."))
    form.add("who", _("Who does it"), TextControl(), _("For example the coordinator, or one of you."))
    form.add("due", _("By when"), DateControl(), _("Leave it empty where no day was named."))
    form.set_values({"text": "" if is_new else task.text, "who": task.who, "due": task.due})

    def save(values: dict[str, Any]) -> None:
        changed = task.amended(**values)
        if is_new:
            add_task(desk.book, changed)
        elif changed != task:
            change_task(desk.book, changed)

    name = f"appointment-step-{task.appointment}" if is_new else f"appointment-task-{task.id}"
    return case_form(desk, _("Add a next step") if is_new else _("Change the next step"), form, save, name)


def _row(view: TaskView, today: date) -> Row:
    assert view.record is not None  # only steps of the family's own belong to an appointment
    due = view.due.in_words() if view.due is not None else ""
    told = [view.who]
    if view.is_done:
        told.append(_("done on {date}").format(date=view.done_on.in_words()) if view.done_on else _("done"))
    elif view.is_due(today):
        told.append(_("was due by {date}").format(date=due))
    elif due:
        told.append(_("by {date}").format(date=due))
    return Row(str(view.record.id), view.text, " · ".join(part for part in told if part), ticked=view.is_done)
