"""Dragging a frame over a page: by its inside, by a side, by a corner, or a new one. Pixels in, pixels out."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt

REACH: Final = 12.0
"""How near to a handle a press takes it: a target of 24 pixels."""

_APART: Final = 4 * REACH

MOVE: Final = "move"
NEW: Final = "new"
_SIDES: Final = ("tl", "tr", "bl", "br", "t", "b", "l", "r")


@dataclass(frozen=True)
class Drag:
    """One drag: what was taken hold of (`MOVE`, `NEW` or the sides that follow the mouse), from where."""

    hold: str
    frame: QRectF
    start: QPointF

    def at(self, point: QPointF, room: QRectF) -> QRectF:
        """Return the frame with the mouse at a point; it stays within the room."""
        if self.hold == NEW:
            return QRectF(_within(self.start, room), _within(point, room)).normalized()
        if self.hold == MOVE:
            by = point - self.start
            left = min(max(self.frame.left() + by.x(), room.left()), room.right() - self.frame.width())
            top = min(max(self.frame.top() + by.y(), room.top()), room.bottom() - self.frame.height())
            return QRectF(QPointF(left, top), self.frame.size())
        to = _within(point, room)
        left, top, right, bottom = self.frame.left(), self.frame.top(), self.frame.right(), self.frame.bottom()
        left, right = (to.x() if "l" in self.hold else left), (to.x() if "r" in self.hold else right)
        top, bottom = (to.y() if "t" in self.hold else top), (to.y() if "b" in self.hold else bottom)
        return QRectF(QPointF(left, top), QPointF(right, bottom)).normalized()


def handles(frame: QRectF) -> dict[str, QPointF]:
    """Return the handles of a frame by the sides they move, corners first; none that would lie over another."""
    across = {"l": frame.left(), "": frame.center().x(), "r": frame.right()}
    down = {"t": frame.top(), "": frame.center().y(), "b": frame.bottom()}
    found = {side: QPointF(across[side.strip("tb")], down[side.strip("lr")]) for side in _SIDES}
    too_close = ("l", "r") * (frame.height() < _APART) + ("t", "b") * (frame.width() < _APART)
    return {side: handle for side, handle in found.items() if side not in too_close}


def hold_at(frame: QRectF, point: QPointF) -> str:
    """Return what of a frame is taken hold of at a point: sides, `MOVE`, or nothing."""
    for side, handle in handles(frame).items():
        if abs(point.x() - handle.x()) <= REACH and abs(point.y() - handle.y()) <= REACH:
            return side
    return MOVE if frame.contains(point) else ""


def cursor_of(hold: str) -> Qt.CursorShape:
    """Return how the mouse looks over a part of a frame."""
    shapes = {
        MOVE: Qt.CursorShape.SizeAllCursor,
        **dict.fromkeys(("tl", "br"), Qt.CursorShape.SizeFDiagCursor),
        **dict.fromkeys(("tr", "bl"), Qt.CursorShape.SizeBDiagCursor),
        **dict.fromkeys(("t", "b"), Qt.CursorShape.SizeVerCursor),
        **dict.fromkeys(("l", "r"), Qt.CursorShape.SizeHorCursor),
    }
    return shapes.get(hold, Qt.CursorShape.CrossCursor)


def _within(point: QPointF, room: QRectF) -> QPointF:
    return QPointF(min(max(point.x(), room.left()), room.right()), min(max(point.y(), room.top()), room.bottom()))
