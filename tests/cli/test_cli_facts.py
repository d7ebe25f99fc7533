"""`caregiver facts`: the JSON other programs read, and a page that reads well on a narrow terminal."""

from datetime import date
from pathlib import Path

import pytest

from caregiver_app.cli.terminal_text import width

TEN_YEARS = Path(__file__).parent.parent / "files" / "ten_years.csv"
LINE = {"number", "regimen", "parts", "start", "end", "best_response", "relapse", "ended_because", "rule"}


@pytest.fixture
def ten_years(caregiver, case):
    assert caregiver("import", case, TEN_YEARS).code == 0
    return case


def test_the_json_has_the_keys_other_programs_rely_on(caregiver, ten_years):
    facts = caregiver("facts", ten_years, "--json", "--as-of", "2025-05-14").json
    assert {"lines", "status", "intervals", "notes"} <= set(facts)
    assert all(set(line) >= LINE for line in facts["lines"])
    assert set(facts["lines"][0]["parts"][0]) == {"kind", "name", "role", "start", "end", "id"}
    assert set(facts["status"]) >= {"state", "since", "text", "evidence"}
    assert all(set(one) >= {"id", "line", "text", "days_min", "days_max"} for one in facts["intervals"])
    assert all(set(note) == {"id", "text", "records"} for note in facts["notes"])


def test_ten_years_are_five_lines_with_their_responses_and_relapses(caregiver, ten_years):
    lines = caregiver("facts", ten_years, "--json", "--as-of", "2025-05-14").json["lines"]
    assert [(line["number"], line["regimen"], line["best_response"], line["relapse"]) for line in lines] == [
        (1, "VRd", "CR", "2019-05-13"),
        (2, "DRd", "VGPR", "late 2021-11"),
        (3, "KPd", "PR", "2023-05"),
        (4, "SVd", "PD", "2023-10-16"),
        (5, "CAR-T infusion", "CR", None),
    ]
    assert {line["rule"] for line in lines} == {"as recorded"}


def test_records_named_in_facts_are_records_of_the_case(caregiver, ten_years):
    known = {entry["id"] for entry in caregiver("list", ten_years, "timeline", "--json").json["entries"]}
    facts = caregiver("facts", ten_years, "--json").json
    named = {part["id"] for line in facts["lines"] for part in line["parts"]}
    named |= {record for key in ("intervals", "exposures", "notes") for one in facts[key] for record in one["records"]}
    assert named | set(facts["status"]["records"]) <= known


def test_a_history_without_numbers_gets_them_from_rules_that_are_named(caregiver, case, history):
    file = history(
        "diagnosis,2020-01-01,Multiple myeloma", "therapy,2020-02-01,VRd", "therapy,2021-05-01,DPd,,,progression"
    )
    caregiver("import", case, file)
    lines = caregiver("facts", case, "--json").json["lines"]
    assert [line["number"] for line in lines] == [1, 2]
    for line in lines:
        assert line["rule"].startswith(f"{', '.join(line['rules'])}: ")


def test_the_day_to_count_to_is_today_unless_said(caregiver, case):
    assert caregiver("facts", case, "--json").json["as_of"] == date.today().isoformat()
    assert caregiver("facts", case, "--json", "--as-of", "14 May 2026").json["as_of"] == "2026-05-14"
    told = caregiver("facts", case, "--as-of", "May 2026")
    assert told.code == 2
    assert "“May 2026” is not one day." in told.err


def test_the_evidence_names_document_and_page(caregiver, case, tmp_path, history):
    (tmp_path / "letter.txt").write_text("page one\fpage two")
    caregiver("add", case, tmp_path / "letter.txt")
    caregiver("import", case, history('relapse,18 June 2024,relapse,,,PET-CT and biopsy,"report, D-001 p. 2"'))
    assert (
        caregiver("facts", case, "--json").json["status"]["evidence"] == "PET-CT and biopsy, from a report, D-001 p. 2"
    )


def test_the_page_reads_well_on_eighty_columns(caregiver, ten_years, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    told = caregiver("facts", ten_years, "--as-of", "2025-05-14")
    assert (told.code, told.err) == (0, "")
    rows = told.out.splitlines()
    assert max(map(width, rows)) <= 80
    for title in ("Where the disease stands", "Times between dates", "Classes of drugs given", "To ask or to check"):
        assert rows[rows.index(title) - 1] == ""
        assert rows[rows.index(title) + 1].startswith("– ")
    assert "Numbered as recorded: 5. Counted by the published rules: 5." in told.out
    assert "– In complete remission: CR, 9 January 2025, in line 5; no treatment recorded" in told.out


def test_an_empty_case_is_told_in_two_sentences(caregiver, case):
    told = caregiver("facts", case)
    assert "No treatment is recorded yet." in told.out
    assert "Nothing recorded says where the disease stands." in told.out


def test_what_a_family_typed_cannot_steer_the_terminal(caregiver, case, history):
    caregiver("import", case, history("therapy,2020-02-01,R-\x1b[31mCHOP\u202e", "relapse,2021,it \x07grew"))
    told = caregiver("facts", case)
    assert not {"\x1b", "\x07", "\u202e"} & set(told.out)
    assert "‹U+001B›" in told.out


def test_facts_of_no_case_are_told_plainly(caregiver, tmp_path):
    told = caregiver("facts", tmp_path)
    assert (told.code, told.out) == (1, "")
    assert len(told.err.splitlines()) == 3
