"""A picture tells its pages, each waiting to be read; whatever a file claims of itself costs little to look at."""

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.domain.documents.reading import WAITING, PageText
from caregiver_app.intake.images import look_at_image
from caregiver_app.intake.look import Inspection
from caregiver_app.rendering.pages import Showing, render
from intake.makers import heic, looked, looked_in_child, tiff

CLAIM = 50_000


def picture(form: str, size: tuple[int, int] = (48, 32), **saving: object) -> bytes:
    body = io.BytesIO()
    Image.new("RGB", size, "white").save(body, form, **saving)
    return body.getvalue()


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


def patched(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """Write a value behind every place where the mark stands."""
    body, at, places = bytearray(data), data.find(mark), 0
    while at >= 0:
        body[at + offset : at + offset + len(value)] = value
        at, places = data.find(mark, at + 1), places + 1
    assert places
    return bytes(body)


def waiting(pages: int) -> tuple[PageText, ...]:
    return tuple(PageText(number, "", WAITING) for number in range(1, pages + 1))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "AVIF"])
def test_a_picture_is_one_page_that_waits_to_be_read(tmp_path: Path, form: str) -> None:
    seen = looked(tmp_path, picture(form), look_at_image)
    assert seen == Inspection(form.lower(), 1, "", "", waiting(1))


def test_a_photo_from_a_phone_is_one_page_and_its_small_copies_are_none(tmp_path: Path) -> None:
    plain, rich = heic((64, 48)), heic((64, 48), thumbnails=(16, 32))
    assert len(rich) > len(plain)
    for data in (plain, rich):
        assert looked(tmp_path, data, look_at_image) == Inspection("heic", 1, "", "", waiting(1))


def test_each_picture_of_a_heic_file_that_stands_on_its_own_is_a_page(tmp_path: Path) -> None:
    seen = looked(tmp_path, heic((64, 48), (48, 64), (32, 32)), look_at_image)
    assert (seen.pages, seen.trouble, seen.texts) == (3, "", waiting(3))


def test_an_animation_of_ten_thousand_pictures_is_one_page_and_costs_no_more_than_its_first(tmp_path: Path) -> None:
    body = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(body, "GIF", save_all=True, append_images=[Image.new("RGB", (8, 8), "blue")])
    data = body.getvalue()
    second = data.rindex(b"!\xf9")
    long = data[:second] + data[second:-1] * 10_000 + b";"
    with Image.open(io.BytesIO(long)) as image:
        assert image.n_frames == 10_001
    seen, grown, seconds = looked_in_child(tmp_path, long, look_at_image)
    assert seen == Inspection("gif", 1, "", "", waiting(1))
    assert (grown < 50, seconds < 10) == (True, True)


@pytest.mark.parametrize("back_to", [8, 8 + 114])
def test_pages_that_lead_back_to_one_another_are_counted_once(tmp_path: Path, back_to: int) -> None:
    seen = looked(tmp_path, tiff((30, 20), (30, 20), (30, 20), back_to=back_to), look_at_image)
    assert (seen.pages, seen.trouble) == (3, "")


@pytest.mark.thorough
def test_a_hundred_thousand_pages_are_followed_a_bounded_way_and_named(tmp_path: Path) -> None:
    seen, grown, seconds = looked_in_child(tmp_path, tiff(*[(30, 20)] * 100_000), look_at_image)
    assert (seen.pages, seen.trouble) == (2000, "pages_missing")
    assert (grown < 100, seconds < 20) == (True, True)


def test_one_monstrous_page_among_others_is_named_and_does_not_count(tmp_path: Path) -> None:
    seen = looked(tmp_path, tiff((30, 20), (CLAIM, CLAIM), (30, 20)), look_at_image)
    assert (seen.pages, seen.trouble, len(seen.texts)) == (2, "pages_missing", 2)


def test_a_page_chain_that_leads_out_of_the_file_keeps_the_pages_before(tmp_path: Path) -> None:
    seen = looked(tmp_path, tiff((30, 20), (30, 20), back_to=0x7FFFFFFF), look_at_image)
    assert seen.pages in (2, 3)
    assert seen.trouble == ("" if seen.pages == 3 else "pages_missing")


def test_a_note_in_a_fax_that_claims_two_gigabytes_is_not_believed(tmp_path: Path) -> None:
    seen, grown, seconds = looked_in_child(tmp_path, tiff((30, 20), more=((700, 1, 0x7FFFFFFF, 8),)), look_at_image)
    assert seen.pages == 1
    assert (grown < 100, seconds < 10) == (True, True)


SIDES = struct.pack(">II", CLAIM, CLAIM)
BOMBS = {
    "png": (png(CLAIM, CLAIM), "too_large"),
    "tiff": (tiff((CLAIM, CLAIM)), "too_large"),
    "bmp": (patched(picture("BMP"), b"BM", 18, struct.pack("<ii", CLAIM, CLAIM)), "too_large"),
    "gif": (patched(picture("GIF"), b"GIF87a", 6, b"\xff\xff\xff\xff"), "too_large"),
    "jpeg": (patched(picture("JPEG"), b"\xff\xc0", 5, struct.pack(">HH", CLAIM, CLAIM)), "too_large"),
    "heic": (patched(heic((64, 64)), b"ispe", 8, SIDES), "too_large"),
    "avif": (patched(picture("AVIF"), b"ispe", 8, SIDES), "damaged"),
}


@pytest.mark.parametrize("form", BOMBS)
def test_a_picture_that_claims_a_monstrous_size_is_named_and_costs_nothing(tmp_path: Path, form: str) -> None:
    data, trouble = BOMBS[form]
    seen, grown, seconds = looked_in_child(tmp_path, data, look_at_image)
    assert (seen.format, seen.pages, seen.trouble, seen.texts) == (form, None, trouble, ())
    assert f"{CLAIM} × {CLAIM}" in seen.detail or form in ("gif", "avif")
    assert (grown < 100, seconds < 10) == (True, True)


@pytest.mark.parametrize(
    "form", ["png", *(pytest.param(form, marks=pytest.mark.thorough) for form in ("tiff", "bmp", "gif", "jpeg"))]
)
def test_a_picture_bomb_is_refused_where_its_reader_alone_would_burst(tmp_path: Path, form: str) -> None:
    bomb = tmp_path / "bomb"
    bomb.write_bytes(BOMBS[form][0])
    assert bomb.stat().st_size < 1 << 20
    with Child(Limits(memory=640 << 20, seconds=30)) as child:
        with pytest.raises(ChildStopped) as stopped:
            child.call(_opened_without_bounds, bomb)
        assert stopped.value.reason == "crashed"  # it is a bomb
        before = child.call(os.getpid)
        assert child.call(look_at_image, bomb, None).trouble == "too_large"
        assert child.call(render, bomb, Showing(), 100).trouble == "too_large"
        assert child.call(os.getpid) == before


def _opened_without_bounds(path: Path) -> None:
    Image.MAX_IMAGE_PIXELS = None
    Image.open(path).load()


def test_a_phones_photo_of_200_million_dots_is_fine(tmp_path: Path) -> None:
    photo = patched(picture("JPEG"), b"\xff\xc0", 5, struct.pack(">HH", 12_240, 16_320))
    seen, grown, _seconds = looked_in_child(tmp_path, photo, look_at_image)
    assert (seen.pages, seen.trouble) == (1, "")
    assert grown < 100


@pytest.mark.parametrize(
    "data", [heic((64, 48))[:200], b"\x89PNG\r\n\x1a\nbroken", tiff((30, 20))[:10], b"\xff\xd8\xff"]
)
def test_what_is_no_whole_picture_is_named_damaged(tmp_path: Path, data: bytes) -> None:
    seen = looked(tmp_path, data, look_at_image)
    assert (seen.pages, seen.trouble, seen.texts) == (None, "damaged", ())
    assert seen.detail


def test_real_pictures_are_looked_at_without_a_crash(real_files: Path | None) -> None:
    if real_files is None:
        return
    with Child(Limits(memory=3 << 30, seconds=60)) as child:
        for file in sorted((real_files / "images").iterdir()):
            seen = child.call(look_at_image, file, None)
            assert seen.trouble == "" or seen.trouble in TROUBLES, file.name
            assert seen.texts == waiting(seen.pages or 0), file.name
