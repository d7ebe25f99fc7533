"""`caregiver handbook`: how to use the program, as a PDF to print. It needs no case."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import language_argument, paper, path
from caregiver_app.i18n import N_, _, ngettext

NAME = "handbook"
SUMMARY = N_("Write the handbook of the program as a PDF; it needs no case.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("-o", "--output", metavar="OUT.pdf", required=True, type=path, help=_("the PDF to write"))
    parser.add_argument("--paper", type=paper, default="a4", metavar="a4|letter", help=_("the paper size (a4)"))
    language_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the handbook."""
    from caregiver_app.casebook.handbook import make_handbook
    from caregiver_app.packet.printed.handbook import HandbookOptions

    n = make_handbook(arguments.output, HandbookOptions(arguments.paper, arguments.language or ""))
    told = ngettext("The handbook is in “{file}”, on {n} page.", "The handbook is in “{file}”, on {n} pages.", n)
    tell(told.format(file=arguments.output, n=n))
    return 0
