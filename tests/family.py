"""One invented family with fixed ids and dates, for tests in every layer."""

from uuid import NAMESPACE_OID, UUID, uuid5

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.snapshot import CaseSnapshot, in_order
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.records import Entry


def fixed(name: str) -> UUID:
    """An id that is the same in every run."""
    return uuid5(NAMESPACE_OID, name)


PERSON = Person(id=fixed("person"), name="Ana Novak", born="1971-02-03", sex="female", languages="Slovene, English")
DOCTOR = Contact(id=fixed("doctor"), name="Dr Vesna Kralj", role="haematologist", organisation="Invented Hospital")
LETTER = Document(id=fixed("letter"), number=1, title="Discharge letter", kind="discharge", date="2023-11-20")


def history() -> tuple[Entry, ...]:
    """Two lines of therapy with a relapse between them."""
    return in_order(
        (
            records.Diagnosis(id=fixed("dx"), date="2023-05-14", disease="DLBCL", stage="III B", how_known="report"),
            records.Therapy(id=fixed("l1"), date="2023-06-02", end="2023-10-20", line=1, regimen="R-CHOP", cycles="6"),
            records.Response(id=fixed("cr"), date="2023-11-06", category="CR", judged_by="PET-CT", deauville="2"),
            records.Relapse(id=fixed("rel"), date="2024-06-18", event="relapse", proven_by="PET-CT and biopsy"),
            records.Therapy(id=fixed("l2"), date="2024-07-04", end="2024-09-02", line=2, regimen="R-ICE", cycles="3"),
            records.Response(id=fixed("pr"), date="about 2024-09", category="PR", judged_by="PET-CT"),
            records.Procedure(id=fixed("asct"), date="2024-10-22", line=2, procedure="autologous transplant"),
            records.Lab(id=fixed("ldh"), date="2024-06-20", test="LDH", value="365", unit="U/L"),
            records.Note(id=fixed("note"), title="Ask about travel"),
        )
    )


def case() -> CaseSnapshot:
    """The whole case as the packet sees it."""
    return CaseSnapshot(PERSON, (DOCTOR,), history(), (LETTER,))
