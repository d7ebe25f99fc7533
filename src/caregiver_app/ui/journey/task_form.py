"""The form of one task: its words where it is the family's own, who does it, by when, and when it was done."""

from datetime import date
from typing import Any

from caregiver_app.casebook import journey
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.board import TaskView
from caregiver_app.domain.journey.records import Round, Task
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.controls import TickControl
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.journey.words import people


def task_dialog(desk: Desk, chosen: Round, stage: str, task: TaskView | None, today: date) -> FormDialog:
    """Return the form of a task of a stage; None is a new one of the family's own."""
    form = _form(desk.book.snapshot(), task, today)

    def save(values: dict[str, Any]) -> None:
        # A day it was done on ticks it, as with the stages.
        values["is_done"] = values["is_done"] or values["done_on"] is not None
        if task is None:
            journey.add_task(desk.book, Task(stage=stage, **values), chosen)
        elif task.record is None:
            journey.change_guide_task(desk.book, chosen, stage, task.guide, **values)
        elif (changed := task.record.amended(**values)) != task.record:
            journey.change_task(desk.book, changed)

    words = _("Add a task") if task is None else _("Change a task") if task.own else task.text
    key = "new" if task is None else task.guide or str(task.record.id if task.record else "")
    return case_form(desk, words, form, save, f"journey-steps-{chosen.id}-{stage}-{key}")


def _form(case: CaseSnapshot, task: TaskView | None, today: date) -> Form:
    form = Form()
    if task is None or task.own:
        form.add("text", _("What is to be done"), LongControl(2), required=_("Say in a few words what is to be done."))
    who = TextControl(people(case, _named(case)))
    form.add("who", _("Who does it"), who, _("Somebody of the family, or of the team."))
    form.add("due", _("By when"), DateControl(), _("A day, a month, or nothing."))
    tick = TickControl(_("It is done"))
    form.add("is_done", _("Done"), tick)
    done_on = DateControl()
    form.add("done_on", _("When it was done"), done_on, _("Leave it empty if you do not know."))
    if task is not None:
        record = task.record or Task(guide=task.guide)
        form.set_values({**dict(record), "text": task.text})
    # Today is the day most tasks are ticked on; it can be typed over.
    day = PartialDate.of_day(today)
    tick.changed.connect(lambda: done_on.set_value(day) if tick.value() and not done_on.typed() else None)
    return form


def _named(case: CaseSnapshot) -> list[str]:
    return [task.who for task in sorted(case.tasks, key=lambda one: one.position, reverse=True)]
