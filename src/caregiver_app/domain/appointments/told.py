"""What is said of an appointment beside its name: how far off, on which day of the round, how it stands. Pure."""

from datetime import date
from typing import Final

from caregiver_app.domain.appointments.coming import days_in_words, is_over, when_in_words
from caregiver_app.domain.appointments.month import WEEKDAYS
from caregiver_app.domain.appointments.records import STATES, Appointment
from caregiver_app.domain.journey.day_count import day_words, day_zero, planned_day_zero
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _

_FIRST_DAY: Final = -30
"""Days further before the infusion are not counted: nobody says "Day −200"."""


def when_in_full(appointment: Appointment) -> str:
    """Write when it is, with the day of the week where it is one exact day."""
    words = when_in_words(appointment)
    if appointment.date is None or not appointment.date.is_exact:
        return words
    weekday = _(WEEKDAYS[date.fromisoformat(appointment.date).weekday()])
    return _("{weekday}, {date}").format(weekday=weekday, date=words)


def day_number(case: CaseSnapshot, appointment: Appointment) -> str:
    """Write which day of its round it is, "Day +14"; nothing where the day of the infusion or its own is not known.

    Where it names no round and several have a day 0, which one is meant is not guessed.
    """
    if appointment.date is None or not appointment.date.is_exact:
        return ""
    day = date.fromisoformat(appointment.date)
    counted = []
    for one in _rounds(case, appointment):
        done, planned = day_zero(case, one.id), planned_day_zero(case, one.id)
        zero = done or planned
        if zero is not None and (day - zero).days >= _FIRST_DAY:
            words = day_words(zero, day)
            counted.append(words if done else _("{day}, as planned now").format(day=words))
    return counted[0] if len(counted) == 1 else ""


def stands(appointment: Appointment, today: date) -> str:
    """Write how it stands: "in 3 days", "It took place", "Cancelled", or that its day has passed."""
    if appointment.state:
        return _(STATES[appointment.state])
    if is_over(appointment, today):
        return _("Its day has passed")
    return days_in_words(appointment, today) or _(STATES[""])


def _rounds(case: CaseSnapshot, appointment: Appointment) -> tuple[Round, ...]:
    if appointment.round is not None:
        return tuple(one for one in case.rounds if one.id == appointment.round)
    of_programme = tuple(
        one for one in case.rounds if one.programme is not None and one.programme == appointment.programme
    )
    return of_programme or case.rounds
