"""Dropping files on a page: what was dropped, and a veil that says it can be let go here."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.theme import SECTION_POINTS, font, tokens


class DropPlace(QObject):
    """Let files and folders be dropped anywhere on a widget; `take` gets their paths. The source is only copied."""

    def __init__(self, place: QWidget, take: Callable[[list[Path]], object], refuse: Callable[[], object]) -> None:
        super().__init__(place)
        self._place = place
        self._take = take
        self._refuse = refuse
        self._veil = _Veil(place)
        place.setAcceptDrops(True)
        place.installEventFilter(self)

    @property
    def is_veiled(self) -> bool:
        """Whether the veil is shown."""
        return not self._veil.isHidden()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a drag over the place."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._lift()
            self._on_dropped(event)
            return True
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            if event.mimeData().hasUrls():
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self._veil.setGeometry(self._place.rect())
                self._veil.raise_()
                self._veil.show()
            else:
                event.ignore()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._lift()
            return True
        return super().eventFilter(watched, event)

    def _lift(self) -> None:
        self._veil.hide()

    def _on_dropped(self, event: QDropEvent) -> None:
        paths = paths_in(event.mimeData())
        # Never "move": the file manager would then delete what the family dropped.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if paths:
            self._take(paths)
        else:
            self._refuse()


def paths_in(data: QMimeData) -> list[Path]:
    """Return the files and folders of this computer among what is dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class _Veil(QWidget):
    """Say over the whole page that the files can be let go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the veil, its dashed border and the words."""
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.page)
        ground.setAlphaF(0.92)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(QColor(theme.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(12, 12, -12, -12), 10, 10)
        painter.setPen(QColor(theme.text))
        painter.setFont(font(SECTION_POINTS, bold=True))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), _("Let go to add them to the case"))
        painter.end()
