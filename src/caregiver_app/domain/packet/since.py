"""What has changed since a packet was sent: entries, people and papers, by their ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.records import SentDocument, SentPacket, packet_label
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _

R = TypeVar("R", bound=Record)

# What of a document tells nothing about the paper itself.
_OUR_OWN: Final = frozenset({"in_inbox", "in_packet", "size", "trouble_detail"})


@dataclass(frozen=True)
class Changed(Generic[R]):
    """The records of one kind that are new, say something else (before and after), or were taken out."""

    new: tuple[R, ...] = ()
    altered: tuple[tuple[R, R], ...] = ()
    gone: tuple[R, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.altered or self.gone)

    @property
    def count(self) -> int:
        """How many records it tells of."""
        return len(self.new) + len(self.altered) + len(self.gone)


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two states of a case, as far as a packet says it."""

    person: tuple[Person, Person] | None = None
    entries: Changed[Entry] = field(default_factory=Changed)
    contacts: Changed[Contact] = field(default_factory=Changed)
    documents: Changed[Document] = field(default_factory=Changed)

    def __bool__(self) -> bool:
        return bool(self.person or self.entries or self.contacts or self.documents)

    @property
    def papers(self) -> tuple[Document, ...]:
        """The documents that are new or say something else now, as they are now."""
        return (*self.documents.new, *(after for _before, after in self.documents.altered))


@dataclass(frozen=True)
class Since:
    """The packet that an addendum follows, what it held, and what has changed."""

    number: int
    on: PartialDate | None
    to_whom: str
    changes: Changes
    held: Mapping[int, SentDocument] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How the packet is named: "packet P-003 of 14 November 2026"."""
        name = packet_label(self.number)
        if self.on is None:
            return _("packet {number}").format(number=name)
        return _("packet {number} of {date}").format(number=name, date=self.on.in_words())


def since(sent: SentPacket, then: CaseSnapshot, now: CaseSnapshot) -> Since:
    """Say what an addendum to a packet has to tell: what is new in the case, and what of its papers it held."""
    held = {document.number: document for document in sent.documents.values}
    return Since(sent.number, sent.on or sent.made_on, sent.to_whom, changes(then, now), held)


def changes(then: CaseSnapshot, now: CaseSnapshot) -> Changes:
    """Compare two states of one case."""
    return Changes(
        person=(then.person, now.person) if then.person != now.person else None,
        entries=_changed(then.entries, now.entries),
        contacts=_changed(then.contacts, now.contacts),
        documents=_changed(then.documents, now.documents, _OUR_OWN),
    )


def _changed(before: Iterable[R], after: Iterable[R], passing: frozenset[str] = frozenset()) -> Changed[R]:
    then = {record.id: record for record in before}
    now = {record.id: record for record in after}
    both = [(then[key], record) for key, record in now.items() if key in then]
    return Changed(
        new=tuple(record for key, record in now.items() if key not in then),
        altered=tuple((old, new) for old, new in both if old != new and _told(old, passing) != _told(new, passing)),
        gone=tuple(record for key, record in then.items() if key not in now),
    )


def _told(record: Record, passing: frozenset[str]) -> Mapping[str, Any]:
    return {name: value for name, value in record if name not in passing}
