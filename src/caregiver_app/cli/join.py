"""`caregiver join`: several photos or papers become one document."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, words
from caregiver_app.i18n import N_, _, ngettext

NAME = "join"
SUMMARY = N_("Make one document of the pages of several.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("documents", metavar="D-NUMBER", nargs="+", help=_("the documents, in the order of the pages"))
    parser.add_argument("--title", type=words, help=_("its title; otherwise that of the first"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Join them as one step."""
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.casebook.documents.pages import join
    from caregiver_app.domain.documents.document import label
    from caregiver_app.domain.documents.page_work import page_count

    with open_case(arguments) as book:
        chosen = [document_numbered(book.snapshot(), text) for text in arguments.documents]
        made = join(book, list(dict.fromkeys(chosen)), arguments.title or "")
    pages = ngettext("{n} page", "{n} pages", page_count(made) or 0).format(n=page_count(made))
    tell(f"{label(made.number)}  {made.title}  {pages}")
    tell(_("The documents it is made of stay in the list; the packet takes their pages from here."))
    return 0
