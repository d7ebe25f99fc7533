"""Random runs of page work change no byte of an original, and each can be undone: eight here, a thousand the long way.

Whatever the window and the command line can do with pages is among it, and printing them afterwards.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.pages import as_in_file, change_pages, join, split
from caregiver_app.casebook.packet import make_packet
from caregiver_app.casebook.packet_order import order_packet, prepared
from caregiver_app.domain.documents import page_work as work
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.page_work import Pages, page_count, pages_of
from caregiver_app.domain.documents.sheets import Box
from caregiver_app.domain.packet.choices import PacketChoices
from cases import new_case
from paged_files import photo, report

IN_ALL, IN_PASSING = 1000, 8
MOST_CHANGES: Final = 10
PRINTED_EACH: Final = 100
IN_MEMORY = Path("/dev/shm")  # Linux: the same store and the same calls, without the wait for a disk
AS_OF = date(2026, 11, 21)


class PageWorker:
    """Work on the pages of a case at random. `depth` is how many steps of this run are there to be undone."""

    def __init__(self, book: Casebook, random: Random) -> None:
        self.book, self.random = book, random
        self.done: Counter[str] = Counter()
        self.depth = 0
        self._changes: dict[str, Callable[[Pages], Pages]] = {
            "turn": lambda pages: work.turned(pages, self._some(pages), self.random.choice((1, 2, 3))),
            "straighten": lambda pages: work.straightened(pages, self._some(pages), self.random.uniform(-60, 60)),
            "crop": lambda pages: work.cropped(pages, self._some(pages), self._box()),
            "whole again": lambda pages: work.cropped(pages, self._some(pages), None),
            "black out": lambda pages: work.blacked_out(pages, self._some(pages), [self._box(), self._box()]),
            "nothing black": lambda pages: work.blacked_out(pages, self._some(pages), ()),
            "leave out": lambda pages: work.left_out(pages, self._some(pages)) or pages,
            "reorder": lambda pages: work.in_order(pages, self.random.sample(range(1, len(pages) + 1), len(pages))),
        }
        self.ways = (*self._changes, "join", "split", "as in file", "undo", "redo")

    def work(self) -> None:
        """Do one thing: rather what was done least, and what does not go just now gives way to another."""
        wanted = sorted(self.ways, key=lambda way: (self.done[way], self.random.random()))
        way = next(way for way in wanted if self._did(way))
        self.depth += -1 if way == "undo" else 1
        self.done[way] += 1

    def _did(self, way: str) -> bool:
        documents = self.book.snapshot().documents
        document, *_others = shuffled = self.random.sample(documents, len(documents))
        pages = pages_of(document)
        if way in self._changes:
            return any(self._changed(one, self._changes[way]) for one in shuffled)
        if way == "join":
            join(self.book, self.random.sample(documents, 2))
        elif way == "split" and len(pages) > 1:
            split(self.book, document, [self.random.randint(2, len(pages))])
        elif way == "as in file" and document.fingerprint and document.sheets:
            as_in_file(self.book, document)
        elif way == "undo" and self.depth:
            self.book.undo()
        elif way == "redo" and self.book.redo_label:
            self.book.redo()
        else:
            return False
        return True

    def _changed(self, document: Document, change: Callable[[Pages], Pages]) -> bool:
        pages = pages_of(document)
        changed = change(pages)
        if changed == pages:
            return False
        change_pages(self.book, document, changed)
        return True

    def _some(self, pages: Pages) -> list[int]:
        numbers = range(1, len(pages) + 1)
        return self.random.sample(numbers, self.random.randint(1, len(pages)))

    def _box(self) -> Box:
        left, top = self.random.uniform(-0.2, 0.7), self.random.uniform(-0.2, 0.7)
        return (left, top, left + self.random.uniform(0.3, 0.6), top + self.random.uniform(0.3, 0.6))


@contextmanager
def a_case(folder: Path) -> Iterator[Casebook]:
    """Yield a case with three papers: a report of five pages, a photo, another report."""
    brought = folder / "brought"
    brought.mkdir()
    (brought / "report.pdf").write_bytes(report(5))
    (brought / "photo.jpg").write_bytes(photo())
    (brought / "letter.pdf").write_bytes(report(2))
    with (
        tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else folder) as place,
        Casebook.open(new_case(Path(place) / "case")) as book,
    ):
        list_files(book, keep_files(book.originals, sorted(brought.iterdir())))
        yield book


def originals(book: Casebook) -> dict[str, tuple[bytes, int, int]]:
    """Return what lies among the originals: the bytes, when they were written last, and which file it is."""
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in book.originals.files()
    }


@pytest.mark.at_random
def test_whatever_is_done_with_pages_no_byte_of_an_original_changes(tmp_path: Path, thorough: bool) -> None:
    with a_case(tmp_path) as book:
        before, papers = originals(book), book.snapshot()
        assert [page_count(one) for one in papers.documents] == [2, 1, 5]
        worker = PageWorker(book, Random(20261128))
        for run in range(IN_ALL if thorough else IN_PASSING):
            worker.depth = 0
            for _change in range(worker.random.randint(1, MOST_CHANGES)):
                worker.work()
            if run % PRINTED_EACH == 0:
                order = prepared(order_packet(book, PacketChoices(), AS_OF))
                report = make_packet(order.case, book.originals, tmp_path / f"{run}.pdf", order.options)
                assert report.pages
            assert originals(book) == before, f"run {run}"
            for _change in range(worker.depth):
                book.undo()
            assert book.snapshot() == papers, f"run {run}, undone"
        assert set(worker.done) == set(worker.ways), worker.done
        assert book.findings() == ()
