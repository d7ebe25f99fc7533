"""`caregiver find`: which papers hold these words, on which page, and what stands there."""

from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import LAYER, WAITING, PageText


@pytest.fixture
def papers(case: Path) -> Path:
    """A case with two papers; a page of the second has not been read."""
    with Casebook.open(case) as book:
        book.readings.put("a" * 64, (PageText(1, "Dear colleague", LAYER), PageText(2, "The marrow is empty", LAYER)))
        book.readings.put("b" * 64, (PageText(1, "", WAITING),))
        add_thing(book, Document(number=1, title="Discharge letter", fingerprint="a" * 64, date="2024-03-02"))
        add_thing(book, Document(number=1, title="Marrow report", kind="pathology-report", fingerprint="b" * 64))
    return case


def test_each_paper_is_told_with_its_page_and_what_stands_there(caregiver, papers):
    told = caregiver("find", papers, "marrow")
    assert told.code == 0
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert "D-002 Marrow report" in lines
    assert "D-001 p. 2 Discharge letter The marrow is empty" in lines
    assert lines.index("D-002 Marrow report") < lines.index("D-001 p. 2 Discharge letter The marrow is empty")


def test_json_holds_each_find_whole(caregiver, papers):
    told = caregiver("find", papers, "empty", "MARR", "--json")
    assert told.code == 0
    (hit,) = told.json["hits"]
    assert len(hit.pop("id")) == 36
    assert hit == {
        "number": "D-001",
        "title": "Discharge letter",
        "kind": "other",
        "date": "2024-03-02",
        "page": 2,
        "snippet": "The marrow is empty",
    }
    assert {key: told.json[key] for key in ("words", "more", "pages_waiting")} == {
        "words": "empty MARR",
        "more": False,
        "pages_waiting": 1,
    }


def test_nothing_found_is_said_and_is_no_failure(caregiver, papers):
    told = caregiver("find", papers, "unicorn")
    assert told.code == 0
    assert told.out.splitlines() == [
        "Nothing was found for “unicorn”.",
        "1 page has not been read yet, so words on it are not found.",
    ]
    assert caregiver("find", papers, "unicorn", "--json").json["hits"] == []


def test_pages_that_wait_are_not_spoken_of_when_there_are_none(caregiver, case):
    assert caregiver("find", case, "unicorn").out == "Nothing was found for “unicorn”.\n"


def test_at_most_so_many_are_told_and_that_there_is_more(caregiver, papers):
    told = caregiver("find", papers, "marrow", "--most", "1")
    assert "D-002" in told.out
    assert "D-001" not in told.out
    assert "There may be more. Add a word, or ask for more with --most." in told.out
    assert caregiver("find", papers, "marrow", "--most", "1", "--json").json["more"] is True


@pytest.mark.parametrize("wrong", [("--most", "0", "x"), ("--most", "many", "x"), (), ("",)])
def test_what_cannot_be_understood_is_said(caregiver, papers, wrong):
    told = caregiver("find", papers, *wrong)
    assert (told.code, told.out) == (2, "")
    assert told.err


def test_a_phrase_stands_in_quotation_marks_of_its_own(caregiver, papers):
    assert caregiver("find", papers, '"marrow is"').out.startswith(caregiver("find", papers, "marrow is").out[:5])
    assert "Nothing was found" in caregiver("find", papers, '"empty marrow"').out
    assert "D-001 p. 2" in caregiver("find", papers, "empty marrow").out


def test_everywhere_finds_entries_and_contacts_too(caregiver, papers):
    caregiver("appointments", papers, "--add", "Marrow clinic", "--date", "2 Dec 2030")
    told = caregiver("find", papers, "marrow", "--everywhere")
    assert told.code == 0
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert any(line.startswith("Appointment") and "Marrow clinic" in line for line in lines)
    assert "D-002 Marrow report" in lines
    records = caregiver("find", papers, "marrow", "--everywhere", "--json").json["records"]
    assert [(one["page"], len(one["id"])) for one in records] == [("appointments", 36)]
    assert "Nothing was found" not in caregiver("find", papers, "clinic", "--everywhere").out
