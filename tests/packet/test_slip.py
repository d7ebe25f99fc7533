"""A slip says on a disc or a box which paper it is, whose it is and where it goes back to."""

from pathlib import Path

import pytest

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Person
from caregiver_app.packet.letter_options import SlipOptions
from caregiver_app.packet.slip import draw_slips
from family import fixed
from packet.papers import ink, rendered, texts

PERSON = Person(
    name="LIN, Wei", born="1968-03-09", prepared_by="LIN, Jia", address="14 Sallow Bank\nEdinburgh",
    phone="0131 496 0100",
)  # fmt: skip
DISC = Document(
    id=fixed("disc"), number=19, title="Imaging disc, PET-CT", kind="image-files", date="2026-09-24",
    origin="Inverlaw", holding="elsewhere", accession="A-77",
)  # fmt: skip


def slips(target: Path, *documents: Document, person: Person = PERSON, paper: str = "a4") -> list[str]:
    pages = draw_slips(person, SlipOptions(documents, paper), target)
    told = [" ".join(page.split()) for page in texts(target)]
    assert len(told) == pages
    return told


def test_it_says_the_number_what_it_is_whose_it_is_and_where_it_goes_back_to(tmp_path: Path) -> None:
    (words,) = slips(tmp_path / "s.pdf", DISC)
    assert words == (
        "D-019 Image files Imaging disc, PET-CT LIN, Wei · born 9 March 1968 Accession number A-77 "
        "of 24 September 2026 · Inverlaw Please return to LIN, Jia · 0131 496 0100 14 Sallow Bank Edinburgh"
    )


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_six_slips_stand_on_a_page_and_the_seventh_on_the_next(tmp_path: Path, paper: str) -> None:
    many = [DISC.amended(id=fixed(f"disc {number}"), number=number) for number in range(1, 8)]
    first, second = slips(tmp_path / "s.pdf", *many, paper=paper)
    assert [number for number in range(1, 8) if f"D-00{number}" in first] == [1, 2, 3, 4, 5, 6]
    assert "D-007" in second


def test_the_whole_name_stands_on_it_however_long_it_and_the_title_are(tmp_path: Path) -> None:
    name = "ABDURRAHMANOVICH-VON-HOHENSTEIN, Wilhelmina Maria Theresia Josepha"
    thing = DISC.amended(title="A very long title " * 60, origin="Somewhere far away " * 20)
    (words,) = slips(tmp_path / "s.pdf", thing, person=PERSON.amended(name=name))
    assert name in words
    assert "born 9 March 1968 Accession number A-77" in words
    assert "14 Sallow Bank Edinburgh" in words
    assert "…" in words, "what has no room is cut where one sees it"


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_nothing_runs_over_the_line_to_cut_along(tmp_path: Path, paper: str) -> None:
    long = {"title": "Word " * 300, "origin": "Place " * 200, "accession": "9" * 300}
    person = PERSON.amended(address="Street\n" * 40, name="N" * 200, prepared_by="P" * 300)
    slips(tmp_path / "s.pdf", DISC.amended(**long), person=person, paper=paper)
    page = rendered(tmp_path / "s.pdf", 0)
    width, height = page.size
    assert ink(page.crop((width * 52 // 100, 0, width, height))) == 0
    assert ink(page.crop((0, height * 36 // 100, width, height))) == 0


def test_without_a_way_back_there_is_a_line_to_write_on(tmp_path: Path) -> None:
    (words,) = slips(tmp_path / "s.pdf", DISC.amended(date=None, origin="", accession=""), person=Person(name="Ana"))
    assert words.startswith("D-019 Image files Imaging disc, PET-CT Ana Please return to Ana ____")


def test_the_same_slips_have_the_same_bytes(tmp_path: Path) -> None:
    for name in ("1.pdf", "2.pdf"):
        slips(tmp_path / name, DISC)
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
