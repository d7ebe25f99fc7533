"""Read the column "source": how a fact is known, in whose words, and which page of which document proves it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from caregiver_app.domain.documents import Document, label
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


@dataclass(frozen=True)
class Source:
    """What the column said, as fields of an entry, and what to tell about it."""

    fields: dict[str, Any] = field(default_factory=dict)
    remark: str = ""


def no_documents(_number: int) -> Document | None:
    """Find nothing: for reading a history outside a case."""
    return None


def read_source(text: str, find_document: FindDocument) -> Source:
    """Return how a fact is known; a document number at the end becomes its proof when that document is there."""
    if not text:
        return Source()
    word, colon, rest = text.partition(":")
    if text.casefold() in _WORDS:
        return Source({"how_known": _WORDS[text.casefold()]})
    how = _WORDS.get(word.strip().casefold()) if colon else None
    words = rest.strip() if how else text
    found = _REFERENCE.search(words)
    if found is None:
        return Source({"how_known": how or "report", "source": words})
    return _with_proof(how or "report", words, found, find_document)


def _with_proof(how: str, words: str, found: re.Match[str], find_document: FindDocument) -> Source:
    number = int(found["short"] or found["long"])
    document = find_document(number)
    as_words: dict[str, Any] = {"how_known": how, "source": words}
    if document is None:
        return Source(
            as_words, _("{document} is not in this case; it was kept as words.").format(document=label(number))
        )
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
