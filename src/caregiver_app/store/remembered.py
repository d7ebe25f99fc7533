"""What the program keeps in mind about a case, such as where its second copy is: in the case, and locked with it.

It is no record: it is written outside the steps, no undo takes it away, and it is no change that asks for a backup.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from caregiver_app.store import plain_words


class Remembered:
    """Read and write small texts by name. Use it from the store's thread."""

    def __init__(self, raw: Any, folder: Path, committing: Callable[[], AbstractContextManager[None]]) -> None:
        self._raw = raw
        self._folder = folder
        self._committing = committing

    def get(self, name: str) -> str:
        """Return what is kept under a name, or nothing."""
        with plain_words.told_plainly(self._folder):
            row = self._raw.execute("SELECT value FROM case_state WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def put(self, name: str, value: str) -> None:
        """Keep a text under a name in place of the one before. Raises CaseReadOnly, or what the disk says."""
        if value == self.get(name):
            return
        with self._committing():
            self._raw.execute(
                "INSERT INTO case_state (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )
