"""`caregiver template`: a table to start a history from."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import path
from caregiver_app.i18n import N_, _

NAME = "template"
SUMMARY = N_("Write a CSV file to start a history from, with one invented row of each kind.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", metavar="FILE.csv", type=path, help=_("the file to write; it must not exist yet"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the template."""
    from caregiver_app.casebook.exchange import save_template

    save_template(arguments.file)
    tell(_("“{file}” is ready. Replace its example rows with what happened.").format(file=arguments.file))
    return 0
