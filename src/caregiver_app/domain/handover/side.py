"""One of two copies of a case, as values: its records, what it knows of those that differ, the numbers it has given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.handover.past import Change, Known, Meeting, Moment, Past
from caregiver_app.domain.packet.records import SentPacket
from caregiver_app.domain.person import Person
from caregiver_app.domain.record import Record

Numbered = Document | SentPacket
"""What a family knows by a number that is never given twice."""

COUNTERS: Final[Mapping[type[Record], str]] = {Document: "document", SentPacket: "packet"}
"""The name of the counter that gives numbers to a kind of record."""


@dataclass(frozen=True)
class StepMark:
    """By what a step is known in another copy: its name, its time, and the fingerprint of what it changed.

    `state` is "done", "kept" (too old to be undone; of what it changed, not all is kept), "undone" or "dropped". One
    that is not `whole` changed something that was erased for good since, and may have lost its name with that.
    """

    label: str
    at: str
    state: str
    content: str
    whole: bool = True

    @property
    def counts(self) -> bool:
        """Whether what it did is in the case."""
        return self.state in ("done", "kept")

    def is_same(self, other: "StepMark") -> bool:
        """Whether two copies hold the same step, whatever became of it since."""
        if not (self.whole and other.whole):
            return self.at == other.at
        if (self.label, self.at) != (other.label, other.at):
            return False
        return self.content == other.content or "kept" in (self.state, other.state)

    def is_called(self, label: str, at: str) -> bool:
        """Whether another copy keeps this step in mind under this name and time; a name may have been erased."""
        return self.at == at and (label in ("", self.label) or not self.whole)


@dataclass(frozen=True)
class Side:
    """Hold one copy. `given` is the last number of each counter.

    `met` names, by the number of a step of this copy that took something back, the last step of the other copy then.
    """

    records: Mapping[UUID, Record]
    pasts: Mapping[UUID, Past] = field(default_factory=dict)
    steps: Mapping[int, StepMark] = field(default_factory=dict)
    met: Mapping[int, Change] = field(default_factory=dict)
    given: Mapping[str, int] = field(default_factory=dict)

    @property
    def last_step(self) -> Change | None:
        """The newest step whose changes are in the case."""
        number = max((one for one, mark in self.steps.items() if mark.counts), default=None)
        return (number, self.steps[number].label, self.steps[number].at) if number is not None else None

    @property
    def person(self) -> Person:
        """The person the case is about."""
        return next(record for record in self.records.values() if isinstance(record, Person))

    def past(self, record_id: UUID) -> Past:
        """Return what this copy knows of a record; one without a history was always as it is."""
        known = self.pasts.get(record_id, ())
        now = self.records.get(record_id)
        if known or now is None:
            return known
        return (Moment(now),)


def horizon(ours: Side, theirs: Side) -> tuple[Known, Known, tuple[Meeting, ...]]:
    """Return what they have seen of our steps, what we have seen of theirs, and when both knew each other."""
    both = (one for one, mark in ours.steps.items() if one in theirs.steps and mark.is_same(theirs.steps[one]))
    shared = max(both, default=0)
    we_met, they_met = _met(ours, theirs), _met(theirs, ours)
    times = {(shared, shared), *we_met.items(), *((there, here) for here, there in they_met.items())}
    last_first = tuple(sorted(times, key=lambda pair: (-sum(pair), pair)))
    return _seen(ours, they_met, shared), _seen(theirs, we_met, shared), last_first


def _met(one: Side, other: Side) -> dict[int, int]:
    """Return after which step one side took back the other at which step, as far as that still holds."""
    found = {}
    for number, (step, label, at) in one.met.items():
        mine, its = one.steps.get(number), other.steps.get(step)
        if (mine is None or mine.counts) and its is not None and its.is_called(label, at):
            found[number] = step
    return found


def _seen(of: Side, met: Mapping[int, int], shared: int) -> Known:
    done = sorted(number for number, mark in of.steps.items() if mark.counts)
    return Known(met[max(met)] if met else shared, shared, done, met=bool(met))


def differing(ours: Mapping[UUID, Record], theirs: Mapping[UUID, Record]) -> frozenset[UUID]:
    """Return the ids of all records that are not the same in two copies."""
    return frozenset(one for one in {*ours, *theirs} if ours.get(one) != theirs.get(one))


def spoken_of(record: Record) -> Iterator[UUID]:
    """Go through the ids of the other records that a record speaks of: its proof, its round, its programme."""
    for name, value in record:
        if isinstance(value, UUID) and name != "id":
            yield value
    if isinstance(record, Person) and record.recipient:
        try:
            yield UUID(record.recipient)
        except ValueError:
            return  # a list that comes with the program
