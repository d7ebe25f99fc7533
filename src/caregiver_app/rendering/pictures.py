"""Picture files as pages to look at: upright, as large as asked for, and no more of them decoded than that needs."""

from typing import Final

from PIL import Image, ImageDraw

from caregiver_app.rendering.picture_files import (
    SIDEWAYS,
    dots_an_inch,
    has_holes,
    heic_pictures,
    in_eight_bits,
    is_deep,
    is_paged,
    is_too_large,
    load,
    on_white,
    opened_picture,
    orientation,
    pages_turned,
    stretch,
    upright,
)
from caregiver_app.rendering.shape import POINTS_A_DOT, Box, Shape, Showing, scale_of, shape_of
from caregiver_app.sealed import Readable
from caregiver_app.sniff import sniff

_TURNS: Final = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)

_Size = tuple[float, float]


def picture_sizes(path: Readable) -> tuple[tuple[_Size, ...], bool]:
    """Return the upright sizes of the pages in points, and whether there are more. A page that is lost has its place.

    Raises what the reader raises.
    """
    if sniff(path) == "heic":
        return tuple(_in_points(picture.size) for picture in heic_pictures(path)), False
    sizes: list[_Size] = []
    with opened_picture(path) as image:
        for trouble in pages_turned(image):
            if trouble == "pages_missing":
                return tuple(sizes), True
            sizes.append(sizes[-1] if trouble else _size(image))
    return tuple(sizes), False


def render_picture(path: Readable, showing: Showing, width: int) -> tuple[Image.Image, bool]:
    """Return a page of a picture file in RGB, and whether the file holds all of it. Raises what the reader raises."""
    shape, page, whole = (_heic_page if sniff(path) == "heic" else _page)(path, showing, width)
    scale = scale_of(shape, width)
    kept = _dots(shape.kept[0], scale), _dots(shape.kept[1], scale)
    left, top, right, bottom = shape.crop
    part = (left * page.width, top * page.height, right * page.width, bottom * page.height)
    drawn = page.resize(kept, Image.Resampling.BICUBIC, box=part, reducing_gap=2.0)
    return finished(on_white(drawn) if drawn.mode == "RGBA" else drawn.convert("RGB"), shape, showing.black), whole


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


def _page(path: Readable, showing: Showing, width: int) -> tuple[Shape, Image.Image, bool]:
    """Return the shape of a page, its picture upright, and whether that is whole; a JPEG no larger than it is shown."""
    with opened_picture(path) as image:
        if is_paged(image):
            image.seek(showing.page - 1)
        elif showing.page != 1:
            raise IndexError(showing.page)
        if is_too_large(image.size):
            raise Image.DecompressionBombError
        shape = shape_of(_size(image), showing)
        scale = scale_of(shape, width)
        wanted = _dots(shape.across, scale), _dots(shape.down, scale)
        if image.format == "JPEG":
            image.draft(None, (wanted[1], wanted[0]) if orientation(image) in SIDEWAYS else wanted)
        whole = load(image)
        return shape, upright(_resizable(image)), whole


def _heic_page(path: Readable, showing: Showing, _width: int) -> tuple[Shape, Image.Image, bool]:
    pictures = heic_pictures(path)
    if not 1 <= showing.page <= len(pictures):
        raise IndexError(showing.page)
    picture = pictures[showing.page - 1]
    if is_too_large(picture.size):
        raise Image.DecompressionBombError
    image = picture.to_pillow()
    return shape_of(_in_points(image.size), showing), _resizable(image), True


def _in_points(size: tuple[int, int]) -> _Size:
    return size[0] * POINTS_A_DOT, size[1] * POINTS_A_DOT


def _size(image: Image.Image) -> _Size:
    """Return the upright size of a page in points, its dots square."""
    wide, high = _in_points(image.size)
    high *= stretch(dots_an_inch(image))
    return (high, wide) if orientation(image) in SIDEWAYS else (wide, high)


def _dots(points: float, scale: float) -> int:
    return max(round(points * scale), 1)


def _resizable(image: Image.Image) -> Image.Image:
    """Return a picture in a mode that can be made smaller without harm."""
    if is_deep(image):
        return in_eight_bits(image)
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("L", "RGB", "RGBA") and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if has_holes(image) else "RGB")
