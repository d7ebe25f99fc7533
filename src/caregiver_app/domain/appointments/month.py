"""One month as a calendar shows it: its weeks, what is on each day, and what has no exact day. Pure."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.board import TaskView, open_tasks
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import N_, _, ngettext, with_semicolons, with_stops

WEEKDAYS: Final = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
SHORT_WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
"""Both begin with Monday, as `date.weekday()` counts."""

_FIRST, _LAST = 1900, 2199


@dataclass(frozen=True)
class Day:
    """One day of a calendar, with its appointments in order and the tasks that are due by it."""

    date: date
    in_month: bool
    appointments: tuple[Appointment, ...]
    tasks: tuple[TaskView, ...]

    @property
    def count(self) -> int:
        """How many things are on it."""
        return len(self.appointments) + len(self.tasks)


@dataclass(frozen=True)
class Month:
    """Whole weeks of seven days that hold a month.

    `loose` are the appointments that may be in this month and name no exact day, `undated` those without any date,
    `loose_tasks` the tasks that are due some time in it.
    """

    year: int
    month: int
    weeks: tuple[tuple[Day, ...], ...]
    loose: tuple[Appointment, ...]
    undated: tuple[Appointment, ...]
    loose_tasks: tuple[TaskView, ...]

    @property
    def days(self) -> tuple[Day, ...]:
        """Every day that is shown, those before and after the month too."""
        return tuple(day for week in self.weeks for day in week)

    def in_words(self) -> str:
        """Write which month it is: "May 2026"."""
        return PartialDate(f"{self.year:04}-{self.month:02}").in_words()


def month_of(case: CaseSnapshot, year: int, month: int, first_weekday: int = 0) -> Month:
    """Return a month of a case; `first_weekday` is 0 for Monday. A year no calendar shows gives the nearest it does."""
    year = min(max(year, _FIRST), _LAST)
    appointments, tasks = defaultdict(list), defaultdict(list)
    for one in case.appointments:
        if one.date is not None and one.date.is_exact:
            appointments[str(one.date)].append(one)
    due = open_tasks(case)
    for task in due:
        if task.due is not None and task.due.is_exact:
            tasks[str(task.due)].append(task)
    weeks = tuple(
        tuple(
            Day(day, day.month == month, tuple(appointments[day.isoformat()]), tuple(tasks[day.isoformat()]))
            for day in week
        )
        for week in Calendar(first_weekday).monthdatescalendar(year, month)
    )
    first = date(year, month, 1)
    last = max(day.date for week in weeks for day in week if day.in_month)
    return Month(
        year,
        month,
        weeks,
        tuple(one for one in case.appointments if _may_be_between(one.date, first, last)),
        tuple(one for one in case.appointments if one.date is None),
        tuple(task for task in due if _may_be_between(task.due, first, last)),
    )


def shifted(year: int, month: int, by: int) -> tuple[int, int]:
    """Return the year and month so many months later, within what a calendar shows."""
    months = min(max(year * 12 + month - 1 + by, _FIRST * 12), _LAST * 12 + 11)
    return months // 12, months % 12 + 1


def day_in_words(day: Day, today: date) -> str:
    """Say a day in full, with all that is on it, for somebody who does not see the calendar."""
    words = _("{weekday}, {date}").format(
        weekday=_(WEEKDAYS[day.date.weekday()]), date=PartialDate.of_day(day.date).in_words()
    )
    parts = [_("{day}, today").format(day=words) if day.date == today else words]
    if day.appointments:
        n = len(day.appointments)
        names = with_semicolons(on_the_day(one) for one in day.appointments)
        parts.append(ngettext("{n} appointment: {names}", "{n} appointments: {names}", n).format(n=n, names=names))
    if day.tasks:
        n = len(day.tasks)
        names = with_semicolons(task.text for task in day.tasks)
        parts.append(ngettext("{n} task is due: {names}", "{n} tasks are due: {names}", n).format(n=n, names=names))
    return with_stops(parts)


def on_the_day(appointment: Appointment) -> str:
    """Write an appointment as it stands in a day: "14:30 Visit"; one that was cancelled says so."""
    words = f"{appointment.at} {appointment.title}" if appointment.at else appointment.title
    return _("{appointment} (cancelled)").format(appointment=words) if appointment.state == "cancelled" else words


def _may_be_between(when: PartialDate | None, first: date, last: date) -> bool:
    """Whether a date that is not one exact day may lie in these days; an open one lies near the end it has."""
    if when is None or when.is_exact:
        return False
    span = when.span()
    earliest, latest = span.earliest or span.latest, span.latest or span.earliest
    return earliest is not None and latest is not None and earliest <= last and latest >= first
