"""Read and write the column "source": how a fact is known, in whose words, and which page of which document proves it.

A row may say each of these in a column of its own instead; then the words in "source" are only words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.exchange.history.columns import RowUnclear
from caregiver_app.i18n import _

FindDocument = Callable[[int], Document | None]
"""Look a document up by the number written on it (12 for D-012)."""

_WORDS: Final = {
    "memory": "memory", "from memory": "memory",
    "check": "check", "to be checked": "check", "to check": "check", "not sure": "check", "?": "check",
    "report": "report", "from a report": "report",
}  # fmt: skip
_REFERENCE: Final = re.compile(
    r"(?:^|(?<=[\s,;(\[]))D(?:-(?P<short>\d{1,6})|(?P<long>\d{3,6}))"
    r"(?:[\s,;]*(?:pages?|pp?|pg|seite|s)\b\.?\s*(?P<page>\d{1,5})|[\s,;]*第\s*(?P<ye>\d{1,5})\s*页)?[)\]]?$",
    re.IGNORECASE | re.ASCII,
)
# How each way of knowing is written, when it is not the words of the source that say it.
_WRITTEN: Final = {"memory": "memory", "check": "to be checked", "report": "report"}
_DOCUMENT: Final = re.compile(r"(?:D-?)?0*([1-9]\d{0,8})", re.IGNORECASE | re.ASCII)
_PAGE: Final = re.compile(r"0*([1-9]\d{0,17})", re.ASCII)


@dataclass(frozen=True)
class Source:
    """What the columns said, as fields of an entry, what of it has no field, and what to tell about it."""

    fields: dict[str, Any] = field(default_factory=dict)
    remark: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)


def no_documents(_number: int) -> Document | None:
    """Find nothing: for reading a history outside a case."""
    return None


def read_source(text: str, find_document: FindDocument, *, proof: bool = True) -> Source:
    """Return how a fact is known; a document number at the end becomes its proof when that document is there.

    Without `proof` a document number is a word like any other.
    """
    if not text:
        return Source()
    word, colon, rest = text.partition(":")
    if text.casefold() in _WORDS:
        return Source({"how_known": _WORDS[text.casefold()]})
    how = _WORDS.get(word.strip().casefold()) if colon else None
    words = rest.strip() if how else text
    found = _REFERENCE.search(words) if proof else None
    if found is None:
        return Source({"how_known": how or "report", "source": words})
    return _with_proof(how or "report", words, found, find_document)


def read_source_columns(text: str, own: Mapping[str, str], find_document: FindDocument) -> Source:
    """Return how a fact is known when the row says some of it in columns of their own. Raises RowUnclear.

    `text` is the cell of "source", `own` the filled cells of "how_known", "document" and "page".
    """
    if "how_known" in own:
        found = Source({"how_known": _how(own["how_known"]), "source": text})
    else:
        # A document of its own column is the proof; one named in the words stays a word beside it.
        found = read_source(text or ("report" if "document" in own else ""), find_document, proof="document" not in own)
    if "document" in own:
        found = _with_document(found, own, find_document)
    elif "page" in own:
        found = replace(found, fields={**found.fields, "proof_page": _page(own["page"])})
    return found


def source_text(entry: Entry, find_document: FindDocument, number: int | None) -> str | None:
    """Write how an entry is known as one text for the column "source"; None when that would be read otherwise.

    `number` is that of the document which proves it.
    """
    proof = "" if number is None else label(number)
    page = f" p. {entry.proof_page}" if number is not None and entry.proof_page is not None else ""
    words = ", ".join(part for part in (entry.source, f"{proof}{page}") if part)
    how = _WRITTEN[entry.how_known]
    marked = f"{how}: {words}" if words else how
    wanted = {name: getattr(entry, name) for name in ("how_known", "source", "proof", "proof_page")}
    unknown = {"how_known": "check", "source": "", "proof": None, "proof_page": None}
    for text in (words, marked) if entry.how_known == "report" and words else (marked,):
        found = read_source(text, find_document)
        if not found.remark and {**unknown, **found.fields} == wanted:
            return text
    return None


def _how(text: str) -> str:
    how = _WORDS.get(text.casefold())
    if how is None:
        raise RowUnclear(
            _("“{text}” does not say how the fact is known. Write report, memory or check under “how_known”.").format(
                text=text
            )
        )
    return how


def _page(text: str) -> int:
    found = _PAGE.fullmatch(text)
    if found is None:
        raise RowUnclear(_("“{text}” is not a page number. Write one like 2, or leave it empty.").format(text=text))
    return int(found[1])


def _with_document(said: Source, own: Mapping[str, str], find_document: FindDocument) -> Source:
    """Add the proof that stands in the columns "document" and "page"; a page is taken in as written."""
    text = own["document"]
    named = _DOCUMENT.fullmatch(text)
    if named is None:
        raise RowUnclear(
            _("“{text}” is not a document's number. Write one like D-004, or leave it empty.").format(text=text)
        )
    number = int(named[1])
    document = find_document(number)
    if document is None:
        kept = {column: own[column] for column in ("document", "page") if column in own}
        return replace(said, remark=_not_here(number), kept=kept)
    page = _page(own["page"]) if "page" in own else None
    remark = said.remark
    if page is not None and document.pages and page > document.pages:
        remark = _("{document} has no page {page}; it was taken in as written.").format(
            document=label(number), page=page
        )
    return replace(said, fields={**said.fields, "proof": document.id, "proof_page": page}, remark=remark)


def _not_here(number: int) -> str:
    return _("{document} is not in this case; it was kept as words.").format(document=label(number))


def _with_proof(how: str, words: str, found: re.Match[str], find_document: FindDocument) -> Source:
    number = int(found["short"] or found["long"])
    document = find_document(number)
    as_words: dict[str, Any] = {"how_known": how, "source": words}
    if document is None:
        return Source(as_words, _not_here(number))
    figures = found["page"] or found["ye"]
    page = int(figures) if figures and int(figures) else None
    if page is not None and document.pages and page > document.pages:
        remark = _("{document} has no page {page}; the page was kept as words.")
        return Source({**as_words, "proof": document.id}, remark.format(document=label(number), page=page))
    return Source(
        {
            "how_known": how,
            "source": words[: found.start()].rstrip(" ,;([\t\n"),
            "proof": document.id,
            "proof_page": page,
        }
    )
