"""Where a source page is placed on a sheet: its size, its turn and its scale."""

from dataclasses import dataclass
from typing import Final

from caregiver_app.packet.attachment import PageShape
from caregiver_app.packet.style import MM

EDGE: Final = 6 * MM
"""Room left and right of and above an attached page; most home printers leave as much white."""
STRIP: Final = 13.5 * MM
"""Room below it, which holds the stamp."""
_TINY: Final = 200.0
_TINY_GROWS: Final = 3.0


@dataclass(frozen=True)
class Placement:
    """The sheet a source page stands on, and the rectangle it fills."""

    sheet_width: float
    sheet_height: float
    x: float
    y: float
    width: float
    height: float


def placed(shape: PageShape, paper: tuple[float, float]) -> Placement:
    """Fit a page into the sheet above the stamp, turning the sheet for a wide page; only tiny pages grow."""
    short, long = min(paper), max(paper)
    wide = shape.width > shape.height and shape.width > short - 2 * EDGE
    sheet_width, sheet_height = (long, short) if wide else (short, long)
    room_width, room_height = sheet_width - 2 * EDGE, sheet_height - EDGE - STRIP
    largest = _TINY_GROWS if max(shape.width, shape.height) < _TINY else 1.0
    scale = min(room_width / shape.width, room_height / shape.height, largest)
    width, height = shape.width * scale, shape.height * scale
    x = (sheet_width - width) / 2
    y = STRIP + (room_height - height) / 2
    return Placement(sheet_width, sheet_height, x, y, width, height)
