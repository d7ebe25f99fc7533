"""Papers of the inbox that may be here already, from what is kept of their files and words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.alike import in_words, look_alikes, portrait_of
from caregiver_app.casebook.documents.inbox import file_as_it_is
from caregiver_app.casebook.documents.pages import join
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import LAYER, PageText
from caregiver_app.progress import Cancelled
from cases import new_case

WORDS = " ".join(f"word{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(90))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def listed(book: Casebook, file: int, *texts: str, in_inbox: bool = True) -> Document:
    with book.step("Add") as tx:
        document = Document(
            number=tx.next_number("document"), title="paper", pages=len(texts), fingerprint=f"{file:064x}",
            format="pdf", in_inbox=in_inbox,
        )  # fmt: skip
        tx.put(document)
    book.readings.put(document.fingerprint, [PageText(at, text, LAYER) for at, text in enumerate(texts, 1)])
    return document


def test_a_paper_in_the_inbox_is_told_beside_what_is_filed(book: Casebook) -> None:
    listed(book, 1, WORDS, in_inbox=False)
    again, same = listed(book, 1, WORDS), listed(book, 2, WORDS)
    case = book.snapshot()
    found = look_alikes(case, book.readings)
    assert [(one.document, in_words(one, case)) for one in found] == [
        (again.id, "It is the same file as D-001."),
        (same.id, "It looks like D-001: the same words stand on it."),
        (same.id, "It looks like D-002: the same words stand on it."),
    ]


def test_filing_a_paper_answers_the_question(book: Casebook) -> None:
    listed(book, 1, WORDS, in_inbox=False)
    again = listed(book, 1, WORDS)
    assert look_alikes(book.snapshot(), book.readings)
    file_as_it_is(book, [again])
    assert look_alikes(book.snapshot(), book.readings) == ()
    assert look_alikes(book.snapshot(), book.readings, [again])


def test_a_joined_paper_is_compared_with_its_own_pages(book: Casebook) -> None:
    one, other = listed(book, 1, WORDS), listed(book, 2, "and more")
    whole = join(book, [one, other])
    letter = listed(book, 3, WORDS, "and more")
    case = book.snapshot()
    assert portrait_of(whole, book.readings).text == portrait_of(letter, book.readings).text
    assert [(found.document, found.other) for found in look_alikes(case, book.readings)] == [(letter.id, whole.id)]


def test_comparing_can_be_stopped(book: Casebook) -> None:
    listed(book, 1, WORDS)

    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        look_alikes(book.snapshot(), book.readings, progress=stop)
