"""`caregiver appointments`: what is to come and what is over; add one, say that it took place, cancel it."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli import which_one
from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import case_argument, goes_with, json_option, when, words
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.appointments.records import Appointment
    from caregiver_app.domain.snapshot import CaseSnapshot

NAME = "appointments"
SUMMARY = N_("List the appointments; add one, say that it took place, cancel it or take it out.")

_STATES: Final = {"": "to-come", "done": "done", "cancelled": "cancelled"}
_PARTS: Final = ("--date", "--at", "--until", "--zone", "--with", "--place", "--why")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--add", metavar="TITLE", type=words, help=_("add an appointment"))
    one.add_argument("--done", metavar="ID", type=words, help=_("it took place"))
    one.add_argument("--cancel", metavar="ID", type=words, help=_("it was cancelled"))
    one.add_argument("--remove", metavar="ID", type=words, help=_("take it out; undo brings it back"))
    parser.add_argument("--date", type=when, help=_("its date, as you know it; left out where it is not known yet"))
    parser.add_argument("--at", metavar="TIME", type=_time, help=_("when it begins, such as 14:30"))
    parser.add_argument("--until", metavar="TIME", type=_time, help=_("when it ends"))
    parser.add_argument(
        "--zone", type=_zone, help=_("the time zone the times are in, such as Asia/Shanghai (wherever you are then)")
    )
    parser.add_argument("--with", metavar="WHOM", type=words, help=_("with whom it is"))
    parser.add_argument("--place", type=words, help=_("where it is"))
    parser.add_argument("--why", type=words, help=_("what it is about"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Do the one thing asked for, or print the appointments."""
    for option in _PARTS:
        goes_with(arguments, option, "--add")
    goes_with(arguments, "--until", "--at")
    goes_with(arguments, "--zone", "--at")

    with open_case(arguments) as book:
        told = _done(book, arguments)
        case = book.snapshot()
    if arguments.json:
        tell_json(_in_json(case, date.today()))
    elif told:
        tell(told)
    else:
        _tell(case, date.today())
    return 0


def _done(book: "Casebook", arguments: Namespace) -> str:
    from caregiver_app.casebook import appointments as verbs
    from caregiver_app.domain.appointments.coming import when_in_words
    from caregiver_app.domain.appointments.records import STATES

    case = book.snapshot()
    if arguments.add:
        added = verbs.add_appointment(book, _named(arguments))
        return f"{which_one.short(added.id)}  {added.title}, {when_in_words(added)}"
    for option, state in (("done", "done"), ("cancel", "cancelled")):
        if text := getattr(arguments, option):
            marked = verbs.mark_appointment(book, which_one.appointment(case, text), state, date.today())
            return f"{which_one.short(marked.id)}  {marked.title}, {when_in_words(marked)}: {_(STATES[state])}"
    if arguments.remove:
        removed = which_one.appointment(case, arguments.remove)
        verbs.remove_appointment(book, removed)
        return _("“{name}” was taken out. “caregiver undo” brings it back.").format(name=removed.title)
    return ""


def _named(arguments: Namespace) -> "Appointment":
    from caregiver_app.domain.appointments.records import Appointment

    return Appointment(
        title=arguments.add,
        date=arguments.date,
        at=arguments.at or "",
        ends=arguments.until or "",
        zone=arguments.zone or "",
        whom=getattr(arguments, "with") or "",
        place=arguments.place or "",
        why=arguments.why or "",
    )


def _time(text: str) -> str:
    """Read a time of day: 14:30, 9:05."""
    import re

    found = re.fullmatch(r"(\d{1,2})[:.](\d\d)", text.strip(), re.ASCII)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ArgumentTypeError(_("“{text}” is not a time of day. Write it like 14:30.").format(text=text))
    return f"{int(found[1]):02}:{found[2]}"


def _zone(text: str) -> str:
    """Read a time zone."""
    from caregiver_app.exchange.calendar_file import known_zone

    zone = known_zone(text)
    if zone is None:
        raise ArgumentTypeError(
            _("“{text}” is not a time zone. Write it like Asia/Shanghai or Europe/London.").format(text=text)
        )
    return zone


def _tell(case: "CaseSnapshot", today: date) -> None:
    from caregiver_app.domain.appointments.coming import past, upcoming

    if not case.appointments:
        tell(_("There are no appointments in the case yet."))
        return
    for title, listed in ((_("To come"), upcoming(case, today)), (_("Over"), past(case, today))):
        if listed:
            tell(title, "")
            _tell_table(listed, today)
            tell("")


def _tell_table(listed: "Sequence[Appointment]", today: date) -> None:
    from caregiver_app.domain.appointments.coming import days_in_words, when_in_words
    from caregiver_app.domain.appointments.records import STATES

    columns = (Column(_("Id"), 8), Column(_("When"), 28), Column(_("What")), Column(_("With whom, where"), 28))
    rows = []
    for one in listed:
        near = days_in_words(one, today) if not one.state else _(STATES[one.state])
        what = [part for part in (one.title, one.why) if part]
        where = tuple(part for part in (one.whom, one.place, one.phone) if part) or ("",)
        days = [when_in_words(one), *([near] if near else [])]
        rows.append(((which_one.short(one.id),), tuple(days), tuple(what), where))
    tell_laid_out(table(columns, rows, room()))


def _in_json(case: "CaseSnapshot", today: date) -> dict[str, Any]:
    from caregiver_app.domain.appointments.coming import is_over
    from caregiver_app.domain.journey.board import free_tasks

    return {
        "person": case.person.name,
        "appointments": [
            {
                "id": str(one.id),
                "title": one.title,
                "date": one.date,
                "date_words": one.date.in_words() if one.date is not None else "",
                "at": one.at,
                "until": one.ends,
                "zone": one.zone,
                "with": one.whom,
                "place": one.place,
                "phone": one.phone,
                "why": one.why,
                "notes": one.notes,
                "state": _STATES[one.state],
                "over": is_over(one, today),
                "remind_days": one.remind_days,
                "step": one.stage,
                "next_steps": [
                    {"text": task.text, "who": task.who, "due": task.due, "done": task.is_done}
                    for task in free_tasks(case, one.id)
                ],
            }
            for one in case.appointments
        ],
    }
