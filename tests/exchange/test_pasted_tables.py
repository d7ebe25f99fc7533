"""Pasted tables: columns by their names or as a person says, results across rows, and our own files whole."""

import tomllib

import pytest

from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.kinds import kind_called
from caregiver_app.domain.timeline.records import Lab, Therapy
from caregiver_app.exchange.history.template import history_template
from caregiver_app.exchange.pasted.columns import MEANINGS, column_named, kind_named
from caregiver_app.exchange.pasted.cycles import as_one, find_cycles
from caregiver_app.exchange.pasted.known import Known, content_of, repeats
from caregiver_app.exchange.pasted.proposing import Pasted, read_anew, read_file, read_pasted
from caregiver_app.exchange.pasted.row import COLUMNS, PastedRow, check, field_at, row_of
from family import history


def facts(pasted: Pasted) -> list[tuple[str, dict[str, str]]]:
    return [(row.kind, dict(row.fields)) for row in pasted.rows]


def test_a_table_with_tabs_is_read_by_the_names_of_its_columns() -> None:
    pasted = read_pasted("Date\tTest\tValue\tUnits\tReference range\tFlag\n2023-05-12\tLDH\t365\tU/L\t105-205\tH")
    assert facts(pasted) == [
        ("lab", {"date": "2023-05-12", "test": "LDH", "value": "365", "unit": "U/L", "reference_range": "105-205",
                 "printed_flag": "H"}),
    ]  # fmt: skip
    assert pasted.table is not None
    assert pasted.table.is_sure


def test_chinese_columns_are_known() -> None:
    pasted = read_pasted("日期\t治疗\t结果\n2023年5月12日\tR-CHOP方案 6周期\t完全缓解\n2023年11月\tPET-CT\t完全缓解")
    assert facts(pasted) == [
        ("therapy", {"date": "2023年5月12日", "regimen": "R-CHOP方案", "cycles": "6", "best_response": "完全缓解"}),
        ("response", {"date": "2023年11月", "category": "完全缓解", "judged_by": "PET-CT"}),
    ]


def test_the_result_of_a_lab_list_is_its_value_and_its_unit_is_set_apart() -> None:
    pasted = read_pasted('Component,Result,Standard Range,Flag\nHemoglobin,10.2 g/dL,12.0 - 15.5,L\nWBC,"4,500",,')
    assert [dict(row.fields) for row in pasted.rows] == [
        {"test": "Hemoglobin", "value": "10.2", "unit": "g/dL", "reference_range": "12.0 - 15.5", "printed_flag": "L"},
        {"test": "WBC", "value": "4,500"},
    ]


def test_tests_may_stand_across_and_days_may_stand_across() -> None:
    wide = read_pasted("Date\tWBC (10^9/L)\tHb\n12 May 2023\t4.5\t10.2 L")
    assert [dict(row.fields) for row in wide.rows] == [
        {"date": "12 May 2023", "test": "WBC", "unit": "10^9/L", "value": "4.5"},
        {"date": "12 May 2023", "test": "Hb", "value": "10.2", "printed_flag": "L"},
    ]
    days = read_pasted("Test\t2023-05-12\t3/4/2023\tUnit\nLDH\t365 H\t210\tU/L")
    assert [(row.fields["date"], row.fields["value"]) for row in days.rows] == [
        ("2023-05-12", "365"),
        ("3/4/2023", "210"),
    ]
    assert check(days.rows[1]).troubles["date"].options


def test_columns_set_with_spaces_are_read_under_their_heads() -> None:
    text = "Date          Treatment      Result\n12 May 2023   R-CHOP         CR\nJune 2024                    PD"
    assert facts(read_pasted(text)) == [
        ("therapy", {"date": "12 May 2023", "regimen": "R-CHOP", "best_response": "CR"}),
        ("response", {"date": "June 2024", "category": "PD"}),
    ]


def test_what_each_line_says_it_is_makes_a_table() -> None:
    text = "Test name: LDH\nValue: 310 U/L\nDate: 12 May 2023\nTest name: CRP\nValue: 3\nDate: 3/4/2023"
    assert facts(read_pasted(text)) == [
        ("lab", {"test": "LDH", "value": "310", "unit": "U/L", "date": "12 May 2023"}),
        ("lab", {"test": "CRP", "value": "3", "date": "3/4/2023"}),
    ]


def test_a_table_between_strokes_is_a_table() -> None:
    text = "| Date | Event |\n|------|-------|\n| spring 2024 | ASCT |"
    assert facts(read_pasted(text)) == [("procedure", {"date": "spring 2024", "procedure": "ASCT"})]


def test_rows_without_names_of_columns_are_read_as_lines() -> None:
    assert facts(read_pasted("LDH;365;U/l;135-225;+\nCRP;5,3;mg/l;<5;+")) == [
        ("lab", {"test": "LDH", "value": "365", "unit": "U/l", "reference_range": "135-225", "printed_flag": "+"}),
        ("lab", {"test": "CRP", "value": "5,3", "unit": "mg/l", "reference_range": "<5", "printed_flag": "+"}),
    ]


def test_a_column_nobody_knows_is_asked_and_kept_in_the_note_meanwhile() -> None:
    pasted = read_pasted("When\tWhat we did\tPrice\n5 June 2023\tR-CHOP 1\t300")
    assert pasted.table is not None
    assert not pasted.table.is_sure
    assert [(column.name, column.is_sure) for column in pasted.table.columns] == [
        ("When", True), ("What we did", False), ("Price", False),
    ]  # fmt: skip
    assert pasted.rows[0].fields["note"] == "1\nPrice: 300"
    assert pasted.rows[0].cycle == "1"


def test_a_person_says_what_the_columns_are() -> None:
    pasted = read_pasted("When\tWhat we did\tPrice\n5 June 2023\tR-CHOP\t6")
    assert pasted.table is not None
    again = read_anew(pasted.table, ("date", "what", "cycles"))
    assert facts(again) == [("therapy", {"date": "5 June 2023", "regimen": "R-CHOP", "cycles": "6"})]
    left = read_anew(pasted.table, ("date", "what", "skip"))
    assert facts(left) == [("therapy", {"date": "5 June 2023", "regimen": "R-CHOP"})]


def test_a_kind_nobody_knows_leaves_the_row_unplaced_with_its_texts() -> None:
    (row,) = read_pasted("Type\tDate\tName\nblorb\t2023\tR-CHOP").rows
    assert row.kind == ""
    assert row.doubts == ("“blorb” is not a kind we know.",)
    assert row.with_kind("therapy").fields == {"regimen": "R-CHOP", "date": "2023", "note": "blorb"}


def test_cells_of_several_lines_stay_together() -> None:
    (row,) = read_pasted('Date\tWhat\tNote\n2023\tR-CHOP\t"tired\nand cold"').rows
    assert row.fields["note"] == "tired\nand cold"


def test_two_hundred_columns_are_read() -> None:
    head = "\t".join(f"c{at}" for at in range(200))
    pasted = read_pasted(f"{head}\n" + ("\t".join(f"v{at}" for at in range(200)) + "\n") * 20)
    assert len(pasted.rows) == 21
    assert all("v199" in row.text for row in pasted.rows[1:])


def test_our_own_files_come_whole() -> None:
    pasted = read_file(history_template())
    assert len(pasted.rows) == 15
    assert all(check(row).entry is not None for row in pasted.rows)
    assert pasted.table is None


def test_a_row_our_own_reader_refuses_is_there_to_be_put_right() -> None:
    pasted = read_pasted("kind,date,name,value\nlab,3/4/2023,LDH,310\nblorb,2023,x,\nnote,2023,fine,")
    assert [row.line for row in pasted.rows] == [2, 3, 4]
    assert check(pasted.rows[0]).troubles["date"].options == ("2023-04-03", "2023-03-04")
    assert pasted.rows[0].fields["value"] == "310"
    assert pasted.rows[1].kind == ""
    assert pasted.rows[1].doubts[0].startswith("“blorb” is not a kind we know")


@pytest.mark.parametrize(
    ("name", "meaning"),
    [("Date of test", "date"), ("Standard Range", "range"), ("Units", "unit"), ("参考范围", "range"), ("单位", "unit"),
     ("Wert", "value"), ("Value (mg/dL)", "value"), ("favourite colour", "")],
)  # fmt: skip
def test_names_of_columns(name: str, meaning: str) -> None:
    assert column_named(name) == meaning


def test_no_name_of_a_column_or_kind_stands_for_two() -> None:
    for table in tomllib.loads(bundled.resource("spellings", "columns.toml").read_text(encoding="utf-8")).values():
        words = [word.casefold() for names in table.values() for word in names]
        assert sorted(words) == sorted(set(words))


def test_every_name_of_a_column_leads_to_what_a_person_can_choose() -> None:
    named = tomllib.loads(bundled.resource("spellings", "columns.toml").read_text(encoding="utf-8"))
    assert set(named["columns"]) <= set(MEANINGS)
    assert all(kind_called(kind) is not None for kind in named["kinds"])


def test_words_for_kinds() -> None:
    assert [kind_named(word) for word in ("Chemo", "化疗", "Lab result", "scan", "blorb")] == [
        "therapy", "therapy", "lab", "scan", "",
    ]  # fmt: skip


@pytest.mark.parametrize("entry", history(), ids=lambda entry: type(entry).__name__)
def test_an_entry_and_its_row_are_one(entry) -> None:
    made = check(row_of(entry)).entry
    assert made is not None
    assert made.amended(id=entry.id) == entry


@pytest.mark.parametrize("entry", history(), ids=lambda entry: type(entry).__name__)
def test_a_row_of_another_kind_keeps_every_text_it_shows(entry) -> None:
    row = row_of(entry)
    shown = [row.at(column) for column in COLUMNS if row.at(column)]
    moved = row.with_kind("note")
    assert all(text in "\n".join(moved.fields.values()) for text in shown)
    assert field_at("note", "unit") == ""


def test_cycles_are_offered_as_one_treatment() -> None:
    text = "12 May 2023 R-CHOP C1\n2 June 2023 RCHOP C2, tired\n23 June 2023 R-CHOP C3\n3 May 2024 R-ICE"
    rows = read_pasted(text).rows
    (cycles,) = find_cycles(list(enumerate(check(row).entry for row in rows)))
    assert cycles.places == (0, 1, 2)
    made = check(as_one(rows, cycles)).entry
    assert made == Therapy(
        id=made.id, regimen="R-CHOP", cycles="3", date=PartialDate("2023-05-12"),
        end=PartialDate("2023-06-23"),
        note="12 May 2023 R-CHOP C1\n2 June 2023 RCHOP C2, tired\n23 June 2023 R-CHOP C3",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "12 May 2023 R-CHOP\n12 May 2024 R-CHOP",  # half a year and more between them
        "12 May 2023 R-CHOP\n20 May 2023 R-ICE\n2 June 2023 R-CHOP",  # another treatment between them
        "12 May 2023 R-CHOP x3\n2 Aug 2023 R-CHOP x3",  # they count their cycles themselves
        "R-CHOP\nR-CHOP",  # nobody knows when
        "3/4/2023 R-CHOP\n4/5/2023 R-CHOP",  # nor yet here
    ],
)
def test_what_is_not_surely_one_treatment_is_not_offered_as_one(text: str) -> None:
    assert find_cycles(list(enumerate(check(row).entry for row in read_pasted(text).rows))) == []


def test_days_of_one_cycle_are_one_cycle() -> None:
    rows = read_pasted("1 May 2023 R-ICE C1D1\n8 May 2023 R-ICE C1D8\n22 May 2023 R-ICE C2D1").rows
    (cycles,) = find_cycles(list(enumerate(check(row).entry for row in rows)))
    assert as_one(rows, cycles).fields["cycles"] == "2"


def test_a_row_that_says_nothing_new_is_known_by_whatever_word() -> None:
    known = Known([Lab(test="Haemoglobin", value="10.2", unit="g/dL", place="Town", date=PartialDate("2023-05-12"))])

    def is_known(**fields: str) -> bool:
        row = PastedRow("lab", fields)
        entry = check(row).entry
        assert entry is not None
        return known.holds(row, entry)

    assert is_known(test="Hb", value="10.2", date="12 May 2023")
    assert is_known(test="Hemoglobin (Hb)", value="10.2", unit="g/dL", date="2023-05-12")
    assert not is_known(test="Hb", value="10.3", date="12 May 2023")
    assert not is_known(test="Hb", value="10.2", date="May 2023")
    assert not is_known(test="Hb", value="10.2", date="12 May 2023", printed_flag="L")


def test_rows_that_repeat_an_earlier_one_are_found() -> None:
    rows = read_pasted("12 May 2023 LDH 310\n12 May 2023 LDH 311\n12 May 2023: LDH 310").rows
    assert repeats(content_of(check(row).entry) for row in rows) == {2: 0}
