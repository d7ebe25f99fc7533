"""How long work tells how far it is, and how it learns that the user wants it to stop."""

from collections.abc import Callable
from dataclasses import dataclass


class Cancelled(Exception):
    """The user asked to stop; whoever catches it leaves nothing half done."""


Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being done). Raises `Cancelled` when the user asked to stop."""


def silent(_done: int, _total: int, _what: str) -> None:
    """Tell nobody."""


@dataclass
class Pace:
    """Tell how far long work is, in bytes, and learn that it is to stop."""

    progress: Progress
    total: int = 0
    done: int = 0
    what: str = ""

    def on(self, more: int, what: str = "") -> None:
        """Say that so many bytes more are done, and of what. Raises what the progress raises."""
        self.done = min(self.done + more, self.total)
        self.what = what or self.what
        self.progress(self.done, self.total, self.what)
