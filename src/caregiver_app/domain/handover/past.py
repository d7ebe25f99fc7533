"""What one copy of a case knows of a record's past, and which of two copies went on from the other.

Nowhere is it kept how a case was when the copies parted. Both keep their history: what stands in both was done before
that. And a copy that took something back remembers up to which step of the other it has seen everything.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from caregiver_app.domain.record import Record

Whose = Literal["same", "ours", "theirs", "both"]
"""Who changed a record since each copy last knew how it is in the other: nobody, one of them, or both."""

Change = tuple[int, str, str]
"""One step of a copy: its number, its name and its time."""


@dataclass(frozen=True)
class Moment:
    """A record as one change left it; `image` is None where it was not there.

    `change` is None for how it was before the first change that is known. `state` is "done", "undone" (it can be done
    again) or "dropped" (undone for good).
    """

    image: Record | None
    change: Change | None = None
    state: str = "done"

    @property
    def number(self) -> int:
        """The number of the step, 0 before the first."""
        return self.change[0] if self.change is not None else 0


Past = Sequence[Moment]
"""Everything a copy knows of one record, oldest first; nothing of one it never had."""


@dataclass(frozen=True)
class Known:
    """What the other copy has seen of this one: everything up to the step `seen`.

    `shared` is the last step that stands in both copies, and `done` are the steps of this copy that are done, in order.
    `met` says that it is known how this copy was at that step; else it is known only that both were one there.
    """

    seen: int = 0
    shared: int = 0
    done: Sequence[int] = ()
    met: bool = False

    @property
    def stepped_back(self) -> bool:
        """Whether the last step that was seen was undone since."""
        return self.met and self.seen > 0 and self.seen not in self.done


Meeting = tuple[int, int]
"""Steps after which each copy knew the other: the number of ours, the number of theirs."""


def who_changed(
    ours: Past, theirs: Past, of_ours: Known, of_theirs: Known, met: Sequence[Meeting] = ((0, 0),)
) -> Whose:
    """Say who changed a record that both may have gone on with; `met` are the times they knew each other, last first.

    Where two answers are possible it is both: then a person is asked, and nothing is lost.
    """
    if not ours or not theirs:  # one copy never had it
        now = [one.image for one in (*ours, *theirs) if one.state == "done"]
        return "same" if not now or now[-1] is None else "ours" if ours else "theirs"
    here, sure_here = _course(ours, theirs, of_ours)
    there, sure_there = _course(theirs, ours, of_theirs)
    if here[-1][0] == there[-1][0]:
        return "same"
    we_went_on = any(number > of_ours.seen for _image, number in here)
    they_went_on = any(number > of_theirs.seen for _image, number in there)
    if we_went_on and they_went_on:
        base = _base(here, there, met)
        we_went_on = not base or here[-1][0] != base[0]
        they_went_on = not base or there[-1][0] != base[0]
    if not (sure_here and sure_there) or we_went_on == they_went_on:
        return "both"
    return "ours" if we_went_on else "theirs"


_Course = list[tuple[Record | None, int]]
_LATER = 1 << 62


def _course(past: Past, other: Past, known: Known) -> tuple[_Course, bool]:
    """Return what a record was, with the number of the step, and whether that is sure.

    A change that was undone and is done in the other copy, or was seen done by it, was done once and then taken back.
    """
    course: _Course = []
    sure = True
    done_there = [(one.change, one.image) for one in other if one.state == "done" and one.number <= known.shared]
    for one in past:
        if one.state == "done":
            course.append((one.image, one.number))
        elif (one.change, one.image) in done_there or (known.stepped_back and one.number <= known.seen):
            number, is_known = _taken_back(one, known)
            sure = sure and is_known
            # What was seen taken back is no news, though its own number is above the last step that was seen done.
            course += [(one.image, min(one.number, number)), (course[-1][0] if course else None, number)]
    return course or [(None, 0)], sure


def _taken_back(one: Moment, known: Known) -> tuple[int, bool]:
    """Return after which step a change was taken back at the latest, and whether that is known.

    Of one that can still be done again nobody can tell whether it was taken back before the copies parted or after.
    """
    if known.met and one.number > known.seen:
        return known.seen, True
    if one.state == "dropped":
        place = bisect_right(known.done, one.number)
        return (known.done[place] if place < len(known.done) else _LATER), True
    return _LATER, known.met


def _base(here: _Course, there: _Course, met: Sequence[Meeting]) -> tuple[Record | None] | tuple[()]:
    """Return how the record was in both copies when they last knew each other and it was the same in both."""
    for ours, theirs in met:
        image = _at(here, ours)
        if image == _at(there, theirs):
            return (image,)
    return ()


def _at(course: _Course, number: int) -> Record | None:
    return next((image for image, step in reversed(course) if step <= number), course[0][0])
