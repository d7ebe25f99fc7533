"""What the person has: the diagnosis with its stage, other illnesses, allergies."""

from typing import Final

from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.facts.status import StatusNow, status_now
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.exchange.fhir.codes import codings
from caregiver_app.exchange.fhir.elements import Element, concept, filled, true_date, typed, when
from caregiver_app.exchange.fhir.known import Told, begun, made_from, remaining_notes

# The day of a diagnosis is not the day an illness began; FHIR keeps them apart.
_ASSERTED: Final = "http://hl7.org/fhir/StructureDefinition/condition-assertedDate"
_STATUS: Final = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_ALLERGY_STATUS: Final = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"


def diagnosis(entry: records.Diagnosis, told: Told) -> Element:
    """Return the diagnosis, with its stage as text, and how it was proven."""
    asserted = true_date(entry.date)
    stage = filled({"summary": concept(entry.stage), "type": concept(entry.staging_system)})
    placed = ["disease", "subtype", "stage", "basis", "date", *(["staging_system"] if typed(entry.stage) else [])]
    evidence = filled({
        "code": [concept(entry.basis)] if typed(entry.basis) else [],
        "detail": told.proof(entry),
    })  # fmt: skip
    return filled({
        **begun("Condition", entry),
        "extension": [{"url": _ASSERTED, "valueDateTime": asserted}] if asserted else [],
        "clinicalStatus": _clinical_status(told),
        "code": concept(", ".join(filter(None, (entry.disease, entry.subtype))), codings("diseases", entry.disease)),
        "subject": told.patient,
        "stage": [stage] if typed(entry.stage) else [],
        "evidence": [evidence] if evidence else [],
        "note": remaining_notes(entry, placed),
    })  # fmt: skip


def other_illnesses(told: Told) -> Element:
    """Return the other illnesses as the family wrote them, in one text; empty where there are none."""
    person = told.case.person
    if not typed(person.other_illnesses):
        return {}
    return {
        "resourceType": "Condition",
        "id": str(made_from(person.id, "other-illnesses")),
        "code": concept(person.other_illnesses),
        "subject": told.patient,
    }


def allergy(entry: records.Allergy, told: Told) -> Element:
    """Return an allergy. FHIR asks for its status: what stands on the list of allergies is active."""
    return filled({
        **begun("AllergyIntolerance", entry),
        "extension": told.proof_extension(entry),
        "clinicalStatus": {"coding": [{"system": _ALLERGY_STATUS, "code": "active"}]},
        "code": concept(entry.substance),
        "patient": told.patient,
        **when("onsetDateTime", entry.date),
        "reaction": [{"manifestation": [concept(entry.reaction)]}] if typed(entry.reaction) else [],
        "note": remaining_notes(entry, ("substance", "reaction", "date")),
    })  # fmt: skip


def _clinical_status(told: Told) -> Element:
    """Return relapse or remission as the newest record says, with its words; only where one disease is written down."""
    if len(told.case.entries_of(records.Diagnosis)) != 1:
        return {}
    status: StatusNow = status_now(told.case.entries, told.as_of)
    terms = (term for term in vocabulary("statuses") if term.id == status.state)
    codes = [code for term in terms for system, code in term.codes if system == "FHIR clinicalStatus"]
    if status.entry is None or len(codes) != 1:
        return {}
    return concept(status.told, [{"system": _STATUS, "code": codes[0]}])
