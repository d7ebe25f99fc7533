"""What changed in the case, as a Qt signal: widgets connect to it and Qt disconnects them when they die."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook

_LOOK_EVERY: Final = 30_000


class CasebookSignals(QObject):
    """Pass on each change of a casebook: `changed` carries the frozenset of record types that changed.

    `day_changed` says that a new day has begun, for what counts days: a program may be left open overnight.
    `about_to_step_back` comes before an undo or redo: what is half typed is written first, or it would be afterwards.
    """

    changed = Signal(object)
    day_changed = Signal()
    about_to_step_back = Signal()

    def __init__(self, book: "Casebook", parent: QObject | None = None, clock: Callable[[], date] = date.today) -> None:
        super().__init__(parent)
        self._clock, self._day = clock, clock()
        book.on_changed(self.changed.emit)
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(self.look_at_the_day)
        timer.start(_LOOK_EVERY)

    def look_at_the_day(self) -> None:
        """Tell of a new day, once."""
        if self._clock() != self._day:
            self._day = self._clock()
            self.day_changed.emit()
