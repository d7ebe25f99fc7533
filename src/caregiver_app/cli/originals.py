"""`caregiver originals`: every file out again, byte for byte, under readable names."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import progress_shown, tell
from caregiver_app.cli.usage import case_argument, path
from caregiver_app.i18n import N_, _, ngettext

NAME = "originals"
SUMMARY = N_("Give all original files back, into a new folder.")

_INCOMPLETE = 3


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("--to", metavar="FOLDER", required=True, type=path, help=_("a new or empty folder"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the folder; return 3 when a file is not there or not as it was added."""
    from caregiver_app.casebook.documents.giving_back import give_back
    from caregiver_app.domain.documents.document import label

    with open_case(arguments) as book, progress_shown() as progress:
        given = give_back(book.snapshot(), book.originals, arguments.to, progress)
    words = ngettext("{n} file is in “{folder}”.", "{n} files are in “{folder}”.", given.files)
    tell(words.format(n=given.files, folder=arguments.to))
    if given.missing:
        tell(_("Not everything could be given back:"))
    for document, problem in given.missing:
        tell(f"  {label(document.number)}  {document.title}: {problem.happened}")
    return _INCOMPLETE if given.missing else 0
