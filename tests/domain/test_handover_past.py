"""Which of two copies went on from the other: told by what both know, and asked where that leaves two answers."""

import pytest

from caregiver_app.domain.handover.past import Known, Moment, who_changed
from caregiver_app.domain.timeline.records import Note
from family import fixed


def note(title: str) -> Note | None:
    return Note(id=fixed("a note"), title=title) if title else None


def past(*steps: tuple[int, str] | tuple[int, str, str], at: str = "10:00") -> tuple[Moment, ...]:
    """Return a past from numbers of steps and what each left; an empty text is "not there"."""
    return tuple(
        Moment(note(step[1]), (step[0], "Change", at) if step[0] else None, step[2] if len(step) > 2 else "done")
        for step in steps
    )


BOTH = past((0, ""), (1, "first"))
SHARED = Known(seen=1, shared=1, done=(1, 2, 3))


def on(*steps: tuple[int, str] | tuple[int, str, str], here: bool) -> tuple[Moment, ...]:
    return (*BOTH, *past(*steps, at="11:00" if here else "12:00"))


@pytest.mark.parametrize(
    ("ours", "theirs", "whose"),
    [
        ((), (), "same"),
        (((2, "mine"),), (), "ours"),
        ((), ((2, "hers"),), "theirs"),
        (((2, "mine"),), ((2, "hers"),), "both"),
        (((2, "alike"),), ((2, "alike"),), "same"),
        ((), ((2, ""),), "theirs"),
        (((2, "mine"),), ((2, ""),), "both"),
        (((2, "tried"), (3, "first")), ((2, "hers"),), "theirs"),
    ],
    ids=["nobody", "we", "they", "both", "both alike", "they removed it", "we changed what they removed", "back again"],
)
def test_whoever_went_on_since_the_copies_parted_changed_it(ours, theirs, whose) -> None:
    met = ((1, 1),)
    assert who_changed(on(*ours, here=True), on(*theirs, here=False), SHARED, SHARED, met) == whose


def test_a_record_that_one_copy_never_had_is_news_of_the_other() -> None:
    assert who_changed((), past((0, ""), (2, "hers")), SHARED, SHARED) == "theirs"
    assert who_changed(past((0, "mine")), (), SHARED, SHARED) == "ours"
    assert who_changed((), past((0, ""), (2, "hers"), (3, "")), SHARED, SHARED) == "same"


def test_what_was_seen_in_the_other_copy_and_decided_here_is_not_asked_again() -> None:
    ours = on((2, "mine"), (3, "hers"), (3, "mine"), here=True)
    theirs = on((2, "hers"), here=False)
    seen = Known(seen=2, shared=1, done=(1, 2), met=True)
    assert who_changed(ours, theirs, SHARED, seen, ((3, 2), (1, 1))) == "ours"
    assert who_changed(theirs, ours, seen, SHARED, ((2, 3), (1, 1))) == "theirs"


def test_what_was_undone_for_good_after_the_copies_parted_stays_undone() -> None:
    dropped = past((0, ""), (1, "first", "dropped"))
    assert who_changed(dropped, BOTH, Known(1, 1, (2,)), Known(1, 1, (1,)), ((1, 1),)) == "ours"


def test_what_can_still_be_done_again_is_asked_about_as_nobody_knows_when_it_was_undone() -> None:
    undone = past((0, ""), (1, "first", "undone"))
    assert who_changed(undone, BOTH, Known(1, 1, ()), Known(1, 1, (1,)), ((1, 1),)) == "both"


def test_what_was_seen_undone_in_the_other_copy_and_kept_here_is_not_asked_again() -> None:
    ours = (*BOTH, *past((3, ""), (3, "first"), at="11:00"))
    theirs = past((0, ""), (1, "first", "undone"))
    seen = Known(seen=0, shared=1, done=(), met=True)
    assert who_changed(ours, theirs, SHARED, seen, ((3, 0), (1, 1))) == "ours"
