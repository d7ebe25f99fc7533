"""`caregiver calendar`: the appointments as a file that calendars open."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, path
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.exchange.calendar_file import CalendarFile

NAME = "calendar"
SUMMARY = N_("Save the appointments and the tasks that are due as a calendar file.")

_INCOMPLETE = 3


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = _(
        "The file holds what you typed: what an appointment is, when and where, with whom and what about. Your notes "
        "of what was said are not in it. A calendar you put it into may keep a copy on computers of other people. A "
        "calendar keeps what an older file brought into it, so take out there what you removed here."
    )
    case_argument(parser)
    parser.add_argument("-o", "--output", metavar="OUT.ics", required=True, type=path, help=_("the calendar to write"))
    parser.add_argument(
        "--replace",
        action="store_true",
        help=_("write over an older calendar of this name; without it a file that is there stays"),
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the calendar; return 3 when something could not be put into it."""
    with open_case(arguments) as book:
        made = _saved(book, arguments.output, replace=arguments.replace)
    n, m = made.appointments, made.tasks
    tell(
        _("The calendar is in “{file}”: {appointments}, {tasks}.").format(
            file=arguments.output,
            appointments=ngettext("{n} appointment", "{n} appointments", n).format(n=n),
            tasks=ngettext("{n} task", "{n} tasks", m).format(n=m),
        )
    )
    if made.left_out:
        n = len(made.left_out)
        told = ngettext("{n} thing could not be put in as it is:", "{n} things could not be put in as they are:", n)
        tell(told.format(n=n), *(f"  {out.title}: {out.why}" for out in made.left_out))
    return _INCOMPLETE if made.left_out else 0


def _saved(book: "Casebook", file: Path, *, replace: bool) -> "CalendarFile":
    from caregiver_app.casebook.calendar import CalendarThere, save_calendar

    try:
        return save_calendar(book.snapshot(), book.originals, file, date.today(), replace=replace)
    except CalendarThere as there:
        now = _("Choose another name, or add --replace to write over it.")
        raise CalendarThere(there.happened, safe=there.safe, now=now) from None
