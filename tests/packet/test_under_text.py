"""Words read on a scan can be chosen in the packet where they stand, and nothing about the page looks different."""

import hashlib
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops

from caregiver_app.domain.documents.reading import LAYER, OCR, PageText, Word
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.packet.build import build_packet
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketReport
from packet.papers import AS_OF, Desk, paper, picture, rendered, texts

LYMPHOMA = Word("lymphoma", 0.6, 0.1, 0.3, 0.1)
CHINESE = Word("病理报告", 0.1, 0.7, 0.4, 0.1)
READ = (PageText(1, "lymphoma 病理报告", OCR, (LYMPHOMA, CHINESE)),)


def built(desk: Desk, words: dict[str, tuple[PageText, ...]], name: str) -> tuple[PacketReport, Path]:
    target = desk.folder / name
    options = PacketOptions(as_of=AS_OF, dividers=False, sections=("attached",))
    return build_packet(desk.case(), desk.find, options, target, words=words), target


def places(target: Path, page: int, word: str) -> list[tuple[float, float]]:
    """Where a word is found on a page, as fractions of the sheet from its top left."""
    document = pypdfium2.PdfDocument(target)
    try:
        sheet = document[page]
        layer = sheet.get_textpage()
        found, search = [], layer.search(word)
        while (at := search.get_next()) is not None:
            left, bottom, _right, top = layer.get_charbox(at[0])
            found.append((left / sheet.get_width(), 1 - (top + bottom) / 2 / sheet.get_height()))
        return found
    finally:
        document.close()


def test_a_word_on_a_photo_is_found_where_it_stands_and_looks_are_the_same(desk: Desk) -> None:
    photo = desk.add(picture("JPEG", (600, 800)), format="jpeg", pages=1)
    report, with_words = built(desk, {photo.fingerprint: READ}, "words.pdf")
    _report, without = built(desk, {}, "plain.pdf")
    page = report.documents[0].first_page - 1
    assert "lymphoma" in texts(with_words)[page]
    assert "病理报告" in texts(with_words)[page]
    assert "lymphoma" not in texts(without)[page]
    ((across, down),) = places(with_words, page, "lymphoma")
    assert (0.5 < across < 0.75, 0.05 < down < 0.4) == (True, True)
    difference = ImageChops.difference(rendered(with_words, page, 2.0), rendered(without, page, 2.0))
    assert difference.getbbox() is None


def test_words_follow_a_page_that_is_turned(desk: Desk) -> None:
    photo = desk.add(picture("JPEG", (600, 600)), format="jpeg", pages=1)
    seen = []
    for turn in (0, 1):
        desk.documents[0] = photo.amended(sheets=Sheets.of([Sheet(photo.fingerprint, 1, turn=turn, straighten=0.0)]))
        report, target = built(desk, {photo.fingerprint: READ}, f"turned {turn}.pdf")
        seen += places(target, report.documents[0].first_page - 1, "lymphoma")[:1]
    assert seen[0][1] < 0.45
    assert seen[1][1] > seen[0][1] + 0.1  # what stood at the top right stands at the bottom right


def test_no_word_near_a_blacked_out_part_is_left_under_it(desk: Desk) -> None:
    photo = desk.add(picture("JPEG", (600, 800)), format="jpeg", pages=1)
    sheet = Sheet(photo.fingerprint, 1, black=((0.91, 0.1, 1.0, 0.2),))  # beside the word, not on it
    desk.documents[0] = photo.amended(sheets=Sheets.of([sheet]))
    report, target = built(desk, {photo.fingerprint: READ}, "black.pdf")
    page = texts(target)[report.documents[0].first_page - 1]
    assert ("lymphoma" in page, "病理报告" in page) == (False, True)


def test_a_word_that_is_cut_by_the_edge_of_a_crop_is_left_out(desk: Desk) -> None:
    photo = desk.add(picture("JPEG", (600, 800)), format="jpeg", pages=1)
    sheet = Sheet(photo.fingerprint, 1, crop=(0.0, 0.0, 0.8, 1.0))
    desk.documents[0] = photo.amended(sheets=Sheets.of([sheet]))
    report, target = built(desk, {photo.fingerprint: READ}, "cropped.pdf")
    page = texts(target)[report.documents[0].first_page - 1]
    assert ("lymphoma" in page, "病理报告" in page) == (False, True)


def line_of(words: list[str], quarters: int) -> tuple[Word, ...]:
    """Words on one line of a page that lies on its side or head by so many quarters, clockwise."""
    upright = [(word, 0.2 * at, 0.3, 0.19, 0.04) for at, word in enumerate(words)]
    turned = []
    for word, x, y, width, height in upright:
        for _quarter in range(quarters):
            x, y, width, height = 1 - y - height, x, height, width
        turned.append(Word(word, x, y, width, height))
    return tuple(turned)


@pytest.mark.parametrize("quarters", [0, 1, 3])
def test_a_line_is_copied_with_the_spaces_it_has(desk: Desk, quarters: int) -> None:
    photo = desk.add(picture("JPEG", (800, 800)), format="jpeg", pages=1)
    words = line_of(["Bone", "marrow", "大B细胞", "淋巴瘤"], quarters)
    report, target = built(desk, {photo.fingerprint: (PageText(1, "", OCR, words),)}, "line.pdf")
    lines = texts(target)[report.documents[0].first_page - 1].splitlines()
    assert "Bone marrow 大B细胞淋巴瘤" in [line.strip() for line in lines]


def test_words_on_a_page_that_stands_on_its_head_are_found(desk: Desk) -> None:
    photo = desk.add(picture("JPEG", (800, 800)), format="jpeg", pages=1)
    words = line_of(["Bone", "marrow"], 2)
    report, target = built(desk, {photo.fingerprint: (PageText(1, "", OCR, words),)}, "line.pdf")
    page = texts(target)[report.documents[0].first_page - 1]
    assert ("Bone" in page, "marrow" in page) == (True, True)


def test_a_page_with_words_of_its_own_gets_no_others(desk: Desk) -> None:
    letter = desk.add(paper(1, "printed words"), pages=1)
    layer = (PageText(1, "printed words", LAYER, (LYMPHOMA,)),)
    report, target = built(desk, {letter.fingerprint: layer}, "layer.pdf")
    assert "lymphoma" not in texts(target)[report.documents[0].first_page - 1]


def test_the_same_words_make_the_same_bytes_and_odd_ones_harm_nothing(desk: Desk) -> None:
    photo = desk.add(picture("JPEG", (600, 800)), format="jpeg", pages=1)
    odd = (
        Word("\U0001f600", 0.1, 0.1, 0.2, 0.1),
        Word("", 0, 0, 1, 1),
        Word("x", 0.5, 0.5, 0.0, 0.0),
        Word("a\x00b\U0001f600c", 0, 0, 9, 9),
    )
    words = {photo.fingerprint: (PageText(1, "", OCR, (LYMPHOMA, *odd)),)}
    _report, first = built(desk, words, "first.pdf")
    _report, second = built(desk, words, "second.pdf")
    assert first.read_bytes() == second.read_bytes()
    assert hashlib.sha256(desk.find(photo.fingerprint).read_bytes()).hexdigest() == photo.fingerprint


def test_words_of_every_script_are_copied_as_they_were_read(desk: Desk) -> None:
    photo = desk.add(picture("JPEG", (800, 800)), format="jpeg", pages=1)
    words = line_of(["हिन्दी", "น้ำที่", "العلاج", "שלום"], 0)
    report, target = built(desk, {photo.fingerprint: (PageText(1, "", OCR, words),)}, "line.pdf")
    page = texts(target)[report.documents[0].first_page - 1]
    assert [word.text in page for word in words] == [True] * 4
    assert "हिन्दी น้ำที่" in page
