"""Leave nothing of a case that can be read in this program: no page, no dialog, no tooltip, nothing copied."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QClipboard, QGuiApplication, QPixmapCache
from PySide6.QtWidgets import QApplication, QDialog

if TYPE_CHECKING:
    from caregiver_app.ui.main_window import MainWindow

_MODES: Final = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
_TELLING_PLATFORMS: Final = ("windows", "xcb", "wayland", "wayland-egl")


class CopiedHere(QObject):
    """Know whether what is in the clipboard was copied from this program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks: dict[QClipboard.Mode, int] = {}
        for mode, signal in zip(_MODES, _signals(QGuiApplication.clipboard()), strict=True):
            signal.connect(lambda at=mode: self._on_changed(at))

    def forget(self) -> None:
        """Empty the clipboard, and the selection where there is one, if they hold something of ours."""
        clipboard = QGuiApplication.clipboard()
        for mode, owns in zip(_MODES, (clipboard.ownsClipboard, clipboard.ownsSelection), strict=True):
            known = self._marks.pop(mode, None)
            if (owns() and not _is_empty(mode)) or (known is not None and known == _mark(mode)):
                clipboard.clear(mode)

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        clipboard = QGuiApplication.clipboard()
        owns = clipboard.ownsClipboard() if mode == QClipboard.Mode.Clipboard else clipboard.ownsSelection()
        # macOS does not say whose it is; there, what came while this program is in front counts as ours.
        ours = owns or (
            QGuiApplication.platformName() not in _TELLING_PLATFORMS and QApplication.activeWindow() is not None
        )
        if ours:
            self._marks[mode] = _mark(mode)
        else:
            self._marks.pop(mode, None)


def close_what_waits() -> bool:
    """Close menus, and dialogs of the system that wait for an answer; answer whether there were any."""
    found = False
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        found = True
        if QApplication.activePopupWidget() is popup:
            break
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible() and not hasattr(dialog, "put_by"):
            dialog.reject()
            found = True
    return found


def leave_nothing(window: "MainWindow", copied: CopiedHere) -> None:
    """Destroy what a case that was just let go has left behind."""
    for widget in QApplication.topLevelWidgets():
        is_tip = widget.metaObject().className() == "QTipLabel"
        if is_tip or (isinstance(widget, QDialog) and widget.window() is not window):
            widget.close()
            widget.deleteLater()
    copied.forget()
    QPixmapCache.clear()
    _let_go_of_content()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _let_go_of_content() -> None:
    from caregiver_app.sealed import forget_content

    forget_content()


def _signals(clipboard: QClipboard) -> tuple:  # type: ignore[type-arg]
    return clipboard.dataChanged, clipboard.selectionChanged


def _is_empty(mode: QClipboard.Mode) -> bool:
    data = QGuiApplication.clipboard().mimeData(mode)
    return data is None or not data.formats()


def _mark(mode: QClipboard.Mode) -> int:
    return hash(QGuiApplication.clipboard().text(mode))
