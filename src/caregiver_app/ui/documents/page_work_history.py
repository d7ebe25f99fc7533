"""Undo within page work: every change made before it is saved, with the pages that were chosen then."""

from dataclasses import dataclass
from typing import Final

from caregiver_app.ui.documents.page_work_state import Work

_MOST: Final = 200


@dataclass(frozen=True)
class Moment:
    """The pages at one moment, which rows were chosen and which was looked at."""

    work: Work
    chosen: tuple[int, ...] = ()
    current: int = 0


class Moments:
    """Hold the pages as they are and as they were. Changes of one `kind` in a row count as one, as in a drag."""

    def __init__(self, now: Moment) -> None:
        self.now = now
        self._before: list[Moment] = []
        self._after: list[Moment] = []
        self._kind = ""

    def choose(self, chosen: tuple[int, ...], current: int) -> None:
        """Note which pages are chosen; that is no change."""
        if (chosen, current) != (self.now.chosen, self.now.current):
            self.now = Moment(self.now.work, chosen, current)
            self._kind = ""

    def take(self, moment: Moment, kind: str = "") -> None:
        """Go on from other pages."""
        if not kind or kind != self._kind:
            self._before = [*self._before[-_MOST:], self.now]
        self._after.clear()
        self.now, self._kind = moment, kind

    def back(self) -> bool:
        """Take the last change back; answer whether there was one."""
        return self._go(self._before, self._after)

    def forth(self) -> bool:
        """Make the change again that was taken back last; answer whether there was one."""
        return self._go(self._after, self._before)

    @property
    def can_go(self) -> tuple[bool, bool]:
        """Whether there is something to take back, and something to make again."""
        return bool(self._before), bool(self._after)

    def _go(self, there: list[Moment], here: list[Moment]) -> bool:
        if not there:
            return False
        here.append(self.now)
        self.now, self._kind = there.pop(), ""
        return True
