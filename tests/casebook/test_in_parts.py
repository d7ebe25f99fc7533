"""Many papers are put on the list in parts: as one step, wholly or not at all, whatever comes between."""

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.kept import Brought
from caregiver_app.casebook.documents.listing import PAPERS_AT_ONCE, list_files, list_in_parts
from caregiver_app.casebook.integrity import check_case
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import DiskFull
from cases import new_case

PAPERS = 2 * PAPERS_AT_ONCE + 7
KILLED = """
import os, sys
from pathlib import Path
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_in_parts
if __name__ == "__main__":
    book = Casebook.open(Path(sys.argv[1]))
    parts = list_in_parts(book, keep_files(book.originals, [Path(one) for one in sys.argv[2:]]), print)
    next(parts)
    next(parts)
    os._exit(9)
"""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    """An empty case, open."""
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def papers(folder: Path, count: int = PAPERS) -> list[Path]:
    folder.mkdir()
    made = [folder / f"letter {number:03}.txt" for number in range(count)]
    for number, place in enumerate(made):
        place.write_text(f"letter {number}", encoding="utf-8")
    return made


@pytest.fixture
def brought(book: Casebook, tmp_path: Path) -> Brought:
    """More papers than go on the list in two parts, copied already."""
    return keep_files(book.originals, papers(tmp_path / "papers"))


def titles(book: Casebook) -> list[str]:
    return [f"{one.number} {one.title}" for one in book.snapshot().documents]


def test_what_is_listed_in_parts_is_as_if_listed_at_once_and_one_step(book: Casebook, brought: Brought) -> None:
    told: list[tuple[Document, ...]] = []
    seen = [len(book.snapshot().documents) for _part in list_in_parts(book, brought, told.append)]
    assert seen == [0, 0, 0]
    in_parts = titles(book)
    assert told == [book.snapshot().documents]
    assert book.undo_label == f"Add {PAPERS} documents"
    assert book.search.find(f"letter {PAPERS - 1:03}").hits[0].document == book.snapshot().documents[-1].id
    book.undo()
    assert titles(book) == []
    list_files(book, brought)
    assert [one.split(" ", 1)[1] for one in titles(book)] == [one.split(" ", 1)[1] for one in in_parts]
    assert [int(one.split()[0]) for one in in_parts] == list(range(1, PAPERS + 1))


def test_what_is_given_up_in_the_middle_leaves_nothing(book: Casebook, brought: Brought) -> None:
    before = (book.whole.change, book.undo_label, book.counters())
    parts = list_in_parts(book, brought, pytest.fail)
    next(parts)
    next(parts)
    parts.close()
    assert titles(book) == []
    assert (book.whole.change, book.undo_label, book.counters()) == before
    assert list_files(book, brought)[0].number == 1


def test_whoever_writes_in_the_middle_has_it_finished_first(book: Casebook, brought: Brought) -> None:
    told: list[tuple[Document, ...]] = []
    parts = list_in_parts(book, brought, told.append)
    next(parts)
    with book.step("Add a note") as tx:
        assert len(tx.find(Document)) == PAPERS
        tx.put(Note(title="typed meanwhile"))
    assert len(told) == 1
    assert list(parts) == []
    assert [step.label for step in book.steps()] == ["Add a note", f"Add {PAPERS} documents"]
    assert len(titles(book)) == PAPERS


def test_whoever_looks_for_words_or_steps_back_in_the_middle_has_it_finished_first(
    book: Casebook, brought: Brought
) -> None:
    for look in (lambda: book.search, book.steps):
        parts = list_in_parts(book, brought, lambda _came: None)
        next(parts)
        look()
        assert len(titles(book)) == PAPERS
        book.undo()
        assert list(parts) == []
    next(list_in_parts(book, brought, lambda _came: None))
    book.undo()
    assert titles(book) == []
    next(list_in_parts(book, brought, lambda _came: None))
    list_files(book, brought)
    assert len(titles(book)) == 2 * PAPERS


def test_what_went_wrong_is_told_to_whoever_goes_through_the_parts_and_to_nobody_else(book: Casebook) -> None:
    def fails() -> Generator[None, None, None]:
        with book.step("Add") as tx:
            tx.put(Note(title="one"))
            yield
            raise DiskFull("The disk is full.", safe="Safe.", now="Free some.")

    parts = book.in_parts(fails())
    next(parts)
    with book.step("Add a note") as tx:
        tx.put(Note(title="typed meanwhile"))
    with pytest.raises(DiskFull):
        next(parts)
    assert list(parts) == []
    assert [entry.title for entry in book.snapshot().entries if isinstance(entry, Note)] == ["typed meanwhile"]


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_a_case_that_goes_in_the_middle_is_as_it_was_before(tmp_path: Path, how: str) -> None:
    folder, there = new_case(tmp_path / "case"), papers(tmp_path / "papers")
    if how == "closed":
        with Casebook.open(folder) as book:
            parts = list_in_parts(book, keep_files(book.originals, there), pytest.fail)
            next(parts)
            next(parts)
    else:
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, folder, *there], env=os.environ, capture_output=True, check=False
        )
        assert ended.returncode == 9, ended.stderr
        assert (folder / "case.db-journal").exists()
    with Casebook.open(folder) as book:
        assert titles(book) == []
        assert book.undo_label is None
    assert {one.kind for one in check_case(folder)} <= {"stray"}
