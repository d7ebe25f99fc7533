"""`caregiver redo`: do again what undo took back."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument
from caregiver_app.i18n import N_, _

NAME = "redo"
SUMMARY = N_("Do again what undo took back.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Do one undone step again."""
    with open_case(arguments) as book:
        tell(_("Done again: {step}. “caregiver undo” takes it back.").format(step=book.redo()))
    return 0
