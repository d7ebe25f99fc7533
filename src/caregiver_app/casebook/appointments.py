"""Verbs for the appointments and what to bring to them. Each is one step."""

from datetime import date

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.appointments.coming import is_nearest
from caregiver_app.domain.appointments.records import Appointment, Bring
from caregiver_app.domain.appointments.to_bring import with_item
from caregiver_app.domain.questions.asked import NEXT_VISIT
from caregiver_app.domain.questions.records import Question, Visit, Visits
from caregiver_app.i18n import _
from caregiver_app.store.transaction import Transaction


def add_appointment(book: Casebook, appointment: Appointment) -> Appointment:
    """Add an appointment."""
    with book.step(_("Add an appointment: {title}").format(title=appointment.title)) as tx:
        tx.put(appointment)
    return appointment


def change_appointment(book: Casebook, appointment: Appointment) -> Appointment:
    """Change an appointment."""
    with book.step(_("Change an appointment: {title}").format(title=appointment.title)) as tx:
        tx.put(appointment)
    return appointment


def write_notes(book: Casebook, appointment: Appointment, notes: str) -> Appointment:
    """Write what was noted during an appointment; nothing else of it is touched."""
    with book.step(_("Write notes: {title}").format(title=appointment.title)) as tx:
        changed = tx.now(appointment).amended(notes=notes)
        tx.put(changed)
    return changed


def remove_appointment(book: Casebook, appointment: Appointment) -> None:
    """Take an appointment out; undo and the trash bring it back, and with it its sheet."""
    with book.step(_("Remove an appointment: {title}").format(title=appointment.title)) as tx:
        tx.remove(appointment)


def mark_appointment(book: Casebook, appointment: Appointment, state: str, today: date | None = None) -> Appointment:
    """Say that an appointment took place ("done"), was cancelled ("cancelled"), or is still to come ("").

    With `today`, the questions that waited for the next visit stay with the one that took place, if it was that.
    """
    names = {
        "done": _("It took place: {title}"),
        "cancelled": _("Cancel an appointment: {title}"),
        "": _("Still to come: {title}"),
    }
    with book.step(names[state].format(title=appointment.title)) as tx:
        changed = tx.now(appointment).amended(state=state)
        tx.put(changed)
        if state == "done" and today is not None and is_nearest(tx.find(Appointment), changed, today):
            _keep_questions(tx, changed)
    return changed


def write_bring(book: Casebook, appointment: Appointment, item: Bring) -> Appointment:
    """Write down a thing to bring: that it is packed, left out, or one of the family's own."""
    with book.step(_("Change what to bring: {title}").format(title=appointment.title)) as tx:
        now = tx.now(appointment)
        changed = now.amended(bring=with_item(now.bring, item))
        tx.put(changed)
    return changed


def _keep_questions(tx: Transaction, appointment: Appointment) -> None:
    """Put what waited for "the next visit" on the sheet of the one it was; what is unanswered comes with the next."""
    here = Visit(str(appointment.id))
    for question in tx.find(Question):
        visits = question.visits.values
        if Visit(NEXT_VISIT) in visits:
            kept = [here if visit.appointment == NEXT_VISIT else visit for visit in visits]
            tx.put(question.amended(visits=Visits.of(dict.fromkeys(kept))))
