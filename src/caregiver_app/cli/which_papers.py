"""Which papers are meant on the command line: by number, or by kind."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, with_commas

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.snapshot import CaseSnapshot


class PaperUnknown(CaregiverError):
    """No paper and no kind of paper goes by what was said."""


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
        kinds = with_commas(entry.id for entry in vocabulary("document_kinds"))
        raise PaperUnknown(
            _("“{text}” is neither the number of a document nor a kind of paper we know.").format(text=text),
            safe=_("Nothing was changed."),
            now=_("The kinds are {kinds}.").format(kinds=kinds),
        )
    return named


def paper_or_kind(case: "CaseSnapshot", text: str) -> "Document | str":
    """Return the document a number means, or else the kind a word means. Raises CaregiverError."""
    from caregiver_app.casebook.documents.numbered import document_numbered, is_number

    return document_numbered(case, text) if is_number(text) else kind_of_paper(case, text)


def papers_and_kinds(case: "CaseSnapshot", texts: Sequence[str]) -> "tuple[tuple[Document, ...], tuple[str, ...]]":
    """Return the documents and the kinds somebody named, each once. Raises CaregiverError."""
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
