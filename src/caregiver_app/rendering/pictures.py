"""Picture files as pages to look at: upright, as large as asked for, and no more of them decoded than that needs."""

import struct
import warnings
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFile, ImageOps

from caregiver_app.rendering.shape import Box, Shape, Showing, scale_of, shape_of

_FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "HEIF", "AVIF")
# A phone's 200-megapixel photo is real; what claims more is stored and not opened.
_MOST_DECODED: Final = 250_000_000
_POINTS_A_PIXEL: Final = 72 / 96
_ORIENTATION: Final = 0x0112
_SIDEWAYS: Final = (5, 6, 7, 8)
# A fax has lines twice as far apart as the dots in them. What claims more than this makes no sense.
_MOST_STRETCHED: Final = 4.0
_TURNS: Final = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
_UNREADABLE: Final = (
    OSError, ValueError, TypeError, KeyError, IndexError, SyntaxError, EOFError, struct.error, OverflowError,
    ZeroDivisionError, AttributeError, RuntimeError, NotImplementedError,
)  # fmt: skip


def picture_sizes(path: Path, most: int) -> tuple[tuple[tuple[float, float], ...], int]:
    """Return the upright sizes of as many as `most` pages in points, and how many there are beyond.

    The pages are the frames of a TIFF; a moving picture has its first alone.
    """
    with _open(path) as image:
        frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        count = min(frames, most)
        sizes = [_size(image)]
        for index in range(1, count):
            try:
                image.seek(index)
                sizes.append(_size(image))
            except _UNREADABLE:
                sizes.append(sizes[-1])  # its place stays; looking at it will say that it cannot be read
    return tuple(sizes), frames - count


def render_picture(path: Path, showing: Showing, width: int) -> tuple[Image.Image, bool]:
    """Return a page of a picture file in RGB, and whether the file holds all of it. Raises what Pillow raises."""
    with _open(path) as image:
        if showing.page > 1:
            image.seek(showing.page - 1)
        if image.width * image.height > _MOST_DECODED:
            raise Image.DecompressionBombError
        shape = shape_of(_size(image), showing)
        scale = scale_of(shape, width)
        wanted = _pixels(shape.across, scale), _pixels(shape.down, scale)
        sideways = _orientation(image) in _SIDEWAYS
        if image.format == "JPEG":
            image.draft(None, (wanted[1], wanted[0]) if sideways else wanted)
        whole = _load(image)
        upright = _upright(image)
    kept = _pixels(shape.kept[0], scale), _pixels(shape.kept[1], scale)
    left, top, right, bottom = shape.crop
    part = (left * upright.width, top * upright.height, right * upright.width, bottom * upright.height)
    drawn = upright.resize(kept, Image.Resampling.BICUBIC, box=part, reducing_gap=2.0)
    return finished(_on_white(drawn), shape, showing.black), whole


def finished(image: Image.Image, shape: Shape, black: tuple[Box, ...]) -> Image.Image:
    """Return the kept part of a page, in RGB, with its black parts painted over, straightened and turned."""
    if black:
        image = image.copy()  # what it was made from may not be written to
        left, top, right, bottom = shape.crop
        across, down = image.width / (right - left), image.height / (bottom - top)
        pen = ImageDraw.Draw(image)
        for one in black:
            sides = ((one[0] - left) * across, (one[1] - top) * down, (one[2] - left) * across, (one[3] - top) * down)
            pen.rectangle((min(sides[0], sides[2]), min(sides[1], sides[3]), *_ends(sides)), fill="black")
    if shape.straighten:
        image = image.rotate(-shape.straighten, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    turn = _TURNS[shape.turn % 4]
    return image if turn is None else image.transpose(turn)


def _ends(sides: tuple[float, float, float, float]) -> tuple[float, float]:
    return max(sides[0], sides[2]), max(sides[1], sides[3])


def _open(path: Path) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the size is judged here, by our own bound
        Image.MAX_IMAGE_PIXELS = None
        if _is_heif(path):
            from pillow_heif import register_heif_opener

            register_heif_opener()
        return Image.open(path, formats=_FORMATS)


def _is_heif(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(12)[4:8] == b"ftyp"


def _orientation(image: Image.Image) -> int:
    if image.format == "TIFF":
        return 1  # its reader turns it upright by itself
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _UNREADABLE:
        return 1


def _size(image: Image.Image) -> tuple[float, float]:
    """Return the upright size of a frame in points, its dots square."""
    wide, high = image.width * _POINTS_A_PIXEL, image.height * _POINTS_A_PIXEL * _stretch(image)
    return (high, wide) if _orientation(image) in _SIDEWAYS else (wide, high)


def _stretch(image: Image.Image) -> float:
    """Return how much higher than wide a dot is: two in a coarse fax, one nearly everywhere."""
    try:
        across, down = (float(dots) for dots in image.info.get("dpi", (1, 1)))
        stretch = across / down
    except _UNREADABLE:
        return 1.0
    return stretch if 1 / _MOST_STRETCHED <= stretch <= _MOST_STRETCHED else 1.0


def _pixels(points: float, scale: float) -> int:
    return max(round(points * scale), 1)


def _load(image: Image.Image) -> bool:
    """Decode a frame, as much as there is of it; return whether it was whole."""
    try:
        image.load()
    except _UNREADABLE:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        return False
    return True


def _upright(image: Image.Image) -> Image.Image:
    """Return a decoded frame upright, in a mode that can be made smaller without harm."""
    has_holes = image.mode in ("RGBA", "RGBa", "LA", "La", "PA") or "transparency" in image.info
    if image.mode.startswith("I") or image.mode == "F":
        image = _to_eight_bits(image)
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode not in ("L", "RGB", "RGBA") or has_holes:
        image = image.convert("RGBA" if has_holes else "RGB")
    try:
        return ImageOps.exif_transpose(image)
    except _UNREADABLE:
        return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image.convert("RGB"), mask=image.getchannel("A"))
    return ground


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Bring deep grey values into eight bits, by the depth the values need."""
    deep = image.convert("F")
    _lowest, highest = deep.getextrema()
    top = next((full for full in (255.0, 4095.0, 65535.0) if isinstance(highest, float) and highest <= full), highest)
    return deep.point(lambda value: value * (255.0 / float(top or 1)) + 0).convert("L")  # type: ignore[arg-type]
