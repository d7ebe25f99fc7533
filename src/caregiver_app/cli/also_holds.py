"""`caregiver also-holds`: further kinds of paper that one document holds, as one step."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, words
from caregiver_app.cli.which_papers import called, kind_of_paper
from caregiver_app.i18n import N_, _, with_semicolons

NAME = "also-holds"
SUMMARY = N_("Say which further kinds of paper a document holds, such as a letter with the blood counts in it.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("document", metavar="D-NUMBER", help=_("the number of the document"))
    parser.add_argument("kinds", metavar="KIND", nargs="*", type=words, help=_("all further kinds; none for no other"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write it down, in place of what was said before."""
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.casebook.documents.wanted import also_holds
    from caregiver_app.domain.documents.records_guide import kind_name

    with open_case(arguments) as book:
        case = book.snapshot()
        document = document_numbered(case, arguments.document)
        changed = also_holds(book, document, [kind_of_paper(case, kind) for kind in arguments.kinds])
    tell(
        _("{paper}: {sentence}").format(paper=called(changed), sentence=with_semicolons(map(kind_name, changed.kinds)))
    )
    return 0
