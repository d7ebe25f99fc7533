"""Which key does what while the pages of a preview take the keys."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from caregiver_app.ui.documents.preview_view import PagesView

_Key = Qt.Key
_CHOICES: Final = {
    _Key.Key_Left: "left", _Key.Key_Right: "right", _Key.Key_Up: "up", _Key.Key_Down: "down",
    _Key.Key_Home: "start", _Key.Key_End: "end",
}  # fmt: skip
_LARGER: Final = (_Key.Key_Plus, _Key.Key_Equal)
_SMALLER: Final = (_Key.Key_Minus, _Key.Key_Underscore)


def act_of(event: QKeyEvent, view: "PagesView") -> Callable[[], object] | None:
    """Return what a key asks of the pages; None for a key that is not theirs."""
    key = _Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    if event.matches(QKeySequence.StandardKey.Copy):
        return view.choosing.copy
    if event.matches(QKeySequence.StandardKey.SelectAll):
        return view.choosing.choose_page
    if event.matches(QKeySequence.StandardKey.Find):
        return view.find_asked.emit
    if key == _Key.Key_F3 and held in (Qt.KeyboardModifier.NoModifier, shift):
        return partial(view.step_asked.emit, -1 if held == shift else 1)
    if key in _LARGER and held in (control, control | shift, Qt.KeyboardModifier.NoModifier, shift):
        return partial(view.zoom_by, 1)
    if key in _SMALLER and held in (control, control | shift, Qt.KeyboardModifier.NoModifier, shift):
        return partial(view.zoom_by, -1)
    if key == _Key.Key_0 and held == control:
        return partial(view.fit_to, "width")
    if key == _Key.Key_R and held in (Qt.KeyboardModifier.NoModifier, shift):
        return partial(view.turn_by, -1 if held == shift else 1)
    if held == shift and key in _CHOICES:
        return partial(view.choosing.move, _CHOICES[key])
    return _moving(key, view) if held == Qt.KeyboardModifier.NoModifier else None


def _moving(key: Qt.Key, view: "PagesView") -> Callable[[], object] | None:
    if key == _Key.Key_Escape and view.choosing.choice is not None:
        return view.choosing.clear
    moves: dict[Qt.Key, Callable[[], object]] = {
        _Key.Key_PageDown: partial(view.leaf, 1),
        _Key.Key_PageUp: partial(view.leaf, -1),
        _Key.Key_Space: partial(view.leaf, 1),
        _Key.Key_Return: partial(view.leaf, 1),
        _Key.Key_Enter: partial(view.leaf, 1),
        _Key.Key_Home: partial(view.go_to_page, 0, say=True),
        _Key.Key_End: partial(view.go_to_page, len(view.column) - 1, say=True),
        _Key.Key_Down: partial(view.scroll_by, 0, 1),
        _Key.Key_Up: partial(view.scroll_by, 0, -1),
        _Key.Key_Left: partial(view.scroll_by, -1, 0),
        _Key.Key_Right: partial(view.scroll_by, 1, 0),
    }
    return moves.get(key)
