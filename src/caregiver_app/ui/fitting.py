"""How large a window opens: as large as it likes, and never larger than its screen."""

from base64 import b64decode, b64encode
from typing import Final

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_TITLE_BAR: Final = 40
_BESIDE: Final = 16


def fit_to_screen(window: QWidget, wide: int, high: int) -> None:
    """Give a window this size in pixels, or what its screen has room for beneath a title bar."""
    room = room_on_screen(window)
    window.resize(min(wide, room.width() - _BESIDE), min(high, room.height() - _TITLE_BAR))


def room_on_screen(window: QWidget) -> QSize:
    """Return the free part of the screen a window opens on: that of its parent while it is not shown itself."""
    parent = window.parentWidget()
    screen = (parent or window).screen() or QGuiApplication.primaryScreen()
    return screen.availableSize()


def place_words(window: QWidget) -> str:
    """Return where a window is and how large, as it is kept in the settings."""
    return b64encode(window.saveGeometry().data()).decode()


def go_to_place(window: QWidget, words: str) -> None:
    """Put a window where it was, and wholly onto a screen where that one is gone; nothing known, nothing happens."""
    if not words:
        return
    window.restoreGeometry(QByteArray(b64decode(words)))
    if window.isMaximized() or window.isFullScreen():
        return
    room = (window.screen() or QGuiApplication.primaryScreen()).availableGeometry()
    size = window.size().expandedTo(window.minimumSize())
    left = max(room.left(), min(window.x(), room.right() + 1 - size.width()))
    top = max(room.top(), min(window.y(), room.bottom() + 1 - size.height()))
    window.move(left, top)
