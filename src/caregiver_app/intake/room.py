"""The private folder into which what lies inside a file is written, under names of our own and within bounds."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from caregiver_app.fsops import take_away, told_plainly
from caregiver_app.intake.look import Inside
from caregiver_app.intake.words import cleaned_name

MOST_FILES: Final = 20_000
MOST_BYTES: Final = 20 << 30


class NotTakenOut(Exception):
    """A file inside another one cannot be taken out; `reason` is a key of `domain.documents.document.TROUBLES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Room:
    """Write files into an empty folder as 0001, 0002 and so on. `inside` tells what came of each.

    What is written is counted while it is written, because what a file says of its size may be a lie.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.inside: list[Inside] = []
        self._folder = folder
        self._left = most_bytes
        self._written = 0

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write one file. `chunks` may raise NotTakenOut. Raises DiskFull and the like for our own disk's troubles."""
        if len(self.inside) >= MOST_FILES:
            self.refuse(name, "too_large")
            return
        target = self._folder / f"{self._written + 1:04}"
        try:
            self._write(target, chunks)
        except NotTakenOut as refused:
            take_away(target, within=self._folder)
            self.refuse(name, refused.reason)
            return
        self._written += 1
        self.inside.append(Inside(cleaned_name(name), target))

    def refuse(self, name: str, reason: str) -> None:
        """Name a file that cannot be taken out."""
        self.inside.append(Inside(cleaned_name(name), None, reason))

    def _write(self, target: Path, chunks: Iterable[bytes]) -> None:
        with told_plainly(target), target.open("xb") as file:
            written = 0
            for chunk in chunks:
                written += len(chunk)
                if written > self._left:
                    raise NotTakenOut("too_large")
                file.write(chunk)
        self._left -= written
