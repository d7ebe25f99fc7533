"""How a page of a preview is painted: paper, picture, what is chosen and found on it, or why it is not there."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from caregiver_app.ui.documents.preview_words import Part
from caregiver_app.ui.theme import CONTRAST_LIGHT, FOCUS, LIGHT, SMALL_POINTS, SPACE_2, SPACE_3, Tokens, font, tokens

_CHOSEN: Final = 80
_FOUND: Final = 60


def on_paper() -> Tokens:
    """Return the colours for what is painted on paper, which is white whatever the window is."""
    return CONTRAST_LIGHT if tokens().border > 1 else LIGHT


def paint_page(painter: QPainter, place: QRect, image: QImage | None, ratio: float) -> None:
    """Paint the paper and the picture on it; `ratio` is how many dots of the screen one pixel is."""
    painter.fillRect(place, QColor(on_paper().surface))
    if image is not None and abs(image.width() - place.width() * ratio) <= 1:
        image.setDevicePixelRatio(ratio)
        painter.drawImage(place.topLeft(), image)
    elif image is not None:
        image.setDevicePixelRatio(1.0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens().line), tokens().border))
    painter.drawRect(place.adjusted(-1, -1, 0, 0))


def paint_words(painter: QPainter, place: QRect, words: str) -> None:
    """Say something in the place of a page."""
    painter.setFont(font())
    painter.setPen(QColor(on_paper().text))
    room = place.adjusted(SPACE_3, SPACE_3, -SPACE_3, -SPACE_3)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def paint_number(painter: QPainter, place: QRect, words: str) -> None:
    """Name a page that has not come yet."""
    painter.setFont(font(SMALL_POINTS))
    painter.setPen(QColor(on_paper().quiet))
    room = place.adjusted(SPACE_2, SPACE_2, -SPACE_2, -SPACE_2)
    painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)


def paint_chosen(painter: QPainter, boxes: Iterable[QRectF]) -> None:
    """Tint the words that are chosen."""
    colour = QColor(on_paper().accent)
    colour.setAlpha(_CHOSEN)
    for box in _lines(boxes):
        painter.fillRect(box, colour)


def paint_found(painter: QPainter, boxes: Iterable[QRectF], *, is_current: bool) -> None:
    """Mark what was found: a tint and a line beneath, and a frame round the one that is shown."""
    tint = QColor(on_paper().care)
    tint.setAlpha(_FOUND)
    for box in _lines(boxes):
        painter.fillRect(box, tint)
        painter.setPen(QPen(QColor(on_paper().care), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if is_current:
            painter.setPen(QPen(QColor(on_paper().accent), FOCUS))
            painter.drawRect(box.adjusted(-2, -2, 2, 2))


def paint_focus(painter: QPainter, room: QRect) -> None:
    """Show that the pages take the keys."""
    painter.setPen(QPen(QColor(tokens().accent), FOCUS))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(room.adjusted(1, 1, -1, -1))


def _lines(boxes: Iterable[QRectF]) -> list[QRectF]:
    """Put boxes together that go on in the same line."""
    lines: list[QRectF] = []
    for box in boxes:
        last = lines[-1] if lines else QRectF()
        if lines and box.left() >= last.left() and last.top() <= box.center().y() <= last.bottom():
            lines[-1] = last.united(box)
        else:
            lines.append(QRectF(box))
    return lines


def box_of(place: QRect, part: Part) -> QRectF:
    """Return where a part of a word is, from where its page is."""
    word = part.word
    left = place.left() + (word.x + word.width * part.start) * place.width()
    top = place.top() + word.y * place.height()
    wide = word.width * (part.end - part.start) * place.width()
    return QRectF(QPointF(left, top), QPointF(left + wide, top + word.height * place.height()))
