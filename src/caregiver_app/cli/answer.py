"""`caregiver answer`: what somebody answered who was asked for a paper, as one step."""

import argparse
from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, words
from caregiver_app.cli.which_papers import called
from caregiver_app.i18n import N_, _

NAME = "answer"
SUMMARY = N_("Write down what somebody answered who was asked for a paper.")

_GIVEN = ("promised", "refused", "arrived")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("document", metavar="D-NUMBER", help=_("the number of the document"))
    parser.add_argument("given", metavar="promised|refused|arrived", type=_answer, help=_("what the answer was"))
    parser.add_argument("--whom", type=words, help=_("who answered, where several were asked"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write it down."""
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.casebook.documents.requests import answer
    from caregiver_app.domain.documents.request import ANSWERS

    with open_case(arguments) as book:
        document = document_numbered(book.snapshot(), arguments.document)
        paper = answer(book, document, arguments.given, arguments.whom or "")
    tell(_("{paper}: {sentence}").format(paper=called(paper), sentence=_(ANSWERS[arguments.given])))
    if arguments.given == "arrived" and paper.holding == "wanted":
        tell(_("It is still listed as wanted. “caregiver add” brings its file in."))
    return 0


def _answer(text: str) -> str:
    wanted = text.strip().casefold()
    if wanted not in _GIVEN:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not an answer we know. Write promised, refused or arrived.").format(text=text)
        )
    return wanted
