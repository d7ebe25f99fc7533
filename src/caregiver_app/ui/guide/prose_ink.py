"""Setting passages into a document of text: sizes, spaces and inks, all from the theme. Nothing typed is markup."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from caregiver_app.domain.guide.lines import sources
from caregiver_app.i18n import _
from caregiver_app.ui.guide.passages import Passage
from caregiver_app.ui.text import literal, tooltip
from caregiver_app.ui.theme import (
    BODY_POINTS,
    SECTION_POINTS,
    SMALL_POINTS,
    SPACE_1,
    SPACE_2,
    SPACE_3,
    SPACE_4,
    TITLE_POINTS,
    font,
    scaled,
    tokens,
)

SEVENTY_LETTERS: Final = "Gather reports, scans, blood tests, ward letters and dates in one box."
BESIDE: Final = 10
"""Room at the left for the bar that marks a line."""
_LINE_HEIGHT: Final = 138
_LEAD: Final = 188
_BULLET: Final = 18
_NUMBER: Final = 30
# The numbers stay with the last word.
_THIN: Final = "\u202f"
_APART: Final = ",\u00a0"
_LINE_BREAK: Final = "\u2028"
# Space above and beneath each kind of passage.
_SPACES: Final = {
    "title": (0, SPACE_1),
    "summary": (0, SPACE_1),
    "small": (0, SPACE_2),
    "heading": (SPACE_4, SPACE_2),
    "text": (0, SPACE_2 + 2),
    "bullet": (0, SPACE_2 - 1),
    "word": (0, SPACE_3 - 4),
    "row": (0, SPACE_2 + 2),
    "source": (0, SPACE_1),
}


def measure() -> int:
    """Return how wide about seventy letters are."""
    return QFontMetrics(font()).horizontalAdvance(SEVENTY_LETTERS)


def write(document: QTextDocument, passages: Iterable[Passage], width: int) -> list[tuple[int, Passage]]:
    """Set passages into an empty document for a width; return where each begins."""
    document.clear()
    document.setDefaultFont(font())
    document.setDocumentMargin(0)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(wrap)
    begins: list[tuple[int, Passage]] = []
    room = document.rootFrame().frameFormat()
    room.setLeftMargin(BESIDE)
    room.setRightMargin(BESIDE if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0)
    document.rootFrame().setFrameFormat(room)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for passage in passages:
        shape = _shape(passage, width, is_first=not begins)
        if begins:
            cursor.insertBlock(shape)
        else:
            cursor.setBlockFormat(shape)
        begins.append((cursor.position(), passage))
        _write_one(cursor, passage, width)
    cursor.endEditBlock()
    return begins


def _write_one(cursor: QTextCursor, passage: Passage, width: int) -> None:
    main = _face(passage)
    if passage.kind == "bullet":
        cursor.insertText("•\t", main)
    if passage.lead:
        cursor.insertText(literal(passage.lead), _ink(_size(passage), bold=True))
        cursor.insertText(_after_lead(passage, width), main)
    if passage.kind == "word" and passage.beside:
        cursor.insertText(f"{literal(passage.beside)}{_LINE_BREAK}", _ink(BODY_POINTS, quiet=True))
    cursor.insertText(literal(passage.text), main)
    if passage.numbers:
        cursor.insertText(f"{_THIN}{_APART.join(map(str, passage.numbers))}", _numeral(passage))
    if passage.after:
        before = _LINE_BREAK if passage.kind in ("word", "source") else "  "
        cursor.insertText(f"{before}{literal(passage.after)}", _ink(SMALL_POINTS, quiet=True))
    if passage.newer:
        words = _("The guide says by now: “{text}”").format(text=passage.newer)
        cursor.insertText(f"{_LINE_BREAK}{literal(words)}", _ink(SMALL_POINTS, quiet=True))


def _after_lead(passage: Passage, width: int) -> str:
    if passage.kind == "row":
        return "\t" if _is_wide(width) else _LINE_BREAK
    if passage.kind == "source":
        return "\t"
    return "  " if passage.beside else _LINE_BREAK


def _shape(passage: Passage, width: int, *, is_first: bool) -> QTextBlockFormat:
    above, beneath = _SPACES[passage.kind]
    shape = QTextBlockFormat()
    shape.setTopMargin(0 if is_first else above)
    shape.setBottomMargin(beneath)
    if passage.kind not in ("title", "heading"):
        shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    else:
        shape.setHeadingLevel(1 if passage.kind == "title" else 2)
    indent = {"bullet": _BULLET, "row": _LEAD if _is_wide(width) else 0, "source": _NUMBER if passage.lead else 0}
    left = scaled(indent.get(passage.kind, 0))
    if left:
        shape.setLeftMargin(left)
        shape.setTextIndent(-left)
        shape.setTabPositions([QTextOption.Tab(left, QTextOption.TabType.LeftTab)])
    return shape


def _is_wide(width: int) -> bool:
    return width >= scaled(_LEAD) * 5 // 2


def _face(passage: Passage) -> QTextCharFormat:
    if passage.kind == "title":
        return _ink(TITLE_POINTS, bold=True)
    if passage.kind == "heading":
        return _ink(SECTION_POINTS, bold=True)
    quiet = passage.kind in ("small", "source", "summary") or passage.is_hidden
    return _ink(_size(passage), quiet=quiet)


def _size(passage: Passage) -> float:
    return SMALL_POINTS if passage.kind in ("small", "source") else BODY_POINTS


def _numeral(passage: Passage) -> QTextCharFormat:
    made = _ink(BODY_POINTS, quiet=True)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    if passage.line is not None:
        known = [sources()[tag].in_words() for tag in passage.line.source if tag in sources()]
        made.setToolTip(tooltip("\n".join(known)))
    return made


def _ink(size: float, *, bold: bool = False, quiet: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font(size, bold=bold))
    made.setForeground(QColor(tokens().quiet if quiet else tokens().text))
    return made
