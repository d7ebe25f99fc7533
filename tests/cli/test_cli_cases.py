"""Starting a case, importing a history, undo and redo: what is said and how it ends."""

import os
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook

TEN_YEARS = Path(__file__).parent.parent / "files" / "ten_years.csv"


def entries(folder):
    with Casebook.open(folder) as book:
        return book.snapshot().entries


def test_a_new_case_knows_the_person(case):
    with Casebook.open(case) as book:
        person = book.snapshot().person
    assert (person.name, person.born) == ("Lin Wei", "1970-05-14")


def test_a_new_case_is_never_put_where_something_is(caregiver, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "letter.txt").write_text("mine")
    told = caregiver("new", tmp_path / "there", "--name", "Lin Wei")
    assert told.code == 1
    assert len(told.err.splitlines()) == 3
    assert os.listdir(tmp_path / "there") == ["letter.txt"]


def test_an_empty_folder_takes_a_new_case(caregiver, tmp_path):
    assert caregiver("new", tmp_path, "--name", "Lin Wei").code == 0


def test_a_folder_without_a_case_is_told_plainly(caregiver, tmp_path):
    for command in (("list", tmp_path, "timeline"), ("undo", tmp_path), ("check", tmp_path)):
        told = caregiver(*command)
        assert (told.code, told.out) == (1, "")
        assert len(told.err.splitlines()) == 3
    assert os.listdir(tmp_path) == []


def test_a_history_is_imported_as_one_step(caregiver, case):
    told = caregiver("import", case, TEN_YEARS)
    assert (told.code, told.err) == (0, "")
    assert "197 entries were imported" in told.out
    assert len(entries(case)) == 197
    assert "Import 197 entries from ten_years.csv" in caregiver("undo", case).out
    assert entries(case) == ()
    assert "Import 197 entries" in caregiver("redo", case).out
    assert len(entries(case)) == 197


def test_one_bad_row_keeps_everything_out_and_is_named(caregiver, case, history):
    file = history("lab,May 2023,LDH,310", "lab,3/4/2023,LDH,290", "labs,2023,CRP,3")
    told = caregiver("import", case, file)
    assert told.code == 1
    assert "2 rows of “history.csv”" in told.err
    assert "line 3: “3/4/2023” could be 3 April 2023 or 4 March 2023" in told.err
    assert "line 4: “labs” is not a kind we know" in told.err
    assert "Nothing was imported" in told.err
    assert entries(case) == ()


def test_bad_rows_can_be_skipped_and_are_still_named(caregiver, case, history):
    told = caregiver("import", case, history("lab,May 2023,LDH,310", "labs,2023,CRP,3"), "--skip-bad")
    assert told.code == 0
    assert "line 3" in told.err
    assert "1 entry was imported" in told.out
    assert len(entries(case)) == 1


def test_a_file_of_bad_rows_alone_imports_nothing_also_when_they_are_skipped(caregiver, case, history):
    told = caregiver("import", case, history("labs,2023,CRP,3"), "--skip-bad")
    assert told.code == 1
    assert "Nothing was imported" in told.err


def test_the_same_file_twice_adds_nothing_and_says_so(caregiver, case):
    caregiver("import", case, TEN_YEARS)
    told = caregiver("import", case, TEN_YEARS)
    assert told.code == 0
    assert "197 rows are in the case already" in told.out
    assert "lines 4–" in told.out
    assert len(entries(case)) == 197
    with Casebook.open(case) as book:
        assert book.undo_label == "Import 197 entries from ten_years.csv"


def test_a_row_twice_in_the_file_is_added_once_and_named(caregiver, case, history):
    told = caregiver("import", case, history("lab,2023,LDH,310", "lab,2023,LDH,310"))
    assert "Line 3 is the same in every field as line 2" in told.out
    assert len(entries(case)) == 1


def test_a_document_named_as_source_becomes_the_proof(caregiver, case, history, tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    caregiver("add", case, tmp_path / "letter.txt")
    caregiver("import", case, history("lab,2023,LDH,310,,,D-001", "lab,2023,CRP,3,,,D-007"))
    listed = caregiver("list", case, "timeline", "--json").json["entries"]
    assert {entry["test"]: entry["proof_number"] for entry in listed} == {"LDH": "D-001", "CRP": None}


def test_a_file_whose_name_is_no_text_is_imported_and_named_in_the_step(caregiver, case, history):
    rows = ("lab,May 2023,LDH,310", "lab,May 2023,CRP,3")
    for command, name in (("import", b"caf\xe9.csv"), ("paste", b"\xe9.csv")):
        file = history(rows[command == "paste"], name=os.fsdecode(name))
        assert os.fsencode(file).endswith(name)
        assert caregiver(command, case, file).code == 0
        assert f"Import 1 entry from {name.decode('utf-8', 'backslashreplace')}" in caregiver("history", case).out
    assert len(entries(case)) == 2


def test_an_empty_history_is_nothing_new(caregiver, case, history):
    told = caregiver("import", case, history())
    assert (told.code, told.out) == (0, "There was nothing new to import.\n")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"a,b\n1,2\n", b"\0\0\0"])
def test_a_file_that_is_no_history_is_refused_in_three_sentences(caregiver, case, tmp_path, content):
    (tmp_path / "x.csv").write_bytes(content)
    told = caregiver("import", case, tmp_path / "x.csv")
    assert (told.code, told.out) == (1, "")
    assert len(told.err.splitlines()) == 3


def test_a_missing_file_or_a_folder_is_told_plainly(caregiver, case, tmp_path):
    assert "“nope.csv” is not there." in caregiver("import", case, tmp_path / "nope.csv").err
    assert "not a history table" in caregiver("import", case, tmp_path).err


def test_nothing_to_undo_is_told_and_not_a_fault(caregiver, tmp_path):
    caregiver("new", tmp_path / "c", "--name", "Lin Wei")
    assert caregiver("undo", tmp_path / "c").code == 1
    assert caregiver("redo", tmp_path / "c").code == 1


def test_a_case_in_use_is_told_plainly(caregiver, case):
    with Casebook.open(case):
        told = caregiver("undo", case)
    assert told.code == 1
    assert len(told.err.splitlines()) == 3


def test_the_template_is_written_once_and_imports(caregiver, case, tmp_path):
    file = tmp_path / "history.csv"
    assert caregiver("template", file).code == 0
    assert "15 entries were imported" in caregiver("import", case, file).out
    before = file.read_bytes()
    told = caregiver("template", file)
    assert told.code == 1
    assert "already" in told.err
    assert file.read_bytes() == before


def test_a_template_for_a_folder_that_is_not_there_is_told_plainly(caregiver, tmp_path):
    assert caregiver("template", tmp_path / "no" / "history.csv").code == 1
