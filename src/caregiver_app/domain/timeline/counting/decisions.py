"""Decide whether a treatment belongs to the line before it or opens a new one, rule by rule.

The rules stand in `resources/rules/counting.toml` with their sources; the first that fits decides. Where nothing
published tells how long is long, the limits below are this program's own and the line carries a question instead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.timeline.counting.courses import (
    CELLS,
    INFUSION,
    PAST,
    RADIATION,
    TRANSPLANT,
    TREATMENT,
    Course,
)
from caregiver_app.domain.timeline.counting.signs import says
from caregiver_app.domain.timeline.counting.turns import Turn
from caregiver_app.domain.timeline.drugs import classes_of

LONG_PAUSE: Final = 183
_TWICE_WRITTEN: Final = 21
_SAME_CELLS: Final = 30
_RESTART: Final = 60
_TOGETHER: Final = 28
_A_MONTH: Final = 31
_OTHERWISE: Final = frozenset({"tox", "infect", "choice", "cost", "access", "moved", "trialend", "adherence"})
_UNLIKE: Final = frozenset({"other-drug", "other-chemotherapy", "other-antibody", "adc", "cd3-bispecific"})
_MRD_DRUGS: Final = frozenset({"blinatumomab", "inotuzumab"})
_MAINTAINED_BY: Final = "anti-cd20"


@dataclass(frozen=True)
class Verdict:
    """Whether a course joins the line before it, by which rules, which of them leave a question, and its role."""

    joins: bool
    rules: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True)
class Standing:
    """What the rules look at: the course, the line before it, and what was recorded since.

    `previous` is the newest step of the line, `last` its newest treatment with drugs or cells, `last_drugs` the drugs
    that began with it, `drugs` all of the line, `over` the last day the line is known to have run; `is_later` tells
    whether another line came before it, `led` whether bridging or the like leads up to the course.
    """

    course: Course
    family: str
    turn: Turn
    previous: Course
    last: Course
    last_drugs: frozenset[str]
    drugs: frozenset[str]
    transplants: tuple[Course, ...]
    infusions: tuple[Course, ...]
    over: int | None
    is_later: bool
    led: bool

    @property
    def long_after(self) -> bool:
        """Whether more than half a year surely passed since the line was last known to run."""
        return self.over is not None and self.course.first > PAST and self.course.first - self.over > LONG_PAUSE


def first_line(course: Course, family: str) -> Verdict:
    """Return how a course opens the first line of all."""
    if course.kind == INFUSION:
        return Verdict(False, ("T4",))
    if course.kind == RADIATION:
        return Verdict(False, ("L6",), ("L6",))
    rules = {"myeloma": ("M1",), "all": ("A1",), "cll": ("C1",)}.get(family, ("L1",))
    return Verdict(False, rules + _continuous(course, family))


def decide(standing: Standing) -> Verdict:
    """Return whether a course joins the line before it, by the first rule that says."""
    for rule in _RULES:
        verdict = rule(standing)
        if verdict is not None:
            return verdict
    return _another_treatment(standing)


def _said_apart(at: Standing) -> Verdict | None:
    return _new(at) if at.course.planned == "no" else None


def _said_planned(at: Standing) -> Verdict | None:
    """M2, M6, M7, L4, L6: the family or a paper said that it was part of the plan.

    What was chosen in its field holds against a relapse in between and is asked; words in a note do not.
    """
    course = at.course
    if course.planned != "yes" or (course.kind == INFUSION and at.led):
        return None
    late_pair = course.kind == TRANSPLANT and at.transplants and _apart(at.transplants[-1], course) > LONG_PAUSE
    if course.entry.planned != "yes" and (at.turn.broke or late_pair):
        return None
    doubt = ("M2",) if at.turn.broke else ()
    if course.kind == TRANSPLANT:
        return Verdict(True, ("M6",) if at.transplants else (_in_a_plan(at, "M7"),), doubt)
    if course.kind == RADIATION:
        return Verdict(True, ("L6",), doubt)
    if course.kind == INFUSION:
        return Verdict(True, ("M2", "T3"), (*doubt, "T4"))
    return Verdict(True, (_in_a_plan(at, "M2"),), doubt, _role_in_line(at))


def _infusion(at: Standing) -> Verdict | None:
    """T4: cells given make a line; doses of the same cells within a month are one infusion."""
    if at.course.kind != INFUSION:
        return None
    if at.infusions and not at.turn.broke and _apart(at.infusions[-1], at.course) <= _SAME_CELLS:
        return Verdict(True, ("T3",))
    return Verdict(False, ("T4",))


def _same_start(at: Standing) -> Verdict | None:
    """L1: treatments that began on one day, or in one month, are one written in parts."""
    course, other = at.course, at.previous
    if course.kind != TREATMENT or other.kind != TREATMENT or not starts_with(course, other):
        return None
    return Verdict(True, ("L1",)) if course.role == other.role or course.role != "salvage" else None


def _disease_changed(at: Standing) -> Verdict | None:
    """L2, L3, M3, A2, A4, C1: it came back, grew or did not answer since the line began."""
    if not at.turn.broke or (at.turn.only_cells and at.family == "all"):
        return None
    return _new(at)


def _same_remission(at: Standing) -> Verdict | None:
    """A1, A3: in ALL all that is given before a relapse is one line."""
    if at.family != "all" or at.course.role == "salvage":
        return None
    course = at.course
    if course.kind == TRANSPLANT:
        return Verdict(True, ("M7",))
    if course.named.known & _MRD_DRUGS and not at.last.named.known & course.named.known:
        told = isinstance(course.entry.note, str) and ("mrd" in course.entry.note.casefold())
        return Verdict(True, ("A3",), () if (told or course.said) and not at.turn.only_cells else ("A3",))
    return Verdict(True, ("A1",))


def _transplant(at: Standing) -> Verdict | None:
    """M6, M7, L4: a transplant belongs to its line; a second one only when planned as a pair."""
    course = at.course
    if course.kind != TRANSPLANT:
        return None
    if at.transplants:
        apart = _apart(at.transplants[-1], course)
        if apart <= _TWICE_WRITTEN:
            return Verdict(True)
        if says(_words(at.transplants[-1]), "tandem"):
            return Verdict(True, ("M6",))
        return Verdict(True, ("M6",), ("M6",)) if apart <= LONG_PAUSE else Verdict(False, ("M6",))
    return Verdict(True, (_in_a_plan(at, "M7"),), ("M7",) if at.long_after else ())


def _radiation(at: Standing) -> Verdict | None:
    """L6: radiation in the line's own time belongs to it, with a question where nobody said that it was planned."""
    if at.course.kind != RADIATION:
        return None
    return Verdict(not at.long_after, ("L6",), ("L6",))


def _donor_cells(at: Standing) -> Verdict | None:
    return Verdict(True, ("M2",), ("M2",)) if at.course.kind == CELLS else None


def _said_part(at: Standing) -> Verdict | None:
    """M2, L4: its setting, or why the treatment before it ended, says that it continues the plan."""
    follows = at.course.role in ("consolidation", "maintenance", "cns", "conditioning")
    if follows or ("next" in at.previous.reasons and at.course.role != "salvage"):
        return Verdict(True, (_in_a_plan(at, "M2"),), (), at.course.role if follows else "")
    return None


def _same_again(at: Standing) -> Verdict | None:
    """M8, M2: the same drugs again are the same treatment after a pause, or its next cycles."""
    if not at.course.drugs or at.course.drugs != at.last_drugs:
        return None
    if at.transplants and not _surely_after(at.last, at.transplants[-1]):
        return Verdict(True, (_in_a_plan(at, "M2"),), ("M8",) if at.long_after else (), "consolidation")
    paused = at.last.ended is not None and at.course.first - at.last.ended[1] > _RESTART
    return Verdict(True, ("M8",) if paused else (), ("M8",) if at.long_after else ())


def _said_salvage(at: Standing) -> Verdict | None:
    """L2: its setting says that the disease came back or did not answer, though no entry tells of it."""
    return _new(at) if at.course.role == "salvage" else None


def _fewer_drugs(at: Standing) -> Verdict | None:
    """M4, M2: drugs that were all part of the line already go on, or are its maintenance."""
    if not at.course.drugs or not at.course.drugs <= at.drugs:
        return None
    rule = _in_a_plan(at, "M2") if at.transplants else "M4"
    return Verdict(True, (rule,), ("M8",) if at.long_after else (), _role_in_line(at))


def _alone_after_transplant(at: Standing) -> Verdict | None:
    """M2: one drug begun within half a year of the line's transplant is most often its maintenance: asked."""
    if not at.transplants or len(at.course.drugs) != 1:
        return None
    if _apart(at.transplants[-1], at.course) > LONG_PAUSE:
        return None
    return Verdict(True, (_in_a_plan(at, "M2"),), ("M2",), "maintenance")


def _same_class(at: Standing) -> Verdict | None:
    """L5: one drug for another of its class, not because of the disease: one line shown, and asked."""
    if at.family == "myeloma" or not (at.last.reasons & _OTHERWISE or not at.last.reasons):
        return None
    gone, come = at.last_drugs - at.course.drugs, at.course.drugs - at.last_drugs
    if not gone or not come or _kinds(gone) != _kinds(come) or not _kinds(gone):
        return None
    return Verdict(True, ("L5",), ("L5",))


def _same_period(at: Standing) -> Verdict | None:
    """L1: what surely ran side by side for four weeks was one treatment, with a question."""
    ended = at.last.ended
    if at.family == "myeloma" or ended is None or ended[0] - at.course.last < _TOGETHER:
        return None
    return Verdict(True, ("L1",), ("L1",))


def _another_treatment(at: Standing) -> Verdict:
    """M3, M5, L2, L3, C1: another treatment; where no reason is known, the team is asked."""
    verdict = _new(at)
    if at.turn.too_little and at.family not in ("myeloma", "cll"):
        return Verdict(False, ("L3",))
    if "M5" in verdict.rules:
        return Verdict(False, verdict.rules, ("M5",))
    if at.family == "myeloma" or at.long_after:
        return verdict
    otherwise = bool(at.last.reasons & _OTHERWISE)
    if otherwise and at.family == "cll":
        return verdict
    return Verdict(False, verdict.rules, ("L5",) if otherwise else verdict.rules[:1])


_RULES: Final[tuple[Callable[[Standing], Verdict | None], ...]] = (
    _said_apart, _said_planned, _infusion, _same_start, _disease_changed, _same_remission, _transplant, _radiation,
    _donor_cells, _said_part, _same_again, _said_salvage, _fewer_drugs, _alone_after_transplant, _same_class,
    _same_period,
)  # fmt: skip


def _new(at: Standing) -> Verdict:
    """Open a new line by the rule of the disease."""
    course = at.course
    if course.kind == INFUSION:
        return Verdict(False, ("T4",))
    if course.kind == TRANSPLANT and at.transplants:
        return Verdict(False, ("M6",))
    if course.kind == RADIATION:
        return Verdict(False, ("L6",), ("L6",))
    if at.family == "myeloma":
        return Verdict(False, (_rule_of_myeloma(at),))
    if at.family == "all":
        no_answer = at.turn.broke == "no answer"
        return Verdict(False, ("A4",), ("A4",)) if no_answer else Verdict(False, ("A2",))
    if at.family == "cll":
        return Verdict(False, ("C1", *_continuous(course, "cll")))
    return Verdict(False, ("L3" if at.turn.broke == "no answer" else "L2",))


def _rule_of_myeloma(at: Standing) -> str:
    """Return M8 for the same drugs again, M5 for drugs added or changed while some went on, M3 otherwise."""
    if at.course.drugs and at.course.drugs == at.last_drugs:
        return "M8"
    ended = at.last.ended
    went_on = ended is None or at.course.first - ended[1] <= _RESTART
    added = at.course.planned == "no" or (ended is not None and ended[0] > at.course.last)
    return "M5" if added or (went_on and at.course.drugs & at.last_drugs) else "M3"


def _in_a_plan(at: Standing, rule: str) -> str:
    """Return L4 where a line after the first has or gets a transplant, outside myeloma and ALL; else the rule."""
    has_transplant = at.transplants or at.course.kind == TRANSPLANT
    return "L4" if has_transplant and at.is_later and at.family not in ("myeloma", "all") else rule


def _role_in_line(at: Standing) -> str:
    """Return what a part of a plan was where nobody said: maintenance, consolidation, or "" for neither."""
    course = at.course
    if course.said or course.kind != TREATMENT or not course.drugs:
        return ""
    if at.transplants:
        return "maintenance" if len(course.drugs) == 1 else "consolidation"
    only = {one for drug in course.drugs for one in classes_of(drug)} == {_MAINTAINED_BY}
    return "maintenance" if only and course.drugs < at.drugs else ""


def _continuous(course: Course, family: str) -> tuple[str, ...]:
    is_btk = any(one.startswith("btk-inhibitor") for drug in course.drugs for one in classes_of(drug))
    return ("C2",) if family == "cll" and is_btk and len(course.drugs) == 1 else ()


def _kinds(drugs: frozenset[str]) -> frozenset[str]:
    """Return the classes of drugs, BTK inhibitors as one; nothing when a drug has none or only a mixed one."""
    kinds = [frozenset(classes_of(drug)) - _UNLIKE for drug in drugs]
    if not all(kinds):
        return frozenset()
    return frozenset(one.partition("-inhibitor")[0] if "btk" in one else one for kind in kinds for one in kind)


def _apart(first: Course, second: Course) -> int:
    """Return the fewest days that may lie between the beginnings of two courses."""
    return max(second.first - first.last, first.first - second.last, 0)


def _surely_after(course: Course, other: Course) -> bool:
    return course.first > other.last


def starts_with(course: Course, other: Course) -> bool:
    """Whether two courses have one date for their beginning, a day or a month."""
    same = (course.first, course.last) == (other.first, other.last)
    return same and course.last - course.first <= _A_MONTH


def _words(course: Course) -> str:
    entry = course.entry
    return f"{getattr(entry, 'detail', '')}. {entry.note}"
