"""The file of an open case, read beside its connection: copied in any thread while the window goes on writing.

Between two transactions the file is whole, for it has a rollback journal and one writer. SQLite's own way of copying
needs the thread of the connection and makes the window wait. The file is opened once and let go of after the
connection: to close it earlier would lose SQLite's lock.
"""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import fingerprint_of, put_on_disk
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.store.keys import Keys

if TYPE_CHECKING:
    from caregiver_app.store.database import Store

_CHUNK: Final = 1 << 20
_TRIES: Final = 200
_PAUSE_SECONDS: Final = 0.02


class LiveFile:
    """Copy a case file as it is between two writes. Opened by the store, which tells it of each write."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._guard = threading.Lock()
        self._begun = 0
        self._ended = 0

    @property
    def size(self) -> int:
        """How many bytes the file has now."""
        return os.fstat(self._handle).st_size

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say that the file is being written to in this block."""
        self._begun += 1
        try:
            yield
        finally:
            self._ended += 1

    def copy(self, target: Path, progress: Progress = silent) -> None:
        """Copy the file as it was at one moment, put the copy on the disk and compare it with what was read.

        What is written meanwhile makes it begin again. Raises OSError, what `progress` raises, and CaregiverError.
        """
        for _try in range(_TRIES):
            begun = self._begun
            if begun == self._ended and (fingerprint := self._copied(target, begun, progress)):
                put_on_disk(target)
                if fingerprint_of(target) != fingerprint:
                    raise _copied_wrongly()
                return
            progress(0, 1, "")
            time.sleep(_PAUSE_SECONDS)
        raise CaregiverError(
            _("The case was changed again and again while it was being copied."),
            safe=_("Everything you saved is safe."),
            now=_("Wait a moment, then try again."),
        )

    def close(self) -> None:
        """Let go of the file, after the connection was closed."""
        with self._guard:
            if self._handle >= 0:
                os.close(self._handle)
                self._handle = -1

    def _copied(self, target: Path, begun: int, progress: Progress) -> str:
        """Copy and return the fingerprint of what was read; nothing when something was written meanwhile."""
        digest = hashlib.sha256()
        with target.open("wb") as copy:
            at = 0
            while part := self._read(at):
                copy.write(part)
                digest.update(part)
                at += len(part)
                if self._begun != begun:
                    return ""
                progress(0, 1, "")
        return digest.hexdigest() if self._begun == begun else ""

    def _read(self, at: int) -> bytes:
        """Read on from a place, or nothing once the case is closed."""
        with self._guard:
            if self._handle < 0:
                raise CaregiverError(
                    _("The case was closed while it was being copied."),
                    safe=_("Everything you saved is safe."),
                    now=_("Open the case, then try again."),
                )
            os.lseek(self._handle, at, os.SEEK_SET)
            return os.read(self._handle, _CHUNK)


def _copied_wrongly() -> CaregiverError:
    return CaregiverError(
        _("The copy did not come out as the case is."),
        safe=_("Your records are safe, and so are the copies from before."),
        now=_("Check the drive it goes to, then try again."),
    )


@dataclass(frozen=True)
class Source:
    """An open case as what may be copied in any thread while it is open; `change` is the number of its last change."""

    folder: Path
    live: LiveFile
    keys: Keys | None
    change: int

    @classmethod
    def of(cls, store: "Store") -> "Source":
        """Take from an open case what copies of it are made of."""
        return cls(store.folder, store.live, store.keys, store.change)

    @property
    def size(self) -> int:
        """How many bytes the case file has."""
        return self.live.size

    @property
    def protected(self) -> bool:
        """Whether the case has a passphrase."""
        return self.keys is not None
