"""What is said and kept of our own mistakes: places in the program, never what the family typed or where it is kept.

A message or a value may hold a name, a note or a path, so neither is ever written: not into the log, not on a terminal,
not into a file the system would keep of a program that crashed. Python's own `faulthandler` stays off, because it
writes the full path of every part of the program, and with it the name of whoever's computer it is.
"""

import sys
import traceback
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from caregiver_app.fsops import write_atomically

MOST_BYTES: Final = 1_000_000
"""How large the log may grow; then its older half goes."""

Report = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def details_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Write where a mistake happened: names of our own parts and lines, never a value or a message."""
    lines = [f"{frame.name} ({Path(frame.filename).name}, {frame.lineno})" for frame in traceback.extract_tb(trace)]
    return "\n".join([kind.__name__, *lines])


class Log:
    """Keep what happened, each time with the day and the hour, in a file that never grows beyond `MOST_BYTES`."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def write(self, details: str) -> None:
        """Add some lines. A disk that does not take them is no reason for more trouble."""
        said = f"{datetime.now():%Y-%m-%d %H:%M:%S} {details}\n".encode()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._make_room(len(said))
            with self._file.open("ab") as log:
                log.write(said)
        except OSError:
            return

    def _make_room(self, more: int) -> None:
        if not self._file.exists() or self._file.stat().st_size + more <= MOST_BYTES:
            return
        newest = self._file.read_bytes()[-MOST_BYTES // 2 :]
        write_atomically(self._file, newest.partition(b"\n")[2])


def keep_quiet(report: Report, note: Report) -> None:
    """Give every mistake that nothing caught to `report`, or to `note` where it came from no gesture; print nothing.

    Threads, destructors and libraries that warn or log print what they like otherwise, with the family's words in it.
    """
    import threading

    def of_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            note(told.exc_type, told.exc_value, told.exc_traceback)

    def of_destructor(told: "sys.UnraisableHookArgs") -> None:
        if told.exc_value is not None:
            note(told.exc_type, told.exc_value, told.exc_traceback)

    sys.excepthook = report
    threading.excepthook = of_thread
    sys.unraisablehook = of_destructor
    hush_libraries()


def hush_libraries() -> None:
    """Let libraries neither warn nor log onto the terminal: they name files, and quote what is in them."""
    import logging

    logging.lastResort = None
    logging.raiseExceptions = False
    warnings.showwarning = _say_nothing


def keep_no_core() -> None:
    """Let the system write no memory of this program to the disk when it crashes: the case would be readable in it."""
    if sys.platform != "win32":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def _say_nothing(*_told: object, **_more: object) -> None:
    """Stand where a warning would be printed."""
