"""One whole case, frozen: what the packet, the exports and the command line read."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.documents import Document
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.timeline.shown_tests import ShownTest

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class CaseSnapshot:
    """Hold every record of a case. Entries are in date order, documents by number, chosen tests by place."""

    person: Person
    contacts: tuple[Contact, ...] = ()
    entries: tuple[Entry, ...] = ()
    documents: tuple[Document, ...] = ()
    shown_tests: tuple[ShownTest, ...] = ()

    def entries_of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entries of one kind, oldest first."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))

    def document(self, document_id: UUID | None) -> Document | None:
        """Find a document by id."""
        return next((document for document in self.documents if document.id == document_id), None)


def in_order(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Sort entries by date, the undated last, ties always the same way."""
    return tuple(sorted(entries, key=lambda entry: (*sort_key(entry.date), type(entry).__name__, str(entry.id))))
