"""The word, when a case is opened, of appointments that are near and tasks whose day has come."""

from datetime import date
from functools import partial

from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk


def tell_what_is_near(desk: Desk, today: date) -> bool:
    """Say what is near and what is due, with a button that leads there, and return whether there was anything."""
    from caregiver_app.domain.appointments.reminders import reminders_in_words

    words = reminders_in_words(desk.book.snapshot(), today)
    if words:
        desk.notices.tell(words, action=_("Look at it"), act=partial(desk.go, "appointments", None))
    return bool(words)
