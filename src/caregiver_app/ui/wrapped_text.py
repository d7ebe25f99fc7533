"""Paragraphs that wrap, measured and painted: the cells of the tables and the rows of the lists are made of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QTextLayout, QTextOption

from caregiver_app.i18n import with_stops
from caregiver_app.ui.text import literal
from caregiver_app.ui.theme import BODY_POINTS, SMALL_POINTS, font, tokens

_LINE_BREAK = "\u2028"


@dataclass(frozen=True)
class Paragraph:
    """A text as it was typed; it goes on in the next line, in the middle of a word where that is too long."""

    text: str
    small: bool = False
    quiet: bool = False
    bold: bool = False

    def face(self) -> QFont:
        """Return the type it is set in."""
        return font(SMALL_POINTS if self.small else BODY_POINTS, bold=self.bold)


def height_of(paragraphs: Sequence[Paragraph], width: float) -> float:
    """Return how high paragraphs are, one beneath the other, in a width."""
    return sum(_laid_out(one, width)[1] for one in paragraphs)


def paint(painter: QPainter, box: QRectF, paragraphs: Sequence[Paragraph], chosen: bool) -> None:
    """Paint paragraphs one beneath the other, from the top of a box."""
    top = box.top()
    for one in paragraphs:
        layout, height = _laid_out(one, box.width())
        painter.setPen(_ink(chosen, quiet=one.quiet))
        layout.draw(painter, QPointF(box.left(), top))
        top += height


def spoken(paragraphs: Sequence[Paragraph]) -> str:
    """Return what a screen reader says of them."""
    return with_stops(literal(one.text) for one in paragraphs if one.text)


def _laid_out(paragraph: Paragraph, width: float) -> tuple[QTextLayout, float]:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    text = literal(paragraph.text).replace("\r\n", "\n").replace("\n", _LINE_BREAK)
    layout = QTextLayout(text, paragraph.face())
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout, top


def _ink(chosen: bool, *, quiet: bool) -> QColor:
    theme = tokens()
    if chosen and theme.border > 1:
        return QColor(theme.on_accent)
    return QColor(theme.quiet if quiet and not chosen else theme.text)
