"""What was given and done: treatments, medicines, transplants, radiation and other procedures."""

from collections.abc import Iterator
from typing import Final

from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.records import SpanEntry
from caregiver_app.exchange.fhir.codes import codings
from caregiver_app.exchange.fhir.elements import Element, called, concept, filled, is_backwards, typed
from caregiver_app.exchange.fhir.known import Told, at_or_from, begun, made_from, remaining_notes

_COMMAS: Final = str.maketrans("，、；;\n", ",,,,,")


def therapy(entry: records.Therapy, told: Told) -> Iterator[Element]:
    """Go through a treatment and the drugs named for it, each a part of it."""
    status = _status(entry, told, "unknown")
    whole = filled({
        **begun("MedicationStatement", entry),
        "status": status,
        "statusReason": _words("reasons_ended", entry.ended_because),
        "medicationCodeableConcept": drug(entry.regimen),
        "subject": told.patient,
        **at_or_from("effective", entry),
        "derivedFrom": told.proof(entry),
        "note": remaining_notes(entry, ("regimen", "date", "end", "ended_because")),
    })  # fmt: skip
    yield whole
    for number, name in enumerate(filter(None, map(typed, entry.drugs.translate(_COMMAS).split(","))), 1):
        yield filled({
            "resourceType": "MedicationStatement",
            "id": str(made_from(entry.id, f"drug-{number}")),
            "meta": whole["meta"],
            "partOf": [{"reference": f"urn:uuid:{entry.id}"}],
            "status": status,
            "medicationCodeableConcept": drug(name),
            "subject": told.patient,
            **at_or_from("effective", entry),
            "derivedFrom": told.proof(entry),
        })  # fmt: skip


def medicine(entry: records.Medicine, told: Told) -> Element:
    """Return a medicine; one without an end is taken now, as the form says."""
    dose = typed(", ".join(part for part in (f"{entry.dose} {entry.unit}".strip(), entry.schedule) if part))
    return filled({
        **begun("MedicationStatement", entry),
        "status": _status(entry, told, "active"),
        "medicationCodeableConcept": drug(entry.name),
        "subject": told.patient,
        **at_or_from("effective", entry),
        "reasonCode": [concept(entry.reason)] if typed(entry.reason) else [],
        "dosage": [{"text": dose}] if dose else [],
        "derivedFrom": told.proof(entry),
        "note": remaining_notes(entry, ("name", "dose", "unit", "schedule", "reason", "date", "end")),
    })  # fmt: skip


def procedure(entry: records.Procedure, told: Told) -> Element:
    """Return a transplant, radiation course, infusion or other procedure."""
    status = "preparation" if told.is_to_come(entry.date) else "completed" if _is_over(entry, told) else "unknown"
    return filled({
        **begun("Procedure", entry),
        "status": status,
        "code": concept(entry.procedure, codings("procedures", entry.procedure)),
        "subject": told.patient,
        **at_or_from("performed", entry),
        "location": called(entry.place),
        "outcome": concept(entry.outcome),
        "report": told.proof(entry),
        "note": remaining_notes(entry, ("procedure", "date", "end", "place", "outcome")),
    })  # fmt: skip


def drug(name: str) -> Element:
    """Return a drug, a product or a regimen as it was named, with the code of a drug that is known."""
    return concept(name, codings("drugs", name) or codings("products", name))


def _status(entry: SpanEntry, told: Told, without_end: str) -> str:
    """Return "completed" once it is no longer given, whatever the reason: FHIR means no more by it."""
    if told.is_to_come(entry.date):
        return "intended"
    if entry.end is None:
        return without_end
    return "completed" if _is_over(entry, told) else "unknown"


def _is_over(entry: SpanEntry, told: Told) -> bool:
    return told.is_over(entry.end) and not is_backwards(entry.date, entry.end)


def _words(vocabulary: str, text: str) -> list[Element]:
    return [concept(text, codings(vocabulary, text))] if typed(text) else []
