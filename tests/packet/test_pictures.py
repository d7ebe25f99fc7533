"""A picture on paper is what it is on screen: as high as its paper, its greys, and the same page under each number."""

import hashlib
import io
import struct
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.intake.images import look_at_image
from caregiver_app.packet.pictures import PictureTrouble, picture_pages
from caregiver_app.rendering.pages import page_sizes, render
from caregiver_app.rendering.shape import Showing
from packet.papers import Desk, changed, ink, paper, picture, rendered, texts

BARE = {"dividers": False, "sections": ("attached",)}
FAX = {"size": (1728, 1078), "mode": "1", "dpi": (204, 98)}  # dots twice as high as wide


def kept(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "picture"
    path.write_bytes(data)
    return path


def sides(desk: Desk, data: bytes) -> tuple[float, float]:
    """Return the sides in points of the only page a picture file becomes."""
    (file,) = picture_pages(kept(desk.folder, data), desk.folder, "made").files
    with pikepdf.open(file) as pdf:
        left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
    return right - left, top - bottom


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def test_a_coarse_fax_is_as_high_as_its_paper(desk: Desk) -> None:
    wide, high = sides(desk, picture("TIFF", **FAX))
    assert (wide, high) == pytest.approx((1728 * 72 / 204, 1078 * 72 / 98), abs=0.01)
    desk.add(picture("TIFF", **FAX))
    _report, target = desk.build(**BARE)
    page = rendered(target, 1)
    left, top, right, bottom = page.crop((0, 0, page.width, page.height - 60)).point(dark).getbbox() or (0, 0, 0, 0)
    assert (bottom - top) / (right - left) == pytest.approx(high / wide, abs=0.02)


def dark(level: int) -> int:
    return 255 if level < 128 else 0


@pytest.mark.parametrize("form", ["TIFF", "PNG", "JPEG"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_picture_of_high_dots_has_one_shape_on_paper_and_on_screen(desk: Desk, form: str, orientation: int) -> None:
    data = picture(form, (1728, 1078), "L", dpi=(204, 98), exif=turned(orientation))
    wide, high = sides(desk, data)
    lies = orientation in (6, 8)
    assert (wide > high) is lies  # its paper stands upright, so it lies where it was put in sideways
    assert max(wide, high) / min(wide, high) == pytest.approx(1.3, abs=0.01)
    ((across, down),) = page_sizes(kept(desk.folder, data)).sizes
    assert wide / high == pytest.approx(across / down, rel=0.001)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "CMYK", "P", "I;16"])
@pytest.mark.parametrize("packing", ["raw", "tiff_lzw"])
def test_a_fax_put_in_sideways_stands_upright_and_is_not_jumbled(desk: Desk, mode: str, packing: str) -> None:
    image = Image.open(io.BytesIO(picture("PNG", (600, 400)))).convert("L")
    image = image.convert("I").convert("I;16") if mode == "I;16" else image.convert("RGB").convert(mode)
    body = io.BytesIO()
    image.save(body, "TIFF", compression=packing, exif=turned(6))
    came = render(kept(desk.folder, body.getvalue()), Showing(), 40)
    screen = Image.frombytes("RGB", (came.width, came.height), came.pixels, "raw", "BGRX").convert("L")
    (file,) = picture_pages(desk.folder / "picture", desk.folder, "made").files
    on_paper = rendered(file, 0, 40 / 300).resize((40, 60))
    for seen in (screen, on_paper):
        assert seen.size == (40, 60)
        assert [seen.getpixel(at) < 128 for at in ((10, 15), (30, 15), (10, 45), (30, 45))] == [
            False, True, False, False,
        ]  # fmt: skip


@pytest.mark.parametrize("claim", [(300, 300), (204, 1), (1, 300), (0, 0)])
def test_what_makes_no_sense_of_its_dots_has_square_ones(desk: Desk, claim: tuple[int, int]) -> None:
    wide, high = sides(desk, picture("TIFF", (300, 200), "L", dpi=claim))
    assert wide / high == pytest.approx(1.5, abs=0.001)


def deep(mode: str, *values: float) -> bytes:
    """A picture of deep grey: a square of each value beside the other."""
    image = Image.new(mode, (40 * len(values), 40))
    for place, value in enumerate(values):
        image.paste(value, (40 * place, 0, 40 * place + 40, 40))
    body = io.BytesIO()
    image.save(body, "TIFF")
    return body.getvalue()


@pytest.mark.parametrize(
    ("data", "greys"),
    [
        (deep("I", -1000, 0, 3095), [0, 50, 204]),  # as many imaging programs write, from below zero
        (deep("F", -500.0, -250.0, 0.0), [0, 84, 168]),
        (deep("F", 0.0, 2048.0, 4095.0), [0, 127, 255]),
        (deep("I", 0, 100, 255), [0, 100, 255]),
        (deep("I", 0, 0, 0), [0, 0, 0]),
    ],
)
def test_deep_greys_are_the_same_on_paper_and_on_screen(desk: Desk, data: bytes, greys: list[int]) -> None:
    came = render(kept(desk.folder, data), Showing(), 120)
    screen = Image.frombytes("RGB", (came.width, came.height), came.pixels, "raw", "BGRX").convert("L")
    (file,) = picture_pages(desk.folder / "picture", desk.folder, "made").files
    with pikepdf.open(file) as pdf:
        on_paper = pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Picture).as_pil_image().convert("L")
    places = [(40 * place + 20, 20) for place in range(len(greys))]
    assert [on_paper.getpixel(place) for place in places] == pytest.approx(greys, abs=1)
    assert [screen.getpixel(place) for place in places] == pytest.approx(greys, abs=1)


def fax_of(count: int, spoilt: int, tag: int, value: int) -> bytes:
    """A fax of so many pages, the dark part of each of another width; one has a tag that makes no sense."""
    frames = []
    for number in range(1, count + 1):
        frame = Image.new("1", (400, 300), 1)
        frame.paste(0, (0, 0, 60 * number, 150))
        frames.append(frame)
    body = io.BytesIO()
    frames[0].save(body, "TIFF", save_all=True, append_images=frames[1:])
    data = bytearray(body.getvalue())
    at = struct.unpack_from("<I", data, 4)[0]
    for _number in range(spoilt - 1):
        at = struct.unpack_from("<I", data, at + 2 + 12 * struct.unpack_from("<H", data, at)[0])[0]
    for entry in range(at + 2, at + 2 + 12 * struct.unpack_from("<H", data, at)[0], 12):
        if struct.unpack_from("<H", data, entry)[0] == tag:
            struct.pack_into("<HII", data, entry + 2, 4, 1, value)
    return bytes(data)


LOST = pytest.mark.parametrize(("tag", "value"), [(259, 77), (256, 60_000_000)], ids=["no head", "monstrous"])


@LOST
def test_a_page_that_is_lost_keeps_its_place_and_the_others_their_numbers(desk: Desk, tag: int, value: int) -> None:
    data = fax_of(3, 2, tag, value)
    path = kept(desk.folder, data)
    assert len(page_sizes(path).sizes) == 3
    assert [render(path, Showing(page), 100).trouble in ("page_unreadable", "too_large") for page in (1, 2, 3)] == [
        False, True, False,
    ]  # fmt: skip
    seen = look_at_image(path, None)
    assert seen.trouble == "pages_missing"
    assert {1, 3} <= {text.page for text in seen.texts}
    desk.add(data)
    report, target = desk.build(**BARE)
    (row,) = report.documents
    assert (row.included, row.pages, row.reason) == (True, 3, "page_unreadable")
    assert "Page 2 of this document could not be shown." in texts(target)[row.first_page]
    inked = [ink(rendered(target, row.first_page - 1 + at)) for at in (0, 2)]
    assert inked[1] / inked[0] == pytest.approx(3, abs=0.3)


@LOST
def test_what_is_blacked_out_on_a_page_behind_a_lost_one_is_not_in_the_packet(desk: Desk, tag: int, value: int) -> None:
    data = fax_of(3, 2, tag, value)
    mark = hashlib.sha256(data).hexdigest()
    whole = (0.0, 0.0, 1.0, 1.0)
    sheets = [Sheet(mark, 1), Sheet(mark, 2), Sheet(mark, 3, black=(whole,))]
    desk.add(data, pages=3, sheets=Sheets.of(sheets))
    report, target = desk.build(**BARE)
    (row,) = report.documents
    assert (row.pages, row.reason) == (3, "page_unreadable")
    with pikepdf.open(target) as pdf:
        for number in range(row.first_page, len(pdf.pages)):
            drawn = pdf.pages[number].Resources.get("/XObject", {}).get("/Document")
            if drawn is not None:
                shown = pikepdf.PdfImage(drawn.Resources.XObject.Picture).as_pil_image().convert("L")
                assert shown.getextrema() == (0, 0), "nothing but black"


def test_a_photo_that_claims_a_monstrous_size_is_not_put_into_the_packet(desk: Desk) -> None:
    photo = bytearray(picture("JPEG"))
    at = photo.index(b"\xff\xc0")
    photo[at + 5 : at + 9] = struct.pack(">HH", 50_000, 50_000)
    with Image.open(io.BytesIO(bytes(photo))) as image:
        assert image.size == (50_000, 50_000)
    with pytest.raises(PictureTrouble, match="too_large"):
        picture_pages(kept(desk.folder, bytes(photo)), desk.folder, "made")


def test_a_letter_with_a_small_picture_on_it_stays_sharp_when_it_is_cropped(desk: Desk) -> None:
    def logo(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(
            bytes(64), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=8, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray,
        )  # fmt: skip
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Picture=stream)

    data = changed(paper(1), logo)
    mark = hashlib.sha256(data).hexdigest()
    desk.add(data, pages=1, sheets=Sheets.of([Sheet(mark, 1, crop=(0.0, 0.0, 1.0, 0.5))]))
    report, target = desk.build(**BARE)
    with pikepdf.open(target) as pdf:
        drawn = pdf.pages[report.documents[0].first_page - 1].Resources.XObject.Document.Resources.XObject.Picture
        assert int(drawn.Width) == pytest.approx(595 * 220 / 72, abs=3)


def test_a_png_that_breaks_off_in_its_middle_is_named_and_not_taken_for_whole(desk: Desk) -> None:
    written = io.BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(written, "PNG")
    data = bytearray(written.getvalue())
    middle = len(data) // 2
    data[middle : middle + 24] = bytes(24)
    desk.add(bytes(data))
    report, _target = desk.build()
    assert (report.documents[0].included, report.documents[0].reason) == (True, "pages_missing")
