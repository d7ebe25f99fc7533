"""The file of a paper that was wanted comes to what is written about it, and takes nothing of it away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import discs
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import add_its_file, add_thing, change_document
from caregiver_app.casebook.documents.sources import Found
from caregiver_app.domain.documents.document import Document
from cases import new_case


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def wanted(book: Casebook, **told: object) -> Document:
    return add_thing(book, Document(number=1, title="PET disc", kind="image-files", holding="wanted").amended(**told))


def test_what_was_typed_stays_and_what_the_files_say_is_told_beside_it(book: Casebook, tmp_path: Path) -> None:
    for number, name in enumerate(("Westerhaugh^Ingrid", "Westerhaugh^Ingrid", "Doe^Jane")):
        said = {"PatientName": name, "SOPInstanceUID": f"{discs.ROOT}9.{number}"}
        discs.write(tmp_path / "scan" / f"IM{number}", discs.picture(**said))
    paper = wanted(book, note="ask Dr Kralj", name_on_it="LIN, Wei", born_on_it="9 March 1968", accession="B-1")
    (study,) = keep_files(book.originals, sorted((tmp_path / "scan").iterdir())).files
    here = add_its_file(book, paper, study)
    assert (here.holding, here.format, here.images) == ("file", "study", 3)
    assert (here.name_on_it, here.born_on_it, here.accession) == ("LIN, Wei", "9 March 1968", "B-1")
    assert here.note == "ask Dr Kralj\nSome of its files carry another patient name: “Doe, Jane”."
    book.undo()
    assert book.snapshot().documents == (paper,)


def test_what_is_odd_about_a_disc_is_told_on_the_paper_it_was_wanted_as(book: Casebook, tmp_path: Path) -> None:
    cd = discs.disc(tmp_path / "cd", images=1, viewer=False)
    discs.index(cd / "DICOMDIR", ["DICOM/SER9/IM9"])
    (disc,) = keep_files(book.originals, Found(discs=(cd,))).files
    odd = "Its own index names 1 file that is not on it: DICOM/SER9/IM9."
    assert add_its_file(book, wanted(book), disc).note == odd
    assert add_its_file(book, wanted(book, note="in the blue folder"), disc).note == f"in the blue folder\n{odd}"


def test_what_was_typed_while_the_file_was_copied_is_kept(book: Casebook, tmp_path: Path) -> None:
    stale = wanted(book)
    (tmp_path / "letter.txt").write_text("Dear colleague")
    (file,) = keep_files(book.originals, [tmp_path / "letter.txt"]).files
    change_document(book, stale.amended(note="typed meanwhile"))
    here = add_its_file(book, stale, file)
    assert (here.holding, here.note) == ("file", "typed meanwhile")
    assert book.snapshot().documents == (here,)
