"""One page of the packet, large: scrolled, made larger and smaller, leafed through by keys and by the wheel."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from caregiver_app.ui.documents import preview_ink as ink
from caregiver_app.ui.documents.preview_column import FREE, MARGIN, PAGE, WIDTH, Column
from caregiver_app.ui.spoken_roles import speak_as_picture
from caregiver_app.ui.text import literal
from caregiver_app.ui.theme import tokens

_STEP: Final = 1.25
_NOTCH: Final = 120
_LINE: Final = 40
_PAGE_SHARE: Final = 0.9
_Key = Qt.Key
_LARGER: Final = (_Key.Key_Plus, _Key.Key_Equal)
_SMALLER: Final = (_Key.Key_Minus, _Key.Key_Underscore)


class PageCanvas(QAbstractScrollArea):
    """Show one picture of a page.

    `resized` asks for it in another width, `turn_asked` for the next page or the one before, `end_asked` for the first
    (False) or the last (True).
    """

    resized = Signal()
    turn_asked = Signal(int)
    end_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.fit, self._chosen_width = WIDTH, 0
        self._image: QImage | None = None
        self._words = ""
        self._column = Column((), QSize(1, 1))
        self._ratio = 1.0
        self._turned = 0
        speak_as_picture(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # A bar that came with the page would make the page narrower when it is drawn already.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_LINE)
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def pixels(self, ratio: float) -> int:
        """Return how many dots wide a page is to be drawn that is so much higher than wide."""
        return max(round(self._laid(ratio).place(0).width() * self.devicePixelRatioF()), 1)

    def show_page(self, image: QImage | None, words: str, ratio: float, *, from_end: bool | None = None) -> None:
        """Show a picture, or words in its place; at its top or its end, or where the one before was."""
        self._image, self._words, self._ratio = image, words, ratio
        self._lay_out()
        if from_end is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum() if from_end else 0)

    def fit_to(self, fit: str) -> None:
        """Draw the page as wide as the window (WIDTH) or so that it is seen whole (PAGE)."""
        self._change(partial(setattr, self, "fit", fit))

    def zoom_by(self, steps: int, at: QPoint | None = None) -> None:
        """Draw the page larger or smaller by steps; the place at `at`, else in the middle, stays where it is."""
        if not len(self._column):
            return
        wide = round(self._column.place(0).width() * _STEP**steps)

        def take() -> None:
            self.fit, self._chosen_width = FREE, wide

        self._change(take, at)

    def leaf(self, step: int) -> None:
        """Go on by what the window shows, and to the next page or the one before where there is no more of this one."""
        bar = self.verticalScrollBar()
        if self.fit == PAGE or bar.value() == (bar.maximum() if step > 0 else bar.minimum()):
            self.turn_asked.emit(step)
        else:
            bar.setValue(bar.value() + round(step * self.viewport().height() * _PAGE_SHARE))

    def scroll_by(self, across: int, down: int) -> None:
        """Move over the page by lines."""
        for bar, lines in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            bar.setValue(bar.value() + lines * _LINE)

    def _laid(self, ratio: float) -> Column:
        return Column(((1.0, ratio),), self.viewport().size(), self.fit, self._chosen_width)

    def _lay_out(self) -> None:
        self._column = self._laid(self._ratio)
        room = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(room.height())
        down.setRange(0, max(self._column.height - room.height(), 0))
        across.setPageStep(room.width())
        across.setRange(0, max(self._column.width - room.width(), 0))
        self.viewport().update()

    def _change(self, change: Callable[[], object], at: QPoint | None = None) -> None:
        """Change how large the page is, and leave what is at a place of the window where it is."""
        at = at or QPoint(self.viewport().width() // 2, self.viewport().height() // 3)
        before = self._place()
        change()
        self._lay_out()
        after = self._column.place(0)
        x = (at.x() - before.left()) / max(before.width(), 1)
        y = (at.y() - before.top()) / max(before.height(), 1)
        self.horizontalScrollBar().setValue(round(after.left() + x * after.width() - at.x()))
        self.verticalScrollBar().setValue(round(after.top() + y * after.height() - at.y()))
        self.resized.emit()

    def _place(self) -> QRect:
        """Return where the page is in the window."""
        if not len(self._column):
            return self.viewport().rect()
        place = self._column.place(0)
        if self._column.height <= self.viewport().height():  # a page seen whole stands in the middle
            place.moveTop((self.viewport().height() - place.height()) // 2)
        return place.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), tokens().side)
        if self._image is not None or self._words:
            place = self._place()
            ink.paint_page(painter, place, self._image, self.devicePixelRatioF())
            if self._words:
                seen = place.intersected(self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
                ink.paint_words(painter, seen, literal(self._words))
        if self.hasFocus():
            ink.paint_focus(painter, self.viewport().rect())
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the page from being taken for those of the window; be sharp on another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.resized.emit()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key asks."""
        act = self._act_of(event)
        if act is None:
            event.ignore()
        else:
            act()

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key asks of the page; None for a key that is not its own."""
        key = _Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
        control = Qt.KeyboardModifier.ControlModifier
        if key in (*_LARGER, *_SMALLER) and held in (none, shift, control, control | shift):
            return partial(self.zoom_by, 1 if key in _LARGER else -1)
        if key == _Key.Key_0 and held in (none, control):
            return partial(self.fit_to, WIDTH)
        if key == _Key.Key_Space and held == shift:
            return partial(self.leaf, -1)
        moves: dict[Qt.Key, Callable[[], object]] = {
            _Key.Key_PageDown: partial(self.leaf, 1),
            _Key.Key_PageUp: partial(self.leaf, -1),
            _Key.Key_Space: partial(self.leaf, 1),
            _Key.Key_Home: partial(self.end_asked.emit, False),
            _Key.Key_End: partial(self.end_asked.emit, True),
            _Key.Key_Down: partial(self.scroll_by, 0, 1),
            _Key.Key_Up: partial(self.scroll_by, 0, -1),
            _Key.Key_Left: partial(self.scroll_by, -1, 0),
            _Key.Key_Right: partial(self.scroll_by, 1, 0),
        }
        return moves.get(key) if held == none else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll and turn the page at its end, or make it larger and smaller while Ctrl is held."""
        turned = event.angleDelta().y()
        bar = self.verticalScrollBar()
        at_end = bar.value() == (bar.minimum() if turned > 0 else bar.maximum())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if turned > 0 else -1 if turned < 0 else 0, event.position().toPoint())
            event.accept()
        elif at_end and turned:
            # A whole notch: a finger on a pad sends many small ones.
            self._turned = self._turned + turned if self._turned * turned > 0 else turned
            if abs(self._turned) >= _NOTCH:
                self._turned = 0
                self.turn_asked.emit(-1 if turned > 0 else 1)
            event.accept()
        else:
            self._turned = 0
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew and ask for a picture that fits."""
        super().resizeEvent(event)
        self._lay_out()
        self.resized.emit()

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Show another part."""
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the focus no longer."""
        super().focusOutEvent(event)
        self.viewport().update()
