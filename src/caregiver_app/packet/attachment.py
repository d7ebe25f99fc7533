"""What stands behind one document of the inventory: its pages on paper, or why there are none."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from caregiver_app.domain.documents import TROUBLES, Document, label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet.kinds_of_paper import paper_order
from caregiver_app.packet.options import PacketOptions

BY_CHOICE = "by_choice"
_PICTURES = frozenset({"jpeg", "png", "tiff", "webp", "gif", "bmp"})


@dataclass(frozen=True)
class PageShape:
    """The upright size of one source page in points, and whether it can be shown."""

    width: float
    height: float
    readable: bool = True


@dataclass(frozen=True)
class Attachment:
    """One document with its pages as they go into the packet.

    `pages` is empty for what cannot be opened; one labelled page then stands in its place. `reason` is a key
    of `TROUBLES`, also when most of the document is there.
    """

    document: Document
    pages: tuple[PageShape, ...] = ()
    reason: str = ""
    signed: bool = False

    @property
    def included(self) -> bool:
        """Whether at least one of its pages is shown."""
        return any(page.readable for page in self.pages)

    @property
    def number(self) -> int:
        """Its D-number."""
        return self.document.number

    @property
    def why(self) -> str:
        """The reason as a whole sentence."""
        return _(TROUBLES[self.reason]) if self.reason in TROUBLES else ""

    @property
    def place(self) -> str:
        """Where links to the document lead."""
        return f"document-{self.number}"

    def place_of(self, page: int | None) -> str:
        """Where links to one of its pages lead; to its first page when there is no such page."""
        return f"document-{self.number}-{page if page and page <= len(self.pages) else 1}"


def in_inventory_order(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Sort documents by kind, then date, each translation after its original."""
    ordered = sorted(documents, key=paper_order)
    ids = {document.id for document in ordered}
    followers: dict[UUID | None, list[Document]] = {}
    for document in ordered:
        if document.translation_of in ids and document.translation_of != document.id:
            followers.setdefault(document.translation_of, []).append(document)
    found: dict[UUID, Document] = {}

    def take(document: Document) -> None:
        if document.id not in found:
            found[document.id] = document
            for follower in followers.get(document.id, ()):
                take(follower)

    for document in ordered:
        if document.translation_of not in ids or document.translation_of == document.id:
            take(document)
    for document in ordered:
        take(document)
    return tuple(found.values())


def chosen(case: CaseSnapshot, options: PacketOptions) -> tuple[Document, ...]:
    """Return the files that go into the packet, in the order of the inventory."""
    if "attached" not in options.sections:
        return ()
    files = tuple(document for document in case.documents if document.holding == "file" and document.in_packet)
    return in_inventory_order(files)


def expected(document: Document, unreadable: Mapping[int, str]) -> Attachment:
    """Say what is known of a document before its file is opened."""
    reason = unreadable.get(document.number, "") or document.trouble
    forced = document.number in unreadable
    shown = not forced and (reason in ("", "pages_missing", "page_unreadable", "more_inside"))
    if shown and document.format not in ("", "pdf", *_PICTURES):
        shown, reason = False, "unsupported"
    count = (document.pages or 1) if shown else 0
    return Attachment(document, tuple(PageShape(595, 842) for _page in range(count)), reason)


def title_line(document: Document) -> str:
    """Write number and title: "D-012 Discharge letter"."""
    return f"{label(document.number)} {document.title}"
