"""A write that is done in parts, so that the window answers between them; the last one commits it."""

from collections.abc import Generator
from typing import Self

from caregiver_app.errors import CaregiverError


class InParts:
    """Go through the parts of one write. Until the last of them nothing of it is in the case.

    Whoever else writes has it finished first; what went wrong then is raised to whoever goes through the parts.
    """

    def __init__(self, parts: Generator[None, None, None]) -> None:
        self._parts = parts
        self._is_running = False
        self._failed: CaregiverError | None = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> None:
        """Do the next part. Raises StopIteration once it is committed, and what kept it from being written."""
        if self._failed is not None:
            failed, self._failed = self._failed, None
            raise failed
        self._is_running = True
        try:
            next(self._parts)
        finally:
            self._is_running = False

    def finish(self) -> None:
        """Do what is left, unless it is that which asks for it."""
        if self._is_running:
            return
        try:
            for _part in self:
                pass
        except CaregiverError as problem:
            self._failed = problem

    def close(self) -> None:
        """Give up what is not committed."""
        self._parts.close()


class OneInParts:
    """Hold the write in parts of a case: at most one is open."""

    def __init__(self) -> None:
        self._open: InParts | None = None

    def begin(self, parts: Generator[None, None, None]) -> InParts:
        """Return the parts of a write, to be gone through; one that is open is finished before."""
        self.finish()
        self._open = InParts(parts)
        return self._open

    def finish(self) -> None:
        """Finish the one that is open, before somebody else writes."""
        if self._open is not None:
            self._open.finish()

    def close(self) -> None:
        """Give up the one that is open: the case is let go of."""
        if self._open is not None:
            self._open.close()
