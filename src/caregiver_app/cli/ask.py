"""`caregiver ask`: log that somebody was asked for a paper, as one step."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Final

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, one_of, when, words
from caregiver_app.cli.which_papers import called, paper_or_kind
from caregiver_app.i18n import N_, _

NAME = "ask"
SUMMARY = N_("Log that somebody was asked for a paper.")

# The keys of `domain.documents.request.HOWS`, which takes longer to load than a command needs to start.
WAYS: Final = ("phone", "letter", "email", "portal", "in-person", "other")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("what", metavar="KIND|D-NUMBER", type=words, help=_("a kind of paper, or a document's number"))
    parser.add_argument("--whom", required=True, type=words, help=_("the person or place that was asked"))
    parser.add_argument("--how", metavar="|".join(WAYS), type=one_of(*WAYS), help=_("how they were asked"))
    parser.add_argument("--on", metavar="DATE", type=when, help=_("the day of asking (today)"))
    parser.add_argument("--due", metavar="DATE", type=when, help=_("when the paper should be here"))
    parser.add_argument("--remind", metavar="DATE", type=when, help=_("when to ask again"))
    parser.add_argument("--note", type=words, help=_("anything else, such as what was said"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write it down."""
    from caregiver_app.casebook.documents.requests import ask_for
    from caregiver_app.domain.dates import PartialDate
    from caregiver_app.domain.documents.asking import asked_for
    from caregiver_app.domain.documents.request import Request

    request = Request(
        whom=arguments.whom,
        how=arguments.how or "",
        on=arguments.on or PartialDate.of_day(date.today()),
        due=arguments.due,
        remind_on=arguments.remind,
        note=arguments.note or "",
    )
    with open_case(arguments) as book:
        paper = ask_for(book, paper_or_kind(book.snapshot(), arguments.what), request)
    tell(called(paper))
    tell(*(f"       {asked.in_words()}" for asked in asked_for(paper, date.today())))
    return 0
