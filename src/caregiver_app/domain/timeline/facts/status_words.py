"""Write a recorded state of the disease as it was recorded: what, when, how it was found and how it is known."""

from collections.abc import Callable
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.meaning import COMPLETE, response_meant
from caregiver_app.domain.timeline.records import Diagnosis, Entry, Relapse, Response, Therapy
from caregiver_app.domain.vocabulary import term
from caregiver_app.i18n import N_, _, with_commas, with_semicolons

Telling = Diagnosis | Response | Relapse | Therapy
"""The records that say where the disease stands; a treatment by its best response or by why it ended."""

Proof = Callable[[Entry], str]
"""Names the page that proves an entry, such as "D-004 p. 2"; nothing where there is none."""

# An event of any other name is written as the family typed it, its date behind it.
_EVENTS: Final = {"relapse": N_("Relapsed {date}"), "progression": N_("Progressed {date}")}
_STATES: Final = {
    "complete": N_("In complete remission: {told}"),
    "partial": N_("In partial remission: {told}"),
    "remission-mrd-positive": N_("In remission with MRD positive: {told}"),
    "stable": N_("Stable disease: {told}"),
    "progressing": N_("Progressing: {told}"),
    "unclear": N_("Recorded as {told}"),
}


def no_proof(_entry: Entry) -> str:
    """Name no page."""
    return ""


def told(entry: Telling) -> str:
    """Write what an entry says of the disease and when: "Relapsed 18 June 2024", "CR (Deauville 2), May 2024"."""
    match entry:
        case Diagnosis():
            return _dated(_("Diagnosed {date}"), _("Diagnosed"), entry.date)
        case Response():
            return _dated("", wording.category(entry), entry.date)
        case Relapse():
            found = term("relapse_events", entry.event)
            # Words of another language stay as they were typed, so that they can be held against the paper.
            sentence = _EVENTS.get(found.id, "") if found and entry.event.isascii() else ""
            return _dated(_(sentence) if sentence else "", entry.event, entry.date)
        case Therapy():
            if entry.best_response:
                return _("{response}, best response to {regimen}").format(
                    response=entry.best_response, regimen=entry.regimen
                )
            return _dated("", _("{regimen} ended").format(regimen=entry.regimen), entry.end)


def in_state(entry: Telling, state: str) -> str:
    """Write the record with the word of its state in front, where the record does not say it itself."""
    match entry:
        case Diagnosis():
            return f"{told(entry)} ({entry.disease})"
        case Relapse():
            return (
                _(_STATES["unclear"]).format(told=_quoted(entry.event, entry.date))
                if state == "unclear"
                else told(entry)
            )
        case Therapy() if not entry.best_response:
            return _("{told}: {reason}").format(told=told(entry), reason=entry.ended_because)
    category = entry.category if isinstance(entry, Response) else entry.best_response
    depth = "complete" if response_meant(category) in COMPLETE else "partial"
    known = state != "unclear" or response_meant(category) is not None or isinstance(entry, Therapy)
    shown = told(entry) if known else _quoted(category, entry.date)
    return _(_STATES[depth if state == "remission" else state]).format(told=shown)


def judged(entry: Telling) -> str:
    """Write how a state was found, and where: "PET-CT; Lugano 2014"."""
    match entry:
        case Response():
            parts: tuple[str, ...] = (entry.judged_by, entry.criteria)
        case Relapse():
            parts = (entry.proven_by, entry.site)
        case _:
            parts = ()
    return with_semicolons(part for part in parts if part)


def evidence_for(entry: Telling, proof: Proof = no_proof) -> str:
    """Write what an entry rests on: "PET-CT and biopsy, from a report, D-004 p. 2"."""
    match entry:
        case Response():
            found = entry.judged_by
        case Relapse():
            found = entry.proven_by
        case Diagnosis():
            found = entry.basis
        case Therapy():
            found = ""
    return with_commas(part for part in (found, _(wording.HOW_KNOWN[entry.how_known]), proof(entry)) if part)


def _dated(sentence: str, words: str, when: PartialDate | None) -> str:
    """Use the sentence where there is one and the day is known, else words and date side by side."""
    if sentence and when is not None and when.is_exact:
        return sentence.format(date=when.in_words())
    return with_commas((words, when.in_words())) if when is not None else words


def _quoted(words: str, when: PartialDate | None) -> str:
    return _dated("", f"“{words}”", when)
