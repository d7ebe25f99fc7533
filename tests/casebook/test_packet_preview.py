"""Looking at a packet before it is made: pages come from a child process, and no paper can end the look."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet_order import order_packet
from caregiver_app.casebook.packet_preview import LaidPacket, PacketPreviewer, lay_out
from caregiver_app.child import Limits
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.progress import Cancelled
from caregiver_app.workroom import PLACE
from cases import new_case
from ended_reader import no_way_to
from endless_page import endless


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def bring(book: Casebook, folder: Path, pages: int = 2, **files: bytes) -> LaidPacket:
    """Add files to a case and lay its packet out; nothing is in it but what is attached."""
    for number, (name, body) in enumerate(files.items(), start=1):
        path = folder / f"{name}.pdf"
        path.write_bytes(body)
        kept = book.originals.keep(path)
        with book.step("Add a document") as tx:
            tx.put(Document(number=number, title=name, fingerprint=kept.fingerprint, size=kept.size, pages=pages))
    choices = PacketChoices(sections=("attached",), dividers=False)
    return lay_out(order_packet(book, choices, date(2026, 1, 1)))


def report(words: str, pages: int = 2) -> bytes:
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=(595, 842), invariant=1)
    for page in range(1, pages + 1):
        canvas.drawString(50, 500, f"{words} {page}")
        canvas.showPage()
    canvas.save()
    return body.getvalue()


def working_folders(home: Path) -> list[Path]:
    return list((home / PLACE).glob("*.part"))


def test_its_own_pages_and_those_of_papers_come_as_pictures_with_their_words(book: Casebook, tmp_path: Path) -> None:
    laid = bring(book, tmp_path, letter=report("Letter"), scan=report("Scan"))
    before = working_folders(tmp_path)
    with PacketPreviewer(book.originals.file, tmp_path) as previewer:
        cover = previewer.draw(laid, 1, 300)
        assert (cover.picture.width, cover.trouble, cover.note) == (300, "", "")
        assert "Records packet" in cover.text
        second = previewer.draw(laid, 3, 300)
        assert "Letter 2" in second.text
        assert "packet page 3 of 5" in second.text
        assert len(second.picture.pixels) == 300 * second.picture.height * 4
        parts = lay_out(order_packet(book, PacketChoices(most_mb=5), date(2026, 1, 1)))
        assert previewer.draw(parts, 1, 60).note.startswith("Each file has at most 5 MB.")
        (folder,) = set(working_folders(tmp_path)) - set(before)
        assert not [path for path in folder.iterdir() if path.is_file()]
    assert working_folders(tmp_path) == before


def test_nothing_can_be_asked_for_after_closing(book: Casebook, tmp_path: Path) -> None:
    laid = bring(book, tmp_path, letter=report("Letter"))
    previewer = PacketPreviewer(book.originals.file, tmp_path)
    previewer.close()
    with pytest.raises(Cancelled):
        previewer.draw(laid, 1, 100)


@pytest.mark.thorough
def test_only_a_few_opened_papers_are_kept(book: Casebook, tmp_path: Path) -> None:
    papers = {f"paper{number}": report(f"Paper {number}", 1) for number in range(7)}
    laid = bring(book, tmp_path, pages=1, **papers)
    before = working_folders(tmp_path)
    with PacketPreviewer(book.originals.file, tmp_path) as previewer:
        for number in range(2, len(laid.pages) + 1):
            assert previewer.draw(laid, number, 60).trouble == ""
        (folder,) = set(working_folders(tmp_path)) - set(before)
        assert len(list(folder.iterdir())) == 4


@pytest.mark.thorough
def test_a_page_that_takes_for_ever_has_a_sentence_and_the_next_one_is_drawn(book: Casebook, tmp_path: Path) -> None:
    laid = bring(book, tmp_path, endless=endless())
    with PacketPreviewer(book.originals.file, tmp_path, Limits(seconds=8.0)) as previewer:
        assert previewer.draw(laid, 2, 300).trouble.startswith("Drawing this page took too long")
        assert previewer.draw(laid, 3, 300).picture.width == 300
        assert previewer.draw(laid, 1, 300).picture.width == 300


@pytest.mark.thorough
def test_a_paper_that_ends_the_reader_is_shown_as_the_packet_will_have_it(book: Casebook, tmp_path: Path) -> None:
    laid = bring(book, tmp_path, letter=report("Letter"))
    with PacketPreviewer(no_way_to, tmp_path) as previewer:
        shown = previewer.draw(laid, 2, 300)
        assert "Reading the file made the reader stop." in shown.text
        assert shown.note.startswith("D-001 takes 1 page of the packet; 2 were counted")
        assert previewer.draw(laid, 3, 300).trouble == "This page will not be in the packet."
        assert "Records packet" in previewer.draw(laid, 1, 300).text


@pytest.mark.thorough
def test_who_waits_no_longer_gets_away(book: Casebook, tmp_path: Path) -> None:
    laid = bring(book, tmp_path, endless=endless())

    def stop(*_told: object) -> None:
        raise Cancelled

    with PacketPreviewer(book.originals.file, tmp_path) as previewer:
        with pytest.raises(Cancelled):
            previewer.draw(laid, 2, 300, progress=stop)
        assert previewer.draw(laid, 1, 300).picture.width == 300
