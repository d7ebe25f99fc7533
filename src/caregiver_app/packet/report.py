"""What became of every document: the packet's own account of what is in it."""

from dataclasses import dataclass

from caregiver_app.domain.packet.records import SentFile


@dataclass(frozen=True)
class PacketDocument:
    """Say what became of one document: from which page of the packet to which it stands, 0 when it does not.

    `included` with a `reason` means: in the packet, and something of it could not be read. The reason is a
    key of `domain.documents.document.TROUBLES`, "by_choice" for a document the family left out, or a key of
    `SET_APART` for one that is listed and not attached because nothing of it belongs on paper.
    """

    number: int
    title: str
    kind: str
    included: bool
    pages: int
    first_page: int
    reason: str = ""
    last_page: int = 0


@dataclass(frozen=True)
class PacketReport:
    """Say how many pages the packet has, what became of each document, and what else the family should know.

    `files` are those it was written into, in order, beside one another.
    """

    pages: int
    documents: tuple[PacketDocument, ...]
    notes: tuple[str, ...] = ()
    files: tuple[SentFile, ...] = ()
