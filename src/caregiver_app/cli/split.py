"""`caregiver split`: a stack that was scanned in one go becomes several documents."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.pages import chosen_pages
from caregiver_app.cli.usage import case_argument
from caregiver_app.i18n import N_, _, ngettext

NAME = "split"
SUMMARY = N_("Make several documents of one stack of pages.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("document", metavar="D-NUMBER", help=_("the document, such as D-012"))
    parser.add_argument(
        "--before",
        metavar="PAGES",
        required=True,
        type=chosen_pages,
        help=_("the pages on which another document begins: 4 or 4,7, or all"),
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Split it as one step."""
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.casebook.documents.pages import split
    from caregiver_app.domain.documents.document import label
    from caregiver_app.domain.documents.page_work import page_count

    with open_case(arguments) as book:
        document = document_numbered(book.snapshot(), arguments.document)
        made = split(book, document, arguments.before or range(1, (page_count(document) or 0) + 1))
    for document in made:
        pages = ngettext("{n} page", "{n} pages", page_count(document) or 0).format(n=page_count(document))
        tell(f"{label(document.number)}  {document.title}  {pages}")
    tell(_("The stack stays in the list; the packet takes its pages from these."))
    return 0
