"""Looks at a page or dialog for what would shut somebody out: no name, no way there by Tab, too small, cut off."""

import re

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

LEAST, ROW, MAIN, MOST_ROWS, SLACK = 24, 32, 44, 40, 2
WITHIN_TEXT = ("link", "words-link", "corner")
"""Buttons that stand within or beside a text as part of it."""
HEBREW = {ord(letter): 0x5D0 + place % 27 for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
HEBREW |= {ord(chr(letter).upper()): sign for letter, sign in HEBREW.items()}
TAKES_KEYS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def taking_keys(place: QWidget) -> list[QWidget]:
    found = [
        widget
        for widget in place.findChildren(QWidget)
        if isinstance(widget, TAKES_KEYS)
        and widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget.parent(), QComboBox | QLineEdit)
    ]
    assert found
    return found


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r} in {type(widget.parent()).__name__}"


def spoken(widget: QWidget) -> str:
    """Return the name a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def unnamed(place: QWidget) -> list[str]:
    return [describe(widget) for widget in taking_keys(place) if not spoken(widget)]


def named_alike(place: QWidget) -> list[str]:
    names = [widget.accessibleName() for widget in taking_keys(place) if isinstance(widget, QLineEdit | QPlainTextEdit)]
    return sorted({name for name in names if names.count(name) > 1})


def kept_from_reading(place: QWidget) -> list[str]:
    """Return fields for a secret that nobody can look at, or paste into."""
    secret = [one for one in place.findChildren(QLineEdit) if one.isVisible() and one.echoMode() != one.EchoMode.Normal]
    shows = [one for one in place.findChildren(QCheckBox) if one.isVisible() and one.text().startswith("Show")]
    pastes = Qt.ContextMenuPolicy.DefaultContextMenu
    return [describe(one) for one in secret if not shows or one.isReadOnly() or one.contextMenuPolicy() != pastes]


def turned_by_the_wheel(place: QWidget) -> list[str]:
    """Return what a wheel that only wanted to scroll would take the keys to and change."""
    wheel = Qt.FocusPolicy.WheelFocus.value & ~Qt.FocusPolicy.StrongFocus.value
    found = [one for kind in (QComboBox, QAbstractSpinBox, QAbstractSlider) for one in place.findChildren(kind)]
    return [describe(one) for one in found if one.focusPolicy().value & wheel and not isinstance(one, QScrollBar)]


def taken_for_markup(place: QWidget) -> list[str]:
    """Return labels that would draw what somebody typed as markup."""
    labels = (one for one in place.findChildren(QLabel) if QLabel.text(one))
    return [repr(QLabel.text(one)) for one in labels if one.textFormat() != Qt.TextFormat.PlainText]


def small(place: QWidget) -> list[str]:
    """Return what is hard to hit: 24 pixels for all, 32 for rows and buttons, 44 for the main act of a page."""
    found = [describe(one) for one in taking_keys(place) if one.width() < LEAST or one.height() < _wanted_height(one)]
    for view in place.findChildren(QAbstractItemView):
        if view.isVisible() and not isinstance(view.parent(), QComboBox):
            found += [f"row of {describe(view)}: {high}" for high in sorted(_heights(view)) if high < ROW]
    return found


def _wanted_height(widget: QWidget) -> int:
    if not isinstance(widget, QPushButton) or widget.property("role") in WITHIN_TEXT:
        return LEAST
    return MAIN if widget.property("role") in ("main", "large") else ROW


def _heights(view: QAbstractItemView) -> set[int]:
    model = view.model()
    rows = range(min(model.rowCount(), MOST_ROWS)) if model is not None else ()
    return {view.visualRect(model.index(row, 0)).height() for row in rows} - {0}


def astray(place: QWidget) -> list[str]:
    """Press Tab until it comes round: what is never reached, what is reached out of turn, what is then not in view."""
    wanted = {one for one in taking_keys(place) if one.isEnabled() and not _is_other_radio(one)}
    stops = walked(place, len(wanted) * 2 + 10)
    found = [f"never reached: {describe(one)}" for one in wanted - set(stops)]
    found += [f"not in view: {describe(one)} {seen}" for one, seen in stops.items() if seen]
    return found + out_of_turn(list(stops))


def out_of_turn(order: list[QWidget]) -> list[str]:
    """Return where Tab goes back: once, from the end to the beginning, is as it should be."""
    back = [
        f"out of turn: {describe(after)} behind {describe(before)}"
        for before, after in zip(order, [*order[1:], *order[:1]], strict=True)
        if _is_backwards(*_branches(before, after), before.layoutDirection())
    ]
    return back if len(back) > 1 else []


def walked(place: QWidget, most: int) -> dict[QWidget, str]:
    """Return what Tab leads to, from the first to the last, each with what of it is not in view then."""
    place.activateWindow()
    QTest.qWaitForWindowActive(place)
    if QApplication.focusWidget() is not None:
        QApplication.focusWidget().clearFocus()
    stops: dict[QWidget, str] = {}
    for _press in range(most):
        QTest.keyClick(QApplication.focusWidget() or place, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused in stops:
            break
        if focused is not None:
            stops[focused] = _out_of_view(focused)
    return stops


def _branches(before: QWidget, after: QWidget) -> tuple[QRect, QRect]:
    """Return the places of two widgets where their ways up meet: what scrolls is moved, and what it is in is not."""
    of_before, of_after = [before, *_over(before)], [after, *_over(after)]
    met = next(one for one in of_after if one in of_before)
    return _beneath(met, of_before).geometry(), _beneath(met, of_after).geometry()


def _beneath(met: QWidget, way_up: list[QWidget]) -> QWidget:
    return way_up[max(way_up.index(met) - 1, 0)]


def _over(widget: QWidget) -> list[QWidget]:
    """Return what a widget is in, from the inside. To ask it for its parent would make Python the keeper of that."""
    window = widget.window()
    found = [one for one in window.findChildren(QWidget) if one.isAncestorOf(widget)]
    inward = sorted(found, key=lambda one: sum(other.isAncestorOf(one) for other in found))
    return [*reversed(inward), window]


def _is_backwards(before: QRect, after: QRect, direction: Qt.LayoutDirection) -> bool:
    """Whether something stands above what comes before it, or in front of it on the same line.

    What stands above and behind it begins another column.
    """
    rightward = direction == Qt.LayoutDirection.LeftToRight
    is_behind = after.left() >= before.right() if rightward else after.right() <= before.left()
    is_in_front = after.right() <= before.left() if rightward else after.left() >= before.right()
    is_above = after.bottom() <= before.top()
    is_on_its_line = after.top() < before.bottom() and before.top() < after.bottom()
    return (is_above and not is_behind) or (is_on_its_line and is_in_front)


def seen_part(widget: QWidget) -> QRect:
    """Return which part of a widget is not scrolled away, as it stands in its window."""
    seen = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size()).intersected(widget.window().rect())
    for view in _views_over(widget):
        seen = seen.intersected(QRect(view.mapTo(view.window(), QPoint(0, 0)), view.size()))
    return seen


def _views_over(widget: QWidget) -> list[QWidget]:
    areas = [one for one in _over(widget) if isinstance(one, QAbstractScrollArea)]
    return [one.viewport() for one in areas if one.viewport().isAncestorOf(widget)]


def _out_of_view(widget: QWidget) -> str:
    """Return what of a widget is seen, where that is not the whole; one larger than what it scrolls in fills half."""
    seen = seen_part(widget)
    room = min([view.height() for view in _views_over(widget)], default=widget.height())
    high = widget.height() if widget.height() <= room else room // 2
    is_seen = seen.height() >= high - SLACK and seen.width() >= widget.width() - SLACK
    return "" if is_seen else f"{seen.size().toTuple()} of {widget.size().toTuple()}"


def _is_other_radio(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and widget.autoExclusive() and not widget.isChecked()


def clipped(place: QWidget) -> list[str]:
    found = []
    for widget in place.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QAbstractButton | QLabel) or not widget.text():
            continue
        needed = widget.sizeHint()
        height = needed.height()
        if isinstance(widget, QLabel) and widget.wordWrap():
            height = widget.heightForWidth(widget.width())
            needed = widget.minimumSizeHint()
        if widget.width() < needed.width() or widget.height() < height:
            found.append(f"{widget.text()!r} {widget.size().toTuple()} needs {needed.width()}×{height}")
    return found


def longer(message: str) -> str:
    """Lengthen every second word and leave {placeholders} alone."""
    parts = re.split(r"(\{[^}]*\}|\s+)", message)
    return "".join(part + "~" * max(1, len(part) * 2 // 5) if part.isalpha() else part for part in parts)


def leftward(message: str) -> str:
    """Write every letter of ours as one of Hebrew and leave {placeholders} alone."""
    parts = re.split(r"(\{[^}]*\})", message)
    return "".join(part if part.startswith("{") else part.translate(HEBREW) for part in parts)
