"""What the case says about each fact the worksheet looks for. It repeats what was written and judges nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.facts.status import status_now
from caregiver_app.domain.timeline.lines import Line, lines_of_therapy
from caregiver_app.domain.timeline.records import (
    Biopsy,
    Diagnosis,
    Entry,
    Fitness,
    Infection,
    Lab,
    Marker,
    Relapse,
    Scan,
)
from caregiver_app.domain.vocabulary import term
from caregiver_app.domain.worksheet.frame import FactHead, fact_heads
from caregiver_app.i18n import _, with_commas

_DAILY_LIFE: Final = "Daily life"
_BODY_SIZE: Final = ("weight", "height", "bsa")
_MOST: Final = 6
_ORGAN_TESTS: Final = ("creatinine", "egfr", "alt", "ast", "bilirubin")
_ABOUT_CRITERIA: Final = ("Q037", "Q038")


@dataclass(frozen=True)
class Known:
    """One thing the case says: in words, with its date and the paper that shows it beneath."""

    words: str
    beneath: str = ""


@dataclass(frozen=True)
class Fact:
    """One fact the worksheet looks for and what the case says about it: nothing, one thing or several."""

    head: FactHead
    known: tuple[Known, ...]


def facts_known(case: CaseSnapshot, group: str, today: date) -> tuple[Fact, ...]:
    """Return each fact of a group ("foundation", "programme-reads") with what the case says."""
    return tuple(
        Fact(head, tuple(_LOOKS[head.id.removeprefix("fact-").removeprefix("reads-")](case, today))[:_MOST])
        for head in fact_heads(group)
    )


def still_missing(case: CaseSnapshot, group: str, today: date) -> tuple[FactHead, ...]:
    """Return the facts of a group about which the case says nothing."""
    return tuple(fact.head for fact in facts_known(case, group, today) if not fact.known)


def _told(case: CaseSnapshot, entries: Iterable[Entry]) -> list[Known]:
    return [Known(wording.headline(entry), _beneath(case, entry)) for entry in entries]


def _beneath(case: CaseSnapshot, entry: Entry) -> str:
    parts = (wording.dates(entry), case.proof_words(entry) or _(wording.HOW_KNOWN[entry.how_known]))
    return " · ".join(part for part in parts if part)


def _newest(entries: Iterable[Entry], key: Callable[[Entry], str]) -> list[Entry]:
    """Return the newest entry of each kind of test; entries come oldest first."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.pop(key(entry), None)
        found[key(entry)] = entry
    return list(reversed(found.values()))


def _diagnosis(case: CaseSnapshot, _today: date) -> list[Known]:
    return _told(case, reversed(case.entries_of(Diagnosis)))


def _status(case: CaseSnapshot, today: date) -> list[Known]:
    status = status_now(case.entries, today, case.proof_words)
    found = [Known(status.text, status.evidence)] if status.entry is not None else []
    return found + _told(case, reversed(case.entries_of(Relapse)))


def _lines(case: CaseSnapshot, today: date) -> list[Known]:
    lines = lines_of_therapy(case.entries, today)
    return [Known(line_in_words(line), wording.date_range(line.start, line.end)) for line in lines]


def line_in_words(line: Line) -> str:
    """Write a line of therapy in one line: "1 R-CHOP · CR · relapse June 2024"."""
    names = " → ".join(wording.regimen(part) for part in line.parts)
    done = [procedure.procedure for procedure in line.procedures]
    best = wording.category(line.best_response) if line.best_response else ""
    dated = ((one.event, one.date.in_words() if one.date else "") for one in line.relapses)
    then = [" ".join(part for part in event if part) for event in dated]
    told = " · ".join(part for part in (" + ".join([*([names] if names else []), *done]), best, *then) if part)
    return f"{line.number} {told}" if line.number is not None else told


def _extent(case: CaseSnapshot, _today: date) -> list[Known]:
    return _told(case, _newest((*case.entries_of(Biopsy), *case.entries_of(Scan)), _kind_of_look)[:3])


def _kind_of_look(entry: Entry) -> str:
    return str(getattr(entry, "modality", "") or getattr(entry, "specimen", "")).casefold()


def _markers(case: CaseSnapshot, _today: date) -> list[Known]:
    return _told(case, _newest(case.entries_of(Marker), lambda one: str(getattr(one, "marker", "")).casefold()))


def _organs(case: CaseSnapshot, _today: date) -> list[Known]:
    measured = (one for one in case.entries_of(Fitness) if _group(one) not in ("", _DAILY_LIFE))
    found = _newest(measured, lambda one: str(getattr(one, "measure", "")).casefold())
    labs = (one for one in case.entries_of(Lab) if _is_of_organs(one))
    return _told(case, [*found, *_newest(labs, lambda one: str(getattr(one, "test", "")).casefold())])


def _is_of_organs(entry: Lab) -> bool:
    found = term("labs", entry.test)
    return found is not None and found.id in _ORGAN_TESTS


def _group(entry: Fitness) -> str:
    found = term("fitness", entry.measure)
    return found.group if found is not None else ""


def _infections(case: CaseSnapshot, _today: date) -> list[Known]:
    return _told(case, _newest(case.entries_of(Infection), lambda one: str(getattr(one, "test", "")).casefold()))


def _performance(case: CaseSnapshot, _today: date) -> list[Known]:
    kept = []
    for one in case.entries_of(Fitness):
        found = term("fitness", one.measure)
        if found is not None and found.group == _DAILY_LIFE and found.id not in _BODY_SIZE:
            kept.append(one)
    return _told(case, _newest(kept, lambda one: str(getattr(one, "measure", "")).casefold()))


def _criteria(case: CaseSnapshot, _today: date) -> list[Known]:
    """Return what was answered about a programme's own criteria."""
    found = []
    for question in case.questions:
        if question.guide in _ABOUT_CRITERIA:
            for answer in question.answers.values:
                told = with_commas(part for part in (answer.who, answer.on.in_words() if answer.on else "") if part)
                found.append(Known(answer.text, told))
    return found


_LOOKS: Final[Mapping[str, Callable[[CaseSnapshot, date], list[Known]]]] = {
    "diagnosis-and-subtype": _diagnosis,
    "relapsed-or-refractory": _status,
    "lines-and-responses": _lines,
    "extent-now": _extent,
    "biomarkers": _markers,
    "diagnosis": _diagnosis,
    "earlier-therapies": _lines,
    "burden": _extent,
    "organ-function": _organs,
    "infection-status": _infections,
    "performance-status": _performance,
    "programme-criteria": _criteria,
}
