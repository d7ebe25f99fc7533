"""One row: where its columns go for each kind, and that nothing typed is lost."""

from uuid import UUID

import pytest

from caregiver_app.domain.documents.document import Document
from caregiver_app.exchange.history.columns import RowUnclear
from caregiver_app.exchange.history.row import read_row
from caregiver_app.exchange.history.source import no_documents, read_source

LETTER = Document(id=UUID(int=4), number=4, title="Letter", pages=3)


def find(number):
    return LETTER if number == 4 else None


def entry(kind, **cells):
    return read_row({"kind": kind, **cells}, find).entry


def fields(kind, **cells):
    """Return only what the row filled in."""
    read = entry(kind, **cells)
    return {name: value for name, value in read if value and name not in ("id", "how_known")}


def reason(kind, **cells):
    with pytest.raises(RowUnclear) as refused:
        entry(kind, **cells)
    return str(refused.value)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"kind": "diagnosis", "name": "DLBCL", "value": "stage III B", "unit": "Ann Arbor", "result": "GCB"},
            {"disease": "DLBCL", "stage": "III B", "staging_system": "Ann Arbor", "subtype": "GCB"},
        ),
        (
            {"kind": "scan", "name": "CT", "value": "31", "unit": "mm", "result": "Node", "place": "City"},
            {"modality": "CT", "value": "31", "unit": "mm", "finding": "Node", "place": "City"},
        ),
        ({"kind": "biopsy", "name": "marrow", "result": "clear"}, {"specimen": "marrow", "finding": "clear"}),
        ({"kind": "marker", "name": "CD19", "result": "positive"}, {"marker": "CD19", "result": "positive"}),
        (
            {"kind": "procedure", "name": "radiation", "value": "20", "unit": "Gy", "line": "2", "result": "done"},
            {"procedure": "radiation", "value": "20", "unit": "Gy", "line": 2, "outcome": "done"},
        ),
        ({"kind": "stay", "name": "fever", "result": "home"}, {"reason": "fever", "outcome": "home"}),
        (
            {"kind": "medicine", "name": "aciclovir", "value": "400", "unit": "mg", "result": "twice a day"},
            {"name": "aciclovir", "dose": "400", "unit": "mg", "schedule": "twice a day"},
        ),
        ({"kind": "allergy", "name": "penicillin", "result": "rash"}, {"substance": "penicillin", "reaction": "rash"}),
        ({"kind": "infection", "name": "HIV", "result": "negative"}, {"test": "HIV", "result": "negative"}),
        ({"kind": "fitness", "name": "ECOG", "value": "1"}, {"measure": "ECOG", "value": "1"}),
        ({"kind": "Hospital stay", "name": "fever"}, {"reason": "fever"}),
    ],
)
def test_each_column_goes_to_the_field_the_kind_gives_it(cells, expected):
    assert fields(**cells) == expected


def test_what_has_no_field_stays_in_the_note_behind_its_columns_name():
    read = entry("allergy", name="nuts", value="2", unit="times", line="1", end="2020", note="As a child.")
    assert read.note == "As a child.\nvalue: 2\nunit: times\nline: 1\nend: 2020"


def test_a_regimen_with_a_colon_names_its_drugs():
    assert fields("therapy", name="R-CHOP: rituximab, vincristine") == {
        "regimen": "R-CHOP",
        "drugs": "rituximab, vincristine",
    }


@pytest.mark.parametrize(
    ("value", "unit", "cycles", "note"),
    [
        ("6", "cycles", "6", ""),
        ("6", "", "6", ""),
        ("6 cycles", "", "6", ""),
        ("4", "months", "", "value: 4\nunit: months"),
        ("", "cycles", "", "unit: cycles"),
    ],
)
def test_only_what_counts_cycles_becomes_cycles(value, unit, cycles, note):
    read = entry("therapy", name="R-CHOP", value=value, unit=unit)
    assert (read.cycles, read.note) == (cycles, note)


@pytest.mark.parametrize(
    ("result", "best", "ended"),
    [
        ("CR", "CR", ""),
        ("VGPR (unconfirmed)", "VGPR (unconfirmed)", ""),
        ("PR, moved to transplant", "PR", "moved to transplant"),
        ("side effects", "", "side effects"),
        ("progression", "", "progression"),
    ],
)
def test_the_result_of_a_treatment_is_its_response_or_why_it_ended(result, best, ended):
    read = entry("therapy", name="R-CHOP", result=result)
    assert (read.best_response, read.ended_because) == (best, ended)


def test_a_response_is_its_result_and_a_deauville_score_has_its_place():
    assert fields("response", name="PET-CT", value="2", unit="Deauville", result="CR") == {
        "category": "CR",
        "judged_by": "PET-CT",
        "deauville": "2",
    }
    assert fields("response", name="PET-CT", value="Deauville 4", result="PR")["deauville"] == "4"


def test_a_response_written_as_the_name_is_understood():
    assert fields("response", name="CR") == {"category": "CR"}
    assert fields("response", name="CR", result="nothing glows") == {"category": "CR", "note": "result: nothing glows"}


def test_another_value_of_a_response_is_kept_and_not_called_deauville():
    assert fields("response", result="PR", value="50", unit="%")["note"] == "value: 50\nunit: %"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": "Relapse", "value": "neck"}, {"event": "Relapse", "site": "neck"}),
        ({"name": "second relapse"}, {"event": "second relapse"}),
        ({"name": "PET-CT"}, {"event": "Relapse", "proven_by": "PET-CT"}),
        ({"name": "left hip", "result": "biopsy"}, {"event": "Relapse", "proven_by": "biopsy", "site": "left hip"}),
        (
            {"name": "a", "result": "b", "value": "c"},
            {"event": "Relapse", "proven_by": "b", "site": "c", "note": "name: a"},
        ),
        ({}, {"event": "Relapse"}),
    ],
)
def test_a_relapse_finds_its_event_place_and_proof(cells, expected):
    assert fields("relapse", **cells) == expected


def test_a_lab_value_may_stand_under_result_and_a_range_is_a_range():
    assert fields("lab", name="HBsAg", result="negative") == {"test": "HBsAg", "value": "negative"}
    assert fields("lab", name="LDH", value="310", result="105–205")["reference_range"] == "105–205"
    assert fields("lab", name="LDH", value="310", result="H")["printed_flag"] == "H"


def test_a_note_may_be_called_by_its_own_words():
    assert fields("note", note="Talked on the phone") == {"title": "Talked on the phone"}
    long = "word " * 40
    read = entry("note", note=long.strip())
    assert read.title.endswith("…")
    assert read.note == long.strip()


@pytest.mark.parametrize(
    ("date", "end", "expected"),
    [
        ("2 June 2023", "20.10.2023", ("2023-06-02", "2023-10-20")),
        ("June to October 2023", "", None),
        ("June 2023 to October 2023", "", ("2023-06", "2023-10")),
        ("2019-2021", "", ("2019", "2021")),
        ("about 2020", "ongoing", ("about 2020", None)),
        ("unknown", "", (None, None)),
    ],
)
def test_dates_and_spans_are_read_as_people_write_them(date, end, expected):
    if expected is None:
        assert "date" in reason("therapy", name="x", date=date, end=end)
        return
    read = entry("therapy", name="x", date=date, end=end)
    assert (read.date, read.end) == expected


def test_a_span_that_ends_before_it_begins_is_taken_in_and_told():
    assert read_row({"kind": "stay", "name": "x", "date": "2021", "end": "2019"}, find).remarks == (
        "It ends before it begins; it was taken in as written.",
    )


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"kind": ""}, "“kind” is empty"),
        ({"kind": "labs", "name": "x"}, "“labs” is not a kind we know"),
        ({"kind": "lab", "name": "LDH"}, "“Value” is missing"),
        ({"kind": "scan"}, "column “name”"),
        ({"kind": "response", "name": "PET-CT"}, "column “result”"),
        ({"kind": "lab", "name": "LDH", "value": "1", "date": "3/4/2023"}, "could be 3 April 2023 or 4 March 2023"),
        ({"kind": "stay", "name": "x", "end": "soonish"}, "column “end”"),
        ({"kind": "therapy", "name": "x", "line": "first"}, "not a line number"),
        ({"kind": "therapy", "name": "x", "line": "0"}, "not a line number"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_reason(cells, said):
    assert said in reason(**cells)


@pytest.mark.parametrize("line", ["2", "line 2", "2nd", "2nd line", "2L", "02"])
def test_a_line_number_is_read_the_ways_it_is_written(line):
    assert entry("therapy", name="x", line=line).line == 2


@pytest.mark.parametrize(
    ("text", "how", "source"),
    [
        ("", "check", ""),
        ("memory", "memory", ""),
        ("from memory", "memory", ""),
        ("memory: her sister", "memory", "her sister"),
        ("to be checked", "check", ""),
        ("check: Dr Berg", "check", "Dr Berg"),
        ("report", "report", ""),
        ("discharge letter", "report", "discharge letter"),
        ("Dr Berg: letter", "report", "Dr Berg: letter"),
    ],
)
def test_the_source_says_how_a_fact_is_known(text, how, source):
    read = entry("allergy", name="x", source=text)
    assert (read.how_known, read.source) == (how, source)


@pytest.mark.parametrize(
    ("text", "page", "source"),
    [
        ("D-004", None, ""),
        ("D-4 p. 2", 2, ""),
        ("d004, page 3", 3, ""),
        ("discharge letter, D-004 p. 2", 2, "discharge letter"),
        ("letter (D-004 p.1)", 1, "letter"),
        ("出院小结 D-004 第2页", 2, "出院小结"),
    ],
)
def test_a_document_number_becomes_proof_when_that_document_is_there(text, page, source):
    read = entry("allergy", name="x", source=text)
    assert (read.proof, read.proof_page, read.source, read.how_known) == (LETTER.id, page, source, "report")


def test_a_document_that_is_not_there_is_kept_as_words_and_told():
    read = read_row({"kind": "allergy", "name": "x", "source": "D-009 p. 2"}, find)
    assert (read.entry.proof, read.entry.source) == (None, "D-009 p. 2")
    assert "D-009 is not in this case" in read.remarks[0]


def test_a_page_the_document_does_not_have_is_kept_as_words():
    read = read_row({"kind": "allergy", "name": "x", "source": "D-004 p. 9"}, find)
    assert (read.entry.proof, read.entry.proof_page, read.entry.source) == (LETTER.id, None, "D-004 p. 9")
    assert "no page 9" in read.remarks[0]


def test_a_vitamin_is_not_a_document():
    assert read_source("leaflet about vitamin D3", no_documents).remark == ""
