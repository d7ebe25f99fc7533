"""A wish to stop from the keyboard waits until a write is whole: in the middle of one it costs the connection."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl+C back in this block, and do at its end what it asks for. In other threads it never comes."""
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or usual is None:
        yield
        return
    asked: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: asked.append((number, frame)))
    try:
        yield
    finally:
        with suppress(ValueError):  # what is thrown away may be cleared in another thread
            signal.signal(signal.SIGINT, usual)
    if asked and callable(usual):
        usual(*asked[-1])
