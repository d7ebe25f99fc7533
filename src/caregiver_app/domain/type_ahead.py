"""Find the word of the field somebody means from what is half typed, abbreviated, misspelt or in Chinese.

It only offers: whatever else was typed stays as it was typed.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from caregiver_app.domain.vocabulary import Term

# The best ways to fit first: the whole word, its beginning, the beginning of a word in it, a part of it, the same in
# the plain words, and last what is only spelt alike.
_WHOLE, _BEGINNING, _WORD, _PART, _PLAIN_WORD, _ALIKE, _ALIKE_WORD = range(7)
# Below this likeness (0 to 100) a word of three letters fits half the list.
_LEAST_ALIKE: Final = 74
_FEWEST_LETTERS_ALIKE: Final = 3


@dataclass(frozen=True)
class _Word:
    """One way to name a term, in the letters that are compared."""

    letters: str
    term: int
    is_plain: bool


class Finder:
    """Find terms of one list by any of their names, synonyms, Chinese or plain words."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms: Sequence[Term] = tuple(terms)
        self._names = [
            _Word(_letters(text), index, is_plain=False)
            for index, term in enumerate(self.terms)
            for text in dict.fromkeys((term.name, *term.synonyms, term.chinese, term.id))
            if text
        ]
        self._tokens = [
            _Word(_letters(token), word, is_plain)
            for word, (text, is_plain) in enumerate(self._texts())
            for token in text.split()
        ]
        self._alike = [word.letters for word in self._names] + [token.letters for token in self._tokens]
        self._owners = [word.term for word in self._names] + [self._text_owner[token.term] for token in self._tokens]

    def _texts(self) -> list[tuple[str, bool]]:
        """Return every text whose single words are searched, and note whose it is."""
        texts: list[tuple[str, bool]] = []
        self._text_owner: list[int] = []
        for index, term in enumerate(self.terms):
            for text, is_plain in [(term.name, False), *((word, False) for word in term.synonyms), (term.plain, True)]:
                texts.append((text.replace("-", " ").replace("/", " ").replace(",", " "), is_plain))
                self._text_owner.append(index)
        return texts

    def find(self, typed: str, most: int = 12) -> tuple[Term, ...]:
        """Return the terms that fit best, the best first; all of them in their own order when nothing is typed."""
        wanted = _letters(typed)
        if not wanted:
            return tuple(self.terms)
        fits: dict[int, tuple[int, float]] = {}
        for word in self._names:
            _keep(fits, word.term, _fit(wanted, word.letters))
        for token in self._tokens:
            if token.letters.startswith(wanted):
                _keep(fits, self._text_owner[token.term], (_PLAIN_WORD if token.is_plain else _WORD, 0.0))
        if len(wanted) >= _FEWEST_LETTERS_ALIKE:
            for _letters_found, likeness, at in process.extract(
                wanted, self._alike, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=most * 3
            ):
                _keep(fits, self._owners[at], (_ALIKE if at < len(self._names) else _ALIKE_WORD, -likeness))
        ranked = sorted(fits, key=lambda index: (*fits[index], len(self.terms[index].name), index))
        return tuple(self.terms[index] for index in ranked[:most])


def _fit(wanted: str, letters: str) -> tuple[int, float] | None:
    """Return how a text holds what is wanted, and how much else it holds."""
    if letters == wanted:
        return _WHOLE, 0.0
    if letters.startswith(wanted):
        return _BEGINNING, len(letters)
    return (_PART, len(letters)) if wanted in letters else None


def _keep(fits: dict[int, tuple[int, float]], index: int, fit: tuple[int, float] | None) -> None:
    if fit is not None and (index not in fits or fit < fits[index]):
        fits[index] = fit


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    """Return the letters and figures alone, small and without accents: "R-CHOP" and "r chop" are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum() or letter in "+±")
