"""Find what leads up to a transplant, a CAR-T infusion or the next treatment, and so shares its line.

Bridging, holding and lymphodepletion belong to the CAR-T line, marked apart (rules T1 to T3: AN, GK:CIBMTR); strong
treatment in the days before a transplant belongs to the transplant; radiation just before a new treatment for the same
relapse is given with it (rule L1: CIBMTR-LOT).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from caregiver_app.domain.timeline.counting.courses import (
    CALLED_OFF,
    COLLECTION,
    INFUSION,
    PAST,
    RADIATION,
    TO_COME,
    TRANSPLANT,
    TREATMENT,
    Course,
    days_of,
    is_for_car_t,
    tells_cells_called_off,
)
from caregiver_app.domain.timeline.records import Entry, Note

ASIDE: Final = frozenset({"holding", "bridging", "lymphodepletion"})
"""Roles of what leads up to the cells and does not name their line."""

_LYMPHODEPLETING: Final = (
    frozenset({"fludarabine", "cyclophosphamide"}), frozenset({"bendamustine"}), frozenset({"cyclophosphamide"}),
    frozenset({"fludarabine"}),
)  # fmt: skip
# In days. No paper gives these limits; they are as wide as what is usual, so that a vague date does not part a plan.
_DEPLETION: Final = 14
_CONDITIONING: Final = 60
_JUST_BEFORE: Final = 10
_MAKING: Final = 183
_SAME_PERIOD: Final = 60


@dataclass
class Leads:
    """Which course leads up to which, by place in the order; `waiting` are asides whose cells never came.

    `soon` tells for radiation which treatment began soon after it: whether they are one depends on what lay between.
    `perhaps` are treatments after cells were collected that nobody called bridging, and no cells came after them.
    `called_off` is the newest day by which it is written down that cells were not given, or are still to come.
    """

    courses: list[Course]
    to: dict[int, int] = field(default_factory=dict)
    inferred: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)
    perhaps: set[int] = field(default_factory=set)
    soon: dict[int, int] = field(default_factory=dict)
    called_off: int = PAST

    def is_told(self, place: int) -> bool:
        """Whether it is written down what became of cells collected, or bridged, at a place: nothing is left to ask."""
        return self.courses[place].first <= self.called_off


def leads_of(courses: Sequence[Course]) -> Leads:
    """Return what leads to what, with the courses given the roles they have by their place."""
    leads = Leads(list(courses))
    _lead_to_infusions(leads)
    _lead_to_transplants(leads)
    _find_waiting(leads)
    _find_following(leads)
    return leads


def called_off_in(courses: Sequence[Course], entries: Iterable[Entry]) -> int:
    """Return the newest day an infusion was called off on, or is planned for; a note may tell of it too."""
    days = [course.last for course in courses if course.kind == CALLED_OFF]
    days += [course.last for course in courses if course.kind == TO_COME and course.role == "cell-therapy"]
    notes = (entry for entry in entries if isinstance(entry, Note))
    days += [days_of(note.date)[1] for note in notes if tells_cells_called_off(note.title, note.note)]
    return max(days, default=PAST)


def _find_following(leads: Leads) -> None:
    """Find for each radiation the treatment that begins soon after it."""
    following: int | None = None
    for place in range(len(leads.courses) - 1, -1, -1):
        course = leads.courses[place]
        if course.kind == RADIATION and following is not None and place not in leads.to:
            over, treatment = course.over, leads.courses[following]
            if over is not None and treatment.is_dated and treatment.first - over[1] <= _SAME_PERIOD:
                leads.soon[place] = following
        elif course.is_step:
            following = place


def _lead_to_infusions(leads: Leads) -> None:
    for place, course in enumerate(leads.courses):
        if course.kind != INFUSION:
            continue
        collected = _collected(leads.courses, place)
        for earlier in range(place - 1, -1, -1):
            before = leads.courses[earlier]
            if not before.is_step:
                if before.kind == COLLECTION and collected is not None and earlier >= collected:
                    leads.to[earlier] = place
                continue
            role = _role_before_cells(before, course, collected is not None and earlier > collected)
            if not role or before.kind in (INFUSION, TRANSPLANT) or _numbered_apart(before, course):
                break
            if role != before.role:
                leads.courses[earlier] = replace(before, role=role)
                leads.inferred.add(earlier)
            leads.to[earlier] = place


def _collected(courses: Sequence[Course], infusion: int) -> int | None:
    """Return the place of the collection the infused cells were made from: the newest not too long before."""
    for earlier in range(infusion - 1, -1, -1):
        course = courses[earlier]
        if course.kind == INFUSION:
            return None
        if course.kind == COLLECTION:
            near = course.is_dated and courses[infusion].first - course.last <= _MAKING
            return earlier if near else None
    return None


def _role_before_cells(course: Course, infusion: Course, after_collection: bool) -> str:
    """Return what a course was on the way to the cells, "" when it was none of it."""
    if course.role in ASIDE:
        return course.role
    if not course.is_dated or course.kind not in (TREATMENT, RADIATION):
        return ""
    if course.kind == TREATMENT and (not course.said or course.role == "conditioning"):
        close = course.first - infusion.last >= -_DEPLETION and infusion.first - course.last <= _DEPLETION
        if close and course.drugs in _LYMPHODEPLETING:
            return "lymphodepletion"
    if after_collection and (not course.said or course.kind == RADIATION):
        return "bridging"
    return ""


def _numbered_apart(first: Course, second: Course) -> bool:
    numbers = {first.entry.line, second.entry.line}
    return None not in numbers and len(numbers) == 2


def _lead_to_transplants(leads: Leads) -> None:
    """Let conditioning lead to the transplant it was given for."""
    following: int | None = None
    for place in range(len(leads.courses) - 1, -1, -1):
        course = leads.courses[place]
        if course.kind == TRANSPLANT:
            following = place
        elif following is not None and _is_conditioning(course, leads.courses[following]):
            leads.to[place] = following
            leads.courses[place] = replace(course, role="conditioning")
        elif course.is_step and course.kind != RADIATION:
            following = None


def _is_conditioning(course: Course, transplant: Course) -> bool:
    """Whether a course was the strong treatment before a transplant: called so, or begun surely just before it."""
    if course.kind == TRANSPLANT or _numbered_apart(course, transplant):
        return False
    if course.role == "conditioning":
        return transplant.first - course.last <= _CONDITIONING
    begun = transplant.first - course.last >= 0 and transplant.last - course.first <= _JUST_BEFORE
    over = course.ended is None or course.ended[0] <= transplant.last
    return course.kind == TREATMENT and not course.said and bool(course.drugs) and begun and over


def _find_waiting(leads: Leads) -> None:
    """Find bridging and holding that led to no cells; before a transplant without them it was treatment like any."""
    before_transplant = False
    collected: Course | None = None
    for place, course in enumerate(leads.courses):
        if course.kind == INFUSION:
            collected = None
        elif is_for_car_t(course) and course.is_dated and place not in leads.to:
            collected = course
        elif collected is not None and course.is_step:
            if course.kind == TREATMENT and not course.said and course.first - collected.last <= _MAKING:
                leads.perhaps.add(place)
            collected = collected if course.role in ASIDE else None
    for place in range(len(leads.courses) - 1, -1, -1):
        course = leads.courses[place]
        if course.role in ASIDE and place not in leads.to and not before_transplant:
            leads.waiting.add(place)
        elif course.is_step and course.role not in ASIDE and course.role != "conditioning":
            before_transplant = course.kind == TRANSPLANT
