"""Say in plain words what a record is, what it says, and what differs between two versions of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from caregiver_app.domain.appointments.words import WORDS as APPOINTMENTS
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.recipients import bundled_receivers
from caregiver_app.domain.guide.words import WORDS as GUIDE
from caregiver_app.domain.journey.words import WORDS as JOURNEY
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.packet.words import WORDS as PACKET
from caregiver_app.domain.person import Person
from caregiver_app.domain.questions.words import WORDS as QUESTIONS
from caregiver_app.domain.record import Record
from caregiver_app.domain.record_words import WORDS, RecordWords
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.timeline.wording import HOW_KNOWN, headline
from caregiver_app.domain.worksheet.words import WORDS as WORKSHEET
from caregiver_app.i18n import N_, _

Called = Callable[[UUID], str]
"""Tells what the record with an id is called: a document, a centre, a round, an appointment."""

_FIRST: Final = 3
_LONGEST: Final = 60
_LONGEST_LINE: Final = 120
_AROUND: Final = 20
_SHARED: Final = {
    "how_known": N_("How it is known"),
    "proof": N_("The paper that shows it"),
    "proof_page": N_("On page"),
}
_OF_AN_ENTRY: Final[Mapping[str, Mapping[Any, str]]] = {
    "how_known": HOW_KNOWN,
    "planned": {"yes": N_("yes"), "no": N_("no")},
}
_OTHERS: Final[Mapping[type[Record], RecordWords]] = {
    **WORDS, **GUIDE, **JOURNEY, **QUESTIONS, **APPOINTMENTS, **WORKSHEET, **PACKET,
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One thing a record says: the field, its label and its value in words."""

    field: str
    name: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One field of which two versions say something else; what is empty has no words."""

    field: str
    name: str
    before: str
    after: str

    def in_words(self) -> str:
        """Write it in one line, of long texts the part that differs: "Ended: 20 October 2023 → 3 November 2023"."""
        before, after = _on_one_line(self.before), _on_one_line(self.after)
        if before == after:
            return _("{name}: only spaces or line ends differ").format(name=self.name)
        before, after = _parts_that_differ(before, after)
        words = {"name": self.name, "before": before or _("(empty)"), "after": after or _("(empty)")}
        return _("{name}: {before} → {after}").format(**words)


def what_it_is(record: Record) -> str:
    """Name the kind of a record, such as "Scan", "Document" or "Contact"."""
    return name_of_kind(type(record))


def name_of_kind(kind: type[Record]) -> str:
    """Name a kind of record, such as "Scan" or "Contact"; one that is not known is a record."""
    if issubclass(kind, Entry):
        return _(kind_of(kind).word)
    return _(_OTHERS[kind].name) if kind in _OTHERS else _("Record")


def headline_of(record: Record) -> str:
    """Write what a record says in one line, without its kind; of a long text only how it begins."""
    words = _on_one_line(headline(record) if isinstance(record, Entry) else _OTHERS[type(record)].headline(record))
    if len(words) <= _LONGEST_LINE:
        return words
    end = max(words.rfind(" ", 0, _LONGEST_LINE), 0) or _LONGEST_LINE
    return f"{words[:end]} …"


def described(record: Record) -> str:
    """Write what a record is in one line: "Scan: PET-CT", "D-012 · Discharge letter"."""
    if isinstance(record, Document):
        return f"{label(record.number)} · {headline_of(record)}"
    return _("{kind}: {what}").format(kind=what_it_is(record), what=headline_of(record))


def facts(record: Record, called: Called) -> tuple[Fact, ...]:
    """Return everything a record says, in the order it is asked, the empty fields left out."""
    named = ((field, _(name), _in_words(record, field, called)) for field, name in _labels(type(record)).items())
    return tuple(Fact(field, name, words) for field, name, words in named if words)


def differences(before: Record, after: Record, called: Called) -> tuple[Difference, ...]:
    """Return what differs between two versions of one record, in the order it is asked."""
    found = []
    for field, name in _labels(type(after)).items():
        if getattr(before, field) != getattr(after, field):
            words, then = _in_words(before, field, called), _in_words(after, field, called)
            if words == then and isinstance(getattr(after, field), Packed):
                then = _("{list}, changed").format(list=then)
            found.append(Difference(field, _(name), words, then))
    return tuple(found)


def told(before: Record | None, after: Record | None, called: Called) -> tuple[str, ...]:
    """Say what a step did to a record: that it was added or removed, or each field that differs, a line each."""
    if before is None or after is None:
        return (_("Added") if before is None else _("Removed"),)
    return tuple(difference.in_words() for difference in differences(before, after, called))


def names_of(records: Mapping[UUID, Record], otherwise: Callable[[UUID], Record | None]) -> Called:
    """Return what tells a record's name: `records` are in the case, `otherwise` finds one that went."""

    def called(record_id: UUID) -> str:
        here = records.get(record_id)
        name = name_of(here or otherwise(record_id))
        return name if here else _("{document} (not in the case any more)").format(document=name)

    return called


def name_of(record: Record | None) -> str:
    """Write what a record is called where another one speaks of it; of none, that it is not known."""
    if record is None:
        return _("a paper that is not known")
    return f"{label(record.number)} {record.title}" if isinstance(record, Document) else headline_of(record)


def moment_in_words(at: str) -> str:
    """Write the ISO time of a step as one says it: "28 August 2023, 20:38"."""
    when = datetime.fromisoformat(at)
    return _("{date}, {time}").format(date=PartialDate.of_day(when.date()).in_words(), time=f"{when:%H:%M}")


@cache
def _labels(kind: type[Record]) -> Mapping[str, str]:
    if not issubclass(kind, Entry):
        return _OTHERS[kind].labels
    asked = {field.name: field.label for field in kind_of(kind).fields}
    first = dict(list(asked.items())[:_FIRST])
    return {**first, **_SHARED, **asked}


def _in_words(record: Record, field: str, called: Called) -> str:
    value = getattr(record, field)
    if value in (None, ""):
        return ""
    if isinstance(value, UUID):
        return called(value)
    if isinstance(record, Person) and field == "recipient":
        return _whose_list(value, called)
    if isinstance(value, PartialDate):
        return value.in_words()
    if isinstance(record, Entry):
        known = _OF_AN_ENTRY.get(field, {}).get(value)
        return str(value) if known is None else _(known)
    show = _OTHERS[type(record)].shows.get(field)
    return show(value) if show is not None else str(value)


def _whose_list(receiver_id: str, called: Called) -> str:
    bundled = next((one.name for one in bundled_receivers() if one.id == receiver_id), None)
    if bundled is not None:
        return bundled
    try:
        return called(UUID(receiver_id))
    except ValueError:
        return receiver_id


def _on_one_line(words: str) -> str:
    return " ".join(words.replace("\r\n", "\n").replace("\n", " ↵ ").split())


def _parts_that_differ(before: str, after: str) -> tuple[str, str]:
    """Return both texts, or of long ones the part round what differs, with … where something is left out."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    same = _alike(before, after)
    start = max(0, same - _AROUND)
    if start:
        start = before.find(" ", start, same) + 1 or start
    alike = _alike(before[same:][::-1], after[same:][::-1])
    return _part(before, start, same, alike), _part(after, start, same, alike)


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _part(text: str, start: int, same: int, alike: int) -> str:
    """Return a text from `start` to a little beyond where its last `alike` letters begin, in a line's length.

    It ends between two words where there is a space after `same`, from where on the versions differ.
    """
    end = min(len(text) - alike + _AROUND, start + _LONGEST, len(text))
    if end < len(text):
        end = max(text.rfind(" ", same + 1, end + 1), 0) or end
    shown = text[start:end].strip()
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"{before}{shown}{after}" if shown else ""
