"""Find anything in a case by words that stand somewhere in it. Pure; the pages of papers are searched elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.changes import headline_of, what_it_is
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.journey.records import Instruction, LogEntry, Round, StagePaper, StageState, Task
from caregiver_app.domain.person import Contact
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.timeline.wording import dates
from caregiver_app.domain.worksheet.records import Opinion, Option, Programme
from caregiver_app.i18n import _

_HOMES: Final[Mapping[type[Record], str]] = {
    Document: "documents", Question: "questions", Appointment: "appointments", Contact: "contacts", Round: "journey",
    StageState: "journey", Task: "journey", StagePaper: "journey", Instruction: "journey", LogEntry: "journey",
    Programme: "worksheet", Option: "worksheet", Opinion: "worksheet",
}  # fmt: skip
"""On which page each kind of record stands; entries stand on the timeline."""

# Of what is found in more places than this, nobody reads the order.
_MOST_RANKED: Final = 500
_BEGINS, _IN_NAME, _ELSEWHERE = range(3)


@dataclass(frozen=True)
class FoundRecord:
    """One record that was found: what it says, what it is, and the key of the page it stands on."""

    record: Record
    words: str
    beneath: str
    page: str


class CaseFinder:
    """Find in one case; its words are gathered once."""

    def __init__(self, case: CaseSnapshot) -> None:
        self._texts = [(record, _text(record)) for record in _records(case)]

    def find(self, typed: str, most: int = 30) -> tuple[FoundRecord, ...]:
        """Return what holds every word that was typed, in its name first; nothing where nothing was typed."""
        wanted = typed.casefold().split()
        if not wanted:
            return ()
        held = [record for record, text in self._texts if all(word in text for word in wanted)]
        ranked = sorted(held[:_MOST_RANKED], key=lambda record: _rank(record, wanted))
        return tuple(map(_found, ranked[:most]))


def page_of(record: Record) -> str:
    """Return the key of the page a record stands on."""
    if isinstance(record, Entry):
        return "timeline"
    if isinstance(record, Task) and record.appointment is not None:
        return "appointments"
    return _HOMES.get(type(record), "overview")


def _records(case: CaseSnapshot) -> Iterator[Record]:
    """Yield all that can be gone to; the newest entries first."""
    yield from reversed(case.entries)
    yield from case.documents
    yield from case.appointments
    yield from case.questions
    yield from case.contacts
    yield from case.tasks
    yield from case.instructions
    yield from case.rounds
    yield from case.programmes
    yield from case.options
    yield from case.opinions
    yield from case.log


def _text(record: Record) -> str:
    """Return every word that was typed into a record, folded; of a paper, its number too."""
    parts = [value for value in vars(record).values() if isinstance(value, str)]
    if isinstance(record, Document):
        parts.append(label(record.number))
    if isinstance(record, Entry):
        parts += (dates(record), _(kind_of(record).word))
    return "\n".join(parts).casefold()


def _rank(record: Record, wanted: list[str]) -> int:
    name = headline_of(record).casefold()
    if name.startswith(wanted[0]):
        return _BEGINS
    return _IN_NAME if all(word in name for word in wanted) else _ELSEWHERE


def _found(record: Record) -> FoundRecord:
    when = dates(record) if isinstance(record, Entry) else ""
    what = what_it_is(record)
    beneath = " · ".join(part for part in (what, when) if part)
    return FoundRecord(record, headline_of(record), beneath, page_of(record))
