"""The list of pages: each with its small picture and what is done with it; chosen and put in order by mouse or keys."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caregiver_app.domain.documents.sheets import Sheet
from caregiver_app.i18n import _, with_commas
from caregiver_app.ui.documents.page_work_ink import paint_edge, paint_page, paint_struck
from caregiver_app.ui.documents.page_work_pictures import Pictures
from caregiver_app.ui.documents.preview_ink import on_paper
from caregiver_app.ui.painting import ground, line
from caregiver_app.ui.text import literal, one_line
from caregiver_app.ui.theme import FOCUS, SMALL_POINTS, SPACE_1, SPACE_2, font, scaled, tokens

Index = QModelIndex | QPersistentModelIndex
_THUMB: Final = int(Qt.ItemDataRole.UserRole)
_PICTURE: Final = QSize(72, 92)
_LINES: Final = 4
_WIDE: Final = 208
_DOTS: Final = 2
_AHEAD: Final = 4
_SCROLL_EVERY: Final = 60
_EDGE: Final = 24


@dataclass(frozen=True)
class Thumb:
    """One row: the page it shows, a short name, what is to be said beneath, and all of it in words.

    `line` draws a line above it, where another document begins.
    """

    sheet: Sheet
    words: str
    notes: str = ""
    said: str = ""
    is_left_out: bool = False
    line: bool = False


def row_height() -> int:
    """Return the height of a row: of its picture, or of what is said beside it where the text is large."""
    words = QFontMetrics(font(bold=True)).height() + _LINES * QFontMetrics(font(SMALL_POINTS)).height()
    return max(_PICTURE.height(), words) + 2 * SPACE_2


def picture_size() -> QSize:
    """Return the room of a row's picture, which grows with the text."""
    high = row_height() - 2 * SPACE_2
    return QSize(high * _PICTURE.width() // _PICTURE.height(), high)


class PageList(QListView):
    """Show pages. `order_asked` carries the rows that are dragged and the row they are to stand before.

    `keys` may be given what a key does here; every picture in sight is fetched by whoever listens to `sight_changed`.
    """

    rows_chosen = Signal()
    order_asked = Signal(object, int)
    sight_changed = Signal()

    def __init__(self, pictures: Pictures, name: str) -> None:
        super().__init__()
        self.pictures = pictures
        self.keys: Callable[[QKeyEvent], bool] = lambda _event: False
        self._model = _Model(self)
        self._carried: tuple[int, ...] = ()
        self._drop_at = -1
        self._filling = False
        self._scrolling = QTimer(self, interval=_SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll_on)
        self.setAccessibleName(one_line(name))
        self.setModel(self._model)
        self.setItemDelegate(_ThumbDelegate(pictures, self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setMinimumWidth(scaled(_WIDE))
        self.setMinimumHeight(row_height() + SPACE_2)
        pictures.came.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.sight_changed.emit())
        self.selectionModel().selectionChanged.connect(lambda *_changes: self._tell_chosen())
        self.selectionModel().currentChanged.connect(lambda *_changes: self._tell_chosen())

    def show_rows(self, thumbs: Sequence[Thumb], chosen: Iterable[int], current: int) -> None:
        """Show these rows, some of them chosen and one of them current."""
        self._filling = True
        self._model.show(tuple(thumbs))
        picked = QItemSelection()
        for row in chosen:
            picked.select(self._model.index(row), self._model.index(row))
        self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if 0 <= current < len(thumbs):
            index = self._model.index(current)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        self._filling = False
        self.viewport().update()
        self.sight_changed.emit()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The rows that are chosen, or the current one where none is."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(rows) or ((self.current,) if self.current >= 0 else ())

    @property
    def current(self) -> int:
        """The row that is looked at, or -1."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose one row alone."""
        self.selectionModel().setCurrentIndex(self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def in_sight(self) -> tuple[Sheet, ...]:
        """Return the pages in sight, then the next ones on either side."""
        count = len(self._model.thumbs)
        if not count or not self.isVisible():
            return ()
        first = max(self.indexAt(QPoint(SPACE_2, 1)).row(), 0)
        last = self.indexAt(QPoint(SPACE_2, self.viewport().height() - 2)).row()
        last = last if last >= 0 else min(first + self.viewport().height() // row_height() + 1, count - 1)
        around = [*range(last + 1, min(last + 1 + _AHEAD, count)), *range(max(first - _AHEAD, 0), first)]
        return tuple(self._model.thumbs[row].sheet for row in (*range(first, last + 1), *around))

    def small_width(self) -> int:
        """Return how many dots wide the small pictures are."""
        return round(picture_size().width() * max(self.devicePixelRatioF(), 1.0) * _DOTS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key asks; Enter is not for the button beneath, and Escape puts back what is carried."""
        if event.key() == Qt.Key.Key_Escape and self._carried:
            self._put_down()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            event.accept()
        elif not self.keys(event):
            super().keyPressEvent(event)

    # Carrying pages to another place: within this list alone, so nothing of it is left to the system.

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Take the chosen pages along with the mouse."""
        self._carried = self.chosen
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scrolling.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the pages would stand."""
        if not self._carried:
            super().mouseMoveEvent(event)
        elif self._carried:
            self._drop_at = self._row_at(event.position().toPoint())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the pages down."""
        carried, at = self._carried, self._drop_at
        super().mouseReleaseEvent(event)
        self._put_down()
        if carried and at >= 0:
            self.order_asked.emit(carried, at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where the carried ones would stand."""
        super().paintEvent(event)
        if self._carried and self._drop_at >= 0:
            count = len(self._model.thumbs)
            row = min(self._drop_at, count - 1)
            place = self.visualRect(self._model.index(row))
            y = place.top() if self._drop_at < count else place.bottom()
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(tokens().accent), FOCUS + 1))
            painter.drawLine(0, max(y, 1), self.viewport().width(), max(y, 1))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that others are in sight."""
        super().resizeEvent(event)
        self.sight_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that rows are in sight now."""
        super().showEvent(event)
        self.sight_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show at once where the keys are."""
        super().focusInEvent(event)
        self.viewport().update()

    def _put_down(self) -> None:
        self._carried, self._drop_at = (), -1
        self._scrolling.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    def _row_at(self, point: QPoint) -> int:
        """Return the row that what is put down here is to stand before."""
        index = self.indexAt(QPoint(SPACE_2, point.y()))
        if not index.isValid():
            return 0 if point.y() < 0 else len(self._model.thumbs)
        return index.row() + (1 if point.y() > self.visualRect(index).center().y() else 0)

    def _scroll_on(self) -> None:
        """Scroll while pages are carried over the upper or lower edge."""
        y = self.viewport().mapFromGlobal(self.cursor().pos()).y()
        if y < _EDGE or y > self.viewport().height() - _EDGE:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (-scaled(_EDGE) if y < _EDGE else scaled(_EDGE)))

    def _tell_chosen(self) -> None:
        if not self._filling:
            self.rows_chosen.emit()


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.thumbs: tuple[Thumb, ...] = ()

    def show(self, thumbs: tuple[Thumb, ...]) -> None:
        """Take other rows; where there are as many as before, nothing is scrolled or forgotten."""
        if len(thumbs) == len(self.thumbs):
            self.thumbs = thumbs
            if thumbs:
                self.dataChanged.emit(self.index(0), self.index(len(thumbs) - 1))
            return
        self.beginResetModel()
        self.thumbs = thumbs
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.thumbs)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        thumb = self.thumbs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return literal(thumb.words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return literal(thumb.said or with_commas(words for words in (thumb.words, thumb.notes) if words))
        return thumb if role == _THUMB else None


class _ThumbDelegate(QStyledItemDelegate):
    """Paint a row: the page as it will be handed over, its name, and what is done with it."""

    def __init__(self, pictures: Pictures, parent: PageList) -> None:
        super().__init__(parent)
        self._pictures, self._list = pictures, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the same height everywhere."""
        return QSize(scaled(_WIDE) - SPACE_2, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        has_keys = bool(cell.state & QStyle.StateFlag.State_HasFocus)
        chosen = ground(painter, cell)
        thumb: Thumb = index.data(_THUMB)
        painter.save()
        box = QRect(cell.rect.topLeft() + QPoint(SPACE_2, SPACE_2), picture_size())
        self._paint_picture(painter, box, thumb)
        room = QRectF(cell.rect).adjusted(box.width() + 2 * SPACE_2, SPACE_2, -SPACE_1, -SPACE_2)
        used = line(painter, room, thumb.words, chosen, bold=True)
        painter.setFont(font(SMALL_POINTS))
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room.adjusted(0, used, 0, 0), int(wrap), literal(thumb.notes))
        if thumb.line:
            painter.fillRect(QRect(cell.rect.left(), cell.rect.top(), cell.rect.width(), 3), QColor(tokens().accent))
        if has_keys:
            painter.setPen(QPen(QColor(tokens().text if chosen else tokens().accent), FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.rect.adjusted(2, 2, -2, -2))
        painter.restore()

    def _paint_picture(self, painter: QPainter, box: QRect, thumb: Thumb) -> None:
        """Paint the page into the middle of a box, or an empty sheet while it has not come."""
        pictures, sheet = self._pictures, thumb.sheet
        leaf = pictures.leaf(sheet)
        image = pictures.small(sheet, self._list.small_width())
        shape = leaf.shape(sheet.turn) if leaf is not None else None
        wide, high = (shape.width, shape.height) if shape is not None else (box.width(), box.height())
        scale = min(box.width() / wide, box.height() / high)
        place = QRect(0, 0, max(round(wide * scale), 1), max(round(high * scale), 1))
        place.moveCenter(box.center())
        place = place.intersected(box)
        if leaf is not None:
            paint_page(painter, place, leaf, sheet.turn, image, faint=thumb.is_left_out)
        else:
            painter.fillRect(place, QColor(tokens().surface))
        paint_edge(painter, place)
        if leaf is not None and image is None and pictures.trouble(sheet):
            painter.setFont(font(SMALL_POINTS))
            painter.setPen(QColor(on_paper().quiet))
            _centred(painter, QRectF(box), _("No picture"))
        if thumb.is_left_out:
            paint_struck(painter, place)


def _centred(painter: QPainter, box: QRectF, words: str) -> None:
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
    at = QPointF(box.center().x() - metrics.horizontalAdvance(shown) / 2, box.center().y())
    painter.drawText(at, shown)
