"""Numbers of documents and packets that were given on both sides to different things."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.handover.side import COUNTERS, Numbered, Side
from caregiver_app.domain.packet.choices import Chosen
from caregiver_app.domain.packet.records import PacketSet, SentDocuments, SentPacket, packet_label
from caregiver_app.domain.record import Record

After = Mapping[UUID, Record | None]
"""What each record that differs is to be."""

_KINDS: Final[tuple[type[Numbered], ...]] = (Document, SentPacket)


def new_numbers(chosen: After, ours: Side, theirs: Side) -> dict[UUID, int]:
    """Return a new number for each document and packet that comes in under one that is given here already."""
    found: dict[UUID, int] = {}
    for kind in _KINDS:
        holders = _held(kind, chosen, ours)
        free = _last_given(kind, ours, theirs) + 1
        for one in _incoming(kind, chosen, ours):
            if holders.setdefault(one.number, one.id) != one.id:
                found[one.id], free = free, free + 1
    return found


def called(one: Numbered) -> str:
    """Write the number of a document or packet as it is shown."""
    return label(one.number) if isinstance(one, Document) else packet_label(one.number)


def with_number(one: Numbered, number: int, remark: str) -> Record:
    """Return a document or packet under another number; a remark in its note says which one it had."""
    was = remark.format(number=called(one))
    note = one.note if was in one.note else f"{one.note}\n{was}".strip()
    return one.amended(number=number, note=note)


def renaming(now: After, before: Mapping[UUID, Record]) -> dict[int, int]:
    """Return which document numbers of one copy are other ones now; `now` holds what differs."""
    return {
        one.number: new.number
        for one in before.values()
        if isinstance(one, Document)
        if isinstance(new := now.get(one.id), Document) and new.number != one.number
    }


def following(record: Record, renamed: Mapping[int, int]) -> Record:
    """Return a record that names documents by their numbers, as they are numbered now."""
    if not renamed:
        return record
    if isinstance(record, PacketSet):
        held = record.choices.choices
        now = replace(
            held,
            order=_mapped(held.order, renamed),
            put_in=_mapped(held.put_in, renamed),
            left_out=_mapped(held.left_out, renamed),
        )
        return record.amended(choices=Chosen.holding(now))
    if isinstance(record, SentPacket):
        sent = (replace(one, number=renamed.get(one.number, one.number)) for one in record.documents.values)
        return record.amended(documents=SentDocuments.of(sent))
    return record


def _held(kind: type[Numbered], chosen: After, ours: Side) -> dict[int, UUID]:
    """Return whose each number is here and stays."""
    held = {}
    for one in ours.records.values():
        now = chosen.get(one.id, one)
        if isinstance(one, kind) and isinstance(now, kind) and now.number == one.number:
            held[one.number] = one.id
    return held


def _incoming(kind: type[Numbered], chosen: After, ours: Side) -> list[Numbered]:
    """Return what has another number than it has here, or none here yet, the lowest number first."""
    found = []
    for one in chosen.values():
        if isinstance(one, kind):
            here = ours.records.get(one.id)
            if not isinstance(here, kind) or here.number != one.number:
                found.append(one)
    return sorted(found, key=lambda one: one.number)


def _last_given(kind: type[Numbered], ours: Side, theirs: Side) -> int:
    records = (*ours.records.values(), *theirs.records.values())
    used = (one.number for one in records if isinstance(one, kind))
    return max((ours.given.get(COUNTERS[kind], 0), theirs.given.get(COUNTERS[kind], 0), *used))


def _mapped(numbers: tuple[int, ...], renamed: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(renamed.get(number, number) for number in numbers)
