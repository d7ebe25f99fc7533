"""A page becomes a picture that can be read, and a mark by which pages that look alike are found."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from caregiver_app.intake.page_picture import look_of, page_picture
from caregiver_app.rendering.pages import Rendering
from caregiver_app.rendering.pdf import let_go
from packet.papers import paper
from scans import PAPER, as_file, scan


@pytest.fixture(autouse=True)
def files_closed() -> Iterator[None]:
    yield
    let_go()


def picture(image: Image.Image) -> Rendering:
    return Rendering(image.width, image.height, image.tobytes("raw", "BGRX"))


def kept(tmp_path: Path, data: bytes) -> Path:
    file = tmp_path / f"file {len(data)}"
    file.write_bytes(data)
    return file


def apart(one: Image.Image, other: Image.Image) -> int:
    """In how many bits two looks differ."""
    return (int(look_of(picture(one)), 16) ^ int(look_of(picture(other)), 16)).bit_count()


def test_a_page_of_a_pdf_has_200_dots_an_inch_and_a_picture_its_own(tmp_path: Path) -> None:
    made = page_picture(kept(tmp_path, paper(2, size=(360, 720))), "pdf", 2)
    assert (made.width, made.height, made.trouble) == (1000, 2000, "")
    assert len(made.pixels) == 4 * 1000 * 2000
    made = page_picture(kept(tmp_path, as_file(scan(), scan(), form="TIFF")), "tiff", 2)
    assert (made.width, made.height) == PAPER


def test_the_format_is_found_out_where_nobody_says_it(tmp_path: Path) -> None:
    file = kept(tmp_path, paper(1, size=(360, 720)))
    assert page_picture(file, "", 1) == page_picture(file, "pdf", 1)


def test_a_photo_stands_upright(tmp_path: Path) -> None:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the phone on its side
    scan().save(written, "JPEG", exif=exif)
    made = page_picture(kept(tmp_path, written.getvalue()), "jpeg", 1)
    assert (made.width, made.height) == PAPER[::-1]


@pytest.mark.parametrize("size", [(14_000, 14_000), (3, 14_000), (14_000, 3)])
def test_no_page_becomes_a_picture_too_large_to_hold(tmp_path: Path, size: tuple[int, int]) -> None:
    made = page_picture(kept(tmp_path, paper(1, size=size)), "pdf", 1)
    assert 0 < made.width * made.height <= 12_100_000
    assert len(made.pixels) == 4 * made.width * made.height


def test_what_cannot_be_drawn_says_why(tmp_path: Path) -> None:
    assert page_picture(kept(tmp_path, b"%PDF-1.7\nnothing more"), "pdf", 1).trouble == "damaged"
    assert page_picture(tmp_path / "gone", "pdf", 1).trouble == "missing"
    whole = tmp_path / "whole"
    whole.write_bytes(paper(1))
    assert [page_picture(whole, "pdf", page).trouble for page in (0, 1, 2)] == [
        "page_unreadable",
        "",
        "page_unreadable",
    ]
    assert look_of(Rendering(trouble="damaged")) == ""


def test_a_page_scanned_again_looks_alike_and_another_does_not() -> None:
    first = scan([f"Line {number} of the first letter" for number in range(9)], (800, 1130), step=110)
    other = scan(["Short", "note", "with a much longer last line at its foot"], (800, 1130), top=700)
    grain = Image.frombytes("L", first.size, random.Random(1).randbytes(first.width * first.height)).convert("RGB")
    grainy = Image.blend(first, grain, 0.2)
    smaller = first.resize((400, 565)).resize(first.size)
    aslant = first.rotate(0.7, Image.Resampling.BICUBIC, fillcolor="white")
    assert [apart(first, again) <= 4 for again in (first, grainy, smaller, aslant)] == [True] * 4
    assert apart(first, other) > 6
    assert len(look_of(picture(first))) == 16
