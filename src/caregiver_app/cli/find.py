"""`caregiver find`: the papers that hold these words, the best first; with --everywhere, all else of the case too."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import case_argument, json_option, words
from caregiver_app.i18n import N_, _, ngettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caregiver_app.casebook.documents.finding import Found, Hit
    from caregiver_app.domain.finding import FoundRecord

NAME = "find"
SUMMARY = N_("Find documents by any word on them.")

_MOST: Final = 50


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "words",
        metavar="WORDS",
        nargs="+",
        type=words,
        help=_('words, their beginnings, or "words in quotation marks" that stand side by side; all of them are found'),
    )
    parser.add_argument("--most", metavar="N", type=_how_many, default=_MOST, help=_("at most so many documents (50)"))
    parser.add_argument(
        "--everywhere", action="store_true", help=_("in entries, appointments, questions, contacts and the like, too")
    )
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print what was found."""
    from caregiver_app.casebook.documents.finding import find
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.finding import CaseFinder

    asked = " ".join(arguments.words)
    with open_case(arguments) as book:
        found = find(book, asked, arguments.most)
        waiting = book.readings.counts().waiting
        records = CaseFinder(book.snapshot()).find(asked, arguments.most) if arguments.everywhere else ()
    others = [one for one in records if not isinstance(one.record, Document)]
    if arguments.json:
        hits = [_hit_json(hit) for hit in found.hits]
        told = {"words": asked, "hits": hits, "more": found.more, "pages_waiting": waiting}
        tell_json({**told, "records": [_record_json(one) for one in others]} if arguments.everywhere else told)
    else:
        _tell_records(others)
        _tell(found, asked, waiting, elsewhere=bool(others))
    return 0


def _how_many(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(_("“{text}” is not a number of documents. Write 1 or more.").format(text=text))
    return int(text)


def _tell_records(others: "Sequence[FoundRecord]") -> None:
    columns = (Column(pgettext("what was found", "What it is"), 34), Column(_("What stands there")))
    if others:
        tell_laid_out(table(columns, [((one.beneath,), (one.words,)) for one in others], room()))
        tell("")


def _tell(found: "Found", asked: str, waiting: int, *, elsewhere: bool = False) -> None:
    from caregiver_app.domain.documents.document import label

    columns = (Column(_("Where"), 12), Column(_("Title"), 28), Column(_("What stands there")))
    rows = []
    for hit in found.hits:
        number = label(hit.document.number)
        where = _("{number} p. {page}").format(number=number, page=hit.page) if hit.page else number
        rows.append(((where,), (hit.document.title,), (hit.snippet if hit.snippet != hit.document.title else "",)))
    if rows:
        tell_laid_out(table(columns, rows, room()))
    elif not elsewhere:
        tell(_("Nothing was found for “{words}”.").format(words=asked))
    if found.more:
        tell(_("There may be more. Add a word, or ask for more with --most."))
    if waiting:
        sentence = ngettext(
            "{n} page has not been read yet, so words on it are not found.",
            "{n} pages have not been read yet, so words on them are not found.",
            waiting,
        )
        tell(sentence.format(n=waiting))


def _record_json(found: "FoundRecord") -> dict[str, Any]:
    return {"what": found.beneath, "words": found.words, "page": found.page, "id": str(found.record.id)}


def _hit_json(hit: "Hit") -> dict[str, Any]:
    from caregiver_app.domain.documents.document import label

    return {
        "number": label(hit.document.number),
        "title": hit.document.title,
        "kind": hit.document.kind,
        "date": hit.document.date,
        "page": hit.page,
        "snippet": hit.snippet,
        "id": str(hit.document.id),
    }
