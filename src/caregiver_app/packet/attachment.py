"""What stands behind one document of the inventory: its pages on paper, or why there are none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.document import SETS, TROUBLES, Document, label
from caregiver_app.domain.documents.page_work import page_count, pages_elsewhere
from caregiver_app.domain.documents.reading import Word
from caregiver_app.domain.packet.choices import arranged
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet.kinds_of_paper import paper_order
from caregiver_app.packet.options import BY_CHOICE, PacketOptions
from caregiver_app.sniff import PICTURES

_PRINTED: Final = frozenset({"", "pdf", "text", *PICTURES})
_OPENED: Final = ("zip", "mbox")
_IN_PART: Final = ("pages_missing", "page_unreadable", "more_inside", "words_only", "not_all_inside")


@dataclass(frozen=True)
class PageShape:
    """The upright size of one source page in points, and whether it can be shown."""

    width: float
    height: float
    readable: bool = True


LOST_PAGE: Final = PageShape(595, 842, readable=False)
"""Stands for a page that cannot be read and does not tell its size."""


@dataclass(frozen=True)
class Attachment:
    """One document with its pages as they go into the packet.

    `pages` is empty for what cannot be opened; one labelled page then stands in its place. `reason` is a key
    of `TROUBLES`, also when most of the document is there. `words` are those read on the picture of each page, where
    they stand on it as it is shown.
    """

    document: Document
    pages: tuple[PageShape, ...] = ()
    reason: str = ""
    signed: bool = False
    words: tuple[tuple[Word, ...], ...] = ()

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
    """Return the files that are attached, in their order."""
    if "attached" not in options.sections:
        return ()
    files = tuple(document for document in case.documents if document.holding == "file" and is_in(document, options))
    attached = in_inventory_order(tuple(document for document in files if not why_apart(document, options)))
    return attached if options.documents is None else arranged(attached, options.documents)


def is_in(document: Document, options: PacketOptions) -> bool:
    """Whether a document is one of those that were chosen, attached or only listed."""
    return document.in_packet if options.documents is None else document.number in options.documents


def why_apart(document: Document, options: PacketOptions) -> str:
    """Say why a document that was chosen is listed and not attached, as a key of `SET_APART`; "" where it is not."""
    return options.set_apart.get(document.number, "") or set_apart(document)


def set_apart(document: Document) -> str:
    """Say why a file that is well is listed and not attached, as a key of `SET_APART`; "" for every other document."""
    if document.format in SETS:
        return "images"
    return "opened" if document.format in _OPENED and not document.trouble else ""


def why_not_attached(document: Document, case: CaseSnapshot, options: PacketOptions) -> str:
    """Say why a file is not attached: a key of `SET_APART`, or that the family left it out."""
    if is_in(document, options):
        return why_apart(document, options) or BY_CHOICE
    return "pages_elsewhere" if pages_elsewhere(document, case.page_homes) else BY_CHOICE


def in_part(document: Document) -> str:
    """Return what is the matter with a document of which most is there, as the look at it found; "" for any other."""
    return document.trouble if document.trouble in _IN_PART else ""


def in_words(document: Document) -> str:
    """Return the reason that stands beside a document of which only its words are printed."""
    if document.trouble == "damaged":
        return "pages_missing"
    if document.format == "text" and not document.trouble:
        return ""  # it has no layout to lose
    return document.trouble if document.trouble in _IN_PART else "words_only"


def not_for_paper(document: Document) -> str:
    """Return why a document that is no PDF, picture or text is not printed: what the look at it found."""
    return "unsupported" if document.trouble in ("", "words_only", "some_unreadable") else document.trouble


def expected(document: Document, unreadable: Mapping[int, str]) -> Attachment:
    """Say what is known of a document before its file is opened."""
    reason = unreadable.get(document.number, "") or document.trouble
    forced = document.number in unreadable
    if document.sheets and not forced:
        count = page_count(document) or 1
        return Attachment(document, tuple(PageShape(595, 842) for _page in range(count)), in_part(document))
    shown = not forced and (not reason or reason in _IN_PART)
    if shown and document.format not in _PRINTED and not (document.pages and reason):
        shown, reason = False, not_for_paper(document)
    count = (document.pages or 1) if shown else 0
    return Attachment(document, tuple(PageShape(595, 842) for _page in range(count)), reason)


def title_line(document: Document) -> str:
    """Write number and title: "D-012 Discharge letter"."""
    return f"{label(document.number)} {document.title}"
