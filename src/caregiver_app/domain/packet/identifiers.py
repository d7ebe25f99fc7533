"""Find what tells who somebody is beside the name: birth date, phone, e-mail and address, however they are written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.suggesting.words import data
from caregiver_app.i18n import _

_EMAIL: Final = re.compile(r"[^\s<>,;:()\"“”]+@[^\s<>,;:()\"“”]+[^\s<>,;:.()\"“”]")
_PHONE: Final = re.compile(r"[+(]{0,2}\d[\d\s().\u2010-\u2015/-]{4,}\d")
_GAP: Final = re.compile(r"[\s,;]+")
_PIECE: Final = re.compile(r"[,;\n]")
_FEWEST_FIGURES: Final = 6
_TAIL: Final = 8
_BORN: Final = "born"
_FEWEST_IN_A_DATE: Final = 4
_WIDE_FIGURES: Final = {ord("０") + figure: str(figure) for figure in range(10)}
_SHORTEST_PIECE: Final = 6
_MONTHS: Final = (
    "january jan janvier janv januar jän jänner enero ene января",
    "february feb février fevrier févr fevr februar febrero февраля",
    "march mar mars märz maerz mrz mär marzo марта",
    "april apr avril abril abr апреля",
    "may mai mayo мая",
    "june jun juin juni junio июня",
    "july jul juillet juil juli julio июля",
    "august aug août aout agosto ago августа",
    "september sep sept septembre septiembre сентября",
    "october oct octobre oktober okt octubre октября",
    "november nov novembre noviembre ноября",
    "december dec décembre decembre déc dezember dez diciembre dic декабря",
)
_SEPARATED: Final = r"\s?[-./,\s年月년월\u2010-\u2015]\s?"


@dataclass(frozen=True)
class Identifiers:
    """What is looked for: a birth date where the day is known, phone numbers, e-mail addresses and postal ones."""

    born: PartialDate | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def hide(self, text: str) -> tuple[str, int]:
        """Return a text with the year instead of the birth date and a sign instead of the rest, and how many places."""
        found = sorted((match.span(), match.lastgroup) for match in self._found(text))
        written, end, count = [], 0, 0
        for (first, last), what in found:
            if first >= end:
                written += [text[end:first], self._year if what == _BORN else _("[hidden]")]
                end, count = last, count + 1
        return "".join([*written, text[end:]]) if count else text, count

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        return next(self._found(text), None) is not None

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        if not text.isascii():
            text = text.translate(_WIDE_FIGURES)
        if self._figures is not None and sum(map(str.isdigit, text)) >= _FEWEST_IN_A_DATE:
            yield from self._figures.finditer(text)
        if self._addresses is not None:
            yield from self._addresses.finditer(text)

    @property
    def _year(self) -> str:
        return self.born.fhir[:4] if self.born is not None else ""

    @cached_property
    def _figures(self) -> re.Pattern[str] | None:
        """What is made of figures: the birth date and the phone numbers."""
        ways = list(dict.fromkeys(_phones(self.phones)))
        if self.born is not None and self.born.is_exact:
            ways.insert(0, f"(?P<{_BORN}>{'|'.join(_dates(self.born))})")
        begins = "".join(sorted({name[0] for names in _MONTHS for name in names.split()}))
        return re.compile(rf"(?=[\d+({begins}])(?:{'|'.join(ways)})", re.IGNORECASE) if ways else None

    @cached_property
    def _addresses(self) -> re.Pattern[str] | None:
        ways = [_email(found) for text in self.emails for found in _EMAIL.findall(text)]
        ways += map(_loosely, sorted(dict.fromkeys(_address_pieces(self.addresses)), key=len, reverse=True))
        return re.compile("|".join(dict.fromkeys(ways)), re.IGNORECASE) if ways else None


def hidden_birth(born: PartialDate | None) -> PartialDate | None:
    """Return the year of a birth date; of a vague one "about" that year, as before a month of it is not before it."""
    if born is None or (len(born.fhir) == len("1968") and born.qualifier):
        return born
    return PartialDate(f"about {born.fhir[:4]}" if born.qualifier else born.fhir[:4])


def emails_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the e-mail addresses of a text."""
    return _EMAIL.finditer(text) if "@" in text else iter(())


def _email(address: str) -> str:
    return rf"(?<![\w.+-]){re.escape(address)}(?!\w)"


def _loosely(text: str) -> str:
    """Return a pattern of a text with any spaces, commas and breaks between its words."""
    words = [re.escape(word) for word in _GAP.split(text) if word]
    return rf"(?<!\w){_GAP.pattern.join(words)}(?!\w)"


def _address_pieces(addresses: Iterable[str]) -> Iterator[str]:
    """Yield an address, and those lines of it that have a house number or a postcode. A town alone tells nobody."""
    for address in addresses:
        if len(address.strip()) >= _SHORTEST_PIECE:
            yield address.strip()
        for piece in _PIECE.split(address):
            has_both = any(map(str.isdigit, piece)) and any(map(str.isalpha, piece))
            if has_both and len(piece.strip()) >= _SHORTEST_PIECE:
                yield piece.strip()


def _phones(phones: Iterable[str]) -> Iterator[str]:
    """Yield the patterns of phone numbers, with or without the code of the country and the zero before the town."""
    for text in phones:
        for written in _PHONE.findall(text):
            figures = re.sub(r"\D", "", written)
            if len(figures) >= _FEWEST_FIGURES:
                tail = figures[-_TAIL:]
                between = r"[\s().\u2010-\u2015/-]{0,3}"
                before = rf"(?:[+(]{{0,2}}\d{{1,5}}{between}){{0,3}}" if len(figures) > _TAIL else r"[+(]{0,2}"
                yield rf"(?<!\d){before}{between.join(tail)}(?!\d)"


def _dates(born: PartialDate) -> Iterator[str]:
    """Yield the patterns of one day as people and forms write it."""
    year, month, day = born.fhir.split("-")
    short_year = rf"(?:{year}|['’]?{year[2:]})"
    days, months = rf"0?{int(day)}", rf"0?{int(month)}"
    named = f"(?:{'|'.join(_month_names(int(month)))})"
    ordinal = r"(?:st|nd|rd|th|er|º|ª|\.)?"
    gap = r"[\s.,/_-]{0,3}"
    yield from (
        rf"(?<!\d){year}{_SEPARATED}{one}{_SEPARATED}{two}(?!\d)\s?[日号號일]?"
        for one, two in ((months, days), (days, months))
    )
    yield from (
        rf"(?<!\d){one}{_SEPARATED}{two}{_SEPARATED}{short_year}(?!\d)" for one, two in ((days, months), (months, days))
    )
    yield from (
        rf"(?<!\d){compact}(?!\d)"
        for compact in dict.fromkeys((year + month + day, day + month + year, month + day + year))
    )
    yield rf"(?<!\d){days}{ordinal}{gap}(?:of |de |den )?{named}\b{gap}(?:del? )?{short_year}(?!\d)"
    yield rf"\b{named}{gap}{days}{ordinal}{gap}{short_year}(?!\d)"
    yield rf"(?<!\d){year}{gap}{named}{gap}{days}{ordinal}(?!\d)"


@cache
def _month_names(month: int) -> tuple[str, ...]:
    """Return every name of a month that is known, the longest first."""
    found = {*_MONTHS[month - 1].split(), *data("dates")["months"].get(str(month), ())}
    return tuple(re.escape(one) for one in sorted(found, key=lambda name: (-len(name), name)))
