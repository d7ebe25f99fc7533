"""Marks that leave it to the reader's program how they look, and places that were only marked to be blacked out."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from packet.papers import Desk, ink, rendered, texts

AT = (10.0, 170.0, 150.0, 200.0)
INSIDE = (0, 200, 595, 700)


def marked(**keys: object) -> bytes:
    """Return a page with one mark on it that has no picture of its own."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    page = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F=font))
    page.Contents = pdf.make_stream(b"BT /F 12 Tf 20 180 Td (Readable) Tj ET")
    mark = {"Type": Name.Annot, "Rect": Array(AT), "F": 4, **keys}
    page.Annots = Array([pdf.make_indirect(Dictionary({f"/{name}": value for name, value in mark.items()}))])
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def dark(desk: Desk, **keys: object) -> int:
    """Return how much ink is in the middle of the page."""
    desk.documents = [desk.add(marked(**keys))]
    report, target = desk.build(dividers=False)
    return ink(rendered(target, report.pages - 1).crop(INSIDE))


@pytest.mark.parametrize("words", ["Call us first", "请先打电话"])
def test_what_was_written_on_a_page_is_on_paper(desk: Desk, words: str) -> None:
    desk.add(marked(Subtype=Name.FreeText, Contents=String(words), DA=String("/Helv 10 Tf 0 g")))
    report, target = desk.build(dividers=False)
    assert words in texts(target)[-1]
    assert report.notes == ()


def test_a_stamp_says_on_paper_what_it_says(desk: Desk) -> None:
    desk.add(marked(Subtype=Name.Stamp, Name=Name.NotApproved))
    _report, target = desk.build(dividers=False)
    assert "Not Approved" in texts(target)[-1]


@pytest.mark.parametrize("shape", [Name.Square, Name.Circle])
def test_a_shape_that_covers_something_covers_it_on_paper(desk: Desk, shape: Name) -> None:
    assert dark(desk, Subtype=shape, IC=Array([0, 0, 0])) > dark(desk, Subtype=shape) + 2_000


def test_a_circle_is_round(desk: Desk) -> None:
    assert dark(desk, Subtype=Name.Circle, IC=Array([0, 0, 0])) < 0.85 * dark(
        desk, Subtype=Name.Square, IC=Array([0, 0, 0])
    )


def test_a_place_that_was_only_marked_to_be_blacked_out_is_framed_and_told(desk: Desk) -> None:
    plain = dark(desk, Subtype=Name.Link)
    assert dark(desk, Subtype=Name.Redact, IC=Array([0, 0, 0])) > plain + 100
    report, target = desk.build(dividers=False)
    assert "Readable" in texts(target)[-1]
    assert report.notes == ("D-002 has 1 place that was marked to be blacked out and never was: it can be read.",)
