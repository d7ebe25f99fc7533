"""What is left of others where a record is erased for good: what goes with it, and what no longer leads to it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.handover.past import Moment, Past
from caregiver_app.domain.journey.records import Instruction, LogEntry, StagePaper, StageState, Task
from caregiver_app.domain.person import Person
from caregiver_app.domain.record import Record
from caregiver_app.i18n import _

R = TypeVar("R", bound=Record)

# Without a round these are seen nowhere and cannot be reached any more, and the link of a paper is nothing by itself.
PARTS: Final[Mapping[type[Record], tuple[str, ...]]] = {
    StageState: ("round",),
    StagePaper: ("round", "document"),
    Instruction: ("round",),
    LogEntry: ("round",),
    Task: ("round",),
}
"""Which kinds are part of another record, by the fields that name it."""

_SHORTEST: Final = 3


def wholes_of(record: Record) -> Iterator[UUID]:
    """Go through the ids of what a record is a part of: it is erased with any of them."""
    for field in PARTS.get(type(record), ()):
        if getattr(record, field) is not None:
            yield getattr(record, field)


def without(record: R, gone: Collection[UUID], names: Sequence[str] = ()) -> R:
    """Return a record that leads to nothing that is erased, and whose note does not call it by one of its names."""
    must = {name for name, field in type(record).model_fields.items() if field.is_required()}
    changes: dict[str, Any] = {
        name: None for name, value in record if isinstance(value, UUID) and value in gone and name not in {"id", *must}
    }
    if "proof" in changes:
        changes["proof_page"] = None
    if isinstance(record, Person) and record.recipient in map(str, gone):
        changes["recipient"] = ""
    note = getattr(record, "note", "")
    for name in names:
        note = note.replace(name, _("a paper that was erased"))
    if note != getattr(record, "note", ""):
        changes["note"] = note
    return record.amended(**changes) if changes else record


def past_without(past: Past, gone: Collection[UUID]) -> Past:
    """Return what is known of a record's past, leading to nothing that is erased."""
    return tuple(
        Moment(without(one.image, gone) if one.image is not None else None, one.change, one.state) for one in past
    )


def names_of(versions: Sequence[Record]) -> tuple[str, ...]:
    """Return by what the program itself calls a document in notes of others, in every version, the longest first."""
    from caregiver_app.domain.changes import name_of

    found = {name_of(one) for one in versions if isinstance(one, Document)}
    return tuple(sorted(found, key=len, reverse=True))


def words_of(versions: Sequence[Record]) -> frozenset[str]:
    """Return every text that versions of a record hold, so that it can be told whether something speaks of it."""
    found = set()
    for version in versions:
        for _name, value in version:
            if isinstance(value, PartialDate):
                found.add(value.in_words())
            elif isinstance(value, str):
                found.add(value.strip())
    return frozenset(one for one in found if len(one) >= _SHORTEST)


def speaks_of(text: str, words: Collection[str]) -> bool:
    """Whether a text holds one of these words, whatever the case of its letters."""
    plain = text.casefold()
    return any(one.casefold() in plain for one in words)
