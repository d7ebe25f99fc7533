"""The page that is worked on, large: as it will be handed over, or whole with the frames of a tool over it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from caregiver_app.casebook.documents.preview import Leaf
from caregiver_app.domain.documents.sheets import Box, Sheet
from caregiver_app.i18n import _
from caregiver_app.ui.documents import page_work_ink as ink
from caregiver_app.ui.documents.page_work_doing import BLACK, CROP, LOOK, STRAIGHTEN
from caregiver_app.ui.documents.page_work_frames import MOVE, NEW, Drag, cursor_of, handles, hold_at
from caregiver_app.ui.documents.page_work_pictures import Pictures
from caregiver_app.ui.documents.preview_ink import paint_focus, paint_number
from caregiver_app.ui.spoken_roles import speak_as_picture
from caregiver_app.ui.theme import FOCUS, tokens

_MARGIN: Final = 14
_STEP: Final = 1.25
_LEAST_ZOOM, _MOST_ZOOM = 1.0, 8.0
_LEAST_DRAG: Final = 4
_LINE: Final = 40
_LEAST_WIDE, _LEAST_HIGH = 200, 300
_NOTCH: Final = 120
_WHOLE: Final[Box] = (0.0, 0.0, 1.0, 1.0)


class PageCanvas(QWidget):
    """Paint one page and let frames be dragged over it.

    `framed(index, box)` gives a frame in fractions of the file's own page; -1 is a new one. `picked(index)` tells
    which was pressed, `dragged_to` where the mouse is while it drags one. `resized` tells that a picture of another
    width may be wanted.
    """

    framed = Signal(int, object)
    picked = Signal(int)
    resized = Signal()
    dragged_to = Signal(QPoint)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.pictures = pictures
        self.tool = LOOK
        self.picked_part = -1
        self._sheet: Sheet | None = None
        self._zoom = 1.0
        self._room = QSize(1, 1)
        self._drag: Drag | None = None
        self._dragged = -1
        self._dragging = QRectF()
        self.setMouseTracking(True)
        pictures.came.connect(self.lay_out)

    @property
    def sheet(self) -> Sheet | None:
        """The page that is shown, with what is done with it."""
        return self._sheet

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show a page; a drag over another one is given up."""
        if sheet is None or self._sheet is None or sheet.page != self._sheet.page:
            self.give_up()
        self._sheet = sheet
        self.lay_out()

    def use(self, tool: str) -> None:
        """Take a tool, or none (`LOOK`)."""
        self.give_up()
        self.tool = tool
        self.lay_out()

    def zoom_by(self, steps: int) -> None:
        """Show the page larger or smaller."""
        self._zoom = min(max(self._zoom * _STEP**steps, _LEAST_ZOOM), _MOST_ZOOM)
        self.lay_out()

    def fit(self) -> None:
        """Show the whole page."""
        self._zoom = 1.0
        self.lay_out()

    def take_room(self, room: QSize) -> None:
        """Take this much room for a page that is seen whole."""
        self._room = room
        self.lay_out()

    def give_up(self) -> bool:
        """Let go of a drag without its outcome; answer whether there was one."""
        was, self._drag = self._drag is not None, None
        self.update()
        return was

    def leaf(self) -> Leaf | None:
        """Return the page as it is painted: with a tool for its parts, whole and not straightened."""
        leaf = self.pictures.leaf(self._sheet) if self._sheet is not None else None
        if leaf is None or self.tool not in (CROP, BLACK):
            return leaf
        return replace(leaf, sheet=replace(leaf.sheet, crop=None, straighten=0.0))

    def place(self) -> QRect:
        """Return where the page lies."""
        wide, high = self._page_size()
        return QRect((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)

    def wanted_width(self) -> int:
        """Return how many dots wide a picture of the file's own page is to be."""
        leaf, sheet = self.leaf(), self._sheet
        if leaf is None or sheet is None:
            return 0
        a_point = self._page_size()[0] / max(leaf.shape(sheet.turn).width, 1.0)
        return max(round(a_point * leaf.across * self.devicePixelRatioF()), 1)

    def frames(self) -> tuple[Box, ...]:
        """Return the frames of the tool, in fractions of the file's own page."""
        if self._sheet is None or self.tool not in (CROP, BLACK):
            return ()
        return (self._sheet.crop or _WHOLE,) if self.tool == CROP else self._sheet.black

    def frame_at(self, index: int) -> QRectF:
        """Return where a frame is seen, with a drag as far as it has come."""
        if self._drag is not None and self._dragged == index:
            return self._dragging
        leaf, sheet = self.leaf(), self._sheet
        assert leaf is not None  # frames are only shown on a page
        assert sheet is not None
        there = ink.transform_of(leaf, sheet.turn, QRectF(self.place()))
        return there.mapRect(ink.rect_of(self.frames()[index]))

    def lay_out(self) -> None:
        """Take the size the page needs."""
        wide, high = self._page_size()
        size = QSize(
            max(wide + 2 * _MARGIN, self._room.width()),
            max(high + 2 * _MARGIN, self._room.height()),
        )
        if size != self.size():
            self.setFixedSize(size)
        self.update()
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, then what the tool lays over it."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), tokens().side)
        leaf, sheet = self.leaf(), self._sheet
        if sheet is not None:
            self._paint_page(painter, leaf, sheet)
        painter.end()

    def _paint_page(self, painter: QPainter, leaf: Leaf | None, sheet: Sheet) -> None:
        place = self.place()
        image = self._image(sheet)
        if leaf is not None and image is None and self.pictures.trouble(sheet):
            ink.paint_unreadable(painter, place)
            ink.paint_edge(painter, place)
            return
        if leaf is None:
            paint_number(painter, place, _("The page is being read …"))
            return
        is_black = self.tool == BLACK
        shown = replace(leaf, sheet=replace(leaf.sheet, black=())) if is_black else leaf
        ink.paint_page(painter, place, shown, sheet.turn, image)
        ink.paint_edge(painter, place)
        if self.tool == STRAIGHTEN:
            ink.paint_grid(painter, place)
        elif self.tool == CROP:
            frame = self.frame_at(0)
            ink.paint_shade(painter, place, frame)
            ink.paint_frame(painter, frame, handles(frame).values())
        elif is_black:
            self._paint_parts(painter)

    def _paint_parts(self, painter: QPainter) -> None:
        """Paint what is blacked out, the part that is picked with its handles, and the one being drawn."""
        for index in range(len(self.frames())):
            ink.paint_black(painter, self.frame_at(index))
        if 0 <= self.picked_part < len(self.frames()):
            frame = self.frame_at(self.picked_part)
            ink.paint_frame(painter, frame, handles(frame).values())
        if self._drag is not None and self._dragged < 0:
            ink.paint_black(painter, self._dragging)

    def _image(self, sheet: Sheet) -> QImage | None:
        return self.pictures.large(sheet, self.wanted_width())

    def _page_size(self) -> tuple[int, int]:
        """Return how wide and high the page is painted."""
        leaf, sheet = self.leaf(), self._sheet
        if sheet is None:
            return 1, 1
        if leaf is not None:
            shape = leaf.shape(sheet.turn)
            wide, high = shape.width, shape.height
        else:
            wide, high = self.pictures.size(sheet)
        room = self._room - QSize(2 * _MARGIN, 2 * _MARGIN)
        scale = min(max(room.width(), 1) / wide, max(room.height(), 1) / high) * self._zoom
        return max(round(wide * scale), 1), max(round(high * scale), 1)

    # Dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a frame, or begin a new one."""
        if event.button() != Qt.MouseButton.LeftButton or not self._has_frames():
            event.ignore()
            return
        point = event.position()
        index, hold = self._hold(point)
        if index >= 0:
            self.picked.emit(index)
        frame = self.frame_at(index) if index >= 0 else QRectF()
        if not hold and not QRectF(self.place()).contains(point):
            return
        self._drag, self._dragged, self._dragging = Drag(hold or NEW, frame, point), index, frame
        if not hold:
            self._dragged = -1 if self.tool == BLACK else 0
            self._dragging = QRectF(point, point)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; show elsewhere what a press would take hold of."""
        if self._drag is not None:
            self._dragging = self._drag.at(event.position(), QRectF(self.place()))
            self.dragged_to.emit(event.position().toPoint())
            self.update()
        elif self._has_frames():
            self.setCursor(cursor_of(self._hold(event.position())[1]))
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Give the frame, unless it is too small to have been meant."""
        drag, index, rect = self._drag, self._dragged, self._dragging
        self._drag = None
        self.update()
        leaf, sheet = self.leaf(), self._sheet
        if drag is None or leaf is None or sheet is None or rect == drag.frame:
            return
        if drag.hold == NEW and min(rect.width(), rect.height()) < _LEAST_DRAG:
            return
        back, can_be = ink.transform_of(leaf, sheet.turn, QRectF(self.place())).inverted()
        if can_be:
            self.framed.emit(index, ink.box_of(back.mapRect(rect)))

    def _has_frames(self) -> bool:
        sheet = self._sheet
        return self.tool in (CROP, BLACK) and sheet is not None and self._image(sheet) is not None

    def _hold(self, point: QPointF) -> tuple[int, str]:
        """Return the frame at a point and what of it a press would take: the picked one first, then the topmost."""
        if self.tool == CROP:
            hold = hold_at(self.frame_at(0), point)
            # The inside of the whole page is no frame to move: there a new one begins.
            return 0, "" if hold == MOVE and self._sheet is not None and self._sheet.crop is None else hold
        count = len(self.frames())
        if 0 <= self.picked_part < count and (hold := hold_at(self.frame_at(self.picked_part), point)):
            return self.picked_part, hold
        for index in reversed(range(count)):
            if self.frame_at(index).contains(point):
                return index, MOVE
        return -1, ""


class CanvasScroll(QScrollArea):
    """Hold the canvas; it scrolls where the page is larger than the room. `turn_page` goes on by so many pages."""

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__()
        self.canvas = canvas
        self.keys: Callable[[QKeyEvent], bool] = lambda _event: False
        self.turn_page: Callable[[int], object] = lambda _step: None
        self.setWidget(canvas)
        speak_as_picture(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(_LEAST_HIGH)
        self.setMinimumWidth(_LEAST_WIDE)
        self.setViewportMargins(FOCUS, FOCUS, FOCUS, FOCUS)
        canvas.dragged_to.connect(lambda at: self.ensureVisible(at.x(), at.y(), _MARGIN, _MARGIN))

    def zoom_by(self, steps: int) -> None:
        """Show the page larger or smaller; what is in the middle stays there."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        middles = [(bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1) for bar in bars]
        self.canvas.zoom_by(steps)
        for bar, middle in zip(bars, middles, strict=True):
            bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by arrows, go through the pages, zoom; Enter is not for the button beneath."""
        key = Qt.Key(event.key())
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        scrolls = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if (key == Qt.Key.Key_Escape and self.canvas.give_up()) or self.keys(event):
            event.accept()
        elif key in scrolls and not held:
            across, down = scrolls[key]
            for bar, lines in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
                bar.setValue(bar.value() + lines * _LINE)
        elif key in pages:
            self.turn_page(pages[key])
        elif key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or held:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom while Ctrl is held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / _NOTCH
            self.zoom_by(1 if notches > 0 else -1 if notches < 0 else 0)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page anew."""
        super().resizeEvent(event)
        self.canvas.take_room(self.maximumViewportSize())

    def event(self, event: QEvent) -> bool:
        """Paint the focus round the page, where nothing that scrolls lies over it."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and self.hasFocus():
            painter = QPainter(self)
            paint_focus(painter, self.rect())
            painter.end()
        return done

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self.update()
