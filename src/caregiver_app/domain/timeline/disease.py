"""Which family of diseases a history is about, by its diagnoses: the rules of counting differ between them."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from caregiver_app.domain.dates import PartialDate, sort_key
from caregiver_app.domain.timeline.records import Diagnosis, Entry
from caregiver_app.domain.vocabulary import term, vocabulary

# What a diagnosis says when it names no disease of the vocabulary; the first that fits counts.
_BY_WORD: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), family)
    for pattern, family in (
        (r"non[- ]?hodgkin", "lymphoma"),
        (r"hodgkin", "hodgkin"),
        (r"t[- ]cell lymphoma", "t-cell"),
        (r"myeloma|plasma cell", "myeloma"),
        (r"chronic lympho|\bcll\b|\bsll\b", "cll"),
        (r"lymphoblastic|\bb-?all\b|\bt-?all\b", "all"),
        (r"myeloid|\baml\b", "aml"),
        (r"lymphoma", "lymphoma"),
    )
)
_CHANGED: Final = frozenset({"tfl", "richter", "transformed-indolent"})
_WORDS: Final = re.compile(r"[\w+'’-]+|[(),;/]")
_LONGEST_NAME: Final = 8


def family_of(entries: Iterable[Entry], when: PartialDate | None = None) -> str:
    """Return the family of the disease, at a date or now: an id of the vocabulary's families, "" when nothing says."""
    return Families(entries).at(when)


class Families:
    """The families a history's diagnoses name, in order of time; a transformed disease counts from its diagnosis on."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        told = sorted(
            (sort_key(entry.date) if entry.date else (0, 0), family_named(entry), str(entry.id))
            for entry in entries
            if isinstance(entry, Diagnosis) and family_named(entry)
        )
        self._days = [key[0] for key, _family, _id in told]
        self._families = [family for _key, family, _id in told]

    def at(self, when: PartialDate | None) -> str:
        """Return the family by the newest diagnosis dated on or before a date; before all of them, by the first."""
        if not self._families:
            return ""
        if when is None:
            return self._families[-1]
        return self._families[max(bisect_right(self._days, sort_key(when)[0]) - 1, 0)]


def family_named(diagnosis: Diagnosis) -> str:
    """Return the family a diagnosis names, "" when it is not known."""
    return _family(diagnosis.disease) or _family(diagnosis.subtype)


def is_changed(diagnosis: Diagnosis) -> bool:
    """Whether a diagnosis says that a slow disease turned into a fast one."""
    found = _disease(diagnosis.disease)
    return found in _CHANGED or "transform" in f"{diagnosis.disease} {diagnosis.subtype}".casefold()


@lru_cache(maxsize=1024)
def _family(text: str) -> str:
    found = term("diseases", _disease(text)) if text else None
    if found is not None and found.listed("family"):
        return found.listed("family")[0]
    return next((family for pattern, family in _BY_WORD if pattern.search(text)), "")


@lru_cache(maxsize=1024)
def _disease(text: str) -> str:
    """Return the id of the disease a text names, the longest name in it: "relapsed mantle cell lymphoma"."""
    whole = term("diseases", text)
    if whole is not None:
        return whole.id
    words = _WORDS.findall(text.casefold())
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            found = _names().get(tuple(words[at : at + length]))
            if found:
                return found
    return ""


@cache
def _names() -> dict[tuple[str, ...], str]:
    return {tuple(_WORDS.findall(word)): entry.id for entry in vocabulary("diseases") for word in entry.words()}
