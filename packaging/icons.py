"""The icons in the sizes and forms that each system asks for, drawn from the SVG files of `resources/icons/app`."""

import os
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HOME: Final = Path(__file__).parents[1] / "resources" / "icons" / "app"
PROGRAM: Final = "caregiver-organizer"
DOCUMENT: Final = "caregiver-case"
SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def draw(name: str, side: int, target: Path) -> None:
    """Draw an icon as a PNG of so many dots a side."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(HOME / f"{name}.svg")).render(painter, QRectF(0, 0, side, side))
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target)):
        raise OSError(f"{target} could not be written")


def for_system(made: Path) -> None:
    """Make the icon files of Windows and of macOS."""
    draw(PROGRAM, 1024, made / "icon.png")
    with Image.open(made / "icon.png") as large:
        large.save(made / f"{PROGRAM}.ico", sizes=[(side, side) for side in (16, 24, 32, 48, 64, 128, 256)])
        large.save(made / f"{PROGRAM}.icns")
    draw(DOCUMENT, 1024, made / "document.png")
    with Image.open(made / "document.png") as large:
        large.save(made / f"{DOCUMENT}.ico", sizes=[(side, side) for side in (16, 32, 48, 256)])
        large.save(made / f"{DOCUMENT}.icns")


os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
