"""Finding gives whole documents of the case, each with the page and the words that show why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.finding import Found, find
from caregiver_app.casebook.documents.listing import add_thing, change_document, remove_documents
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import LAYER, PageText
from cases import new_case

PRINT = "a" * 64


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


@pytest.fixture
def letter(book: Casebook) -> Document:
    book.readings.put(PRINT, (PageText(1, "Dear colleague", LAYER), PageText(2, "The marrow is empty", LAYER)))
    return add_thing(book, Document(number=1, title="Discharge letter", fingerprint=PRINT))


def test_a_find_is_the_document_as_it_is_now_with_its_page(book: Casebook, letter: Document) -> None:
    change_document(book, letter.amended(note="from Vienna"))
    (hit,) = find(book, "marrow empty").hits
    assert (hit.document.note, hit.page, hit.snippet) == ("from Vienna", 2, "The marrow is empty")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["marrow", "empty"]


def test_what_was_removed_is_not_found_until_it_is_brought_back(book: Casebook, letter: Document) -> None:
    remove_documents(book, (letter,))
    assert find(book, "marrow") == Found((), more=False)
    book.undo()
    assert [hit.document for hit in find(book, "marrow").hits] == [letter]


def test_what_an_undo_took_back_is_found_as_before(book: Casebook, letter: Document) -> None:
    change_document(book, letter.amended(title="Letter of farewell"))
    book.undo()
    assert [len(find(book, words).hits) for words in ("discharge", "farewell")] == [1, 0]
    book.redo()
    assert [len(find(book, words).hits) for words in ("discharge", "farewell")] == [0, 1]


def test_no_more_is_given_than_was_asked_for(book: Casebook, letter: Document) -> None:
    other = add_thing(book, Document(number=1, title="Another letter"))
    found = find(book, "letter", limit=1)
    assert [hit.document for hit in found.hits] == [other]
    assert found.more
