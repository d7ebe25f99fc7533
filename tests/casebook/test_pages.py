"""Pages are turned, joined, split and left out as steps that can be undone; no original changes."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import change_document, list_files
from caregiver_app.casebook.documents.pages import as_in_file, change_pages, join, split
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.page_work import page_count, pages_of, turned
from caregiver_app.errors import CaregiverError
from cases import new_case


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


@pytest.fixture
def stack(book: Casebook, tmp_path: Path) -> Document:
    with pikepdf.new() as pdf:
        for _page in range(5):
            pdf.add_blank_page()
        pdf.save(tmp_path / "stack.pdf")
    (listed,) = list_files(book, keep_files(book.originals, [tmp_path / "stack.pdf"]), kind="clinic-note")
    return listed


def photos(book: Casebook, folder: Path, count: int) -> tuple[Document, ...]:
    paths = []
    for number in range(count):
        paths.append(folder / f"photo {number}.png")
        Image.new("RGB", (40, 30), (number, 90, 90)).save(paths[-1])
    return list_files(book, keep_files(book.originals, paths))


def bytes_of(book: Casebook) -> dict[str, str]:
    return {
        name: hashlib.sha256(book.originals.file(name).read_bytes()).hexdigest()
        for name in book.originals.fingerprints()
    }


def test_what_is_done_with_pages_is_one_step_each_and_no_original_changes(book: Casebook, stack: Document) -> None:
    before = bytes_of(book)
    change_pages(book, stack, turned(pages_of(stack), [2], 1))
    assert book.undo_label == "Change the pages of D-001"
    (now,) = book.snapshot().documents
    assert [sheet.turn for sheet in pages_of(now)] == [0, 1, 0, 0, 0]
    as_in_file(book, now)
    assert book.snapshot().documents == (stack,)
    book.undo()
    book.undo()
    assert book.snapshot().documents == (stack,)
    assert bytes_of(book) == before == {name: name for name in before}


def test_photos_become_one_document_and_stay_listed(book: Casebook, tmp_path: Path) -> None:
    first, second, third = photos(book, tmp_path, 3)
    joined = join(book, [second, first, third], "Hamburg letter")
    assert (joined.number, joined.title, page_count(joined), joined.in_packet) == (4, "Hamburg letter", 3, True)
    assert [sheet.fingerprint for sheet in joined.sheets.values] == [
        second.fingerprint, first.fingerprint, third.fingerprint,
    ]  # fmt: skip
    assert [document.in_packet for document in book.snapshot().documents] == [False, False, False, True]
    assert book.findings() == ()
    book.undo()
    assert book.snapshot().documents == (first, second, third)


def test_what_joined_papers_hold_is_held_by_the_new_one_and_only_that_waits_in_the_inbox(
    book: Casebook, tmp_path: Path
) -> None:
    _first, second, third = photos(book, tmp_path, 3)
    change_document(book, second.amended(kind="pet-ct", covers="image-files"))
    change_document(book, third.amended(kind="blood-count"))
    before = book.snapshot().documents
    joined = join(book, before)
    assert joined.kinds == ("pet-ct", "image-files", "blood-count")
    assert joined.in_inbox
    assert [document.in_inbox for document in book.snapshot().documents] == [False, False, False, True]
    book.undo()
    assert book.snapshot().documents == before


def test_of_a_stack_that_was_split_only_its_parts_wait_in_the_inbox(book: Casebook, stack: Document) -> None:
    change_document(book, stack.amended(in_inbox=True, covers="blood-count"))
    parts = split(book, book.snapshot().documents[0], [3])
    assert [document.in_inbox for document in book.snapshot().documents] == [False, True, True]
    assert {part.kinds for part in parts} == {("clinic-note", "blood-count")}


def test_work_on_pages_keeps_what_was_typed_meanwhile(book: Casebook, stack: Document) -> None:
    change_document(book, stack.amended(note="typed meanwhile"))
    assert change_pages(book, stack, turned(pages_of(stack), [2], 1)).note == "typed meanwhile"
    split(book, stack, [3])
    join(book, book.snapshot().documents[1:])
    assert [document.note for document in book.snapshot().documents] == ["typed meanwhile", "", "", ""]
    split(book, stack, [2])
    assert book.snapshot().documents[0].note == "typed meanwhile"


def test_a_stack_becomes_documents_that_know_what_it_knew(book: Casebook, stack: Document) -> None:
    letter, rest = split(book, stack, [3])
    assert [(page_count(one), one.kind, one.title) for one in (letter, rest)] == [
        (2, "clinic-note", "stack, part 1"), (3, "clinic-note", "stack, part 2"),
    ]  # fmt: skip
    kept, *_made = book.snapshot().documents
    assert (kept.id, kept.in_packet) == (stack.id, False)
    again = split(book, rest, [2])
    assert [sheet.page for one in again for sheet in one.sheets.values] == [3, 4, 5]


def test_pages_outlive_the_document_their_file_came_in(book: Casebook, stack: Document) -> None:
    from caregiver_app.casebook.documents.listing import remove_documents

    made = split(book, stack, [3])
    remove_documents(book, [stack])
    assert book.findings() == ()
    book.originals.file(stack.fingerprint).unlink()
    assert {finding.where for finding in book.findings() if "(removed)" not in finding.where} == {
        f"D-00{document.number} {document.title}" for document in made
    }


def test_what_cannot_be_done_with_pages_is_said_and_changes_nothing(book: Casebook, stack: Document) -> None:
    slides = Document(number=9, title="Slides", holding="elsewhere")
    joined = stack.amended(fingerprint="")
    for verb in (
        lambda: change_pages(book, stack, ()),
        lambda: change_pages(book, slides, ()),
        lambda: join(book, [stack]),
        lambda: split(book, stack, [1]),
        lambda: split(book, stack, [12]),
        lambda: as_in_file(book, joined),
    ):
        before = book.snapshot()
        with pytest.raises(CaregiverError) as told:
            verb()
        assert told.value.safe == "Nothing was changed."
        assert book.snapshot() == before
