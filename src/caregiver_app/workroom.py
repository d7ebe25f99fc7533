"""Where working files lie that hold something of a case: a folder of this program's own that is gone afterwards.

It is not in the system's folder for temporary files, where others look and nobody tidies. Only its owner may look in.
A program that is killed leaves it behind; the next one to start removes it, and tells by a lock that ends with its
process which of them are still in use.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from caregiver_app.fsops import UNFINISHED, clear_away, take_away
from caregiver_app.held import hold, is_still_there

PLACE: Final = "working"
_LOCK: Final = ".lock"
_TRIES: Final = 8


class WorkRoom:
    """A folder under `home` for one user of it, made when it is first asked for. Use it from one thread at a time."""

    def __init__(self, home: Path) -> None:
        self._place = home / PLACE
        self._lock: IO[bytes] | None = None
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder. Raises OSError where it cannot be made."""
        if self._folder is None:
            self._folder = self._made()
        return self._folder

    def close(self) -> None:
        """Remove everything that is in it. It is made anew when it is asked for again."""
        if self._folder is None or self._lock is None:
            return
        clear_away(self._folder, within=self._place)
        _let_go(self._lock, _lock_of(self._folder))
        self._folder = self._lock = None

    def _made(self) -> Path:
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for _time in range(_TRIES):
            handle, name = tempfile.mkstemp(suffix=_LOCK, dir=self._place)
            lock = os.fdopen(handle, "r+b")
            # Whoever tidies up may have come between: then it is gone, or about to go.
            with suppress(BlockingIOError, PermissionError):
                hold(lock)
                if is_still_there(lock, Path(name)):
                    self._lock = lock
                    folder = Path(name).with_suffix(UNFINISHED)
                    folder.mkdir(mode=0o700)
                    return folder
            lock.close()
        raise BlockingIOError("no folder of our own could be held")


def sweep(home: Path) -> None:
    """Remove what killed programs left; what another one still works with stays. A disk that refuses is let be."""
    with suppress(OSError):
        for lock in sorted((home / PLACE).glob(f"*{_LOCK}")):
            with suppress(OSError):
                _tidy(lock)
        for folder in sorted((home / PLACE).glob(f"*{UNFINISHED}")):
            if not _lock_of(folder).exists():
                clear_away(folder, within=home / PLACE)


def _tidy(path: Path) -> None:
    with path.open("r+b") as lock:
        hold(lock)  # another program's stays held, and is left at that
        clear_away(path.with_suffix(UNFINISHED), within=path.parent)
        _let_go(lock, path)


def _let_go(lock: IO[bytes], path: Path) -> None:
    """Remove a lock: on Windows only once it is closed, elsewhere while it is held, so that nobody comes between."""
    if os.name == "nt":
        lock.close()
    with suppress(OSError):
        take_away(path, within=path.parent)
    lock.close()


def _lock_of(folder: Path) -> Path:
    return folder.with_suffix(_LOCK)
