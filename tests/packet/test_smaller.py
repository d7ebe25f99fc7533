"""Scans made smaller on request: as fine as paper shows them, in their place and colours, and nothing else changes."""

import io
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

from caregiver_app.packet import placed_pictures
from caregiver_app.packet.smaller import Smaller, make_smaller
from packet.papers import texts

SIDE = 240  # points; no page so small that it grows on paper
FINE = 1000  # dots: 300 to the inch
ENOUGH = 500
DRAW = f"q {SIDE} 0 0 {SIDE} 0 0 cm /Scan Do Q"


@cache
def sheet(mode: str = "RGB", side: int = FINE, ink: str = "#a02020") -> Image.Image:
    """Draw small print, a coloured field and a soft shade, so that a shift or a wrong colour is seen."""
    image = Image.linear_gradient("L").resize((side, side)).point([200 + level // 5 for level in range(256)])
    image = image.convert("RGB")
    pen = ImageDraw.Draw(image)
    for line in range(12):
        pen.text((side * 0.05, side * 0.07 * line), "Ferritin 1,538 ng/mL 15-150 H", "black", font_size=side // 25)
    pen.rectangle((side * 0.7, side * 0.5, side * 0.95, side * 0.8), fill=ink)
    return image.convert(mode)


def bilevel() -> Image.Image:
    return sheet("L", ink="black").convert("1", dither=Image.Dither.NONE)


def jpeg(image: Image.Image, **saving: Any) -> dict[str, Any]:
    kept = io.BytesIO()
    image.save(kept, "JPEG", **({"quality": 92} | saving))
    return {"data": kept.getvalue(), "size": image.size, "Filter": Name.DCTDecode}


@cache
def scan(mode: str = "RGB") -> dict[str, Any]:
    return jpeg(sheet(mode))


def packed(image: Image.Image, data: bytes | None = None) -> dict[str, Any]:
    data = image.tobytes() if data is None else data
    return {"data": zlib.compress(data, 1), "size": image.size, "Filter": Name.FlateDecode}


def paper(
    folder: Path,
    picture: dict[str, Any],
    *,
    draw: str = DRAW,
    pages: int = 1,
    side: int = SIDE,
    name: str = "source",
    **keys: Any,
) -> Path:
    """Write a PDF of so many pages that show one picture; a key that is a dictionary with data is a stream."""
    with pikepdf.new() as pdf:
        dots = dict(zip(("Width", "Height"), picture["size"], strict=True))
        known = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8, "Filter": picture["Filter"]} | dots | keys
        scan = pdf.make_stream(picture["data"], Type=Name.XObject, Subtype=Name.Image)
        for key, value in known.items():
            scan[f"/{key}"] = value(pdf) if callable(value) else value
        if "/ImageMask" in scan:
            del scan.ColorSpace
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for _page in range(pages):
            page = pdf.add_blank_page(page_size=(side, side))
            page.Resources = Dictionary(XObject=Dictionary(Scan=scan), Font=Dictionary(F=font))
            page.Contents = pdf.make_stream(f"{draw} BT /F 9 Tf 20 20 Td (Page as it was) Tj ET".encode())
        target = folder / f"{name}.pdf"
        pdf.save(target, deterministic_id=True)
    return target


def smaller(file: Path, name: str = "made") -> Smaller:
    before = file.read_bytes()
    result = make_smaller(file, file.parent, name)
    assert file.read_bytes() == before
    assert result.before == len(before)
    assert result.after == result.file.stat().st_size
    return result


def pictures(file: Path) -> list[tuple[int, int]]:
    """Return the dots of the picture each page shows."""
    with pikepdf.open(file) as pdf:
        scans = [page.Resources.XObject.Scan for page in pdf.pages]
        return [(int(scan.Width), int(scan.Height)) for scan in scans]


def seen(file: Path, dots: float = 75) -> Image.Image:
    document = pypdfium2.PdfDocument(file)
    try:
        return document[0].render(scale=dots / 72).to_pil().convert("RGB")
    finally:
        document.close()


def apart(one: Path, other: Path) -> float:
    """Return by how many levels the first pages differ, in the mean of the worst colour."""
    return max(ImageStat.Stat(ImageChops.difference(seen(one), seen(other))).mean)


def left_alone(file: Path) -> bool:
    result = smaller(file)
    return result == Smaller(file, result.before, result.before, 0) and not (file.parent / "made.pdf").exists()


def profile(_pdf: pikepdf.Pdf | None = None) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def icc(pdf: pikepdf.Pdf) -> Array:
    return Array([Name.ICCBased, pdf.make_stream(profile(), N=3, Alternate=Name.DeviceRGB)])


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_fine_scan_becomes_much_smaller_and_looks_the_same(tmp_path: Path, mode: str) -> None:
    space = Name.DeviceGray if mode == "L" else Name.DeviceRGB
    file = paper(tmp_path, scan(mode), ColorSpace=space)
    result = smaller(file)
    assert result.file == tmp_path / "made.pdf"
    assert result.pictures == 1
    assert result.after < result.before / 2
    assert pictures(result.file) == [(ENOUGH, ENOUGH)]
    assert apart(file, result.file) < 2


def test_nothing_is_shifted(tmp_path: Path) -> None:
    file = paper(tmp_path, scan("L"), ColorSpace=Name.DeviceGray)
    made = seen(smaller(file).file)
    source = seen(file)
    still = ImageStat.Stat(ImageChops.difference(source, made)).mean[0]
    for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        assert ImageStat.Stat(ImageChops.difference(source, ImageChops.offset(made, x, y))).mean[0] > 3 * still


def test_text_and_the_drawing_of_the_page_stay_as_they_are(tmp_path: Path) -> None:
    file = paper(tmp_path, scan())
    made = smaller(file).file
    assert texts(made) == texts(file) == ["Page as it was"]
    with pikepdf.open(file) as before, pikepdf.open(made) as after:
        assert before.pages[0].Contents.read_bytes() == after.pages[0].Contents.read_bytes()


def test_the_same_bytes_come_out_each_time(tmp_path: Path) -> None:
    file = paper(tmp_path, scan())
    assert smaller(file, "one").file.read_bytes() == smaller(file, "two").file.read_bytes()


def test_a_picture_of_many_pages_is_made_once(tmp_path: Path) -> None:
    result = smaller(paper(tmp_path, scan(), pages=3))
    assert result.pictures == 1
    assert pictures(result.file) == [(ENOUGH, ENOUGH)] * 3
    with pikepdf.open(result.file) as pdf:
        assert len({page.Resources.XObject.Scan.objgen for page in pdf.pages}) == 1


def test_what_is_hardly_finer_is_not_packed_with_loss_again(tmp_path: Path) -> None:
    assert left_alone(paper(tmp_path, jpeg(sheet(side=580))))


def test_made_smaller_twice_it_stays_as_it_was_the_first_time(tmp_path: Path) -> None:
    assert left_alone(smaller(paper(tmp_path, scan()), "once").file)


def test_the_largest_place_of_a_picture_counts(tmp_path: Path) -> None:
    twice = "q 180 0 0 180 60 60 cm /Scan Do Q q 40 0 0 40 0 0 cm /Scan Do Q"
    assert pictures(smaller(paper(tmp_path, scan(), draw=twice)).file) == [(375, 375)]


def test_a_turned_picture_is_measured_along_its_sides(tmp_path: Path) -> None:
    turned = "q 0.6 0.8 -0.8 0.6 120 0 cm q 120 0 0 60 0 0 cm /Scan Do Q Q"
    assert pictures(smaller(paper(tmp_path, scan(), draw=turned)).file) == [(250, 250)]


def test_a_stretched_picture_keeps_its_shape_and_what_the_longer_stretch_needs(tmp_path: Path) -> None:
    wide = f"q {SIDE} 0 0 {SIDE / 2} 0 0 cm /Scan Do Q"
    assert pictures(smaller(paper(tmp_path, scan(), draw=wide)).file) == [(ENOUGH, ENOUGH)]


def test_a_picture_in_a_form_is_measured_through_it(tmp_path: Path) -> None:
    file = paper(tmp_path, scan(), draw="q 0.5 0 0 0.5 0 0 cm /Form Do Q")
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        held = pdf.pages[0].Resources.XObject
        form = pdf.make_stream(b"q 120 0 0 120 0 0 cm /Scan Do Q", Subtype=Name.Form, BBox=Array([0, 0, 900, 900]))
        form.Matrix = Array([2, 0, 0, 2, 0, 0])
        form.Resources = Dictionary(XObject=Dictionary(Scan=held.Scan))
        held.Form = form
        pdf.save(file)
    made = smaller(file).file
    assert pictures(made) == [(250, 250)]
    assert apart(file, made) < 2


@pytest.mark.parametrize("draw", ["", "q 9 0 0 cm /Scan Do Q", "q 1 0 0 1 cm (", f"{DRAW} /Scan Do Do"])
def test_where_its_place_cannot_be_told_it_may_fill_the_page(tmp_path: Path, draw: str) -> None:
    assert pictures(smaller(paper(tmp_path, scan(), draw=draw)).file) == [(ENOUGH, ENOUGH)]


def test_a_photo_on_a_huge_page_is_as_fine_as_the_paper_it_is_placed_on(tmp_path: Path) -> None:
    huge = paper(tmp_path, jpeg(sheet(side=1600)), draw="q 1600 0 0 1600 0 0 cm /Scan Do Q", side=1600)
    ((across, _down),) = pictures(smaller(huge).file)
    assert across == pytest.approx((210 - 12) / 25.4 * 150, abs=2)


def test_forms_within_forms_without_end_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = paper(tmp_path, scan(), draw="/Form Do")
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        held = pdf.pages[0].Resources.XObject
        held.Form = pdf.make_stream(b"/Form Do " * 30, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        held.Form.Resources = Dictionary(XObject=Dictionary(Form=held.Form))
        pdf.save(file)
    assert smaller(file).pictures == 1
    for _deep in range(10):
        with pikepdf.open(file, allow_overwriting_input=True) as pdf:
            held = pdf.pages[0].Resources.XObject
            inner = held.Form
            if _deep == 0:
                inner.write(b"q Q")
            held.Form = pdf.make_stream(b"/Form Do " * 30, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
            held.Form.Resources = Dictionary(XObject=Dictionary(Form=inner))
            pdf.save(file)
    monkeypatch.setattr(placed_pictures, "_MOST_STEPS", 2_000)
    assert smaller(file).pictures == 1


def test_a_file_that_only_its_owner_may_change_is_made_smaller(tmp_path: Path) -> None:
    file = paper(tmp_path, scan())
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="owner", user=""))
    made = smaller(file).file
    with pikepdf.open(made) as pdf:
        assert not pdf.is_encrypted
    assert apart(file, made) < 2


def test_a_soft_mask_stays_aligned(tmp_path: Path) -> None:
    mask = Image.effect_noise((FINE, FINE), 60)
    mask.paste(0, (0, 0, FINE // 2, FINE))
    held = zlib.compress(mask.tobytes(), 1)

    def soft(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        keys = {"Width": FINE, "Height": FINE, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
        return pdf.make_stream(held, Type=Name.XObject, Subtype=Name.Image, Filter=Name.FlateDecode, **keys)

    file = paper(tmp_path, scan(), SMask=soft)
    result = smaller(file)
    assert result.pictures == 1
    assert pictures(result.file) == [(ENOUGH, ENOUGH)]
    assert apart(file, result.file) < 2
    assert seen(result.file).getpixel((60, 125)) == (255, 255, 255)
    with pikepdf.open(result.file) as pdf:
        assert pdf.pages[0].Resources.XObject.Scan.SMask.read_bytes() == mask.tobytes()


def test_a_mask_that_goes_by_colours_or_dots_leaves_the_picture_alone(tmp_path: Path) -> None:
    def matted(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        keys = {"Width": FINE, "Height": FINE, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
        return pdf.make_stream(bytes([255]) * FINE**2, Subtype=Name.Image, Matte=Array([0, 0, 0]), **keys)

    assert left_alone(paper(tmp_path, packed(sheet()), Mask=Array([0, 9, 0, 9, 0, 9])))
    assert left_alone(paper(tmp_path, packed(sheet()), SMask=matted))


@pytest.mark.parametrize("keys", [{}, {"Decode": Array([1, 0])}, {"ImageMask": True}])
def test_black_and_white_is_packed_as_a_fax_dot_for_dot(tmp_path: Path, keys: dict[str, Any]) -> None:
    page = bilevel().resize((1403, 1400))
    known = {"BitsPerComponent": 1, "ColorSpace": Name.DeviceGray} | keys
    file = paper(tmp_path, packed(page), **known)
    result = smaller(file)
    assert result.pictures == 1
    assert result.after < result.before * 0.9
    assert pictures(result.file) == [page.size]
    assert ImageChops.difference(seen(file, 420), seen(result.file, 420)).getbbox() is None


def test_a_fax_that_is_packed_well_stays_as_it_is(tmp_path: Path) -> None:
    made = smaller(paper(tmp_path, packed(bilevel()), BitsPerComponent=1, ColorSpace=Name.DeviceGray), "fax").file
    assert left_alone(made)


def test_a_dithered_picture_that_no_fax_packs_well_stays_as_it_is(tmp_path: Path) -> None:
    assert left_alone(paper(tmp_path, packed(sheet("1")), BitsPerComponent=1, ColorSpace=Name.DeviceGray))


def palette(bits: int) -> tuple[dict[str, Any], Array]:
    grain = Image.effect_noise((FINE, FINE), 90).convert("RGB")
    image = Image.blend(sheet("RGB"), grain, 0.3).quantize(1 << bits, dither=Image.Dither.NONE)
    colours = bytes(image.getpalette() or ())
    dots = image.tobytes()
    if bits == 4:
        dots = bytes(high << 4 | low for high, low in zip(dots[::2], dots[1::2], strict=True))
    return packed(image, dots), Array([Name.Indexed, Name.DeviceRGB, (1 << bits) - 1, pikepdf.String(colours)])


@pytest.mark.parametrize("bits", [4, 8])
def test_a_picture_with_a_palette_keeps_its_colours(tmp_path: Path, bits: int) -> None:
    picture, space = palette(bits)
    file = paper(tmp_path, picture, ColorSpace=space, BitsPerComponent=bits, Decode=Array([0, (1 << bits) - 1]))
    result = smaller(file)
    assert pictures(result.file) == [(ENOUGH, ENOUGH)]
    assert apart(file, result.file) < 3


TURNED_OVER = Array([1, 0] * 4)
CALIBRATED = Array([Name.CalRGB, Dictionary(WhitePoint=Array([0.9505, 1, 1.089]), Gamma=Array([2.2] * 3))])


@pytest.mark.parametrize(
    ("mode", "as_jpeg", "keys"),
    [
        ("RGB", True, {"ColorSpace": icc}),
        ("RGB", False, {"ColorSpace": icc}),
        ("RGB", False, {"ColorSpace": CALIBRATED}),
        ("RGB", False, {"Decode": Array([1, 0, 1, 0, 1, 0])}),
        ("L", False, {"ColorSpace": Name.DeviceGray, "Decode": Array([1, 0])}),
        ("L", True, {"ColorSpace": Name.DeviceGray, "Decode": Array([0.2, 0.8])}),
        ("CMYK", False, {"ColorSpace": Name.DeviceCMYK}),
        ("CMYK", False, {"ColorSpace": Name.DeviceCMYK, "Decode": TURNED_OVER}),
        ("CMYK", True, {"ColorSpace": Name.DeviceCMYK, "Decode": TURNED_OVER}),
    ],
)
def test_colours_stay_what_they_were(tmp_path: Path, mode: str, as_jpeg: bool, keys: dict[str, Any]) -> None:
    image = sheet(mode)
    file = paper(tmp_path, jpeg(image) if as_jpeg else packed(image), **keys)
    result = smaller(file)
    assert result.pictures == 1
    assert pictures(result.file) == [(ENOUGH, ENOUGH)]
    assert apart(file, result.file) < 2


def test_black_and_white_of_three_inks_is_not_taken_for_one(tmp_path: Path) -> None:
    """Its bits are three times as many, and would pass for those of a picture of one."""
    bits = bilevel().tobytes() * 3
    assert left_alone(paper(tmp_path, packed(bilevel(), bits), BitsPerComponent=1))


LAB = Array([Name.Lab, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))])


@pytest.mark.parametrize(
    "keys",
    [
        {"ColorSpace": LAB},
        {"BitsPerComponent": 16, "Width": FINE // 2},
        {"ColorSpace": Name.Pattern},
        {"Width": 90_000},
    ],
)
def test_what_is_rare_is_left_alone(tmp_path: Path, keys: dict[str, Any]) -> None:
    assert left_alone(paper(tmp_path, packed(sheet()), **keys))


def test_colour_that_is_really_grey_becomes_grey(tmp_path: Path) -> None:
    file = paper(tmp_path, jpeg(sheet(ink="#606060")))
    made = smaller(file).file
    with pikepdf.open(made) as pdf:
        assert pdf.pages[0].Resources.XObject.Scan.ColorSpace == Name.DeviceGray
    assert apart(file, made) < 2


def test_one_small_red_mark_keeps_a_page_in_colour(tmp_path: Path) -> None:
    page = sheet(ink="#606060").copy()
    page.paste("#c02020", (900, 100, 915, 120))
    made = smaller(paper(tmp_path, jpeg(page))).file
    red, green, _blue = seen(made, 150).getpixel((453, 55))  # type: ignore[misc]
    assert red - green > 80


def test_a_large_picture_packed_without_loss_becomes_a_jpeg_where_that_saves_much(tmp_path: Path) -> None:
    photo = Image.effect_noise((100, 100), 50).resize((ENOUGH, ENOUGH)).convert("RGB")
    result = smaller(paper(tmp_path, packed(photo)))
    assert result.pictures == 1
    assert pictures(result.file) == [(ENOUGH, ENOUGH)]


def broken(kind: str) -> dict[str, Any]:
    whole = scan()
    zeros = zlib.compress(bytes(6_000_000))
    return {
        "cut": whole | {"data": whole["data"][: len(whole["data"]) // 2]},
        "lying": whole | {"size": (FINE * 2, FINE)},
        "no size": whole | {"size": (0, -5)},
        "bomb": packed(sheet()) | {"data": zeros, "size": (FINE, FINE)},
        "too short": packed(sheet()) | {"size": (FINE * 3, FINE)},
        "rubbish": packed(sheet()) | {"data": bytes(range(256)) * 40},
        "unknown": whole | {"Filter": Name.JPXDecode},
    }[kind]


@pytest.mark.parametrize("kind", ["cut", "lying", "no size", "bomb", "too short", "rubbish", "unknown"])
def test_a_picture_that_makes_no_sense_is_left_alone_and_the_next_is_made_smaller(tmp_path: Path, kind: str) -> None:
    bad = broken(kind)
    file = paper(tmp_path, bad)
    assert left_alone(file)
    good = paper(tmp_path, scan(), name="good")
    with pikepdf.open(file, allow_overwriting_input=True) as pdf, pikepdf.open(good) as more:
        pdf.pages.extend(more.pages)
        pdf.save(file)
    result = smaller(file)
    assert result.pictures == 1
    assert pictures(result.file) == [bad["size"], (ENOUGH, ENOUGH)]
    with pikepdf.open(result.file) as pdf:
        assert pdf.pages[0].Resources.XObject.Scan.read_raw_bytes() == bad["data"]


def test_what_the_scanner_wrote_beside_the_picture_is_not_written_again(tmp_path: Path) -> None:
    made = smaller(paper(tmp_path, jpeg(sheet(), comment=b"scanned by Ana"))).file
    with pikepdf.open(made) as pdf:
        assert b"scanned by" not in pdf.pages[0].Resources.XObject.Scan.read_raw_bytes()


def test_a_screenshot_is_not_packed_with_loss_for_a_small_gain(tmp_path: Path) -> None:
    page = Image.blend(sheet(side=ENOUGH), Image.effect_noise((ENOUGH, ENOUGH), 40).convert("RGB"), 0.3)
    file = paper(tmp_path, packed(page.quantize(8).convert("RGB")))
    assert len(jpeg(page, quality=85)["data"]) < file.stat().st_size
    assert left_alone(file)


def test_a_page_without_pictures_is_handed_back(tmp_path: Path) -> None:
    file = paper(tmp_path, jpeg(sheet(side=60)))
    assert left_alone(file)
