"""How a fact is known and which page proves it: the marks and links that stand beside every fact."""

from collections.abc import Iterable

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.packet.records import packet_label
from caregiver_app.domain.packet.since import Since
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _
from caregiver_app.packet.attachment import Attachment
from caregiver_app.packet.text import PAGE, Span, link, quiet

_MARKS = {"report": "", "memory": "*", "check": "†"}
NO_BREAK = "\u00a0"


def mark(entry: Entry) -> str:
    """Return the mark of a fact that is not from a report, with the space before it."""
    sign = _MARKS[entry.how_known]
    return f"{NO_BREAK}{sign}" if sign else ""


class Proofs:
    """Write where the proof of a fact is: the D-number, and the packet page when the page is attached.

    In an addendum a paper that stood in the packet before is named with its page there.
    """

    def __init__(
        self, case: CaseSnapshot, attachments: Iterable[Attachment], *, listed: bool, since: Since | None = None
    ) -> None:
        self._documents = {document.id: document for document in case.documents}
        self._attached = {attachment.document.id: attachment for attachment in attachments}
        self._listed = listed
        self._since = since

    def document_of(self, entry: Entry) -> Document | None:
        """Return the document that proves an entry, or None."""
        return self._documents.get(entry.proof) if entry.proof else None

    def of(self, entry: Entry) -> tuple[Span, ...]:
        """Return the link to an entry's proof, or nothing when it has none."""
        document = self.document_of(entry)
        if document is None:
            return ()
        name = label(document.number)
        attachment = self._attached.get(document.id)
        if attachment is not None:
            text = _("{document} p.{page}").format(document=name, page=PAGE).replace(" ", NO_BREAK)
            return (link(text, attachment.place_of(entry.proof_page)),)
        return (link(name, f"listed-{document.number}") if self._listed else Span(name), *self._earlier(document))

    def page_of(self, entry: Entry) -> tuple[Span, ...]:
        """Return the packet page of an entry's proof as a link, or nothing where it is not attached."""
        document = self.document_of(entry)
        attachment = self._attached.get(document.id) if document is not None else None
        if attachment is not None:
            return (link(PAGE, attachment.place_of(entry.proof_page)),)
        return self._earlier(document) if document is not None else ()

    def after(self, entry: Entry) -> tuple[Span, ...]:
        """Return mark and proof as they follow a fact in running text."""
        return (Span(mark(entry)), *((Span(" "), *self.of(entry)) if self.of(entry) else ()))

    def _earlier(self, document: Document) -> tuple[Span, ...]:
        where = in_earlier_packet(document, self._since)
        return (quiet(f" ({where})".replace(" ", NO_BREAK)),) if where else ()


def in_earlier_packet(document: Document, since: Since | None) -> str:
    """Write where a paper stands in the packet that an addendum follows: "P-003 p.17"; nothing where it does not."""
    held = since.held.get(document.number) if since is not None else None
    if since is None or held is None or not held.included:
        return ""
    return _("{packet} p.{page}").format(packet=packet_label(since.number), page=held.first_page).replace(" ", NO_BREAK)
