"""The window through which the picture is seen: how wide time is drawn, and which part of it is in sight."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from caregiver_app.domain.timeline.picture.parts import Box, Item, Picture
from caregiver_app.ui.timeline.picture_page import MARGIN

_WIDEST: Final = 60000.0
# What is brought into sight keeps this far from the edges.
_CLEAR: Final = 24.0


class View:
    """Know the place of a widget's window over a picture, in pixels. Axis and flags stay in place at the top."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self.zoom = 1.0
        self.across = 0.0
        self.down = 0.0

    @property
    def room(self) -> tuple[float, float]:
        """Width and height there are for a picture."""
        return max(self._widget.width() - 2.0 * MARGIN, 200.0), self._widget.height() - 2.0 * MARGIN

    def width(self, picture: Picture) -> float:
        """Return how wide the window on time is."""
        return max(self._widget.width() - 2 * MARGIN - (picture.width - picture.plot.width), 1.0)

    def seen(self, picture: Picture) -> QRectF:
        """Return the part of the plot in sight."""
        return QRectF(self.across, self.down, self.width(picture), self.room[1])

    def begin(self) -> None:
        """Show all of time, from the top."""
        self.zoom, self.across, self.down = 1.0, 0.0, 0.0

    def move(self, picture: Picture, across: float, down: float) -> None:
        """Move over the picture, not beyond its ends."""
        self.across += across
        self.down += down
        self.keep_inside(picture)

    def keep_inside(self, picture: Picture) -> None:
        """Let no empty room be seen where there is picture."""
        self.across = min(max(self.across, 0.0), max(picture.plot.width - self.width(picture), 0.0))
        self.down = min(max(self.down, 0.0), max(picture.height - self.room[1], 0.0))

    def zoomed(self, picture: Picture, factor: float) -> float:
        """Return the zoom so many times as wide, within what can be drawn."""
        return min(max(self.zoom * factor, 1.0), max(_WIDEST / max(self.width(picture), 1.0), 1.0))

    def share_at(self, picture: Picture, x: float) -> float:
        """Return how much of time lies left of a place in the widget."""
        return (x - MARGIN - picture.plot.left + self.across) / picture.plot.width

    def put(self, picture: Picture, share: float, x: float) -> None:
        """Bring the day with so much of time left of it to a place in the widget."""
        self.across = share * picture.plot.width - (x - MARGIN - picture.plot.left)
        self.keep_inside(picture)

    def middle(self, picture: Picture) -> float:
        """Return the middle of the window on time, in the widget."""
        return MARGIN + picture.plot.left + self.width(picture) / 2

    def in_picture(self, picture: Picture, point: QPointF) -> tuple[float, float] | None:
        """Return a place of the widget as a place of the picture, None outside the window on time."""
        across, left = point.x() - MARGIN, picture.plot.left
        if not left - 2 <= across <= left + self.width(picture) + 2:
            return None
        return across + self.across, self.height_of(picture, point.y())

    def height_of(self, picture: Picture, y: float) -> float:
        """Return a height of the widget as a height of the picture."""
        down = y - MARGIN
        return down if down < picture.plot.top else down + self.down

    def place_of(self, picture: Picture, item: Item) -> QRectF:
        """Return where an entry and its words stand in the widget, as far as they are in sight."""
        down = 0.0 if item.lane == "relapse" else self.down
        words = (label.box for label in picture.labels if label.entry_id == item.entry_id and label.lane == item.lane)
        place = QRectF()
        for box in (item.box, *words):
            place = place.united(QRectF(box.left, box.top, box.width, box.height))
        place.translate(MARGIN - self.across, MARGIN - down)
        return place.intersected(
            QRectF(picture.plot.left + MARGIN, 0, self.width(picture), float(self._widget.height()))
        )

    def reveal(self, picture: Picture, box: Box, *, is_flag: bool) -> None:
        """Bring a place of the picture into sight, a little clear of the edges."""
        left = picture.plot.left + self.across
        if box.right > left + self.width(picture) - _CLEAR:
            self.across = box.right - picture.plot.left - self.width(picture) + _CLEAR
        if box.left < picture.plot.left + self.across + _CLEAR:
            self.across = box.left - picture.plot.left - _CLEAR
        if not is_flag and box.top < self.down + picture.plot.top:
            self.down = box.top - picture.plot.top - _CLEAR
        if box.bottom > self.down + self.room[1]:
            self.down = box.bottom + _CLEAR - self.room[1]
        self.keep_inside(picture)
