"""`caregiver letter`: a letter that asks for papers, to print and sign."""

from argparse import ArgumentParser, Namespace
from datetime import date

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, day, language_argument, paper, path, words
from caregiver_app.cli.which_papers import papers_and_kinds
from caregiver_app.i18n import N_, _, ngettext

NAME = "letter"
SUMMARY = N_("Write a letter that asks for papers, to print and sign.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "what", metavar="KIND|D-NUMBER", nargs="+", type=words, help=_("kinds of paper, or documents' numbers")
    )
    parser.add_argument("-o", "--output", metavar="OUT.pdf", required=True, type=path, help=_("the PDF to write"))
    parser.add_argument("--to", metavar="WHOM", type=words, help=_("to whom; a line to write on if left out"))
    parser.add_argument("--paper", type=paper, default="a4", metavar="a4|letter", help=_("the paper size (a4)"))
    language_argument(parser)
    parser.add_argument("--as-of", type=day, metavar="DATE", help=_("the day on the letter (today)"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the letter."""
    from caregiver_app.casebook.documents.letters import make_letter
    from caregiver_app.packet.letter_options import LetterOptions

    with open_case(arguments) as book:
        case = book.snapshot()
        documents, kinds = papers_and_kinds(case, arguments.what)
        day = arguments.as_of or date.today()
        options = LetterOptions(documents, kinds, arguments.to or "", day, arguments.paper, arguments.language or "")
        n = make_letter(case, book.originals, arguments.output, options)
    told = ngettext("The letter is in “{file}”, on {n} page.", "The letter is in “{file}”, on {n} pages.", n)
    tell(told.format(file=arguments.output, n=n))
    tell(_("Once it is on its way, “caregiver ask” writes that down."))
    return 0
