"""What Windows tells its programs: that the computer goes to sleep, or that somebody locks the session.

Linux and macOS tell it only over connections we do not open; there the clocks tell it at the next look.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

POWER_BROADCAST: Final = 0x0218
GOES_TO_SLEEP: Final = 0x0004
SESSION_CHANGE: Final = 0x02B1
SESSION_LOCKED: Final = 0x0007

_THIS_SESSION: Final = 0


class SystemEvents(QAbstractNativeEventFilter):
    """Call `lock` before the computer sleeps and when its session is locked."""

    def __init__(self, lock: Callable[[], object]) -> None:
        super().__init__()
        self._lock = lock

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: Any) -> tuple[bool, int]:
        """Look at a message of Windows, and let it go on."""
        if _bytes_of(kind) in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
            from ctypes import wintypes  # only Windows sends such a message

            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) in ((POWER_BROADCAST, GOES_TO_SLEEP), (SESSION_CHANGE, SESSION_LOCKED)):
                self._lock()
        return False, 0


def _bytes_of(kind: QByteArray | bytes | bytearray | memoryview) -> bytes:
    return bytes(kind.data() if isinstance(kind, QByteArray) else kind)


def ask_to_be_told(window_id: int) -> None:
    """Ask Windows to tell this window when its session is locked; elsewhere there is nobody to ask."""
    if sys.platform == "win32":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window_id, _THIS_SESSION)
