"""Compare a name and a birth date as written on a paper with the passport's. It says what differs, and no verdict."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.suggesting.folding import is_han
from caregiver_app.domain.documents.suggesting.words import data
from caregiver_app.domain.documents.suggesting.written_dates import birth_readings
from caregiver_app.domain.person import Person
from caregiver_app.i18n import _

NAME, BORN = "name", "born"
_MOST_TURNED: Final = 5
"""So many parts of a name are tried in every order."""
_TWO_LETTERS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss"}
_ONE_LETTER: Final = {"ø": "o", "å": "a", "æ": "a", "œ": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "s"}


@dataclass(frozen=True)
class Difference:
    """One thing a paper says otherwise than the passport: which (`NAME` or `BORN`), both as written, and a sentence."""

    what: str
    on_paper: str
    in_passport: str
    words: str


def identity_differs(document_name: str, document_born: str, person: Person) -> tuple[Difference, ...]:
    """Return what differs between a paper and the passport; nothing where all agrees or cannot be compared.

    Only notation may differ without being told: case, the order of family and given name, commas, titles, accents,
    hyphens, lost spaces and initials; for dates the notation, as long as one reading fits. A name in another script
    than the passport's and a date that nobody can read are not compared.
    """
    found = []
    if _names_differ(document_name, person.name):
        words = _("The paper says “{paper}”, the passport “{passport}”.")
        found.append(_difference(NAME, document_name, person.name, words))
    if person.born is not None and _births_differ(document_born, person.born):
        words = _("The paper says born on “{paper}”, the passport {passport}.")
        found.append(_difference(BORN, document_born, person.born.in_words(), words))
    return tuple(found)


def _difference(what: str, on_paper: str, in_passport: str, words: str) -> Difference:
    paper = " ".join(on_paper.split())
    return Difference(what, paper, in_passport, words.format(paper=paper, passport=in_passport))


def _births_differ(written: str, born: PartialDate) -> bool:
    readings = birth_readings(written)
    return bool(readings) and not any(_may_be_same(reading, born) for reading in readings)


def _may_be_same(one: PartialDate, other: PartialDate) -> bool:
    """Whether a day exists that both dates may mean."""
    first, second = one.span(), other.span()
    begins = [day for day in (first.earliest, second.earliest) if day is not None]
    ends = [day for day in (first.latest, second.latest) if day is not None]
    return not begins or not ends or max(begins) <= min(ends)


def _names_differ(written: str, passport: str) -> bool:
    """Whether no writing of a name agrees with one of the passport's in the same script; False when none is."""
    pairs = [
        (paper, wanted)
        for paper in _writings(written)
        for wanted in _writings(passport)
        if _script(paper) == _script(wanted)
    ]
    return bool(pairs) and not any(_same_name(paper, wanted) for paper, wanted in pairs)


def _writings(name: str) -> list[list[str]]:
    """Return the words of a name, and those of its Chinese and of its other writing alone: 林伟（LIN, Wei）."""
    chinese = "".join(char for char in name if is_han(char))
    other = "".join(" " if is_han(char) else char for char in name)
    return [words for text in (name, chinese, other) if (words := _parts(text))]


def _parts(name: str) -> list[str]:
    """Return the words of a name in small letters, without titles; hyphens, commas and the ^ of discs part them."""
    words = "".join(char if char.isalnum() or unicodedata.combining(char) or char in "'’" else " " for char in name)
    parts = [word.replace("'", "").replace("’", "") for word in words.casefold().split()]
    kept = [part for part in parts if part not in _titles()]
    return [_without_title(part) for part in kept or parts if part]


def _without_title(part: str) -> str:
    """Leave out a title that Chinese sets right behind a name."""
    title = next((title for title in _titles() if is_han(title[0]) and part.endswith(title) and part != title), "")
    return part.removesuffix(title)


def _script(parts: list[str]) -> str:
    """Return the script of a name, by its first letter."""
    return unicodedata.name(parts[0][0], "").partition(" ")[0]


def _same_name(one: list[str], other: list[str]) -> bool:
    """Whether two names are the same in another order, spacing or spelling of accents, or with initials."""
    return any(
        _same_words(mine, theirs)
        for mine in ([_bare(part) for part in one], [_spelt_out(part) for part in one])
        for theirs in ([_bare(part) for part in other], [_spelt_out(part) for part in other])
    )


def _same_words(one: list[str], other: list[str]) -> bool:
    if sorted(one) == sorted(other) or not _joined(one).isdisjoint(_joined(other)):
        return True
    mine, theirs = list(one), list(other)
    for part in one:
        if part in theirs:
            mine.remove(part)
            theirs.remove(part)
    return len(mine) < len(one) and len(mine) == len(theirs) and _are_initials(sorted(mine), sorted(theirs))


def _joined(parts: list[str]) -> set[str]:
    """Return a name without spaces, in every order of its parts while these are few."""
    return {"".join(turned) for turned in permutations(parts)} if len(parts) <= _MOST_TURNED else {"".join(parts)}


def _are_initials(one: list[str], other: list[str]) -> bool:
    """Whether what is left of two names differs in initials only: "W." and "Wei"."""
    return all(a[0] == b[0] and 1 in (len(a), len(b)) for a, b in zip(one, other, strict=True))


def _bare(part: str) -> str:
    """Return a word without accents."""
    split = unicodedata.normalize("NFKD", "".join(_ONE_LETTER.get(char, char) for char in part))
    return "".join(char for char in split if not unicodedata.combining(char))


def _spelt_out(part: str) -> str:
    """Return a word with accents spelt out as passports do: Müller, Mueller."""
    return _bare("".join(_TWO_LETTERS.get(char, char) for char in unicodedata.normalize("NFC", part)))


@cache
def _titles() -> frozenset[str]:
    return frozenset(word.casefold() for word in data("names")["titles"]["words"])
