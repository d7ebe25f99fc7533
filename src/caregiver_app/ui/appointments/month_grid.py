"""A month as a grid of days: each names what is on it, the arrow keys go from day to day and on into other months."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from caregiver_app.domain.appointments.month import (
    SHORT_WEEKDAYS,
    WEEKDAYS,
    Day,
    Month,
    day_in_words,
    shifted,
)
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.month_ink import DayDelegate
from caregiver_app.ui.text import literal, tooltip
from caregiver_app.ui.theme import scaled

Index = QModelIndex | QPersistentModelIndex
DayRole: Final = int(Qt.ItemDataRole.UserRole)

_DAYS: Final = 7
_LEAST_CELL: Final = 54
_STEPS: Final = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_DAYS, Qt.Key.Key_Down: _DAYS,
}  # fmt: skip


class MonthModel(QAbstractTableModel):
    """Show one month; a column is a day of the week, a row a week."""

    def __init__(self, read: Callable[[int, int], Month], today: Callable[[], date]) -> None:
        super().__init__()
        self._read, self._today = read, today
        self.month = read(today().year, today().month)

    def show_month(self, year: int, month: int) -> None:
        """Show another month, or the same as it is now."""
        fresh = self._read(year, month)
        if [day.date for day in fresh.days] != [day.date for day in self.month.days]:
            self.beginResetModel()
            self.month = fresh
            self.endResetModel()
            return
        self.month = fresh
        last = self.index(self.rowCount() - 1, _DAYS - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    @property
    def today(self) -> date:
        """The day that is marked as today."""
        return self._today()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many weeks there are."""
        return 0 if parent is not None and parent.isValid() else len(self.month.weeks)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many days a week has."""
        return 0 if parent is not None and parent.isValid() else _DAYS

    def index_of(self, day: date) -> QModelIndex:
        """Return where a day stands; no place where it is not shown."""
        for row, week in enumerate(self.month.weeks):
            for column, one in enumerate(week):
                if one.date == day:
                    return self.index(row, column)
        return QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the day of a cell, its figure, or all that is on it in words."""
        if not index.isValid() or index.row() >= len(self.month.weeks):
            return None
        day = self.month.weeks[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.date.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return literal(day_in_words(day, self.today))
        if role == Qt.ItemDataRole.ToolTipRole and day.count:
            return tooltip(day_in_words(day, self.today).replace(". ", "\n"))
        return day if role == DayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a day of the week."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < _DAYS:
            weekday = self.month.weeks[0][section].date.weekday()
            if role == Qt.ItemDataRole.DisplayRole:
                return _(SHORT_WEEKDAYS[weekday])
            if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                return _(WEEKDAYS[weekday])
        return None


class MonthGrid(QTableView):
    """Show a month. `day_chosen` carries the day the keys or the mouse went to, `day_opened` the one on Enter.

    `month_shown` says that another month is shown.
    """

    day_chosen = Signal(object)
    day_opened = Signal(object)
    month_shown = Signal()

    def __init__(self, model: MonthModel) -> None:
        super().__init__()
        self.month_model = model
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(_("Days of the month"))
        self.setItemDelegate(DayDelegate(self, DayRole, lambda: model.today))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(1)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setAccessibleName(_("Days of the week"))
        self._fit()

    @property
    def day(self) -> date:
        """The day the keys are at."""
        day = self.currentIndex().data(DayRole)
        return day.date if isinstance(day, Day) else self.month_model.today

    def day_shown(self, day: date) -> Day | None:
        """Return a day with what is on it, where it is shown."""
        found = self.month_model.index_of(day).data(DayRole)
        return found if isinstance(found, Day) else None

    def go_to(self, day: date) -> None:
        """Go to a day, whatever month it is in."""
        shown = self.month_model.month
        if (day.year, day.month) != (shown.year, shown.month):
            self.month_model.show_month(day.year, day.month)
            self._fit()
            self.month_shown.emit()
        self.setCurrentIndex(self.month_model.index_of(day))
        self.day_chosen.emit(self.day)

    def turn(self, by: int) -> None:
        """Go to the same day so many months later, or to the last one of a shorter month."""
        year, month = shifted(self.day.year, self.day.month, by)
        last = _last_day(year, month)
        self.go_to(date(year, month, min(self.day.day, last.day)))

    def refresh(self) -> None:
        """Show what is on the days now."""
        day = self.day
        self.month_model.show_month(self.month_model.month.year, self.month_model.month.month)
        self.setCurrentIndex(self.month_model.index_of(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day and from month to month; open a day on Enter."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.go_to(self.day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self.go_to(_last_day(self.day.year, self.day.month))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day that was pressed."""
        day = self.indexAt(event.position().toPoint()).data(DayRole)
        if isinstance(day, Day) and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.go_to(day.date)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the day under the pointer."""
        day = self.indexAt(event.position().toPoint()).data(DayRole)
        if isinstance(day, Day) and event.button() == Qt.MouseButton.LeftButton:
            self.day_opened.emit(day.date)

    def _step(self, days: int) -> None:
        try:
            self.go_to(self.day + timedelta(days=days))
        except OverflowError:  # the first or last day there is
            return

    def _fit(self) -> None:
        self.setMinimumHeight(scaled(_LEAST_CELL) * self.month_model.rowCount() + scaled(36))


def _last_day(year: int, month: int) -> date:
    later_year, later = shifted(year, month, 1)
    if (later_year, later) == (year, month):
        return date(year, month, 31)  # December of the last year a calendar shows
    return date(later_year, later, 1) - timedelta(days=1)
