"""`caregiver unprotect`: take the passphrase off a case."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import protected_keys
from caregiver_app.cli.output import bar_shown, tell
from caregiver_app.cli.usage import case_argument
from caregiver_app.i18n import N_, _

NAME = "unprotect"
SUMMARY = N_("Take the passphrase off a case: whoever has its folder can read it then.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the case anew without a passphrase."""
    from caregiver_app.casebook.protecting import unprotect

    keys = protected_keys(arguments)
    with bar_shown() as progress:
        unprotect(arguments.case, keys, progress)
    tell(_("The case has no passphrase any more. Whoever has its folder can read it."))
    return 0
