"""The list at the left of the guide: what there is to read, or what was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from caregiver_app.domain.guide.articles import articles, handbook
from caregiver_app.domain.guide.finding import KINDS, Found
from caregiver_app.i18n import _, with_commas
from caregiver_app.ui.painting import LEFT, RIGHT, ground, line, two_line_height, two_lines
from caregiver_app.ui.text import literal, one_line, tooltip
from caregiver_app.ui.theme import ROW, SPACE_2, font, scaled

Index = QModelIndex | QPersistentModelIndex
_PLACE: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Place:
    """One thing to open: an article or a part of the handbook by its id, a page of the guide, or what was found.

    `kind` "" is a heading.
    """

    kind: str
    id: str
    title: str
    beneath: str = ""
    found: Found | None = None
    marks: tuple[tuple[int, int], ...] = ()


def contents() -> tuple[Place, ...]:
    """Return all there is to read, in order."""
    return (
        Place("", "", _("Articles")),
        *(Place("article", one.id, _(one.title)) for one in articles()),
        Place("", "", _("To look up")),
        Place("comparison", "", _("Treatments side by side")),
        Place("glossary", "", _("Glossary")),
        Place("steps", "", _("The twelve CAR-T steps")),
        Place("limits", "", _("What this program cannot do")),
        Place("sources", "", _("Sources")),
        Place("", "", _("Using this program")),
        *(Place("handbook", one.id, _(one.title)) for one in handbook()),
    )


def found_places(found: Sequence[Found], words: str) -> tuple[Place, ...]:
    """Return what was found, each with its text and where in it the words that were looked for stand."""
    return tuple(
        Place(
            "found",
            one.line.id if one.line is not None else one.id,
            one.title,
            one.text,
            one,
            marks_in(one.text, words),
        )
        for one in found
    )


def marks_in(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Return where words begin in a text and where they end, the first of each."""
    small = text.casefold()
    if len(small) != len(text):
        return ()
    found = (re.search(rf"\b{re.escape(word)}", small) for word in dict.fromkeys(words.casefold().split()))
    spans = sorted(one.span() for one in found if one is not None)
    return tuple(span for place, span in enumerate(spans) if place == 0 or span[0] >= spans[place - 1][1])


class ContentsList(QListWidget):
    """Show places; `chosen` carries the one that was chosen."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._places: tuple[Place, ...] = ()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(self._on_current)

    @property
    def places(self) -> tuple[Place, ...]:
        """What is shown."""
        return self._places

    @property
    def current(self) -> Place | None:
        """The place that is chosen."""
        item = self.currentItem()
        place: Place | None = item.data(_PLACE) if item is not None else None
        return place

    def show_places(self, places: Sequence[Place], name: str) -> None:
        """Show other places, none of them chosen."""
        self.setAccessibleName(one_line(name))
        if tuple(places) == self._places:
            return
        self.blockSignals(True)
        self.clear()
        self._places = tuple(places)
        for place in self._places:
            self.addItem(_item(place))
        self.setCurrentRow(-1)
        self.scrollToTop()
        self.blockSignals(False)

    def mark(self, kind: str, place_id: str) -> None:
        """Show a place as the one that is open, without asking for it."""
        row = next((row for row, one in enumerate(self._places) if (one.kind, one.id) == (kind, place_id)), -1)
        self.blockSignals(True)
        self.setCurrentRow(row)
        self.blockSignals(False)
        self.viewport().update()

    def go_to_first(self) -> None:
        """Take the keys, at the chosen place or at the first there is, which is opened."""
        is_chosen = self.currentRow() >= 0
        self.setFocus()
        if not is_chosen:
            self.setCurrentRow(-1)
            self.setCurrentRow(next((row for row, one in enumerate(self._places) if one.kind), -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keys and open nothing by that alone; Enter opens where the list stands."""
        self.blockSignals(True)
        super().focusInEvent(event)
        self.blockSignals(False)

    def sizeHint(self) -> QSize:
        """Ask for a few rows and take whatever room there is."""
        return QSize(scaled(240), scaled(ROW) * 5)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        place = item.data(_PLACE) if item is not None else None
        if place is not None and place.kind:
            self.chosen.emit(place)


def _item(place: Place) -> QListWidgetItem:
    item = QListWidgetItem(one_line(place.title))
    item.setData(_PLACE, place)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(place))
    if not place.kind:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    else:
        item.setToolTip(tooltip(_spoken(place)))
    return item


def _spoken(place: Place) -> str:
    """Say a place in one line, what was found with its kind and where in it that stands."""
    found = place.found
    where = (_(KINDS[found.kind]), found.where if found.line is not None else "") if found is not None else ()
    return literal(with_commas(part for part in (place.title, *where, place.beneath) if part))


class _Delegate(QStyledItemDelegate):
    """Paint a heading quietly, a place in one line, what was found in two."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        place: Place = index.data(_PLACE)
        painter.save()
        height = QFontMetrics(font()).height()
        room = QRectF(cell.rect).adjusted(LEFT, 0, -RIGHT, 0)
        if not place.kind:
            small = room.adjusted(0, cell.rect.height() - height - 2, 0, 0)
            line(painter, small, place.title, chosen=False, quiet=True, small=True, bold=True)
        elif place.beneath:
            chosen = ground(painter, cell)
            inside = room.adjusted(0, SPACE_2, 0, -SPACE_2)
            two_lines(painter, inside, place.title, place.beneath, chosen, marks=place.marks)
        else:
            chosen = ground(painter, cell)
            line(painter, room.adjusted(0, (cell.rect.height() - height) / 2, 0, 0), place.title, chosen)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for one row, or for two lines."""
        place: Place = index.data(_PLACE)
        return QSize(0, two_line_height() if place.beneath else max(scaled(ROW), QFontMetrics(font()).height() + 10))
