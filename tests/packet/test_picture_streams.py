"""A picture inside a PDF that is not whole is named, shown as far as it goes, and leaves a file that is sound."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from packet.papers import Desk, changed, ink, paper, rendered

SIDE = 96
BARE = {"sections": ("attached",), "dividers": False}


def jpeg(mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    Image.effect_noise((SIDE, SIDE), 80).point(lambda value: value // 2).convert(mode).save(written, "JPEG", quality=90)
    return written.getvalue()


def with_picture(data: bytes, filter_name: Name, mode: str = "RGB") -> bytes:
    def put(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(
            data, Type=Name.XObject, Subtype=Name.Image, Width=SIDE, Height=SIDE, BitsPerComponent=8,
            ColorSpace={"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}[mode], Filter=filter_name,
        )  # fmt: skip
        pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=picture)
        pdf.pages[0].contents_add(b"q 400 0 0 400 100 50 cm /Im0 Do Q")

    return changed(paper(1, "words"), put)


def dark(desk: Desk, data: bytes) -> tuple[str, int]:
    """Return what is said of a paper, and how much dark its picture leaves on the page."""
    desk.add(data)
    report, target = desk.build(**BARE)
    row = report.documents[-1]
    page = rendered(target, row.first_page - 1, 0.5)
    return row.reason, ink(page.crop((50, page.height - 225, 250, page.height - 30)))


WHOLE = zlib.compress(bytes(range(64)) * (SIDE * SIDE * 3 // 64))


@pytest.mark.parametrize(
    ("data", "filter_name", "mode"),
    [
        (jpeg(), Name.DCTDecode, "RGB"),
        (jpeg("L"), Name.DCTDecode, "L"),
        (jpeg() + bytes(20) + b"\n", Name.DCTDecode, "RGB"),  # filled up at its end
        (WHOLE, Name.FlateDecode, "RGB"),
        (WHOLE[:-4], Name.FlateDecode, "RGB"),  # without its sum
    ],
)  # fmt: skip
def test_a_picture_that_lacks_nothing_is_not_said_to_be_hurt(
    desk: Desk, data: bytes, filter_name: Name, mode: str
) -> None:
    reason, shown = dark(desk, with_picture(data, filter_name, mode))
    assert reason == ""
    assert shown > 10_000


@pytest.mark.parametrize(
    ("data", "filter_name", "least"),
    [
        (jpeg()[: len(jpeg()) // 2], Name.DCTDecode, 5_000),  # cut in its middle
        (WHOLE[: len(WHOLE) // 2], Name.FlateDecode, 5_000),
        (b"ww" + jpeg(), Name.DCTDecode, 0),  # no picture at all
        (b"not packed like this", Name.FlateDecode, 0),
    ],
)
def test_a_picture_that_breaks_off_is_named_and_shown_as_far_as_it_goes(
    desk: Desk, data: bytes, filter_name: Name, least: int
) -> None:
    reason, shown = dark(desk, with_picture(data, filter_name))
    assert reason == "pages_missing"
    assert shown >= least
