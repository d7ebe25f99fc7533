"""The inbox: suggestions come from a document's own pages, one step files it, and nothing typed is written over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.inbox import (
    Looked,
    accept,
    accept_many,
    file_as_it_is,
    look,
    suggestions_for,
    texts_of,
    to_inbox,
    waiting_in,
)
from caregiver_app.casebook.documents.listing import remove_documents
from caregiver_app.casebook.documents.pages import join, split
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import LAYER, OCR, WAITING, PageText, Word
from caregiver_app.domain.documents.sheets import Box, Sheet, Sheets
from caregiver_app.errors import CaregiverError
from cases import new_case

CT = (
    "Harbour City Hospital\nDepartment of Radiology\nCT REPORT: CHEST AND ABDOMEN\n"
    "Patient: Ana Novak   Born: 3 Feb 1971\nDate of report: 23 May 2025\nCLINICAL DETAILS\n"
    "Lymphoma, follow-up after treatment with R-CHOP.\n"
)
LETTER = (
    "Craigmuir University Hospital\nHaematology\nDISCHARGE SUMMARY\nPatient: Ana Novak\nBorn: 3 Feb 1971\n"
    "Discharged: 9 June 2025\nShe went home well.\n"
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def listed(book: Casebook, *texts: str, name: str = "scan 1.pdf", source: str = LAYER, **fields: object) -> Document:
    """List a paper that came in, with what was read on its pages; its file itself is not needed here."""
    number = len(book.snapshot().documents) + 1
    document = Document(
        number=number, title="scan 1", file_name=name, fingerprint=f"{number:064x}", pages=len(texts), format="pdf",
        in_inbox=True,
    ).amended(**fields)  # fmt: skip
    with book.step("Add") as tx:
        tx.put(document)
        tx.next_number("document")
    book.readings.put(document.fingerprint, [PageText(at, text, source) for at, text in enumerate(texts, 1)])
    return document


def looked_at(book: Casebook, document: Document) -> Looked:
    return look(document, texts_of(document, book.readings), book.snapshot().person)


def now(book: Casebook, document: Document) -> Document:
    found = book.snapshot().document(document.id)
    assert found is not None
    return found


def test_what_is_proposed_comes_with_its_words_and_page(book: Casebook) -> None:
    document = listed(book, "", CT)
    found = suggestions_for(document, book.snapshot(), book.readings)
    assert (found.kind[0].value, found.kind[0].words, found.kind[0].page) == (
        "imaging-report", "CT REPORT: CHEST AND ABDOMEN", 2,
    )  # fmt: skip
    assert looked_at(book, document).proposed == {
        "title": "CT REPORT: CHEST AND ABDOMEN",
        "kind": "imaging-report",
        "date": PartialDate("2025-05-23"),
        "origin": found.origin[0].value,
        "language": "English",
        "name_on_it": "Ana Novak",
        "born_on_it": "3 Feb 1971",
    }


def test_a_paper_is_filed_as_one_step_and_undo_brings_it_back(book: Casebook) -> None:
    document = listed(book, CT)
    filed = accept(book, document, looked_at(book, document).proposed)
    assert book.undo_label == "File D-001"
    assert (filed.in_inbox, filed.kind, filed.date, filed.name_on_it) == (
        False, "imaging-report", PartialDate("2025-05-23"), "Ana Novak",
    )  # fmt: skip
    assert waiting_in(book.snapshot()) == ()
    book.undo()
    assert book.snapshot().documents == (document,)


def test_what_somebody_typed_is_never_proposed_over(book: Casebook) -> None:
    typed = {"title": "Mum's CT", "kind": "clinic-note", "date": "2024", "origin": "Dr Kralj", "language": "Slovene"}
    document = listed(book, CT, **typed)
    looked = looked_at(book, document)
    assert looked.proposed == {"name_on_it": "Ana Novak", "born_on_it": "3 Feb 1971"}
    assert looked.why_not_clear == ()
    filed = accept(book, document, looked.proposed)
    assert {field: getattr(filed, field) for field in typed} == typed


def test_what_was_chosen_explicitly_is_written(book: Casebook) -> None:
    document = listed(book, CT, title="Mum's CT", origin="Dr Kralj")
    filed = accept(book, document, {"title": "CT of May", "origin": "", "date": None, "kind": "other"})
    assert (filed.title, filed.origin, filed.date, filed.kind) == ("CT of May", "", None, "other")
    assert accept(book, filed, {"title": ""}).title == "CT of May"


def test_a_date_with_two_readings_is_never_proposed_and_is_told(book: Casebook) -> None:
    document = listed(book, CT.replace("23 May 2025", "3/4/2025"))
    looked = looked_at(book, document)
    assert looked.first("date") is not None
    assert "date" not in looked.proposed
    (why,) = looked.why_not_clear
    assert "3/4/2025" in why
    assert "3 April 2025" in why
    assert "4 March 2025" in why


def test_what_is_not_clear_says_why(book: Casebook) -> None:
    nothing = looked_at(book, listed(book, "", name="IMG_1.pdf", title="IMG 1"))
    assert [why.split()[0] for why in nothing.why_not_clear] == ["What", "No"]
    waiting = looked_at(book, listed(book, CT, "", source=WAITING))
    assert (waiting.waiting, waiting.why_not_clear[0]) == (2, "Not all of its pages have been read yet.")
    other = looked_at(book, listed(book, CT.replace("Ana Novak", "Petra Zupan")))
    assert [why for why in other.why_not_clear if "Petra Zupan" in why and "Ana Novak" in why]


def test_several_are_filed_as_one_step(book: Casebook) -> None:
    papers = [listed(book, CT), listed(book, LETTER), listed(book, "")]
    filings = [(paper, looked_at(book, paper).proposed) for paper in papers[:2]]
    accept_many(book, filings)
    assert book.undo_label == "File 2 documents"
    assert [document.in_inbox for document in book.snapshot().documents] == [False, False, True]
    book.undo()
    assert book.snapshot().documents == tuple(papers)


def test_a_paper_can_be_filed_as_it_is_and_put_back(book: Casebook) -> None:
    document = listed(book, CT)
    file_as_it_is(book, [document])
    assert now(book, document) == document.amended(in_inbox=False)
    steps = len(book.steps())
    file_as_it_is(book, [document])  # there is nothing left to do
    assert len(book.steps()) == steps
    to_inbox(book, [document])
    assert (book.undo_label, now(book, document)) == ("Put D-001 in the inbox", document)


def test_what_changed_meanwhile_is_kept(book: Casebook) -> None:
    document = listed(book, CT)
    with book.step("Change document") as tx:
        tx.put(document.amended(note="shown to Dr Kralj"))
    assert accept(book, document, {"kind": "imaging-report"}).note == "shown to Dr Kralj"


def test_a_paper_that_is_gone_is_told_kindly(book: Casebook) -> None:
    document, other = listed(book, CT), listed(book, LETTER)
    remove_documents(book, [document])
    with pytest.raises(CaregiverError, match="D-001 is not in the case any more"):
        accept_many(book, [(other, {"title": "x"}), (document, {})])
    assert now(book, other) == other


def test_a_joined_paper_reads_the_pages_of_its_parts_in_its_own_order(book: Casebook) -> None:
    letter, scan = listed(book, LETTER), listed(book, "first", CT)
    whole = join(book, [scan, letter])
    pages = texts_of(whole, book.readings)
    assert [(page.page, page.text) for page in pages] == [(1, "first"), (2, CT), (3, LETTER)]
    parts = split(book, whole, [2, 3])
    assert [page.text for page in texts_of(parts[1], book.readings)] == [CT]
    assert suggestions_for(parts[1], book.snapshot(), book.readings).kind[0].page == 1


def test_a_letter_without_fixed_pages_is_read_too(book: Casebook) -> None:
    document = listed(book, LETTER, pages=None, format="docx")
    assert looked_at(book, document).proposed["kind"] == "discharge-summary"


def test_a_page_of_which_nothing_is_kept_is_passed_over(book: Casebook) -> None:
    document = listed(book, CT, pages=3)
    assert [page.page for page in texts_of(document, book.readings)] == [1]
    assert texts_of(document.amended(fingerprint="", pages=None), book.readings) == ()


def covered(book: Casebook, text: str, words: tuple[Word, ...], black: tuple[Box, ...], crop: Box | None) -> str:
    document = listed(book, text)
    book.readings.put(document.fingerprint, [PageText(1, text, OCR, words)])
    work = document.amended(sheets=Sheets.of([Sheet(document.fingerprint, crop=crop, black=black)]))
    (page,) = texts_of(work, book.readings)
    return page.text


def test_words_that_are_blacked_out_or_cropped_away_suggest_nothing(book: Casebook) -> None:
    text = "Patient: Ana Novak\nHarbour City Hospital"
    words = tuple(
        Word(word, 0.1 + 0.2 * at, 0.1 + 0.3 * line, 0.15, 0.05)
        for line, row in enumerate(text.splitlines())
        for at, word in enumerate(row.split())
    )
    name = (0.29, 0.09, 0.7, 0.16)
    assert covered(book, text, words, (name,), None).split() == ["Patient:", "Harbour", "City", "Hospital"]
    assert covered(book, text, words, (), (0.0, 0.3, 1.0, 1.0)).strip() == "Harbour City Hospital"
    assert covered(book, text, (), (name,), None) == ""  # where the words stand is not known: nobody may see any
    assert covered(book, text, words[::-1], (name,), None) == ""
