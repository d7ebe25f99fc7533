"""Several entries at once: what a text proposes against a case, and one step for all of it."""

from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.several import (
    PASTED,
    NotLines,
    add_lab_results,
    add_several,
    entries_of,
    propose_anew,
    propose_bytes,
    propose_file,
    propose_text,
)
from caregiver_app.domain.timeline.records import Lab
from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Cancelled
from cases import new_case

TEXT = "12 May 2023 LDH 310 U/L\n3/4/2023 LDH 290\nBest wishes\n12 May 2023 LDH 310 U/L"


@pytest.fixture
def book(tmp_path: Path):
    with Casebook.open(new_case(tmp_path / "case")) as made:
        yield made


def test_only_what_is_clear_and_new_is_new(book: Casebook) -> None:
    proposed = propose_text(TEXT, book.snapshot())
    assert [one.is_new for one in proposed.rows] == [True, False, False, False]
    assert proposed.rows[3].same_as == 0
    add_several(book, entries_of([proposed.rows[0].row], {"how_known": "check"}), PASTED)
    assert [one.is_known for one in propose_text(TEXT, book.snapshot()).rows] == [True, False, False, True]


@pytest.mark.parametrize(
    ("origin", "label"),
    [
        ("", "Add 1 entry"),
        (PASTED, "Add 1 entry from pasted text"),
        ("a.csv", "Import 1 entry from a.csv"),
        ("caf\udce9.csv", "Import 1 entry from caf\\xe9.csv"),
    ],
)
def test_a_step_is_named_by_where_its_entries_came_from(book: Casebook, origin: str, label: str) -> None:
    before = book.snapshot()
    assert add_several(book, [Lab(test="LDH", value="3")], origin) == 1
    assert book.undo_label == label
    book.undo()
    assert book.snapshot() == before


def test_lab_results_are_one_step(book: Casebook) -> None:
    assert add_lab_results(book, [Lab(test="LDH", value="3"), Lab(test="CRP", value="4")]) == 2
    assert book.undo_label == "Add 2 lab results"


def test_what_is_said_for_all_rows_gives_way_to_what_a_row_says(book: Casebook) -> None:
    text = "kind,date,name,value,source\nlab,2023,LDH,310,memory\nlab,2024,LDH,300,"
    rows = [one.row for one in propose_text(text, book.snapshot()).rows]
    made = entries_of(rows, {"how_known": "report", "place": "Town"})
    assert (made[0].how_known, made[0].place) == ("memory", "Town")


def test_a_table_is_read_anew_as_a_person_says(book: Casebook) -> None:
    table = propose_text("When\tOurs\n5 June 2023\tR-CHOP", book.snapshot()).pasted.table
    assert table is not None
    (row,) = propose_anew(table, ("skip", "what"), book.snapshot()).rows
    assert (row.row.kind, "date" in row.row.fields) == ("therapy", False)


def test_a_file_is_read_in_its_own_letters_and_what_is_no_text_refused(book: Casebook, tmp_path: Path) -> None:
    assert propose_bytes("2023年5月 白细胞 3.2".encode("gb18030"), book.snapshot()).rows[0].row.kind == "lab"
    with pytest.raises(NotLines):
        propose_file(tmp_path, book.snapshot())
    (tmp_path / "x.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(CaregiverError, match="spreadsheet or ZIP file"):
        propose_file(tmp_path / "x.csv", book.snapshot())


def test_reading_can_be_stopped(book: Casebook) -> None:
    def stop(*_step: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        propose_text(TEXT, book.snapshot(), stop)
