"""Small shapes that stand beside words: painted from the theme, so no image is shipped and none goes stale."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from caregiver_app.ui.theme import scaled, tokens

SHAPES: Final = ("good", "info", "care", "stop", "here", "open", "off", "none")


class Mark(QWidget):
    """Paint one status shape: a tick, an i, a triangle, a bar, a ring or a dash, in the colour of its status.

    A ring that is filled marks where somebody is.
    """

    def __init__(self, shape: str = "none") -> None:
        super().__init__()
        self._shape = shape
        self.setAccessibleName("")

    def set_shape(self, shape: str) -> None:
        """Take another of `SHAPES`."""
        self._shape = shape
        self.update()

    def sizeHint(self) -> QSize:
        """Grow with the text."""
        return QSize(scaled(18), scaled(18))

    def minimumSizeHint(self) -> QSize:
        """Never shrink: half a sign is none."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape centred."""
        side = float(scaled(18))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, self._shape, QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side))
        painter.end()


def mark_colour(shape: str) -> QColor:
    """Return the colour a status shape is painted in."""
    theme = tokens()
    names = {
        "good": theme.good, "info": theme.accent, "here": theme.accent, "care": theme.care, "stop": theme.stop
    }  # fmt: skip
    return QColor(names.get(shape, theme.quiet))


def paint_mark(painter: QPainter, shape: str, box: QRectF, ink: QColor | None = None) -> None:
    """Paint one status shape into a square, in its own colour unless another ink is given."""
    colour = ink or mark_colour(shape)
    unit = box.width() / 18
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(unit, unit)
    painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if shape == "good":
        painter.drawPolyline(QPolygonF([QPointF(3.5, 9.5), QPointF(7.5, 13.5), QPointF(14.5, 5)]))
    elif shape == "info":
        painter.drawEllipse(QPointF(9, 9), 7, 7)
        painter.drawLine(QPointF(9, 8.4), QPointF(9, 12.6))
        painter.drawPoint(QPointF(9, 5.4))
    elif shape == "care":
        painter.drawPolygon(QPolygonF([QPointF(9, 2.4), QPointF(16.2, 15.4), QPointF(1.8, 15.4)]))
        painter.drawLine(QPointF(9, 7), QPointF(9, 10.4))
        painter.drawPoint(QPointF(9, 13))
    elif shape == "stop":
        path = QPainterPath()
        path.addRoundedRect(QRectF(2, 2, 14, 14), 3, 3)
        painter.drawPath(path)
        painter.drawLine(QPointF(6, 9), QPointF(12, 9))
    elif shape == "here":
        painter.drawEllipse(QPointF(9, 9), 7, 7)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(9, 9), 4.2, 4.2)
    elif shape == "open":
        painter.drawEllipse(QPointF(9, 9), 6, 6)
    elif shape == "off":
        painter.drawLine(QPointF(4, 9), QPointF(14, 9))
    painter.restore()
