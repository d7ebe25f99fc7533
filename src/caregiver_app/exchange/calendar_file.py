"""A calendar file (iCalendar, RFC 5545) of the appointments and of the tasks that are due. Pure: a case in, bytes out.

What was typed goes in as typed: title, place, whom, phone, what it is about. What was said there does not: calendars
are often shared, and kept on other people's computers. The same case on the same day makes the same bytes.

A task is an event of a whole day and not a VTODO: Google Calendar and Outlook pass a VTODO over without a word.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Alarm, Calendar, Event, Timezone, vText

from caregiver_app.domain.appointments.coming import is_over
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.board import TaskView, open_tasks, stage_name
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _

OURS: Final = "-//Caregiver Organizer//Appointments//EN"
"""What the calendars we wrote say they are made by."""

_MORNING: Final = timedelta(hours=9)
_NEXT_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class LeftOut:
    """Something that is not in the calendar as it is in the case, and why, in a sentence."""

    title: str
    why: str


@dataclass(frozen=True)
class CalendarFile:
    """A calendar file, how many appointments and tasks are in it, and what could not be."""

    data: bytes
    appointments: int
    tasks: int
    left_out: tuple[LeftOut, ...]


class _Typed(vText):
    """A text as it was typed. The library takes a backslash before an N for a new line, and would lose both."""

    def to_ical(self) -> bytes:
        """Return it as the library writes it, the backslashes kept."""
        parts = (vText(part).to_ical() for part in str(self).split(r"\N"))
        return rb"\\N".join(parts)


def calendar_file(case: CaseSnapshot, today: date) -> CalendarFile:
    """Write every appointment and every open task with an exact date; a reminder goes with those still to come."""
    calendar = Calendar()
    calendar.add("prodid", OURS)
    calendar.add("version", "2.0")
    left_out: list[LeftOut] = []
    zones: dict[str, ZoneInfo] = {}
    appointments, tasks = [], []
    for one in case.appointments:
        if one.date is None or not one.date.is_exact:
            left_out.append(LeftOut(one.title, _why_not(one.date)))
            continue
        zone = _zone(one)
        if isinstance(zone, ZoneInfo):
            zones[one.zone] = zone
        elif zone is None and one.zone and one.at:
            why = _("The time zone “{zone}” is not known here. It is in the calendar with its time alone.")
            left_out.append(LeftOut(one.title, why.format(zone=one.zone)))
        appointments.append(_appointment(one, date.fromisoformat(one.date), zone, today))
    for task in open_tasks(case):
        if task.due is None or not task.due.is_exact or task.record is None:
            left_out.append(LeftOut(task.text, _why_not(task.due)))
            continue
        tasks.append(_task(task, str(task.record.id), task.record.stage, date.fromisoformat(task.due)))
    for part in (*_timezones(zones, case.appointments), *appointments, *tasks):
        calendar.add_component(part)
    return CalendarFile(calendar.to_ical(), len(appointments), len(tasks), tuple(left_out))


def is_calendar_of_ours(data: bytes) -> bool:
    """Whether a file is a calendar this program wrote."""
    head = data[:400].decode("utf-8", "replace")
    return head.startswith("BEGIN:VCALENDAR") and f"PRODID:{OURS}" in head.splitlines()


def known_zone(name: str) -> str | None:
    """Return a time zone as it is written, however its letters were typed, or None: "asia/shanghai"."""
    wanted = name.strip().replace(" ", "_").casefold()
    return next((zone for zone in sorted(available_timezones()) if zone.casefold() == wanted), None)


def _why_not(when: PartialDate | None) -> str:
    if when is None:
        return _("It has no date yet.")
    return _("Its date is not one exact day: {date}.").format(date=when.in_words())


def _zone(appointment: Appointment) -> tzinfo | None:
    """Return the time zone an appointment's time is in; None for the time of wherever one is, or an unknown zone."""
    if not (appointment.zone and appointment.at):
        return None
    try:
        return UTC if appointment.zone in ("UTC", "Etc/UTC") else ZoneInfo(appointment.zone)
    except (KeyError, ValueError, OSError):  # not there; no name of a zone; a folder of zones
        return None


def _appointment(one: Appointment, day: date, zone: tzinfo | None, today: date) -> Event:
    begin, end = _times(one, day, zone)
    told = [_("With {whom}").format(whom=one.whom)] if one.whom else []
    told += [_("Phone: {phone}").format(phone=one.phone)] if one.phone else []
    if one.at and one.zone and zone is None:
        told.append(_("Time zone: {zone}").format(zone=one.zone))
    if one.ends and not one.at:
        told.append(_("Until {time}").format(time=one.ends))
    event = _event(str(one.id), one.title, day, begin, end, "\n".join([*told, *([one.why] if one.why else [])]))
    if one.place:
        event.add("location", _typed(one.place))
    # A calendar that took the appointment in takes its cancellation for newer.
    event.add("sequence", 1 if one.state == "cancelled" else 0)
    if one.state == "cancelled":
        event.add("status", "CANCELLED")
    elif one.remind_days and not is_over(one, today):
        event.add_component(_reminder(one))
    return event


def _times(one: Appointment, day: date, zone: tzinfo | None) -> tuple[date, date | None]:
    """Return when it begins and ends: two days for a whole day, else times; where no end was typed, None."""
    if not one.at:
        return day, _day_after(day)
    begin = datetime.combine(day, time.fromisoformat(one.at), zone)
    if not one.ends or one.ends == one.at:
        return begin, None
    last = _day_after(day) if one.ends < one.at else day  # a night
    return begin, datetime.combine(last, time.fromisoformat(one.ends), zone) if last is not None else None


def _day_after(day: date) -> date | None:
    return day + _NEXT_DAY if day < date.max else None


def _task(task: TaskView, uid: str, stage: str, day: date) -> Event:
    told = [_("Who: {who}").format(who=task.who)] if task.who else []
    told += [_("CAR-T step: {step}").format(step=stage_name(stage))] if stage else []
    event = _event(uid, task.text, day, day, _day_after(day), "\n".join(told))
    event.add("sequence", 0)
    event.add("transp", "TRANSPARENT")  # the day stays free
    return event


def _event(uid: str, title: str, day: date, begin: date, end: date | None, told: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(day, time(), UTC))  # of nothing that changes from one writing to the next
    event.add("dtstart", begin)
    if end is not None:
        event.add("dtend", end)
    event.add("summary", _typed(title))
    if told:
        event.add("description", _typed(told))
    return event


def _reminder(one: Appointment) -> Alarm:
    """Return a reminder so many days before; that of a whole day comes in the morning and not at midnight."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _typed(one.title))
    alarm.add("trigger", -timedelta(days=one.remind_days) + (timedelta() if one.at else _MORNING))
    return alarm


def _timezones(zones: dict[str, ZoneInfo], appointments: Iterable[Appointment]) -> Iterator[Timezone]:
    """Yield the rules of the zones, by the alphabet, for the years the appointments are in."""
    years = [int(one.date.fhir[:4]) for one in appointments if one.date is not None and one.zone in zones]
    for name in sorted(zones):
        first, last = date(max(min(years) - 1, 1), 1, 1), date(min(max(years) + 2, date.max.year), 1, 1)
        yield Timezone.from_tzinfo(zones[name], name, first_date=first, last_date=last)


def _typed(text: str) -> _Typed:
    """Return a text as typed; of what is no letter and has no place in a calendar file, a space is left."""
    kept = (
        " " if unicodedata.category(one) == "Cc" and one not in "\n\t" else one for one in text.replace("\r\n", "\n")
    )
    return _Typed("".join(kept))
