"""Look at a picture: how many pages it holds and whether its head is whole, without decoding it."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from caregiver_app.domain.documents.reading import WAITING, PageText
from caregiver_app.intake.look import Inspection
from caregiver_app.sniff import sniff

_FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "AVIF")
# A phone's 200-megapixel photo is real; what claims more is stored and not opened.
MAX_PIXELS: Final = 250_000_000
_MOST_FRAMES: Final = 2_000
# These readers take the whole file into memory before they look at it.
_MOST_BYTES_AT_ONCE: Final = 300_000_000
_READ_AT_ONCE: Final = ("heic", "avif", "webp")
# What a picture library raises for a file it cannot make sense of.
_UNREADABLE: Final = (
    UnidentifiedImageError, OSError, ValueError, TypeError, KeyError, IndexError, SyntaxError, EOFError, RuntimeError,
    AttributeError, OverflowError, ZeroDivisionError, NotImplementedError,
)  # fmt: skip

_Size = tuple[int, int]


def look_at_image(path: Path, _room: Path | None) -> Inspection:
    """Look at a picture file: a TIFF and a HEIC file may hold several pages, each waiting to be read.

    An animation counts as one page: its first picture. What claims a monstrous size is not opened.
    """
    form = sniff(path)
    if form in _READ_AT_ONCE and path.stat().st_size > _MOST_BYTES_AT_ONCE:
        return Inspection(form, None, "too_large", "")
    sizes: list[_Size] = []
    damage = ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is judged here, by our own bound
            Image.MAX_IMAGE_PIXELS = None
            for size in _heic_sizes(path) if form == "heic" else _sizes(path):
                sizes.append(size)
    except _UNREADABLE as problem:
        damage = type(problem).__name__
    shown = sum(0 < width * height <= MAX_PIXELS for width, height in sizes)
    if not shown:
        width, height = max(sizes, default=(0, 0))
        if width * height > MAX_PIXELS:
            return Inspection(form, None, "too_large", f"{width} × {height}")
        return Inspection(form, None, "damaged", damage or f"{width} × {height}")
    pages = min(shown, _MOST_FRAMES)
    trouble = "pages_missing" if damage or pages < len(sizes) else ""
    texts = tuple(PageText(number, "", WAITING) for number in range(1, pages + 1))
    return Inspection(form, pages, trouble, damage, texts)


def _sizes(path: Path) -> Iterator[_Size]:
    """Yield the size of each page. The pages of a TIFF are a chain, which is followed a bounded way."""
    with Image.open(path, formats=_FORMATS) as image:
        yield image.size
        if image.format != "TIFF":
            return
        for index in range(1, _MOST_FRAMES + 1):
            try:
                image.seek(index)
            except EOFError:
                return
            yield image.size


def _heic_sizes(path: Path) -> Iterator[_Size]:
    """Yield the size of each picture that stands on its own; small copies and depth maps are not among them."""
    import pillow_heif

    for picture in pillow_heif.open_heif(path):
        yield picture.size
