"""`caregiver sheet`: a sheet to print, such as the questions for a visit, a daily log or a form to fill in."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Final
from uuid import UUID

from caregiver_app.cli import which_one
from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import (
    WrongUsage,
    amount,
    case_argument,
    day,
    language_argument,
    one_of,
    paper,
    path,
    words,
)
from caregiver_app.i18n import N_, _, ngettext, with_commas
from caregiver_app.packet.printed.options import SHEETS

NAME = "sheet"
SUMMARY = N_("Make a sheet to print: questions, a visit, the CAR-T steps, a daily log and more.")

# Which sheets an option says something to.
_FOR: Final = {
    "appointment": ("questions", "visit"),
    "round": ("steps", "daily-log", "contacts", "handover", "warning-card"),
    "blank": ("daily-log", "intake"),
    "days": ("daily-log",),
    "first_day": ("daily-log",),
    "to": ("request",),
}


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    known = with_commas(SHEETS)
    parser.add_argument("name", metavar="NAME", type=one_of(*SHEETS), help=_("one of {known}").format(known=known))
    parser.add_argument("-o", "--output", metavar="OUT.pdf", required=True, type=path, help=_("the PDF to write"))
    parser.add_argument("--paper", type=paper, default="a4", metavar="a4|letter", help=_("the paper size (a4)"))
    language_argument(parser)
    parser.add_argument("--as-of", type=day, metavar="DATE", help=_("the day on the sheet (today)"))
    parser.add_argument("--appointment", metavar="ID", type=words, help=_("for which appointment (the next one)"))
    parser.add_argument("--round", metavar="NAME", type=words, help=_("of which round (the first)"))
    parser.add_argument("--blank", action="store_true", help=_("a form to fill in by hand"))
    parser.add_argument("--days", metavar="N", type=amount, help=_("so many days to fill in (14)"))
    parser.add_argument("--first-day", metavar="DATE", type=day, help=_("the first of these days"))
    parser.add_argument("--to", metavar="WHOM", type=words, help=_("to whom a request goes; a line if left out"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the sheet."""
    for option, names in _FOR.items():
        if getattr(arguments, option) not in (None, False) and arguments.name not in names:
            given = f"--{option.replace('_', '-')}"
            raise WrongUsage(_("{option} is for {sheets}.").format(option=given, sheets=with_commas(names)))

    from caregiver_app.casebook.sheets import make_sheet
    from caregiver_app.packet.printed.options import SheetOptions

    with open_case(arguments) as book:
        case = book.snapshot()
        visit = which_one.visit(case, arguments.appointment)
        chosen = which_one.round_called(case, arguments.round) if arguments.round else None
        options = SheetOptions(
            name=arguments.name,
            as_of=arguments.as_of or date.today(),
            paper=arguments.paper,
            appointment=UUID(visit) if visit else None,
            round=chosen.id if chosen is not None else None,
            blank=arguments.blank,
            days=arguments.days or 14,
            first_day=arguments.first_day,
            to=arguments.to or "",
            language=arguments.language or "",
        )
        n = make_sheet(case, book.originals, arguments.output, options)
    told = ngettext("The sheet is in “{file}”, on {n} page.", "The sheet is in “{file}”, on {n} pages.", n)
    tell(told.format(file=arguments.output, n=n))
    return 0
