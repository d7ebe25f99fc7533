"""What facts are counted with: for each line its first and last day, and each relapse or progression in it."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, TypeVar
from uuid import UUID

from caregiver_app.domain.dates import DateSpan, PartialDate, sort_key
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.counting.courses import Step
from caregiver_app.domain.timeline.disease import family_of
from caregiver_app.domain.timeline.facts.durations import earliest, is_before, latest, not_before
from caregiver_app.domain.timeline.lines import Line
from caregiver_app.domain.timeline.meaning import event_meant, response_meant
from caregiver_app.domain.timeline.records import Entry, Procedure, Relapse, Response
from caregiver_app.domain.vocabulary import term

_BESIDE: Final = "supportive"
_IN_A_DAY: Final = frozenset({"transplant", "cell-therapy"})

E = TypeVar("E", bound=Entry)
Setback = Relapse | Response
"""What says that the disease came back, grew or did not answer: a relapse entry, or a response of PD."""


@dataclass(frozen=True)
class Moment:
    """When one of several records was the first or the last: every day that may be, and the record to name."""

    span: DateSpan
    entry: Entry

    @property
    def words(self) -> str:
        """The date of the record to name, for reading."""
        return self.entry.date.in_words() if self.entry.date else ""


@dataclass(frozen=True)
class Leg:
    """One line of therapy on its way through time. A day is None where no date tells it."""

    line: Line

    @property
    def number(self) -> int | None:
        """The number of the line."""
        return self.line.number

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What makes the line, in order of time."""
        return self.line.steps

    @cached_property
    def ids(self) -> tuple[UUID, ...]:
        """The ids of what makes the line."""
        return tuple(step.id for step in self.steps)

    @cached_property
    def start(self) -> DateSpan | None:
        """Every day the line may have begun."""
        begins = [step.date.span() for step in self.steps if step.date]
        return earliest(begins) if begins else None

    @cached_property
    def end(self) -> DateSpan | None:
        """Every day the line may have ended; None where its last step has no end."""
        if self.line.end is None:
            return None
        return latest(when.span() for step in self.steps if (when := self.end_of(step)) is not None)

    def end_of(self, step: Step) -> PartialDate | None:
        """Return when a step of it ended, or None where nothing says."""
        return end_of(step, self.line.roles.get(step.id, ""))

    @cached_property
    def setbacks(self) -> tuple[Moment, ...]:
        """The relapses and progressions with a date, in order of time."""
        return tuple(Moment(entry.date.span(), entry) for entry in setbacks_of(self.line) if entry.date)

    @cached_property
    def setback(self) -> Moment | None:
        """When the disease first came back, grew or did not answer after the line began."""
        return self.setback_from(self.start) if self.start else first_of(moment.entry for moment in self.setbacks)

    def setback_from(self, span: DateSpan) -> Moment | None:
        """Return the first relapse or progression that does not lie before a day.

        One that may lie before it counts for the earliest day, and only one that cannot for the latest.
        """
        possible = [moment for moment in self.setbacks if not is_before(moment.span, span)]
        if not possible:
            return None
        sure = [moment for moment in possible if not_before(moment.span, span)]
        first = earliest(moment.span for moment in possible)
        last = earliest(moment.span for moment in sure) if sure else latest(moment.span for moment in possible)
        return Moment(DateSpan(first.earliest, last.latest), possible[0].entry)

    @cached_property
    def has_undated_relapse(self) -> bool:
        """Whether a relapse of it has no date."""
        return any(entry.date is None for entry in self.line.relapses)

    @cached_property
    def _setback_keys(self) -> list[tuple[int, int]]:
        return [sort_key(moment.entry.date) for moment in self.setbacks]

    def setbacks_near(self, when: PartialDate | None) -> tuple[Moment, ...]:
        """Return the first setback from a day on, and the one before it, which may overlap that day."""
        at = bisect_left(self._setback_keys, when.sort_key) if when is not None else 0
        return self.setbacks[max(at - 1, 0) : at + 1]

    @cached_property
    def start_words(self) -> str:
        """When it began, for reading."""
        return self.line.start.in_words() if self.line.start else ""

    @cached_property
    def end_words(self) -> str:
        """When it ended, for reading."""
        return self.line.end.in_words() if self.line.end else ""


@dataclass(frozen=True)
class Trail:
    """A whole history as facts are counted from it: its entries in order of time, its lines, its family of diseases.

    `every` are all lines; among them stands what was given and makes no line, such as less than one cycle.
    """

    entries: tuple[Entry, ...]
    every: tuple[Leg, ...]
    family: str

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """The lines of therapy alone."""
        return tuple(leg for leg in self.every if leg.line.counts)

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Return the entries of one kind, oldest first."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))

    @cached_property
    def roles(self) -> Mapping[UUID, str]:
        """What each treatment was in its line."""
        return {step.id: self.every[place].line.roles.get(step.id, "") for place, step in self.treatments}

    @cached_property
    def beside_lines(self) -> tuple[Step, ...]:
        """The treatments that make no line, such as less than one cycle."""
        return tuple(step for place, step in self.treatments if not self.every[place].line.counts)

    @cached_property
    def numbered(self) -> tuple[Leg, ...]:
        """The lines with a number, in the order of their numbers."""
        return tuple(sorted((leg for leg in self.legs if leg.number is not None), key=lambda leg: leg.number or 0))

    @cached_property
    def leg_of(self) -> Mapping[UUID, int]:
        """The place among `legs` of the one each step, procedure, response and relapse belongs to."""
        return _places(self.legs)

    @cached_property
    def place_of(self) -> Mapping[UUID, int]:
        """The place among `every` of the one each step, procedure, response and relapse belongs to."""
        return _places(self.every)

    @cached_property
    def treatments(self) -> tuple[tuple[int, Step], ...]:
        """Every step that treated the disease, with its place among `every`."""
        return tuple(
            (place, step)
            for place, leg in enumerate(self.every)
            for step in leg.steps
            if leg.line.counts or leg.line.roles.get(step.id) != _BESIDE
        )


def trail_of(entries: Iterable[Entry], lines: Sequence[Line]) -> Trail:
    """Return the trail of a history along its lines."""
    ordered = tuple(sorted(entries, key=in_time))
    return Trail(ordered, tuple(Leg(line) for line in lines), family_of(ordered))


def setbacks_of(line: Line) -> tuple[Setback, ...]:
    """Return what was recorded as relapse or progression in a line, those without a date last; PD is one of them."""
    worse = [entry for entry in line.responses if response_meant(entry.category) == "pd"]
    return tuple(sorted((*line.relapses, *worse), key=in_time))


def end_of(step: Step, role: str) -> PartialDate | None:
    """Return when a step with a role in its line ended; procedures and cells without an end took a day."""
    return step.end or (step.date if isinstance(step, Procedure) or role in _IN_A_DAY else None)


def first_of(entries: Iterable[Entry]) -> Moment | None:
    """Return when the first of several dated entries was, or None where none has a date."""
    dated = _dated(entries)
    return Moment(earliest(span for span, _entry in dated), dated[0][1]) if dated else None


def last_of(entries: Iterable[Entry]) -> Moment | None:
    """Return when the last of several dated entries in order of time was, or None where none has a date."""
    dated = [(entry.date.span(), entry) for entry in entries if entry.date]
    return Moment(latest(span for span, _entry in dated), dated[-1][1]) if dated else None


def event_name(entry: Entry) -> str:
    """Return what a relapse or a response is called in a sentence: "relapse", "PD"; unknown words in quotes."""
    found, typed = None, ""
    if isinstance(entry, Relapse):
        found, typed = term("relapse_events", event_meant(entry.event) or ""), entry.event
    elif isinstance(entry, Response):
        found, typed = term("responses", response_meant(entry.category) or ""), entry.category
    if found is None:
        return f"“{typed}”"
    name = found.called()
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def is_to_come(entry: Entry, as_of: date) -> bool:
    """Whether an entry is dated after a day, whatever its date may mean."""
    begins = entry.date.span().earliest if entry.date else None
    return begins is not None and begins > as_of


def in_time(entry: Entry) -> tuple[tuple[int, int], str, str, str]:
    """Order entries by their date; of one date by kind and words, so that the order is the same in every copy."""
    return sort_key(entry.date), type(entry).__name__, wording.headline(entry), str(entry.id)


def _places(legs: Sequence[Leg]) -> Mapping[UUID, int]:
    return {
        entry.id: place
        for place, leg in enumerate(legs)
        for entry in (*leg.steps, *leg.line.procedures, *leg.line.responses, *leg.line.relapses)
    }


def _dated(entries: Iterable[Entry]) -> list[tuple[DateSpan, Entry]]:
    """Return entries with a date in order, each with every day it may mean."""
    ordered = sorted((entry for entry in entries if entry.date), key=in_time)
    return [(entry.date.span(), entry) for entry in ordered if entry.date]
