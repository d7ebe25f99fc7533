"""`caregiver slip`: slips to print, cut out and tape on discs, slide boxes and other things."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, language_argument, paper, path
from caregiver_app.i18n import N_, _, ngettext

NAME = "slip"
SUMMARY = N_("Write slips to tape on a disc, a slide box or another thing.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("documents", metavar="D-NUMBER", nargs="+", help=_("documents' numbers"))
    parser.add_argument("-o", "--output", metavar="OUT.pdf", required=True, type=path, help=_("the PDF to write"))
    parser.add_argument("--paper", type=paper, default="a4", metavar="a4|letter", help=_("the paper size (a4)"))
    language_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the slips."""
    from caregiver_app.casebook.documents.letters import make_slips
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.packet.letter_options import SlipOptions

    with open_case(arguments) as book:
        case = book.snapshot()
        documents = tuple(document_numbered(case, number) for number in arguments.documents)
        make_slips(
            case, book.originals, arguments.output, SlipOptions(documents, arguments.paper, arguments.language or "")
        )
    n = len(documents)
    told = ngettext(
        "{n} slip is in “{file}”. Cut it out along the line.",
        "{n} slips are in “{file}”. Cut them out along the lines.",
        n,
    )
    tell(told.format(n=n, file=arguments.output))
    return 0
