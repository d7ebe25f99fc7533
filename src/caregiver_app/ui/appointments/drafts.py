"""Forms of appointments that were half typed: what each is called, and what opens it again."""

from datetime import date

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.journey.records import Task
from caregiver_app.domain.questions.at_visit import questions_at
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.answers import answers_dialog
from caregiver_app.ui.appointments.bring import own_dialog, paper_dialog
from caregiver_app.ui.appointments.editor import add_dialog, change_dialog
from caregiver_app.ui.appointments.next_steps import step_dialog
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.waiting import Waiting


def waiting_form(desk: Desk, written: str, today: date) -> Waiting | None:
    """Return the form a draft belongs to, by its name without its beginning; None when what it was about is gone."""
    what, _dash, rest = written.partition("-")
    if what == "new":
        words = _("Add an appointment")
        return Waiting(words, lambda: add_dialog(desk, added=lambda new: desk.go("appointments", new)).open())
    case = desk.book.snapshot()
    if what == "task":
        task = next((one for one in case.tasks if str(one.id) == rest), None)
        return Waiting(_("Change the next step"), lambda: step_dialog(desk, task).open()) if task else None
    appointment = case.appointments_by_id.get(rest)
    return _of(desk, what, appointment, today) if appointment is not None else None


def _of(desk: Desk, what: str, appointment: Appointment, today: date) -> Waiting | None:
    if what == "change":
        return Waiting(_("Change the appointment"), lambda: change_dialog(desk, appointment).open())
    if what == "own":
        return Waiting(_("Add something to bring"), lambda: own_dialog(desk, appointment).open())
    if what == "paper":
        return Waiting(_("Add a document to bring"), lambda: paper_dialog(desk, appointment).open())
    if what == "step":
        new = Task(text="-", appointment=appointment.id)
        return Waiting(_("Add a next step"), lambda: step_dialog(desk, new, is_new=True).open())
    if what == "answers":
        words = _("What they said: {title}").format(title=appointment.title)
        questions = questions_at(desk.book.snapshot(), appointment, today)
        return Waiting(words, lambda: answers_dialog(desk, appointment, questions).open())
    if what == "notes":
        words = _("Notes: {title}").format(title=appointment.title)
        return Waiting(words, lambda: desk.go("appointments", appointment.id))
    return None
