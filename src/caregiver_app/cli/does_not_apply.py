"""`caregiver does-not-apply`: a kind of paper there is not for this person, as one step."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import WrongUsage, case_argument, words
from caregiver_app.cli.which_papers import kind_of_paper
from caregiver_app.i18n import N_, _

NAME = "does-not-apply"
SUMMARY = N_("Say that a kind of paper does not apply to this person.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("kind", metavar="KIND", type=words, help=_("the kind of paper"))
    parser.add_argument("--why", type=words, help=_("why, such as “no transplant”"))
    parser.add_argument("--take-back", action="store_true", help=_("it may apply after all"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write it down, or take it back."""
    if arguments.take_back and arguments.why:
        raise WrongUsage(_("--why goes with what does not apply, and --take-back takes that back. Use one of them."))

    from caregiver_app.casebook.documents.wanted import mark_not_needed, unmark
    from caregiver_app.domain.documents.records_guide import kind_name

    with open_case(arguments) as book:
        kind = kind_of_paper(book.snapshot(), arguments.kind)
        if not arguments.take_back:
            mark_not_needed(book, kind, arguments.why or "")
            tell(_("Does not apply: {kind}.").format(kind=kind_name(kind)))
        elif unmark(book, kind):
            tell(_("May apply after all: {kind}.").format(kind=kind_name(kind)))
        else:
            tell(_("Nothing was changed: nobody had said that it does not apply."))
    return 0
