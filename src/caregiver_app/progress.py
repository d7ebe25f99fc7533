"""How long work tells how far it is, and how it learns that the user wants it to stop."""

from collections.abc import Callable


class Cancelled(Exception):
    """The user asked to stop; whoever catches it leaves nothing half done."""


Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being done). Raises `Cancelled` when the user asked to stop."""


def silent(_done: int, _total: int, _what: str) -> None:
    """Tell nobody."""
