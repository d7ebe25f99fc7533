"""The file as a whole: encodings, delimiters, headers, line numbers, bad rows, repeats."""

from pathlib import Path

import pytest

from caregiver_app.domain.timeline.records import Lab, Scan, Therapy
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.encodings import NotText
from caregiver_app.exchange.history.columns import COLUMNS
from caregiver_app.exchange.history.reading import HistoryUnreadable, read_history, set_repeats_apart
from caregiver_app.exchange.history.template import history_template

SCAN = "kind,date,name,result\nscan,May 2023,PET-CT,Größe 3 mm über 2\n"
TEN_YEARS = Path(__file__).parent.parent / "files" / "ten_years.csv"


def the_only(data: bytes):
    history = read_history(data)
    assert not history.bad
    (row,) = history.rows
    return row.entry


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_unicode_file_is_read_without_a_word_about_it(encoding):
    history = read_history(SCAN.encode(encoding))
    assert history.rows[0].entry.finding == "Größe 3 mm über 2"
    assert history.notes == ()


def test_a_western_file_is_read_and_the_guess_is_told():
    history = read_history(SCAN.encode("cp1252"))
    assert history.rows[0].entry.finding == "Größe 3 mm über 2"
    assert "Windows-1252" in history.notes[0]


def test_a_chinese_file_from_a_spreadsheet_is_read_as_chinese():
    history = read_history("kind,date,name,result\nscan,2023年5月14日,PET-CT,左颈部淋巴结肿大\n".encode("gb18030"))
    assert history.rows[0].entry.finding == "左颈部淋巴结肿大"
    assert history.rows[0].entry.date == "2023-05-14"
    assert "Chinese" in history.notes[0]


@pytest.mark.parametrize(
    ("start", "word"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "older"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xfeodd", "damaged"),
        (bytes(range(32)) * 9, "not a text"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_plain_words(start, word):
    with pytest.raises(NotText, match=word) as refused:
        read_history(start)
    assert "as it was" in refused.value.safe
    assert "CSV" in refused.value.now


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_all_cut_rows(delimiter):
    data = delimiter.join(("kind", "name", "value")) + "\n" + delimiter.join(("lab", "LDH", "310"))
    assert the_only(data.encode()).value == "310"


def test_a_line_that_names_the_delimiter_is_obeyed():
    assert the_only(b"sep=;\r\nkind;name;value\r\nlab;LDH;1,5\r\n").value == "1,5"


def test_columns_stand_in_any_order_and_in_any_letters():
    entry = the_only(b"Value , NAME,kind\n310,LDH,LAB\n")
    assert (entry.test, entry.value) == ("LDH", "310")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("", "empty"),
        ("# only remarks\n\n", "empty"),
        ("a,b,c", "does not name"),
        ("\x01\x02\x03", "does not name"),
        ("kind,name,doctor,ward", "“doctor”, “ward”"),
        ("kind," + ",".join(f"c{n}" for n in range(3000)), "“c0”, .*“c9”, … are"),
        ("kind,name,name", "twice"),
        ("name,value", "“kind” is missing"),
    ],
)
def test_a_header_that_is_none_is_refused_with_what_to_write(header, told):
    with pytest.raises(HistoryUnreadable, match=told) as refused:
        read_history(header.encode())
    assert "kind, date, end" in refused.value.now


def test_a_header_of_any_width_is_read():
    commas = "," * 200_000
    assert the_only(f"kind,name{commas}\nnote,Talk{commas}\n".encode()).title == "Talk"


def test_blank_lines_and_remarks_are_passed_over_and_lines_still_counted():
    history = read_history(b'# mine\n\nkind,name,value\n,,\n# x\n"# quoted, by a spreadsheet",,\nlab,LDH,1\nlab,CRP,\n')
    assert [row.line for row in history.rows] == [7]
    assert [row.line for row in history.bad] == [8]


def test_a_text_of_several_lines_is_one_row_and_the_next_line_is_counted_right():
    history = read_history(b'kind,name,note\nnote,Talk,"one\r\ntwo\r\nthree"\nnope,x,y\n')
    assert history.rows[0].entry.note == "one\ntwo\nthree"
    assert history.bad[0].line == 5


def test_every_way_to_end_a_line_counts_as_one_line():
    history = read_history(b"kind,name\rnote,one\rnope,x\r")
    assert (history.rows[0].line, history.bad[0].line) == (2, 3)


def test_a_quotation_mark_never_closed_costs_one_row_and_not_the_rest():
    history = read_history(b'kind,name,value\nlab,"LDH,1\nlab,CRP,2\nlab,K,4\n')
    assert [row.entry.test for row in history.rows] == ["CRP", "K"]
    assert [(row.line, "pairs" in row.why) for row in history.bad] == [(2, True)]


def test_rows_swallowed_by_a_quotation_mark_are_found_again():
    data = b'kind,date,name,value,unit,result\nlab,2020,"LDH,1,,\nlab,2021,CRP,2,,\nlab,2022,"K",4,,\n'
    history = read_history(data)
    assert [row.entry.test for row in history.rows] == ["CRP", "K"]
    assert [row.line for row in history.bad] == [2]


def test_a_mark_that_closes_exactly_at_a_later_row_does_not_hide_the_rows_between():
    data = b'kind,date,name,value,unit,result\nlab,2020,LDH,1,,"high\nlab,2021,CRP,2,,\nlab,2022,K,4,,"\n'
    history = read_history(data)
    assert [row.entry.test for row in history.rows] == ["CRP"]
    assert (history.bad[0].line, history.bad[0].why) == (
        2,
        "A quotation mark that opens on this line closes only on line 4.",
    )


def test_a_file_full_of_torn_quotation_marks_is_given_up_in_time():
    history = read_history(b"kind,name,value\n" + b'lab,"a"b,1\n' * 5000)
    assert len(history.bad) == 1001
    assert "Reading stopped" in history.bad[-1].why


def test_a_cell_too_many_is_named_and_not_dropped():
    history = read_history(b"kind,name,value\nlab,LDH,1,5\nlab,CRP,2,,\n")
    assert "quotation marks" in history.bad[0].why
    assert history.rows[0].entry.test == "CRP"


def test_a_character_that_is_no_text_is_refused_by_line():
    history = read_history(b"kind,name,value\nlab,LD\0H,1\nlab,CRP,2\n")
    assert [row.line for row in history.bad] == [2]
    assert len(history.rows) == 1


def test_the_apostrophe_that_shields_a_formula_is_not_content():
    assert the_only(b"kind,name,value\nlab,LDH,'-3\n").value == "-3"
    assert the_only(b"kind,name,value\nlab,LDH,''=x\n").value == "'=x"
    assert the_only(b"kind,name,value\nlab,LDH,'s-Gravenhage\n").value == "'s-Gravenhage"


def test_a_row_already_in_the_case_or_twice_in_the_file_is_set_apart_by_line():
    history = read_history(b"kind,name,value\nlab,LDH,1\nlab,CRP,2\nlab,CRP,2\nlab,K,4\n")
    repeats = set_repeats_apart(history, [history.rows[0].entry.amended(id=history.rows[1].entry.id)])
    assert repeats.known == (2,)
    assert repeats.twice == ((4, 3),)
    assert [row.line for row in repeats.fresh] == [3, 5]


def test_the_template_imports_as_it_is_with_one_row_of_every_kind():
    history = read_history(history_template())
    assert history.bad == history.remarks == history.notes == ()
    assert len({type(row.entry) for row in history.rows}) == len(history.rows) == 15
    assert all("example" in row.entry.note for row in history.rows)


def test_the_template_names_the_columns_in_their_order():
    assert history_template().decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)


def test_ten_years_as_a_family_wrote_them_are_read_whole():
    history = read_history(TEN_YEARS.read_bytes())
    assert history.bad == ()
    assert len(history.rows) == 197
    therapies = [row.entry for row in history.rows if isinstance(row.entry, Therapy)]
    assert {therapy.line for therapy in therapies} == {1, 2, 3, 4, 5}
    assert all(row.entry.date for row in history.rows)
    assert sum(isinstance(row.entry, Lab) for row in history.rows) == 140
    assert [scan.value for scan in (row.entry for row in history.rows) if isinstance(scan, Scan)].count("34") == 1


def test_every_refusal_says_what_happened_what_is_safe_and_what_to_do():
    with pytest.raises(CaregiverError) as refused:
        read_history(b"")
    assert all((refused.value.happened, refused.value.safe, refused.value.now))


@pytest.mark.parametrize(
    ("telling", "read", "words"), [("25.3.2023", "2023-04-03", "day first"), ("3/25/2023", "2023-03-04", "month first")]
)
def test_dates_that_could_be_swapped_follow_the_file_when_it_shows_its_order(
    telling: str, read: str, words: str
) -> None:
    history = read_history(f"kind,date,name\nscan,3/4/2023,CT\nscan,{telling},PET-CT\n".encode())
    assert history.rows[0].entry.date == read
    assert words in history.notes[0]


def test_a_file_that_writes_dates_both_ways_is_not_guessed() -> None:
    history = read_history(b"kind,date,name\nscan,3/4/2023,CT\nscan,25.3.2023,CT\nscan,3/25/2023,CT\n")
    assert [row.line for row in history.bad] == [2]
    assert history.notes == ()
