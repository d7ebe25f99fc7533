"""Count lines of therapy by the published rules; a number the family typed always wins.

Walks once through the treatments in order of time. Each joins the line before it or opens a new one, as
`decisions` says; what is no line by itself stands beside the lines without a number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from caregiver_app.domain.timeline.counting.cell_therapy import ASIDE, Leads, called_off_in, leads_of
from caregiver_app.domain.timeline.counting.courses import (
    CALLED_OFF,
    FUTURE,
    INFUSION,
    RADIATION,
    TO_COME,
    TRANSPLANT,
    TREATMENT,
    Course,
    courses_of,
)
from caregiver_app.domain.timeline.counting.decisions import Standing, Verdict, decide, first_line, starts_with
from caregiver_app.domain.timeline.counting.turns import Turn, homes_of, turns_of
from caregiver_app.domain.timeline.disease import Families
from caregiver_app.domain.timeline.records import Entry, Therapy

UNCOUNTED: Final = frozenset({"L7", "M9", "T5", "N3"})
"""Rules by which a treatment is written down and makes no line."""


_AWAITED: Final = Verdict(True)


@dataclass
class Group:
    """A line while it is counted: places of its courses in order, and what is known of it so far.

    `at` is its place among all; `is_inside` tells that a line with a typed number began before it and went on after it.
    """

    number: int | None = None
    given: bool = False
    at: int = 0
    is_later: bool = False
    is_inside: bool = False
    rules: dict[str, None] = field(default_factory=dict)
    flags: dict[str, None] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    awaits: int | None = None
    drugs: set[str] = field(default_factory=set)
    transplants: list[Course] = field(default_factory=list)
    infusions: list[Course] = field(default_factory=list)
    last: Course | None = None
    last_drugs: frozenset[str] = frozenset()
    over: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a line at all."""
        return self.given or not UNCOUNTED & self.rules.keys()

    def note(self, rules: Iterable[str], asks: Iterable[str]) -> None:
        """Remember what decided, unless the number was typed."""
        if not self.given:
            self.rules.update(dict.fromkeys(rules))
            self.flags.update(dict.fromkeys(asks))

    def give(self, number: int) -> None:
        """Take a typed number: no rule decided it and nothing is asked."""
        self.number, self.given = number, True
        self.is_later = self.is_later or number > 1
        self.rules.clear()
        self.flags.clear()

    def take(self, place: int, course: Course, role: str) -> None:
        """Add a course and remember what later decisions look at."""
        self.places.append(place)
        self.roles[place] = role
        if course.kind == TRANSPLANT:
            self.transplants.append(course)
        if course.kind == INFUSION:
            self.infusions.append(course)
        if role in ASIDE or role == "conditioning" or not course.is_step:
            return
        if course.kind in (TREATMENT, INFUSION):
            together = self.last is not None and starts_with(course, self.last)
            self.last_drugs = self.last_drugs | course.drugs if together else course.drugs
            self.drugs |= course.drugs
            self.last = course
        if course.kind != RADIATION or self.over is not None:
            over = course.over
            self.over = max(over[1], self.over or 0) if over is not None and over[1] < FUTURE else None


@dataclass(frozen=True)
class Count:
    """The outcome: the courses and what leads to what, the groups in order of opening, and what each event followed."""

    leads: Leads
    groups: Sequence[Group]
    homes: Mapping[UUID, int]


def count(entries: Iterable[Entry], as_of: date | None = None) -> Count:
    """Arrange treatments and procedures into groups; what surely begins after `as_of` stands aside (N3)."""
    entries = tuple(entries)
    leads = leads_of(courses_of(entries, as_of))
    leads.called_off = called_off_in(leads.courses, entries)
    homes = homes_of(leads.courses, _anchors(leads), entries)
    walk = _Walk(leads, Families(entries), turns_of(leads.courses, homes, entries))
    for place in range(len(leads.courses)):
        walk.meet(place)
    _number(walk.groups, walk.floating)
    return Count(leads, walk.groups, homes)


def _anchors(leads: Leads) -> list[int]:
    """Return the places of courses a response or relapse can follow: not what only leads up to cells."""
    return [
        place
        for place, course in enumerate(leads.courses)
        if course.is_step and course.is_dated and (place not in leads.to or course.role not in ASIDE)
    ]


class _Walk:
    """Hold the state of one walk through the courses."""

    def __init__(self, leads: Leads, families: Families, turns: list[Turn]) -> None:
        self.leads = leads
        self.courses = leads.courses
        self.families = families
        self.turns = turns
        self.groups: list[Group] = []
        self.floating: list[Group] = []
        self.since: list[Group] = []
        self.current: Group | None = None
        self.waiting: Group | None = None
        self.turn = Turn()
        self.by_number: dict[int, Group] = {}
        self.steps = sum(course.is_step for course in self.courses)
        self.lines = 0
        self.typed = [course.entry.line for course in self.courses]
        self.led: dict[int, list[int]] = {}
        for leader, led in sorted(leads.to.items(), reverse=True):
            self.led.setdefault(led, []).append(leader)
            self.typed[led] = self.typed[led] or self.typed[leader]
        for leader, led in leads.to.items():
            self.typed[leader] = self.typed[leader] or self.typed[led]

    def meet(self, place: int) -> None:
        """Put one course into its group. What is collected, and procedures beside the treatment, wait for the end."""
        course, number = self.courses[place], self.typed[place]
        if course.kind == TO_COME:
            self._stand_aside(place, "N3", ())
        elif not course.is_step:
            if isinstance(course.entry, Therapy):
                self._beside(place, number)
        elif number is None and place in self.leads.waiting:
            self._wait(place)
        elif number is None and not course.is_dated and self.steps > 1:
            self._float(place)
        else:
            self._count(place, course, number)

    def _beside(self, place: int, number: int | None) -> None:
        course = self.courses[place]
        line, steroids = self.current, course.named.only_steroids
        if number is None and steroids and line and line.last and starts_with(course, line.last):
            # One drug of a treatment whose drugs were written down one by one.
            line.note(("L1",), ())
            line.take(place, course, "treatment")
            return
        if course.kind == CALLED_OFF:
            self._stand_aside(place, "T5", ())
            return
        if number is None:
            self._stand_aside(place, "L7", ("L7",) if steroids else ())
            return
        group = self.by_number.get(number) or self._open()
        if number not in self.by_number:
            group.give(number)
            self.by_number[number] = group
        group.take(place, course, course.role)

    def _count(self, place: int, course: Course, number: int | None) -> None:
        awaited = self.current is not None and self.current.awaits in (place, self.leads.to.get(place, -1))
        verdict, leads_to = (_AWAITED, None) if awaited else self._decide(place)
        if number is None and leads_to is not None:
            number = self.typed[leads_to]
        group = self.by_number.get(number) if number is not None else None
        if group is None and verdict.joins and self.current and (number is None or not self.current.given):
            group = self.current
        if group is None:
            if number is None and course.is_attempt:
                self._stand_aside(place, "M9", ("M9",))
                return
            group = self._open()
        if number is not None and number not in self.by_number:
            group.give(number)
            self.by_number[number] = group
        elif number is not None and group is not self.current:
            self._go_back_to(group)
        self._enter(group, place, verdict, leads_to)

    def _go_back_to(self, group: Group) -> None:
        """Remember that the lines opened since a typed line lie inside it, and so cannot be numbered beside it."""
        while self.since and self.since[-1].at > group.at:
            self.since.pop().is_inside = True

    def _enter(self, group: Group, place: int, verdict: Verdict, leads_to: int | None) -> None:
        course = self.courses[place]
        if group is not self.current or verdict.joins or group.awaits == place:
            # What was recorded before is answered: by a new line, or by a plan that went on all the same.
            self.turn = Turn()
        group.note(verdict.rules, verdict.asks)
        group.note(*self._on_the_way(place))
        role = verdict.role if verdict.role and not course.said else course.role
        if course.is_attempt and not verdict.joins:
            role = "attempt"
        group.take(place, course, role)
        group.awaits = leads_to if leads_to is not None else None if group.awaits == place else group.awaits
        self.current, self.waiting = group, None
        self._remember(place)

    def _decide(self, place: int) -> tuple[Verdict, int | None]:
        """Decide for a course, or for the one it leads up to, which is returned beside."""
        leads_to = self.leads.to.get(place)
        verdict = self._verdict(place if leads_to is None else leads_to)
        if leads_to is None and not verdict.joins and "L6" in verdict.rules:
            soon = self.leads.soon.get(place)
            if soon is not None and not self.turns[place].broke and self.courses[place].planned != "no":
                own = self._verdict(soon)
                if not own.joins:
                    return Verdict(False, (*own.rules, "L1"), own.asks), soon
        return verdict, leads_to

    def _verdict(self, place: int) -> Verdict:
        course, line = self.courses[place], self.current
        family = self.families.at(course.entry.date)
        if line is None or not line.places:
            return first_line(course, family)
        previous = self.courses[line.places[-1]]
        return decide(Standing(
            course, family, self.turn, previous, line.last or previous, line.last_drugs, frozenset(line.drugs),
            tuple(line.transplants), tuple(line.infusions), line.over, line.is_later,
            any(self.courses[leader].role in ("bridging", "holding") for leader in self.led.get(place, ())),
        ))  # fmt: skip

    def _on_the_way(self, place: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the rules by which a course is on the way to cells, and what they leave to ask."""
        if place not in self.leads.to:
            return (), ("T2",) if place in self.leads.perhaps else ()
        match self.courses[place].role:
            case "holding":
                return ("T1",), ("T1",)
            case "bridging":
                return ("T2",), ("T2",) if place in self.leads.inferred else ()
            case "lymphodepletion":
                return ("T3",), ()
        return (), ()

    def _open(self) -> Group:
        group = Group(at=len(self.groups), is_later=self.current is not None)
        self.groups.append(group)
        self.since.append(group)
        self.lines += 1
        return group

    def _stand_aside(self, place: int, rule: str, asks: tuple[str, ...]) -> None:
        group = Group()
        group.note((rule,), asks)
        role = {"M9": "attempt", "N3": self.courses[place].role}.get(rule, "supportive")
        group.take(place, self.courses[place], role)
        self.groups.append(group)
        if rule == "M9":
            self._remember(place)

    def _wait(self, place: int) -> None:
        """Put bridging or holding that led to no cells into a row of its own (T5)."""
        if self.waiting is None:
            self.waiting = Group()
            self.groups.append(self.waiting)
        role = self.courses[place].role
        rule = {"holding": "T1", "bridging": "T2"}.get(role, "T3")
        self.waiting.note((rule, "T5"), () if self.leads.is_told(place) else ("T5",))
        self.waiting.take(place, self.courses[place], role)
        self._remember(place)

    def _float(self, place: int) -> None:
        """Keep a treatment nobody can place in time; it joins only where there is a single line to join."""
        course = self.courses[place]
        if self.lines == 1 and self.current is not None and not self.floating:
            verdict = self._verdict(place)
            if verdict.joins:
                self._enter(self.current, place, verdict, None)
                return
        group = Group()
        group.take(place, course, course.role)
        self.floating.append(group)

    def _remember(self, place: int) -> None:
        """Keep what came after a course until the next line opens."""
        turn = self.turns[place]
        if turn.broke and (not self.turn.broke or self.turn.only_cells):
            self.turn.broke, self.turn.only_cells = turn.broke, turn.only_cells
        self.turn.too_little = turn.too_little


def _number(groups: list[Group], floating: list[Group]) -> None:
    """Give the lines nobody typed a number for theirs: in order where none is typed, else only where they just fit."""
    for group in floating:
        group.note(("N1",), ("N1",))
    groups.extend(floating)
    counted = [group for group in groups if group.counts and "N1" not in group.rules]
    highest, run = 0, list[Group]()
    later = _lowest_given_after(counted)
    for at, group in enumerate(counted):
        if not group.given:
            run.append(group)
            continue
        _fit(run, highest, later[at - 1] if at else None)
        highest, run = max(highest, group.number or 0), []
    _fit(run, highest, highest + len(run) + 1)


def _lowest_given_after(groups: Sequence[Group]) -> list[int | None]:
    """Return for each group the lowest number typed for one after it."""
    lowest: list[int | None] = []
    least: int | None = None
    for group in reversed(groups):
        lowest.append(least)
        if group.given and group.number is not None:
            least = group.number if least is None else min(least, group.number)
    return lowest[::-1]


def _fit(run: Sequence[Group], before: int, after: int | None) -> None:
    """Give a run of lines between two typed numbers theirs when it fills the gap to the last place."""
    fits = after is not None and after - before - 1 == len(run) and not any(group.is_inside for group in run)
    for place, group in enumerate(run, 1):
        if fits:
            group.number = before + place
        else:
            group.note(("N2",), ("N2",))
