"""A case becomes a valid FHIR R4 bundle that holds all that was typed, and no word of a document that stays behind."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from fhir.resources.R4B.bundle import Bundle

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.kinds import KINDS, Kind
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.exchange.fhir.bundle import fhir_bundle
from caregiver_app.exchange.fhir.codes import lab_codings, measured_codings
from caregiver_app.exchange.fhir.elements import true_date, value_of
from family import LETTER, PERSON, case, fixed

TODAY = date(2026, 11, 20)
PAPER = Document(
    id=fixed("paper"), number=12, title="Letter of the clinic", date="about 2023-05", origin="Ward 6",
    language="German", fingerprint="a" * 64, size=1234, format="pdf", file_name="x.pdf", pages=2, note="In two parts",
)  # fmt: skip
SCAN = Document(
    id=fixed("disc"), number=13, title="PET-CT", format="study", fingerprint="b" * 64, study_uid="1.2.840.7",
    modality="PT/CT", series=2, images=12, accession="A-77", body_part="CHEST",
)  # fmt: skip


def bundle(of: CaseSnapshot, *documents: Document, **more: Any) -> dict[str, Any]:
    """The bundle as data, once the models of FHIR have taken it."""
    text = fhir_bundle(of, TODAY, documents, **more)
    Bundle.model_validate_json(text)
    found: dict[str, Any] = json.loads(text)
    return found


def with_entries(*entries: Entry) -> CaseSnapshot:
    return CaseSnapshot(PERSON, entries=entries, documents=(PAPER, SCAN))


def resource(of: dict[str, Any], record: UUID) -> dict[str, Any]:
    (found,) = [one["resource"] for one in of["entry"] if one["resource"]["id"] == str(record)]
    return dict(found)


def one(entry: Entry, *documents: Document) -> dict[str, Any]:
    return resource(bundle(with_entries(entry), *documents), entry.id)


def full(kind: Kind) -> tuple[Entry, tuple[str, ...]]:
    """An entry with a text of its own in each field, and these texts."""
    texts: dict[str, Any] = {}
    for name, field in kind.record.model_fields.items():
        if field.annotation is str and name not in ("planned", "how_known"):
            texts[name] = f"{kind.id} {name} <tok&en>"
    dated = {"date": "about 2023-05", "how_known": "memory", "planned": "yes", "line": 3, "end": "before 2024"}
    told = {name: value for name, value in dated.items() if name in kind.record.model_fields}
    return kind.record(id=fixed(kind.id), **texts, **told), tuple(texts.values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_nothing_typed_into_an_entry_is_lost(kind: Kind) -> None:
    entry, texts = full(kind)
    said = json.dumps(one(entry), ensure_ascii=False).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert [text for text in texts if text not in said] == []
    assert "about May 2023" in said
    assert "from memory" in said
    assert ("before 2024" in said) == hasattr(entry, "end")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_an_entry_with_nothing_but_its_name_is_valid(kind: Kind) -> None:
    needed = {name: "x" for name, field in kind.record.model_fields.items() if field.is_required()}
    found = one(kind.record(id=fixed(kind.id), **needed))
    assert found["meta"]["tag"][0]["code"] == "check"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_each_kind_leads_to_the_page_that_proves_it(kind: Kind) -> None:
    entry = full(kind)[0].amended(proof=PAPER.id, proof_page=2)
    there = json.dumps(one(entry, PAPER))
    assert "D-012 p. 2" in there
    assert f"urn:uuid:{PAPER.id}" in there


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_a_paper_that_stays_behind_is_not_named(kind: Kind) -> None:
    entry = full(kind)[0].amended(proof=PAPER.id, proof_page=2)
    text = fhir_bundle(with_entries(entry), TODAY, [SCAN])
    assert [word for word in ("D-012", str(PAPER.id), PAPER.title) if word in text] == []


def test_the_same_case_makes_the_same_bytes_and_every_reference_leads_somewhere() -> None:
    first = fhir_bundle(case(), TODAY, [LETTER])
    assert fhir_bundle(case(), TODAY, [LETTER]) == first
    names = [entry["fullUrl"] for entry in json.loads(first)["entry"]]
    assert len(set(names)) == len(names)
    assert set(references(json.loads(first))) <= set(names)


def references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for one in value for found in references(one)]
    if not isinstance(value, dict):
        return []
    own = [value["reference"]] if str(value.get("reference", "")).startswith("urn:") else []
    return own + [found for held in value.values() for found in references(held)]


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("2023-05-14", "2023-05-14"), ("2023-05", "2023-05"), ("2023", "2023"), ("early 2023-05", "2023-05"),
        ("spring 2023", "2023"), ("about 2023-05", "2023"), ("about 2023-01", ""), ("winter 2023", ""),
        ("before 2020", ""), ("after 2020-03-01", ""),
    ],
)  # fmt: skip
def test_a_date_is_given_only_as_far_as_it_is_true(written: str, held: str) -> None:
    assert true_date(PartialDate(written)) == held
    lab = one(records.Lab(date=written, test="LDH", value="1", unit="U/L"))
    assert lab.get("effectiveDateTime", "") == held
    assert ("_effectiveDateTime" in lab) == (held != written)


def test_an_end_before_its_start_stays_words() -> None:
    stay = one(records.Stay(reason="fever", date="2024-05-02", end="2024-04-01"))
    assert "period" not in stay
    assert "1 April 2024" in stay["text"]["div"]
    assert "2 May 2024" in stay["text"]["div"]


@pytest.mark.parametrize(
    ("value", "unit", "held"),
    [
        ("1.50", "mg/L", '"value": 1.50'), ("365", "U/L", '"value": 365'), ("-2", "°C", '"value": -2'),
        ("1,5", "mg/L", '"1,5 mg/L"'), ("<0.1", "mg/L", '"<0.1 mg/L"'), ("007", "x", '"007 x"'),
        ("positive", "", '"positive"'), ("12", "", '"12"'), ("1234567890123456", "x", '"1234567890123456 x"'),
    ],
)  # fmt: skip
def test_a_value_keeps_the_digits_it_is_printed_with(value: str, unit: str, held: str) -> None:
    entry = records.Lab(test="LDH", value=value, unit=unit, reference_range="105–205", printed_flag="H")
    assert held in fhir_bundle(with_entries(entry), TODAY, ())
    lab = one(entry)
    assert (lab["referenceRange"], lab["interpretation"]) == ([{"text": "105–205"}], [{"text": "H"}])
    assert "code" not in lab.get("valueQuantity", {})


def test_no_value_at_all_is_none() -> None:
    assert value_of("", " ") == {}


def test_a_code_stands_only_where_it_fits_what_was_measured() -> None:
    assert lab_codings("LDH", "U/L") == [{"system": "http://loinc.org", "code": "2532-0"}]
    assert lab_codings("creatinine", "µmol/L") == []  # its code is that of creatinine by weight
    assert lab_codings("creatinine", "mg/dL") == []  # nor is it told apart by a unit alone
    assert lab_codings("LDH", "µkat/L") == []
    assert lab_codings("a test nobody knows", "") == []
    assert measured_codings("fitness", "ECOG", "") == [{"system": "http://loinc.org", "code": "89247-1"}]


def test_codes_nobody_has_checked_are_left_out() -> None:
    assert "coding" not in one(records.Diagnosis(disease="High-grade B-cell lymphoma"))["code"]
    assert one(records.Diagnosis(disease="DLBCL"))["code"]["coding"][0]["code"] == "C83.3"


def test_the_drugs_of_a_treatment_are_parts_of_it() -> None:
    therapy = records.Therapy(regimen="R-CHOP", drugs="rituximab, XYZ-101", date="2023-06", end="2023-10")
    found = [entry["resource"] for entry in bundle(with_entries(therapy))["entry"]]
    parts = [one for one in found if one.get("partOf") == [{"reference": f"urn:uuid:{therapy.id}"}]]
    assert [one["medicationCodeableConcept"]["text"] for one in parts] == ["rituximab", "XYZ-101"]
    assert [one["status"] for one in parts] == ["completed", "completed"]
    assert parts[0]["medicationCodeableConcept"]["coding"][0]["system"] == "http://www.whocc.no/atc"
    assert "coding" not in parts[1]["medicationCodeableConcept"]


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        (records.Therapy(regimen="X", date="2023-06"), "unknown"),
        (records.Therapy(regimen="X", date="2026-12-01"), "intended"),
        (records.Therapy(regimen="X", date="2023", end="2027"), "unknown"),
        (records.Medicine(name="X", date="2023"), "active"),
        (records.Medicine(name="X", end="2024"), "completed"),
        (records.Procedure(procedure="X", date="2027"), "preparation"),
        (records.Procedure(procedure="X", date="2024"), "unknown"),
        (records.Procedure(procedure="X", date="2024-03-01", end="2024-04-01"), "completed"),
        (records.Lab(test="X", value="1"), "unknown"),
    ],
)
def test_a_status_says_no_more_than_was_typed(entry: Entry, status: str) -> None:
    assert one(entry)["status"] == status


def test_the_newest_record_says_where_the_one_disease_stands() -> None:
    diagnosis, relapse = records.Diagnosis(disease="DLBCL", date="2023"), records.Relapse(event="relapse", date="2024")
    found = resource(bundle(with_entries(diagnosis, relapse)), diagnosis.id)
    assert found["clinicalStatus"]["coding"][0]["code"] == "relapse"
    two = with_entries(diagnosis, records.Diagnosis(disease="CLL", date="2020"), relapse)
    assert "clinicalStatus" not in resource(bundle(two), diagnosis.id)


def test_a_line_of_therapy_is_a_list_of_its_steps() -> None:
    lists = [entry["resource"] for entry in bundle(case())["entry"] if entry["resource"]["resourceType"] == "List"]
    assert [one["title"] for one in lists] == ["Records of Ana Novak", "Line 1: R-CHOP", "Line 2: R-ICE"]
    items = [item["item"]["reference"] for item in lists[1]["entry"]]
    assert items == [f"urn:uuid:{fixed('l1')}", f"urn:uuid:{fixed('cr')}", f"urn:uuid:{fixed('rel')}"]


def test_a_document_has_its_number_its_place_and_its_fingerprint() -> None:
    found = resource(bundle(with_entries(), PAPER, places={PAPER.id: ("originals/D-012 A & B.pdf",)}), PAPER.id)
    (content,) = found["content"]
    assert found["identifier"][0]["value"] == "D-012"
    assert content["attachment"]["url"] == "originals/D-012%20A%20%26%20B.pdf"
    assert content["attachment"]["extension"][0]["valueString"] == "a" * 64
    assert "hash" not in content["attachment"]  # FHIR means SHA-1 by it
    assert (content["attachment"]["creation"], content["attachment"]["language"]) == ("2023", "de")
    assert "In two parts" in found["text"]["div"]


def test_an_imaging_study_is_told_as_one_and_the_scan_leads_to_it() -> None:
    scan = records.Scan(modality="PET-CT", finding="No uptake.", proof=SCAN.id)
    found = bundle(with_entries(scan), SCAN)
    (study,) = [entry["resource"] for entry in found["entry"] if entry["resource"]["resourceType"] == "ImagingStudy"]
    assert (study["numberOfSeries"], study["numberOfInstances"], study["status"]) == (2, 12, "unknown")
    assert study["identifier"][0] == {"system": "urn:dicom:uid", "value": "urn:oid:1.2.840.7"}
    assert resource(found, scan.id)["imagingStudy"] == [{"reference": f"urn:uuid:{study['id']}"}]


def test_papers_that_are_only_wanted_are_no_documents() -> None:
    wanted = Document(number=4, title="Old slides report", holding="wanted")
    assert "Old slides report" not in fhir_bundle(with_entries(), TODAY, [wanted])


def test_all_that_is_written_of_the_person_is_there() -> None:
    person = Person(
        id=fixed("p"), name="أحمد Novak", born="about 1971", sex="intersex", languages="Slovene, Klingon", phone="1",
        email="a@b", address="Way 2", prepared_by="Jia", prepared_for="Clinic", question="Why?", note="N <b>",
        other_illnesses="Gout",
    )  # fmt: skip
    contacts = (
        Contact(name="Dr Kralj", role="haematologist", organisation="Hospital", phone="2", note="Mondays"),
        Contact(name="Mia", role="daughter", email="m@x", note="Nights too"),
    )
    text = json.dumps(bundle(CaseSnapshot(person, contacts)), ensure_ascii=False)
    told = (
        "أحمد Novak", "about 1971", "intersex", "Slovene, Klingon", "Way 2", "Jia", "Clinic", "Why?", "N &lt;b&gt;",
        "Gout", "Dr Kralj", "haematologist", "Hospital", "Mondays", "Mia", "daughter", "Nights too", "a@b", "m@x",
    )  # fmt: skip
    assert [word for word in told if word not in text] == []


def test_letters_that_may_not_stand_in_fhir_become_a_space() -> None:
    found = one(records.Note(title="a\x0bb\x1fc", note="first\nsecond\t"))
    assert (found["valueString"], found["note"][0]["text"]) == ("a b c", "first\nsecond")
