"""Two copies of a case side by side: what comes in, what stays, and what a person has to decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from uuid import UUID

from caregiver_app.domain.handover.past import Whose, who_changed
from caregiver_app.domain.handover.side import Side, differing, horizon, spoken_of
from caregiver_app.domain.record import Record
from caregiver_app.domain.said_once import is_said_once, what_it_says

Why = Literal["changed", "removed_there", "removed_here", "said_twice"]
"""Both changed it; one removed it and the other used it since; both said what is said only once, each anew."""

Answer = Literal["ours", "theirs"]
Answers = Mapping[UUID, Answer]
"""What somebody decided, by the id of what was asked about."""


@dataclass(frozen=True)
class Asked:
    """One thing somebody has to decide: how it is in each copy; None is "not there"."""

    id: UUID
    ours: Record | None
    theirs: Record | None
    why: Why

    @property
    def record(self) -> Record:
        """The record as it is on a side where it exists, ours first."""
        record = self.ours or self.theirs
        if record is None:
            raise ValueError("nobody is asked about what is nowhere")
        return record


@dataclass(frozen=True)
class Meeting:
    """Compare our copy of a case with another copy of it."""

    ours: Side
    theirs: Side

    @cached_property
    def new(self) -> tuple[Record, ...]:
        """What only they have and we never took out: it comes in."""
        return tuple(there for here, there in self._coming if here is None and there is not None)

    @cached_property
    def changed(self) -> tuple[tuple[Record, Record], ...]:
        """What only they changed, before and after: it comes in."""
        return tuple((here, there) for here, there in self._coming if here is not None and there is not None)

    @cached_property
    def removed(self) -> tuple[Record, ...]:
        """What they removed and we left as it was: it goes, and stays among what was removed."""
        return tuple(here for here, there in self._coming if here is not None and there is None)

    @cached_property
    def kept(self) -> int:
        """How many records only we changed, added or removed: they stay as they are here."""
        return sum(whose == "ours" for whose in self.whose.values())

    @cached_property
    def whose(self) -> Mapping[UUID, Whose]:
        """Who changed each record that differs."""
        return {one: "both" if one in self._used_since else whose for one, whose in self._changed_by.items()}

    @cached_property
    def changed_twice(self) -> tuple[Asked, ...]:
        """What both changed, whatever is decided about anything else."""
        both = (one for one, whose in self.whose.items() if whose == "both")
        return tuple(Asked(one, *self._images(one), self._used_since.get(one, "changed")) for one in both)

    def still_asked(self, answers: Answers) -> tuple[Asked, ...]:
        """Return what nobody has decided yet; one answer may raise another question."""
        waiting = tuple(one for one in self.changed_twice if one.id not in answers)
        return waiting or tuple(one for one in self.said_twice(answers) if one.id not in answers)

    def chosen(self, answers: Answers) -> dict[UUID, Record | None]:
        """Return each record that differs as it is to be; raise KeyError where something is still to be decided."""
        return {one: self._images(one)[self._takes_theirs(one, answers)] for one in self.whose}

    def said_twice(self, answers: Answers) -> tuple[Asked, ...]:
        """Return what each copy says anew of what is said only once, by the id of ours, where they differ in words."""
        return tuple(
            Asked(ours.id, ours, theirs, "said_twice")
            for ours, theirs in self.pairs(self.chosen(answers))
            if not says_alike(ours, theirs)
        )

    def pairs(self, chosen: Mapping[UUID, Record | None]) -> tuple[tuple[Record, Record], ...]:
        """Return each two records of which only one may stay: ours, and theirs."""
        said: dict[object, Record] = {}
        found = []
        for record in self._said_once(chosen):
            key = type(record), what_it_says(record)
            other = said.setdefault(key, record)
            if other.id != record.id:
                ours, theirs = (other, record) if other.id in self.ours.records else (record, other)
                if ours.id in self.ours.records and theirs.id in self.theirs.records:
                    found.append((ours, theirs))
        return tuple(found)

    def _said_once(self, chosen: Mapping[UUID, Record | None]) -> Iterator[Record]:
        """Go through what is said only once and is to be in the case; where nothing comes in there is nothing new."""
        if not any(record is not None and is_said_once(record) for record in chosen.values()):
            return
        for record in (*self.ours.records.values(), *self.theirs.records.values()):
            now = chosen.get(record.id, record)
            if now is not None and what_it_says(now) is not None:
                yield now

    def _takes_theirs(self, record_id: UUID, answers: Answers) -> bool:
        whose = self.whose[record_id]
        return (answers[record_id] if whose == "both" else whose) == "theirs"

    def _images(self, record_id: UUID) -> tuple[Record | None, Record | None]:
        return self.ours.records.get(record_id), self.theirs.records.get(record_id)

    @cached_property
    def _coming(self) -> tuple[tuple[Record | None, Record | None], ...]:
        return tuple(self._images(one) for one, whose in self.whose.items() if whose == "theirs")

    @cached_property
    def _changed_by(self) -> Mapping[UUID, Whose]:
        ids = sorted(differing(self.ours.records, self.theirs.records))
        ours, theirs, met = horizon(self.ours, self.theirs)
        found = {one: who_changed(self.ours.past(one), self.theirs.past(one), ours, theirs, met) for one in ids}
        # What differs and has the same past is no news of either; a person looks at it.
        return {one: "both" if whose == "same" else whose for one, whose in found.items()}

    @cached_property
    def _used_since(self) -> Mapping[UUID, Why]:
        """What one side removed while the other wrote something new that speaks of it."""
        here, there = set[UUID](), set[UUID]()
        for one, whose in self._changed_by.items():
            ours, theirs = self._images(one)
            if ours is not None and whose in ("ours", "both"):
                here |= {*spoken_of(ours)} - {one}
            if theirs is not None and whose in ("theirs", "both"):
                there |= {*spoken_of(theirs)} - {one}
        found: dict[UUID, Why] = {}
        for one, whose in self._changed_by.items():
            ours, theirs = self._images(one)
            if whose == "theirs" and theirs is None and one in here:
                found[one] = "removed_there"
            elif whose == "ours" and ours is None and one in there:
                found[one] = "removed_here"
        return found


def says_alike(one: Record, other: Record) -> bool:
    """Whether two records say the same in every word; at which place of a list they stand says nothing."""
    return _words(one) == _words(other)


def _words(record: Record) -> dict[str, object]:
    return {name: value for name, value in record if name not in ("id", "position")}
