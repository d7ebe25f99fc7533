"""What is opened of picture files, which of their pictures are pages, and how one becomes what paper and screen know.

The look at a file, its preview and the packet all go by this, so that page 3 is the same page in each.
"""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

from PIL import Image, ImageFile, ImageOps

from caregiver_app.sealed import Readable, for_reader

FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "AVIF")
MOST_PIXELS: Final = 250_000_000
"""A phone's 200-megapixel photo is real; what claims more is stored and not opened."""
MOST_BYTES_AT_ONCE: Final = 300_000_000
"""The largest file for a reader that takes all of it into memory before it looks at it."""
MOST_PAGES: Final = 2_000
UNREADABLE: Final = (
    OSError, ValueError, TypeError, KeyError, IndexError, SyntaxError, EOFError, struct.error, OverflowError,
    ZeroDivisionError, AttributeError, RuntimeError, NotImplementedError,
)  # fmt: skip
"""What a picture library raises for a file it cannot make sense of."""
ORIENTATION: Final = 0x0112
SIDEWAYS: Final = (5, 6, 7, 8)
"""The orientations of which the stored width is the height that is seen."""

_CUT_SHORT: Final = "caregiver: cut short"
# Lost pages between others keep their places; where so many follow one another, the chain itself is broken.
_MOST_LOST: Final = 3
# A fax has lines twice as far apart as the dots in them. What claims more than this makes no sense.
_MOST_STRETCHED: Final = 4.0


@contextmanager
def opened_picture(path: Readable) -> Iterator[Image.Image]:
    """Open a picture file of any kind but HEIC, on its first page. Raises one of `UNREADABLE`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is odd shows when it is read; the size is judged by our own bound
        Image.MAX_IMAGE_PIXELS = None
        # By its name, a plain picture would be mapped into memory as if it lay upright; one that does not is jumbled.
        with path.open("rb") as file, Image.open(file, formats=FORMATS) as image:
            yield image


def heic_pictures(path: Readable) -> Any:
    """Return the pictures of a HEIC file that stand on their own, upright; each is decoded when it is asked for.

    Small copies and depth maps are not among them. Raises one of `UNREADABLE`.
    """
    import pillow_heif

    return pillow_heif.open_heif(for_reader(path))


def is_paged(image: Image.Image) -> bool:
    """Whether each frame is a page; a moving picture is one page, its first frame."""
    return image.format == "TIFF"


def pages_turned(image: Image.Image) -> Iterator[str]:
    """Turn a picture to each of its pages and say what is in the way, as a key of `TROUBLES`; "" for nothing.

    A page that is lost between others keeps its place ("page_unreadable"). "pages_missing" comes last and is no page:
    there are more than can be turned to. The pages of a TIFF are a chain, which may have no end.
    """
    lost = 0
    for index in range(MOST_PAGES + 1 if is_paged(image) else 1):
        try:
            image.seek(index)
        except EOFError:
            break
        except UNREADABLE:
            lost += 1
            if lost > _MOST_LOST:
                break
            continue
        if index == MOST_PAGES:
            lost = 1
            break
        yield from ["page_unreadable"] * lost
        lost = 0
        yield ""
    if lost:
        yield "pages_missing"


def is_too_large(size: tuple[int, int]) -> bool:
    """Whether a picture of this size is not opened."""
    return size[0] * size[1] > MOST_PIXELS


def orientation(image: Image.Image) -> int:
    """Return how a picture that is not decoded yet must be turned to be upright, as EXIF numbers it."""
    if image.format == "TIFF":
        return 1  # its reader turns it by itself, and gives its size as turned
    try:
        turn = int(_notes(image).get(ORIENTATION, 1))
    except UNREADABLE:
        return 1
    return turn if 1 <= turn <= 8 else 1


def _notes(image: Image.Image) -> Image.Exif:
    """Return what a camera wrote about a picture. That of a PNG may stand behind its pixels, so it is decoded first."""
    if image.format == "PNG":
        load(image)
    return image.getexif()


def dots_an_inch(image: Image.Image) -> tuple[float, float]:
    """Return how many dots to the inch a picture claims, across and down as its reader gives its size; 0 for none.

    Call it before the picture is decoded: decoding it may turn it.
    """
    try:
        across, down = (float(dots) for dots in image.info.get("dpi", (0, 0)))
        turned = image.format == "TIFF" and image.getexif().get(ORIENTATION) in SIDEWAYS
    except UNREADABLE:
        return 0.0, 0.0
    return (down, across) if turned else (across, down)


def stretch(dots: tuple[float, float]) -> float:
    """Return how much higher than wide a dot is: two in a coarse fax, one nearly everywhere."""
    across, down = dots
    found = across / down if across > 0 and down > 0 else 1.0
    return found if 1 / _MOST_STRETCHED <= found <= _MOST_STRETCHED else 1.0


def load(image: Image.Image) -> bool:
    """Decode a picture, as much as there is of it; return whether it was whole. Raises one of `UNREADABLE`."""
    try:
        image.load()
    except UNREADABLE:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        image.info[_CUT_SHORT] = True  # the library says so once and then behaves as if all were well
    return _CUT_SHORT not in image.info


def upright(image: Image.Image) -> Image.Image:
    """Return a decoded picture turned as it says; as it is, where that cannot be read."""
    try:
        return ImageOps.exif_transpose(image)
    except UNREADABLE:
        return image


def has_holes(image: Image.Image) -> bool:
    """Whether something of it may be transparent."""
    return image.mode in ("RGBA", "RGBa", "LA", "La", "PA") or "transparency" in image.info


def is_deep(image: Image.Image) -> bool:
    """Whether its greys have more than eight bits."""
    return image.mode.startswith("I") or image.mode == "F"


def in_eight_bits(image: Image.Image) -> Image.Image:
    """Bring deep grey values into eight bits, by the depth the values need; the lowest negative one is black."""
    deep = image.convert("F")
    lowest, highest = cast(tuple[float, float], deep.getextrema())  # of its one band
    top = next((full for full in (255.0, 4095.0, 65535.0) if highest <= full), highest)
    base = min(lowest, 0.0)
    step = 255.0 / ((top - base) or 1.0)
    return deep.point(lambda value: value * step + (-base * step)).convert("L")


def on_white(image: Image.Image) -> Image.Image:
    """Lay what is transparent on white; what is grey stays grey."""
    mode, see_through = ("L", "LA") if image.mode in ("LA", "La") else ("RGB", "RGBA")
    if image.mode != see_through:
        image = image.convert(see_through)
    ground = Image.new(mode, image.size, "white")
    ground.paste(image.convert(mode), mask=image.getchannel("A"))
    return ground
