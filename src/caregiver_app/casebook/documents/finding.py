"""Find documents by any word on them."""

from dataclasses import dataclass

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.document import Document


@dataclass(frozen=True)
class Hit:
    """A document that was found, and the page that shows why: counted in the document, 0 for what is written about it.

    `marks` are the ranges of `snippet` that were asked for. A snippet is text, never markup.
    """

    document: Document
    page: int
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Found:
    """What was found, the best first, each document once; and whether there is, or may be, more."""

    hits: tuple[Hit, ...]
    more: bool


def find(book: Casebook, words: str, limit: int = 50) -> Found:
    """Return at most `limit` documents that hold all these words.

    A word may be the beginning of one, or at least three letters inside one; "words in quotation marks" stand side by
    side. Whatever is typed is text, so nothing is refused.
    """
    case, result = book.snapshot(), book.search.find(words, limit)
    hits = [
        Hit(document, hit.page, hit.snippet, hit.marks)
        for hit in result.hits
        if (document := case.document(hit.document)) is not None
    ]
    return Found(tuple(hits), result.more)
