"""`caregiver lend`: to whom a disc, slides or another thing are lent, as one step."""

from argparse import ArgumentParser, Namespace
from datetime import date

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, when, words
from caregiver_app.cli.which_papers import called
from caregiver_app.i18n import N_, _

NAME = "lend"
SUMMARY = N_("Write down to whom a disc, slides or another thing are lent.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("document", metavar="D-NUMBER", help=_("the number of the thing"))
    parser.add_argument("--to", required=True, type=words, help=_("the person or place that has it now"))
    parser.add_argument("--on", metavar="DATE", type=when, help=_("the day it was handed over (today)"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write it down."""
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.casebook.documents.requests import lend
    from caregiver_app.domain.dates import PartialDate
    from caregiver_app.domain.documents.loans import loan_in_words

    on = arguments.on or PartialDate.of_day(date.today())
    with open_case(arguments) as book:
        thing = lend(book, document_numbered(book.snapshot(), arguments.document), arguments.to, on)
    tell(_("{paper}: {sentence}").format(paper=called(thing), sentence=loan_in_words(thing)))
    return 0
