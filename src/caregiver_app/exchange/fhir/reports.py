"""Scans, biopsies and hospital stays: what a report says, word for word."""

from collections.abc import Collection
from typing import Any, Final

from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.exchange.fhir.codes import codings
from caregiver_app.exchange.fhir.elements import (
    Element,
    called,
    concept,
    filled,
    is_backwards,
    narrative,
    period,
    reference,
    typed,
    value_of,
)
from caregiver_app.exchange.fhir.known import Told, at_or_from, begun, made_from, remaining
from caregiver_app.i18n import _

IMAGING: Final = "imaging"
"""Names the imaging study made of a document."""
_ALWAYS: Final = ("date", "place", "finding", "value", "unit")
_INPATIENT: Final = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP"}


def scan(entry: records.Scan, told: Told) -> Element:
    """Return a scan and what its report says; where its pictures go along, what leads to them."""
    proof = told.by_id.get(entry.proof) if entry.proof is not None else None
    study = [reference(made_from(proof.id, IMAGING))] if proof is not None and proof.format == "study" else []
    code = concept(entry.modality, codings("modalities", entry.modality))
    return _report(entry, told, code, ("modality",), value=(entry.value, entry.unit), imagingStudy=study)


def biopsy(entry: records.Biopsy, told: Told) -> Element:
    """Return a biopsy or marrow examination and what its report says."""
    return _report(
        entry,
        told,
        concept(_(kind_of(entry).word)),
        ("specimen",),
        {"resourceType": "Specimen", "id": "specimen", "type": concept(entry.specimen)},
        value=(entry.value, entry.unit),
        specimen=[{"reference": "#specimen"}],
    )


def stay(entry: records.Stay, told: Told) -> Element:
    """Return a hospital stay."""
    backwards = is_backwards(entry.date, entry.end)
    return filled({
        **begun("Encounter", entry),
        "text": narrative(remaining(entry, ("reason", "date", "end", "place"))),
        "extension": told.proof_extension(entry),
        "status": "finished" if told.is_over(entry.end) and not backwards else "unknown",
        "class": _INPATIENT,
        "subject": told.patient,
        "period": period(entry.date, entry.end),
        "reasonCode": [concept(entry.reason)],
        "serviceProvider": called(entry.place),
    })  # fmt: skip


def _report(
    entry: records.Scan | records.Biopsy,
    told: Told,
    code: Element,
    placed: Collection[str],
    *contained: Element,
    value: tuple[str, str],
    **more: Any,
) -> Element:
    """Return a report; what was measured stands within it, under the name of the report."""
    measured = value_of(*value)
    inside = [*contained]
    if measured:
        inside.append(
            {"resourceType": "Observation", "id": "measured", "status": "unknown", "code": code, **measured}
        )  # fmt: skip
    return filled({
        **begun("DiagnosticReport", entry),
        "text": narrative(remaining(entry, (*_ALWAYS, *placed))),
        "contained": inside,
        "extension": told.proof_extension(entry),
        "status": "unknown",
        "code": code,
        "subject": told.patient,
        **at_or_from("effective", entry),
        "performer": [called(entry.place)] if typed(entry.place) else [],
        "result": [{"reference": "#measured"}] if measured else [],
        "conclusion": typed(entry.finding),
        **more,
    })  # fmt: skip
