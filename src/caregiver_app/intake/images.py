"""Look at a picture: how many pages it holds and whether its head is whole, without decoding it."""

from pathlib import Path
from typing import Final

from caregiver_app.domain.documents.reading import WAITING, PageText
from caregiver_app.intake.look import Inspection
from caregiver_app.rendering.picture_files import (
    MOST_BYTES_AT_ONCE,
    UNREADABLE,
    heic_pictures,
    is_too_large,
    opened_picture,
    pages_turned,
)
from caregiver_app.sealed import Readable, size_of
from caregiver_app.sniff import sniff

_READ_AT_ONCE: Final = ("heic", "avif", "webp")

_Size = tuple[int, int]
_LOST: Final[_Size] = (0, 0)


def look_at_image(path: Readable, _room: Path | None) -> Inspection:
    """Look at a picture file: a TIFF and a HEIC file may hold several pages, each waiting to be read.

    An animation counts as one page: its first picture. What claims a monstrous size is not opened.
    """
    form = sniff(path)
    if form in _READ_AT_ONCE and size_of(path) > MOST_BYTES_AT_ONCE:
        return Inspection(form, None, "too_large", "")
    try:
        sizes, detail = _heic_sizes(path) if form == "heic" else _sizes(path)
    except UNREADABLE as problem:
        return Inspection(form, None, "damaged", type(problem).__name__)
    numbers = [number for number, size in enumerate(sizes, 1) if not is_too_large(size)]
    if not any(min(sizes[number - 1]) for number in numbers):
        largest = max(sizes, default=_LOST)
        trouble = "too_large" if is_too_large(largest) else "damaged"
        return Inspection(form, None, trouble, f"{largest[0]} × {largest[1]}")
    trouble = "pages_missing" if detail or len(numbers) < len(sizes) else ""
    texts = tuple(PageText(number, "", WAITING) for number in numbers)
    return Inspection(form, len(numbers), trouble, detail, texts)


def _sizes(path: Readable) -> tuple[list[_Size], str]:
    """Return the size of each page in its place, and what cannot be read. Raises one of `UNREADABLE`."""
    sizes: list[_Size] = []
    lost = []
    with opened_picture(path) as image:
        for trouble in pages_turned(image):
            if trouble == "pages_missing":
                lost.append("the pages behind them")
                continue
            sizes.append(_LOST if trouble else image.size)
            lost += [f"page {len(sizes)}"] if trouble else []
    return sizes, f"cannot be read: {', '.join(lost)}" if lost else ""


def _heic_sizes(path: Readable) -> tuple[list[_Size], str]:
    return [picture.size for picture in heic_pictures(path)], ""
