"""Take the person's name out of a case, for a first look by somebody who need not know who it is about."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Final

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.packet.field_words import is_term
from caregiver_app.domain.packet.hidden_fields import WordyField, wordy_fields
from caregiver_app.domain.packet.identifiers import Identifiers, emails_in, hidden_birth
from caregiver_app.domain.packet.kin import (
    family_of,
    identifiers_of,
    names_of_family,
    without_kin,
    writings_on_papers,
)
from caregiver_app.domain.packet.mentions import Mentions
from caregiver_app.domain.packet.name_words import NameParts, initials, name_parts
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext, pgettext

_ON_IT: Final = frozenset({"name_on_it", "born_on_it"})


@dataclass(frozen=True)
class Hidden:
    """A case with names hidden: in how many places of the family's texts, and what the family should know, in words.

    `notes` hold no name themselves.
    """

    case: CaseSnapshot
    replaced: int
    notes: tuple[str, ...]


def hide_names(case: CaseSnapshot) -> Hidden:
    """Return the case with initials instead of the person's name, the year of birth, and no way to reach the family.

    Ids, numbers, dates of entries and the order of everything stay. The case that is given is not changed.
    """
    hiding = _Hiding(case)
    shelves = {
        one.name: tuple(map(hiding.record, getattr(case, one.name))) for one in fields(case) if one.name != "person"
    }
    hidden = CaseSnapshot(hiding.person(), **shelves)
    return Hidden(hidden, hiding.replaced, hiding.notes())


@dataclass(frozen=True)
class _Outcome:
    text: str
    places: int = 0
    kept: int = 0


@dataclass
class _Hiding:
    """Hide names record by record, and count."""

    case: CaseSnapshot
    replaced: int = 0
    kept: int = 0
    alike: int = 0
    relatives: int = 0
    _known: dict[tuple[str, bool], _Outcome] = field(default_factory=dict)

    @cached_property
    def _own(self) -> NameParts:
        return name_parts(self.case.person.name, pgettext("in place of a name", "Patient"))

    @cached_property
    def _family(self) -> tuple[Contact, ...]:
        return family_of(self.case.contacts, self._own)

    @cached_property
    def _mentions(self) -> Mentions:
        papers = [name_parts(name, self._own.instead) for name in self._on_papers]
        family = [
            name_parts(name, _("Relative")) for name in names_of_family(self.case.person, self._family, self._own)
        ]
        return Mentions([self._own, *papers, *family])

    @cached_property
    def _on_papers(self) -> tuple[str, ...]:
        return writings_on_papers(self.case.documents, self.case.person.name)

    @cached_property
    def _identifiers(self) -> Identifiers:
        return identifiers_of(self.case.person, self._family)

    def person(self) -> Person:
        """Return the person without name, birthday and any way to be reached."""
        person = self.case.person
        texts = self._texts(person, passing=frozenset({"name", "phone", "email", "address", "prepared_by"}))
        return person.amended(
            **{
                **texts,
                "name": self._own.instead,
                "born": hidden_birth(person.born),
                "phone": "",
                "email": "",
                "address": "",
                "prepared_by": "",
            }
        )

    def record(self, record: Any) -> Any:
        """Return a record with names hidden; the very same one where it names nobody."""
        if isinstance(record, Contact):
            return self._contact(record)
        if not isinstance(record, Document):
            changes = self._texts(record)
            return record.amended(**changes) if changes else record
        # The name and the birth date on a paper are other writings of the person's: nothing of them may stay.
        on_it = {name: "" for name in _ON_IT if getattr(record, name)}
        changes = {**self._texts(record, passing=_ON_IT), **on_it}
        return record.amended(**changes) if changes else record

    def _contact(self, contact: Contact) -> Contact:
        if contact in self._family:
            self.relatives += 1
            self.replaced += 1
            changes = self._texts(contact, passing=frozenset({"name", "phone", "email"}))
            name = without_kin(contact.name)
            short = initials(name, _("Relative")) if any(map(str.isalpha, name)) else contact.name
            return contact.amended(**{**changes, "name": short, "phone": "", "email": ""})
        changes = self._texts(contact)
        self.alike += "name" in changes
        return contact.amended(**changes) if changes else contact

    def _texts(self, owner: Record, passing: frozenset[str] = frozenset()) -> dict[str, Any]:
        """Return the fields of a record that name somebody, with names hidden."""
        changes: dict[str, Any] = {}
        for one in wordy_fields(type(owner)):
            value = getattr(owner, one.name)
            if value and one.name not in passing:
                hidden = self._packed(value) if one.packed else self._text(one, value)
                if hidden != value:
                    changes[one.name] = hidden
        return changes

    def _packed(self, packed: Packed[Any]) -> Packed[Any]:
        """Return a packed list with names hidden; the very same one where it names nobody."""
        now = []
        for value in packed.values:
            kind: Any = type(value)
            held = ((one, getattr(value, one.name)) for one in wordy_fields(kind))
            now.append(replace(value, **{one.name: self._text(one, text) for one, text in held if text}))
        return type(packed).of(now) if now != list(packed.values) else packed

    def _text(self, place: WordyField, text: str) -> str:
        """Return one text with names hidden, and count."""
        key = text, place.file_name
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._hidden(text, surely=place.file_name)
        if found.text == text and not found.kept:
            return text
        if place.is_id(text):
            return text
        if place.or_term and is_term(text):
            self.kept += 1
            return text
        self.replaced += found.places
        self.kept += found.kept
        return found.text

    def _hidden(self, text: str, *, surely: bool) -> _Outcome:
        without, count = self._without_emails(text)
        without, more = self._identifiers.hide(without)
        written, names, kept = self._mentions.hide(without, surely=surely)
        return _Outcome(written, count + more + names, kept)

    def _without_emails(self, text: str) -> tuple[str, int]:
        """Return a text without the e-mail addresses that hold a name."""
        telling = [
            found for found in emails_in(text) if self._mentions.names(found[0].replace(".", " ").replace("@", " "))
        ]
        for found in reversed(telling):
            text = text[: found.start()] + _("[hidden]") + text[found.end() :]
        return text, len(telling)

    def notes(self) -> tuple[str, ...]:
        """Return what the family should know, as whole sentences without a name."""
        return tuple(_notes(self.replaced, self.alike, self.relatives, self.kept))


def _notes(replaced: int, alike: int, relatives: int, kept: int) -> Iterator[str]:
    if replaced:
        yield ngettext(
            "Names were hidden at {n} place of what you wrote. The packet has initials there, and not your own words.",
            "Names were hidden at {n} places of what you wrote. The packet has initials there, and not your own words.",
            replaced,
        ).format(n=replaced)
    if relatives:
        yield ngettext(
            "{n} contact of the family is listed with initials, without phone and e-mail.",
            "{n} contacts of the family are listed with initials, without phone and e-mail.",
            relatives,
        ).format(n=relatives)
    if alike:
        yield ngettext(
            "{n} contact of the team has a name like the one that is hidden. It is hidden there too.",
            "{n} contacts of the team have a name like the one that is hidden. It is hidden there too.",
            alike,
        ).format(n=alike)
    if kept:
        yield ngettext(
            "At {n} place a word that is also the name was left, because it is a term of medicine there.",
            "At {n} places a word that is also the name was left, because it is a term of medicine there.",
            kept,
        ).format(n=kept)
    yield _("Nicknames and misspelt names are not known here. Please read the packet before you hand it over.")
