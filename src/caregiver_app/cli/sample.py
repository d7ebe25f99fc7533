"""`caregiver sample`: an invented case to look at and to try things on."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import progress_shown, tell
from caregiver_app.cli.usage import path
from caregiver_app.i18n import N_, _

NAME = "sample"
SUMMARY = N_("Make the sample case: an invented family with a history and papers.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("case", metavar="DIR", type=path, help=_("a folder that does not exist yet, or is empty"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Make the sample case."""
    from caregiver_app.casebook.sample import make_sample

    with progress_shown() as progress:
        make_sample(arguments.case, progress)
    with open_case(arguments) as book:
        case = book.snapshot()
    tell(
        _("The sample case of {name} is in “{folder}”: {entries} entries, {documents} documents.").format(
            name=case.person.name,
            folder=arguments.case,
            entries=len(case.entries),
            documents=len(case.documents),
        )
    )
    return 0
