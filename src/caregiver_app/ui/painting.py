"""Painting the cells of our tables: lines of text and the signs beside them, in the theme's colours."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from caregiver_app.ui.icons import SIDE, paint_icon
from caregiver_app.ui.marks import paint_mark
from caregiver_app.ui.text import literal
from caregiver_app.ui.theme import BODY_POINTS, SMALL_POINTS, SPACE_2, font, scaled, tokens

# Where the headings of the columns begin and end.
LEFT: Final = 13
RIGHT: Final = 10
_ELLIPSIS: Final = "… "


def two_line_height() -> int:
    """Return the height of a row of two lines with room round them."""
    return QFontMetrics(font()).height() + QFontMetrics(font(SMALL_POINTS)).height() + 2 * SPACE_2


def ground(painter: QPainter, cell: QStyleOptionViewItem) -> bool:
    """Paint what lies under a cell's text, and return whether its row is chosen."""
    cell.text = ""
    cell.state &= ~QStyle.StateFlag.State_HasFocus
    cell.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
    return bool(cell.state & QStyle.StateFlag.State_Selected)


def keep_time_rightward(picture: QWidget) -> None:
    """Keep a picture of time as it is in every language: from left to right, as its figures and units are."""
    picture.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def mirrored(painter: QPainter, box: QRectF, within: QRect | QRectF) -> QRectF:
    """Return where a box of a cell is painted: as it is, or, where lines run leftward, as far from the other side."""
    if painter.layoutDirection() == Qt.LayoutDirection.LeftToRight:
        return box
    around = QRectF(within)
    return QRectF(around.left() + around.right() - box.right(), box.top(), box.width(), box.height())


def sign(painter: QPainter, mark: str, box: QRectF, chosen: bool) -> QRectF:
    """Paint a mark where a box begins, level with its first line, and return the room beside it."""
    side = float(scaled(18))
    square = QRectF(box.left(), box.top() + (QFontMetrics(font()).height() - side) / 2, side, side)
    square = mirrored(painter, square, box)
    if mark != "none":
        if chosen and tokens().border > 1:
            painter.fillRect(square.adjusted(-2, -2, 2, 2), QColor(tokens().surface))
        paint_mark(painter, mark, square)
    return mirrored(painter, box.adjusted(side + SPACE_2, 0, 0, 0), box)


def drawing(painter: QPainter, name: str, box: QRectF, chosen: bool) -> QRectF:
    """Paint an icon where a box begins, level with its first line, and return the room beside it."""
    theme, side = tokens(), float(scaled(SIDE))
    above = (QFontMetrics(font()).height() - side) / 2
    colour = theme.on_accent if chosen and theme.border > 1 else theme.quiet
    paint_icon(painter, name, mirrored(painter, QRectF(box.left(), box.top() + above, side, side), box), colour)
    return mirrored(painter, box.adjusted(side + SPACE_2, 0, 0, 0), box)


def line(
    painter: QPainter,
    box: QRectF,
    text: str,
    chosen: bool,
    *,
    quiet: bool = False,
    small: bool = False,
    bold: bool = False,
    right: bool = False,
) -> int:
    """Paint one line at the top of a box, shortened where it is too long, and return its height."""
    painter.setFont(font(SMALL_POINTS if small else BODY_POINTS, bold=bold))
    painter.setPen(_ink(chosen, quiet=quiet))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(literal(text), Qt.TextElideMode.ElideRight, int(box.width()))
    leftward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    x = box.right() - metrics.horizontalAdvance(shown) if right != leftward else box.left()
    # On its own line, not into the box: a face that is lent for some letters, as for Chinese, is higher than ours, and
    # a box would cut it off.
    painter.drawText(QPointF(x, box.top() + metrics.ascent()), shown)
    return metrics.height()


def two_lines(
    painter: QPainter,
    box: QRectF,
    first: str,
    second: str,
    chosen: bool,
    *,
    quiet: bool = False,
    marks: Sequence[tuple[int, int]] = (),
) -> None:
    """Paint a line over a smaller, quieter one; `marks` are ranges of the second that stand out."""
    used = line(painter, box, first, chosen, quiet=quiet)
    beneath = box.adjusted(0, used, 0, 0)
    if marks:
        _marked_line(painter, beneath, literal(second), chosen, marks)
    else:
        line(painter, beneath, second, chosen, quiet=True, small=True)


def _marked_line(painter: QPainter, box: QRectF, text: str, chosen: bool, marks: Sequence[tuple[int, int]]) -> None:
    """Paint a small line with parts of it bold and underlined, shortened where it is too long."""
    usual, bold = font(SMALL_POINTS), font(SMALL_POINTS, bold=True)
    text, marks = brought_near(text, marks, lambda part: QFontMetrics(bold).horizontalAdvance(part) <= box.width())
    wider = QFontMetrics(bold).horizontalAdvance(parts := "".join(text[start:end] for start, end in marks))
    room = int(box.width()) - wider + QFontMetrics(usual).horizontalAdvance(parts)
    shown = QFontMetrics(usual).elidedText(text, Qt.TextElideMode.ElideRight, room)
    whole = len(shown) if shown == text else len(shown) - 1
    standing_out = QTextCharFormat()
    standing_out.setFont(bold)
    standing_out.setFontUnderline(True)
    standing_out.setForeground(_ink(chosen, quiet=False))
    ranges = []
    for start, end in marks:
        part = QTextLayout.FormatRange()
        part.start, part.length = _units(shown[:start]), _units(shown[start : min(end, whole)])
        part.format = standing_out
        ranges.append(part)
    layout = QTextLayout(shown, usual)
    layout.setFormats(ranges)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    painter.setPen(_ink(chosen, quiet=True))
    layout.draw(painter, box.topLeft())


def brought_near(
    text: str, marks: Sequence[tuple[int, int]], fits: Callable[[str], bool]
) -> tuple[str, Sequence[tuple[int, int]]]:
    """Leave out words before the first mark, as few as it takes for the mark to fit; return the text and its marks.

    What stands before an ellipsis, as the number of a page, stays.
    """
    first, last = marks[0]
    if fits(text[: last + 1]):
        return text, marks
    lead = text.find(_ELLIPSIS, 0, first) + len(_ELLIPSIS)
    head = text[:lead] if lead >= len(_ELLIPSIS) else _ELLIPSIS
    begins = (place for place in range(max(lead, 1), first) if text[place - 1] == " ")
    cut = next((place for place in begins if fits(head + text[place : last + 1])), first)
    moved = len(head) - cut
    return head + text[cut:], [(start + moved, end + moved) for start, end in marks]


def _units(text: str) -> int:
    """Return how long a text is as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


def _ink(chosen: bool, *, quiet: bool) -> QColor:
    theme = tokens()
    if chosen and theme.border > 1:
        return QColor(theme.on_accent)
    return QColor(theme.quiet if quiet and not chosen else theme.text)
