"""The daily log as a table: a row for each entry, its words wrapped and shown as they were typed, all in one look."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.journey.day_count import day_words
from caregiver_app.domain.journey.records import LogEntry
from caregiver_app.i18n import _, with_commas, with_stops
from caregiver_app.ui.journey.words import exact_day
from caregiver_app.ui.painting import LEFT, RIGHT, ground
from caregiver_app.ui.record_table import Column, RecordRole, RecordTable, RecordTableModel
from caregiver_app.ui.theme import SPACE_2, scaled
from caregiver_app.ui.wrapped_text import Paragraph, height_of, paint

Index = QModelIndex | QPersistentModelIndex
DAY, TIME, TEMPERATURE, MEDICINES, HANDWRITING, NOTES, SIGNED, WRITTEN = range(8)
_NARROW: Final = 820
_DIGITS: Final = re.compile(r"\d+")
_PLACES: Final = 4


def newest_first(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Sort entries by day and by the time as it was typed, the newest on top."""
    return sorted(entries, key=lambda one: (sort_key(one.date), _in_order(one.at), str(one.id)), reverse=True)


class LogTable(RecordTable):
    """Show the entries `read()` gives; `zero()` is the day that days are counted from, or None.

    Where there is little room, all that was written of an entry stands in one column.
    """

    def __init__(self, read: Callable[[], Iterable[LogEntry]], zero: Callable[[], date | None]) -> None:
        self._zero = zero
        super().__init__(RecordTableModel(self._columns(), read), _("Daily log"))
        self.records_model.setParent(self)
        self.setItemDelegate(_Delegate(self))
        self.setWordWrap(True)
        for signal in (self.records_model.modelReset, self.records_model.dataChanged):
            signal.connect(lambda *_what: self.fit_rows())

    def paragraphs(self, column: int, entry: LogEntry) -> tuple[Paragraph, ...]:
        """Return what a cell shows, in the same look whatever it says."""
        if column == DAY:
            day, date_words = self.day_of(entry), entry.date.in_table()
            first = (Paragraph(day, bold=True),) if day else ()
            at = (Paragraph(entry.at, quiet=True),) if self.is_narrow and entry.at else ()
            return (*first, Paragraph(date_words, quiet=bool(day)), *at)
        if column == SIGNED:
            return tuple(Paragraph(words, small=True) for words in _signed(entry))
        if column == WRITTEN:
            signed = (Paragraph(words, small=True, quiet=True) for words in _signed(entry))
            return (*(Paragraph(words) for words in _written(entry)), *signed)
        return (Paragraph(self.records_model.columns[column].text(entry)),)

    def day_of(self, entry: LogEntry) -> str:
        """Write the number of an entry's day, where it can be counted."""
        zero, day = self._zero(), exact_day(entry.date)
        return day_words(zero, day) if zero is not None and day is not None else ""

    @property
    def is_narrow(self) -> bool:
        """Whether all that was written stands in one column."""
        return self.width() < scaled(_NARROW)

    def fit_rows(self) -> None:
        """Give each row the height its words need."""
        shown = [column for column in range(len(self.records_model.columns)) if not self.isColumnHidden(column)]
        for row in range(self.proxy.rowCount()):
            entry = self.proxy.index(row, 0).data(RecordRole)
            high = max(
                height_of(self.paragraphs(column, entry), self.columnWidth(column) - LEFT - RIGHT) for column in shown
            )
            self.verticalHeader().resizeSection(row, int(high) + 2 * SPACE_2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.fit_rows()

    def _share_width(self) -> None:
        for column in range(len(self.records_model.columns)):
            self.setColumnHidden(column, column != DAY and (column == WRITTEN) != self.is_narrow)
        room = self.viewport().width()
        fixed = (DAY,) if self.is_narrow else (DAY, TIME, TEMPERATURE, SIGNED)
        for column in fixed:
            asked = self.records_model.columns[column].width()
            self.horizontalHeader().resizeSection(column, min(asked, int(room * 0.3)))

    def _columns(self) -> tuple[Column[Any], ...]:
        return (
            Column(_("Day"), self._day_words, fits=("2026-09-28", _("Day +100"))),
            Column(_("Time"), lambda one: one.at, fits=("00:00",)),
            Column(_("Temperature"), lambda one: one.temperature, fits=("00.0 °C",)),
            Column(_("Medicines"), lambda one: one.medicines),
            Column(_("Handwriting"), lambda one: one.handwriting),
            Column(_("Notes"), lambda one: one.notes),
            Column(_("Signed"), lambda one: with_commas(_signed(one)), fits=(_("Also signed"),)),
            Column(_("What was written"), lambda one: with_stops((*_written(one), *_signed(one)))),
        )

    def _day_words(self, entry: LogEntry) -> str:
        return with_commas(part for part in (self.day_of(entry), entry.date.in_table()) if part)


def _signed(entry: LogEntry) -> list[str]:
    also = _("also: {name}").format(name=entry.also_signed) if entry.also_signed else ""
    return [part for part in (entry.signed, also) if part]


def _written(entry: LogEntry) -> list[str]:
    told = (
        (_("Temperature"), entry.temperature),
        (_("Medicines"), entry.medicines),
        (_("Handwriting"), entry.handwriting),
        (_("Notes"), entry.notes),
    )
    return [_("{what}: {answer}").format(what=what, answer=answer) for what, answer in told if answer]


def _in_order(at: str) -> str:
    """Return a time such that 8:00 comes before 14:00."""
    return _DIGITS.sub(lambda found: found[0].zfill(_PLACES), at)


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: LogTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the words of one cell."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        chosen = ground(painter, cell)
        entry = index.data(RecordRole)
        if entry is not None:
            painter.save()
            box = QRectF(cell.rect).adjusted(LEFT, SPACE_2, -RIGHT, -SPACE_2)
            paint(painter, box, self._table.paragraphs(index.column(), entry), chosen)
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave the size to the table, which knows all cells of a row."""
        return QSize(0, 0)
