"""The pages of a picture file are those the look at it counted, however the file is damaged."""

import struct
import time
from pathlib import Path

import pytest
from PIL import Image

from caregiver_app.intake.images import look_at_image
from caregiver_app.rendering.pages import Sizes, page_sizes, render
from caregiver_app.rendering.picture_files import MOST_PAGES
from caregiver_app.rendering.shape import Showing
from intake.makers import heic, tiff

IFD = 2 + 12 * 9 + 4  # the length of one page's directory


def kept(tmp_path: Path, body: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(body)
    return path


def spoilt(pages: int, *lost: int) -> bytes:
    """A TIFF of so many pages; the directories of some tell of bits that no picture has."""
    body = bytearray(tiff(*[(30 + 10 * page, 20) for page in range(pages)]))
    for page in lost:
        struct.pack_into("<I", body, 8 + IFD * (page - 1) + 2 + 12 * 2 + 8, 77)
    return bytes(body)


def test_every_picture_of_a_heic_file_is_shown(tmp_path: Path) -> None:
    path = kept(tmp_path, heic((64, 48), (48, 64), (32, 32), thumbnails=(16,)))
    assert page_sizes(path) == Sizes(((48.0, 36.0), (36.0, 48.0), (24.0, 24.0)))
    assert [(shown.width, shown.height) for shown in (render(path, Showing(page), 48) for page in (1, 2, 3))] == [
        (48, 36), (48, 64), (48, 48),
    ]  # fmt: skip
    assert [render(path, Showing(page), 48).trouble for page in (0, 4)] == ["page_unreadable"] * 2
    assert look_at_image(path, None).pages == 3


@pytest.mark.parametrize(
    ("body", "pages", "shown", "more"),
    [
        (tiff((30, 20), (30, 20), back_to=0x7FFFFFFF), 2, [1, 2], 1),
        (spoilt(3, 2), 3, [1, 3], 0),
        (spoilt(5, 2, 3, 4), 5, [1, 5], 0),
        (spoilt(3, 3), 2, [1, 2], 1),
        (spoilt(8, 2, 3, 4, 5, 6, 7), 1, [1], 1),
    ],
    ids=["a chain that leads out", "one lost", "three lost", "the last lost", "too many lost"],
)
def test_lost_pages_keep_their_places_and_the_others_are_shown(
    tmp_path: Path, body: bytes, pages: int, shown: list[int], more: int
) -> None:
    path = kept(tmp_path, body)
    sizes, seen = page_sizes(path), look_at_image(path, None)
    assert (len(sizes.sizes), seen.pages, seen.trouble) == (pages, pages, "pages_missing")
    assert [number for number in range(1, pages + 1) if render(path, Showing(number), 30).pixels] == shown
    assert sizes.left_out == more


@pytest.mark.thorough
def test_a_chain_of_a_hundred_thousand_pages_is_followed_a_bounded_way(tmp_path: Path) -> None:
    path = kept(tmp_path, tiff(*[(30, 20)] * 100_000))
    started = time.process_time()
    sizes = page_sizes(path)
    assert (len(sizes.sizes), sizes.left_out, sizes.trouble) == (MOST_PAGES, 1, "")
    assert time.process_time() - started < 20


def test_a_moving_picture_has_one_page(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(tmp_path / "file", "GIF", save_all=True, append_images=[second])
    assert len(page_sizes(tmp_path / "file").sizes) == 1
    assert render(tmp_path / "file", Showing(2), 8).trouble == "page_unreadable"
