"""Say in plain words what a record is, what it says, and what differs between two versions of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import TROUBLES, Document, label
from caregiver_app.domain.documents.recipients import bundled_receivers
from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.domain.documents.request import ANSWERS, HOWS, Request, Requests
from caregiver_app.domain.documents.sheets import Sheets
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.domain.timeline.wording import HOW_KNOWN, headline
from caregiver_app.i18n import N_, _, ngettext

Called = Callable[[UUID], str]
"""Tells what the document or centre with an id is called."""

_FIRST: Final = 3
_LONGEST: Final = 60
_LONGEST_LINE: Final = 120
_AROUND: Final = 20
_SHARED: Final = {
    "how_known": N_("How it is known"),
    "proof": N_("The paper that shows it"),
    "proof_page": N_("On page"),
}
_LABELS: Final[Mapping[type[Record], Mapping[str, str]]] = {
    Person: {
        "name": N_("Name"),
        "born": N_("Born"),
        "question": N_("Your question"),
        "prepared_by": N_("Who puts this together"),
        "prepared_for": N_("Who it is for"),
        "other_illnesses": N_("Other illnesses"),
        "sex": N_("Sex"),
        "languages": N_("Languages"),
        "phone": N_("Phone"),
        "email": N_("Email"),
        "address": N_("Address"),
        "note": N_("Note"),
        "recipient": N_("Whose list is looked at"),
    },
    Contact: {
        "name": N_("Name"),
        "role": N_("Role"),
        "organisation": N_("Where"),
        "phone": N_("Phone"),
        "email": N_("Email"),
        "note": N_("Note"),
    },
    Document: {
        "number": N_("Number"),
        "title": N_("Title"),
        "kind": N_("Kind"),
        "covers": N_("Also holds"),
        "date": N_("Date"),
        "origin": N_("From"),
        "language": N_("Language"),
        "translation_of": N_("Translation of"),
        "in_packet": N_("Packet"),
        "holding": N_("Where it is"),
        "held_by": N_("Who holds it, or was asked"),
        "requests": N_("Asked for"),
        "accession": N_("Accession number"),
        "lent_to": N_("Lent to"),
        "lent_on": N_("Lent on"),
        "returned_on": N_("Back on"),
        "translator": N_("Translated by"),
        "certified": N_("Certified translation"),
        "name_on_it": N_("Name written on it"),
        "born_on_it": N_("Birth date written on it"),
        "sheets": N_("Its pages"),
        "part_of": N_("Came in"),
        "path_inside": N_("Where it lay"),
        "in_inbox": N_("Inbox"),
        "modality": N_("Kind of scan"),
        "body_part": N_("Part of the body"),
        "series": N_("Series"),
        "images": N_("Pictures"),
        "file_name": N_("File"),
        "pages": N_("Pages"),
        "trouble": N_("State of the file"),
        "fingerprint": N_("Fingerprint"),
        "note": N_("Note"),
    },
    ShownTest: {"test": N_("Test"), "position": N_("Place among the chosen tests")},
    Recipient: {
        "name": N_("Name"),
        "source": N_("Who said so"),
        "as_of": N_("As of"),
        "language": N_("Language it reads"),
        "wants": N_("Papers it wants"),
        "note": N_("Note"),
    },
    NotNeeded: {"kind": N_("Kind"), "why": N_("Why")},
}
_WORDS: Final[Mapping[str, Mapping[Any, str]]] = {
    "how_known": HOW_KNOWN,
    "planned": {"yes": N_("yes"), "no": N_("no")},
    "in_packet": {True: N_("in the packet"), False: N_("left out of the packet")},
    "holding": {
        "file": N_("in this case, as a file"),
        "elsewhere": N_("somebody holds it"),
        "wanted": N_("still needed"),
    },
    "trouble": TROUBLES,
    "certified": {"yes": N_("yes"), "no": N_("no")},
    "in_inbox": {True: N_("nobody has looked yet at what it is"), False: N_("looked at")},
}


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
    if isinstance(record, Entry):
        return _(kind_of(record).word)
    names = {
        Document: _("Document"),
        Contact: _("Contact"),
        Person: _("Personal details"),
        ShownTest: _("Chosen lab test"),
        Recipient: _("Centre"),
        NotNeeded: _("Paper that does not apply"),
    }
    return names[type(record)]


def headline_of(record: Record) -> str:
    """Write what a record says in one line, without its kind; of a long text only how it begins."""
    words = _on_one_line(headline(record) if isinstance(record, Entry) else _called_by(record))
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


def document_names(records: Mapping[UUID, Record], otherwise: Callable[[UUID], Record | None]) -> Called:
    """Return what tells a document's or a centre's name: `records` are in the case, `otherwise` finds one that went."""

    def called(record_id: UUID) -> str:
        here = records.get(record_id)
        name = document_name(here or otherwise(record_id))
        return name if here else _("{document} (not in the case any more)").format(document=name)

    return called


def document_name(record: Record | None) -> str:
    """Write a document's number and title, or a centre's name; for anything else that it is not known."""
    if isinstance(record, Document):
        return f"{label(record.number)} {record.title}"
    return record.name if isinstance(record, Recipient) else _("a paper that is not known")


def moment_in_words(at: str) -> str:
    """Write the ISO time of a step as one says it: "28 August 2023, 20:38"."""
    when = datetime.fromisoformat(at)
    return _("{date}, {time}").format(date=PartialDate.of_day(when.date()).in_words(), time=f"{when:%H:%M}")


@cache
def _labels(kind: type[Record]) -> Mapping[str, str]:
    if not issubclass(kind, Entry):
        return _LABELS[kind]
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
    if isinstance(value, Packed):
        return _of_list(value)
    if isinstance(record, Document | NotNeeded) and field in ("number", "fingerprint", "kind", "covers"):
        return _of_document(field, value)
    known = _WORDS.get(field, {}).get(value)
    return str(value) if known is None else _(known)


def _of_document(field: str, value: Any) -> str:
    if field == "number":
        return label(value)
    if field == "fingerprint":
        return f"{value[:8]}…"
    return ", ".join(map(kind_name, value.split(",")))


def _whose_list(receiver_id: str, called: Called) -> str:
    bundled = next((one.name for one in bundled_receivers() if one.id == receiver_id), None)
    if bundled is not None:
        return bundled
    try:
        return called(UUID(receiver_id))
    except ValueError:
        return receiver_id


def _of_list(packed: Packed[Any]) -> str:
    if isinstance(packed, Requests):
        return "; ".join(_asked(request) for request in packed.values)
    count = len(packed.values)
    if isinstance(packed, Sheets):
        return ngettext("{n} page chosen or worked on", "{n} pages chosen or worked on", count).format(n=count)
    return ngettext("{n} kind of paper", "{n} kinds of paper", count).format(n=count)


def _asked(request: Request) -> str:
    when = request.on.in_words() if request.on else ""
    parts = (request.whom, _(HOWS[request.how]) if request.how in HOWS else request.how, when)
    answer = _(ANSWERS.get(request.answer, request.answer)) if request.answer else ""
    return ", ".join(part for part in (*parts, answer, request.note) if part)


def _called_by(record: Record) -> str:
    if isinstance(record, NotNeeded):
        return kind_name(record.kind)
    return str(next(getattr(record, field) for field in ("title", "name", "test") if hasattr(record, field)))


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
