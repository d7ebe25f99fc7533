"""One writer at a time: a lock on a file of its own beside the case file.

SQLite's own lock is not enough by itself: on Unix it is lost as soon as this process closes any other handle on
the case file, and the case file is read in other ways too (its first bytes, its fingerprint). This lock is
taken before the case file is touched at all. It ends with the process, however that ends.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from caregiver_app.store import plain_words

FILE = "case.lock"


class Lock:
    """Hold a case folder until `release`. Where nothing can be written there is nothing to guard."""

    def __init__(self, folder: Path) -> None:
        """Take the lock. Raises CaseInUse when somebody else, or this program itself, holds it."""
        self._path = folder / FILE
        self._file: IO[bytes] | None = None
        while self._file is None:
            try:
                file = self._path.open("ab")
            except OSError:
                return
            try:
                _hold(file)
            except (BlockingIOError, PermissionError):
                file.close()
                raise plain_words.in_use(folder) from None
            except OSError:
                file.close()  # a disk that knows no locks, such as some network shares: SQLite's own has to do
                return
            if _is_still_there(file, self._path):
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
            self._path.unlink()
        self._file.close()
        self._file = None


def _is_still_there(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _hold(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
