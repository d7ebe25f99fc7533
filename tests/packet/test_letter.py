"""The request letter says who asks, for whom, which papers and in which form, on one page with room to sign."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.records_guide import record_guides
from caregiver_app.domain.person import Person
from caregiver_app.packet import style
from caregiver_app.packet.letter import draw_letter
from caregiver_app.packet.letter_options import LetterOptions
from family import fixed
from packet.papers import texts

TODAY = date(2026, 12, 2)
PERSON = Person(
    name="LIN, Wei",
    born="1968-03-09",
    prepared_by="LIN, Jia",
    address="14 Sallow Bank\nEdinburgh",
    phone="0131 496 0100",
    email="jia@family.example",
)
SLIDES = Document(
    id=fixed("slides"), number=20, title="Ten slides", kind="slides-blocks", date="2026-10-02", holding="elsewhere",
    origin="Cellular Pathology", accession="26-H-08872",
)  # fmt: skip
HOSTILE = "<b>&amp; %s {x} \x07 淋巴瘤 😀 " + "long" * 30


def letter(target: Path, *documents: Document, kinds=(), to="Records office\nCraigmuir", person=PERSON, paper="a4"):
    pages = draw_letter(person, LetterOptions(documents, tuple(kinds), to, TODAY, paper), target)
    told = texts(target)
    assert len(told) == pages
    return " ".join(" ".join(told).split())


def test_it_says_who_asks_for_what_about_whom_and_where_it_goes(tmp_path: Path) -> None:
    words = letter(tmp_path / "l.pdf", SLIDES, kinds=["flow-cytometry", "image-files"])
    for said in (
        "LIN, Jia 14 Sallow Bank Edinburgh 0131 496 0100", "2 December 2026", "Records office Craigmuir",
        "Request for medical papers: LIN, Wei, born 9 March 1968", "We are putting together",
        "Ten slides · Slides and tissue blocks", "of 2 October 2026 · Cellular Pathology · accession number 26-H-08872",
        "Flow cytometry", "Which markers the cells carry, read by laser.",
        "A copy of the whole report, not a summary.", "as DICOM files", "please say who has it",
        "Where to send them: jia@family.example · 14 Sallow Bank, Edinburgh · 0131 496 0100",
        "Signature of LIN, Jia", "Permission to release the papers",
        "given to LIN, Jia", "Signature of LIN, Wei", "If somebody else signs",
    ):  # fmt: skip
        assert said in words


def test_the_person_who_is_ill_may_write_it(tmp_path: Path) -> None:
    words = letter(tmp_path / "l.pdf", kinds=["pet-ct"], person=Person(name="Ana Novak"), to="")
    assert "I am putting together my medical papers" in words
    assert "given to me" in words
    assert words.count("Signature of Ana Novak") == 1
    for line in ("To whom: hospital", "born ____", "Where to send them: e-mail or address"):
        assert line in words, "what is not recorded is a line to write on"


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_ten_papers_fit_on_one_page_of_either_paper(tmp_path: Path, paper: str) -> None:
    kinds = [guide.kind for guide in record_guides()][:10]
    words = letter(tmp_path / "l.pdf", kinds=kinds, paper=paper)
    assert "page 1 of" not in words
    with pypdfium2.PdfDocument(tmp_path / "l.pdf") as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx(style.PAPERS[paper], abs=0.1)


def test_more_papers_go_on_to_further_pages_and_none_is_left_out(tmp_path: Path) -> None:
    kinds = [guide.kind for guide in record_guides()]
    words = letter(tmp_path / "l.pdf", kinds=kinds)
    assert all(" ".join(guide.name.split()) in words for guide in record_guides())
    assert "page 2 of 4" in words or "page 2 of 3" in words
    assert "Signature of LIN, Wei" in words


def test_what_was_typed_is_printed_as_typed_and_steers_nothing(tmp_path: Path) -> None:
    hostile = SLIDES.amended(title=HOSTILE, origin=HOSTILE, kind="a kind of our own")
    person = PERSON.amended(name=HOSTILE, prepared_by=HOSTILE, address=HOSTILE)
    words = letter(tmp_path / "l.pdf", hostile, to=HOSTILE, person=person)
    assert "<b>&amp; %s {x}" in words
    assert "淋巴瘤" in words
    assert "A copy of the whole paper." in words


def test_the_same_letter_has_the_same_bytes_and_holds_nothing_but_its_words(tmp_path: Path) -> None:
    for name in ("1.pdf", "2.pdf"):
        letter(tmp_path / name, SLIDES)
    body = (tmp_path / "1.pdf").read_bytes()
    assert body == (tmp_path / "2.pdf").read_bytes()
    for word in (b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile"):
        assert word not in body
