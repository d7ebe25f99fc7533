"""Which papers in the inbox may be in the case already: the same file, the same words, the same picture."""

from collections.abc import Iterable
from typing import Final

from caregiver_app.casebook.documents.inbox import texts_of, waiting_in
from caregiver_app.domain.documents.alike import WHY, Alike, Portrait, alikes, portrait
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.store.readings import Readings

MOST_PAGES: Final = 40
"""So many pages of a document are compared."""


def portrait_of(document: Document, readings: Readings) -> Portrait:
    """Return what is compared of a document."""
    return portrait(document, texts_of(document, readings, MOST_PAGES))


def look_alikes(
    case: CaseSnapshot,
    readings: Readings,
    asked: Iterable[Document] | None = None,
    progress: Progress = silent,
) -> tuple[Alike, ...]:
    """Return which documents may be the same as others of the case; those in the inbox unless others are asked about.

    It reads the words of every document: use it where somebody waits. Raises what `progress` raises.
    """
    inbox = {document.id for document in waiting_in(case)}
    wanted = inbox if asked is None else {document.id for document in asked}
    if not wanted:
        return ()
    portraits = []
    for done, document in enumerate(case.documents):
        progress(done, len(case.documents), document.title)
        portraits.append(portrait_of(document, readings))
    found = alikes([one for one in portraits if one.id in wanted | inbox], portraits)
    return tuple(alike for alike in found if alike.document in wanted)


def in_words(alike: Alike, case: CaseSnapshot) -> str:
    """Say which document another may be the same as, and why."""
    other = case.document(alike.other)
    return _(WHY[alike.why]).format(other=label(other.number) if other is not None else "")
