"""One table model for records and one way to show it: columns are plain functions, sorting is by value."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScrollArea, QTableView, QWidget

from caregiver_app.i18n import labelled
from caregiver_app.ui.icons import SIDE, icon
from caregiver_app.ui.text import literal, one_line, tooltip
from caregiver_app.ui.theme import ROW, SPACE_1, SPACE_2, font, scaled, tokens

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

SortRole: Final = int(Qt.ItemDataRole.UserRole)
RecordRole: Final = SortRole + 1
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FOR_FIXED: Final = 0.7
_LEAST: Final = 104
_ROOM_TO_GROW: Final = 240
# What the style sheet keeps free at the left and right of a cell's words and of a heading's, and its sign for sorting.
_BESIDE: Final = 28
_BESIDE_HEADING: Final = 40
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[R]):
    """Describe one column: its heading, what it shows of a record, and how it sorts.

    `sort_key` returns a value of one comparable type; without it the text sorts. `fits` holds the widest usual
    words: the column is as wide as they need, and `sign` pixels more for a sign beside them. Without `fits` it
    takes the room that is left. An `optional` column goes first where there is little room. `icon` names the
    icon before the words.
    """

    title: str
    text: Callable[[R], str]
    sort_key: Callable[[R], Any] | None = None
    tooltip: Callable[[R], str] | None = None
    right: bool = False
    fits: tuple[str, ...] = ()
    sign: int = 0
    strong: bool = False
    optional: bool = False
    icon: Callable[[R], str] | None = None

    def width(self) -> int:
        """Return how wide it is for what it must hold, at the text size in force; 0 when it takes what is left."""
        if not self.fits:
            return 0
        metrics = QFontMetrics(font(bold=self.strong))
        words = max(metrics.horizontalAdvance(text) for text in self.fits) + _BESIDE + scaled(self.sign)
        heading = QFontMetrics(font()).horizontalAdvance(self.title) + _BESIDE_HEADING
        return -(-max(words, heading) // SPACE_1) * SPACE_1


class RecordTableModel(QAbstractTableModel, Generic[R]):
    """Show frozen records that have an `id`. It is read-only: edits go through a verb and come back as `refresh`."""

    def __init__(self, columns: Sequence[Column[R]], read: Callable[[], Iterable[R]]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._read = read
        self._records: tuple[R, ...] = tuple(read())

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns, in order."""
        return self._columns

    @property
    def records(self) -> tuple[R, ...]:
        """The records shown, in the order they were read."""
        return self._records

    def refresh(self) -> None:
        """Read again: same ids repaint the rows that differ, otherwise everything is new."""
        fresh = tuple(self._read())
        if [*map(_id, fresh)] != [*map(_id, self._records)]:
            self.beginResetModel()
            self._records = fresh
            self.endResetModel()
            return
        old, self._records = self._records, fresh
        for row, (before, after) in enumerate(zip(old, fresh, strict=True)):
            if before is not after and before != after:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    def row_of(self, record_id: UUID) -> int | None:
        """Return the row a record stands in."""
        return next((row for row, record in enumerate(self._records) if _id(record) == record_id), None)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many records there are."""
        return 0 if parent is not None and parent.isValid() else len(self._records)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one cell shows, sorts by or stands for."""
        if not index.isValid() or index.row() >= len(self._records):
            return None
        record, column = self._records[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(column.text(record))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return labelled(column.title, literal(column.text(record)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip((column.tooltip or column.text)(record))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.FontRole and column.strong:
            face = QFont()
            face.setWeight(QFont.Weight.DemiBold)
            return face
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return icon(column.icon(record), tokens().quiet)
        if role == SortRole:
            return (column.sort_key or column.text)(record)
        return record if role == RecordRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Horizontal and section < len(self._columns):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self._columns[section].right else _LEFT
        return None


class RecordProxy(QSortFilterProxyModel):
    """Sort by value and keep only the rows a test lets through."""

    def __init__(self, model: RecordTableModel[Any]) -> None:
        super().__init__(model)
        self._keep: Callable[[Any], bool] | None = None
        self.setSortRole(SortRole)
        self.setSourceModel(model)

    def keep_only(self, test: Callable[[Any], bool] | None) -> None:
        """Show only records the test accepts; None shows all."""
        if test is None and self._keep is None:
            return
        self.beginFilterChange()
        self._keep = test
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Ask the test."""
        model = self.sourceModel()
        if self._keep is None or not isinstance(model, RecordTableModel):
            return True
        return self._keep(model.records[source_row])

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare values, not texts; what cannot be compared keeps its place."""
        try:
            return bool(left.data(SortRole) < right.data(SortRole))
        except TypeError:
            return False


class RecordTable(QTableView):
    """A table of records: one row is one thing, chosen and opened by mouse or keys.

    `chosen` carries the record's id (or None) when the selection moves, `activated_record` the record on Enter
    or double-click, `removal_asked` the chosen records on Delete. The selection is kept by id through refreshes.
    """

    chosen = Signal(object)
    activated_record = Signal(object)
    removal_asked = Signal(object)

    def __init__(self, model: RecordTableModel[Any], name: str, *, several: bool = False) -> None:
        super().__init__()
        self.records_model = model
        self.proxy = RecordProxy(model)
        self._kept: tuple[UUID, ...] = ()
        modes = QAbstractItemView.SelectionMode
        self.setModel(self.proxy)
        self.setAccessibleName(one_line(name))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIconSize(QSize(scaled(SIDE), scaled(SIDE)))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._arrange_headers()
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def selected_records(self) -> tuple[Any, ...]:
        """Return the chosen records, top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return tuple(index.data(RecordRole) for index in rows)

    def select_ids(self, ids: Iterable[UUID], *, focus: bool = False) -> None:
        """Choose these records at one stroke and bring the first into view; unknown ids are passed over."""
        rows = (self.records_model.row_of(record_id) for record_id in ids)
        indexes = (self.proxy.mapFromSource(self.records_model.index(row, 0)) for row in rows if row is not None)
        wanted = [index for index in indexes if index.isValid()]
        selection = self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        if not wanted:
            selection.clear()
            return
        whole = QItemSelection()
        for index in wanted:
            whole.append(QItemSelectionRange(index))
        selection.setCurrentIndex(wanted[0], flags.NoUpdate)
        selection.select(whole, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(wanted[0])
        if focus:
            self.setFocus()
            self._bring_into_sight(wanted[0])

    def sort_by_headings(self) -> None:
        """Let a press on a heading sort, and a third one put things back into the order they are read in."""
        # Before sorting is allowed, or a long list would be sorted once for nothing.
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns anew."""
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        """Grow the rows with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_row_height()
            self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, ask to remove on Delete; whatever the keys go to comes into sight."""
        chosen = self.selected_records()
        if chosen and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated_record.emit(chosen[0])
        elif chosen and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_asked.emit(chosen)
        else:
            super().keyPressEvent(event)
            self._bring_into_sight(self.currentIndex())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the record under the pointer."""
        record = self.indexAt(event.position().toPoint()).data(RecordRole)
        if record is not None and event.button() == Qt.MouseButton.LeftButton:
            self.activated_record.emit(record)

    def _bring_into_sight(self, index: Index) -> None:
        """Scroll the page around, where that is higher than the window."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if around is not None else None
        if around is not None and inside is not None:
            row = self.visualRect(index).intersected(self.viewport().rect())
            top = self.viewport().mapTo(inside, row.topLeft()).y()
            across = around.horizontalScrollBar().value()
            around.ensureVisible(across, top + row.height(), 0, SPACE_2)
            around.ensureVisible(across, top, 0, SPACE_2)

    def _arrange_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setAccessibleName(self.accessibleName())
        columns.setDefaultAlignment(_LEFT)
        for position, column in enumerate(self.records_model.columns):
            fixed = QHeaderView.ResizeMode.Fixed if column.fits else QHeaderView.ResizeMode.Stretch
            columns.setSectionResizeMode(position, fixed)
        columns.setMinimumSectionSize(scaled(48))

    def _share_width(self) -> None:
        """Give columns the width they ask for, or less, so that the growing ones keep a third of the room."""
        columns = self.records_model.columns
        growing = sum(not column.fits for column in columns)
        left = self.viewport().width() - sum(column.width() for column in columns)
        narrow = growing > 0 and left < growing * scaled(_ROOM_TO_GROW)
        widths = [0 if column.optional and narrow else column.width() for column in columns]
        room = self.viewport().width() * (_FOR_FIXED if growing else 1)
        asked = sum(widths)
        share = min(1.0, room / asked) if asked else 1.0
        for position, (column, width) in enumerate(zip(columns, widths, strict=True)):
            if column.optional:
                self.setColumnHidden(position, narrow)
            if width:
                least = min(width, scaled(_LEAST))
                self.horizontalHeader().resizeSection(position, max(int(width * share), least))

    def _set_row_height(self) -> None:
        height = max(scaled(ROW), self.fontMetrics().height() + 12)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(height * 3 + 8)

    def _keep_selection(self) -> None:
        self._kept = tuple(_id(record) for record in self.selected_records())

    def _restore_selection(self) -> None:
        if self._kept:
            self.select_ids(self._kept)

    def _on_selection_changed(self) -> None:
        chosen = self.selected_records()
        self.chosen.emit(_id(chosen[0]) if chosen else None)


def record_table(
    columns: Sequence[Column[Any]],
    read: Callable[[], Iterable[Any]],
    name: str,
    *,
    several: bool = False,
    sortable: bool = True,
    parent: QWidget | None = None,
) -> RecordTable:
    """Return a table of the records `read()` gives, named `name` for a screen reader."""
    table = RecordTable(RecordTableModel(columns, read), name, several=several)
    table.records_model.setParent(table)
    if sortable:
        table.sort_by_headings()
    if parent is not None:
        table.setParent(parent)
    return table


_id: Callable[[Any], UUID] = attrgetter("id")
