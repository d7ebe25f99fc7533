"""A letter without pages of its own is printed as its words, and says so; what is listed only is no shortfall."""

from contextlib import closing
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from caregiver_app.domain.documents.document import SET_APART, TROUBLES, Document
from caregiver_app.domain.documents.reading import FILE, PageText
from caregiver_app.packet.attachment import set_apart
from caregiver_app.packet.build import build_packet, plan_packet
from caregiver_app.packet.geometry import STRIP
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketReport
from caregiver_app.packet.style import PAPERS, TEXT, text_width
from caregiver_app.packet.worded import worded_pages
from packet.papers import AS_OF, Desk, changed, paper, rendered, texts

HEAD = "Words of this file, without its layout"
LETTER = "Dear Dr Novak,\n\nI saw Ms Lindqvist on 12 November.\nShe is well."


def letter(desk: Desk, *, format_name: str = "docx", trouble: str = "words_only", pages: int = 1) -> Document:
    return desk.add(b"PK a letter", title="The letter", format=format_name, trouble=trouble, pages=pages)


def pages_of(*written: str) -> tuple[PageText, ...]:
    return tuple(PageText(number, text, FILE) for number, text in enumerate(written, 1))


def built(desk: Desk, words: dict[str, tuple[PageText, ...]], **choices: object) -> tuple[PacketReport, Path]:
    target = desk.folder / "packet.pdf"
    options = PacketOptions(**({"as_of": AS_OF} | choices))  # type: ignore[arg-type]
    return build_packet(desk.case(), desk.find, options, target, words=words), target


def test_the_words_of_a_letter_stand_in_its_place_and_say_what_they_are(desk: Desk) -> None:
    document = letter(desk)
    report, target = built(desk, {document.fingerprint: pages_of(LETTER)})
    row = report.documents[0]
    assert (row.included, row.pages, row.reason) == (True, 1, "words_only")
    pages = [" ".join(page.split()) for page in texts(target)]
    page = pages[row.first_page]
    assert page.startswith(f"{HEAD} Dear Dr Novak, I saw Ms Lindqvist on 12 November. She is well.")
    assert "D-001 page 1 of 1" in page
    assert TROUBLES["words_only"] in pages[row.first_page - 1], "the page before it says so too"
    assert "D-001" in pages[0]


def test_without_its_words_a_letter_is_named_as_before(desk: Desk) -> None:
    letter(desk)
    for words in ({}, {"0" * 64: pages_of(LETTER)}, {desk.documents[0].fingerprint: pages_of(" \n")}):
        report, target = built(desk, words)
        assert [(row.included, row.reason) for row in report.documents] == [(False, "unsupported")]
        assert TROUBLES["unsupported"] in " ".join(texts(target)[report.documents[0].first_page - 1].split())


def test_each_page_of_the_words_begins_a_page_and_a_long_one_flows_on_whole(desk: Desk) -> None:
    lines = [f"Line {number} of a long report." for number in range(200)]
    document = letter(desk, pages=3)
    words = pages_of("First page.", "\n".join(lines), "Last page.")
    report, target = built(desk, {document.fingerprint: words}, dividers=False, sections=("attached",))
    pages = texts(target)[1:]
    assert report.documents[0].pages == len(pages) > 4
    assert all(page.startswith(HEAD) for page in pages)
    assert "First page." in pages[0]
    assert "Last page." in pages[-1]
    assert "Last page." not in pages[-2]
    between = " ".join(" ".join(pages[1:-1]).split())
    assert [line for line in lines if line not in between] == []


def test_a_page_that_is_a_little_too_long_stays_one_page(desk: Desk) -> None:
    document = letter(desk)
    written = "\n".join(f"Line {number}" for number in range(52))
    report, target = built(desk, {document.fingerprint: pages_of(written)}, dividers=False, sections=("attached",))
    assert report.documents[0].pages == 1
    assert "Line 51" in texts(target)[1]


@pytest.mark.parametrize("paper_name", ["a4", "letter"])
def test_the_words_are_set_at_their_own_size_above_the_stamp(desk: Desk, paper_name: str) -> None:
    document = letter(desk)
    written = "\n".join(["A line of the letter that is wide enough to reach the margin on the right side of it."] * 46)
    options = {"dividers": False, "sections": ("attached",), "paper": paper_name}
    _report, target = built(desk, {document.fingerprint: pages_of(written)}, **options)
    page = rendered(target, 1)
    width, height = PAPERS[paper_name]
    foot = round(height - STRIP)
    assert (abs(page.width - width) < 1, abs(page.height - height) < 1) == (True, True)
    for empty in ((0, 0, 55, foot), (page.width - 40, 0, page.width, foot), (0, foot - 8, page.width, foot + 4)):
        assert page.crop(empty).getextrema()[0] > 200


def test_words_are_never_markup_and_what_no_face_has_is_copied_as_it_is(desk: Desk) -> None:
    hostile = '<b>bold</b> &amp; <img src="/etc/passwd"> %s {0} \ue000 患者林伟 Θεραπεία 😀 مر'
    document = letter(desk, format_name="html")
    _report, target = built(desk, {document.fingerprint: pages_of(hostile)}, dividers=False, sections=("attached",))
    page = " ".join(texts(target)[1].split())
    assert '<b>bold</b> &amp; <img src="/etc/passwd"> %s {0} \ue000 患者林伟 Θεραπεία 😀 مر' in page


def test_rows_of_a_table_keep_room_between_their_cells_and_lists_their_indent(desk: Desk) -> None:
    document = letter(desk, format_name="text")
    written = "Aciclovir\t400 mg\ttwice a day\nHb      10.6\n   - an item beneath another"
    _report, target = built(desk, {document.fingerprint: pages_of(written)}, dividers=False, sections=("attached",))
    room = 2 * text_width(" ", TEXT, 10.5)
    for left, right in (("Aciclovir", "400"), ("400 mg", "twice"), ("Hb", "10.6")):
        assert where(target, right)[0] - where(target, left)[1] > room
    assert where(target, "- an item")[0] - where(target, "Hb")[0] > room


def where(target: Path, words: str) -> tuple[float, float]:
    """Return where words on the second page of a packet begin and end, in points from the left."""
    with closing(pypdfium2.PdfDocument(target)) as document:
        layer = document[1].get_textpage()
        first, count = layer.search(words, match_case=True).get_next()
        return layer.get_charbox(first)[0], layer.get_charbox(first + count - 1)[2]


def test_a_text_no_face_can_show_is_not_printed_as_a_page_of_numbers(desk: Desk) -> None:
    document = letter(desk)
    report, _target = built(desk, {document.fingerprint: pages_of("ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ " * 20)})
    assert [(row.included, row.reason) for row in report.documents] == [(False, "unsupported")]


def test_a_letter_from_which_not_everything_came_out_says_that(desk: Desk) -> None:
    mail = letter(desk, format_name="eml", trouble="not_all_inside")
    report, _target = built(desk, {mail.fingerprint: pages_of(LETTER)})
    assert [(row.included, row.reason) for row in report.documents] == [(True, "not_all_inside")]


@pytest.mark.thorough
def test_words_without_end_are_printed_a_bounded_way_and_named(desk: Desk, tmp_path: Path) -> None:
    made = worded_pages(pages_of(*["A page."] * 1_010), tmp_path, "D-001", PAPERS["a4"])
    assert not made.whole
    assert len(texts(made.files[0])) == 1_000


def test_the_same_words_give_the_same_bytes_and_the_plan_counts_their_pages(desk: Desk) -> None:
    document = letter(desk, pages=2)
    words = {document.fingerprint: pages_of(LETTER, LETTER)}
    report, target = built(desk, words)
    first = target.read_bytes()
    built(desk, words)
    assert target.read_bytes() == first
    planned = plan_packet(desk.case(), PacketOptions(as_of=AS_OF))
    assert (planned.pages, planned.items[-1].reason) == (report.pages, "words_only")


def test_what_was_opened_and_what_is_a_scan_is_listed_and_is_no_shortfall(desk: Desk) -> None:
    desk.add(paper(1), title="The report")
    desk.add(b"PK", title="From the portal", format="zip")
    desk.add(b"", title="PET-CT", format="study", images=400, trouble="some_unreadable")
    desk.add(b"mbox", title="Mails", format="mbox")
    report, target = desk.build()
    rows = [(row.included, row.reason, row.first_page) for row in report.documents[1:]]
    assert rows == [(False, "opened", 0), (False, "images", 0), (False, "opened", 0)]
    pages = [" ".join(page.split()) for page in texts(target)]
    assert "could not be included" not in pages[0]
    assert "part of it may be missing" not in pages[0]
    inventory = next(page for page in pages if page.startswith("Documents"))
    for words in ("From the portal", "PET-CT", SET_APART["opened"], SET_APART["images"], TROUBLES["some_unreadable"]):
        assert words in inventory
    assert not any(page.startswith(("D-002", "D-003", "D-004")) for page in pages)
    assert plan_packet(desk.case(), PacketOptions(as_of=AS_OF)).pages == report.pages


@pytest.mark.parametrize("trouble", ["locked", "damaged", "not_all_inside"])
def test_a_zip_that_did_not_open_whole_is_a_shortfall_with_its_reason(desk: Desk, trouble: str) -> None:
    document = desk.add(b"PK\x05\x06" + bytes(18), title="From the portal", format="zip", trouble=trouble)
    assert set_apart(document) == ""
    report, target = desk.build()
    assert [(row.included, row.reason) for row in report.documents] == [(False, trouble)]
    assert TROUBLES[trouble] in " ".join(texts(target)[report.documents[0].first_page - 1].split())
    assert plan_packet(desk.case(), PacketOptions(as_of=AS_OF)).items[-1].reason == trouble


def test_what_the_family_left_out_stays_left_out_by_choice(desk: Desk) -> None:
    desk.add(b"PK", title="From the portal", format="zip", in_packet=False)
    report, target = desk.build()
    assert report.documents[0].reason == "by_choice"
    assert any("left out by" in page for page in texts(target))


def test_a_pdf_whose_files_were_taken_out_is_whole_and_one_that_keeps_some_says_so(desk: Desk) -> None:
    def with_file(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["scan.txt"] = b"the scan itself"

    for trouble in ("", "not_all_inside", "more_inside"):
        desk.add(changed(paper(1, f"Page {trouble}"), with_file), format="pdf", pages=1, trouble=trouble)
    report, _target = desk.build()
    assert [row.reason for row in report.documents] == ["", "not_all_inside", "more_inside"]
