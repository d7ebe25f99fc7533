"""`caregiver unlock`: the pages of a PDF that is locked with a password, as one step. The locked file stays."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import progress_shown, tell
from caregiver_app.cli.passwords import asked_password, password_from
from caregiver_app.cli.usage import case_argument, path
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document

NAME = "unlock"
SUMMARY = N_("Open a locked PDF with its password, once, and keep a copy that opens without it.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes. A password is no argument: others on this computer could read it there."""
    case_argument(parser)
    parser.add_argument("document", metavar="D-NUMBER", help=_("the locked document, such as D-012"))
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        type=path,
        help=_("a file whose first line is the password, - for standard input; without it you are asked"),
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Ask for the password where it is not in a file, and show the pages of the document."""
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.casebook.documents.unlocking import require_locked, unlock_document
    from caregiver_app.domain.documents.document import label

    with open_case(arguments) as book:
        book.require_writable()
        document = document_numbered(book.snapshot(), arguments.document)
        require_locked(document)
        before = len(book.snapshot().documents)
        if arguments.password_file is not None:
            password = password_from(arguments.password_file)
        else:
            password = asked_password(_("Password of {document}: ").format(document=label(document.number)))
        with progress_shown() as progress:
            unlocked = unlock_document(book, document, password, progress)
        _tell(unlocked, book.snapshot().documents[before:])
    return 0


def _tell(document: "Document", inside: tuple["Document", ...]) -> None:
    from caregiver_app.domain.documents.document import TROUBLES, label
    from caregiver_app.domain.documents.page_work import page_count

    count = page_count(document) or 0
    pages = ngettext("{n} page", "{n} pages", count).format(n=count)
    tell(f"{label(document.number)}  {document.title}  {pages}")
    if document.trouble:
        tell(f"       {_(TROUBLES[document.trouble])}")
    for other in inside:
        tell(f"  {label(other.number)}  {other.title}")
    tell(_("The locked file is kept as it is, and beside it a copy that opens without the password."))
