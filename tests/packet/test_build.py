"""The packet as a whole: pages, contents, bookmarks, stamps, and the same bytes each time."""

from pathlib import Path

import pikepdf
import pytest

from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.packet.build import build_packet, parts_folder, plan_packet
from caregiver_app.packet.options import PacketOptions
from caregiver_app.progress import Cancelled
from packet.papers import AS_OF, PERSON, Desk, ink, paper, picture, rendered, texts


def test_every_page_of_every_paper_is_in_the_packet_in_order(desk: Desk) -> None:
    desk.add(paper(3, "First {n}"), kind="pet-ct", title="The scan")
    desk.add(paper(2, "Second {n}"), kind="discharge-summary", title="The letter")
    report, target = desk.build()
    pages = texts(target)
    assert report.pages == len(pages)
    letter, scan = report.documents[1], report.documents[0]
    assert letter.first_page < scan.first_page
    assert (letter.last_page, scan.last_page) == (letter.first_page + 2, scan.first_page + 3)
    # The divider comes first, then the pages.
    assert ["Second 1" in pages[letter.first_page], "Second 2" in pages[letter.first_page + 1]] == [True, True]
    assert [f"First {n}" in pages[scan.first_page + n - 1] for n in (1, 2, 3)] == [True] * 3
    assert "D-001 page 2 of 3" in pages[scan.first_page + 1]
    assert f"packet page {scan.first_page + 2} of {report.pages}" in pages[scan.first_page + 1]
    assert all("LINDQVIST, Wei · born 1968-03-09" in page for page in pages)


def test_the_contents_and_the_inventory_give_the_real_pages(desk: Desk) -> None:
    desk.add(paper(2), title="The letter")
    report, target = desk.build()
    pages = texts(target)
    first = report.documents[0].first_page
    assert f"{first}\r\nD-001 The letter" in pages[0] or f"{first} D-001 The letter" in pages[0].replace("\r\n", " ")
    documents = next(page for page in pages if page.startswith("Documents"))
    assert str(first) in documents
    details = next(index for index, page in enumerate(pages, 1) if page.startswith("Details"))
    assert f"{details} Details" in pages[0].replace("\r\n", " ")


def test_bookmarks_mirror_the_contents_and_the_plan(desk: Desk) -> None:
    desk.add(paper(2), title="The letter 信")
    report, target = desk.build()
    with pikepdf.open(target) as pdf, pdf.open_outline() as outline:
        tops = [item.title for item in outline.root]
        below = [item.title for item in outline.root[-1].children]
    assert tops == [
        "Cover and contents", "Case summary", "Treatment timeline", "Details", "Documents", "Questions for you",
        "Attached documents",
    ]  # fmt: skip
    assert below == ["D-001 The letter 信"]
    planned = plan_packet(desk.case(), PacketOptions(as_of=AS_OF))
    assert [item.title for item in planned.items if item.level == 0] == tops
    assert planned.items[-1].number == 1
    assert report.documents[0].first_page == planned.items[-1].first_page


def test_the_plan_counts_the_pages_the_packet_will_have(desk: Desk) -> None:
    desk.add(paper(3), pages=3, format="pdf")
    desk.add(b"a word file", format="docx", trouble="unsupported")
    report, _target = desk.build()
    planned = plan_packet(desk.case(), PacketOptions(as_of=AS_OF))
    assert planned.pages == report.pages
    assert planned.items[-1].reason == "unsupported"


def test_the_same_case_gives_the_same_bytes(desk: Desk) -> None:
    desk.add(paper(2))
    desk.add(picture("PNG"))
    desk.add(picture("JPEG"))
    _report, first = desk.build("first.pdf")
    _report, second = desk.build("second.pdf")
    assert first.read_bytes() == second.read_bytes()


def test_title_language_and_author_are_set(desk: Desk) -> None:
    _report, target = desk.build(case=desk.case(person=PERSON.amended(prepared_by="Anna")))
    with pikepdf.open(target) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Records packet: LINDQVIST, Wei"
        assert str(pdf.docinfo["/Author"]) == "Anna"
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.PageLabels.Nums[1].S == "/D"


@pytest.mark.parametrize(("paper_name", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_sheets_have_the_chosen_size_and_no_page_is_blank(desk: Desk, paper_name: str, size: tuple[int, int]) -> None:
    desk.add(paper(1, size=(842, 595)))
    _report, target = desk.build(paper=paper_name)
    with pikepdf.open(target) as pdf:
        sizes = {tuple(sorted(round(float(side)) for side in page.mediabox[2:])) for page in pdf.pages}
    assert sizes == {tuple(sorted(size))}
    assert all(ink(rendered(target, index, 0.5)) > 60 for index in range(len(texts(target))))


def test_dividers_and_sections_can_be_left_out(desk: Desk) -> None:
    desk.add(paper(2))
    full, _target = desk.build()
    short, target = desk.build(dividers=False, sections=("attached",))
    assert full.pages - short.pages >= 5
    assert short.pages == 3
    assert "Page 1" in texts(target)[1]


def test_a_case_with_nothing_in_it_still_has_its_packet(desk: Desk) -> None:
    report, target = desk.build(case=CaseSnapshot(Person(name="Maria Sole")))
    pages = texts(target)
    assert report.pages == len(pages) == 5
    assert "not recorded" in pages[1]
    assert "No documents have been added yet" in pages[4]


def test_cancelling_leaves_nothing_behind(desk: Desk) -> None:
    desk.add(paper())

    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    target = desk.folder / "packet.pdf"
    with pytest.raises(Cancelled):
        build_packet(desk.case(), desk.find, PacketOptions(as_of=AS_OF), target, stop)
    assert not target.exists()
    assert not parts_folder(target).exists()


def test_each_document_is_named_before_it_is_touched(desk: Desk) -> None:
    desk.add(paper())
    told: list[str] = []
    touched: list[tuple[str, ...]] = []

    def find(fingerprint: str) -> Path:
        touched.append(tuple(told))
        return desk.find(fingerprint)

    build_packet(
        desk.case(), find, PacketOptions(as_of=AS_OF), desk.folder / "p.pdf", lambda _d, _t, what: told.append(what)
    )
    assert touched == [("D-001",)]
