"""What is to be said when a case is opened: appointments that are near, and tasks whose day has come. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caregiver_app.domain.appointments.coming import coming_soon, days_in_words
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.journey.board import TaskView, open_tasks
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, in_sentences, ngettext

_LONGEST: Final = 60


@dataclass(frozen=True)
class Reminders:
    """The appointments whose reminder has come, the next one first, and the tasks that are due, the oldest first."""

    appointments: tuple[Appointment, ...]
    tasks: tuple[TaskView, ...]

    @property
    def count(self) -> int:
        """How many things there are to be reminded of."""
        return len(self.appointments) + len(self.tasks)


def reminders(case: CaseSnapshot, today: date) -> Reminders:
    """Return what is to be said today; nothing of it needs a network, and nothing of it is said twice."""
    due = tuple(task for task in open_tasks(case) if task.is_due(today)) if case.tasks else ()
    return Reminders(coming_soon(case, today), due)


def reminders_in_words(case: CaseSnapshot, today: date) -> str:
    """Say in one or two sentences what is near and what is due; nothing where nothing is."""
    found = reminders(case, today)
    return in_sentences(part for part in (_near(found.appointments, today), _due(found.tasks, today)) if part)


def _near(appointments: tuple[Appointment, ...], today: date) -> str:
    if not appointments:
        return ""
    first, n = appointments[0], len(appointments)
    words = ngettext(
        "“{title}” is {when}.",
        "{n} appointments are near. The next one, “{title}”, is {when}.",
        n,
    )
    return words.format(n=n, title=_shortened(first.title), when=_when(first, today))


def _when(appointment: Appointment, today: date) -> str:
    days = days_in_words(appointment, today)
    if not days:
        return _("set down for {date}").format(date=appointment.date.in_words() if appointment.date else "")
    return _("{days} at {time}").format(days=days, time=appointment.at) if appointment.at else days


def _due(tasks: tuple[TaskView, ...], today: date) -> str:
    if not tasks:
        return ""
    first, n = tasks[0], len(tasks)
    is_today = first.due is not None and first.due.is_exact and date.fromisoformat(first.due) == today
    if is_today:
        words = ngettext("“{task}” is due today.", "{n} tasks are due. The first one, “{task}”, is due today.", n)
    else:
        words = ngettext(
            "“{task}” was due by {date}.", "{n} tasks are due. The first one, “{task}”, was due by {date}.", n
        )
    return words.format(n=n, task=_shortened(first.text), date=first.due.in_words() if first.due else "")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
