"""The small parts resources are made of: texts, dates, notes, references. Each keeps what was typed.

A date goes where FHIR puts dates only as far as it is true: "about May 2023" may mean April, so it is 2023 there, and
"before 2020" is nothing there. The words stand beside it in an extension, and in the notes.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from caregiver_app.domain.dates import PartialDate

Element = dict[str, Any]
"""A resource or a part of one, as JSON has it."""

OURS: Final = "urn:caregiver-organizer:"
"""What begins the name of everything FHIR itself has no name for."""
ORIGINAL_TEXT: Final = "http://hl7.org/fhir/StructureDefinition/originalText"
PROOF: Final = f"{OURS}proof"

# FHIR holds numbers of up to 18 digits; a zero in front or a comma would not come back as printed.
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?", re.ASCII)


def typed(text: str) -> str:
    """Return a text as typed; of what is no letter and may not stand in FHIR, a space is left."""
    return "".join(
        " " if unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t\r" else one for one in text
    ).strip()


def filled(element: Mapping[str, Any]) -> Element:
    """Return an element without what is empty: FHIR allows no empty text, list or object."""
    return {name: held for name, held in element.items() if held is not None and held not in ("", [], {}, ())}


def concept(text: str, codings: Iterable[Element] = ()) -> Element:
    """Return words of the field, with their codes where there are any."""
    return filled({"coding": list(codings), "text": typed(text)})


def reference(record: UUID, display: str = "") -> Element:
    """Return what leads to another resource of the bundle."""
    return filled({"reference": f"urn:uuid:{record}", "display": typed(display)})


def called(name: str) -> Element:
    """Return a reference to somebody or some place that is only known by name."""
    return filled({"display": typed(name)})


def true_date(date: PartialDate | None) -> str:
    """Return the narrowest FHIR date that holds every day a date may mean; nothing where none does."""
    if date is None:
        return ""
    if date == date.fhir:
        return str(date)
    span = date.span()
    if span.earliest is None or span.latest is None or span.earliest.year != span.latest.year:
        return ""
    same_month = span.earliest.month == span.latest.month
    return f"{span.earliest:%Y-%m}" if same_month else f"{span.earliest:%Y}"


def when(name: str, date: PartialDate | None) -> Element:
    """Return a date under this name, with its words beside it where FHIR has no place for them."""
    if date is None:
        return {}
    value = true_date(date)
    found: Element = {name: value} if value else {}
    if value != date:
        found[f"_{name}"] = {"extension": [{"url": ORIGINAL_TEXT, "valueString": date.in_words()}]}
    return found


def is_backwards(start: PartialDate | None, end: PartialDate | None) -> bool:
    """Whether an end stands before its start: FHIR takes no such period, so its dates stay words."""
    first, last = true_date(start), true_date(end)
    shorter = min(len(first), len(last))
    return bool(shorter) and first[:shorter] > last[:shorter]


def period(start: PartialDate | None, end: PartialDate | None) -> Element:
    """Return the time from one date to another."""
    return {} if is_backwards(start, end) else {**when("start", start), **when("end", end)}


def value_of(number: str, unit: str) -> Element:
    """Return a measured value: a quantity where it is one plain number with a unit, as printed; else a text."""
    if _NUMBER.fullmatch(number.strip()) and unit.strip():
        return {"valueQuantity": {"value": Decimal(number.strip()), "unit": typed(unit)}}
    words = typed(f"{number} {unit}")
    return {"valueString": words} if words else {}


def narrative(lines: Iterable[str]) -> Element:
    """Return lines as the words of a resource that has no place for notes; they say more than its other parts."""
    said = [html.escape(typed(line), quote=False).replace("\n", "<br/>") for line in lines if typed(line)]
    if not said:
        return {}
    div = "".join(f"<p>{line}</p>" for line in said)
    return {"status": "additional", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{div}</div>'}


def notes(texts: Iterable[str]) -> list[Element]:
    """Return texts as notes, without the empty ones."""
    return [{"text": typed(text)} for text in texts if typed(text)]


def telecom(phone: str, email: str) -> list[Element]:
    """Return how somebody is reached."""
    ways = (("phone", phone), ("email", email))
    return [{"system": system, "value": typed(value)} for system, value in ways if typed(value)]


def extension(name: str, value: str) -> list[Element]:
    """Return a text FHIR has no element for; an empty list where there is none."""
    return [{"url": f"{OURS}{name}", "valueString": typed(value)}] if typed(value) else []
