"""What every resource of an entry says alike: whose it is, how the fact is known, what proves it, and all that is left.

Nothing typed is lost: each kind names the fields it has given a place in FHIR, and the rest goes into notes, each line
under its label as on the form.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.kinds import Field, kind_of
from caregiver_app.domain.timeline.records import Entry, SpanEntry
from caregiver_app.domain.timeline.wording import HOW_KNOWN
from caregiver_app.exchange.fhir.elements import (
    OURS,
    PROOF,
    Element,
    filled,
    is_backwards,
    notes,
    period,
    reference,
    true_date,
    when,
)
from caregiver_app.i18n import N_, _

_DATES: Final = ("date", "end")
_YES_OR_NO: Final = {"yes": N_("yes"), "no": N_("no")}


@dataclass(frozen=True)
class Told:
    """What is told to whoever receives it: the case, the day, and the documents that go along."""

    case: CaseSnapshot
    as_of: date
    documents: tuple[Document, ...]

    @property
    def patient(self) -> Element:
        """What leads to the patient."""
        return reference(self.case.person.id)

    @cached_property
    def by_id(self) -> Mapping[UUID, Document]:
        """The documents that go along, by their ids."""
        return {document.id: document for document in self.documents}

    def proof(self, entry: Entry) -> list[Element]:
        """Return what leads to the paper that proves an entry; an empty list where none that goes along does."""
        if entry.proof is None or entry.proof not in self.by_id:
            return []
        number = label(self.by_id[entry.proof].number)
        words = _("{number} p. {page}").format(number=number, page=entry.proof_page) if entry.proof_page else number
        return [reference(entry.proof, words)]

    def proof_extension(self, entry: Entry) -> list[Element]:
        """Return the same for a resource that has no element for it."""
        return [{"url": PROOF, "valueReference": one} for one in self.proof(entry)]

    def is_over(self, when: PartialDate | None) -> bool:
        """Whether a date surely lies behind."""
        latest = when.span().latest if when is not None else None
        return latest is not None and latest <= self.as_of

    def is_to_come(self, when: PartialDate | None) -> bool:
        """Whether a date surely lies ahead."""
        earliest = when.span().earliest if when is not None else None
        return earliest is not None and earliest > self.as_of


def made_from(record: UUID, part: str) -> UUID:
    """Return the id of what is made of a record beside its own resource: the same each time."""
    return uuid5(NAMESPACE_URL, f"{OURS}{record}/{part}")


def begun(resource: str, entry: Entry) -> Element:
    """Begin the resource of an entry: its type, its id, and how the fact is known."""
    known = {"system": f"{OURS}how-known", "code": entry.how_known, "display": _(HOW_KNOWN[entry.how_known])}
    return {"resourceType": resource, "id": str(entry.id), "meta": {"tag": [known]}}


def at_or_from(name: str, entry: Entry) -> Element:
    """Return when it was, as a choice of FHIR: a time under `name`Period where it lasted, else a `name`DateTime."""
    end = entry.end if isinstance(entry, SpanEntry) else None
    if end is None:
        return when(f"{name}DateTime", entry.date)
    return filled({f"{name}Period": period(entry.date, end)})


def remaining(entry: Entry, placed: Collection[str]) -> list[str]:
    """Return the note of an entry, and in one text all that has no place of its own. `placed` are fields that have."""
    lines = [line for field in kind_of(entry).fields if (line := _line(field, entry, placed))]
    if entry.how_known != "report":
        lines.append(_said(_("How it is known"), _(HOW_KNOWN[entry.how_known])))
    return [entry.note, "\n".join(lines)]


def remaining_notes(entry: Entry, placed: Collection[str]) -> list[Element]:
    """Return the same as notes."""
    return notes(remaining(entry, placed))


def labelled(words: Mapping[str, str], record: Any, names: Collection[str]) -> Iterator[str]:
    """Go through fields of a record that is no entry as lines, each under its label; empty ones are left out."""
    for name in names:
        held = getattr(record, name)
        if held:
            yield _said(_(words[name]), held.in_words() if isinstance(held, PartialDate) else str(held))


def _line(field: Field, entry: Entry, placed: Collection[str]) -> str:
    held = getattr(entry, field.name)
    if field.name == "note" or not held:
        return ""
    if field.name in _DATES:
        has_place = field.name in placed and true_date(held) == held and not _is_backwards(entry)
        return "" if has_place else _said(_(field.label), held.in_words())
    if field.name in placed:
        return ""
    return _said(_(field.label), _(_YES_OR_NO[held]) if field.name == "planned" else str(held))


def _is_backwards(entry: Entry) -> bool:
    return isinstance(entry, SpanEntry) and is_backwards(entry.date, entry.end)


def _said(name: str, value: str) -> str:
    return _("{label}: {value}").format(label=name, value=value)
