"""`caregiver give-back`: a thing that was lent is back, as one step."""

from argparse import ArgumentParser, Namespace
from datetime import date

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, when
from caregiver_app.cli.which_papers import called
from caregiver_app.i18n import N_, _

NAME = "give-back"
SUMMARY = N_("Write down that a thing that was lent is back.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("document", metavar="D-NUMBER", help=_("the number of the thing"))
    parser.add_argument("--on", metavar="DATE", type=when, help=_("the day it came back (today)"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write it down."""
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.casebook.documents.requests import give_back
    from caregiver_app.domain.dates import PartialDate
    from caregiver_app.domain.documents.loans import loan_in_words

    on = arguments.on or PartialDate.of_day(date.today())
    with open_case(arguments) as book:
        thing = give_back(book, document_numbered(book.snapshot(), arguments.document), on)
    tell(_("{paper}: {sentence}").format(paper=called(thing), sentence=loan_in_words(thing)))
    return 0
