"""When the card of an entry comes and goes: after the pointer rests on it, or by a key for the chosen one."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QTimer

from caregiver_app.ui.notices import announce
from caregiver_app.ui.timeline.hover import HoverCard, card_lines

if TYPE_CHECKING:
    from caregiver_app.domain.timeline.picture.parts import Item
    from caregiver_app.ui.timeline.picture import TimelinePicture

_REST: Final = 450
"""Milliseconds the pointer rests on an entry before its card comes."""

_NEAR: Final = 14


class Hovering(QObject):
    """Show one card at a time for one picture."""

    def __init__(self, picture: "TimelinePicture") -> None:
        super().__init__(picture)
        self._picture = picture
        self._card: HoverCard | None = None
        self._under: UUID | None = None
        self._at = QPointF()
        self._by_key = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._on_rested)

    @property
    def is_shown(self) -> bool:
        """Whether a card is on the screen."""
        return self._card is not None and self._card.isVisible()

    @property
    def card(self) -> HoverCard | None:
        """The card, when there ever was one."""
        return self._card

    def rest_on(self, item: "Item | None", at: QPointF) -> None:
        """Know that the pointer is over this entry now, or over none."""
        under = item.entry_id if item is not None else None
        self._at = at
        if under == self._under:
            if under is not None and not self.is_shown:
                self._rest.start()
            return
        self._under = under
        if not self._by_key:
            self._hide()
        if under is None:
            self._rest.stop()
        else:
            self._rest.start()

    def turn(self, entry_id: UUID) -> None:
        """Show the card of the chosen entry, or put it away when it is shown already; say it to who cannot see it."""
        if self.is_shown and self._by_key:
            self.end()
            return
        self._by_key = True
        self._show(entry_id, None)
        if self._card is not None:
            announce(self._picture, self._card.words)

    def follow(self, entry_id: UUID | None) -> None:
        """Another entry is chosen: a card asked for by key goes with the choice."""
        if self._by_key and self.is_shown:
            if entry_id is None:
                self.end()
            else:
                self._show(entry_id, None)

    def end(self) -> None:
        """Put the card away."""
        self._under, self._by_key = None, False
        self._rest.stop()
        self._hide()

    def _hide(self) -> None:
        if self._card is not None:
            self._card.hide()

    def _on_rested(self) -> None:
        if self._under is not None:
            self._by_key = False
            self._show(self._under, self._at)

    def _show(self, entry_id: UUID, near: QPointF | None) -> None:
        """Show the card of an entry, near a place on it where it is wide."""
        item = self._picture.picture_map().item(entry_id)
        if item is None:
            return
        place = self._picture.place_of(item).toAlignedRect().adjusted(-4, -4, 4, 4)
        if near is not None:
            reach = QRect(round(near.x()) - _NEAR, place.top(), 2 * _NEAR, place.height())
            place = place.intersected(reach) if place.intersects(reach) else place.united(reach)
        window = self._picture.window()
        if self._card is None or self._card.parentWidget() is not window:
            if self._card is not None:
                self._card.deleteLater()
            self._card = HoverCard(window)
        fact = self._picture.fact(entry_id)
        corner = self._picture.mapTo(window, QPoint(0, 0))
        self._card.show_beside(card_lines(fact, self._picture.document_of(fact)), place.translated(corner))
