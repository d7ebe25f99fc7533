"""What was given: which drugs a treatment, a procedure or a medicine names, and when it was given last."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from caregiver_app.domain.dates import DateSpan
from caregiver_app.domain.timeline.counting.courses import Step
from caregiver_app.domain.timeline.drugs import Drugs, drugs_in, drugs_of
from caregiver_app.domain.timeline.facts.trail import Trail, end_of
from caregiver_app.domain.timeline.lines import name_of
from caregiver_app.domain.timeline.records import Medicine, Procedure, Therapy
from caregiver_app.domain.vocabulary import term, vocabulary

_CELLS: Final = "car-t"
_DONOR: Final = ("allo", "haplo", "donor", "sibling", "unrelated", "异基因", "半相合")
_OWN: Final = ("auto", "asct", "自体", "own ")


@dataclass(frozen=True)
class Given:
    """One treatment with the drugs it names.

    `place` is that of its line among `every` of the trail, None for a medicine; `role` what it was there.
    """

    entry: Therapy | Procedure | Medicine
    drugs: Drugs
    place: int | None
    role: str = ""

    @property
    def name(self) -> str:
        """What it is called, as typed."""
        match self.entry:
            case Therapy():
                return self.entry.regimen
            case Procedure():
                return self.entry.procedure
            case Medicine():
                return self.entry.name

    @property
    def targets(self) -> frozenset[str]:
        """The markers its drugs look for."""
        return frozenset(target for drug in self.drugs.known for target in _targets(drug))

    def last_day(self) -> DateSpan | None:
        """Return the last day it was given; None where it has no end. Procedures and cells without one took a day."""
        end = self.entry.end if isinstance(self.entry, Medicine) else end_of(self.entry, self.role)
        return end.span() if end is not None else None


def given_in(trail: Trail) -> tuple[Given, ...]:
    """Return every treatment of a history in order of time, and steroids and medicines beside them."""
    roles = trail.roles
    found = []
    for entry in trail.entries:
        if isinstance(entry, Therapy):
            drugs = drugs_of(entry)
            if entry.id in roles or drugs.only_steroids:
                found.append(Given(entry, drugs, trail.place_of.get(entry.id), roles.get(entry.id, "")))
        elif isinstance(entry, Procedure) and entry.id in roles:
            found.append(Given(entry, _drugs_of_procedure(entry), trail.place_of.get(entry.id), roles[entry.id]))
        elif isinstance(entry, Medicine) and drugs_in(entry.name).known:
            found.append(Given(entry, drugs_in(entry.name), None))
    return tuple(found)


def against_disease(all_given: Iterable[Given]) -> tuple[Given, ...]:
    """Return what treats the disease: no steroids by themselves, and of the medicines only known drugs against it."""
    return tuple(
        given
        for given in all_given
        if not given.drugs.only_steroids
        and (not isinstance(given.entry, Medicine) or given.drugs.against_disease & given.drugs.known)
    )


def cells_given(step: Step, role: str) -> str | None:
    """Return what cells a step of a line gave, by its role there: an id of `procedures.toml`, or "transplant"."""
    name = name_of(step)
    found = term("procedures", name)
    if found is not None and found.id in ("auto-transplant", "allo-transplant", "car-t-infusion", "dli"):
        return found.id if found.id != "dli" else None
    if role == "cell-therapy":
        return "car-t-infusion"
    if role != "transplant":
        return None
    words = f"{name} {step.detail if isinstance(step, Procedure) else step.drugs}".casefold()
    if any(sign in words for sign in _DONOR):
        return "allo-transplant"
    return "auto-transplant" if any(sign in words for sign in _OWN) else "transplant"


def _drugs_of_procedure(entry: Procedure) -> Drugs:
    """Return the drugs a procedure names; for an infusion of CAR-T cells the product, also from its outcome or note."""
    found = term("procedures", entry.procedure)
    is_infusion = (found is not None and found.id == "car-t-infusion") or _CELLS in drugs_in(entry.procedure).classes
    if not is_infusion:
        return Drugs(drugs_in(entry.detail).known)
    texts = (entry.procedure, entry.detail, entry.outcome, entry.note)
    products = {drug for text in texts for drug in drugs_in(text).known if drug in _products()}
    return Drugs(frozenset(products or {_CELLS}))


@cache
def _targets(drug: str) -> tuple[str, ...]:
    found = term("drugs", drug)
    return found.listed("targets") if found else ()


@cache
def _products() -> frozenset[str]:
    return frozenset(entry.id for entry in vocabulary("drugs") if _CELLS in entry.listed("classes"))
