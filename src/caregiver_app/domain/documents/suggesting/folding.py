"""Find phrases in text that machines and people wrote in many ways: without case, accents, spaces and signs.

Letters that scanners mix up are one letter here, on both sides: O and 0; i, l and 1.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final

_ALIKE: Final = {"0": "o", "1": "l", "i": "l", "ı": "l", "ł": "l", "ø": "o", "đ": "d"}
_LONG: Final = 8
"""So many letters are a phrase wherever they stand; fewer must be whole words."""
_FIRST_HAN, _LAST_HAN = "\u2e80", "\u9fff"


@lru_cache(maxsize=65536)
def letter(char: str) -> str:
    """Return the letters and figures one character stands for, folded; nothing for signs and spaces."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    return "".join(_ALIKE.get(one, one) for one in plain if one.isalnum())


def letters(text: str) -> str:
    """Return the folded letters and figures of a text."""
    return "".join(map(letter, text))


def plain(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def is_han(char: str) -> bool:
    """Whether a character is one of Chinese or Japanese writing, which sets no spaces."""
    return _FIRST_HAN <= char <= _LAST_HAN


class Folded:
    """A text and its folded letters, with the way back from each letter to its place in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.letters = letters(text)

    @cached_property
    def _places(self) -> list[int]:
        return [place for place, char in enumerate(self.text) for _one in letter(char)]

    def find(self, phrase: "Phrase") -> Iterator[tuple[int, int]]:
        """Yield where a phrase stands in the text, as start and end."""
        start = self.letters.find(phrase.letters)
        while start >= 0:
            end = start + len(phrase.letters)
            first, last = self._places[start], self._places[end - 1] + 1
            if self._is_whole(first, last, phrase):
                yield first, last
            start = self.letters.find(phrase.letters, end)

    def has(self, phrase: "Phrase") -> bool:
        """Whether a phrase stands in the text."""
        return phrase.letters in self.letters and next(self.find(phrase), None) is not None

    def _is_whole(self, start: int, end: int, phrase: "Phrase") -> bool:
        if phrase.anywhere:
            return True
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        begins = phrase.ending or _parts(before, self.text[start])
        return begins and (phrase.beginning or _parts(self.text[end - 1], after))


def _parts(left: str, right: str) -> bool:
    """Whether a word ends between two characters. Spaces get lost, so that a capital may begin one: "WeiBorn"."""
    if not (left.isalnum() and right.isalnum()) or is_han(left) or is_han(right) or left.isdigit() != right.isdigit():
        return True
    return left.islower() and right.isupper()


@dataclass(frozen=True)
class Phrase:
    """The folded letters of a phrase, and where it may stand.

    `anywhere` means also within words. A phrase that is the `beginning` or the `ending` of a word was written with a
    `*` on the other side.
    """

    letters: str
    anywhere: bool
    beginning: bool = False
    ending: bool = False


@cache
def phrase(written: str, *, whole: bool = False) -> Phrase:
    """Make a phrase ready to be looked for; with `whole`, only as whole words, however long it is."""
    folded = letters(written)
    anywhere = (len(folded) >= _LONG and not whole) or any(map(is_han, written))
    return Phrase(folded, anywhere, written.endswith("*"), written.startswith("*"))
