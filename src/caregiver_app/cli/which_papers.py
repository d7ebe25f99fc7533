"""Which papers are meant on the command line: by number, or by kind."""

import argparse
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.snapshot import CaseSnapshot

_NUMBER: Final = re.compile(r"d-?(\d{1,9})", re.IGNORECASE)


class PaperUnknown(CaregiverError):
    """No paper and no kind of paper goes by what was said."""


def paper_number(text: str) -> str:
    """Read a document's number, such as D-012."""
    plain = text.strip()
    if _NUMBER.fullmatch(plain) is None:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not the number of a document. Write it like D-012.").format(text=text)
        )
    return plain


def document_of(case: "CaseSnapshot", text: str) -> "Document":
    """Return the document with a number. Raises PaperUnknown where there is none."""
    found = _numbered(case, text)
    if found is None:
        raise PaperUnknown(
            _("There is no document {number} in the case.").format(number=text.strip().upper()),
            safe=_("Nothing was changed."),
            now=_("“caregiver list DIR documents” shows the numbers."),
        )
    return found


def kind_of_paper(case: "CaseSnapshot", text: str) -> str:
    """Return the kind somebody named: by its id, a word of the field, or the words of one of the family's own lists.

    Raises PaperUnknown, which names the kinds.
    """
    from caregiver_app.domain.vocabulary import term, vocabulary

    found = term("document_kinds", text)
    if found is not None:
        return found.id
    own = {want.kind for recipient in case.recipients for want in recipient.wants.values}
    own |= {document.kind for document in case.documents}
    plain = " ".join(text.split()).casefold()
    named = next((kind for kind in sorted(own) if " ".join(kind.split()).casefold() == plain), None)
    if named is None:
        kinds = ", ".join(entry.id for entry in vocabulary("document_kinds"))
        raise PaperUnknown(
            _("“{text}” is neither the number of a document nor a kind of paper we know.").format(text=text),
            safe=_("Nothing was changed."),
            now=_("The kinds are {kinds}.").format(kinds=kinds),
        )
    return named


def paper_or_kind(case: "CaseSnapshot", text: str) -> "Document | str":
    """Return the document a number means, or else the kind a word means. Raises PaperUnknown."""
    return document_of(case, text) if _NUMBER.fullmatch(text.strip()) else kind_of_paper(case, text)


def papers_and_kinds(case: "CaseSnapshot", texts: Sequence[str]) -> "tuple[tuple[Document, ...], tuple[str, ...]]":
    """Return the documents and the kinds somebody named, each once. Raises PaperUnknown."""
    documents: dict[int, Document] = {}
    kinds: dict[str, None] = {}
    for text in texts:
        meant = paper_or_kind(case, text)
        if isinstance(meant, str):
            kinds[meant] = None
        else:
            documents[meant.number] = meant
    return tuple(documents.values()), tuple(kinds)


def called(document: "Document") -> str:
    """Write the number and title of a document."""
    from caregiver_app.domain.documents.document import label

    return f"{label(document.number)} {document.title}"


def _numbered(case: "CaseSnapshot", text: str) -> "Document | None":
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    return next((document for document in case.documents if document.number == int(found[1])), None)
