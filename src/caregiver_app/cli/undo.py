"""`caregiver undo`: take the last step back, also one made in the window."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument
from caregiver_app.i18n import N_, _

NAME = "undo"
SUMMARY = N_("Take the last step back.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Take one step back."""
    with open_case(arguments) as book:
        tell(_("Undone: {step}. “caregiver redo” does it again.").format(step=book.undo()))
    return 0
