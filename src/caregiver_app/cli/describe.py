"""`caregiver describe`: what a document is, from whom, of which day, and what it is a translation of."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import WrongUsage, case_argument, document_kind, one_of, when, words
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.documents.document import Document

NAME = "describe"
SUMMARY = N_("Write down what a document is: its kind, date, sender, language and more.")

_NOTHING: Final = "none"
_YES_OR_NO: Final = {"yes": True, "no": False}


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("document", metavar="D-NUMBER", help=_("the document, such as D-012"))
    parser.add_argument("--title", type=words, help=_("its title"))
    parser.add_argument("--kind", type=document_kind, help=_("what kind of paper it is"))
    parser.add_argument("--date", type=_date, help=_("the date on it, as you write it; none takes it away"))
    for option, field, metavar, text in (
        ("--from", "origin", "WHOM", _("the hospital or doctor it comes from; none takes it away")),
        ("--language", "language", "LANGUAGE", _("its language; none takes it away")),
        ("--translator", "translator", "WHO", _("who translated it; none takes it away")),
        ("--name-on-it", "name_on_it", "NAME", _("the name written on it; none takes it away")),
        ("--born-on-it", "born_on_it", "DATE", _("the birth date on it, as it stands there; none takes it away")),
        ("--held-by", "held_by", "WHOM", _("who holds it or is asked for it; none takes it away")),
        ("--accession", "accession", "NUMBER", _("the accession number on its label; none takes it away")),
        ("--note", "note", "TEXT", _("a note that is printed beside it; none takes it away")),
    ):
        parser.add_argument(option, dest=field, metavar=metavar, type=_text, help=text)
    parser.add_argument(
        "--certified",
        metavar="yes|no|unknown",
        type=one_of("yes", "no", "unknown"),
        help=_("whether the translation is certified"),
    )
    parser.add_argument("--translation-of", metavar="D-NUMBER", help=_("the paper it translates; none for no other"))
    parser.add_argument(
        "--in-packet", metavar="yes|no", type=one_of(*_YES_OR_NO), help=_("whether it belongs in the packet")
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Change what was named, as one step."""
    from caregiver_app.casebook.documents.listing import change_document
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.domain.documents.document import label

    with open_case(arguments) as book:
        document = document_numbered(book.snapshot(), arguments.document)
        named = _named(arguments, book, document)
        if not named:
            raise WrongUsage(_("Nothing to write down was named. “caregiver describe --help” lists what can be."))
        changed = document.amended(**named, in_inbox=False)
        if changed != document:
            change_document(book, changed)
    tell(f"{label(changed.number)}  {changed.title}")
    tell(_("Written down.") if changed != document else _("It says so already."))
    return 0


def _named(arguments: Namespace, book: "Casebook", document: "Document") -> dict[str, Any]:
    """Return the fields that were named, with their values."""
    plain = ("title", "kind", "origin", "language", "translator", "name_on_it", "born_on_it", "held_by", "accession")
    named = {field: value for field in (*plain, "note") if (value := getattr(arguments, field)) is not None}
    if arguments.date is not None:
        named["date"] = None if arguments.date == _NOTHING else arguments.date
    if arguments.certified:
        named["certified"] = "" if arguments.certified == "unknown" else arguments.certified
    if arguments.in_packet:
        named["in_packet"] = _YES_OR_NO[arguments.in_packet]
    if arguments.translation_of:
        named["translation_of"] = _original(arguments.translation_of, book, document)
    return named


def _original(text: str, book: "Casebook", document: "Document") -> Any:
    """Return the id of the paper a document translates. Raises WrongUsage for one that is made from it."""
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.domain.documents.translations import possible_originals

    if text.strip().casefold() == _NOTHING:
        return None
    case = book.snapshot()
    original = document_numbered(case, text)
    if original not in possible_originals(case.documents, document):
        raise WrongUsage(_("A paper cannot be a translation of itself, or of one that is translated from it."))
    return original.id


def _text(text: str) -> str:
    """Read a text; "none" stands for nothing."""
    return "" if text.strip().casefold() == _NOTHING else words(text)


def _date(text: str) -> Any:
    """Read a date; "none" stands for no date."""
    if text.strip().casefold() == _NOTHING:
        return _NOTHING
    return when(text)
