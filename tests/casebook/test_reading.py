"""Scans are read page by page, each kept at once: whatever ends the work, nothing is read twice and nothing is lost."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

import caregiver_app.casebook.documents.reading as reading
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.reading import PagesRead, Waiting, pages_waiting, read_waiting
from caregiver_app.child import Limits
from caregiver_app.domain.documents.reading import NOTHING, OCR, WAITING, PageText
from caregiver_app.errors import CaregiverError
from caregiver_app.progress import Cancelled
from cases import new_case
from scans import as_file, scan

STORY = Path(__file__).parents[1] / "faults" / "stories" / "read_and_say_so.py"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def add(book: Casebook, tmp_path: Path, *papers: tuple[str, ...]) -> None:
    """Bring papers as TIFFs; each is told by the words on its pages."""
    for words in papers:
        file = tmp_path / f"{words[0]}.tiff"
        file.write_bytes(as_file(*(scan([word], (420, 160)) for word in words), form="TIFF"))
        list_files(book, keep_files(book.originals, [file]))


@dataclass
class Kept:
    """Keep pages in the case, and remember in which order they came."""

    book: Casebook
    pages: list[PageText] = field(default_factory=list)

    def __call__(self, fingerprint: str, page: PageText) -> None:
        self.book.readings.put(fingerprint, [page])
        self.pages.append(page)

    @property
    def texts(self) -> list[str]:
        return [page.text for page in self.pages]


def reader() -> int:
    """The process that reads."""
    (process,) = multiprocessing.active_children()
    assert process.pid is not None
    return process.pid


def everything(folder: Path) -> set[tuple[Path, int]]:
    return {(path, path.stat().st_size) for path in folder.rglob("*") if path.suffix != ".pyc"}


@pytest.mark.thorough
def test_first_pages_come_first_and_the_newest_documents(book: Casebook, tmp_path: Path, throwaway_home: Path) -> None:
    add(book, tmp_path, ("Anaemia", "Biopsy"), ("Catheter", "Dialysis"))
    kept = Kept(book)
    told: list[tuple[int, int, str]] = []
    package = find_spec("rapidocr")
    assert package is not None
    assert package.origin is not None
    places = (Path(package.origin).parent, throwaway_home)
    before = [everything(place) for place in places]
    done = read_waiting(book.originals, pages_waiting(book), keep=kept, progress=lambda *now: told.append(now))
    assert kept.texts == ["Catheter", "Anaemia", "Dialysis", "Biopsy"]
    assert (done, pages_waiting(book)) == (PagesRead(4), ())
    assert [now[0] for now in told] == sorted(now[0] for now in told)
    assert (told[0], told[-1]) == ((0, 4, "D-002"), (4, 4, ""))
    first = book.snapshot().documents[0].fingerprint
    assert [(page.source, page.text) for page in book.readings.pages(first)] == [(OCR, "Anaemia"), (OCR, "Biopsy")]
    assert [everything(place) for place in places] == before  # the reader writes nothing of its own


@pytest.mark.thorough
def test_reading_rests_while_paused_and_a_wish_to_stop_leaves_the_rest_waiting(book: Casebook, tmp_path: Path) -> None:
    add(book, tmp_path, ("Anaemia", "Biopsy", "Catheter"))
    kept = Kept(book)
    asked: list[int] = []

    def pause() -> bool:
        """Rest twice before the first page, and for ever after it."""
        asked.append(len(kept.pages))
        return len(asked) < 3 or bool(kept.pages)

    def stop_when_resting_again(*_told: object) -> None:
        if asked[3:]:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_waiting(book.originals, pages_waiting(book), keep=kept, progress=stop_when_resting_again, pause=pause)
    assert asked == [0, 0, 0, 1]
    assert kept.texts == ["Anaemia"]
    left = [(one.page, one.format, one.document) for one in pages_waiting(book)]
    assert left == [(2, "tiff", "D-001"), (3, "tiff", "D-001")]


@pytest.mark.thorough
def test_a_page_that_kills_or_stalls_the_reader_is_tried_once_and_the_rest_goes_on(
    book: Casebook, tmp_path: Path
) -> None:
    add(book, tmp_path, ("Anaemia", "Biopsy", "Catheter", "Dialysis", "Enzyme"))
    harm = {1: signal.SIGKILL, 3: signal.SIGSTOP}
    harmed: list[int] = []

    def do_harm(done: int, _total: int, _what: str) -> None:
        if done in harm and multiprocessing.active_children():
            os.kill(reader(), harm.pop(done))
            harmed.append(done)

    kept = Kept(book)
    limits = Limits(reading.LIMITS.memory, seconds=12.0)  # a busy computer may take long for a page that is well
    done = read_waiting(book.originals, pages_waiting(book), keep=kept, progress=do_harm, limits=limits)
    assert harmed == [1, 3]
    assert [page.source for page in kept.pages] == [OCR, NOTHING, OCR, NOTHING, OCR]
    assert (done, pages_waiting(book)) == (PagesRead(3, 2), ())


def test_a_reader_that_cannot_start_marks_no_page(book: Casebook, tmp_path: Path) -> None:
    add(book, tmp_path, ("Anaemia",))
    kept = Kept(book)
    with pytest.raises(CaregiverError, match="could not start"):
        read_waiting(book.originals, pages_waiting(book), keep=kept, limits=Limits(memory=250 << 20))
    assert kept.pages == []
    assert len(pages_waiting(book)) == 1


def test_a_page_whose_file_is_not_there_goes_on_waiting(book: Casebook) -> None:
    kept = Kept(book)
    book.readings.put("ab" * 32, [PageText(1, "", WAITING)])
    assert pages_waiting(book) == (Waiting("ab" * 32, 1),)
    assert read_waiting(book.originals, pages_waiting(book), keep=kept) == PagesRead()
    assert kept.pages == []


@pytest.mark.thorough
def test_after_a_kill_at_any_moment_every_page_is_read_once(book: Casebook, tmp_path: Path) -> None:
    words = {"Anaemia", "Biopsy", "Catheter", "Dialysis"}
    add(book, tmp_path, tuple(sorted(words)))
    book.close()
    said: list[str] = []
    for moment in ("begun 1", ""):
        with subprocess.Popen([sys.executable, STORY, book.folder], stdout=subprocess.PIPE, text=True) as story:
            assert story.stdout is not None
            for line in story.stdout:
                said.append(line.strip())
                if said[-1] == moment:
                    story.kill()
        assert story.returncode == (-signal.SIGKILL if moment else 0)
    with Casebook.open(book.folder) as opened:
        assert pages_waiting(opened) == ()
        (document,) = opened.snapshot().documents
        assert {page.text for page in opened.readings.pages(document.fingerprint)} == words
    kept = [line for line in said if line.startswith("kept")]
    assert len(kept) == len(set(kept)) >= 3
