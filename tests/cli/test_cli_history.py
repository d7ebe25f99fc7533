"""What was done, what was removed, and the way back, from a terminal."""

from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing, remove_documents
from caregiver_app.casebook.person import change_person
from caregiver_app.casebook.timeline import add_entry, change_entry, remove_entries
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.records import Scan, Therapy
from family import LETTER

R_CHOP = Therapy(regimen="R-CHOP", date="2023-06-02", end="2023-10-20", note="<b>\x1b[31mred")


@pytest.fixture
def lived_in(case: Path) -> Path:
    """A case in which things were added, changed, removed and undone."""
    with Casebook.open(case) as book:
        add_entry(book, R_CHOP)
        change_entry(book, R_CHOP.amended(end="2023-11-03"))
        letter = add_thing(book, LETTER)
        scan = Scan(modality="PET-CT", proof=letter.id, proof_page=2)
        add_entry(book, scan)
        remove_entries(book, [scan])
        remove_documents(book, [letter])
        change_person(book, book.snapshot().person.amended(question="Which way?"))
        book.undo()
    return case


def find(folder: Path, kind: type):
    with Casebook.open(folder) as book:
        return next(one.record for one in book.trash(kind))


def test_the_steps_are_listed_newest_first_with_what_is_undone(caregiver, lived_in):
    told = caregiver("history", lived_in)
    assert told.code == 0
    rows = told.out.splitlines()[2:]
    assert [row.split()[0] for row in rows] == ["7", "6", "5", "4", "3", "2", "1"]
    assert "Change personal details" in rows[0]
    assert rows[0].endswith("undone")
    assert "Change: Treatment" in rows[5]
    assert not rows[5].endswith("undone")


def test_only_so_many_are_listed_and_the_rest_is_counted(caregiver, lived_in):
    told = caregiver("history", lived_in, "--most", 2)
    assert len(told.out.splitlines()) == 5
    assert "5 earlier ones are not listed" in told.out
    assert len(caregiver("history", lived_in, "--most", 2, "--json").json["steps"]) == 2
    for wrong in ("0", "-1", "many", "²"):
        assert caregiver("history", lived_in, "--most", wrong).code == 2


def test_steps_as_json_say_what_each_touched(caregiver, lived_in):
    steps = caregiver("history", lived_in, "--json").json["steps"]
    assert [(step["number"], step["done"]) for step in steps][:2] == [(7, False), (6, True)]
    assert steps[5]["touched"] == [
        {
            "id": str(R_CHOP.id),
            "what": "Treatment: R-CHOP",
            "changes": ["Ended: 20 October 2023 → 3 November 2023"],
        }
    ]


def test_the_versions_of_a_record_are_listed_and_one_brought_back(caregiver, lived_in):
    told = caregiver("history", lived_in, R_CHOP.id)
    assert "Ended: 20 October 2023 → 3 November 2023" in " ".join(told.out.split())
    assert "\x1b" not in told.out
    told = caregiver("bring-back", lived_in, R_CHOP.id.hex[:8], "--version", 1)
    assert (told.code, told.out.splitlines()[0]) == (0, "Brought back: Treatment: R-CHOP.")
    assert "caregiver undo" in told.out
    with Casebook.open(lived_in) as book:
        assert book.find(R_CHOP.id) == R_CHOP
        assert book.undo_label == "Bring back an earlier version: Treatment"
    told = caregiver("bring-back", lived_in, R_CHOP.id, "--version", 1)
    assert told.out == "It is like that already: Treatment: R-CHOP.\n"


def test_versions_as_json_hold_the_whole_record_and_what_changed(caregiver, lived_in):
    found = caregiver("history", lived_in, R_CHOP.id, "--json").json
    assert (found["id"], found["kind"], found["in_case"]) == (str(R_CHOP.id), "Treatment", True)
    newest, first = found["versions"]
    assert newest["changes"] == [
        {"field": "end", "name": "Ended", "before": "20 October 2023", "after": "3 November 2023"}
    ]
    assert (first["version"], first["changes"], first["record"]) == (1, [], R_CHOP.model_dump(mode="json"))
    gone = caregiver("history", lived_in, "D-001", "--json").json
    assert (gone["in_case"], gone["versions"][0]["removed"], gone["versions"][0]["record"]) == (False, True, None)


def test_the_person_has_versions_too(caregiver, lived_in):
    caregiver("redo", lived_in)
    told = caregiver("history", lived_in, "person")
    assert "Your question: (empty) → Which way?" in " ".join(told.out.split())
    assert "before the first step kept" in told.out
    assert caregiver("bring-back", lived_in, "person", "--version", 0).code == 0
    with Casebook.open(lived_in) as book:
        assert book.snapshot().person.question == ""


def test_what_was_removed_is_listed_and_comes_back_with_a_word_about_its_paper(caregiver, lived_in):
    told = caregiver("trash", lived_in)
    scan = find(lived_in, Scan)
    assert str(scan.id)[:8] in told.out
    assert "D-001 · Discharge letter" in told.out
    listed = caregiver("trash", lived_in, "--json").json["removed"]
    assert [(one["kind"], one["undone"]) for one in listed] == [("Document", False), ("Scan", False)]
    told = caregiver("bring-back", lived_in, str(scan.id)[:8])
    assert told.code == 0
    assert "It was shown by D-001 Discharge letter, page 2." in told.out
    told = caregiver("bring-back", lived_in, "D-001")
    assert "Brought back: D-001 · Discharge letter." in told.out
    assert caregiver("trash", lived_in).out == "Nothing was removed.\n"


def test_the_links_of_a_paper_come_back_with_it(caregiver, case):
    with Casebook.open(case) as book:
        letter = add_thing(book, Document(number=1, title="letter"))
        add_entry(book, Scan(modality="PET-CT", proof=letter.id))
        remove_documents(book, [letter])
    assert "1 link that led to it is on again." in caregiver("bring-back", case, "D-001").out


def test_what_is_in_the_case_asks_for_a_version(caregiver, lived_in):
    told = caregiver("bring-back", lived_in, R_CHOP.id)
    assert (told.code, told.out, len(told.err.splitlines())) == (1, "", 3)
    assert "--version" in told.err


def test_what_nobody_knows_is_said_plainly_and_nothing_changes(caregiver, lived_in):
    before = caregiver("history", lived_in).out
    for command in (
        ("history", lived_in, "D-999"),
        ("bring-back", lived_in, "zzz"),
        ("bring-back", lived_in, R_CHOP.id, "--version", 99),
    ):
        told = caregiver(*command)
        assert (told.code, told.out, len(told.err.splitlines())) == (1, "", 3)
    assert caregiver("bring-back", lived_in, R_CHOP.id, "--version", "one").code == 2
    assert caregiver("history", lived_in).out == before


def test_a_case_nobody_has_changed_says_so(caregiver, case):
    assert caregiver("history", case).out == "Nothing was done in this case yet.\n"
    assert caregiver("history", case, "--json").json == {"steps": []}
    assert caregiver("trash", case, "--json").json == {"removed": []}
    assert "before the first step kept" in caregiver("history", case, "person").out
