"""`caregiver add`: papers and photos into the case, as one step."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import bar_shown, tell, tell_json, warn
from caregiver_app.cli.usage import WrongUsage, case_argument, document_kind, json_option, path, when, words
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, ngettext
from caregiver_app.progress import Cancelled

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.documents.document import Document

    Refused = Sequence[tuple[str, CaregiverError]]

NAME = "add"
SUMMARY = N_("Copy papers and photos into the case and list them.")

_INCOMPLETE = 3
_STOPPED = 130


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
    parser.add_argument(
        "--leave-discs",
        action="store_true",
        help=_("list imaging discs with their fingerprints, and leave their files where they are"),
    )
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Copy everything first, then list it as one step; return 3 when something could not be copied.

    What was copied before a stop stays, and the same command goes on from there.
    """
    if arguments.title and (len(arguments.files) > 1 or os.path.isdir(arguments.files[0])):
        raise WrongUsage(_("--title names one file. Add the files one by one to give each its title."))

    from caregiver_app.casebook.documents.journal import Journal
    from caregiver_app.casebook.documents.keeping import keep_files
    from caregiver_app.casebook.documents.listing import list_files
    from caregiver_app.casebook.documents.sources import find_files

    with open_case(arguments) as book:
        book.require_writable()
        _refuse_own_folder(arguments.case, arguments.files)
        found = find_files(arguments.files)
        if not (found.files or found.discs):
            return _tell(arguments, book, (), found.passed_over)
        journal = Journal(arguments.case, book.seal)
        journal.begin(tuple(arguments.files), leave_discs=arguments.leave_discs)
        try:
            with bar_shown() as progress:
                brought = keep_files(
                    journal.remembering(book.originals), found, progress, leave_discs=arguments.leave_discs
                )
        except (KeyboardInterrupt, Cancelled):
            warn(_("Stopped. Nothing is listed. The same command goes on from where it stopped."))
            return _STOPPED
        finally:
            journal.leave()
        given = {"kind": arguments.kind or "", "title": arguments.title or ""}
        listed = list_files(book, brought, date=arguments.date, **given) if brought.files else ()
        journal.finish()
        return _tell(arguments, book, listed, brought.refused)


def _tell(arguments: Namespace, book: "Casebook", listed: "Sequence[Document]", refused: "Refused") -> int:
    """Name what was added and what could not be copied, and return how the command ends."""
    if arguments.json:
        from caregiver_app.cli.documents_json import rows_of

        left = [{"name": name, "reason": trouble.happened, "now": trouble.now} for name, trouble in refused]
        tell_json({"documents": rows_of(listed, book.snapshot(), book.originals), "refused": left})
        return _INCOMPLETE if refused else 0
    for document in listed:
        _tell_document(document, book.snapshot().documents)
    n = len(listed)
    words = ngettext("{n} document was added.", "{n} documents were added.", n).format(n=n)
    tell(words if listed or refused else _("There are no files in it, so nothing was added."))
    if refused:
        warn(_("Not everything could be copied:"))
    for name, trouble in refused:
        warn(f"  {name}: {trouble.happened} {trouble.now}")
    return _INCOMPLETE if refused else 0


def _tell_document(document: "Document", everything: Sequence["Document"]) -> None:
    from caregiver_app.casebook.documents.listing import same_files
    from caregiver_app.domain.documents.document import TOLD_IN_DETAIL, TROUBLES, label

    inside = "  " if document.part_of is not None else ""
    tell(f"{inside}{label(document.number)}  {document.title}")
    if document.trouble:
        in_detail = document.trouble_detail and document.trouble in TOLD_IN_DETAIL
        detail = f" ({document.trouble_detail})" if in_detail else ""
        tell(f"{inside}       {_(TROUBLES[document.trouble])}{detail}")
    same = same_files(everything, document)
    if same:
        tell(f"{inside}       " + _("It is the same file as {other}.").format(other=label(same[0].number)))


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
