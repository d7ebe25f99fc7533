"""The kinds of paper a family collects: their words and the order they are filed in."""

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.vocabulary import Term, vocabulary
from caregiver_app.i18n import _
from caregiver_app.packet.ours import told

_VOCABULARY = "document_kinds"


def _terms() -> tuple[Term, ...]:
    return vocabulary(_VOCABULARY)


def kind_word(kind: str) -> str:
    """Write the kind of a document in words; an unknown one as it is kept."""
    found = next((term for term in _terms() if term.id == kind), None)
    return _(found.name) if found else kind.replace("_", " ").replace("-", " ").strip().capitalize()


def kind_told(kind: str) -> str:
    """Write the kind of a document in words that the packet can say in a second language."""
    return told(kind_word(kind), _VOCABULARY)


def kind_order(kind: str) -> tuple[int, str]:
    """Order kinds as the vocabulary does, unknown ones after, "other" last."""
    if kind == "other":
        return 10_000, ""
    known = [term.id for term in _terms()]
    return (known.index(kind), "") if kind in known else (len(known), kind)


def paper_order(document: Document) -> tuple[tuple[int, str], tuple[int, int], int]:
    """Order documents by kind, date and number."""
    return kind_order(document.kind), sort_key(document.date), document.number
