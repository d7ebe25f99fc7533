"""What each kind of record is called, and how each of its fields is put into words: for the history and the trash."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from caregiver_app.domain.documents.document import TROUBLES, Document, label
from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.domain.documents.request import ANSWERS, HOWS, Request, Requests
from caregiver_app.domain.documents.sheets import Sheets
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.i18n import N_, _, ngettext, with_commas, with_semicolons

Show = Callable[[Any], str]


@dataclass(frozen=True)
class RecordWords:
    """Say what a kind of record is called, its fields in the order they are asked, and what one line says it is.

    `shows` writes the value of a field that is not a text, a date or the id of a record; such ids are named elsewhere.
    """

    name: str
    labels: Mapping[str, str]
    headline: Show
    shows: Mapping[str, Show] = field(default_factory=dict)


def one_of(words: Mapping[Any, str]) -> Show:
    """Return what writes a value that is a key of a table of words."""
    return lambda value: _(words[value]) if value in words else str(value)


def _kinds(value: str) -> str:
    return with_commas(map(kind_name, value.split(",")))


def _requests(packed: Requests) -> str:
    return with_semicolons(_asked(request) for request in packed.values)


def _asked(request: Request) -> str:
    when = request.on.in_words() if request.on else ""
    parts = (request.whom, _(HOWS[request.how]) if request.how in HOWS else request.how, when)
    answer = _(ANSWERS.get(request.answer, request.answer)) if request.answer else ""
    return with_commas(part for part in (*parts, answer, request.note) if part)


def _pages(packed: Sheets) -> str:
    n = len(packed.values)
    return ngettext("{n} page chosen or worked on", "{n} pages chosen or worked on", n).format(n=n)


def _papers(packed: Packed[Any]) -> str:
    n = len(packed.values)
    return ngettext("{n} kind of paper", "{n} kinds of paper", n).format(n=n)


_YES_OR_NO: Final = {"yes": N_("yes"), "no": N_("no")}

WORDS: Final[Mapping[type[Record], RecordWords]] = {
    Person: RecordWords(
        N_("Personal details"),
        {
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
        lambda person: str(person.name),
    ),
    Contact: RecordWords(
        N_("Contact"),
        {
            "name": N_("Name"),
            "role": N_("Role"),
            "organisation": N_("Where"),
            "phone": N_("Phone"),
            "email": N_("Email"),
            "note": N_("Note"),
        },
        lambda contact: str(contact.name),
    ),
    Document: RecordWords(
        N_("Document"),
        {
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
            "part_of": N_("Part of"),
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
        lambda document: str(document.title),
        {
            "number": label,
            "kind": _kinds,
            "covers": _kinds,
            "fingerprint": lambda fingerprint: f"{fingerprint[:8]}…",
            "requests": _requests,
            "sheets": _pages,
            "in_packet": one_of({True: N_("in the packet"), False: N_("left out of the packet")}),
            "holding": one_of(
                {
                    "file": N_("in this case, as a file"),
                    "elsewhere": N_("somebody holds it"),
                    "wanted": N_("still needed"),
                }
            ),
            "trouble": one_of(TROUBLES),
            "certified": one_of(_YES_OR_NO),
            "in_inbox": one_of({True: N_("nobody has looked yet at what it is"), False: N_("looked at")}),
        },
    ),
    ShownTest: RecordWords(
        N_("Chosen lab test"),
        {"test": N_("Test"), "position": N_("Place among the chosen tests")},
        lambda shown: str(shown.test),
    ),
    Recipient: RecordWords(
        N_("Centre"),
        {
            "name": N_("Name"),
            "source": N_("Who said so"),
            "as_of": N_("As of"),
            "language": N_("Language it reads"),
            "wants": N_("Papers it wants"),
            "note": N_("Note"),
        },
        lambda recipient: str(recipient.name),
        {"wants": _papers},
    ),
    NotNeeded: RecordWords(
        N_("Paper that does not apply"),
        {"kind": N_("Kind"), "why": N_("Why")},
        lambda one: kind_name(one.kind),
        {"kind": _kinds},
    ),
}
"""The words of the person, the contacts and the papers; each other feature has its own `words`."""
