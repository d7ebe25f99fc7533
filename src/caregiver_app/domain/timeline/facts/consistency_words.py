"""Ask about words: what this program does not know, and what a note or a finding tells that no record does."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from caregiver_app.domain.timeline.counting.courses import reasons_of
from caregiver_app.domain.timeline.disease import family_named, is_changed
from caregiver_app.domain.timeline.drugs import drugs_of
from caregiver_app.domain.timeline.facts.durations import is_before
from caregiver_app.domain.timeline.facts.end_reasons import tells_the_disease
from caregiver_app.domain.timeline.facts.remarks import Remark, called, dated, remark
from caregiver_app.domain.timeline.facts.status import StatusNow
from caregiver_app.domain.timeline.facts.trail import Trail
from caregiver_app.domain.timeline.meaning import event_meant
from caregiver_app.domain.timeline.records import Biopsy, Diagnosis, Procedure, Relapse, Scan
from caregiver_app.domain.type_ahead import Finder
from caregiver_app.domain.vocabulary import term, vocabulary
from caregiver_app.i18n import _

_TREATING: Final = frozenset(
    {"auto-transplant", "allo-transplant", "stem-cell-collection", "apheresis", "lymphodepletion", "car-t-infusion",
     "dli", "radiation", "bridging-radiation", "tbi"}
)  # fmt: skip
_CHANGE: Final = re.compile(r"\b(?:transform|richter)\w*|转化", re.IGNORECASE)
_DENIED: Final = re.compile(r"\b(?:no|not|without|never|excluded?|unlikely|negative)\b|无|未", re.IGNORECASE)
_CLAUSES: Final = re.compile(r"[.;,\n。；，]+")
_HEART: Final = frozenset({"echo", "muga"})
_LONGEST: Final = 120
_FEWEST_LETTERS: Final = 5
# A scan and the letter that answers to it are some days apart.
_SETTLED: Final = timedelta(days=14)


def remarks_on_words(trail: Trail, status: StatusNow) -> Iterator[Remark]:
    """Yield what is to be asked about words nobody knows and about what only a note or a finding tells."""
    yield from _diseases(trail)
    yield from _procedures(trail)
    yield from _drugs(trail)
    yield from _ends_in_notes(trail)
    yield from _changes_in_findings(trail)
    yield from _newer_tests(trail, status)


def _diseases(trail: Trail) -> Iterator[Remark]:
    for entry in trail.of(Diagnosis):
        if entry.disease.strip() and not family_named(entry):
            yield remark("disease-not-known", (entry,), what=entry.disease, offer=_offer("diseases", entry.disease))


def _procedures(trail: Trail) -> Iterator[Remark]:
    """Ask about a procedure that is spelt like one that treats the disease, and so is not counted."""
    for entry in trail.of(Procedure):
        place = trail.place_of.get(entry.id)
        role = trail.every[place].line.roles.get(entry.id, "") if place is not None else ""
        if role not in ("", "supportive") or term("procedures", entry.procedure) is not None:
            continue
        found = _nearest("procedures", entry.procedure)
        if found is not None and found[0] in _TREATING:
            offer = _offer("procedures", entry.procedure)
            yield remark("procedure-not-known", (entry,), what=entry.procedure, offer=offer)


def _drugs(trail: Trail) -> Iterator[Remark]:
    """Name the drugs nobody knows in a treatment of which others are known."""
    for leg in trail.every:
        for part in leg.line.parts:
            named = drugs_of(part)
            for drug in sorted(named.unknown) if named.known else ():
                yield remark("drug-not-known", (part,), drug=drug, what=part.regimen, offer=_offer("drugs", drug))


def _ends_in_notes(trail: Trail) -> Iterator[Remark]:
    for leg in trail.legs:
        for part in leg.line.parts:
            if not leg.setbacks and tells_the_disease(part) and not reasons_of(part.ended_because):
                yield remark("end-told-in-note", (part,), what=part.regimen, note=_clipped(part.note))


def _changes_in_findings(trail: Trail) -> Iterator[Remark]:
    """Ask whether a finding that names a changed disease is a new diagnosis, where none is recorded."""
    if any(is_changed(entry) for entry in trail.of(Diagnosis)):
        return
    if any(event_meant(entry.event) == "transformation" for entry in trail.of(Relapse)):
        return
    for entry in trail.of(Biopsy):
        clauses = _CLAUSES.split(entry.finding)
        if any(_CHANGE.search(clause) and not _DENIED.search(clause) for clause in clauses):
            yield remark("finding-names-change", (entry,), date=dated(entry), finding=_clipped(entry.finding))


def _newer_tests(trail: Trail, status: StatusNow) -> Iterator[Remark]:
    """Ask for the answer of the newest scan or biopsy, where it is newer than what the status rests on."""
    resting = status.entry
    if resting is None or isinstance(resting, Diagnosis) or resting.date is None or status.since is None:
        return
    last = status.since.span().latest
    newer = [
        entry
        for entry in trail.entries
        if isinstance(entry, Scan | Biopsy) and entry.date and not _is_of_heart(entry) and last is not None
        and (entry.date.span().earliest or date.min) > _later(last)
    ]  # fmt: skip
    begun = [step.date.span() for _place, step in trail.treatments if step.date]
    if newer and newer[-1].date is not None:
        span = newer[-1].date.span()
        # Between a relapse and the treatment for it, scans only show what is to be treated.
        before_treatment = isinstance(resting, Relapse) and not any(
            is_before(status.since.span(), begin) and is_before(begin, span) for begin in begun
        )
        if not before_treatment:
            yield remark("newer-test", (newer[-1],), what=called(newer[-1]), date=dated(newer[-1]))


def _later(day: date) -> date:
    return day + _SETTLED if (date.max - day) > _SETTLED else date.max


def _is_of_heart(entry: Scan | Biopsy) -> bool:
    found = term("modalities", entry.modality) if isinstance(entry, Scan) else None
    return found is not None and found.id in _HEART


def _clipped(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"


def _offer(name: str, text: str) -> str:
    found = _nearest(name, text)
    return _(" Did you mean {name}?").format(name=found[1]) if found else ""


def _nearest(name: str, text: str) -> tuple[str, str] | None:
    """Return id and name of the word of a vocabulary that is spelt most like a text, or like a long word in it."""
    found = _finder(name).find(text, most=1)
    for word in () if found else sorted(text.split(), key=len, reverse=True):
        found = found or (_finder(name).find(word, most=1) if len(word) >= _FEWEST_LETTERS else ())
    return (found[0].id, found[0].name) if text.strip() and found else None


@cache
def _finder(name: str) -> Finder:
    return Finder(vocabulary(name))
