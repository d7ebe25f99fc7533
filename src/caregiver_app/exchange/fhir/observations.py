"""What was found: responses, relapses, lab values, markers, infection tests, fitness, and free notes.

Whether a laboratory has closed a result nobody here can know, so the status of each is "unknown". No value is
converted and none is called high or low; a mark that was printed stands as it was printed.
"""

from collections.abc import Collection
from typing import Any, Final

from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.exchange.fhir.codes import codings, lab_codings, measured_codings
from caregiver_app.exchange.fhir.elements import Element, called, concept, filled, typed, value_of
from caregiver_app.exchange.fhir.known import Told, at_or_from, begun, remaining_notes
from caregiver_app.i18n import _

_ALWAYS: Final = ("date", "place")
_CATEGORIES: Final = "http://terminology.hl7.org/CodeSystem/observation-category"


def response(entry: records.Response, told: Told) -> Element:
    """Return how far the disease answered, in the words of the report; Deauville as typed."""
    score = filled({
        "code": concept(_("Deauville score")),
        "valueCodeableConcept": concept(entry.deauville, codings("deauville", entry.deauville)),
    })  # fmt: skip
    return _observation(
        entry,
        told,
        concept(_(kind_of(entry).word)),
        ("category", "judged_by", "deauville"),
        valueCodeableConcept=concept(entry.category),
        method=concept(entry.judged_by),
        component=[score] if typed(entry.deauville) else [],
    )


def relapse(entry: records.Relapse, told: Told) -> Element:
    """Return that the disease came back, grew or did not answer, as recorded."""
    return _observation(
        entry,
        told,
        concept(_(kind_of(entry).word)),
        ("event", "proven_by", "site"),
        valueCodeableConcept=concept(entry.event),
        method=concept(entry.proven_by),
        bodySite=concept(entry.site),
    )


def lab(entry: records.Lab, told: Told) -> Element:
    """Return a lab value with the unit, range and mark printed beside it."""
    return _observation(
        entry,
        told,
        concept(entry.test, lab_codings(entry.test, entry.unit)),
        ("test", "value", "unit", "reference_range", "printed_flag"),
        category="laboratory",
        interpretation=_words(entry.printed_flag),
        referenceRange=[{"text": typed(entry.reference_range)}] if typed(entry.reference_range) else [],
        **value_of(entry.value, entry.unit),
    )


def marker(entry: records.Marker, told: Told) -> Element:
    """Return a marker or a genetic result."""
    specimen = concept(entry.specimen)
    return _observation(
        entry,
        told,
        concept(entry.marker),
        ("marker", "value", "unit", "result", "method", "specimen"),
        category="laboratory",
        method=concept(entry.method),
        contained=[{"resourceType": "Specimen", "id": "specimen", "type": specimen}] if specimen else [],
        specimen={"reference": "#specimen"} if specimen else {},
        **_result(entry),
    )


def infection(entry: records.Infection, told: Told) -> Element:
    """Return the result of an infection test."""
    code = concept(entry.test, measured_codings("infections", entry.test, entry.unit))
    placed = ("test", "value", "unit", "result")
    return _observation(entry, told, code, placed, category="laboratory", **_result(entry))


def fitness(entry: records.Fitness, told: Told) -> Element:
    """Return performance status or the function of an organ, as measured."""
    code = concept(entry.measure, measured_codings("fitness", entry.measure, entry.unit))
    return _observation(entry, told, code, ("measure", "value", "unit", "result"), **_result(entry))


def note(entry: records.Note, told: Told) -> Element:
    """Return a note at its date."""
    code = concept(_(kind_of(entry).word))
    return _observation(entry, told, code, ("title",), valueString=typed(entry.title))


def _observation(
    entry: Entry, told: Told, code: Element, placed: Collection[str], *, category: str = "", **more: Any
) -> Element:
    return filled({
        **begun("Observation", entry),
        "status": "unknown",
        "category": [{"coding": [{"system": _CATEGORIES, "code": category}]}] if category else [],
        "code": code,
        "subject": told.patient,
        **at_or_from("effective", entry),
        "performer": [called(entry.place)] if typed(entry.place) else [],
        **more,
        "note": remaining_notes(entry, (*_ALWAYS, *placed)),
        "derivedFrom": told.proof(entry),
    })  # fmt: skip


def _result(entry: records.Marker | records.Infection | records.Fitness) -> Element:
    """Return the measured value with the words of the result beside it; the words alone where nothing was measured."""
    value = value_of(entry.value, entry.unit)
    if value:
        return {**value, "interpretation": _words(entry.result)}
    return {"valueString": typed(entry.result)}


def _words(text: str) -> list[Element]:
    return [concept(text)] if typed(text) else []
