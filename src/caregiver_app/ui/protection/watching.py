"""Lock a protected case by itself: after minutes without a key or a movement, and when the computer slept."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

if TYPE_CHECKING:
    from caregiver_app.ui.main_window import MainWindow

MINUTES: Final = (0, 1, 5, 10, 30)
"""After how many minutes it can be locked; 0 is never."""

STILL: Final = 30.0
"""After so many seconds without a touch the computer may be used for what nobody waits for."""

_TICK: Final = 1000
_ASLEEP: Final = 20.0
"""So many seconds between two ticks, or between what two clocks say of them, can only be sleep."""

_TOUCHES: Final = frozenset((
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove, QEvent.Type.TabletPress,
    QEvent.Type.DragMove, QEvent.Type.InputMethod,
))  # fmt: skip


class Watching(QObject):
    """Know how long nobody has been there, and tell of who `came_back` after `STILL` seconds or more.

    Look once a second. The clock that only runs on counts the minutes; both together tell of sleep.

    Input is heard at the windows themselves, not at the application, where every event of every widget would pass.
    """

    came_back = Signal()

    def __init__(
        self,
        window: "MainWindow",
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(window)
        self._window, self._steady, self._wall = window, steady, wall
        self._touched = self._ticked = steady()
        self._wall_then = wall()
        self._heard: WeakSet[QWindow] = WeakSet()
        window.door.opened.connect(lambda _book: self.touch())
        self.timer = timer = QTimer(self, interval=_TICK)
        timer.setTimerType(Qt.TimerType.CoarseTimer)
        timer.timeout.connect(self.look)
        timer.start()

    @property
    def still(self) -> float:
        """For how many seconds nobody has touched a key or moved anything."""
        return self._steady() - self._touched

    def touch(self) -> None:
        """Begin to count anew: somebody is there."""
        was_still = self.still >= STILL
        self._touched = self._steady()
        if was_still:
            self.came_back.emit()

    def look(self) -> None:
        """Lock if it is time."""
        now, wall = self._steady(), self._wall()
        gap, wall_gap = now - self._ticked, wall - self._wall_then
        self._ticked, self._wall_then = now, wall
        self._hear_all_windows()
        if not self._window.gate.can_lock:
            return
        if gap > _ASLEEP or abs(wall_gap - gap) > _ASLEEP:
            self._window.gate.lock()
            return
        if self._is_idle(now) and not self._window.gate.is_busy and not self._window.gate.lock():
            self.touch()  # something stands in the way and was said; it is tried again in as many minutes

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that somebody is there."""
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    def _is_idle(self, now: float) -> bool:
        minutes = self._window.preferences.now.lock_minutes
        return minutes > 0 and now - self._touched >= minutes * 60

    def _hear_all_windows(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            if window not in self._heard:
                window.installEventFilter(self)
                self._heard.add(window)
