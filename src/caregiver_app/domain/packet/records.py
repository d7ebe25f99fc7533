"""Named sets of choices for a packet, and what was sent to whom."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlmodel import Field

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Fingerprint
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.packet.choices import Chosen
from caregiver_app.domain.record import Record
from caregiver_app.i18n import N_

HOWS: Final = {
    "": N_("not said"),
    "email": N_("by e-mail"),
    "portal": N_("uploaded to a portal"),
    "link": N_("by a link to a file"),
    "paper": N_("printed, by post or by hand"),
    "stick": N_("on a stick or a disc"),
}


class PacketSet(Record):
    """Choices kept under a name, such as "for Dr Chen". The one without a name is what the window shows at first."""

    name: str = ""
    choices: Chosen = Chosen("")
    position: int = Field(default=1, ge=1)


@dataclass(frozen=True)
class SentFile:
    """One file of a packet: its name, its size in bytes and the SHA-256 of its bytes in hex.

    `content` is that of the same file before a password was put on it, empty where there is none: putting one on gives
    other bytes each time, on purpose.
    """

    name: str
    size: int = 0
    fingerprint: str = ""
    content: str = ""
    pages: int = 0


class SentFiles(Packed[SentFile]):
    """The files of one packet, in order."""

    __slots__ = ()


@dataclass(frozen=True)
class SentDocument:
    """What became of one document in a packet: the fields of `packet.report.PacketDocument`, by its D-number."""

    number: int
    included: bool = True
    pages: int = 0
    first_page: int = 0
    reason: str = ""


class SentDocuments(Packed[SentDocument]):
    """What became of every document in one packet."""

    __slots__ = ()


class SentPacket(Record):
    """A packet that was handed over. Its number is never given twice.

    `made_on` is the day printed on it, `told` the fingerprint of the kept file that holds what the case said then (see
    `domain.packet.kept`), `version` that of the program. `since` is the packet an addendum follows.
    """

    number: int = Field(ge=1)
    to_whom: str = ""
    on: PartialDate | None = None
    how: str = ""
    note: str = ""
    made_on: PartialDate | None = None
    choices: Chosen = Chosen("")
    files: SentFiles = SentFiles("")
    documents: SentDocuments = SentDocuments("")
    pages: int = Field(default=0, ge=0)
    told: Fingerprint = ""
    version: str = ""
    since: UUID | None = None


def packet_label(number: int) -> str:
    """Write a packet's number the way it is shown: P-003."""
    return f"P-{number:03}"
