"""Read treatments and procedures into what the rules of counting need: what each was, when, and why it ended."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.counting.signs import opens_with, says
from caregiver_app.domain.timeline.drugs import Drugs, classes_of, drugs_in, drugs_of
from caregiver_app.domain.timeline.records import Entry, Procedure, Therapy
from caregiver_app.domain.vocabulary import term

Step = Therapy | Procedure
"""What a line of therapy is made of."""

TREATMENT: Final = "treatment"
TRANSPLANT: Final = "transplant"
INFUSION: Final = "infusion"
RADIATION: Final = "radiation"
CELLS: Final = "cells"
COLLECTION: Final = "collection"
BESIDE: Final = "beside"
CALLED_OFF: Final = "called off"
TO_COME: Final = "to come"
"""Kinds of course. What is beside treats no disease: a port, a transfusion, watching and waiting. What was called off
was never given; what is to come is planned for a day that has not come yet."""

_NO_STEPS: Final = frozenset({COLLECTION, BESIDE, CALLED_OFF, TO_COME})

PAST: Final = 0
FUTURE: Final = 4_000_000
"""Days before and after all others, as ordinals, for a date that is open or not known."""

_KIND_OF_PROCEDURE: Final = {
    "auto-transplant": (TRANSPLANT, "transplant"),
    "allo-transplant": (TRANSPLANT, "transplant"),
    "stem-cell-collection": (COLLECTION, "collection"),
    "apheresis": (COLLECTION, "collection"),
    "lymphodepletion": (TREATMENT, "lymphodepletion"),
    "car-t-infusion": (INFUSION, "cell-therapy"),
    "dli": (CELLS, "cell-therapy"),
    "radiation": (RADIATION, "radiation"),
    "bridging-radiation": (RADIATION, "bridging"),
    "tbi": (RADIATION, "conditioning"),
}
# Where no word of the vocabulary fits, the first sign found in the name; what is collected for a transplant is no
# transplant, and what is given before cells are not the cells.
_KIND_BY_SIGN: Final = (
    ("collection", "stem-cell-collection"),
    ("lymphodepletion", "lymphodepletion"),
    ("tbi", "tbi"),
    ("radiation", "radiation"),
    ("dli", "dli"),
    ("infusion", "car-t-infusion"),
    ("transplant", "auto-transplant"),
)
_ROLES_IN_WORDS: Final = (
    "bridging", "holding", "lymphodepletion", "conditioning", "maintenance", "consolidation", "cns", "salvage",
    "induction",
)  # fmt: skip
_ROLE_OF_INTENT: Final = {"bridge": "bridging", "after-relapse": "salvage"}
_REASONS_IN_WORDS: Final = ("next", "done", "pd", "relapse", "noresp", "tox")
_FOLLOWING: Final = frozenset(
    {"transplant", "cell-therapy", "conditioning", "lymphodepletion", "consolidation", "maintenance"}
)
# Of two that may have begun on one day, what comes first.
_SEQUENCE: Final = (
    "induction", "treatment", "salvage", "cns", "holding", "collection", "bridging", "conditioning",
    "lymphodepletion", "transplant", "cell-therapy", "consolidation", "radiation", "maintenance", "supportive",
)  # fmt: skip
_NO_RESPONSE: Final = "nr"
_ANSWERED: Final = frozenset({TRANSPLANT, INFUSION, RADIATION, CELLS})
_SENTENCE: Final = re.compile(r"[.;\n!?。；！？]+")
_CLAUSE: Final = re.compile(r"[;,，；/\n]+")
_NUMBER: Final = re.compile(r"(\d+(?:[.,]\d+)?)(?:\s*cycles?)?", re.IGNORECASE)
_PART_OF_A_CYCLE: Final = re.compile(r"½|1/2|half|<\s*1(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Course:
    """One treatment or procedure as the rules see it.

    `role` is the id of a setting, or "treatment", "transplant", "radiation", "collection"; `said` whether the family
    or a paper said so. `first` and `last` are the days its beginning may mean, `ended` those of its end, as ordinals.
    `planned` is "yes", "no" or empty. `is_attempt` says that less than one cycle is written down.
    """

    entry: Step
    kind: str
    role: str
    said: bool
    named: Drugs
    planned: str
    reasons: frozenset[str]
    answer: str
    is_attempt: bool
    first: int
    last: int
    ended: tuple[int, int] | None

    @property
    def drugs(self) -> frozenset[str]:
        """Return the drugs against the disease."""
        return self.named.against_disease

    @property
    def is_dated(self) -> bool:
        """Whether anything says when it was."""
        return self.first > PAST or self.last < FUTURE

    @property
    def is_step(self) -> bool:
        """Whether it can make a line or be a part of one."""
        return self.kind not in _NO_STEPS

    @property
    def over(self) -> tuple[int, int] | None:
        """Return the days it may have been over: what is done in a day was over on it."""
        done = isinstance(self.entry, Procedure) or self.kind in (TRANSPLANT, INFUSION, CELLS)
        return self.ended or ((self.first, self.last) if done and self.is_dated else None)


def courses_of(entries: Iterable[Entry], as_of: date | None = None) -> tuple[Course, ...]:
    """Return every treatment and procedure of a history, in order of time; one order whatever the order given.

    What surely begins after `as_of` is still to come.
    """
    courses = [_by_day(_read(entry), as_of) for entry in entries if isinstance(entry, Therapy | Procedure)]
    begun = min((_opening(course) for course in courses if course.is_step and not _follows(course)), default=FUTURE)
    return tuple(sorted(courses, key=lambda course: _place(course, begun)))


def _by_day(course: Course, as_of: date | None) -> Course:
    if as_of is None or course.first <= as_of.toordinal() or course.kind in (BESIDE, CALLED_OFF):
        return course
    return replace(course, kind=TO_COME)


def days_of(when: PartialDate | None) -> tuple[int, int]:
    """Return the first and last day a date may mean, as ordinals; open or unknown reaches to `PAST` or `FUTURE`."""
    return _days(when) if when is not None else (PAST, FUTURE)


@lru_cache(maxsize=16384)
def _days(when: PartialDate) -> tuple[int, int]:
    span = when.span()
    return span.earliest.toordinal() if span.earliest else PAST, span.latest.toordinal() if span.latest else FUTURE


@lru_cache(maxsize=4096)
def reasons_of(text: str) -> frozenset[str]:
    """Return why a treatment ended: ids of the vocabulary of reasons, as many as the text names."""
    whole = term("reasons_ended", text)
    if whole is not None:
        return frozenset({whole.id})
    named = {found.id for clause in _CLAUSE.split(text) if (found := term("reasons_ended", clause))}
    return frozenset(named | {sign for sign in _REASONS_IN_WORDS if says(text, sign)})


@lru_cache(maxsize=4096)
def answer_named(text: str) -> str:
    """Return the id of the response a text names: "CR (Deauville 2)", "PR, unconfirmed"; "" when it names none.

    "No CR" and "not in remission" name none, and tell that the disease did not answer.
    """
    found = _response_read(text)
    if found:
        return "mrd-neg-cr" if found == "cr" and says(text, "mrd-negative") else found
    if says(text, "no-remission") or says(text, "noresp") or text.strip().casefold() == _NO_RESPONSE:
        return "noresp"
    return "pd" if says(text, "pd") or says(text, "relapse") else ""


def _response_read(text: str) -> str:
    for part in (text, text.partition("(")[0], _CLAUSE.split(text)[0], text.partition(" ")[0]):
        found = term("responses", part) if part.strip() else None
        if found is not None:
            return found.id
    return ""


def is_for_car_t(course: Course) -> bool:
    """Whether cells were collected to make CAR-T cells of them, not for a transplant."""
    if course.kind != COLLECTION or not isinstance(course.entry, Procedure):
        return False
    found = term("procedures", course.entry.procedure)
    if found is not None:
        return found.id == "apheresis"
    return any(_tells_of_cells(text) for text in (course.entry.procedure, course.entry.detail))


def tells_cells_called_off(title: str, text: str) -> bool:
    """Whether a note tells that CAR-T cells were not given: "CAR-T cancelled", "cells made but not infused"."""
    whole = f"{title}. {text}"
    return _tells_of_cells(title) and says(whole, "called-off") and not says(whole, "went-ahead")


def _tells_of_cells(text: str) -> bool:
    return says(text, "infusion") or "car-t" in drugs_in(text).classes


def is_less_than_a_cycle(text: str) -> bool:
    """Whether a count of cycles says that not one was given whole: "0.5", "½", "half a cycle"."""
    text = text.strip()
    number = _NUMBER.fullmatch(text)
    if number:
        return 0 < float(number[1].replace(",", ".")) < 1
    return bool(_PART_OF_A_CYCLE.match(text)) or says(text, "half-cycle")


def _read(entry: Step) -> Course:
    return _of_therapy(entry) if isinstance(entry, Therapy) else _of_procedure(entry)


def _of_therapy(entry: Therapy) -> Course:
    named = drugs_of(entry)
    role = _role_said(entry)
    kind, inferred = _kind_of_therapy(entry, named, role)
    if kind == INFUSION and _is_called_off(entry.best_response, entry.ended_because, entry.note):
        kind = CALLED_OFF
    reasons = reasons_of(entry.ended_because) if entry.ended_because else frozenset()
    reasons |= reasons_told(entry)
    return Course(
        entry, kind, role or inferred, bool(role), named, _planned(entry, entry.regimen, entry.note), reasons,
        answer_named(entry.best_response) if entry.best_response else "",
        is_less_than_a_cycle(entry.cycles) or says(entry.note, "half-cycle") or says(entry.ended_because, "half-cycle"),
        *_span(entry),
    )  # fmt: skip


def _of_procedure(entry: Procedure) -> Course:
    kind, role = _kind_of_procedure(entry)
    named = Drugs()
    if kind == INFUSION:
        known = drugs_in(entry.procedure).known | drugs_in(entry.detail).known
        named = Drugs(frozenset(drug for drug in known if "car-t" in classes_of(drug)))
    planned = _planned(entry, entry.detail, entry.note)
    if kind == RADIATION and role == "radiation":
        if any(says(text, "bridging") for text in (entry.procedure, entry.detail, entry.note)):
            role = "bridging"
        elif not planned and _is_consolidating(entry):
            planned = "yes"
    answer = answer_named(entry.outcome) if entry.outcome and kind in _ANSWERED else ""
    said = kind not in (BESIDE, CALLED_OFF)
    return Course(entry, kind, role, said, named, planned, frozenset(), answer, False, *_span(entry))


def reasons_told(entry: Therapy) -> frozenset[str]:
    """Return why a treatment ended as its note tells, ids of the vocabulary of reasons: "stopped because it grew".

    Only a sentence that speaks of the end counts, and none that names another treatment's drugs.
    """
    return _reasons_told(entry.note, drugs_of(entry).known) if entry.note else frozenset()


@lru_cache(maxsize=4096)
def _reasons_told(note: str, own: frozenset[str]) -> frozenset[str]:
    told: set[str] = set()
    for sentence in filter(None, map(str.strip, _SENTENCE.split(note))):
        if drugs_in(sentence).known - own:
            continue
        if says(sentence, "stopped"):
            told.update(sign for sign in ("pd", "relapse", "noresp", "tox") if says(sentence, sign))
        elif opens_with(sentence, "grew-on"):
            told.add("pd")
    return frozenset(told)


def _is_consolidating(entry: Procedure) -> bool:
    texts = (entry.procedure, entry.detail, entry.note)
    return any(says(text, sign) for text in texts for sign in ("consolidation", "bulk"))


def _span(entry: Step) -> tuple[int, int, tuple[int, int] | None]:
    first, last = days_of(entry.date)
    ended = days_of(entry.end) if entry.end is not None else None
    if entry.date is None and ended is not None:
        return PAST, ended[1], ended
    return first, last, ended


def _role_said(entry: Therapy) -> str:
    """Return the setting a family chose or wrote: in its own field, in the name of the treatment or in the note."""
    chosen = term("settings", entry.setting) if entry.setting else None
    if chosen is not None and chosen.id != "trial":
        return chosen.id
    intent = term("intents", entry.intent) if entry.intent else None
    if intent is not None and intent.id in _ROLE_OF_INTENT and not says(entry.intent, "transplant"):
        return _ROLE_OF_INTENT[intent.id]
    for role in _ROLES_IN_WORDS:
        if role == "bridging" and any(says(text, "bridge-to-transplant") for text in _texts(entry)):
            continue
        if says(entry.setting, role) or says(entry.regimen, role) or opens_with(entry.note, role):
            return role
    return ""


def _texts(entry: Therapy) -> tuple[str, ...]:
    return entry.setting, entry.regimen, entry.note


def _kind_of_therapy(entry: Therapy, named: Drugs, role: str) -> tuple[str, str]:
    """Return the kind of a treatment, and its role where nobody said one."""
    if role == "supportive" or (not role and _treats_nothing(entry, named)):
        return BESIDE, "supportive"
    if role == "cell-therapy":
        return INFUSION, role
    if role in ("bridging", "holding", "lymphodepletion", "conditioning"):
        return TREATMENT, role
    if "car-t" in named.classes:
        return INFUSION, "cell-therapy"
    if not named.known:
        procedure = term("procedures", entry.regimen)
        found = _KIND_OF_PROCEDURE.get(procedure.id if procedure else _by_sign(entry.regimen))
        if found is not None:
            return found
    regimen = term("regimens", entry.regimen)
    if regimen is not None and regimen.group == "Before a transplant":
        return TREATMENT, "conditioning"
    return TREATMENT, "cns" if regimen is not None and regimen.id.startswith("it-") else TREATMENT


def _treats_nothing(entry: Therapy, named: Drugs) -> bool:
    """Whether it is watching and waiting, steroids alone or care that helps the body (rule L7)."""
    if named.known:
        return named.only_beside or (named.only_steroids and entry.planned != "yes")
    return says(entry.regimen, "watching") or says(entry.regimen, "supportive")


def _kind_of_procedure(entry: Procedure) -> tuple[str, str]:
    found = term("procedures", entry.procedure)
    named = found.id if found is not None else _by_sign(entry.procedure)
    kind, role = _KIND_OF_PROCEDURE.get(named, (BESIDE, "supportive"))
    if kind != BESIDE and _is_called_off(entry.outcome, entry.detail, entry.note):
        return CALLED_OFF if kind == INFUSION else BESIDE, "supportive"
    return kind, role


def is_named(entry: Procedure) -> bool:
    """Whether a procedure's name is one this program knows, by the vocabulary or by a sign in it."""
    return term("procedures", entry.procedure) is not None or bool(_by_sign(entry.procedure))


def _is_called_off(outcome: str, detail: str, note: str) -> bool:
    """Whether it never happened: its outcome says so, or its note where nothing says that it went ahead later."""
    if says(outcome, "called-off") or says(detail, "called-off"):
        return True
    told = any(says(text, "went-ahead") for text in (outcome, detail, note))
    return says(note, "called-off") and not told and not answer_named(outcome)


@lru_cache(maxsize=4096)
def _by_sign(text: str) -> str:
    """Return the id of the procedure a free text names, "" when it names none."""
    found = next((procedure for sign, procedure in _KIND_BY_SIGN if says(text, sign)), "")
    return found or ("car-t-infusion" if "car-t" in drugs_in(text).classes else "")


def _planned(entry: Step, name: str, note: str) -> str:
    if entry.planned:
        return entry.planned
    if says(name, "unplanned") or says(note, "unplanned"):
        return "no"
    tells = says(name, "planned") or opens_with(note, "planned") or says(name, "tandem") or says(note, "tandem")
    return "yes" if tells else ""


def _follows(course: Course) -> bool:
    return course.role in _FOLLOWING


def _opening(course: Course) -> int:
    return course.first if course.first > PAST else course.last


def _place(course: Course, begun: int) -> tuple[int, int, int, str, str, UUID]:
    """Order by the first day it may have begun. A vague date of what follows another step means its middle.

    "Transplant 2020" so stands between an induction of March 2020 and a maintenance of November, and never before
    the first treatment of all where it may have come after it.
    """
    day = _opening(course)
    if _follows(course) and PAST < course.first < course.last < FUTURE:
        day = max((course.first + course.last) // 2, min(begun, course.last))
    order = _SEQUENCE.index(course.role) if course.role in _SEQUENCE else len(_SEQUENCE)
    entry = course.entry
    words = f"{entry.regimen}\0{entry.drugs}" if isinstance(entry, Therapy) else f"{entry.procedure}\0{entry.detail}"
    width = course.last - course.first
    return day, order, width, words, f"{entry.end or ''}\0{entry.note}", entry.id
