"""The picture of one page as it is read by machine: upright, fine enough for small print, bounded. Runs in a child."""

import math
from functools import lru_cache
from typing import Final

from PIL import Image

from caregiver_app.rendering.pages import Rendering, Sizes, page_sizes, render
from caregiver_app.rendering.shape import POINTS_A_DOT, Showing
from caregiver_app.sealed import Readable
from caregiver_app.sniff import sniff

_DPI: Final = 200.0
_POINTS_AN_INCH: Final = 72.0
_MOST_DOTS: Final = 12_000_000
_LOOK: Final = (9, 8)
# Two neighbours that differ by less are the same paper, told apart only by its grain.
_GRAIN: Final = 2
_KEPT_SIZES: Final = 4


def page_picture(path: Readable, form: str, page: int) -> Rendering:
    """Return a page, counted from 1, as a picture: a page of a PDF at 200 dots an inch, a picture dot by dot.

    Very large pages have fewer dots. `form` is the file's format, or "" to find it out. With a `trouble` there may be
    no picture.
    """
    sizes = _sizes(path)
    if sizes.trouble:
        return Rendering(trouble=sizes.trouble)
    if not 0 < page <= len(sizes.sizes):
        return Rendering(trouble="page_unreadable")
    across, down = sizes.sizes[page - 1]
    scale = _DPI / _POINTS_AN_INCH if (form or sniff(path)) == "pdf" else 1 / POINTS_A_DOT
    scale = min(scale, math.sqrt(_MOST_DOTS / max(across * down, 1.0)))
    return render(path, Showing(page), max(round(across * scale), 1))


def look_of(picture: Rendering) -> str:
    """Return the mark of a picture in 16 hex digits, empty where there is none.

    Pages that look alike have marks that differ in few of 64 bits, also when one was copied or scanned again: each bit
    says whether a part of the page is lighter than the part to its right.
    """
    if not picture.pixels:
        return ""
    size = (picture.width, picture.height)
    image = Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", 0, 1).convert("L")
    small = image.resize(_LOOK, Image.Resampling.BOX).tobytes()
    across, down = _LOOK
    bits = 0
    for row in range(down):
        for column in range(across - 1):
            at = row * across + column
            bits = bits << 1 | (small[at] - small[at + 1] > _GRAIN)
    return f"{bits:016x}"


@lru_cache(maxsize=_KEPT_SIZES)
def _sizes(path: Readable) -> Sizes:
    """Measure a file once, not for each of its pages."""
    return page_sizes(path)
