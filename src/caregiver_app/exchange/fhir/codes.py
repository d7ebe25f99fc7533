"""Codes of the field, only where a vocabulary has one with its source and somebody has checked it."""

import re
from collections import Counter
from typing import Final

from caregiver_app.domain.timeline.lab_names import listed_test, which_test, which_unit
from caregiver_app.domain.vocabulary import Term, term
from caregiver_app.exchange.fhir.elements import Element

_SYSTEMS: Final = {
    "LOINC": "http://loinc.org",
    "SNOMED CT": "http://snomed.info/sct",
    "ICD-10": "http://hl7.org/fhir/sid/icd-10",
    "ATC": "http://www.whocc.no/atc",
    "NCIt": "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
}
_PROPERTIES: Final = (
    ("substance", re.compile(r"mol|Eq")),
    ("activity", re.compile(r"kat|U/")),
    ("fraction", re.compile(r"%")),
    ("number", re.compile(r"10|cells")),
    ("mass", re.compile(r"g/")),
)


def codings(vocabulary: str, text: str) -> list[Element]:
    """Return the codes of the term a text names; none where it names none or a term has several of one system."""
    return _codings(term(vocabulary, text))


def lab_codings(test: str, unit: str) -> list[Element]:
    """Return the code of a lab test, as `measured_codings` does."""
    return _of_unit(listed_test(which_test(test)), unit)


def measured_codings(vocabulary: str, text: str, unit: str) -> list[Element]:
    """Return the codes of what was measured, only where every unit it is printed in measures the same.

    A code of LOINC stands for one way of measuring: that of creatinine by weight is wrong for µmol/L.
    """
    return _of_unit(term(vocabulary, text), unit)


def language_code(text: str) -> str:
    """Return the code of a language as documents name it, such as "en"; nothing for several or unknown ones."""
    found = term("languages", text)
    return found.id if found is not None else ""


def _of_unit(found: Term | None, unit: str) -> list[Element]:
    units = found.listed("units") if found is not None else ()
    if which_unit(unit) not in (map(which_unit, units) if units else ("",)):
        return []
    return _codings(found) if len({_property(one) for one in units}) < 2 else []


def _codings(found: Term | None) -> list[Element]:
    if found is None or "codes" in found.listed("verify"):
        return []
    times = Counter(system for system, _code in found.codes)
    return [
        {"system": _SYSTEMS[system], "code": code}
        for system, code in found.codes
        if system in _SYSTEMS and times[system] == 1
    ]


def _property(unit: str) -> str:
    return next((name for name, sign in _PROPERTIES if sign.search(unit)), unit)
