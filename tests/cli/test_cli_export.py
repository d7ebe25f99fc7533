"""The history as a table, and as JSON: everything is in it, and what cannot be is named."""

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.kinds import KINDS, kind_of
from caregiver_app.domain.timeline.records import Note, Therapy


@pytest.fixture
def filled(case):
    """A case with one entry of every kind, all of whose fields say something."""
    with Casebook.open(case) as book:
        letter = add_thing(book, Document(number=1, title="letter", pages=3))
        strict = {"date": "2023-05-01", "end": "about 2023-06", "line": 2, "planned": "yes", "how_known": "memory",
                  "proof": letter.id, "proof_page": 3}  # fmt: skip
        entries = [
            kind.record.model_validate(
                {name: strict.get(name, f"= {kind.id} {name}") for name in kind.record.model_fields if name != "id"}
            )
            for kind in KINDS
        ]
        add_entries(book, entries, "Everything")
        return case, book.snapshot().entries


def test_a_history_goes_out_and_comes_in_again_whole(caregiver, filled, tmp_path):
    case, entries = filled
    file = tmp_path / "out.csv"
    told = caregiver("export", case, "-o", file)
    assert (told.code, told.out, told.err) == (0, f"The table is in “{file}”: {len(KINDS)} entries.\n", "")
    assert "nothing new" in caregiver("import", case, file).out
    caregiver("undo", case)
    assert f"{len(KINDS)} entries were imported" in caregiver("import", case, file).out
    with Casebook.open(case) as book:
        back = book.snapshot().entries
    assert sorted((entry.model_dump(exclude={"id"}) for entry in back), key=str) == sorted(
        (entry.model_dump(exclude={"id"}) for entry in entries), key=str
    )


def test_a_table_that_is_there_stays_until_it_may_be_replaced(caregiver, filled, tmp_path):
    case, _entries = filled
    file = tmp_path / "out.csv"
    file.write_text("kind,name\nnote,mine\n")
    told = caregiver("export", case, "-o", file)
    assert (told.code, told.out, len(told.err.splitlines())) == (1, "", 3)
    assert "--replace" in told.err
    assert file.read_text() == "kind,name\nnote,mine\n"
    assert caregiver("export", case, "-o", file, "--replace").code == 0
    assert "therapy" in file.read_text(encoding="utf-8-sig")
    told = caregiver("export", case, "-o", case / "case.db", "--replace")
    assert (told.code, "not a history table" in told.err) == (1, True)


def test_an_entry_no_table_can_hold_is_named_and_the_command_says_so(caregiver, case, tmp_path):
    with Casebook.open(case) as book:
        add_entries(book, [Note(title="a\0b", date="2023-05"), Note(title="kept")], "Notes")
    told = caregiver("export", case, "-o", tmp_path / "out.csv")
    assert (told.code, told.err) == (3, "")
    assert told.out.splitlines() == [
        f"The table is in “{tmp_path / 'out.csv'}”: 1 entry.",
        "1 entry could not be written:",
        "  May 2023, Note, a‹U+0000›b: It holds a character that is not text.",
    ]


def test_an_empty_timeline_gives_the_columns_alone(caregiver, case, tmp_path):
    assert caregiver("export", case, "-o", tmp_path / "out.csv").code == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").startswith("kind,date,end")
    assert "nothing new" in caregiver("import", case, tmp_path / "out.csv").out


def test_the_timeline_as_json_has_every_field_of_every_kind(caregiver, filled):
    case, entries = filled
    listed = {entry["id"]: entry for entry in caregiver("list", case, "timeline", "--json").json["entries"]}
    assert len(listed) == len(entries) == len(KINDS)
    for entry in entries:
        told = listed[str(entry.id)]
        fields = entry.model_dump(mode="json")
        assert {name: told[name] for name in fields} == fields
        assert {*told} - {*fields} == {"kind", "headline", "date_words", "proof_number"}
        assert (told["kind"], told["proof_number"]) == (kind_of(entry).id, "D-001")
    (therapy,) = (listed[str(entry.id)] for entry in entries if isinstance(entry, Therapy))
    assert (therapy["planned"], therapy["cycles_planned"]) == ("yes", "= therapy cycles_planned")


def test_many_rows_that_repeat_are_counted_and_not_all_listed(caregiver, case, history):
    told = caregiver("import", case, history(*["lab,2023,LDH,310"] * 40))
    assert "Line 21 is the same" in told.out
    assert "Line 23" not in told.out
    assert "19 more lines are the same as earlier ones" in told.out
