"""`caregiver new`: an empty case for one person, protected from its first byte where that is wished."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from caregiver_app.cli.opening import new_passphrase, warn_of_sync
from caregiver_app.cli.output import tell
from caregiver_app.cli.protect import make_sheet_and_ask, sheet_options
from caregiver_app.cli.usage import WrongUsage, goes_with, passphrase_option, path, when, words
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from caregiver_app.casebook.protection import Protection

NAME = "new"
SUMMARY = N_("Start a case for one person.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("case", metavar="DIR", type=path, help=_("a folder that does not exist yet, or is empty"))
    parser.add_argument(
        "--name", required=True, type=words, help=_("the name of the person who is ill, as in the passport")
    )
    parser.add_argument("--born", metavar="DATE", type=when, help=_("the date of birth, as you write it"))
    parser.add_argument(
        "--protect", action="store_true", help=_("protect the case with a passphrase; needs --recovery-sheet")
    )
    sheet_options(parser, required=False)
    passphrase_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Start the case."""
    goes_with(arguments, "--recovery-sheet", "--protect")
    if arguments.protect and arguments.recovery_sheet is None:
        raise WrongUsage(_("Something is missing: {0}.").format("--recovery-sheet"))

    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.new_folder import refuse_occupied
    from caregiver_app.domain.person import Person

    refuse_occupied(arguments.case)
    protection = _protection(arguments) if arguments.protect else None
    given = (protection.keys, protection.wrapped) if protection is not None else (None, None)
    person = Person(name=arguments.name, born=arguments.born)
    with Casebook.create(arguments.case, person, *given) as book:
        warn_of_sync(book)
        tell(_("The case of {name} is in “{folder}”.").format(name=arguments.name, folder=arguments.case))
        tell(_("Next, “caregiver import” brings in a history and “caregiver add” the papers."))
    return 0


def _protection(arguments: Namespace) -> "Protection":
    """Make the keys and the recovery sheet before there is anything to protect."""
    from caregiver_app.casebook.protection import prepare

    protection = prepare(new_passphrase(arguments))
    make_sheet_and_ask(arguments.case, protection, arguments)
    return protection
