"""Verbs for the appointments and what to bring to them. Each is one step."""

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.appointments.records import Appointment, Bring
from caregiver_app.domain.appointments.to_bring import with_item
from caregiver_app.i18n import _


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


def remove_appointment(book: Casebook, appointment: Appointment) -> None:
    """Take an appointment out; undo and the trash bring it back, and with it its sheet."""
    with book.step(_("Remove an appointment: {title}").format(title=appointment.title)) as tx:
        tx.remove(appointment)


def mark_appointment(book: Casebook, appointment: Appointment, state: str) -> Appointment:
    """Say that an appointment took place ("done"), was cancelled ("cancelled"), or is still to come ("")."""
    names = {
        "done": _("It took place: {title}"),
        "cancelled": _("Cancel an appointment: {title}"),
        "": _("Still to come: {title}"),
    }
    with book.step(names[state].format(title=appointment.title)) as tx:
        changed = tx.now(appointment).amended(state=state)
        tx.put(changed)
    return changed


def write_bring(book: Casebook, appointment: Appointment, item: Bring) -> Appointment:
    """Write down a thing to bring: that it is packed, left out, or one of the family's own."""
    with book.step(_("Change what to bring: {title}").format(title=appointment.title)) as tx:
        now = tx.now(appointment)
        changed = now.amended(bring=with_item(now.bring, item))
        tx.put(changed)
    return changed
