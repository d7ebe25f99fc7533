"""Painting a day of the month: its figure, today marked, what is on it in a line each, and how much more there is."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caregiver_app.domain.appointments.month import Day, on_the_day
from caregiver_app.i18n import _
from caregiver_app.ui.text import literal
from caregiver_app.ui.theme import BODY_POINTS, RADIUS, SMALL_POINTS, SPACE_1, font, tokens

Index = QModelIndex | QPersistentModelIndex
_LEFT: Final = 7


class DayDelegate(QStyledItemDelegate):
    """Paint days; what has no room is counted."""

    def __init__(self, parent: QWidget, role: int, today: Callable[[], date]) -> None:
        super().__init__(parent)
        self._role, self._today = role, today

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one day."""
        day = index.data(self._role)
        if not isinstance(day, Day):
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        chosen = bool(cell.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(cell.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        box = QRectF(cell.rect)
        theme = tokens()
        painter.fillRect(box, QColor(_ground(day, chosen)))
        if focused:
            painter.setPen(QPen(QColor(theme.text if theme.border > 1 else theme.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        inside = box.adjusted(_LEFT, SPACE_1, -SPACE_1, -SPACE_1)
        used = self._figure(painter, inside, day, chosen)
        left = _lines(painter, inside.adjusted(0, used, 0, 0), day, chosen)
        _count(painter, inside, left, chosen)
        painter.restore()

    def _figure(self, painter: QPainter, box: QRectF, day: Day, chosen: bool) -> int:
        """Paint the figure of the day, today's on a filled ground, and return its height."""
        is_today = day.date == self._today()
        painter.setFont(font(BODY_POINTS if day.in_month else SMALL_POINTS, bold=is_today))
        metrics = painter.fontMetrics()
        height = metrics.height() + 2
        text = str(day.date.day)
        theme = tokens()
        ink = QColor(_ink(chosen, quiet=not day.in_month))
        left = box.left()
        if is_today:
            wide = max(metrics.horizontalAdvance(text) + 2 * SPACE_1 + 2, height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.on_accent if chosen and theme.border > 1 else theme.accent))
            spot = QRectF(left - SPACE_1, box.top(), wide, height)
            painter.drawRoundedRect(spot, RADIUS, RADIUS)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QColor(theme.accent if chosen and theme.border > 1 else theme.on_accent))
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), text)
            return height + 2
        painter.setPen(ink)
        painter.drawText(QRectF(left, box.top(), box.width(), height), int(Qt.AlignmentFlag.AlignLeft), text)
        return height + 2


def lines_of(day: Day) -> tuple[tuple[str, bool], ...]:
    """Return what is on a day, a line each, with whether it is quiet: appointments in order, then tasks."""
    appointments = ((on_the_day(one), one.state == "cancelled") for one in day.appointments)
    tasks = ((_("Due: {task}").format(task=task.text), True) for task in day.tasks)
    return (*appointments, *tasks)


def _lines(painter: QPainter, box: QRectF, day: Day, chosen: bool) -> int:
    """Paint the lines there is room for, and return how many are left."""
    painter.setFont(font(SMALL_POINTS))
    metrics = painter.fontMetrics()
    high = metrics.height()
    lines = lines_of(day)
    room = max(int(box.height() // high), 0)
    for place, (words, quiet) in enumerate(lines[:room]):
        painter.setPen(QColor(_ink(chosen, quiet=quiet or not day.in_month)))
        line = QRectF(box.left(), box.top() + place * high, box.width(), high)
        shown = metrics.elidedText(literal(words), Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine), shown)
    return max(len(lines) - room, 0)


def _count(painter: QPainter, box: QRectF, left: int, chosen: bool) -> None:
    """Say at the right of the figure how many more things there are."""
    painter.setFont(font(SMALL_POINTS))
    painter.setPen(QColor(_ink(chosen, quiet=True)))
    above = QRectF(box.left(), box.top(), box.width() - SPACE_1, painter.fontMetrics().height() + 2)
    painter.drawText(above, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), more_words(left))


def more_words(left: int) -> str:
    """Say that so many more things are on a day; nothing for none."""
    return _("+{n}").format(n=left) if left else ""


def _ground(day: Day, chosen: bool) -> str:
    theme = tokens()
    if chosen:
        return theme.accent if theme.border > 1 else theme.select
    return theme.surface if day.in_month else theme.page


def _ink(chosen: bool, *, quiet: bool) -> str:
    theme = tokens()
    if chosen and theme.border > 1:
        return theme.on_accent
    return theme.quiet if quiet and not chosen else theme.text
