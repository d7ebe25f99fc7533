"""Which appointments are to come, which is next, and which is so near that it is shown. Pure."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext, with_commas


def is_over(appointment: Appointment, today: date) -> bool:
    """Whether it took place, was cancelled, or every day it may mean has passed."""
    if appointment.state:
        return True
    latest = appointment.date.span().latest if appointment.date is not None else None
    return latest is not None and latest < today


def upcoming(case: CaseSnapshot, today: date) -> tuple[Appointment, ...]:
    """Return the appointments to come, the next one first; those without a date come last."""
    return tuple(one for one in case.appointments if not is_over(one, today))


def past(case: CaseSnapshot, today: date) -> tuple[Appointment, ...]:
    """Return the appointments that are over, the last one first."""
    return tuple(one for one in reversed(case.appointments) if is_over(one, today))


def next_appointment(case: CaseSnapshot, today: date) -> Appointment | None:
    """Return the next appointment, or None."""
    return next(iter(upcoming(case, today)), None)


def appointment_called(case: CaseSnapshot, appointment_id: str) -> Appointment | None:
    """Find an appointment by its id as text, or None."""
    return case.appointments_by_id.get(appointment_id)


def coming_soon(case: CaseSnapshot, today: date) -> tuple[Appointment, ...]:
    """Return the appointments whose reminder has come: so many days before the first day they may be on."""
    return tuple(one for one in upcoming(case, today) if _days_left(one, today) <= one.remind_days)


def days_in_words(appointment: Appointment, today: date) -> str:
    """Write how far off it is: "today", "tomorrow", "in 3 days"; nothing where it is not one exact day to come."""
    if appointment.date is None or not appointment.date.is_exact:
        return ""
    n = (date.fromisoformat(appointment.date) - today).days
    if n == 0:
        return _("today")
    if n == 1:
        return _("tomorrow")
    return ngettext("in {n} day", "in {n} days", n).format(n=n) if n > 1 else ""


def when_in_words(appointment: Appointment) -> str:
    """Write when it is: "3 December 2026, 14:30 (Asia/Shanghai)"."""
    if appointment.date is None:
        return _("date not known")
    hours = f"{appointment.at}–{appointment.ends}" if appointment.at and appointment.ends else appointment.at
    when = with_commas(part for part in (appointment.date.in_words(), hours) if part)
    return f"{when} ({appointment.zone})" if hours and appointment.zone else when


def _days_left(appointment: Appointment, today: date) -> int:
    earliest = _first_day(appointment)
    return (earliest - today).days if earliest is not None else 10**6


def of_round(case: CaseSnapshot, round_id: UUID) -> tuple[Appointment, ...]:
    """Return the appointments that belong to a round."""
    return tuple(one for one in case.appointments if one.round == round_id)


def is_nearest(appointments: Iterable[Appointment], one: Appointment, today: date) -> bool:
    """Whether an appointment is the last whose day has come, or the next where it is marked before its day.

    What waited for "the next visit" was taken to this one. Appointments that were cancelled do not count.
    """
    own = _first_day(one)
    others = [day for other in appointments if other.id != one.id and other.state != "cancelled"
              and (day := _first_day(other)) is not None]  # fmt: skip
    if own is None:
        return False
    if own <= today:
        return not any(own < day <= today for day in others)
    return not any(today <= day < own for day in others)


def _first_day(appointment: Appointment) -> date | None:
    return appointment.date.span().earliest if appointment.date is not None else None
