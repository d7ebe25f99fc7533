"""Making the packet: what is told, and that something left out is never told quietly."""

import json

import pikepdf
import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import change_document
from caregiver_app.domain.documents.document import SET_APART


@pytest.fixture
def letter(tmp_path):
    """A sound PDF of two pages."""
    file = tmp_path / "letter.pdf"
    with pikepdf.new() as pdf:
        for _page in range(2):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(file)
    return file


@pytest.fixture
def broken(tmp_path):
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.4 and nothing else")
    return file


@pytest.mark.thorough
def test_a_whole_packet_ends_with_0(caregiver, case, letter, tmp_path):
    caregiver("add", case, letter, "--title", "Discharge letter")
    told = caregiver("packet", case, "-o", tmp_path / "out.pdf", "--as-of", "14 May 2025")
    assert (told.code, told.err) == (0, "")
    assert "1 of 1 document" in told.out
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert f"{len(pdf.pages)} pages" in told.out


@pytest.mark.thorough
def test_what_is_not_included_is_named_and_ends_with_3(caregiver, case, letter, broken, tmp_path):
    caregiver("add", case, letter, broken)
    told = caregiver("packet", case, "-o", tmp_path / "out.pdf", "--paper", "Letter", "--as-of", "2025-05-14")
    assert told.code == 3
    assert "D-002  broken: The file is damaged and cannot be opened." in told.out
    assert (tmp_path / "out.pdf").exists()


@pytest.mark.thorough
def test_json_tells_of_every_document_and_nothing_else(caregiver, case, letter, broken, tmp_path):
    caregiver("add", case, letter, "--kind", "discharge-summary")
    caregiver("add", case, broken)
    told = caregiver("packet", case, "-o", tmp_path / "out.pdf", "--as-of", "2025-05-14", "--json")
    assert told.code == 3
    report = json.loads(told.out)
    first, second = report["documents"]
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert report["pages"] == len(pdf.pages)
    assert (first["number"], first["kind"], first["included"]) == ("D-001", "discharge-summary", True)
    assert (first["pages"], first["reason"], first["title"]) == (2, "", "letter")
    assert 1 < first["first_page"] < report["pages"]
    assert (second["included"], second["trouble"]) == (False, "damaged")
    assert second["reason"] == "The file is damaged and cannot be opened."


@pytest.mark.thorough
def test_the_same_day_gives_the_same_bytes(caregiver, case, letter, tmp_path):
    caregiver("add", case, letter)
    for name in ("one.pdf", "two.pdf"):
        caregiver("packet", case, "-o", tmp_path / name, "--as-of", "2025-05-14")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize("place", ["case.db", "originals/ab", "originals/new.pdf", "originals"])
def test_nothing_of_the_case_is_ever_written_over(caregiver, case, place):
    before = (case / "case.db").read_bytes()
    told = caregiver("packet", case, "-o", case / place)
    assert told.code == 1
    assert len(told.err.splitlines()) == 3
    assert (case / "case.db").read_bytes() == before
    assert not list((case / "originals").rglob("*"))


@pytest.mark.thorough
def test_a_file_that_is_no_pdf_is_not_written_over_and_an_older_packet_is(caregiver, case, letter, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    assert caregiver("packet", case, "-o", tmp_path / "notes.txt").code == 1
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert caregiver("packet", case, "-o", letter).code == 0


def test_a_folder_that_is_not_there_is_told_plainly(caregiver, case, tmp_path):
    told = caregiver("packet", case, "-o", tmp_path / "no" / "out.pdf")
    assert told.code == 1
    assert len(told.err.splitlines()) == 3


@pytest.mark.thorough
def test_what_is_only_listed_is_told_and_is_no_shortfall(caregiver, case, letter, tmp_path):
    caregiver("add", case, letter, "--title", "From the portal")
    with Casebook.open(case) as book:
        first = book.snapshot().documents[0]
        change_document(book, first.amended(format="zip", pages=None))
    told = caregiver("packet", case, "-o", tmp_path / "out.pdf", "--as-of", "2025-05-14")
    assert (told.code, told.err) == (0, "")
    assert "Listed and not attached:" in told.out
    assert f"D-001  From the portal: {SET_APART['opened']}" in told.out
    report = caregiver("packet", case, "-o", tmp_path / "out.pdf", "--as-of", "2025-05-14", "--json").json
    assert [(row["trouble"], row["reason"]) for row in report["documents"]] == [("opened", SET_APART["opened"])]
