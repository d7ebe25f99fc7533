"""The picture as a file says what the packet's page says, in three forms, whole and the same each time."""

import io
import xml.etree.ElementTree as ElementTree
from datetime import date

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from caregiver_app.domain.snapshot import CaseSnapshot, in_order
from caregiver_app.domain.timeline import records
from caregiver_app.packet.picture_file import FORMATS, PictureOptions, picture_file
from deceiving import CONTROLS, deceived
from family import case, fixed, history

OPTIONS = PictureOptions(date(2026, 11, 21))
HOSTILE = "<script>&\"' ]]> \x07 淋巴瘤 😀"


def svg_of(snapshot: CaseSnapshot, options: PictureOptions = OPTIONS) -> ElementTree.Element:
    return ElementTree.fromstring(picture_file(snapshot, "svg", options))


def words_of(svg: ElementTree.Element) -> str:
    return " ".join(node.text or "" for node in svg.iter("{http://www.w3.org/2000/svg}text"))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_case_gives_the_same_bytes(form: str) -> None:
    assert picture_file(case(), form, OPTIONS) == picture_file(case(), form, OPTIONS)


def test_the_svg_holds_its_words_as_words() -> None:
    words = words_of(svg_of(case()))
    for said in ("Ana Novak: treatment timeline, 21 November 2026", "R-CHOP", "R-ICE", "CR", "2024"):
        assert said in words


def test_the_svg_tells_every_dated_entry_to_whoever_cannot_see_it() -> None:
    description = svg_of(case()).findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert "2 June 2023 – 20 October 2023: Treatment: R-CHOP" in description
    assert "22 October 2024: Procedure: autologous transplant" in description
    assert "Ask about travel" not in description, "it has no date"


def test_what_was_typed_is_never_markup() -> None:
    typed = records.Therapy(id=fixed("hostile"), regimen=HOSTILE, date="2025-03", end="2026-01")
    svg = svg_of(CaseSnapshot(case().person, entries=in_order((*history(), typed))))
    assert not list(svg.iter("{http://www.w3.org/2000/svg}script"))
    assert "<script>&\"' ]]>" in words_of(svg)


def test_signs_that_deceive_are_marks() -> None:
    words = words_of(svg_of(deceived(case())))
    assert "invoice[U+202E]fdp.exe" in words
    assert not CONTROLS & set(words)


def test_the_name_can_be_left_out_everywhere() -> None:
    unnamed = PictureOptions(date(2026, 11, 21), named=False)
    for form in ("svg", "pdf"):
        assert b"Novak" not in picture_file(case(), form, unnamed)
    assert "Novak" not in text_of(picture_file(case(), "pdf", unnamed))
    assert "Novak" in text_of(picture_file(case(), "pdf", OPTIONS))


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].get_textpage().get_text_range()
    finally:
        document.close()


def test_the_png_is_the_page_at_200_dots_an_inch() -> None:
    image = Image.open(io.BytesIO(picture_file(case(), "png", OPTIONS)))
    assert image.size == (2339, 1654)
    assert image.convert("L").getextrema()[0] < 60


def test_svg_and_pdf_have_their_ink_in_the_same_places(qapp: object) -> None:
    drawn = QImage(1170, 827, QImage.Format.Format_RGB32)
    drawn.fill(0xFFFFFFFF)
    renderer = QSvgRenderer(QByteArray(picture_file(case(), "svg", OPTIONS)))
    assert renderer.isValid()
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    ours = Image.frombytes("RGBA", (1170, 827), bytes(drawn.constBits()), "raw", "BGRA").convert("L")
    page = Image.open(io.BytesIO(picture_file(case(), "png", OPTIONS))).convert("L").resize((1170, 827))
    # Faces differ a little between the two renderers; blurred, only something missing or moved would show.
    small = [image.resize((117, 83), Image.Resampling.BOX) for image in (ours, page)]
    difference = ImageChops.difference(*small)
    assert sum(difference.histogram()[49:]) < 117 * 83 * 0.01


def test_an_empty_case_still_gives_a_picture_that_says_so() -> None:
    assert "Nothing with a date is here yet." in words_of(svg_of(CaseSnapshot(case().person)))
