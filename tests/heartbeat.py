"""How long the window's thread works without coming back to its events.

Its own time is counted and not that of the clock, so it holds on a busy computer too, where the thread may have to
wait for its turn.
"""

import time

from PySide6.QtCore import QObject, QTimer, Signal

BEAT = 10
MOST = 0.2
"""Seconds the window may be silent."""


class Heartbeat(QObject):
    """Keep the longest time the window's thread worked between two beats."""

    beaten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.begin()
        self._timer = QTimer(self, interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        """Forget what was before."""
        self.longest, self._last = 0.0, time.thread_time()

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.beaten.emit()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()
