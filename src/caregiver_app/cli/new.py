"""`caregiver new`: an empty case for one person."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import path, when, words
from caregiver_app.i18n import N_, _

NAME = "new"
SUMMARY = N_("Start a case for one person.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("case", metavar="DIR", type=path, help=_("a folder that does not exist yet, or is empty"))
    parser.add_argument(
        "--name", required=True, type=words, help=_("the name of the person who is ill, as in the passport")
    )
    parser.add_argument("--born", metavar="DATE", type=when, help=_("the date of birth, as you write it"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Start the case."""
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.person import Person

    person = Person(name=arguments.name, born=arguments.born)
    with Casebook.create(arguments.case, person):
        tell(_("The case of {name} is in “{folder}”.").format(name=arguments.name, folder=arguments.case))
        tell(_("Next, “caregiver import” brings in a history and “caregiver add” the papers."))
    return 0
