"""What is to be written so that our copy of a case holds what both hold, and what its history is to hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from caregiver_app.domain.documents.links import without_dead_links
from caregiver_app.domain.handover.meeting import Answers, Meeting, says_alike
from caregiver_app.domain.handover.numbers import called, following, new_numbers, renaming, with_number
from caregiver_app.domain.handover.side import COUNTERS, Numbered, Side
from caregiver_app.domain.record import Record
from caregiver_app.i18n import _


@dataclass(frozen=True)
class Writing:
    """One record before and after. `past` are versions it never is here and that its history is to hold."""

    before: Record | None
    after: Record | None
    past: tuple[Record | None, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """Everything to write, in an order in which it can be written, and the last numbers that count as given.

    `remarks` are whole sentences on what is not as it was in the other copy.
    """

    writings: tuple[Writing, ...]
    given: Mapping[str, int]
    remarks: tuple[str, ...] = ()


def outcome(meeting: Meeting, answers: Answers, name_of: Callable[[UUID], str]) -> Outcome:
    """Work out what to write. Raises KeyError where something is still to be decided.

    `name_of` tells what a document is called that is not there any more.
    """
    ours, theirs = meeting.ours, meeting.theirs
    chosen = meeting.chosen(answers)
    _let_one_stay(meeting, chosen, answers)
    remarks = _renumber(chosen, ours, theirs)
    remarks += _take_dead_links_off(chosen, ours, name_of)
    writings = tuple(
        Writing(ours.records.get(one), after, _past_of(meeting, one, after)) for one, after in chosen.items()
    )
    needed = (one for one in writings if one.before != one.after or one.past)
    return Outcome(tuple(sorted(needed, key=_place)), _given(chosen, ours, theirs), tuple(remarks))


def _let_one_stay(meeting: Meeting, chosen: dict[UUID, Record | None], answers: Answers) -> None:
    """Take out one of each two records that say what is said only once; of equal ones both sides keep the same."""
    for ours, theirs in meeting.pairs(chosen):
        keeps_ours = ours.id < theirs.id if says_alike(ours, theirs) else answers[ours.id] == "ours"
        stays, goes = (ours, theirs) if keeps_ours else (theirs, ours)
        chosen[goes.id] = None
        chosen.setdefault(stays.id, stays)


def _renumber(chosen: dict[UUID, Record | None], ours: Side, theirs: Side) -> list[str]:
    """Give new numbers where one was given on both sides, let what names documents follow, and say so."""
    remarks = []
    for one, number in new_numbers(chosen, ours, theirs).items():
        record = chosen[one]
        if isinstance(record, Numbered):
            chosen[one] = with_number(record, number, _("It was {number} on the other computer."))
    numbered = (after for after in chosen.values() if isinstance(after, Numbered))
    for after in sorted(numbered, key=lambda one: (type(one).__name__, one.number)):
        here, there = ours.records.get(after.id), theirs.records.get(after.id)
        for before, words in (
            (here, _("{before} has the number {after} now, as on the other computer.")),
            (there, _("{before} of the other computer is {after} here, as its number was given here already.")),
        ):
            if isinstance(before, Numbered) and before.number != after.number:
                remarks.append(words.format(before=called(before), after=called(after)))
                break
    _let_names_follow(chosen, ours, theirs)
    return remarks


def _let_names_follow(chosen: dict[UUID, Record | None], ours: Side, theirs: Side) -> None:
    renamed_here, renamed_there = renaming(chosen, ours.records), renaming(chosen, theirs.records)
    for one in {*ours.records} | {*chosen} if renamed_here else {*chosen}:
        here = ours.records.get(one)
        record = chosen.get(one, here)
        if record is not None:
            now = following(record, renamed_here if record == here else renamed_there)
            if now != record:
                chosen[one] = now


def _take_dead_links_off(chosen: dict[UUID, Record | None], ours: Side, name_of: Callable[[UUID], str]) -> list[str]:
    """Take off links to documents that are not in the case; the note says what they led to."""
    remarks = []
    gone = {one for one, after in chosen.items() if after is None and one in ours.records}
    # What stays as it is here has dead links only where something goes.
    for one in {*chosen} | ({*ours.records} if gone else set()):
        record = chosen.get(one, ours.records.get(one))
        if record is not None:
            fitted, left_off = without_dead_links(
                record, lambda _link, led_to: chosen.get(led_to, ours.records.get(led_to)) is not None, name_of
            )
            if left_off:
                chosen[one] = fitted
                remarks += left_off
    return remarks


def _past_of(meeting: Meeting, record_id: UUID, after: Record | None) -> tuple[Record | None, ...]:
    """Return how a record is in the other copy, where it is not to be that here and nobody would find it else."""
    there = meeting.theirs.records.get(record_id)
    return (there,) if meeting.whose.get(record_id) in ("theirs", "both") and there != after else ()


def _place(writing: Writing) -> tuple[int, int, str]:
    """Write removals first, then numbers from the highest down, so that each is free when it is given."""
    after = writing.after
    if after is None:
        return 0, 0, ""
    if isinstance(after, Numbered):
        return 1, -after.number, str(after.id)
    return 2, 0, str(after.id)


def _given(chosen: Mapping[UUID, Record | None], ours: Side, theirs: Side) -> dict[str, int]:
    """Return the last number of each counter: what was given on either side is never given again."""
    given = {name: max(ours.given.get(name, 0), theirs.given.get(name, 0)) for name in COUNTERS.values()}
    for after in chosen.values():
        if isinstance(after, Numbered):
            name = COUNTERS[type(after)]
            given[name] = max(given[name], after.number)
    return given
