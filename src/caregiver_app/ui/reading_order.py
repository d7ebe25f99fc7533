"""Tab goes as the eye reads: from the top to the bottom and along each line, whenever a part was made.

Qt goes in the order in which things were made. Pages, views and facts are made when they are needed, so that what
stands at the top would often come last for the keys. What the keys come to is brought into view.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QWidget,
)

from caregiver_app.ui.form_scroll import SeenWhole
from caregiver_app.ui.theme import SPACE_2

_WHOLE: Final = (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView)
"""What is one place for the keys, whatever it is made of."""
_OVERLAP: Final = 2


class Dialog(QDialog):
    """A dialog whose parts Tab leads through as they are read."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to the next part, or back."""
        return go_on(self, forward) or super().focusNextPrevChild(forward)


class Window(QMainWindow):
    """The same for the window of the program."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to the next part, or back."""
        return go_on(self, forward) or super().focusNextPrevChild(forward)


def go_on(window: QWidget, forward: bool) -> bool:
    """Take the keys to the next part of a window as it is read, or to the one before; from the end to the beginning.

    False where it is left to Qt: what is hidden or taken away hands the keys on, and must not be looked at any more.
    """
    now = window.focusWidget()
    if now is not None and not (now.isVisible() and now.isEnabled()):
        return False
    # What has just come must have its place before it is asked where it is.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    found = stops(window)
    order = list(found)
    if not order:
        return False
    at = next((place for place in reversed(range(len(order))) if _is_at(order[place], now)), None)
    step = 1 if forward else -1
    following = order[(at + step) % len(order) if at is not None else (0 if forward else -1)]
    following.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_view(following, found[following])
    return True


def stops(window: QWidget) -> dict[QWidget, tuple[QWidget, ...]]:
    """Return what Tab leads to in a window, as it is read, and for each what it is in, from the outside.

    The way is always down, by `children`. A part that is asked for its parent, or for what takes the keys in its place,
    is kept by that from then on as far as PySide knows, and goes with it.
    """
    return {stop: trail for part in _parts(window) for stop, trail in _stops_in(part, ())}


def _bring_into_view(widget: QWidget, trail: Sequence[QWidget]) -> None:
    """Scroll all that is round a widget so far that it is seen; a field with its label, hint and trouble."""
    part = next((one for one in reversed(trail) if isinstance(one, SeenWhole)), widget)
    for area in reversed(trail):
        if isinstance(area, QScrollArea) and area.isAncestorOf(part):
            moved = QPoint(area.horizontalScrollBar().value(), area.verticalScrollBar().value())
            _scroll(area, QRect(part.mapTo(area, QPoint(0, 0)) + moved, part.size()))


def _scroll(area: QScrollArea, place: QRect) -> None:
    bar = area.verticalScrollBar()
    view, top = bar.pageStep(), bar.value()
    shown = min(place.bottom(), top + view) - max(place.top(), top)
    if place.height() > view and shown > view // 2:
        return  # it fills the view already; which part of it is looked at, it knows better
    area.ensureVisible(place.center().x(), place.bottom(), 0, SPACE_2)
    area.ensureVisible(place.center().x(), place.top(), 0, SPACE_2)


def _is_at(stop: QWidget, now: QWidget | None) -> bool:
    return now is not None and (stop is now or stop.isAncestorOf(now))


def _stops_in(widget: QWidget, trail: tuple[QWidget, ...]) -> Iterator[tuple[QWidget, tuple[QWidget, ...]]]:
    if not widget.isEnabled():
        return
    if _takes_tab(widget):
        yield widget, trail
    if not isinstance(widget, _WHOLE):
        for part in _parts(widget):
            yield from _stops_in(part, (*trail, widget))


def _takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a widget: of choices that exclude each other, at the one that is taken."""
    if isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.autoExclusive():
        return widget.isChecked() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _parts(widget: QWidget) -> list[QWidget]:
    """Return what a widget shows, as it is read."""
    shown = [one for one in widget.children() if isinstance(one, QWidget) and one.isVisible() and not one.isWindow()]
    return _as_read(shown, rightward=widget.layoutDirection() == Qt.LayoutDirection.LeftToRight)


def _as_read(parts: list[QWidget], *, rightward: bool) -> list[QWidget]:
    """Put parts in their order: what a line across divides, from the top; else what a line down divides; and so on."""
    if len(parts) < 2:
        return parts
    rows = _divided(parts, lambda box: (box.top(), box.bottom()))
    groups = rows if len(rows) > 1 else _divided(parts, lambda box: (box.left(), box.right()))
    if len(groups) == 1:
        return sorted(parts, key=lambda one: (one.y(), one.x() if rightward else -one.x()))
    if len(rows) == 1 and not rightward:
        groups.reverse()
    return [one for group in groups for one in _as_read(group, rightward=rightward)]


def _divided(parts: list[QWidget], span: Callable[[QRect], tuple[int, int]]) -> list[list[QWidget]]:
    """Divide parts wherever nothing stands in the way; a pixel or two may overlap."""
    spans = {one: span(one.geometry()) for one in parts}
    groups: list[list[QWidget]] = []
    end = 0
    for one in sorted(parts, key=lambda part: spans[part]):
        if not groups or spans[one][0] >= end - _OVERLAP:
            groups.append([])
        groups[-1].append(one)
        end = max(end, spans[one][1])
    return groups
