"""Write a case as one FHIR bundle. Pure: a case in, JSON out; the same case on the same day makes the same bytes.

FHIR R4 (4.0.1), type "collection": the records as they are. It names no profile, neither of mCODE nor of the
International Patient Summary: those ask for codes and judgements a family does not have. What stands in it is what was
typed. Codes stand only where a vocabulary has them with their source; everything without an element of its own is in
notes or in the words of its resource. Questions, appointments, the daily log and the worksheet stay in the family.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Person
from caregiver_app.domain.record_words import WORDS
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.exchange.fhir import conditions, observations, papers, people, reports, treatments
from caregiver_app.exchange.fhir.elements import Element, concept, filled, notes, typed
from caregiver_app.exchange.fhir.json_text import json_text
from caregiver_app.exchange.fhir.known import Told, labelled, made_from
from caregiver_app.exchange.fhir.lines import lines
from caregiver_app.exchange.fhir.papers import Places
from caregiver_app.i18n import _

_NO_PLACES: Final[Places] = MappingProxyType({})
_FOR_WHOM: Final = ("prepared_by", "prepared_for", "question")


def fhir_bundle(case: CaseSnapshot, as_of: date, documents: Sequence[Document], places: Places = _NO_PLACES) -> str:
    """Return the case as the JSON text of a bundle, with these documents and no word of any other.

    `places` says where the files of documents lie beside the bundle, as paths with "/".
    """
    going = tuple(one for one in documents if one.holding in ("file", "elsewhere"))
    resources = list(_resources(Told(case, as_of, going), places))
    bundle = {
        "resourceType": "Bundle",
        "id": str(made_from(case.person.id, "bundle")),
        "type": "collection",
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources],
    }
    return json_text(bundle) + "\n"


def _resources(told: Told, places: Places) -> Iterator[Element]:
    """Go through every resource: what this is, the person, the history in its order, the documents."""
    listed = [
        people.patient(told),
        *people.contacts(told),
        conditions.other_illnesses(told),
        *(one for entry in told.case.entries for one in _of_entry(entry, told)),
        *lines(told),
        *(papers.document(one, told, places) for one in told.documents),
        *(papers.imaging_study(one, told, places) for one in told.documents),
    ]
    listed = [one for one in listed if one]
    yield _contents(told, listed)
    yield from listed


def _of_entry(entry: Entry, told: Told) -> Iterator[Element]:  # one case a kind
    match entry:
        case records.Diagnosis():
            yield conditions.diagnosis(entry, told)
        case records.Therapy():
            yield from treatments.therapy(entry, told)
        case records.Response():
            yield observations.response(entry, told)
        case records.Relapse():
            yield observations.relapse(entry, told)
        case records.Scan():
            yield reports.scan(entry, told)
        case records.Biopsy():
            yield reports.biopsy(entry, told)
        case records.Marker():
            yield observations.marker(entry, told)
        case records.Lab():
            yield observations.lab(entry, told)
        case records.Procedure():
            yield treatments.procedure(entry, told)
        case records.Stay():
            yield reports.stay(entry, told)
        case records.Medicine():
            yield treatments.medicine(entry, told)
        case records.Allergy():
            yield conditions.allergy(entry, told)
        case records.Infection():
            yield observations.infection(entry, told)
        case records.Fitness():
            yield observations.fitness(entry, told)
        case records.Note():
            yield observations.note(entry, told)
        case _:
            raise TypeError(f"no resource for {type(entry).__name__}")


def _contents(told: Told, listed: Sequence[Element]) -> Element:
    """Return the list of all that is here, with the words that say what it is and by whom."""
    person = told.case.person
    words: Mapping[str, str] = WORDS[Person].labels
    return filled({
        "resourceType": "List",
        "id": str(made_from(person.id, "contents")),
        "status": "current",
        "mode": "snapshot",
        "title": typed(_("Records of {name}").format(name=person.name)),
        "code": concept(_("Contents")),
        "subject": told.patient,
        "date": told.as_of.isoformat(),
        "note": notes([
            _("A family put these records together. They are no hospital's records, and nothing in them was judged or "
              "converted. How each fact is known stands with it."),
            *labelled(words, person, _FOR_WHOM),
        ]),
        "entry": [{"item": {"reference": f"urn:uuid:{one['id']}"}} for one in listed],
    })  # fmt: skip
