"""`caregiver suggest`: what papers say they are, with the words it was taken from; and to file what is clear."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import progress_shown, room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, shown, table, wrapped
from caregiver_app.cli.usage import case_argument, json_option
from caregiver_app.i18n import N_, _, ngettext, with_commas

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.documents.inbox import Looked
    from caregiver_app.domain.documents.alike import Alike
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.documents.suggesting.suggestion import Suggestion
    from caregiver_app.domain.snapshot import CaseSnapshot

    Alikes = Mapping[UUID, Sequence[Alike]]

NAME = "suggest"
SUMMARY = N_("Show what papers in the inbox say they are, with the words it was taken from, and file what is clear.")

_NAMES = {
    "title": N_("Title"),
    "kind": N_("Kind"),
    "date": N_("Date"),
    "origin": N_("From"),
    "language": N_("Language"),
    "name_on_it": N_("Name on it"),
    "born_on_it": N_("Born"),
}


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "documents", metavar="D-NUMBER", nargs="*", help=_("these documents; otherwise all that are in the inbox")
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help=_("file the clear ones with what was suggested, as one step; what you typed stays, the others stay too"),
    )
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print what is suggested, and file what is clear where that was asked for."""
    from caregiver_app.casebook.documents.alike import look_alikes
    from caregiver_app.casebook.documents.inbox import look, texts_of, waiting_in
    from caregiver_app.casebook.documents.numbered import document_numbered

    with open_case(arguments) as book:
        if arguments.accept:
            book.require_writable()
        case = book.snapshot()
        named = [document_numbered(case, text) for text in arguments.documents]
        asked = tuple(dict.fromkeys(named)) if named else waiting_in(case)
        with progress_shown() as progress:
            found = look_alikes(case, book.readings, asked, progress)
        alikes: Alikes = {one.id: [alike for alike in found if alike.document == one.id] for one in asked}
        looked = [look(document, texts_of(document, book.readings), case.person) for document in asked]
        left = {one.document.id: _why_not(one, alikes, case) for one in looked}
        filed = _file(book, [one for one in looked if not left[one.document.id]]) if arguments.accept else ()
    if arguments.json:
        told: dict[str, Any] = {"documents": [_in_json(one, alikes, left, case) for one in looked]}
        tell_json(told | ({"filed": _numbers(filed)} if arguments.accept else {}))
        return 0
    if not looked:
        tell(_("Nothing waits in the inbox."))
    for one in looked:
        _tell(one, alikes, case)
    if arguments.accept:
        _tell_filed(filed, [one for one in looked if left[one.document.id]], left)
    return 0


def _file(book: "Casebook", clear: "Sequence[Looked]") -> "tuple[Document, ...]":
    from caregiver_app.casebook.documents.inbox import accept_many

    return accept_many(book, [(one.document, one.proposed) for one in clear]) if clear else ()


def _why_not(looked: "Looked", alikes: "Alikes", case: "CaseSnapshot") -> list[str]:
    from caregiver_app.casebook.documents.alike import in_words

    return [*looked.why_not_clear, *(in_words(alike, case) for alike in alikes[looked.document.id])]


def _in_json(
    looked: "Looked", alikes: "Alikes", left: "Mapping[UUID, list[str]]", case: "CaseSnapshot"
) -> dict[str, Any]:
    from caregiver_app.casebook.documents.inbox import FIELDS
    from caregiver_app.domain.documents.document import label

    document = looked.document
    suggested = {
        f"suggested_{field}" if field == "title" else field: [
            _suggestion_in_json(one) for one in getattr(looked.suggestions, field)
        ]
        for field in FIELDS
    }
    told = []
    for alike in alikes[document.id]:
        other = case.document(alike.other)
        told.append({"number": label(other.number) if other else None, "why": alike.why})
    return {
        "number": label(document.number),
        "title": document.title,
        "in_inbox": document.in_inbox,
        **suggested,
        "differs": [difference.words for difference in looked.differences],
        "alike": told,
        "pages_waiting": looked.waiting,
        "clear": not left[document.id],
        "why_not_clear": left[document.id],
        "id": str(document.id),
    }


def _suggestion_in_json(one: "Suggestion") -> dict[str, Any]:
    return {"value": one.value, "words": one.words, "page": one.page, "other": list(one.other)}


def _numbers(documents: "Sequence[Document]") -> list[str]:
    from caregiver_app.domain.documents.document import label

    return [label(document.number) for document in documents]


def _tell(looked: "Looked", alikes: "Alikes", case: "CaseSnapshot") -> None:
    from caregiver_app.casebook.documents.alike import in_words
    from caregiver_app.casebook.documents.inbox import FIELDS

    document = looked.document
    tell(f"{_numbers([document])[0]}  {document.title}")
    rows = []
    for field in FIELDS:
        for place, one in enumerate(getattr(looked.suggestions, field)):
            name = _(_NAMES[field]) if place == 0 else ""
            rows.append(((name,), _value(field, one), (_source(one),)))
    if rows:
        columns = (Column(_("What"), 10), Column(_("Suggested"), 30), Column(_("From these words")))
        tell_laid_out(table(columns, rows, room()))
    elif looked.read:
        tell(_("Nothing in its words says what it is."))
    elif not looked.waiting:
        tell(_("No words were found on it, so nothing is suggested."))
    sentences = [difference.words for difference in looked.differences]
    sentences += [in_words(alike, case) for alike in alikes[document.id]]
    if looked.waiting:
        words = ngettext("{n} page has not been read yet.", "{n} pages have not been read yet.", looked.waiting)
        sentences.append(words.format(n=looked.waiting))
    _tell_sentences(sentences)
    tell("")


def _value(field: str, one: "Suggestion") -> tuple[str, ...]:
    """Write a suggestion for reading; a date with two readings as both, one beneath the other."""
    from caregiver_app.domain.dates import PartialDate
    from caregiver_app.domain.documents.records_guide import kind_name

    if field == "kind":
        return (kind_name(one.value),)
    if field != "date":
        return (one.value,)
    first, *rest = (PartialDate(value).in_words() for value in (one.value, *one.other))
    return (first, *(_("or {date}").format(date=other) for other in rest))


def _source(one: "Suggestion") -> str:
    if not one.page:
        return _("“{words}”, the file’s name").format(words=one.words)
    return _("“{words}”, page {page}").format(words=one.words, page=one.page)


def _tell_filed(filed: "Sequence[Document]", others: "Sequence[Looked]", left: "Mapping[UUID, list[str]]") -> None:
    n = len(filed)
    words = ngettext("{n} document was filed: {names}.", "{n} documents were filed: {names}.", n)
    tell(words.format(n=n, names=with_commas(_numbers(filed))) if n else _("Nothing was filed."))
    if others:
        tell(_("Look at these yourself:"))
    for one in others:
        number, *_none = _numbers([one.document])
        first, *more = wrapped(shown(" ".join(left[one.document.id])), room() - len(number) - 2)
        tell_laid_out([f"{number}  {first}", *(f"{' ' * len(number)}  {line}" for line in more)])


def _tell_sentences(sentences: "Sequence[str]") -> None:
    lines = [line for sentence in sentences for line in wrapped(shown(sentence), room())]
    if lines:
        tell_laid_out(lines)
