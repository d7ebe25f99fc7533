"""The treatment timeline on screen: zoom, pan, choose and read aloud what the geometry laid out.

Names of lanes stay at the left and last values at the right while time moves between them. The picture is laid out
again only when entries, size or zoom change; moving and choosing only repaint.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from caregiver_app.domain.timeline.picture import SMALL, draw
from caregiver_app.domain.timeline.picture_history import History, read_history
from caregiver_app.domain.timeline.picture_parts import Item, Picture
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui import theme
from caregiver_app.ui.text import literal, tooltip
from caregiver_app.ui.timeline.picture_page import MARGIN, paint_picture
from caregiver_app.ui.timeline.picture_pointing import PictureMap

_ZOOM_STEP: Final = 1.25
_WIDEST: Final = 60000.0
_NOTCH: Final = 120.0
# Things that crowd keep this many rows in a lane, even when the picture is then higher than the window.
_FEWEST_ROWS: Final = 2
_MOST_ROWS: Final = 6
_LEAST_WIDTH: Final = 420
_ROOMY: Final = 1.12


class TimelinePicture(QWidget):
    """Show a history as a picture; tell which entry was chosen, and which is to be opened."""

    chosen = Signal(object)
    activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history: History = read_history((), date.min)
        self._picture: Picture | None = None
        self._map: PictureMap | None = None
        self._fonts: dict[float, tuple[QFont, QFont]] = {}
        self._selected: UUID | None = None
        self._still: float | None = None
        self._zoom = 1.0
        self._across = 0.0
        self._down = 0.0
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Treatment timeline"))
        self._tell()

    # What the page asks for

    def show_entries(self, entries: Iterable[Entry], as_of: date) -> None:
        """Show these entries as of a day; the choice, the zoom and the place are kept where they can be."""
        self._history = read_history(entries, as_of)
        self._forget()
        if self._selected is not None and self.picture_map().item(self._selected) is None:
            self._selected = None
        self._tell()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not drawn, in sentences, so that the page can say it."""
        return self.picture().notes

    @property
    def selected(self) -> UUID | None:
        """The chosen entry."""
        return self._selected

    def select(self, entry_id: UUID | None) -> None:
        """Choose an entry without telling the page; one that is not drawn is no choice."""
        item = self.picture_map().item(entry_id) if entry_id is not None else None
        self._selected = item.entry_id if item is not None else None
        if item is not None:
            self._reveal(item)
        self._tell()
        self.update()

    def wanted_height(self) -> int:
        """Return the height at which every lane has all its rows and is still calm."""
        plot = self._laid_out(calm=True).plot
        return round(plot.top + (plot.bottom - plot.top) * _ROOMY) + 2 * MARGIN

    @property
    def zoom(self) -> float:
        """How many times wider than the window time is drawn."""
        return self._zoom

    def zoom_by(self, factor: float, at: float | None = None) -> None:
        """Draw time wider or narrower; the day at `at`, else in the middle of the window, stays where it is."""
        picture = self.picture()
        at = at if at is not None else MARGIN + picture.plot.left + self._view() / 2
        share = (at - MARGIN - picture.plot.left + self._across) / picture.plot.width
        widest = max(_WIDEST / max(self._view(), 1.0), 1.0)
        self._zoom = min(max(self._zoom * factor, 1.0), widest)
        self._forget(still=True)
        picture = self.picture()
        self._across = share * picture.plot.width - (at - MARGIN - picture.plot.left)
        self._keep_inside()
        self.update()

    def fit(self) -> None:
        """Show all of time."""
        self._zoom, self._across, self._down = 1.0, 0.0, 0.0
        self._forget()

    def pan(self, across: float, down: float = 0.0) -> None:
        """Move the window over the picture, in pixels."""
        self._across += across
        self._down += down
        self._keep_inside()
        self.update()

    # The laid-out picture, made when it is asked for

    def picture(self) -> Picture:
        """Return the picture as it is laid out now."""
        if self._picture is None:
            self._picture = self._laid_out()
            self._map = PictureMap(self._picture)
            self._keep_inside()
        return self._picture

    def picture_map(self) -> PictureMap:
        """Return what finds the entries of the picture."""
        self.picture()
        assert self._map is not None  # made with the picture
        return self._map

    def _laid_out(self, *, calm: bool = False) -> Picture:
        plain = theme.font(theme.SMALL_POINTS)
        size = QFontInfo(plain).pointSizeF() * self.logicalDpiY() / 72
        self._fonts = {
            size: (plain, theme.font(theme.SMALL_POINTS, bold=True)),
            size * SMALL: (theme.font(theme.SMALL_POINTS * SMALL), theme.font(theme.SMALL_POINTS * SMALL, bold=True)),
        }
        metrics = {points: QFontMetricsF(faces[0]) for points, faces in self._fonts.items()}
        width, height = max(self.width() - 2 * MARGIN, 200.0), float(self.height() - 2 * MARGIN)

        def laid_out(wide: float) -> Picture:
            return draw(
                self._history,
                width=wide,
                height=0.0 if calm else height,
                text_width=lambda text, points: metrics[points].horizontalAdvance(literal(text)),
                text_size=size,
                fewest_rows=_MOST_ROWS if calm else _FEWEST_ROWS,
                dense=not calm,
            )

        # Names and last values are as wide at every zoom: once known, a zoom costs one layout.
        if self._still is None:
            picture = laid_out(width)
            self._still = picture.width - picture.plot.width
            if self._zoom == 1.0 or calm:
                return picture
        return laid_out(self._still + (width - self._still) * self._zoom)

    def _forget(self, *, still: bool = False) -> None:
        """Lay out again when next asked; `still` keeps how wide names and last values are."""
        self._picture = None
        if not still:
            self._still = None
        self.updateGeometry()
        self.update()

    def _view(self) -> float:
        """Return how wide the window on time is."""
        picture = self.picture()
        return max(self.width() - 2 * MARGIN - (picture.width - picture.plot.width), 1.0)

    def _keep_inside(self) -> None:
        picture = self.picture()
        self._across = min(max(self._across, 0.0), max(picture.plot.width - self._view(), 0.0))
        self._down = min(max(self._down, 0.0), max(picture.height - (self.height() - 2 * MARGIN), 0.0))

    def _in_picture(self, point: QPointF) -> tuple[float, float] | None:
        """Return a place of the window as a place of the picture, None outside the window on time."""
        across, down = point.x() - MARGIN, self._height_of(point.y())
        left = self.picture().plot.left
        if not left - 2 <= across <= left + self._view() + 2:
            return None
        return across + self._across, down

    def _height_of(self, y: float) -> float:
        """Return a height of the window as a height of the picture: the axis and the flags stay in place."""
        down = y - MARGIN
        return down if down < self.picture().plot.top else down + self._down

    def _reveal(self, item: Item) -> None:
        picture, room = self.picture(), 24.0
        left = picture.plot.left + self._across
        if item.box.right > left + self._view() - room:
            self._across = item.box.right - picture.plot.left - self._view() + room
        if item.box.left < picture.plot.left + self._across + room:
            self._across = item.box.left - picture.plot.left - room
        if item.lane != "relapse" and item.box.top < self._down + picture.plot.top:
            self._down = item.box.top - picture.plot.top - room
        if item.box.bottom > self._down + self.height() - 2 * MARGIN:
            self._down = item.box.bottom + room - self.height() + 2 * MARGIN
        self._keep_inside()

    # Choosing

    def _choose(self, item: Item | None) -> None:
        if item is None:
            return
        self.select(item.entry_id)
        self.chosen.emit(item.entry_id)

    def _tell(self) -> None:
        """Say in words what is chosen, or how to choose, to whoever cannot see it."""
        item = self.picture_map().item(self._selected) if self._selected is not None else None
        if item is not None:
            words = item.description
        else:
            count = len(self.picture().items)
            words = " ".join(
                [
                    ngettext("{count} entry is drawn.", "{count} entries are drawn.", count).format(count=count),
                    _("The arrow keys move between entries, Enter opens one."),
                    *self.picture().notes,
                ]
            )
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice, the window on time or the zoom."""
        key, keys = event.key(), Qt.Key
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and key in _PANS:
            across, down = _PANS[Qt.Key(key)]
            self.pan(across * self._view() / 8, down * 40.0)
        elif key in _STEPS:
            self._choose(self.picture_map().step(self._selected, _STEPS[Qt.Key(key)]))
        elif key in (keys.Key_Return, keys.Key_Enter):
            if self._selected is None:
                event.ignore()
            else:
                self.activated.emit(self._selected)
        elif key in (keys.Key_Plus, keys.Key_Equal):
            self.zoom_by(_ZOOM_STEP)
        elif key in (keys.Key_Minus, keys.Key_Underscore):
            self.zoom_by(1 / _ZOOM_STEP)
        elif key in (keys.Key_F, keys.Key_0):
            self.fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else move; what cannot move is left to the page around."""
        turn, sideways = event.angleDelta().y(), event.angleDelta().x()
        before = (self._across, self._down)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turn:
                self.zoom_by(_ZOOM_STEP ** (turn / _NOTCH), event.position().x())
            event.accept()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            turn, sideways = 0, sideways or turn
        self.pan(-sideways / 2, -turn / 2)
        event.setAccepted((self._across, self._down) != before)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a drag begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture, or show that something can be chosen."""
        if self._pressed is None:
            place = self._in_picture(event.position())
            found = place is not None and self.picture_map().at(*place) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            return
        moved = event.position() - self._pressed
        if not self._dragged and moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._dragged = True
        self._pressed = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.pan(-moved.x(), -moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        clicked, self._pressed = not self._dragged, None
        self.unsetCursor()
        place = self._in_picture(event.position())
        if clicked and place is not None:
            self._choose(self.picture_map().at(*place))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked twice."""
        place = self._in_picture(event.position())
        item = self.picture_map().at(*place) if place is not None else None
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(item)
            self.activated.emit(item.entry_id)

    def event(self, event: QEvent) -> bool:
        """Show what lies under the pointer in words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), tooltip(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def words_at(self, point: QPoint) -> str:
        """Return the plain words for a place: an entry's, or a lane's at its name."""
        place = self._in_picture(QPointF(point))
        if place is None:
            return self.picture_map().lane_words(self._height_of(point.y()))
        item = self.picture_map().at(*place)
        return item.description if item is not None else ""

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again when the type changes, and paint again when the colours do."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._forget()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        self._forget()
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for the height the lanes need."""
        return QSize(900, round(min(max(self.picture().height, 200.0), 640.0)) + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        """Stay large enough to be read; what is higher can be moved."""
        return QSize(_LEAST_WIDTH, theme.scaled(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible part."""
        picture = self.picture()
        item = self.picture_map().item(self._selected) if self._selected is not None else None
        paint_picture(
            self,
            picture,
            self._fonts,
            view=QRectF(self._across, self._down, self._view(), self.height() - 2.0 * MARGIN),
            dirty=QRectF(event.rect()),
            selected=item,
        )


_STEPS: Final = {
    Qt.Key.Key_Left: "earlier",
    Qt.Key.Key_Right: "later",
    Qt.Key.Key_Up: "above",
    Qt.Key.Key_Down: "below",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}
_PANS: Final = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
