"""Pictures of invented papers, as a scanner or a phone makes them."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from caregiver_app import bundled

PAPER = (620, 400)
LINES = ("Bone marrow report", "The marrow is normal in cells", "Ferritin 412 and LDH 298")


def scan(
    lines: Sequence[str] = LINES, size: tuple[int, int] = PAPER, left: int = 60, top: int = 50, step: int = 60
) -> Image.Image:
    """Draw lines of large print on white paper; each begins at `left`, the first at `top`, in dots."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        face = "NotoSans-Regular.ttf" if line.isascii() else "NotoSansSC-Regular.ttf"
        font = ImageFont.truetype(bundled.resource("fonts", face), 30)
        pen.text((left, top + step * number), line, "black", font)
    return image


def as_file(*pages: Image.Image, form: str = "PNG") -> bytes:
    """Return pictures as the bytes of one file; a TIFF or a PDF takes several."""
    written = io.BytesIO()
    first, *others = pages
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(written, form, **more)
    return written.getvalue()
