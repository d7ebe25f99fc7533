"""What is done with the chosen pages before anything is saved: each change can be taken back."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from caregiver_app.domain.documents import page_work as domain
from caregiver_app.domain.documents.sheets import Box, Sheet
from caregiver_app.ui.documents import page_work_state as state
from caregiver_app.ui.documents.page_work_history import Moment, Moments
from caregiver_app.ui.documents.page_work_state import Change, Numbers, Work

LOOK, STRAIGHTEN, CROP, BLACK = "", "straighten", "crop", "black"
"""The tools, and none."""


class Doing(QObject):
    """Hold pages in work and change those chosen. Rows are counted from 0, as in `page_work_state`.

    `changed` tells that pages are others than before, `too_small` that a part was refused.
    """

    changed = Signal()
    too_small = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start = work
        self._moments = Moments(Moment(work, (0,), 0))

    @property
    def work(self) -> Work:
        """The pages as they stand now."""
        return self._moments.now.work

    @property
    def chosen(self) -> tuple[int, ...]:
        """The rows that are chosen."""
        return self._moments.now.chosen

    @property
    def current(self) -> int:
        """The row that is seen large."""
        return self._moments.now.current

    @property
    def sheet(self) -> Sheet:
        """The page that is seen large."""
        return self.work[self.current].sheet

    @property
    def can_go(self) -> tuple[bool, bool]:
        """Whether there is something to take back, and something to make again."""
        return self._moments.can_go

    @property
    def is_changed(self) -> bool:
        """Whether saving would write anything."""
        return (state.kept(self.work), state.firsts(self.work)) != (state.kept(self._start), ())

    def choose(self, rows: tuple[int, ...], current: int) -> None:
        """Note which pages are chosen."""
        self._moments.choose(rows, current)

    def go_on_from(self, work: Work) -> None:
        """Take pages that were kept from another time; nothing before them can be gone back to."""
        self._moments = Moments(Moment(work, (0,), 0))

    def start_afresh(self) -> None:
        """Put the pages back as they stand in the case."""
        self._take_moment(Moment(self._start, (0,), 0))

    def turn(self, quarters: int) -> None:
        """Turn the chosen pages clockwise by quarters."""
        self._change(lambda pages, which: domain.turned(pages, which, quarters))

    def straighten(self, degrees: float) -> None:
        """Straighten the chosen pages."""
        self._change(lambda pages, which: domain.straightened(pages, which, degrees), STRAIGHTEN)

    def crop(self, box: Box | None) -> None:
        """Keep a part of the chosen pages, where it is seen on the one that is shown large; None keeps all."""
        seen = None if box is None else domain.box_turned(box, self.sheet.turn)

        def crop(pages: domain.Pages, which: Numbers) -> domain.Pages:
            for number in which:
                part = None if seen is None else domain.box_turned(seen, -pages[number - 1].turn)
                pages = domain.cropped(pages, [number], part)
            return pages

        self._change(crop, CROP)

    def black_out(self, boxes: Sequence[Box], picked: int) -> None:
        """Black out these parts of the page that is seen large, and no others; `picked` is being moved."""
        kind = f"{BLACK} {len(boxes)} {picked}"
        self._change(lambda pages, which: domain.blacked_out(pages, which, boxes), kind, (self.current,))

    def black_out_everywhere(self) -> None:
        """Black out the same parts on every chosen page, beside what is black there already."""
        seen = [domain.box_turned(box, self.sheet.turn) for box in self.sheet.black]

        def black(pages: domain.Pages, which: Numbers) -> domain.Pages:
            for number in which:
                (alone,) = domain.blacked_out(
                    (pages[number - 1],), [1], [domain.box_turned(box, -pages[number - 1].turn) for box in seen]
                )
                boxes = dict.fromkeys((*pages[number - 1].black, *alone.black))
                pages = domain.blacked_out(pages, [number], tuple(boxes))
            return pages

        self._change(black)

    def as_it_is(self) -> None:
        """Take back all that is done with the chosen pages, but not their place."""
        self._take(state.as_they_are(self.work, self.chosen))

    def leave_out(self) -> None:
        """Leave the chosen pages out; take them in again when all of them are left out."""
        is_out = not all(self.work[row].is_left_out for row in self.chosen)
        self._take(state.left_out(self.work, self.chosen, is_out))

    def begin_here(self, begins: bool) -> None:
        """Say that another document begins with each of the chosen pages, or that none does."""
        self._take(state.begins_at(self.work, self.chosen, begins))

    def step(self, places: int) -> None:
        """Move the chosen pages one place earlier (-1) or later (1)."""
        self._reorder(state.stepped(len(self.work), self.chosen, places))

    def carry(self, rows: Sequence[int], before: int) -> None:
        """Let pages stand before another one, or behind the last."""
        self._reorder(state.moved(len(self.work), rows, before))

    def undo(self) -> None:
        """Take back the last change that is not saved yet."""
        if self._moments.back():
            self.changed.emit()

    def redo(self) -> None:
        """Make that change again."""
        if self._moments.forth():
            self.changed.emit()

    def _reorder(self, order: tuple[int, ...]) -> None:
        """Put all pages into an order of rows; those chosen stay chosen."""
        places = {row: place for place, row in enumerate(order)}
        work = tuple(self.work[row] for row in order)
        if work != self.work:
            self._take_moment(Moment(work, tuple(sorted(places[row] for row in self.chosen)), places[self.current]))

    def _change(self, change: Change, kind: str = "", rows: tuple[int, ...] | None = None) -> None:
        """Change the chosen pages, or others; tell of a part that is too small."""
        try:
            work = state.changed(self.work, self.chosen if rows is None else rows, change)
        except ValueError:
            self.too_small.emit()
            return
        self._take(work, kind)

    def _take(self, work: Work, kind: str = "") -> None:
        if work != self.work:
            self._take_moment(Moment(work, self.chosen, self.current), kind)

    def _take_moment(self, moment: Moment, kind: str = "") -> None:
        self._moments.take(moment, kind)
        self.changed.emit()
