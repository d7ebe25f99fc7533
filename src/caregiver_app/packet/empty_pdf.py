"""An empty PDF to draw on: the same bytes each time, in our typeface, in the language that is spoken."""

from pathlib import Path
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from caregiver_app.i18n import language_tag
from caregiver_app.packet import style


def empty_pdf(target: Path | str | BinaryIO, size: tuple[float, float], title: str = "") -> Canvas:
    """Begin a PDF with pages of a size in points; what is drawn is written to `target` by its `save`."""
    place = str(target) if isinstance(target, Path) else target
    canvas = Canvas(
        place, pagesize=size, pageCompression=1, invariant=1, lang=language_tag(), initialFontName=style.TEXT
    )
    if title:
        canvas.setTitle(title)
    return canvas
