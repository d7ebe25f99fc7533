"""A backup of 200 MB of papers in one file, read back before it counts.

The floor copies the papers into one file for good and reads that, with the fingerprint of every byte both times.
"""

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from harness import Row, Work, compare
from papers import heavy

from caregiver_app.casebook.backing_up import back_up
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.domain.person import Person

_FILES: Final = 20
_BYTES: Final = 10_000_000
_AT_ONCE: Final = 1 << 20


def measure(folder: Path) -> list[Row]:
    """Back up, copy."""
    papers = heavy(folder / "papers", _FILES, _BYTES)
    with Casebook.create(folder / "case", Person(name="Ana Novak")) as book:
        list_files(book, keep_files(book.originals, papers))

        def ours(room: Path) -> Work:
            return lambda: back_up(book.whole, room / "backup.caregiver", datetime(2026, 1, 10))

        def floor(room: Path) -> Work:
            return lambda: _copied_and_read(papers, room / "papers")

        return [compare("backup 200 MB", ours, floor, goal=2.0, pairs=5, warm_up=1)]


def _copied_and_read(papers: list[Path], target: Path) -> None:
    there, back = hashlib.sha256(), hashlib.sha256()
    with target.open("wb") as written:
        for paper in papers:
            with paper.open("rb") as read:
                while chunk := read.read(_AT_ONCE):
                    there.update(chunk)
                    written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    with target.open("rb") as read:
        while chunk := read.read(_AT_ONCE):
            back.update(chunk)
    assert there.digest() == back.digest()
