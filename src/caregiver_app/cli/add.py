"""`caregiver add`: papers and photos into the case, as one step."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver_app.cli.output import progress_shown, tell
from caregiver_app.cli.usage import WrongUsage, case_argument, document_kind, path, when, words
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from caregiver_app.domain.documents import Document

NAME = "add"
SUMMARY = N_("Copy papers and photos into the case and list them.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "files",
        metavar="FILE|FOLDER",
        nargs="+",
        type=path,
        help=_("files, or folders with files; they stay as they are"),
    )
    parser.add_argument("--kind", type=document_kind, help=_("what kind of paper they are"))
    parser.add_argument("--date", type=when, help=_("the date on them, as you write it"))
    parser.add_argument("--title", type=words, help=_("a title, for one file"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Copy everything first, then list it as one step."""
    if arguments.title and (len(arguments.files) > 1 or arguments.files[0].is_dir()):
        raise WrongUsage(_("--title names one file. Add the files one by one to give each its title."))

    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.documents import files_in, keep_files, list_files, same_files

    with Casebook.open(arguments.case) as book:
        _refuse_own_folder(arguments.case, arguments.files)
        files = files_in(arguments.files)
        if not files:
            tell(_("There are no files in it, so nothing was added."))
            return 0
        with progress_shown() as progress:
            kept = keep_files(book.originals, files, progress)
        listed = list_files(book, kept, kind=arguments.kind or "", date=arguments.date, title=arguments.title or "")
        everything = book.snapshot().documents
        for document in listed:
            _tell_document(document, same_files(everything, document))
    n = len(listed)
    tell(ngettext("{n} document was added.", "{n} documents were added.", n).format(n=n))
    return 0


def _tell_document(document: "Document", same: Sequence["Document"]) -> None:
    from caregiver_app.domain.documents import TROUBLES, label

    tell(f"{label(document.number)}  {document.title}")
    if document.trouble:
        tell(f"       {_(TROUBLES[document.trouble])}")
    if same:
        tell("       " + _("It is the same file as {other}.").format(other=label(same[0].number)))


def _refuse_own_folder(case: Path, files: Sequence[Path]) -> None:
    """Raise CaregiverError when the case would be copied into itself."""
    own = Path(os.path.realpath(case))
    for file in files:
        there = Path(os.path.realpath(file))
        if there == own or own in there.parents or there in own.parents:
            raise CaregiverError(
                _("“{name}” holds this case itself or lies within it.").format(name=file.name or str(file)),
                safe=_("Nothing was added."),
                now=_("Choose the papers, or a folder beside the case."),
            )
