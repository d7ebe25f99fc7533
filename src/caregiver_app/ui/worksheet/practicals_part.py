"""The practical side as a list to tick: what is to be got ready, who does it, by when."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from caregiver_app.casebook.journey import add_task, change_task, remove_task
from caregiver_app.casebook.worksheet import change_practical, tick_practical
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.journey.board import TaskView
from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import worksheet_notes
from caregiver_app.domain.worksheet.practical import PracticalGroup, practical_groups
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.notices import announce
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, hint, label
from caregiver_app.ui.theme import SPACE_2
from caregiver_app.ui.worksheet.parts import Part


class PracticalsPart(Part):
    """Show the checklist. Until an opinion is in, a quiet note stands over what builds on it; nothing is held back."""

    def __init__(self, desk: Desk, clock: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._clock = desk, clock
        self._tasks: dict[str, TaskView] = {}
        self.list = RowList(_("The practical side"))
        self.who_button = button(_("Who and by when…"), self.change)
        self.add_button = button(_("Add one of your own…"), self.add)
        self.column.addWidget(label(_("The practical side"), "field"))
        self.column.addWidget(hint(_("Tick what is done. Enter opens a line, to write who does it and by when.")))
        self.column.addWidget(self.list)
        self.column.addWidget(flowing([self.who_button, self.add_button], SPACE_2))
        self.list.ticked.connect(self._on_ticked)
        self.list.opened.connect(lambda _key: self.change())
        self.list.removal_asked.connect(self._on_removal_asked)
        self.list.currentRowChanged.connect(lambda _row: self._show_what_can_be_done())
        hold_back(desk.book.read_only, self.who_button, self.add_button)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show the list as it is now."""
        self._tasks = {}
        rows = []
        for group in practical_groups(case):
            rows += self._rows(group, case)
        self.list.show_rows(rows)
        self._show_what_can_be_done()

    def change(self) -> None:
        """Open the form of the chosen line."""
        chosen = self._tasks.get(self.list.current_key)
        if chosen is not None:
            task_dialog(self._desk, chosen).open()

    def add(self) -> None:
        """Open the form for a line of the family's own."""
        task_dialog(self._desk, None).open()

    def _rows(self, group: PracticalGroup, case: CaseSnapshot) -> list[Row]:
        rows = [Row("", _(group.name), bold=True)]
        if group.waits:
            rows.append(Row("", worded(worksheet_notes()["worksheet-gate"], case.wordings_by_line).text, quiet=True))
        for task in group.tasks:
            key = task.guide or str(task.record.id if task.record is not None else "")
            self._tasks[key] = task
            rows.append(Row(key, task.text, _beneath(task), ticked=task.is_done))
        return rows

    def _on_ticked(self, key: str, done: bool) -> None:
        book, task = self._desk.book, self._tasks[key]
        if book.read_only:
            return
        on = PartialDate.of_day(self._clock()) if done else None
        own = task.record if task.own else None
        ticked = own.amended(is_done=done, done_on=on) if own is not None else None
        verb = (lambda: tick_practical(book, key, done, on)) if ticked is None else (lambda: change_task(book, ticked))
        if self._desk.do(verb):
            announce(self.list, _("Done") if done else _("Not done yet"))

    def _on_removal_asked(self, key: str) -> None:
        task = self._tasks[key]
        record = task.record
        if record is not None and task.own and not self._desk.book.read_only:
            words = _("Removed: {task}").format(task=task.text)
            self._desk.do_undoable(lambda: remove_task(self._desk.book, record), words)

    def _show_what_can_be_done(self) -> None:
        self.who_button.setEnabled(bool(self.list.current_key))


def task_dialog(desk: Desk, task: TaskView | None) -> FormDialog:
    """Return the form for one line of the practical side; None starts one of the family's own."""
    form = Form()
    own = task is None or task.own
    if own:
        form.add("text", _("What is to be done"), LongControl(2), required=_("Say what is to be done."))
    form.add("who", _("Who does it"), TextControl())
    form.add("due", _("By when"), DateControl())
    if task is not None:
        form.add("done_on", _("Done on"), DateControl(), _("A day here ticks it."))
        form.set_values({name: getattr(task, name) for name in form.rows})

    def save(values: dict[str, Any]) -> None:
        if task is None:
            add_task(desk.book, Task(**values))
            return
        values["is_done"] = task.is_done or values["done_on"] is not None
        record = task.record or Task(guide=task.guide)
        if record.amended(**values) == record:
            return
        if own:
            change_task(desk.book, record.amended(**values))
        else:
            change_practical(desk.book, task.guide, **values)

    words = _("Add to the practical side") if task is None else _("Who and by when") if not own else _("Change a task")
    form_words = words if task is None or own else task.text
    return case_form(desk, form_words, form, save, f"worksheet-task-{_draft_of(task)}")


def _draft_of(task: TaskView | None) -> "str | UUID":
    if task is None:
        return "new"
    return task.guide or (task.record.id if task.record is not None else "new")


def _beneath(task: TaskView) -> str:
    """Write who does it, by when, and on which day it was done."""
    due = _("by {date}").format(date=task.due.in_words()) if task.due is not None else ""
    done = _("done {date}").format(date=task.done_on.in_words()) if task.done_on is not None else ""
    return " · ".join(part for part in (task.who, due, done) if part)
