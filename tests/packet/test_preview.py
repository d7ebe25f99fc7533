"""A page drawn by itself is the page of the packet, dot by dot; what differs from the plan is told."""

import io
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet_order import order_packet, prepared
from caregiver_app.casebook.sample import make_sample
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Diagnosis
from caregiver_app.packet.build import build_packet
from caregiver_app.packet.opening import opened
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.preview import DrawnPage, PagePreview
from caregiver_app.packet.preview_placing import place_page
from caregiver_app.packet.sheet_words import Words
from caregiver_app.packet.sheets import paper_size
from packet.papers import AS_OF, Desk, changed, paper, picture, texts


class Drawing:
    """Draws pages of one packet into a folder, opening their papers as the packet does."""

    def __init__(self, folder: Path, case: CaseSnapshot, find: Callable[[str], Path], options: PacketOptions) -> None:
        self.preview = PagePreview(case, options)
        self.told = DrawnPage()
        self._folder, self._find, self._options = folder, find, options
        self.words: Words = {}

    def draw(self, number: int) -> Path:
        """Draw a page, counted from 1, and return its file."""
        target, document = self._folder / f"page {number}.pdf", self.preview.pages[number - 1].document
        if document is None:
            self.preview.draw_own(number, target)
            return target
        place = self._folder / f"opened {number}"
        place.mkdir()
        paper = paper_size(self._options)
        source = opened(document, self._find, place, words=self.words, paper=paper)
        self.told = self.preview.draw_of_paper(number, source.attachment, target)
        if self.told.source is None:
            return target
        placed = self._folder / f"placed {number}.pdf"
        assert place_page(target, source, self.told.source, paper, placed, self._options.smaller_scans)
        return placed


def dots(file: Path, number: int) -> tuple[int, int, bytes]:
    """Return a page, counted from 1, at 72 dots to the inch."""
    with pypdfium2.PdfDocument(file) as document:
        bitmap = document[number - 1].render()
        return bitmap.width, bitmap.height, bytes(bitmap.buffer)


def differing(packet: Path, drawing: Drawing) -> list[int]:
    """Return the pages that are not drawn as they are in the packet."""
    with pypdfium2.PdfDocument(packet) as document:
        assert len(document) == len(drawing.preview.pages)
    pages = range(1, len(drawing.preview.pages) + 1)
    return [number for number in pages if dots(packet, number) != dots(drawing.draw(number), 1)]


@pytest.fixture
def small(desk: Desk) -> Desk:
    """A letter, a wide page, a photo and a file that is locked."""
    desk.add(paper(2), title="Letter", kind="discharge-summary", pages=2)
    desk.add(paper(size=(842, 595)), title="Wide", kind="pet-ct")
    desk.add(picture(size=(600, 400)), title="Photo")
    locked = changed(paper(), lambda _pdf: None, encryption=pikepdf.Encryption(owner="o", user="u"))
    desk.add(locked, title="Locked", trouble="locked")
    return desk


def of_desk(desk: Desk, case: CaseSnapshot | None = None, **choices: object) -> Drawing:
    folder = desk.folder / "drawn"
    folder.mkdir()
    options = PacketOptions(**({"as_of": AS_OF} | choices))  # type: ignore[arg-type]
    return Drawing(folder, case or desk.case(), desk.find, options)


def test_every_page_is_drawn_as_it_is_in_the_packet(small: Desk) -> None:
    letter = small.documents[0]
    known = Diagnosis(disease="DLBCL", date="2023-05-14", proof=letter.id, proof_page=2)  # type: ignore[arg-type]
    case = small.case(entries=(known,))
    _report, packet = small.build(case=case)
    assert differing(packet, of_desk(small, case)) == []


def test_without_dividers_on_letter_and_in_two_languages_too(small: Desk) -> None:
    choices = {"dividers": False, "paper": "letter", "language": "en-zh", "sections": ("documents", "attached")}
    _report, packet = small.build(**choices)
    assert differing(packet, of_desk(small, **choices)) == []


def test_smaller_scans_are_drawn_as_small_as_they_will_be(desk: Desk) -> None:
    noise = Image.frombytes("L", (200, 300), random.Random(1).randbytes(200 * 300)).resize((1200, 1800))
    written = io.BytesIO()
    noise.save(written, "PNG", dpi=(600, 600))
    desk.add(written.getvalue(), title="Scan")
    _report, packet = desk.build(smaller_scans=True, sections=("attached",))
    assert packet.stat().st_size < len(written.getvalue())
    assert differing(packet, of_desk(desk, smaller_scans=True, sections=("attached",))) == []


@pytest.mark.thorough
@pytest.mark.parametrize("choices", [PacketChoices(), PacketChoices(paper="letter", language="en-zh", dividers=False)])
def test_every_page_of_the_sample_is_drawn_as_it_is_in_its_packet(tmp_path: Path, choices: PacketChoices) -> None:
    make_sample(tmp_path / "sample")
    folder = tmp_path / "drawn"
    folder.mkdir()
    with Casebook.open(tmp_path / "sample") as book:
        order = order_packet(book, choices, date(2026, 1, 10))
        ready, find = prepared(order), book.originals.file
        packet = tmp_path / "packet.pdf"
        build_packet(ready.case, find, ready.options, packet, words=order.words)
        drawing = Drawing(folder, ready.case, find, ready.options)
        drawing.words = order.words
        assert len(drawing.preview.pages) > 40
        assert differing(packet, drawing) == []


def test_each_page_says_which_part_and_which_paper_it_is_of(small: Desk) -> None:
    pages = of_desk(small).preview.pages
    assert pages[0].title == "Cover and contents"
    assert [(page.title, page.nth) for page in pages if page.document == small.documents[0]] == [
        ("D-001 Letter", 0),
        ("D-001 Letter", 1),
        ("D-001 Letter", 2),
    ]
    assert {page.title for page in pages if page.document is None} == {
        "Cover and contents", "Case summary", "Treatment timeline", "Details", "Documents", "Questions for you",
    }  # fmt: skip


def pages_of(drawing: Drawing, number: int) -> list[int]:
    """Return on which pages of the packet a paper is."""
    pages = enumerate(drawing.preview.pages, start=1)
    return [page for page, told in pages if told.document is not None and told.document.number == number]


def test_a_paper_with_fewer_pages_than_counted_says_so_and_has_no_page_beyond_its_last(desk: Desk) -> None:
    desk.add(paper(2), title="Letter", pages=3)
    drawing = of_desk(desk)
    divider, first, _second, third = pages_of(drawing, 1)
    drawing.draw(divider)
    assert drawing.told.note.startswith("D-001 takes 3 pages of the packet; 4 were counted before")
    assert "Page 1" in texts(drawing.draw(first))[0]
    assert drawing.told.is_there
    drawing.draw(third)
    assert not drawing.told.is_there


def test_a_paper_with_more_pages_than_counted_says_so(desk: Desk) -> None:
    desk.add(paper(3), title="Letter", pages=1)
    drawing = of_desk(desk)
    _divider, first = pages_of(drawing, 1)
    page = texts(drawing.draw(first))[0]
    assert "Page 1" in page
    assert "D-001 page 1 of 3" in page
    assert "takes 4 pages of the packet; 2 were counted" in drawing.told.note


def test_a_paper_that_turns_out_damaged_is_drawn_as_the_packet_will_have_it(desk: Desk) -> None:
    desk.add(b"%PDF-1.7 nothing more", title="Letter", pages=1)
    drawing = of_desk(desk, dividers=False)
    (only,) = pages_of(drawing, 1)
    assert "This document could not be included." in texts(drawing.draw(only))[0]
    assert drawing.told.note.startswith("Not all of D-001 can be read.")


def test_a_fact_on_a_page_beyond_the_counted_ones_does_not_keep_the_divider_from_being_drawn(desk: Desk) -> None:
    letter = desk.add(paper(3), title="Letter", pages=1)
    known = Diagnosis(disease="DLBCL", date="2023-05-14", proof=letter.id, proof_page=3)  # type: ignore[arg-type]
    drawing = of_desk(desk, desk.case(entries=(known,)))
    assert "Letter" in texts(drawing.draw(pages_of(drawing, 1)[0]))[0]


def test_what_is_no_page_of_a_source_is_not_placed(desk: Desk) -> None:
    letter = desk.add(paper(1), title="Letter")
    drawing = of_desk(desk)
    sheet = desk.folder / "sheet.pdf"
    drawing.preview.draw_own(1, sheet)
    source = opened(letter, desk.find, desk.folder)
    assert not place_page(sheet, source, 7, paper_size(PacketOptions(as_of=AS_OF)), desk.folder / "placed.pdf")
