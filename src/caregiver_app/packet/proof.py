"""How a fact is known and which page proves it: the marks and links that stand beside every fact."""

from collections.abc import Iterable

from caregiver_app.domain.documents.document import label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _
from caregiver_app.packet.attachment import Attachment
from caregiver_app.packet.text import PAGE, Span, link

_MARKS = {"report": "", "memory": "*", "check": "†"}
NO_BREAK = "\u00a0"


def mark(entry: Entry) -> str:
    """Return the mark of a fact that is not from a report, with the space before it."""
    sign = _MARKS[entry.how_known]
    return f"{NO_BREAK}{sign}" if sign else ""


class Proofs:
    """Write where the proof of a fact is: the D-number, and the packet page when the page is attached."""

    def __init__(self, case: CaseSnapshot, attachments: Iterable[Attachment], *, listed: bool) -> None:
        self._documents = {document.id: document for document in case.documents}
        self._attached = {attachment.document.id: attachment for attachment in attachments}
        self._listed = listed

    def of(self, entry: Entry) -> tuple[Span, ...]:
        """Return the link to an entry's proof, or nothing when it has none."""
        document = self._documents.get(entry.proof) if entry.proof else None
        if document is None:
            return ()
        name = label(document.number)
        attachment = self._attached.get(document.id)
        if attachment is not None:
            text = _("{document} p.{page}").format(document=name, page=PAGE).replace(" ", NO_BREAK)
            return (link(text, attachment.place_of(entry.proof_page)),)
        return (link(name, f"listed-{document.number}") if self._listed else Span(name),)

    def after(self, entry: Entry) -> tuple[Span, ...]:
        """Return mark and proof as they follow a fact in running text."""
        return (Span(mark(entry)), *((Span(" "), *self.of(entry)) if self.of(entry) else ()))
