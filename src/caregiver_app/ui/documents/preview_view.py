"""The pages of a document, one beneath the other: scrolled, made larger, turned for the view, their words chosen."""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from caregiver_app.i18n import _, as_sentence, in_sentences
from caregiver_app.ui.documents import preview_ink as ink
from caregiver_app.ui.documents.preview_choosing import Choosing
from caregiver_app.ui.documents.preview_column import FREE, MARGIN, PAGE, WIDTH, Column
from caregiver_app.ui.documents.preview_keys import act_of
from caregiver_app.ui.documents.preview_loading import MOST_DOTS, PageLoader
from caregiver_app.ui.documents.preview_words import Part
from caregiver_app.ui.notices import announce
from caregiver_app.ui.spoken_roles import speak_as_picture
from caregiver_app.ui.text import literal
from caregiver_app.ui.theme import tokens

_STEP: Final = 1.25
_NOTCH: Final = 120
_LINE: Final = 40
_PAGE_SHARE: Final = 0.9
_READ_ALOUD: Final = 6000

Found = Callable[[int], tuple[Sequence[tuple[Part, ...]], int]]
"""Tells what was found on a page, and which of it is shown: its place in the list, or -1."""


def nothing_found(_page: int) -> tuple[Sequence[tuple[Part, ...]], int]:
    """Know of nothing that was found."""
    return (), -1


class PagesView(QAbstractScrollArea):
    """Show what a `PageLoader` holds and tell it what to fetch. Pages are counted from 0 here.

    `found` and `wanted_words` are set by whoever searches; `trouble_words` says why a page is not there.
    """

    page_changed = Signal(int)
    find_asked = Signal()
    step_asked = Signal(int)
    turned = Signal()

    def __init__(self, loader: PageLoader) -> None:
        super().__init__()
        self.loader = loader
        self.choosing = Choosing(self)
        self.found: Found = nothing_found
        self.wanted_words: Callable[[], Sequence[int]] = tuple
        self.trouble_words: Callable[[str], str] = str
        self.page = 0
        self.fit, self._chosen_width = WIDTH, 0
        self.column = Column((), QSize(1, 1))
        speak_as_picture(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # A bar that came with the first page would make the page narrower when it is being drawn already.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_("Pages"))
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_LINE)
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        loader.opened.connect(self._on_opened)
        loader.picture_came.connect(self._on_came)
        loader.words_came.connect(self._on_came)
        self.choosing.changed.connect(self._on_chosen)

    # What the window asks for

    def clear(self) -> None:
        """Show no page until the next document is open."""
        self.choosing.clear()
        self.page = 0
        self.fit = WIDTH if self.fit == FREE else self.fit
        self._lay_out()

    def fit_to(self, fit: str) -> None:
        """Draw pages as wide as the window (WIDTH) or so that one is seen whole (PAGE)."""
        self._keep_place(lambda: setattr(self, "fit", fit))

    def zoom_by(self, steps: int, at: QPoint | None = None) -> None:
        """Draw pages larger or smaller by steps; the place at `at`, else in the middle, stays where it is."""
        if not len(self.column):
            return
        wide = round(self.column.place(self.page).width() * _STEP**steps)

        def take() -> None:
            self.fit, self._chosen_width = FREE, wide

        self._keep_place(take, at)

    def turn_by(self, quarters: int) -> None:
        """Turn the pages for the view; nothing is changed in the case."""
        page = self.page
        self.choosing.clear()
        self.loader.turn_by(quarters)
        self._lay_out()
        self.go_to_page(page)
        self.turned.emit()

    def go_to_page(self, page: int, *, say: bool = False) -> None:
        """Bring the top of a page to the top of the window; with `say`, tell which it is."""
        if not len(self.column):
            return
        page = min(max(page, 0), len(self.column) - 1)
        self.verticalScrollBar().setValue(self.column.place(page).top() - MARGIN)
        self._take_page(page)
        if say:
            announce(self, self.place_words())

    def leaf(self, step: int) -> None:
        """Go on by a page where pages are seen whole, else by what the window shows."""
        if self.fit == PAGE:
            self.go_to_page(self.page + step, say=True)
            return
        bar = self.verticalScrollBar()
        before = self.page
        bar.setValue(bar.value() + round(step * self.viewport().height() * _PAGE_SHARE))
        if self.page != before:
            announce(self, self.place_words())

    def scroll_by(self, across: int, down: int) -> None:
        """Move over the pages by lines."""
        for bar, lines in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            bar.setValue(bar.value() + lines * _LINE)

    def reveal(self, page: int, part: Part) -> None:
        """Bring a word into sight, if it is not."""
        box = ink.box_of(self.column.place(page), part).toAlignedRect()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if not self.seen().contains(box):
            down.setValue(box.center().y() - self.viewport().height() // 3)
            if box.left() < across.value() or box.right() > across.value() + self.viewport().width():
                across.setValue(box.center().x() - self.viewport().width() // 2)
        self._take_page(page)

    def place_words(self) -> str:
        """Say which page is looked at."""
        return _("Page {n} of {all}").format(n=self.page + 1, all=len(self.column))

    def seen(self) -> QRect:
        """Return the part of the column that is in sight."""
        corner = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRect(corner, self.viewport().size())

    def place_at(self, point: QPointF) -> tuple[int, float, float] | None:
        """Return the page at a place of the window, and where on it, in fractions; None where there are no pages."""
        if not len(self.column):
            return None
        at = point + QPointF(self.seen().topLeft())
        page = self.column.page_at(at.y())
        place = self.column.place(page)
        return page, (at.x() - place.left()) / place.width(), (at.y() - place.top()) / place.height()

    def want(self) -> None:
        """Tell what is to be fetched now: what is in sight, then what is next to it, then the words."""
        if not len(self.column) or not self.isVisible():
            return
        seen = self.column.seen(self.seen().top(), self.seen().bottom())
        order = sorted(seen, key=lambda page: abs(page - self.page))
        around = [page for page in (seen.stop, seen.start - 1) if 0 <= page < len(self.column)]
        pictures = [(page, self._pixels(page)) for page in order]
        spare = MOST_DOTS - sum(self._dots(page) for page in order)
        for page in around:  # what is next to be looked at, as long as nothing in sight has to go for it
            spare -= self._dots(page)
            if spare >= 0:
                pictures.append((page, self._pixels(page)))
        self.loader.want(pictures, [*order, *self.choosing.pages, *self.wanted_words()])

    # Painting and laying out

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), tokens().side)
        shift = -self.seen().topLeft()
        dirty = event.rect().translated(-shift)
        for page in self.column.seen(dirty.top(), dirty.bottom()):
            self._paint_page(painter, page, self.column.place(page).translated(shift))
        if self.hasFocus():
            ink.paint_focus(painter, self.viewport().rect())
        painter.end()

    def _paint_page(self, painter: QPainter, page: int, place: QRect) -> None:
        image = self.loader.picture(page, self._pixels(page))
        ink.paint_page(painter, place, image, self.devicePixelRatioF())
        trouble = self.loader.trouble_of(page)
        if image is None and trouble:
            ink.paint_words(painter, place, literal(self.trouble_words(trouble)))
        elif image is None:
            ink.paint_number(painter, place, _("Page {n}").format(n=page + 1))
        words = self.loader.words(page)
        if words is None:
            return
        found, current = self.found(page)
        for index, parts in enumerate(found):
            ink.paint_found(painter, [ink.box_of(place, part) for part in parts], is_current=index == current)
        chosen = (Part(words.words[index]) for index in self.choosing.span(page, words))
        ink.paint_chosen(painter, (ink.box_of(place, part) for part in chosen))

    def _lay_out(self) -> None:
        shapes = (leaf.shape(self.loader.turn) for leaf in self.loader.leaves.leaves)
        sides = [(shape.width, shape.height) for shape in shapes]
        room = self.viewport().size()
        self.column = Column(sides, room, self.fit, self._chosen_width)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(room.height())
        down.setRange(0, max(self.column.height - room.height(), 0) if sides else 0)
        across.setPageStep(room.width())
        across.setRange(0, max(self.column.width - room.width(), 0) if sides else 0)
        self.viewport().update()
        self.want()

    def _keep_place(self, change: Callable[[], None], at: QPoint | None = None) -> None:
        """Change how large pages are, and leave what is at a place of the window where it is."""
        at = at or QPoint(self.viewport().width() // 2, self.viewport().height() // 3)
        found = self.place_at(QPointF(at))
        change()
        self._lay_out()
        if found is not None:
            page, x, y = found
            place = self.column.place(page)
            self.verticalScrollBar().setValue(round(place.top() + y * place.height() - at.y()))
            self.horizontalScrollBar().setValue(round(place.left() + x * place.width() - at.x()))
            self._take_page(self._mostly())

    def _pixels(self, page: int) -> int:
        """Return how many dots wide a page is to be: as sharp as the screen, if all in sight can be held so."""
        place, ratio = self.column.place(page), self.devicePixelRatioF()
        dots = max(place.width() * ratio * place.height() * ratio, 1.0)
        together = self.viewport().height() // max(place.height(), 1) + 2
        return max(round(place.width() * ratio * min(1.0, sqrt(MOST_DOTS / together / dots))), 1)

    def _dots(self, page: int) -> float:
        place = self.column.place(page)
        return self._pixels(page) ** 2 * place.height() / max(place.width(), 1)

    def _mostly(self) -> int:
        return self.column.mostly(self.seen().top(), self.seen().bottom())

    def _take_page(self, page: int, *, always: bool = False) -> None:
        if page != self.page or always:
            self.page = page
            self._tell()
            self.page_changed.emit(page)

    def _tell(self) -> None:
        """Say which page it is and read its words to whoever cannot see it."""
        words = self.loader.words(self.page)
        text = words.text[:_READ_ALOUD] if words is not None else ""
        trouble = self.loader.trouble_of(self.page)
        parts = (as_sentence(self.place_words()), self.trouble_words(trouble) if trouble else "", text)
        told = literal(in_sentences(part for part in parts if part))
        if told != self.accessibleDescription():
            self.setAccessibleDescription(literal(told))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _on_opened(self) -> None:
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._take_page(0, always=True)

    def _on_came(self, page: int) -> None:
        if page == self.page:
            self._tell()
        self.viewport().update()

    def _on_chosen(self) -> None:
        self.viewport().update()
        self.want()

    # Events

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the pages from being taken for those of the window; be sharp on another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.want()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and act_of(event, self):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key asks."""
        act = act_of(event, self)
        if act is None:
            event.ignore()
        else:
            act()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or make the pages larger and smaller while Ctrl is held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / _NOTCH
            self.zoom_by(1 if notches > 0 else -1 if notches < 0 else 0, event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to choose words."""
        if event.button() == Qt.MouseButton.LeftButton:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.choosing.press(event.position().toPoint(), extend=extend)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose on, and scroll where the mouse leaves the window; show where there are words."""
        point = event.position().toPoint()
        if self.choosing.is_dragging:
            beyond = min(point.y(), 0) + max(point.y() - self.viewport().height(), 0)
            if beyond:
                self.scroll_by(0, 1 if beyond > 0 else -1)
            self.choosing.drag(point)
            return
        found = self.place_at(event.position())
        words = self.loader.words(found[0]) if found is not None else None
        over = found is not None and words is not None and words.is_on(found[1], found[2])
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End choosing."""
        self.choosing.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose one word."""
        self.choosing.choose_word(event.position().toPoint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew and leave the page where it is."""
        super().resizeEvent(event)
        self._keep_place(lambda: None, QPoint(0, 0))

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Show another part."""
        self.viewport().update()
        if len(self.column):
            self._take_page(self._mostly())
        self.want()

    def showEvent(self, event: QShowEvent) -> None:
        """Fetch what is in sight now."""
        super().showEvent(event)
        self.want()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the focus no longer."""
        super().focusOutEvent(event)
        self.viewport().update()
