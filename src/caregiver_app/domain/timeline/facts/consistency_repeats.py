"""Ask about what stands in a history twice: the same record, or one drug under two names."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from caregiver_app.domain.timeline.drugs import BESIDE, STEROID, classes_of, drugs_in
from caregiver_app.domain.timeline.facts.durations import is_before
from caregiver_app.domain.timeline.facts.given import Given
from caregiver_app.domain.timeline.facts.remarks import Remark, called, dated, remark
from caregiver_app.domain.timeline.facts.trail import Trail, in_time
from caregiver_app.domain.timeline.records import Entry, Medicine, Procedure, Therapy
from caregiver_app.domain.vocabulary import term

# What may differ between two records of one thing.
_AROUND: Final = frozenset({"id", "note", "source", "place", "proof", "proof_page", "how_known", "line"})


def remarks_on_repeats(trail: Trail, given: Sequence[Given]) -> Iterator[Remark]:
    """Yield what is to be asked about repeats."""
    yield from _same_records(trail)
    yield from _same_drugs(given)
    yield from _names_in_one_list(trail)
    yield from _among_medicines(given)


def _same_records(trail: Trail) -> Iterator[Remark]:
    days = groupby((entry for entry in trail.entries if entry.date), key=lambda entry: (type(entry), entry.date))
    for _day, on_one_day in days:
        together = list(on_one_day)
        groups: dict[tuple[object, ...], list[Entry]] = {}
        for entry in together if len(together) > 1 else ():
            groups.setdefault(tuple(_content(entry)), []).append(entry)
        for alike in groups.values():
            if len(alike) > 1:
                yield remark("recorded-twice", alike, what=called(alike[0]), date=dated(alike[0]))


def _content(entry: Entry) -> Iterator[object]:
    for name, value in entry:
        if name not in _AROUND:
            yield " ".join(value.casefold().split()) if isinstance(value, str) else value


def _same_drugs(given: Sequence[Given]) -> Iterator[Remark]:
    """Ask about two treatments or medicines at one time that are one drug by two names: Revlimid and lenalidomide."""
    by_drug: dict[str, list[Given]] = {}
    for one in given:
        named = drugs_in(one.name)
        if not isinstance(one.entry, Procedure) and len(named.known) == 1 and not named.unknown:
            by_drug.setdefault(next(iter(named.known)), []).append(one)
    for drug in sorted(by_drug):
        ordered = sorted(by_drug[drug], key=lambda one: in_time(one.entry))
        for one, following in pairwise(ordered):
            if _folded(one.name) != _folded(following.name) and _at_one_time(one, following):
                yield remark(
                    "same-drug-twice", (one.entry, following.entry), first=one.name, second=following.name,
                    drug=_drug_name(drug),
                )  # fmt: skip


def _at_one_time(one: Given, following: Given) -> bool:
    """Whether the second certainly began before the first ended; one without an end that can be goes on."""
    if one.entry.date is None or following.entry.date is None:
        return False
    end = one.last_day()
    return end is None or is_before(end, one.entry.date.span()) or is_before(following.entry.date.span(), end)


def _names_in_one_list(trail: Trail) -> Iterator[Remark]:
    """Ask about a list of drugs that names one of them twice."""
    for entry in trail.of(Therapy):
        seen: dict[str, str] = {}
        for name in filter(None, (part.strip() for part in re.split(r"[,;，；、]", entry.drugs))):
            known = drugs_in(name).known
            drug = next(iter(known)) if len(known) == 1 else ""
            if drug and drug in seen and _folded(seen[drug]) != _folded(name):
                yield remark("same-drug-twice", (entry,), first=seen[drug], second=name, drug=_drug_name(drug))
            seen.setdefault(drug, name)


def _among_medicines(given: Sequence[Given]) -> Iterator[Remark]:
    """Ask about a drug against the disease that is kept among the medicines and not among the treatments."""
    treated = {drug for one in given if not isinstance(one.entry, Medicine) for drug in one.drugs.known}
    for one in given:
        if not isinstance(one.entry, Medicine) or one.drugs.known & treated:
            continue
        classes = {found for drug in one.drugs.known for found in classes_of(drug)}
        if classes and not classes & (BESIDE | {STEROID}):
            yield remark("treatment-among-medicines", (one.entry,), what=one.name)


def _drug_name(drug: str) -> str:
    found = term("drugs", drug)
    return found.called().lower() if found else drug


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
