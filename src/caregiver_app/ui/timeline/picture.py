"""The treatment timeline on screen: zoom, pan, choose and read aloud what the geometry laid out.

Names of lanes stay at the left and last values at the right while time moves between them. The picture is laid out
again only when entries, size or zoom change, and then only where they do; moving and choosing only repaint.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from caregiver_app.domain.timeline.picture.history import Fact, History, HistoryReader
from caregiver_app.domain.timeline.picture.parts import Item, Picture
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _, as_sentence, in_sentences, ngettext
from caregiver_app.ui import theme
from caregiver_app.ui.painting import keep_time_rightward
from caregiver_app.ui.spoken_roles import speak_as_picture
from caregiver_app.ui.text import literal, tooltip
from caregiver_app.ui.timeline.hover import proof_words
from caregiver_app.ui.timeline.hovering import Hovering
from caregiver_app.ui.timeline.picture_page import MARGIN, PicturePage
from caregiver_app.ui.timeline.picture_plans import Plans
from caregiver_app.ui.timeline.picture_pointing import PictureMap
from caregiver_app.ui.timeline.picture_view import View

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document

_ZOOM_STEP: Final = 1.25
_NOTCH: Final = 120.0
_PAGE: Final = 0.8
_LEAST_WIDTH: Final = 420


class TimelinePicture(QWidget):
    """Show a history as a picture; tell which entry was chosen, and which is to be opened."""

    chosen = Signal(object)
    activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = HistoryReader()
        self._history: History = self._reader.read((), date.min)
        self._facts: dict[int, Fact] = {}
        self._documents: dict[UUID, Document] = {}
        self._plans = Plans(self)
        self._page = PicturePage()
        self._picture: Picture | None = None
        self._map: PictureMap | None = None
        self._selected: UUID | None = None
        self._is_to_reveal = False
        self._view = View(self)
        self._pressed: QPointF | None = None
        self._dragged = False
        self._hovering = Hovering(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        speak_as_picture(self)
        keep_time_rightward(self)
        self.setAccessibleName(_("Treatment timeline"))
        self._tell()

    # What the page asks for

    def show_entries(
        self, entries: Iterable[Entry], as_of: date, documents: "Iterable[Document]" = (), tests: Sequence[str] = ()
    ) -> None:
        """Show these entries as of a day; the choice, the zoom and the place are kept where they can be.

        `documents` are the papers that may prove an entry, `tests` the lab tests chosen to be drawn.
        """
        self._documents = {document.id: document for document in documents}
        history = self._reader.read(entries, as_of, tests)
        if history != self._history:
            self._history = history
            self._facts = {fact.entry.id.int: fact for fact in history.all_facts()}
            self._forget()
        if not self._has(self._selected):
            self._selected = None
        self._tell()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not drawn, in sentences, so that the page can say it."""
        return self._history.notes()

    @property
    def selected(self) -> UUID | None:
        """The chosen entry."""
        return self._selected

    def select(self, entry_id: UUID | None) -> None:
        """Choose an entry without telling the page; one that is not drawn is no choice."""
        self._selected = entry_id if self._has(entry_id) else None
        self._is_to_reveal = self._selected is not None
        if self._picture is not None:
            self._reveal()
        self._hovering.follow(self._selected)
        self._tell()
        self.update()

    def fact(self, entry_id: UUID) -> Fact:
        """Return what is drawn of an entry."""
        return self._facts[entry_id.int]

    def document_of(self, fact: Fact) -> "Document | None":
        """Return the paper that proves an entry."""
        return self._documents.get(fact.entry.proof) if fact.entry.proof is not None else None

    def wanted_height(self) -> int:
        """Return the height at which every lane has all its rows and is still calm."""
        return round(self._plans.calm_height(self._history, self._view.room[0])) + 2 * MARGIN

    @property
    def zoom(self) -> float:
        """How many times wider than the window time is drawn."""
        return self._view.zoom

    def zoom_by(self, factor: float, at: float | None = None) -> None:
        """Draw time wider or narrower; the day at `at`, else in the middle of the window, stays where it is."""
        view, picture = self._view, self.picture()
        zoom = view.zoomed(picture, factor)
        if zoom == view.zoom:
            return
        at = at if at is not None else view.middle(picture)
        share = view.share_at(picture, at)
        view.zoom = zoom
        self._forget()
        view.put(self.picture(), share, at)

    def fit(self) -> None:
        """Show all of time."""
        if self._view.zoom != 1.0:
            self._forget()
        self._view.begin()
        self._is_to_reveal = False
        self.update()

    def pan(self, across: float, down: float = 0.0) -> None:
        """Move the window over the picture, in pixels."""
        self._view.move(self.picture(), across, down)
        self._hovering.end()
        self.update()

    # The laid-out picture, made when it is asked for

    def picture(self) -> Picture:
        """Return the picture as it is laid out now."""
        if self._picture is None:
            self._picture = self._plans.picture(self._history, *self._view.room, self._view.zoom)
            self._map = PictureMap(self._picture)
            self._view.keep_inside(self._picture)
            self._reveal()
        return self._picture

    def picture_map(self) -> PictureMap:
        """Return what finds the entries of the picture."""
        self.picture()
        assert self._map is not None  # made with the picture
        return self._map

    def place_of(self, item: Item) -> QRectF:
        """Return where an entry and its words stand in this widget, as far as they are in sight."""
        return self._view.place_of(self.picture(), item)

    def _has(self, entry_id: UUID | None) -> bool:
        return entry_id is not None and entry_id.int in self._facts

    def _forget(self) -> None:
        """Lay out again when next asked."""
        self._picture = None
        self._hovering.end()
        self.update()

    def _reveal(self) -> None:
        """Bring the chosen entry into sight, when it was chosen since the last time."""
        item = self.picture_map().item(self._selected)
        if item is not None and self._is_to_reveal:
            self._is_to_reveal = False
            self._view.reveal(self.picture(), item.box, is_flag=item.lane == "relapse")

    # Choosing

    def _choose(self, item: Item | None) -> None:
        if item is None:
            return
        self.select(item.entry_id)
        self.chosen.emit(item.entry_id)

    def _tell(self) -> None:
        """Say in words what is chosen, or how to choose, to whoever cannot see it."""
        fact = self._facts.get(self._selected.int) if self._selected is not None else None
        if fact is not None:
            proof = proof_words(fact.entry, self.document_of(fact))
            words = in_sentences([fact.description, as_sentence(proof)] if proof else [fact.description])
        else:
            count = len(self._facts)
            words = in_sentences(
                [
                    ngettext("{count} entry is drawn.", "{count} entries are drawn.", count).format(count=count),
                    _("The arrow keys move between entries, Enter opens one, Space tells of one."),
                    *self.notes,
                ]
            )
        if words != self.accessibleDescription():
            self.setAccessibleDescription(literal(words))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice, the window on time or the zoom; tell of what is chosen or open it."""
        key, keys = Qt.Key(event.key()), Qt.Key
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shifted and key in _PANS:
            across, down = _PANS[key]
            self.pan(across * self._wide() / 8, down * 40.0)
        elif key in _PAGES:
            self.pan(_PAGES[key] * self._wide() * _PAGE)
        elif key in _STEPS:
            self._choose(self.picture_map().step(self._selected, _STEPS[key]))
        elif key == keys.Key_R:
            self._choose(self.picture_map().step(self._selected, "relapse before" if shifted else "next relapse"))
        elif key in (keys.Key_Return, keys.Key_Enter) and self._selected is not None:
            self.activated.emit(self._selected)
        elif key in (keys.Key_Space, keys.Key_I) and self._selected is not None:
            self._hovering.turn(self._selected)
        elif key == keys.Key_Escape and self._hovering.is_shown:
            self._hovering.end()
        elif key in (keys.Key_Plus, keys.Key_Equal):
            self.zoom_by(_ZOOM_STEP)
        elif key in (keys.Key_Minus, keys.Key_Underscore):
            self.zoom_by(1 / _ZOOM_STEP)
        elif key in (keys.Key_F, keys.Key_0):
            self.fit()
        elif key in (keys.Key_Return, keys.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else move; what cannot move is left to the page around."""
        turn, sideways = event.angleDelta().y(), event.angleDelta().x()
        before = (self._view.across, self._view.down)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turn:
                self.zoom_by(_ZOOM_STEP ** (turn / _NOTCH), event.position().x())
            event.accept()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            turn, sideways = 0, sideways or turn
        self.pan(-sideways / 2, -turn / 2)
        event.setAccepted((self._view.across, self._view.down) != before)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a drag begins."""
        self._hovering.end()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture, or show that something can be chosen and, after a rest, what it is."""
        if self._pressed is None:
            found = self._item_at(event.position())
            self.setCursor(Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor)
            self._hovering.rest_on(found, event.position())
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
        if clicked:
            self._choose(self._item_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Put the card of the pointer away."""
        self._hovering.rest_on(None, QPointF())
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the card away: the keys that close it go elsewhere now."""
        self._hovering.end()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put the card away with the picture."""
        self._hovering.end()
        super().hideEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked twice."""
        item = self._item_at(event.position())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(item)
            self.activated.emit(item.entry_id)

    def event(self, event: QEvent) -> bool:
        """Show what the name of a lane stands for; entries have their card."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            is_entry = self._view.in_picture(self.picture(), QPointF(event.pos())) is not None
            words = "" if is_entry else self.words_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), tooltip(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def words_at(self, point: QPoint) -> str:
        """Return the plain words for a place: an entry's, or a lane's at its name."""
        picture = self.picture()
        if self._view.in_picture(picture, QPointF(point)) is None:
            return self.picture_map().lane_words(self._view.height_of(picture, point.y()))
        item = self._item_at(QPointF(point))
        return item.description if item is not None else ""

    def _item_at(self, point: QPointF) -> Item | None:
        place = self._view.in_picture(self.picture(), point)
        return self.picture_map().at(*place) if place is not None else None

    def _wide(self) -> float:
        return self._view.width(self.picture())

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again when the type changes, and paint again when the colours do."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._plans.measure()
            self._forget()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        self._forget()
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for room for a few lanes; the page gives what `wanted_height` says."""
        return QSize(900, theme.scaled(320))

    def minimumSizeHint(self) -> QSize:
        """Stay large enough to be read; what is higher can be moved."""
        return QSize(_LEAST_WIDTH, theme.scaled(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible part."""
        picture = self.picture()
        self._page.paint(
            self,
            picture,
            self._plans.fonts,
            view=self._view.seen(picture),
            dirty=QRectF(event.rect()),
            selected=self.picture_map().item(self._selected),
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
_PAGES: Final = {Qt.Key.Key_PageUp: -1.0, Qt.Key.Key_PageDown: 1.0}
