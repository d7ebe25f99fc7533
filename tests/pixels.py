"""Looks at what is really drawn: how far ink stands out from its ground, and how thick the ring round the focus is."""

from collections import Counter
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar, QWidget

from looks import describe, seen_part

RING, DEEP, MOST_STOPS = 2, 12, 200
TEXT, LARGE_TEXT, GREYED, FOCUS = 4.5, 3.0, 3.0, 3.0
LARGE_POINTS: Final = 18.0
AROUND: Final = 4
Rgb = tuple[int, int, int]


def luminance(colour: Rgb) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def at(picture: QImage, x: int, y: int) -> Rgb:
    return QColor(picture.pixel(x, y)).getRgb()[:3]  # type: ignore[return-value]


def drawn(widget: QWidget, around: int = 0) -> QImage:
    """Return what is on the screen where a widget is, or a tab that has the keys, with so many pixels round it."""
    box = seen_part(widget)
    if isinstance(widget, QTabBar):
        box = widget.tabRect(widget.currentIndex()).translated(widget.mapTo(widget.window(), QPoint(0, 0)))
    shown = widget.window().grab(box.adjusted(-around, -around, around, around))
    return shown.toImage().convertToFormat(QImage.Format.Format_RGB32)


def ink_and_ground(picture: QImage) -> float:
    """Return how far the ink stands out most from the ground: strokes are thin, and their middle alone is all ink."""
    counted = Counter(picture.constBits().cast("I"))
    ground = _rgb(counted.most_common(1)[0][0])
    return max(contrast(ground, _rgb(colour)) for colour in counted)


def _rgb(pixel: int) -> Rgb:
    return (pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255)


def faint(place: QWidget) -> list[str]:
    """Return texts that do not stand out from what is really drawn behind them."""
    found = []
    for widget in place.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.text().strip() or not widget.isVisible():
            continue
        if seen_part(widget).size() != widget.size():
            continue  # it is seen, and looked at, where it is scrolled to
        seen = ink_and_ground(drawn(widget))
        is_large = widget.font().pointSizeF() >= LARGE_POINTS
        wanted = GREYED if not widget.isEnabled() else LARGE_TEXT if is_large else TEXT
        if seen < wanted:
            found.append(f"{seen:.2f} {describe(widget)} {widget.text()[:40]!r}")
    return found


def unseen_focus(place: QWidget) -> list[str]:
    """Return what can have the keys and does not show it: by a ring of two pixels that stands out from its ground."""
    place.activateWindow()
    QTest.qWaitForWindowActive(place)
    if QApplication.focusWidget() is not None:
        QApplication.focusWidget().clearFocus()
    thick: dict[QWidget, int] = {}
    for _press in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or place, Qt.Key.Key_Tab)
        QApplication.processEvents()
        widget = QApplication.focusWidget()
        if widget is None or widget in thick:
            break
        focused = drawn(widget, AROUND)
        widget.clearFocus()
        left = drawn(widget, AROUND)
        widget.setFocus()
        thick[widget] = ring(left, focused)
    assert thick
    return [f"{describe(widget)}: {pixels} px" for widget, pixels in thick.items() if pixels < RING]


def ring(left: QImage, focused: QImage) -> int:
    """Return how thick the line is that came with the focus, on the best of the four sides of all that changed.

    A line counts where it stands out from what is outside of it, and at least a pixel of it was not there before.
    """
    changed = _changed(left, focused)
    if changed.isNull():
        return 0
    box = changed.adjusted(-1, -1, 1, 1).intersected(focused.rect())
    sides = []
    for part in (0.3, 0.5, 0.7):
        x, y = box.left() + int(box.width() * part), box.top() + int(box.height() * part)
        sides.append([(at_x, y) for at_x in range(box.left(), box.right() + 1)][:DEEP])
        sides.append([(at_x, y) for at_x in range(box.right(), box.left() - 1, -1)][:DEEP])
        sides.append([(x, at_y) for at_y in range(box.top(), box.bottom() + 1)][:DEEP])
        sides.append([(x, at_y) for at_y in range(box.bottom(), box.top() - 1, -1)][:DEEP])
    return max(_thickness(left, focused, line) for line in sides)


def _changed(before: QImage, after: QImage) -> QRect:
    """Return the box round all pixels that are not the same."""
    if before.size() != after.size() or after.isNull():
        return QRect()
    wide, high = after.width(), after.height()
    old, new = (bytes(picture.constBits()) for picture in (before, after))
    line = after.bytesPerLine()
    rows = [row for row in range(high) if old[row * line : (row + 1) * line] != new[row * line : (row + 1) * line]]
    if not rows:
        return QRect()
    columns = [x for row in rows for x in range(wide) if _differs(old, new, row * line + 4 * x)]
    return QRect(QPoint(min(columns), rows[0]), QPoint(max(columns), rows[-1]))


def _differs(old: bytes, new: bytes, place: int) -> bool:
    return old[place : place + 4] != new[place : place + 4]


def _thickness(left: QImage, focused: QImage, line: list[tuple[int, int]]) -> int:
    ground = at(focused, *line[0])
    most = run = 0
    came = False
    for place in line:
        colour = at(focused, *place)
        if contrast(colour, ground) >= FOCUS:
            run += 1
            came = came or at(left, *place) != colour
        else:
            run, came = 0, False
        if came:
            most = max(most, run)
    return most
