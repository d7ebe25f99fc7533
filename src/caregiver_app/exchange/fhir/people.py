"""The person, and those who stand around them."""

from collections.abc import Iterator
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.record_words import WORDS
from caregiver_app.exchange.fhir.codes import language_code
from caregiver_app.exchange.fhir.elements import Element, concept, filled, narrative, telecom, typed, when
from caregiver_app.exchange.fhir.known import Told, labelled

_GENDERS: Final = ("female", "male", "other", "unknown")


def patient(told: Told) -> Element:
    """Return the person. Contacts of whom no institution is written down stand within."""
    person = told.case.person
    gender = person.sex.strip().casefold()
    left = ["note", *([] if gender in _GENDERS else ["sex"]), *([] if _is_plain(person.born) else ["born"])]
    return filled({
        "resourceType": "Patient",
        "id": str(person.id),
        "text": narrative(labelled(WORDS[Person].labels, person, left)),
        "name": [{"text": typed(person.name)}],
        "telecom": telecom(person.phone, person.email),
        "gender": gender if gender in _GENDERS else "",
        **when("birthDate", person.born),
        "address": [{"text": typed(person.address)}] if typed(person.address) else [],
        "contact": [_contact(one) for one in told.case.contacts if not typed(one.organisation)],
        "communication": _languages(person.languages),
    })  # fmt: skip


def contacts(told: Told) -> Iterator[Element]:
    """Go through those who work at an institution: the person and the place stand within their role."""
    for one in told.case.contacts:
        if typed(one.organisation):
            yield filled({
                "resourceType": "PractitionerRole",
                "id": str(one.id),
                "text": narrative([one.note]),
                "contained": [
                    {"resourceType": "Practitioner", "id": "person", "name": [{"text": typed(one.name)}]},
                    {"resourceType": "Organization", "id": "place", "name": typed(one.organisation)},
                ],
                "practitioner": {"reference": "#person", "display": typed(one.name)},
                "organization": {"reference": "#place", "display": typed(one.organisation)},
                "code": [concept(one.role)] if typed(one.role) else [],
                "telecom": telecom(one.phone, one.email),
            })  # fmt: skip


def _contact(one: Contact) -> Element:
    """Return somebody whose role may be anything, a daughter or a doctor: FHIR calls both a contact."""
    said = "\n".join(part for part in (one.role, one.note) if part)
    return filled({
        "id": str(one.id),
        "relationship": [concept(said)] if typed(said) else [],
        "name": {"text": typed(one.name)},
        "telecom": telecom(one.phone, one.email),
    })  # fmt: skip


def _languages(text: str) -> list[Element]:
    """Return the languages one by one where each is a known one, else in one text as typed."""
    names = [typed(name) for name in text.split(",") if typed(name)]
    if not all(map(language_code, names)):
        return [{"language": concept(text)}] if typed(text) else []
    return [{"language": concept(name, [_language(name)])} for name in names]


def _language(name: str) -> Element:
    return {"system": "urn:ietf:bcp:47", "code": language_code(name)}


def _is_plain(date: PartialDate | None) -> bool:
    return date is None or date == date.fhir
