"""Arrange what was recorded into lines of therapy, with their best responses and relapses.

A number the family or a report typed always wins. Where nobody typed one, the published rules count
(`counting`, `decisions`); each line says which of them decided, and which leave a question to the team.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final
from uuid import UUID

from caregiver_app.domain.dates import PartialDate, sort_key
from caregiver_app.domain.timeline.counting.cell_therapy import ASIDE
from caregiver_app.domain.timeline.counting.count import UNCOUNTED, Count, Group, count
from caregiver_app.domain.timeline.counting.courses import (
    COLLECTION,
    INFUSION,
    TO_COME,
    TRANSPLANT,
    Course,
    answer_named,
    is_for_car_t,
)
from caregiver_app.domain.timeline.counting.courses import Step as Step
from caregiver_app.domain.timeline.records import Entry, LineEntry, Procedure, Relapse, Response, Therapy
from caregiver_app.domain.vocabulary import vocabulary

_NOT_NAMING: Final = ASIDE | {"attempt", "conditioning"}
_IN_A_DAY: Final = frozenset({"transplant", "cell-therapy"})
_NOT_MAKING: Final = frozenset({"collection", "supportive"})


@dataclass(frozen=True)
class Line:
    """One line of therapy: its parts in order, what was done within it, how it answered and how it was counted.

    `number` is None for what cannot be numbered among typed numbers or without a date, and for what is written down
    and makes no line: less than one cycle, watching and waiting, bridging whose cells never came (see `counts`).
    `given` says the family or a report typed the number. `rules` are the ids of `resources/rules/counting.toml` that
    decided, `flags` the ids of rules that leave a question to the team (their `asks`). `roles` tells in order of time
    what each part and procedure was in the line: the id of a setting, or "treatment", "transplant", "radiation",
    "collection", "attempt".
    """

    number: int | None
    given: bool
    rules: tuple[str, ...]
    flags: tuple[str, ...]
    parts: tuple[Therapy, ...]
    procedures: tuple[Procedure, ...]
    responses: tuple[Response, ...]
    relapses: tuple[Relapse, ...]
    roles: Mapping[UUID, str]

    @property
    def counts(self) -> bool:
        """Whether it is a line of therapy, numbered or not."""
        return self.given or not UNCOUNTED & set(self.rules)

    @property
    def is_to_come(self) -> bool:
        """Whether it is planned for a day that had not come by the day the lines were counted for (rule N3)."""
        return "N3" in self.rules

    @property
    def told_answers(self) -> tuple[tuple[str, Step], ...]:
        """Return the responses written down with its steps, as typed and without a date: a procedure's outcome too."""
        told: list[tuple[str, Step]] = []
        for step in self.steps:
            text = step.best_response if isinstance(step, Therapy) else step.outcome
            if text and (isinstance(step, Therapy) or answer_named(text) in _depths()):
                told.append((text, step))
        return tuple(told)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What makes the line, in order of time: without what was collected and what only helped the body."""
        held: dict[UUID, Step] = {entry.id: entry for entry in self.parts}
        held.update((entry.id, entry) for entry in self.procedures)
        ordered = tuple(held[one] for one, role in self.roles.items() if one in held and role not in _NOT_MAKING)
        return ordered or tuple(held.values())

    @property
    def principal(self) -> Step | None:
        """The step the line is called by: the first that is not only on the way to another; radiation comes last."""
        steps = self.steps
        naming = [step for step in steps if self.roles.get(step.id) not in _NOT_NAMING] or list(steps)
        return next((step for step in naming if self.roles.get(step.id) != "radiation"), naming[0] if naming else None)

    @property
    def regimen(self) -> str:
        """What the line is called, as typed."""
        return name_of(self.principal) if self.principal else ""

    @property
    def start(self) -> PartialDate | None:
        """When its first step began, if that is known."""
        return self.steps[0].date if self.steps else None

    @property
    def end(self) -> PartialDate | None:
        """When its last step ended, if that is known. A procedure ends the day it is done; radiation ends nothing."""
        steps = self.steps
        ending = [step for step in steps if self.roles.get(step.id) != "radiation"] or list(steps)
        if not ending or self._over(ending[-1]) is None:
            return None
        return max((over for step in steps if (over := self._over(step)) is not None), key=lambda when: when.sort_key)

    def _over(self, step: Step) -> PartialDate | None:
        in_a_day = isinstance(step, Procedure) or self.roles.get(step.id) in _IN_A_DAY
        return step.end or (step.date if in_a_day else None)

    @property
    def best_response(self) -> Response | None:
        """The deepest response recorded in it; of two alike the first."""
        ranked = [response for response in self.responses if answer_named(response.category) in _depths()]
        if ranked:
            return min(ranked, key=lambda response: _depths()[answer_named(response.category)])
        return self.responses[0] if self.responses else None


def in_time(entry: Entry) -> tuple[tuple[int, int], str]:
    """Order entries by their date, those without one last."""
    return sort_key(entry.date), str(entry.id)


def name_of(step: Step) -> str:
    """Return what a step is called, as typed."""
    return step.regimen if isinstance(step, Therapy) else step.procedure


def lines_of_therapy(entries: Iterable[Entry], as_of: date | None = None) -> tuple[Line, ...]:
    """Return the lines of therapy in order of time, each with its procedures, responses and relapses.

    A response, relapse or procedure with a line number goes there; one without goes to the last treatment that had
    begun by its date. Among the lines stand, without a number, treatments that make no line; what surely begins after
    `as_of` is one of them (see `Line.is_to_come`). Sources of the rules: `resources/rules/counting.toml`.
    """
    entries = tuple(entries)
    return _Arrangement(entries, count(entries, as_of)).lines()


def lines_by_rules(entries: Iterable[Entry], as_of: date | None = None) -> tuple[Line, ...]:
    """Return the lines as the rules count them, whatever numbers were typed: to be shown beside the centre's own."""
    untyped = (entry.model_copy(update={"line": None}) if isinstance(entry, LineEntry) else entry for entry in entries)
    return lines_of_therapy(untyped, as_of)


def unplaced_procedures(entries: Iterable[Entry], as_of: date | None = None) -> tuple[Procedure, ...]:
    """Return the procedures that belong to no line of therapy."""
    entries = tuple(entries)
    placed = {procedure.id for line in lines_of_therapy(entries, as_of) for procedure in line.procedures}
    return tuple(entry for entry in entries if isinstance(entry, Procedure) and entry.id not in placed)


class _Arrangement:
    """Give each counted group what belongs to it."""

    def __init__(self, entries: Sequence[Entry], counted: Count) -> None:
        self.courses = counted.leads.courses
        self.leads = counted.leads
        self.homes = counted.homes
        self.groups = tuple(_in_order(counted.groups, self.courses))
        self.group_of = {place: at for at, group in enumerate(self.groups) for place in group.places}
        self.by_number = {group.number: at for at, group in enumerate(self.groups) if group.number is not None}
        self.answers: dict[int, list[Response | Relapse]] = {}
        for entry in sorted((one for one in entries if isinstance(one, Response | Relapse)), key=in_time):
            at = self.by_number.get(entry.line) if entry.line is not None else self._home(entry)
            if at is not None:
                self.answers.setdefault(at, []).append(entry)
        cells = (at for at, course in enumerate(self.courses) if course.kind in (INFUSION, TRANSPLANT))
        self.newest_cells = max(cells, default=-1)
        self.more: dict[int, list[int]] = {}
        self._place_procedures()

    def lines(self) -> tuple[Line, ...]:
        """Return the lines in order."""
        return tuple(self._line(at, group) for at, group in enumerate(self.groups))

    def _line(self, at: int, group: Group) -> Line:
        places = sorted((*group.places, *self.more.get(at, ())))
        entries = [self.courses[place].entry for place in places]
        answers = self.answers.get(at, ())
        return Line(
            group.number,
            group.given,
            tuple(group.rules),
            self._flags(at, group),
            tuple(entry for entry in entries if isinstance(entry, Therapy)),
            tuple(entry for entry in entries if isinstance(entry, Procedure)),
            tuple(entry for entry in answers if isinstance(entry, Response)),
            tuple(entry for entry in answers if isinstance(entry, Relapse)),
            MappingProxyType({
                self.courses[place].entry.id: group.roles.get(place, self.courses[place].role) for place in places
            }),
        )  # fmt: skip

    def _home(self, entry: Entry) -> int | None:
        place = self.homes.get(entry.id)
        return self.group_of.get(place) if place is not None else None

    def _place_procedures(self) -> None:
        """Place what was collected and what stood beside the treatment: where typed, else by what was going on."""
        near = _nearest_steps(self.courses)
        begun = self._begun()
        for place, course in enumerate(self.courses):
            if course.is_step or course.kind == TO_COME or not isinstance(course.entry, Procedure):
                continue
            at = self._home_of_procedure(place, course, near[place], begun)
            if at is not None:
                self.more.setdefault(at, []).append(place)

    def _home_of_procedure(
        self, place: int, course: Course, near: tuple[int, int], begun: Sequence[tuple[int, int]]
    ) -> int | None:
        if course.entry.line is not None:
            return self.by_number.get(course.entry.line)
        if course.kind == COLLECTION:
            for led in (self.leads.to.get(place), *(one for one in near[::-1] if one in self.leads.waiting)):
                if led is not None:
                    return self.group_of.get(led)
        return _last_begun(begun, course) if course.is_dated else None

    def _begun(self) -> Sequence[tuple[int, int]]:
        """Return the days lines began, in order, each with the last line of all that had begun by then."""
        days = sorted(
            (min(self.courses[place].first for place in group.places), at)
            for at, group in enumerate(self.groups)
            if group.counts and any(self.courses[place].is_dated for place in group.places)
        )
        last = -1
        return [(day, last := max(last, at)) for day, at in days]

    def _flags(self, at: int, group: Group) -> tuple[str, ...]:
        """Return what is asked; T5 too where the newest cells of all were collected and none were given after."""
        collected = any(
            place > self.newest_cells and is_for_car_t(self.courses[place]) and not self.leads.is_told(place)
            for place in self.more.get(at, ())
        )
        asked = dict.fromkeys([*group.flags, *(["T5"] if collected and not group.given else [])])
        return tuple(asked)


def _in_order(groups: Sequence[Group], courses: Sequence[Course]) -> Iterator[Group]:
    """Order groups by their beginning; one whose typed number is all that is known stands after the number before."""
    undated = sorted(
        (group for group in groups if group.given and not any(courses[place].is_dated for place in group.places)),
        key=lambda group: group.number or 0,
    )
    known = {id(group) for group in undated}
    dated = [group for group in groups if id(group) not in known]
    held = deque(undated)
    for group, least in zip(dated, _least_from_here(dated), strict=True):
        while held and least is not None and (held[0].number or 0) < least:
            yield held.popleft()
        yield group
    yield from held


def _least_from_here(groups: Sequence[Group]) -> list[int | None]:
    """Return for each group the lowest number typed for it or for one after it."""
    least: int | None = None
    lowest: list[int | None] = []
    for group in reversed(groups):
        if group.given and group.number is not None:
            least = group.number if least is None else min(least, group.number)
        lowest.append(least)
    return lowest[::-1]


def _nearest_steps(courses: Sequence[Course]) -> list[tuple[int, int]]:
    """Return for each place the step before it and the step after it, -1 for none."""
    before, after = [-1] * len(courses), [-1] * len(courses)
    for there, order in ((before, range(len(courses))), (after, range(len(courses) - 1, -1, -1))):
        newest = -1
        for place in order:
            there[place] = newest
            if courses[place].is_step:
                newest = place
    return list(zip(before, after, strict=True))


def _last_begun(begun: Sequence[tuple[int, int]], course: Course) -> int | None:
    at = bisect_right(begun, (course.last, len(begun))) - 1
    return begun[at][1] if at >= 0 else None


@cache
def _depths() -> Mapping[str, int]:
    """Return how deep each response is by the order of the vocabulary (Lugano, IMWG, iwCLL)."""
    return {entry.id: depth for depth, entry in enumerate(vocabulary("responses"))}
