"""Measuring and painting the rows of the list of questions: a star, up to three lines of words, a quieter line."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle

from caregiver_app.ui.painting import LEFT, RIGHT, line, mirrored
from caregiver_app.ui.questions.rows import QuestionRow
from caregiver_app.ui.text import one_line
from caregiver_app.ui.theme import SMALL_POINTS, SPACE_1, SPACE_2, SPACE_3, font, scaled, tokens

LINES: Final = 3
"""So many lines of a question are shown in the list; all of it stands beside the list."""
_STAR: Final = 18
# Up, then round: the corners of a star of five points in a circle of radius 1, the inner ones nearer the middle.
_CORNERS: Final = (
    (0.0, -1.0), (0.235, -0.324), (0.951, -0.309), (0.380, 0.124), (0.588, 0.809), (0.0, 0.4),
    (-0.588, 0.809), (-0.380, 0.124), (-0.951, -0.309), (-0.235, -0.324),
)  # fmt: skip


def row_height(row: QuestionRow, width: int) -> int:
    """Return how high a row is in a width."""
    if not row.key:
        face = font(bold=True)
        lines = len(wrapped(row.words, face, width - LEFT - RIGHT))
        return lines * QFontMetrics(face).height() + SPACE_3 + SPACE_1
    lines = len(wrapped(row.words, font(), _room(width)))
    small = QFontMetrics(font(SMALL_POINTS)).height() if row.beneath else 0
    return lines * QFontMetrics(font()).height() + small + 2 * SPACE_2


def star_box(row: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Return where in a row a click is meant for the star."""
    return QStyle.visualRect(direction, row, QRect(row.left(), row.top(), LEFT + scaled(_STAR) + SPACE_2, row.height()))


def paint_row(painter: QPainter, box: QRect, row: QuestionRow, chosen: bool) -> None:
    """Paint a row into its box; what lies under it is painted already."""
    if not row.key:
        face, top, width = font(bold=True), box.top() + SPACE_3, box.width() - LEFT - RIGHT
        for words in wrapped(row.words, face, width):
            height = QFontMetrics(face).height()
            room_of_line = mirrored(painter, QRectF(box.left() + LEFT, top, width + 1, height), box)
            line(painter, room_of_line, words, chosen, bold=True)
            top += height
        return
    face = font()
    metrics = QFontMetrics(face)
    top, left, room = box.top() + SPACE_2, box.left() + _beside(), _room(box.width())
    side = float(scaled(_STAR))
    square = mirrored(painter, QRectF(box.left() + LEFT, top + (metrics.height() - side) / 2, side, side), box)
    paint_star(painter, square, filled=row.starred, ink=_ink(chosen))
    for words in wrapped(row.words, face, room):
        line(painter, mirrored(painter, QRectF(left, top, room + 1, metrics.height()), box), words, chosen)
        top += metrics.height()
    if row.beneath:
        under = mirrored(painter, QRectF(left, top, room + 1, metrics.height()), box)
        line(painter, under, row.beneath, chosen, quiet=True, small=True)


def paint_star(painter: QPainter, box: QRectF, *, filled: bool, ink: QColor | None = None) -> None:
    """Paint a star into a square: filled, or its outline."""
    theme = tokens()
    colour = ink or QColor(theme.accent if filled else theme.line)
    radius, middle = box.width() / 2, box.center() + QPointF(0, box.width() * 0.05)
    path = QPainterPath()
    path.moveTo(middle + QPointF(*_CORNERS[0]) * radius)
    for corner in _CORNERS[1:]:
        path.lineTo(middle + QPointF(*corner) * radius)
    path.closeSubpath()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()


def wrapped(text: str, face: QFont, width: float) -> tuple[str, ...]:
    """Break a text into lines of a width, `LINES` at most, the last one shortened where more would follow."""
    return _wrapped(one_line(text), face.toString(), int(width))


@lru_cache(maxsize=2048)
def _wrapped(text: str, face_name: str, width: int) -> tuple[str, ...]:
    face = QFont()
    face.fromString(face_name)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, face)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= LINES and (each := layout.createLine()).isValid():
        each.setLineWidth(max(width, 1))
        starts.append(each.textStart())
    layout.endLayout()
    units = text.encode("utf-16-le")
    ends = [*starts[1:LINES], len(units) // 2]
    lines = [units[2 * at : 2 * end].decode("utf-16-le").strip() for at, end in zip(starts[:LINES], ends, strict=True)]
    if len(starts) > LINES:
        lines[-1] = QFontMetrics(face).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return tuple(lines) or ("",)


def _beside() -> int:
    return LEFT + scaled(_STAR) + SPACE_2 + SPACE_1


def _room(width: int) -> int:
    return max(width - _beside() - RIGHT, scaled(60))


def _ink(chosen: bool) -> QColor | None:
    theme = tokens()
    return QColor(theme.on_accent) if chosen and theme.border > 1 else None
