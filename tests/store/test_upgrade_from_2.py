"""A case of version 2 keeps everything: what was asked for becomes a log, also in every step that can be undone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook, NothingToUndo
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.request import Request

VERSION_2 = Path(__file__).parents[1] / "databases" / "v2.db"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    shutil.copy(VERSION_2, tmp_path / "case.db")
    (tmp_path / "originals").mkdir()
    with Casebook.open(tmp_path) as opened:
        yield opened


def called(book: Casebook, title: str) -> Document:
    (found,) = (document for document in book.snapshot().documents if document.title == title)
    return found


def test_a_day_of_asking_becomes_the_first_entry_of_the_log(book: Casebook) -> None:
    lung = called(book, "Lung report")
    assert lung.requests.values == (Request(whom="Clinic desk", on=lung.asked_on),)
    assert (lung.asked_on, lung.note) == ("about 2026-11", "asked again")
    assert called(book, "Slides of the first biopsy").requests == ""


def test_every_step_made_before_can_be_undone_and_done_again(book: Casebook) -> None:
    before = book.snapshot()
    undone = 0
    with pytest.raises(NothingToUndo):
        while True:
            book.undo()
            undone += 1
    assert undone == 5
    assert book.snapshot().documents == ()
    book.redo()
    book.redo()
    assert called(book, "Lung report").asked_on == "2026-11-09"
    book.redo()
    book.redo()
    assert called(book, "Heart ultrasound").requests.values == (Request(on=called(book, "Heart ultrasound").asked_on),)
    book.redo()
    assert book.snapshot() == before
    assert book.redo_label == "Add to the list of papers"
    book.redo()
    assert called(book, "Marrow report").requests == ""
