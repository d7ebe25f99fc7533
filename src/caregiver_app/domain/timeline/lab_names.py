"""Which written names mean one lab test, and which written units one unit: as the vocabularies say, and no further.

A unit is compared letter by letter, for "mU/L" and "MU/L" are worlds apart; nothing here converts a value.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from caregiver_app import bundled
from caregiver_app.domain.vocabulary import Term, vocabulary


@lru_cache(maxsize=8192)
def which_test(name: str) -> str:
    """Return what all names of one test share: the id of its term in the labs vocabulary, else the name, folded.

    A word that the vocabulary gives to two terms joins nothing.
    """
    folded = _folded(name)
    return _tests().get(folded, folded)


@lru_cache(maxsize=8192)
def which_unit(unit: str) -> str:
    """Return what all spellings of one unit share (`resources/spellings/units.toml`), else the unit as written."""
    written = " ".join(unit.split())
    return _units().get(written, written)


def listed_test(key: str) -> Term | None:
    """Return the term of the labs vocabulary that `which_test` found."""
    return _terms().get(key)


def different_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names as written, those that differ in more than capitals and spaces once each, in their order."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(_folded(name), " ".join(name.split()))
    return tuple(found.values())


@cache
def _terms() -> Mapping[str, Term]:
    return {term.id: term for term in vocabulary("labs")}


@cache
def _tests() -> Mapping[str, str]:
    owners: dict[str, set[str]] = {}
    for term in vocabulary("labs"):
        for word in _words(term):
            owners.setdefault(_folded(word), set()).add(term.id)
    return {word: next(iter(ids)) for word, ids in owners.items() if len(ids) == 1}


def _words(term: Term) -> Iterator[str]:
    yield from (term.id, term.name, *term.synonyms)
    if term.chinese:
        yield term.chinese
        # Behind its Chinese name a test often has the Latin one once more: 乳酸脱氢酶（LDH）.
        yield term.chinese.replace("(", "（").split("（", 1)[0]


@cache
def _units() -> Mapping[str, str]:
    rows = bundled.toml("spellings", "units.toml")["unit"]
    return {written: str(row["id"]) for row in rows for written in row["written"]}


def _folded(text: str) -> str:
    """Return a name without capitals, doubled spaces and the wide letters of Chinese keyboards."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
