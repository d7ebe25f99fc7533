"""A field may have a column of its own: it is taken as it stands, and what it displaces stays in the note."""

from typing import Any
from uuid import UUID

import pytest

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.exchange.history.columns import COLUMNS, RowUnclear, further_columns
from caregiver_app.exchange.history.reading import HistoryUnreadable, is_history, read_history
from caregiver_app.exchange.history.row import read_row

LETTER = Document(id=UUID(int=4), number=4, title="Letter", pages=3)


def read(kind: str, **cells: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what a row filled in, and the remarks about it."""
    row = read_row({"kind": kind, **cells}, {4: LETTER}.get)
    return {name: value for name, value in row.entry if value and name != "id"}, row.remarks


def fields(kind: str, **cells: str) -> dict[str, Any]:
    return {name: value for name, value in read(kind, **cells)[0].items() if name != "how_known"}


def test_every_field_of_every_kind_is_a_column() -> None:
    known = {*COLUMNS, *further_columns()}
    for kind in KINDS:
        assert {*kind.record.model_fields} - {"id", "proof", "proof_page"} <= known
    assert {"document", "page", "exactly"} <= known


def test_every_column_is_understood_in_a_header() -> None:
    header = ",".join((*COLUMNS, *further_columns()))
    assert read_history(f"{header}\n".encode()).rows == ()
    with pytest.raises(HistoryUnreadable, match="“doctor”"):
        read_history(f"{header},doctor\n".encode())


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        ("therapy", {"regimen": "R: a"}, {"regimen": "R: a"}),
        ("therapy", {"name": "R: day 1", "drugs": "a"}, {"regimen": "R: day 1", "drugs": "a"}),
        ("therapy", {"name": "R", "best_response": "PR", "result": "CR"},
         {"regimen": "R", "best_response": "PR", "ended_because": "CR"}),
        ("therapy", {"name": "R", "ended_because": "plan", "result": "CR"},
         {"regimen": "R", "best_response": "CR", "ended_because": "plan"}),
        ("therapy", {"name": "R", "cycles": "6 cycles", "planned": "Yes"},
         {"regimen": "R", "cycles": "6 cycles", "planned": "yes"}),
        ("diagnosis", {"disease": "CLL", "stage": "stage II", "risk_index": "high"},
         {"disease": "CLL", "stage": "stage II", "risk_index": "high"}),
        ("response", {"name": "CR", "judged_by": "PET"}, {"category": "CR", "judged_by": "PET"}),
        ("response", {"name": "CR", "category": "PR"}, {"category": "PR", "judged_by": "CR"}),
        ("response", {"name": "CR", "deauville": "deauville 2"}, {"category": "CR", "deauville": "deauville 2"}),
        ("relapse", {"event": "it grew", "value": "hip"}, {"event": "it grew", "site": "hip"}),
        ("relapse", {"name": "PET-CT", "proven_by": "biopsy"},
         {"event": "Relapse", "proven_by": "biopsy", "site": "PET-CT"}),
        ("lab", {"test": "LDH", "value": "1", "printed_flag": "1-2", "result": "3-4"},
         {"test": "LDH", "value": "1", "printed_flag": "1-2", "reference_range": "3-4"}),
        ("lab", {"name": "LDH", "result": "1-2", "reference_range": "3-4", "value": "1"},
         {"test": "LDH", "value": "1", "printed_flag": "1-2", "reference_range": "3-4"}),
        ("note", {"title": "Talk", "note": "of travel"}, {"title": "Talk", "note": "of travel"}),
    ],
)  # fmt: skip
def test_a_column_of_its_own_is_taken_as_it_stands(kind: str, cells: dict[str, str], expected: dict[str, str]) -> None:
    assert fields(kind, **cells) == expected


@pytest.mark.parametrize(
    ("kind", "cells", "note"),
    [
        ("therapy", {"name": "R-CHOP", "regimen": "R-ICE"}, "name: R-CHOP"),
        ("therapy", {"name": "R-ICE", "regimen": "R-ICE"}, ""),
        ("diagnosis", {"name": "CLL", "stage": "II", "value": "III"}, "value: III"),
        ("response", {"category": "CR", "judged_by": "PET", "name": "CT", "result": "PR"}, "name: CT\nresult: PR"),
        ("relapse", {"name": "relapse", "event": "progression"}, "name: relapse"),
        ("lab", {"name": "LDH", "value": "1", "drugs": "none"}, "drugs: none"),
        ("note", {"name": "a", "note": "c", "exactly": '{"note": "b "}'}, "b \nnote: c"),
        ("note", {"name": "a", "source": "c", "exactly": '{"source": "b "}'}, "source: c"),
        ("allergy", {"name": "nuts", "place": "home", "exactly": '{"place": "b "}'}, "place: home"),
    ],
)
def test_what_a_column_of_its_own_displaces_stays_in_the_note(kind: str, cells: dict[str, str], note: str) -> None:
    assert fields(kind, **cells).get("note", "") == note


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"how_known": "memory"}, {"how_known": "memory"}),
        ({"how_known": "from a report", "source": "memory: D-004"}, {"how_known": "report", "source": "memory: D-004"}),
        ({"document": "D-004", "page": "2"}, {"how_known": "report", "proof": LETTER.id, "proof_page": 2}),
        ({"document": "4"}, {"how_known": "report", "proof": LETTER.id}),
        (
            {"document": "d4", "source": "memory: see D-004 p. 1"},
            {"how_known": "memory", "source": "see D-004 p. 1", "proof": LETTER.id},
        ),
        (
            {"page": "3", "source": "letter, D-004"},
            {"how_known": "report", "source": "letter", "proof": LETTER.id, "proof_page": 3},
        ),
        ({"exactly": '{"source": " a"}', "how_known": "memory"}, {"how_known": "memory", "source": " a"}),
    ],
)
def test_the_source_may_be_said_in_columns_one_by_one(cells: dict[str, str], expected: dict[str, Any]) -> None:
    found, remarks = read("allergy", name="nuts", **cells)
    assert ({name: value for name, value in found.items() if name != "substance"}, remarks) == (expected, ())


def test_a_document_that_is_not_here_is_kept_as_words_with_its_page() -> None:
    found, remarks = read("allergy", name="nuts", document="D-009", page="2", how_known="memory")
    assert (found["note"], found["how_known"], "proof" in found) == ("document: D-009\npage: 2", "memory", False)
    assert remarks == ("D-009 is not in this case; it was kept as words.",)


def test_a_page_the_document_does_not_have_is_taken_in_and_told() -> None:
    found, remarks = read("allergy", name="nuts", document="D-004", page="9")
    assert found["proof_page"] == 9
    assert remarks == ("D-004 has no page 9; it was taken in as written.",)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("planned", "perhaps"),
        ("how_known", "hearsay"),
        ("document", "letter"),
        ("document", "D-0"),
        ("document", "9" * 5000),
        ("page", "two"),
        ("page", "0"),
        ("page", "9" * 5000),
        ("exactly", "x"),
        ("exactly", "[" * 100_000),
        ("exactly", '["note"]'),
        ("exactly", '{"note": 1}'),
        ("exactly", '{"doctor": "x"}'),
        ("exactly", '{"planned": "x"}'),
        ("exactly", '{"how_known": "x"}'),
        ("exactly", '{"note": "\\u0000"}'),
        ("exactly", '{"note": "\\ud800"}'),
    ],
)
def test_a_cell_that_cannot_be_meant_is_refused_with_its_column(column: str, cell: str) -> None:
    with pytest.raises(RowUnclear) as refused:
        read("procedure", **{"name": "radiation", "document": "4", column: cell})
    assert column in str(refused.value)


def test_a_table_is_known_by_its_first_row() -> None:
    assert is_history("kind;name\n".encode("utf-16"))
    assert not any(map(is_history, (b"", b"mine", b"%PDF-1.7", b"a,b\n", b"kind,doctor\n", bytes(range(256)))))
