"""A list whose rows are ticked by a click anywhere on them or by Space."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from caregiver_app.ui.marks import paint_mark
from caregiver_app.ui.painting import LEFT, RIGHT, ground, line, mirrored
from caregiver_app.ui.text import one_line
from caregiver_app.ui.theme import ROW, SPACE_2, font, scaled, tokens

Index = QModelIndex | QPersistentModelIndex
_CHECKED = Qt.CheckState.Checked


class TickList(QListWidget):
    """Show rows to tick; the words are shown as they are."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(one_line(name))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(_TickDelegate(self))

    def sizeHint(self) -> QSize:
        """Ask for a few rows and take whatever room there is."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class _TickDelegate(QStyledItemDelegate):
    """Paint the box as everywhere else in the window, and let the whole row tick it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, ticked = cell.text, cell.checkState == _CHECKED
        cell.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        chosen = ground(painter, cell)
        side = scaled(18)
        top = cell.rect.top() + (cell.rect.height() - side) / 2
        painter.save()
        box = mirrored(painter, QRectF(cell.rect.left() + LEFT, top, side, side), cell.rect)
        if chosen and tokens().border > 1:
            painter.fillRect(box.adjusted(-2, -2, 2, 2), QColor(tokens().surface))
        _paint_box(painter, box, ticked)
        height = QFontMetrics(font()).height()
        left = cell.rect.left() + LEFT + side + SPACE_2
        room = QRectF(
            left, cell.rect.top() + (cell.rect.height() - height) / 2, cell.rect.right() - RIGHT - left, height
        )
        line(painter, mirrored(painter, room, cell.rect), text, chosen, quiet=not ticked)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for one row."""
        return QSize(0, max(scaled(ROW), QFontMetrics(font()).height() + 10))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tick by a click on the row or by Space."""
        if not _is_tick(event):
            return False
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == _CHECKED
        wanted = Qt.CheckState.Unchecked if ticked else _CHECKED
        return model.setData(index, wanted.value, Qt.ItemDataRole.CheckStateRole)


def _is_tick(event: QEvent) -> bool:
    if isinstance(event, QMouseEvent):
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        return plain and event.type() == QEvent.Type.MouseButtonRelease
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space


def _paint_box(painter: QPainter, box: QRectF, ticked: bool) -> None:
    theme = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent if ticked else theme.line), theme.border + 1))
    painter.setBrush(QColor(theme.accent if ticked else theme.surface))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
    if ticked:
        paint_mark(painter, "good", box, QColor(theme.on_accent))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
