"""How a page in work is painted: cropped, straightened, turned and blacked out as it will be handed over."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform

from caregiver_app.casebook.documents.preview import Leaf
from caregiver_app.domain.documents.sheets import Box
from caregiver_app.i18n import _
from caregiver_app.ui.documents.preview_ink import on_paper, paint_words
from caregiver_app.ui.theme import CONTRAST_LIGHT, FOCUS, tokens

HANDLE: Final = 10
_SHADE: Final = 150
_GRID: Final = 40
_FAINT: Final = 0.35


def transform_of(leaf: Leaf, turn: int, place: QRectF) -> QTransform:
    """Return what takes fractions of the file's own upright page to pixels, where the shown page lies at `place`."""
    shape = leaf.shape(turn)
    origin, right, down = (QPointF(*shape.place(*corner)) for corner in ((0, 0), (1, 0), (0, 1)))
    across, along = right - origin, down - origin
    unit = QTransform(across.x(), across.y(), along.x(), along.y(), origin.x(), origin.y())
    return unit * QTransform(place.width(), 0, 0, place.height(), place.left(), place.top())


def rect_of(box: Box) -> QRectF:
    """Return a part of a page as a rectangle, in fractions."""
    return QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))


def box_of(rect: QRectF) -> Box:
    """Return a rectangle in fractions as a part of a page."""
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def paint_page(
    painter: QPainter, place: QRect, leaf: Leaf, turn: int, image: QImage | None, *, faint: bool = False
) -> None:
    """Paint a page as `leaf` says, turned by quarters, into a place; `faint` for one that is left out."""
    painter.save()
    painter.fillRect(place, QColor(on_paper().surface))
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.setTransform(transform_of(leaf, turn, QRectF(place)), True)
    if leaf.sheet.crop is not None:
        painter.setClipRect(rect_of(leaf.sheet.crop), Qt.ClipOperation.IntersectClip)
    if image is not None:
        painter.setOpacity(_FAINT if faint else 1.0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        image.setDevicePixelRatio(1.0)
        painter.drawImage(QRectF(0, 0, 1, 1), image)
        painter.setOpacity(1.0)
    for part in leaf.sheet.black:
        painter.fillRect(rect_of(part), QColor(CONTRAST_LIGHT.text))
    painter.restore()


def paint_edge(painter: QPainter, place: QRect) -> None:
    """Paint the edge of the paper."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens().line), tokens().border))
    painter.drawRect(place.adjusted(-1, -1, 0, 0))


def paint_struck(painter: QPainter, place: QRect) -> None:
    """Strike a page that is left out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(on_paper().stop), FOCUS))
    painter.drawLine(place.bottomLeft(), place.topRight())
    painter.restore()


def paint_unreadable(painter: QPainter, place: QRect) -> None:
    """Say calmly in the place of a page that it cannot be shown."""
    words = _("This page cannot be shown. It can still be moved or left out. The file itself is kept as it is.")
    painter.save()
    painter.fillRect(place, QColor(on_paper().surface))
    paint_words(painter, place, words)
    painter.restore()


def paint_grid(painter: QPainter, place: QRect) -> None:
    """Paint straight lines over a page, to hold a crooked line of print against."""
    ink = QColor(on_paper().accent)
    ink.setAlpha(_SHADE)
    painter.setPen(QPen(ink, 1))
    for y in range(place.top() + _GRID, place.bottom(), _GRID):
        painter.drawLine(place.left(), y, place.right(), y)
    for x in range(place.left() + _GRID, place.right(), _GRID):
        painter.drawLine(x, place.top(), x, place.bottom())


def paint_shade(painter: QPainter, place: QRect, frame: QRectF) -> None:
    """Darken what a crop cuts off."""
    shade = QColor(CONTRAST_LIGHT.text)
    shade.setAlpha(_SHADE)
    left, top, right, bottom = box_of(QRectF(place))
    for one in (
        QRectF(QPointF(left, top), QPointF(right, frame.top())),
        QRectF(QPointF(left, frame.bottom()), QPointF(right, bottom)),
        QRectF(QPointF(left, frame.top()), frame.bottomLeft()),
        QRectF(frame.topRight(), QPointF(right, frame.bottom())),
    ):
        painter.fillRect(one, shade)


def paint_black(painter: QPainter, part: QRectF) -> None:
    """Paint a part that is blacked out."""
    painter.fillRect(part, QColor(CONTRAST_LIGHT.text))


def paint_frame(painter: QPainter, frame: QRectF, handles: Iterable[QPointF]) -> None:
    """Paint a frame that can be dragged: a line seen on light and dark ground, and its handles."""
    paper = on_paper()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, wide in ((paper.surface, 4), (paper.accent, 2)):
        painter.setPen(QPen(QColor(ink), wide))
        painter.drawRect(frame)
    painter.setPen(QPen(QColor(paper.surface), 1))
    painter.setBrush(QColor(paper.accent))
    # On a part as thin as a line of print, handles may not hide what is being blacked out.
    side = HANDLE if min(frame.width(), frame.height()) > 3 * HANDLE else HANDLE / 2
    for handle in handles:
        painter.drawRect(QRectF(handle.x() - side / 2, handle.y() - side / 2, side, side))
