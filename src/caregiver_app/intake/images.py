"""Look at a picture: how many pages it holds and whether it is whole, without decoding it."""

import warnings
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

_FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP")
# A phone's 200-megapixel photo is real; what claims more is stored and not opened.
MAX_PIXELS: Final = 250_000_000


def look_at_image(path: Path) -> tuple[int | None, str, str]:
    """Return pages, trouble and detail. An animation counts as one page: its first picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is judged here, by our own bound
            Image.MAX_IMAGE_PIXELS = None
            with Image.open(path, formats=_FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    return None, "too_large", f"{image.width} × {image.height}"
                pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as problem:
        return None, "damaged", type(problem).__name__
    return pages, "", ""
