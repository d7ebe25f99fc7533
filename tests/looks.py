"""Looks at a page or dialog for what would shut somebody out: no name, no way there by Tab, too small, cut off."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

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


def unnamed(place: QWidget) -> list[str]:
    return [
        describe(widget)
        for widget in taking_keys(place)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]


def named_alike(place: QWidget) -> list[str]:
    names = [widget.accessibleName() for widget in taking_keys(place) if isinstance(widget, QLineEdit | QPlainTextEdit)]
    return sorted({name for name in names if names.count(name) > 1})


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
    return [describe(widget) for widget in taking_keys(place) if widget.height() < 24 or widget.width() < 24]


def never_reached(place: QWidget) -> list[str]:
    """Press Tab often enough to come round; a radio button that is not chosen is reached by arrows."""
    place.activateWindow()
    QTest.qWaitForWindowActive(place)
    wanted = {widget for widget in taking_keys(place) if widget.isEnabled() and not _is_other_radio(widget)}
    passed: set[QWidget | None] = set()
    for _press in range(len(wanted) * 2 + 10):
        passed.add(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget() or place, Qt.Key.Key_Tab)
    return [describe(widget) for widget in wanted - passed]


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
