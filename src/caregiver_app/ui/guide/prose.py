"""A text to read at rest: as high as its words, chosen and copied by mouse and keys, with a button at each line."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.guide.passages import Passage
from caregiver_app.ui.guide.prose_ink import BESIDE, measure, write
from caregiver_app.ui.text import button, literal
from caregiver_app.ui.theme import FOCUS, SPACE_1, SPACE_2, scaled, text_percent, tokens

_BUTTON: Final = 28
_BORDER: Final = 8
_ROUND: Final = 4
_LONGEST_NAME: Final = 120


class Prose(QTextEdit):
    """Show passages. `asked` carries the line that was asked about, as `Worded`, and where on the screen.

    `moved` says which part of it is to be in view, `paged` that the reader wants a page further (1) or back (-1).
    """

    asked = Signal(object, QPoint)
    moved = Signal(QRect)
    paged = Signal(int)

    def __init__(self, name: str, *, has_menu: bool = True) -> None:
        self._passages: tuple[Passage, ...] = ()
        self._begins: list[int] = []
        self._written: tuple[object, ...] = ()
        self._has_menu, self._pointed, self._marked = has_menu, -1, ""
        super().__init__()
        self.setProperty("role", "prose")
        self.setAccessibleName(literal(name))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.line_button = button("⋯", self._ask_at_button, "corner")
        self.line_button.setParent(self)
        self.line_button.hide()
        self.line_button.installEventFilter(_Leaving(self.line_button, self._point_to_cursor))
        self.cursorPositionChanged.connect(self._on_cursor_moved)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What is shown."""
        return self._passages

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show other passages; the cursor stays in its line where that is still shown."""
        self._marked = ""
        line_id, place = self._line_id_at(self.textCursor().position()), self.textCursor().position()
        self._passages, self._written = tuple(passages), ()
        self.setViewportMargins(0, 0, scaled(_BUTTON) + 2 * SPACE_1 if self._has_menu else 0, 0)
        self._set()
        begin = self._begin_of(line_id) if line_id else None
        self._put_cursor(begin if begin is not None else min(place, self.document().characterCount() - 1))

    def show_line(self, line_id: str) -> bool:
        """Mark a line and go there; answer whether it is here."""
        begin = self._begin_of(line_id)
        if begin is None:
            return False
        self._put_cursor(begin)
        self._marked = line_id
        self.viewport().update()
        self.moved.emit(self._box_of(begin))
        return True

    def line_box(self, line_id: str) -> QRect:
        """Return where a line stands."""
        begin = self._begin_of(line_id)
        return self._box_of(begin) if begin is not None else QRect()

    def passage_at(self, place: QPoint) -> Passage | None:
        """Return the passage under a point of the viewport."""
        index = self._index_at(self.cursorForPosition(place).position())
        return self._passages[index] if index >= 0 else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the text anew for another width."""
        super().resizeEvent(event)
        self._set()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours and sizes in force."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._set()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a ground under the line that was asked for, and a bar beside the one that has the keys."""
        painter, theme = QPainter(self.viewport()), tokens()
        marked = self._begin_of(self._marked) if self._marked else None
        if marked is not None and theme.border == 1:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.select))
            painter.drawRoundedRect(self._paper_of(marked), _ROUND, _ROUND)
        if marked is not None or self.hasFocus():
            begin = marked if not self.hasFocus() else self._cursor_begin()
            box = self._paper_of(begin or 0)
            beside = self.viewport().width() - FOCUS if self.isRightToLeft() else 0
            painter.fillRect(QRect(beside, box.top(), FOCUS, box.height()), QColor(theme.accent))
        painter.end()
        super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages of all that is read, not of this text alone."""
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in pages and not event.modifiers():
            self.paged.emit(pages[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask about the line under the pointer, or by the menu key about that of the cursor."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key:
            index = self._index_at(self.textCursor().position())
            place = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        else:
            index = self._index_at(self.cursorForPosition(self.viewport().mapFromGlobal(event.globalPos())).position())
            place = event.globalPos()
        self._ask(index, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Offer the button of the line under the pointer."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._point_to(self._index_at(self.cursorForPosition(event.position().toPoint()).position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Offer the button of the cursor's line again, or none."""
        super().leaveEvent(event)
        self._point_to_cursor()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the button of the cursor's line."""
        super().focusInEvent(event)
        self._point_to_cursor()
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            # What scrolls has brought the whole text into view first.
            QTimer.singleShot(0, self, lambda: self.moved.emit(self.cursorRect()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the button away, unless the focus goes to it."""
        super().focusOutEvent(event)
        self._point_to_cursor()

    def _set(self) -> None:
        """Write the text for the room, the colours and the sizes there are, once for each of them."""
        wanted = (self.viewport().width(), tokens().name, text_percent(), self._passages)
        if wanted == self._written or self.viewport().width() <= 0:
            return
        only_wider = self._written[1:] == wanted[1:] and not any(one.kind == "row" for one in self._passages)
        self._written = wanted
        self.setMaximumWidth(BESIDE + measure() + scaled(_BUTTON) + 2 * SPACE_1 + _BORDER)
        if not only_wider:
            place = self.textCursor().position()
            begins = write(self.document(), self._passages, self.viewport().width())
            self._begins = [begin for begin, _passage in begins]
            self._put_cursor(min(place, self.document().characterCount() - 1))
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + _BORDER)
        self._point_to_cursor()

    def _put_cursor(self, place: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)

    def _index_at(self, place: int) -> int:
        return bisect_right(self._begins, place) - 1

    def _line_id_at(self, place: int) -> str:
        index = self._index_at(place)
        line = self._passages[index].line if 0 <= index < len(self._passages) else None
        return line.id if line is not None else ""

    def _begin_of(self, line_id: str) -> int | None:
        found = (
            begin
            for begin, one in zip(self._begins, self._passages, strict=False)
            if one.line and one.line.id == line_id
        )
        return next(found, None)

    def _box_of(self, begin: int) -> QRect:
        layout: QAbstractTextDocumentLayout = self.document().documentLayout()
        box: QRectF = layout.blockBoundingRect(self.document().findBlock(begin))
        return box.toRect()

    def _paper_of(self, begin: int) -> QRect:
        """Return the room of a passage across the whole width."""
        box = self._box_of(begin)
        return QRect(0, box.top() - 3, self.viewport().width(), box.height() + 6)

    def _cursor_begin(self) -> int:
        index = self._index_at(self.textCursor().position())
        return self._begins[index] if index >= 0 else 0

    def _on_cursor_moved(self) -> None:
        if self.hasFocus():
            self.viewport().update()
            self._point_to_cursor()
            self.moved.emit(self.cursorRect().adjusted(0, -SPACE_2, 0, SPACE_2))

    def _point_to_cursor(self) -> None:
        has_keys = self.hasFocus() or self.line_button.hasFocus()
        self._point_to(self._index_at(self.textCursor().position()) if has_keys else -1)

    def _point_to(self, index: int) -> None:
        """Put the button beside a passage that is a line of the guide; else take it away."""
        line = self._passages[index].line if 0 <= index < len(self._passages) else None
        self._pointed = index if line is not None else -1
        if line is None or not self._has_menu:
            self.line_button.hide()
            return
        words = self._passages[index].text
        short = words if len(words) <= _LONGEST_NAME else f"{words[:_LONGEST_NAME]}…"
        self.line_button.setAccessibleName(_("About this line: {line}").format(line=literal(short)))
        side, box = scaled(_BUTTON), self._box_of(self._begins[index])
        self.line_button.setFixedSize(side, side)
        self.line_button.move(SPACE_1 if self.isRightToLeft() else self.width() - side - SPACE_1, box.top() + SPACE_1)
        self.line_button.show()

    def _ask_at_button(self) -> None:
        self._ask(self._pointed, self.line_button.mapToGlobal(QPoint(0, self.line_button.height())))

    def _ask(self, index: int, place: QPoint) -> None:
        words = self._passages[index].worded if 0 <= index < len(self._passages) else None
        if self._has_menu:
            self.asked.emit(words, place)


class _Leaving(QObject):
    """Tell when the focus leaves a widget."""

    def __init__(self, watched: QWidget, left: Callable[[], None]) -> None:
        super().__init__(watched)
        self._left = left

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell, and let everything through."""
        if event.type() == QEvent.Type.FocusOut:
            self._left()
        return super().eventFilter(watched, event)
