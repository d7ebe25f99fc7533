"""One whole case, frozen: what the packet, the exports and the command line read."""

from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar
from uuid import UUID

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.page_work import Homes, homes_of
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.i18n import _

E = TypeVar("E", bound=Entry)
R = TypeVar("R", bound=Record)

# So many new records are put in their places one by one; more are sorted with all others.
_FEW: Final = 50


@dataclass(frozen=True)
class CaseSnapshot:
    """Hold every record of a case. Entries are in date order, documents by number, chosen tests by place."""

    person: Person
    contacts: tuple[Contact, ...] = ()
    entries: tuple[Entry, ...] = ()
    documents: tuple[Document, ...] = ()
    shown_tests: tuple[ShownTest, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    not_needed: tuple[NotNeeded, ...] = ()

    def entries_of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entries of one kind, oldest first."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))

    def document(self, document_id: UUID | None) -> Document | None:
        """Find a document by id."""
        return self._documents_by_id.get(document_id) if document_id is not None else None

    @cached_property
    def page_homes(self) -> Homes:
        """Which documents show each page of each file, of those whose pages were chosen."""
        return homes_of(self.documents)

    @cached_property
    def _documents_by_id(self) -> dict[UUID, Document]:
        return {document.id: document for document in self.documents}

    def proof_words(self, entry: Entry) -> str:
        """Write which page proves an entry: "D-004 p. 2"; nothing where none does."""
        document = self.document(entry.proof)
        if document is None:
            return ""
        if entry.proof_page is None:
            return label(document.number)
        return _("{number} p. {page}").format(number=label(document.number), page=entry.proof_page)

    def after(self, changes: Iterable[tuple[Record | None, Record | None]]) -> "CaseSnapshot":
        """Return the case after changes, each a record before and after; None is "not there"."""
        gone: set[UUID] = set()
        now: dict[UUID, Record] = {}
        for before, after in changes:
            record = after or before
            if record is None:
                continue
            gone.add(record.id)
            now.pop(record.id, None)
            if after is not None:
                now[after.id] = after
        return CaseSnapshot(
            next((record for record in now.values() if isinstance(record, Person)), self.person),
            _sorted(self.contacts, Contact, gone, now, contact_place),
            _sorted(self.entries, Entry, gone, now, entry_place),
            _sorted(self.documents, Document, gone, now, document_place),
            _sorted(self.shown_tests, ShownTest, gone, now, shown_place),
            _sorted(self.recipients, Recipient, gone, now, recipient_place),
            _sorted(self.not_needed, NotNeeded, gone, now, not_needed_place),
        )


def contact_place(contact: Contact) -> tuple[str, str]:
    """Return what contacts are sorted by."""
    return contact.name.casefold(), str(contact.id)


def document_place(document: Document) -> int:
    """Return what documents are sorted by."""
    return document.number


def shown_place(shown: ShownTest) -> tuple[int, str]:
    """Return what chosen tests are sorted by."""
    return shown.position, str(shown.id)


def recipient_place(recipient: Recipient) -> tuple[str, str]:
    """Return what recipients are sorted by."""
    return recipient.name.casefold(), str(recipient.id)


def not_needed_place(not_needed: NotNeeded) -> tuple[str, str]:
    """Return what kinds that do not apply are sorted by."""
    return not_needed.kind, str(not_needed.id)


def _sorted(
    held: tuple[R, ...], kind: type[R], gone: set[UUID], now: Mapping[UUID, Record], place: Callable[[R], Any]
) -> tuple[R, ...]:
    """Return records without those that are gone and with those that are new; what did not change stays in order."""
    new = [record for record in now.values() if isinstance(record, kind)]
    if not new and not any(record.id in gone for record in held):
        return held
    kept = [record for record in held if record.id not in gone]
    if len(new) > _FEW:
        return tuple(sorted([*kept, *new], key=place))
    for record in new:
        insort(kept, record, key=place)
    return tuple(kept)


def in_order(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Sort entries by date, the undated last; those of one day by what they say, so that a copy has the same order."""
    return tuple(sorted(entries, key=entry_place))


def entry_place(entry: Entry) -> tuple[int, int, str, str, "_Content"]:
    """Return what entries are sorted by."""
    kind = kind_of(entry)
    return *sort_key(entry.date), type(entry).__name__, str(getattr(entry, kind.title)), _Content(entry)


class _Content:
    """Compare two entries field by field, only where nothing before told them apart."""

    __slots__ = ("_entry",)

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def __lt__(self, other: "_Content") -> bool:
        return self._fields() < other._fields()

    def _fields(self) -> tuple[str, ...]:
        return *(str(value) for name, value in self._entry if name != "id"), str(self._entry.id)
