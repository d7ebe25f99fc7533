"""Whether the case file is still the one this program left: a sync program may put another in its place at any time.

Only its name, size and time are looked at. To read it through a second handle would end SQLite's own lock on Unix.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caregiver_app.store import plain_words

_DRIFT: Final = 3_000_000_000
"""Nanoseconds by which a network share may correct the time of a write of ours; some round, some are late by two."""


@dataclass(frozen=True)
class _Look:
    device: int
    number: int
    size: int
    at: int


class CaseFile:
    """Remember how the case file was left, and refuse to write where it is another by now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = _look(path)

    def require_there(self) -> None:
        """Raise CaseMissing or CaseSwapped when another file, or none, has the name of the one that was opened.

        A deleted or moved file goes on taking writes as long as it is open, and they would be lost with it.
        """
        found = _look(self._path)
        if found is None or self._left is None:
            raise plain_words.gone(self._path.parent)
        if (found.device, found.number) != (self._left.device, self._left.number):
            raise plain_words.swapped(self._path.parent)

    def require_as_left(self) -> None:
        """Raise what `require_there` raises, and CaseSwapped when somebody else wrote into the file."""
        self.require_there()
        if not self.is_as_left:
            raise plain_words.swapped(self._path.parent)

    @property
    def is_as_left(self) -> bool:
        """Whether nobody else has written into the file or put another in its place."""
        found, left = _look(self._path), self._left
        if found is None or left is None:
            return False
        same = (found.device, found.number, found.size) == (left.device, left.number, left.size)
        return same and abs(found.at - left.at) <= _DRIFT

    def note_own_write(self) -> None:
        """Remember the file as it is now; another one that has its name by now is not remembered."""
        found, left = _look(self._path), self._left
        if found is not None and left is not None and (found.device, found.number) == (left.device, left.number):
            self._left = found


def _look(path: Path) -> _Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return _Look(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
