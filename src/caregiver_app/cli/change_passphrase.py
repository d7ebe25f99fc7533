"""`caregiver change-passphrase`: another passphrase for a protected case. No record and no paper is written anew."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import new_passphrase, protected_keys
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, descriptor
from caregiver_app.i18n import N_, _

NAME = "change-passphrase"
SUMMARY = N_("Give a protected case another passphrase. The recovery sheet stays good.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "--new-passphrase-fd",
        metavar="N",
        type=descriptor,
        help=_("read the new passphrase from this file descriptor; where it is the same, it is the next line"),
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Open the keys with the old passphrase and close them up with the new one."""
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.protection import change_passphrase

    keys = protected_keys(arguments)
    words = new_passphrase(arguments, arguments.new_passphrase_fd)
    with Casebook.open(arguments.case, keys) as book:
        book.require_writable()
        change_passphrase(arguments.case, keys, words)
    tell(
        _("The case has its new passphrase. The recovery sheet stays good."),
        _("Copies and backups made before this still open with the old passphrase."),
    )
    return 0
