"""Say where the disease stands: the newest state anybody recorded, since when, and what it rests on.

Nothing is judged: a state is the word of a report or of the family (`statuses.toml`; section 2 of lines-of-therapy and
CIBMTR's wording of relapse and progression). Where dates do not show which record is the newest, that is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from caregiver_app.domain.dates import DateSpan, PartialDate, sort_key
from caregiver_app.domain.timeline.counting.courses import reasons_of
from caregiver_app.domain.timeline.disease import is_changed
from caregiver_app.domain.timeline.facts.durations import is_before
from caregiver_app.domain.timeline.facts.end_reasons import is_over
from caregiver_app.domain.timeline.facts.since_then import since_then
from caregiver_app.domain.timeline.facts.status_words import (
    Proof,
    Telling,
    evidence_for,
    in_state,
    judged,
    no_proof,
    told,
)  # fmt: skip
from caregiver_app.domain.timeline.facts.trail import Leg, Trail, in_time, trail_of
from caregiver_app.domain.timeline.lines import lines_of_therapy
from caregiver_app.domain.timeline.meaning import COMPLETE, PARTIAL, event_meant, is_mrd_positive, response_meant
from caregiver_app.domain.timeline.records import Diagnosis, Entry, Marker, Relapse, Response, Therapy
from caregiver_app.domain.vocabulary import term
from caregiver_app.i18n import _, as_sentence, with_semicolons

_STATE_OF_EVENT: Final = {
    "relapse": "relapsed",
    "clinical-relapse": "relapsed",
    "cns-relapse": "relapsed",
    "molecular-relapse": "relapsed",
    "progression": "progressing",
    "refractory": "refractory",
    "primary-refractory": "primary-refractory",
    "pif": "primary-refractory",
    "relapsed-refractory": "relapsed-refractory",
    "transformation": "transformed",
}
_STATE_OF_REASON: Final = {"pd": "progressing", "relapse": "relapsed", "noresp": "unclear"}
_MOST_NAMED: Final = 3


@dataclass(frozen=True)
class StatusNow:
    """Where the disease stands.

    `state` is an id of `statuses.toml`; `since` the date of the record it rests on. `text` says it in a sentence,
    `told` is only the record and its date, `then` what was given after it, `judged` how it was found and where,
    `evidence` how it is known and which page proves it. `entry` is None where nothing tells; `records` are several
    where dates do not show the newest.
    """

    state: str
    since: PartialDate | None
    text: str
    told: str
    then: str
    judged: str
    evidence: str
    entry: Telling | None
    records: tuple[UUID, ...]


@dataclass(frozen=True)
class _Candidate:
    """One record that may be the newest.

    `line` is the number of its line where somebody typed it or it is sure, `placed` that of the line its date puts it
    into.

    `order` ranks records of one line that have no date: a relapse is recorded after its line.
    """

    entry: Telling
    state: str
    when: PartialDate | None
    line: int | None
    order: int
    placed: int | None = None

    @property
    def span(self) -> DateSpan:
        return self.when.span() if self.when else DateSpan(None, None)


def status_now(entries: Iterable[Entry], as_of: date, proof: Proof = no_proof) -> StatusNow:
    """Return the newest recorded state of the disease in a history."""
    entries = tuple(entries)
    return status_of(trail_of(entries, lines_of_therapy(entries, as_of)), as_of, proof)


def status_of(trail: Trail, as_of: date, proof: Proof = no_proof) -> StatusNow:
    """Return the newest recorded state of the disease along a trail.

    Records whose dates overlap are ordered by the lines typed with them; otherwise all are named, and the state is
    "unclear" unless they agree. A record without a date counts where its line shows that it is the newest.
    """
    candidates = _candidates(trail)
    newest = _newest(candidates)
    if not newest:
        return _by_diagnosis(trail, as_of, proof)
    if len({(candidate.state, _depth_meant(candidate.entry)) for candidate in newest}) > 1:
        return _several(newest, proof)
    chosen = max(newest, key=_in_time)
    status = _with_mrd(_of(chosen, trail, as_of, proof), trail)
    aside = [found.entry for found in candidates if found.when is None and isinstance(found.entry, Relapse)]
    if not aside or chosen.when is None:
        return status
    words = _("{sentence} A record without a date is left aside: {event}.")
    return replace(status, text=words.format(sentence=status.text, event=aside[0].event))


def _candidates(trail: Trail) -> list[_Candidate]:
    found = [
        _Candidate(entry, _state_of_response(entry.category), entry.date, entry.line, 0, _placed(entry, trail))
        for entry in trail.of(Response)
        if response_meant(entry.category) != "ne"
    ]
    for relapse in trail.of(Relapse):
        state = _STATE_OF_EVENT.get(event_meant(relapse.event) or "", "unclear")
        found.append(_Candidate(relapse, state, relapse.date, relapse.line, 1, _placed(relapse, trail)))
    for place, diagnosis in enumerate(_news(trail)):
        if is_changed(diagnosis) or place:
            state = "transformed" if is_changed(diagnosis) else "unclear"
            found.append(_Candidate(diagnosis, state, diagnosis.date, None, -1))
    return found + _told_by_treatments(trail.legs)


def _placed(entry: Response | Relapse, trail: Trail) -> int | None:
    place = trail.leg_of.get(entry.id)
    return trail.legs[place].number if place is not None else None


def _told_by_treatments(legs: Sequence[Leg]) -> list[_Candidate]:
    """Return what treatments say of lines for which nobody recorded a response, or why they ended, with a date."""
    found = []
    for leg in legs:
        answered = any(entry.date for entry in (*leg.line.responses, *leg.line.relapses))
        for part in leg.line.parts:
            reasons = reasons_of(part.ended_because).intersection(_STATE_OF_REASON)
            if reasons and not leg.setbacks and (not answered or reasons != {"noresp"}):
                # Why it ended is newer than its best response, which then is not spoken of.
                ended = part.amended(best_response="")
                state = _STATE_OF_REASON[min(reasons - {"noresp"} or reasons)]
                found.append(_Candidate(ended, state, part.end, leg.number, 1))
            elif not answered and response_meant(part.best_response) not in (None, "ne"):
                found.append(_Candidate(part, _state_of_response(part.best_response), part.end, leg.number, 0))
    return found


def _newest(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the candidates that may be the newest: one, unless their dates and lines leave it open."""
    dated = [candidate for candidate in candidates if candidate.when is not None]
    rest = [candidate for candidate in candidates if candidate.when is None]
    if not dated:
        return _highest(rest)
    last_begin = max((begin for found in dated if (begin := found.span.earliest) is not None), default=date.min)
    newest = [found for found in dated if found.span.latest is None or found.span.latest >= last_begin]
    if len(newest) == 1:
        # Where the date alone shows the newest, its place among the lines is as good as a typed number.
        newest = [replace(newest[0], line=newest[0].line or newest[0].placed)]
    if any(found.line is None for found in newest):
        return newest
    last_line = max(found.line or 0 for found in newest)
    newest = [found for found in newest if found.line == last_line]
    top = (last_line, max(found.order for found in newest))
    return _highest([found for found in rest if found.line and (found.line, found.order) > top]) or newest


def _highest(undated: Sequence[_Candidate]) -> list[_Candidate]:
    top = max(((found.line or 0, found.order) for found in undated), default=None)
    return [found for found in undated if (found.line or 0, found.order) == top]


def _of(chosen: _Candidate, trail: Trail, as_of: date, proof: Proof) -> StatusNow:
    entry = chosen.entry
    place = trail.leg_of.get(entry.id)
    where = _where(entry, trail.legs[place].number) if place is not None else ""
    then = since_then(entry, chosen.span, trail, as_of)
    text = as_sentence(with_semicolons([f"{in_state(entry, chosen.state)}{where}", then]))
    # A best response was reached by the end of its treatment; on which day, nobody wrote.
    since = None if isinstance(entry, Therapy) and entry.best_response else chosen.when
    return StatusNow(
        chosen.state,
        since,
        text[0].upper() + text[1:],
        told(entry),
        then,
        judged(entry),
        evidence_for(entry, proof),
        entry,
        (entry.id,),
    )


def _depth_meant(entry: Telling) -> str | None:
    """Return which response an entry tells of, so that CR and PR are two things though both are a remission."""
    match entry:
        case Response():
            return response_meant(entry.category)
        case Therapy():
            return response_meant(entry.best_response)
        case _:
            return None


def _where(entry: Telling, number: int | None) -> str:
    if number is None or isinstance(entry, Diagnosis):
        return ""
    return (_(" after line {n}") if isinstance(entry, Relapse) else _(", in line {n}")).format(n=number)


def _several(newest: Sequence[_Candidate], proof: Proof) -> StatusNow:
    """Name every record that may be the newest; give a state only where all say the same."""
    ordered = sorted(newest, key=_in_time)
    last = ordered[-1]
    agree = len({candidate.state for candidate in ordered}) == 1
    named = [told(candidate.entry) for candidate in ordered]
    if len(named) > _MOST_NAMED:
        named = [*named[: _MOST_NAMED - 1], _("{n} more").format(n=len(named) - _MOST_NAMED + 1)]
    records = with_semicolons(named)
    text = _("The dates do not show which of these records is the newest: {records}.").format(records=records)
    evidence = dict.fromkeys(evidence_for(candidate.entry, proof) for candidate in ordered[:_MOST_NAMED])
    return StatusNow(
        last.state if agree else "unclear", last.when if agree else None, text, text[:-1], "", "",
        with_semicolons(evidence), last.entry, tuple(candidate.entry.id for candidate in ordered),
    )  # fmt: skip


def _by_diagnosis(trail: Trail, as_of: date, proof: Proof) -> StatusNow:
    """Return the state of somebody for whom neither a response nor a relapse is recorded."""
    news = _news(trail)
    if not news:
        nothing = _("Nothing recorded says where the disease stands.")
        return StatusNow("unclear", None, nothing, "", "", "", "", None, ())
    entry = news[0]
    if not trail.treatments:
        state, then = "newly-diagnosed", _("no treatment, response or relapse recorded")
    else:
        state = "on-treatment" if trail.legs and _may_go_on(trail.legs[-1], as_of) else "unclear"
        span = entry.date.span() if entry.date else DateSpan(None, None)
        words = _("{treatment}; no response or relapse recorded")
        then = words.format(treatment=since_then(entry, span, trail, as_of))
    text = as_sentence(with_semicolons([in_state(entry, state), then]))
    return StatusNow(
        state, entry.date, text, told(entry), then, judged(entry),
        evidence_for(entry, proof), entry, (entry.id,),
    )  # fmt: skip


def _may_go_on(leg: Leg, as_of: date) -> bool:
    """Whether the line has no end, or may end on a day still to come."""
    last = leg.steps[-1] if leg.steps else None
    if leg.end is None:
        return not (isinstance(last, Therapy) and is_over(last))
    return leg.end.latest is not None and leg.end.latest >= as_of


def _news(trail: Trail) -> list[Diagnosis]:
    """Return the first diagnosis, and each later one that names another disease of the vocabulary."""
    seen: set[str] = set()
    news: list[Diagnosis] = []
    for entry in trail.of(Diagnosis):
        found = term("diseases", entry.disease)
        if not news or is_changed(entry) or (found is not None and found.id not in seen):
            news.append(entry)
        if found is not None:
            seen.add(found.id)
    return news


def _state_of_response(category: str) -> str:
    meant = response_meant(category)
    if is_mrd_positive(category) and (meant is None or meant in COMPLETE):
        return "remission-mrd-positive"
    if meant in COMPLETE or meant in PARTIAL:
        return "remission"
    return {"sd": "stable", "pd": "progressing"}.get(meant or "", "unclear")


def _with_mrd(status: StatusNow, trail: Trail) -> StatusNow:
    """Say that residual disease was found, where a marker not older than a complete response says so."""
    since = status.since.span() if status.since else None
    category = status.entry.category if isinstance(status.entry, Response) else ""
    if status.state != "remission" or response_meant(category) not in COMPLETE or since is None:
        return status
    results = [
        entry
        for entry in trail.of(Marker)
        if entry.date and _mrd_found(entry) is not None and not is_before(entry.date.span(), since)
    ]
    if not results or not _mrd_found(results[-1]) or results[-1].date is None:
        return status
    newest, words = results[-1], _("{sentence} MRD {result}, {date}.")
    return replace(
        status,
        state="remission-mrd-positive",
        text=words.format(sentence=status.text, result=newest.result, date=results[-1].date.in_words()),
        records=(*status.records, newest.id),
    )


def _mrd_found(entry: Marker) -> bool | None:
    """Whether a marker says that residual disease was found; None when it is of something else or does not say."""
    named = term("markers", entry.marker)
    found = term("marker_results", entry.result.partition(",")[0])
    if named is None or named.id != "mrd" or found is None:
        return None
    return {"positive": True, "weak": True, "strong": True, "negative": False}.get(found.id)


def _in_time(candidate: _Candidate) -> tuple[object, ...]:
    return sort_key(candidate.when), candidate.order, in_time(candidate.entry)
