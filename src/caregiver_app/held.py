"""Files that one process holds at a time: a hold ends with the process, however that ends."""

import os
import sys
from pathlib import Path
from typing import IO, Final

# What is locked there nobody can read either.
_BEHIND: Final = 1 << 20


def hold(file: IO[bytes]) -> None:
    """Hold an open file until it is closed. Raises BlockingIOError or PermissionError where another process does.

    Raises another OSError on a disk that knows no locks.
    """
    if sys.platform == "win32":
        import msvcrt

        file.seek(_BEHIND)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def has_ended(process: int) -> bool:
    """Whether no process of this number is there; never told on Windows, where no hold is inherited."""
    if sys.platform == "win32" or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def is_still_there(file: IO[bytes], path: Path) -> bool:
    """Whether an open file is the one that has this name: whoever held it before may have taken it away."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
