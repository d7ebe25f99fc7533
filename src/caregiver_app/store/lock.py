"""One writer at a time: a lock on a file of its own beside the case file.

SQLite's own lock is not enough by itself: on Unix it is lost as soon as this process closes any other handle on
the case file, and the case file is read in other ways too (its first bytes, its fingerprint). This lock is
taken before the case file is touched at all. It ends with the process, however that ends.

The file names the computer, the process and since when, and nothing else. On many a network share a lock holds on one
computer only: then the name of another computer in the file is all there is to know that the case may be open there.
"""

import os
import platform
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from caregiver_app.fsops import take_away
from caregiver_app.held import has_ended, hold, is_still_there
from caregiver_app.store import plain_words

FILE = "case.lock"
_MOST = 1024
_AT_MOST: Final = 5.0
"""Seconds to wait for the lock of a program that has ended already."""
_BETWEEN: Final = 0.02


class Lock:
    """Hold a case folder until `release`. Where nothing can be written there is nothing to guard."""

    def __init__(self, folder: Path, *, sure: bool = False) -> None:
        """Take the lock. Raises CaseInUse when somebody else, or this program itself, holds it.

        Raises CaseElsewhere when another computer may hold it, unless somebody is `sure` that it does not.
        """
        self._path = folder / FILE
        self._file: IO[bytes] | None = None
        until = time.monotonic() + _AT_MOST
        while self._file is None:
            try:
                # Unbuffered: on a full disk closing would try once more to write who holds it, and fail.
                file: IO[bytes] = self._path.open("a+b", buffering=0)
            except OSError:
                return
            try:
                hold(file)
            except (BlockingIOError, PermissionError):
                with file:
                    if time.monotonic() > until or not _is_left_over(file):
                        raise plain_words.in_use(folder) from None
                time.sleep(_BETWEEN)
                continue
            except OSError:
                with file:  # a disk that knows no locks, such as some network shares: SQLite's own has to do
                    _take_over(file, folder, sure=sure)
                return
            if is_still_there(file, self._path):
                try:
                    _take_over(file, folder, sure=sure)
                except BaseException:
                    file.close()
                    raise
                self._file = file
            else:
                file.close()  # whoever held it before took it away in the meantime

    def release(self) -> None:
        """Let go of the folder and leave no lock file behind."""
        if self._file is None:
            return
        if sys.platform == "win32":
            self._file.close()
        with suppress(OSError):
            take_away(self._path, within=self._path.parent)
        self._file.close()
        self._file = None


def _is_left_over(file: IO[bytes]) -> bool:
    """Whether a process of this computer that has ended is named as the holder of a lock that is held.

    It was killed while it began another program: until that one runs, it holds what its parent held.
    """
    host, process, _since = _holder(file)
    return host == platform.node() and process.isdecimal() and has_ended(int(process))


def _holder(file: IO[bytes]) -> tuple[str, str, str]:
    """Return the computer, the process and the time that a lock names, each empty where it names none."""
    file.seek(0)
    host, process, since = (*file.read(_MOST).decode("utf-8", "replace").splitlines(), "", "", "")[:3]
    return host, process, since


def _take_over(file: IO[bytes], folder: Path, *, sure: bool) -> None:
    """Write into the lock who holds it now; stop where it names another computer, unless somebody is `sure`."""
    with suppress(OSError):
        host, _process, since = _holder(file)
        if host and host != platform.node() and not sure:
            raise plain_words.elsewhere(folder, host, since)
        file.truncate(0)
        file.write(f"{platform.node()}\n{os.getpid()}\n{datetime.now():%Y-%m-%d %H:%M}\n".encode())
        file.flush()
