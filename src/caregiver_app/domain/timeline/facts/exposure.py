"""Which classes of drugs were given, in which lines, and whether the disease progressed on them as recorded (D9).

Exposed means had it, whatever came of it. Refractory is said only where dates or a recorded reason say so: progression
while a drug was given or, in myeloma, within 60 days after its last dose (IMWG, definitions.toml). Double-class,
triple-class and penta-drug are told as exposure first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.counting.courses import reasons_of
from caregiver_app.domain.timeline.drugs import BESIDE, STEROID, classes_of
from caregiver_app.domain.timeline.facts.durations import Stretch
from caregiver_app.domain.timeline.facts.end_reasons import tells_the_disease
from caregiver_app.domain.timeline.facts.given import Given, against_disease
from caregiver_app.domain.timeline.facts.interval_rules import interval_rule
from caregiver_app.domain.timeline.facts.trail import Leg, Moment, Trail, in_time
from caregiver_app.domain.timeline.records import Medicine, Therapy
from caregiver_app.domain.vocabulary import term, vocabulary
from caregiver_app.i18n import N_, _, as_sentence, with_commas

Refractory = Literal["yes", "no", "unknown"]

_MYELOMA: Final = "myeloma"
_CELLS: Final = "car-t"
_GROUPS: Final = (
    ("double-class", N_("Double-class (PI and IMiD)"), {"pi": 1, "imid": 1}),
    ("triple-class", N_("Triple-class (PI, IMiD and anti-CD38)"), {"pi": 1, "imid": 1, "anti-cd38": 1}),
    ("penta-drug", N_("Penta-drug (two PIs, two IMiDs and an anti-CD38)"), {"pi": 2, "imid": 2, "anti-cd38": 1}),
)
_IN_MYELOMA: Final = {
    "yes": N_("refractory by the dates recorded: progression on it or within 60 days after"),
    "no": N_("no progression recorded while it was given or within 60 days after"),
    "unknown": N_("whether there was progression on it or within 60 days after cannot be told"),
}
_ELSEWHERE: Final = {
    "yes": N_("progression recorded while it was given"),
    "no": "",
    "unknown": N_("whether there was progression while it was given cannot be told"),
}
# Outside these classes no published definition calls a disease refractory to a drug; the answer is not said.
_REFRACTORY_TO: Final = frozenset({"pi", "imid", "anti-cd38", "bcma-directed", "gprc5d-directed", "cd3-bispecific"})
_UNSAID: Final = {"yes": "", "no": "", "unknown": ""}
_ALL_OF: Final = {
    "yes": N_("each of them refractory by the dates recorded"),
    "no": N_("not each of them refractory by the dates recorded"),
    "unknown": N_("whether each of them was refractory cannot be told"),
}


@dataclass(frozen=True)
class Exposure:
    """One class of drugs that was given.

    `class_id` is that of `drug_classes.toml` or double-class, triple-class, penta-drug; `drugs` are ids of the
    vocabulary of drugs; `lines` the numbers of its lines; `refractory` says "yes" or "no" only where the records do.
    """

    class_id: str
    name: str
    text: str
    since: PartialDate | None
    lines: tuple[int, ...]
    drugs: tuple[str, ...]
    refractory: Refractory
    records: tuple[UUID, ...]


@dataclass(frozen=True)
class _Use:
    """One treatment with a drug, and whether the disease progressed on it."""

    given: Given
    drug: str
    line: int | None
    refractory: Refractory


def exposures_in(trail: Trail, given: Sequence[Given]) -> tuple[Exposure, ...]:
    """Return the classes given in the order of their vocabulary, then the groups of classes of myeloma.

    Steroids and what only helps the body are left out.
    """
    uses: dict[str, list[_Use]] = {}
    for one in against_disease(given):
        leg = trail.every[one.place] if one.place is not None else None
        refractory = _progressed_on(one, leg, trail.family)
        for drug in sorted(one.drugs.known):
            for class_id in classes_of(drug):
                if class_id != STEROID and class_id not in BESIDE:
                    uses.setdefault(class_id, []).append(_Use(one, drug, leg.number if leg else None, refractory))
    order = {entry.id: place for place, entry in enumerate(vocabulary("drug_classes"))}
    classes = [
        _exposure(found, _class_name(found), uses[found], _words_for(found, trail.family))
        for found in sorted(uses, key=order.__getitem__)
    ]
    return (*classes, *(_groups(uses) if trail.family == _MYELOMA else ()))


def _words_for(class_id: str, family: str) -> dict[str, str]:
    if family != _MYELOMA:
        return _ELSEWHERE
    return _IN_MYELOMA if class_id in _REFRACTORY_TO else _UNSAID


def _exposure(class_id: str, name: str, uses: Sequence[_Use], words: dict[str, str]) -> Exposure:
    return _told(class_id, name, uses, _together(use.refractory for use in uses), words)


def _groups(uses: dict[str, list[_Use]]) -> list[Exposure]:
    """Return double-class, triple-class and penta-drug exposure, where the drugs were given."""
    found = []
    for group, name, needed in _GROUPS:
        if any(len({use.drug for use in uses.get(class_id, ())}) < least for class_id, least in needed.items()):
            continue
        all_uses = [use for class_id in needed for use in uses[class_id]]
        answers = [_enough(uses[class_id], least) for class_id, least in needed.items()]
        refractory: Refractory = "yes" if set(answers) == {"yes"} else "no" if "no" in answers else "unknown"
        found.append(_told(group, _(name), all_uses, refractory, _ALL_OF))
    return found


def _enough(uses: Sequence[_Use], least: int) -> Refractory:
    """Whether the disease progressed on so many different drugs of a class."""
    by_drug: dict[str, set[Refractory]] = {}
    for use in uses:
        by_drug.setdefault(use.drug, set()).add(use.refractory)
    answers = [_together(answers) for answers in by_drug.values()]
    sure, possible = answers.count("yes"), len(answers) - answers.count("no")
    return "yes" if sure >= least else "unknown" if possible >= least else "no"


def _told(class_id: str, name: str, uses: Sequence[_Use], refractory: Refractory, words: dict[str, str]) -> Exposure:
    first = min(uses, key=lambda use: (use.given.entry.date.sort_key if use.given.entry.date else (10**9, 0), use.drug))
    since = first.given.entry.date
    lines = tuple(sorted({use.line for use in uses if use.line is not None}))
    drugs = tuple(sorted({use.drug for use in uses}))
    text = _("{name}: {drugs}").format(name=name, drugs=with_commas(_drug_name(drug) for drug in drugs))
    if since is not None:
        text = _("{text}, first given {date}").format(text=text, date=since.in_words())
    if words[refractory]:
        text = _("{text}; {answer}").format(text=text, answer=_(words[refractory]))
    given = {use.given.entry.id: use.given.entry for use in uses}
    records = tuple(entry.id for entry in sorted(given.values(), key=in_time))
    return Exposure(class_id, name, as_sentence(text), since, lines, drugs, refractory, records)


def _together(answers: Iterable[Refractory]) -> Refractory:
    """Return the answer for several uses: one that progressed is enough for yes."""
    found = set(answers)
    return "yes" if "yes" in found else "unknown" if "unknown" in found else "no"


def _progressed_on(one: Given, leg: Leg | None, family: str) -> Refractory:
    """Whether the disease progressed while a treatment was given or, in myeloma, within 60 days after."""
    if isinstance(one.entry, Therapy) and "pd" in reasons_of(one.entry.ended_because):
        return "yes"
    if leg is None or isinstance(one.entry, Medicine):
        return "unknown"
    limit = (interval_rule("D8", "last-dose").days or 0) if family == _MYELOMA else 0
    answers = {_progressed_at(one, moment, limit) for moment in leg.setbacks_near(one.entry.date)}
    if "yes" in answers:
        return "yes"
    open_end = leg.has_undated_relapse or _stopped_for_the_disease(one) or _is_told_in_a_note(leg)
    return "unknown" if "unknown" in answers or open_end else "no"


def _progressed_at(one: Given, setback: Moment, limit: int) -> Refractory:
    """Whether one relapse or progression came from the first dose on and at most so many days after the last."""
    began, end = one.entry.date.span() if one.entry.date else None, one.last_day()
    if began is None or end is None:
        return "unknown"
    after_start = Stretch(began, setback.span)
    within = Stretch(end, setback.span).within_days(limit)
    if after_start.is_backwards or within is False:
        return "no"
    return "yes" if within and after_start.is_forwards else "unknown"


def _stopped_for_the_disease(one: Given) -> bool:
    return isinstance(one.entry, Therapy) and bool(reasons_of(one.entry.ended_because) & {"noresp", "relapse"})


def _is_told_in_a_note(leg: Leg) -> bool:
    """Whether a note tells of growth or relapse that no record of the line dates; then nothing is denied."""
    return not leg.setbacks and any(tells_the_disease(part) for part in leg.line.parts)


def _class_name(class_id: str) -> str:
    found = term("drug_classes", class_id)
    return found.called() if found else class_id


def _drug_name(drug: str) -> str:
    if drug == _CELLS:
        return _("a CAR-T product not named")
    found = term("drugs", drug)
    if found is None:
        return drug
    name = found.called()
    if not name.isascii():
        return name
    return name[0].lower() + name[1:] if name[1:2].islower() else drug
