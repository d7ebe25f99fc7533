"""One whole case, frozen: what the packet, the exports and the command line read."""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Final, TypeVar
from uuid import UUID

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.page_work import Homes, homes_of
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.journey.records import Instruction, LogEntry, Round, StagePaper, StageState, Task
from caregiver_app.domain.packet.records import PacketSet, SentPacket
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.kinds import KINDS, kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.domain.worksheet.records import Opinion, Option, Programme, Worksheet
from caregiver_app.i18n import _

E = TypeVar("E", bound=Entry)
R = TypeVar("R", bound=Record)
Read = Callable[[type[Any]], Iterable[Any]]

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
    wordings: tuple[Wording, ...] = ()
    rounds: tuple[Round, ...] = ()
    stage_states: tuple[StageState, ...] = ()
    tasks: tuple[Task, ...] = ()
    stage_papers: tuple[StagePaper, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    log: tuple[LogEntry, ...] = ()
    questions: tuple[Question, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    programmes: tuple[Programme, ...] = ()
    options: tuple[Option, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    packet_sets: tuple[PacketSet, ...] = ()
    sent_packets: tuple[SentPacket, ...] = ()

    @classmethod
    def read(cls, read: Read) -> "CaseSnapshot":
        """Return the case that `read` gives kind by kind."""
        (person,) = read(Person)
        return cls(person, **{name: shelf.filled(read) for name, shelf in _SHELVES.items()})

    def records(self) -> Iterator[Record]:
        """Go through every record of the case, of whatever kind."""
        return chain((self.person,), *(getattr(self, name) for name in _SHELVES))

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
        person = next((record for record in now.values() if isinstance(record, Person)), self.person)
        held = {name: shelf.after(getattr(self, name), gone, now) for name, shelf in _SHELVES.items()}
        return CaseSnapshot(person, **held)

    @cached_property
    def worksheet(self) -> Worksheet | None:
        """The worksheet, once something was written into it."""
        return self.worksheets[0] if self.worksheets else None

    @cached_property
    def appointments_by_id(self) -> Mapping[str, Appointment]:
        """The appointments by their ids as text."""
        return {str(appointment.id): appointment for appointment in self.appointments}

    @cached_property
    def wordings_by_line(self) -> Mapping[str, Wording]:
        """The family's own words by the id of the line of the guide they are for."""
        return {wording.guide: wording for wording in self.wordings}


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


def _by_place(record: Any) -> tuple[int, str]:
    return record.position, str(record.id)


def _by_name(record: Any) -> tuple[str, str]:
    return record.name.casefold(), str(record.id)


@dataclass(frozen=True)
class _Shelf:
    """How the records of one field are held: of which kind they are, by what they are sorted, as what they are kept."""

    kind: type[Record]
    place: Callable[[Any], Any]
    kept_as: tuple[type[Record], ...] = ()

    def filled(self, read: Read) -> tuple[Any, ...]:
        """Read all of them, in order."""
        return tuple(sorted((record for kind in self.kept_as or (self.kind,) for record in read(kind)), key=self.place))

    def after(self, held: tuple[Any, ...], gone: set[UUID], now: Mapping[UUID, Record]) -> tuple[Any, ...]:
        """Return them without those that are gone and with those that are new."""
        return _sorted(held, self.kind, gone, now, self.place)


# In the order a form that lists records would show them.
_SHELVES: Final[Mapping[str, _Shelf]] = {
    "contacts": _Shelf(Contact, _by_name),
    "entries": _Shelf(Entry, entry_place, tuple(kind.record for kind in KINDS)),
    "documents": _Shelf(Document, lambda document: document.number),
    "shown_tests": _Shelf(ShownTest, _by_place),
    "recipients": _Shelf(Recipient, _by_name),
    "not_needed": _Shelf(NotNeeded, lambda one: (one.kind, str(one.id))),
    "wordings": _Shelf(Wording, lambda one: (one.guide, str(one.id))),
    "rounds": _Shelf(Round, _by_place),
    "stage_states": _Shelf(StageState, lambda one: (one.stage, str(one.id))),
    "tasks": _Shelf(Task, lambda one: (*sort_key(one.due), one.position, str(one.id))),
    "stage_papers": _Shelf(StagePaper, lambda one: (one.stage, str(one.document), str(one.id))),
    "instructions": _Shelf(Instruction, lambda one: (one.topic, str(one.id))),
    "log": _Shelf(LogEntry, lambda one: (*sort_key(one.date), one.at, str(one.id))),
    "questions": _Shelf(Question, lambda one: (one.position, one.guide, str(one.id))),
    "appointments": _Shelf(Appointment, lambda one: (*sort_key(one.date), one.at, str(one.id))),
    "programmes": _Shelf(Programme, _by_place),
    "options": _Shelf(Option, _by_place),
    "opinions": _Shelf(Opinion, lambda one: (*sort_key(one.sent_on), str(one.id))),
    "worksheets": _Shelf(Worksheet, lambda one: str(one.id)),
    "packet_sets": _Shelf(PacketSet, _by_place),
    "sent_packets": _Shelf(SentPacket, lambda one: (one.number, str(one.id))),
}


def kinds_held() -> Iterator[type[Record]]:
    """Go through every kind of record a case holds beside its person."""
    for shelf in _SHELVES.values():
        yield from shelf.kept_as or (shelf.kind,)
