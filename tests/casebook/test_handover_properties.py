"""Two copies of a case, edited at random on both sides: brought together nothing is lost, and both ends are equal."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch
from uuid import UUID

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.handover import TheirCopy, meeting_of, side_of, take_back
from caregiver_app.domain.handover.meeting import Answer, Meeting
from caregiver_app.domain.record import Record
from caregiver_app.store.database import Store
from casebook.test_undo_properties import Family, a_case, dump
from runs import tries

CASES, ROUNDS, MOST_EDITS = tries(200), 3, 6


@contextmanager
def handed_over(book: Casebook, folder: Path) -> Iterator[tuple[Store, Casebook]]:
    """Open a copy of a case, as it is on another computer."""
    shutil.copytree(book.folder, folder, ignore=shutil.ignore_patterns("case.lock"))
    store = Store.open(folder)
    with Casebook(store) as other:
        yield store, other


def copy_of(other: Casebook, book: Casebook) -> TheirCopy:
    """Return what comes back from another computer."""
    return TheirCopy("Ana.caregiver", "2026-11-29T10:00:00", side_of(other, by_id(book)))


def by_id(book: Casebook) -> dict[UUID, Record]:
    return {record.id: record for record in book.records()}


def decided(meeting: Meeting, choose: Random, done: Counter[str]) -> dict[UUID, Answer]:
    """Answer every question at random, also those that only an answer raises."""
    answers: dict[UUID, Answer] = {}
    while asked := meeting.still_asked(answers):
        answers |= {one.id: choose.choice(("ours", "theirs")) for one in asked}
        done.update(one.why for one in asked)
    return answers


def images_in_history(book: Casebook, record_id: UUID) -> list[Record | None]:
    """Return every version of a record that its history or the trash still has."""
    return [moment.image for moment in book.past(record_id)]


def edit(family: Family, most: int) -> None:
    family.depth = 0
    for _ in range(family.random.randint(0, most)):
        family.edit()


def bring_together(store: Store, book: Casebook, other: Casebook, random: Random, run: str, done: Counter[str]) -> int:
    """Take back what the other has, check all that is promised of it, and return how much was asked."""
    ours, theirs, before = by_id(book), by_id(other), dump(store)
    copy = copy_of(other, book)
    meeting = meeting_of(book, copy)
    answers = decided(meeting, random, done)
    taken = take_back(book, copy, meeting, answers)
    after = dump(store)
    for record in (*ours.values(), *theirs.values()):
        now = book.find(record.id)
        assert now == record or record in images_in_history(book, record.id), f"{run}: lost {record!r}"
    assert store.faults() == (), run
    numbers = [document.number for document in book.snapshot().documents]
    assert len(set(numbers)) == len(numbers), run
    if taken.changed and before != after:
        book.undo()
        assert dump(store) == before, f"{run}: undone"
        book.redo()
        assert dump(store) == after, f"{run}: done again"
    again = copy_of(other, book)
    second = meeting_of(book, again)
    assert (second.new, second.changed, second.removed, second.changed_twice) == ((), (), (), ()), f"{run}: again"
    assert not take_back(book, again, second, {}).changed, f"{run}: the same file again"
    done.update(new=len(meeting.new), changed=len(meeting.changed), removed=len(meeting.removed), kept=meeting.kept)
    return len(answers)


@pytest.mark.at_random
def test_nothing_is_lost_and_both_ends_are_equal_after_any_edits_on_both_sides(tmp_path: Path) -> None:
    done: Counter[str] = Counter()
    for seed in range(CASES):
        random = Random(seed)
        with patch("os.urandom", random.randbytes), a_case(tmp_path) as (here, mine):
            family = Family(mine, tmp_path, random)
            edit(family, MOST_EDITS)
            with handed_over(mine, mine.folder.parent / "other") as (there, hers):
                sister = Family(hers, tmp_path, random)
                for number in range(ROUNDS):
                    run = f"case {seed}, round {number}"
                    edit(family, MOST_EDITS)
                    edit(sister, MOST_EDITS)
                    bring_together(here, mine, hers, random, f"{run}, there to here", done)
                    asked = bring_together(there, hers, mine, random, f"{run}, here to there", done)
                    assert asked == 0, f"{run}: what is decided here is not asked there"
                    assert dump(here) == dump(there), f"{run}: both ends are equal"
    assert min(done[one] for one in ("new", "changed", "removed", "kept")) > CASES, done
    assert min(done[one] for one in ("changed", "said_twice", "removed_there", "removed_here")) > 0, done
