"""Letters of names and texts made comparable: without case, accents and marks, with the way back to each place."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

TURN: Final = "\x1f"
"""Stands where a capital begins a word within a word, as in LinWei."""
NO_SPACES: Final = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR"})
"""Scripts that set no spaces between words, or fasten particles to names."""
_SPELT_OUT: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss"}
_BARE: Final = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_SIGNS: Final = {**dict.fromkeys("’‘ʼʻ´`＇", "'"), **dict.fromkeys("‐‑‒–—−", "-"), "•": "·", "・": "·"}
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=65536)
def folded_letter(char: str) -> str:
    """Return what one character is compared as; nothing for accents and invisible signs."""
    char = _SIGNS.get(char, char)
    split = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold())
    kept = (_SIGNS.get(one, one) for one in split if unicodedata.category(one)[0] != "M")
    return "".join(_BARE.get(one, one) for one in kept if unicodedata.category(one) != "Cf")


def folded(text: str) -> str:
    """Return the letters a text is compared by, signs and spaces among them."""
    return text.lower() if text.isascii() else "".join(map(folded_letter, text))


def spelt_out(text: str) -> str:
    """Return the same with accents spelt out as passports do: Müller, Mueller."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return folded("".join(_SPELT_OUT.get(char, char) for char in composed))


@dataclass(frozen=True)
class FoldedText:
    """A text, the letters it is compared by, and the place in the text of each; None where they are the same."""

    text: str
    letters: str
    places: tuple[int, ...] | None = None

    @classmethod
    def of(cls, text: str) -> "FoldedText":
        """Fold a text and mark its inner capitals."""
        if text.isascii() and _INNER_CAPITAL.search(text) is None:
            return cls(text, text.lower())
        letters: list[str] = []
        places: list[int] = []
        before = ""
        for place, char in enumerate(text):
            found = folded_letter(char)
            if before.islower() and char.isupper():
                found = TURN + found
            letters.append(found)
            places.extend([place] * len(found))
            before = char
        return cls(text, "".join(letters), tuple(places))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where some of the letters stand in the text; accents behind the last one are with them."""
        if self.places is None:
            return start, end
        first, last = self.places[start], self.places[end - 1] + 1
        while last < len(self.text) and unicodedata.category(self.text[last])[0] == "M":
            last += 1
        return first, last


@lru_cache(maxsize=65536)
def script_of(char: str) -> str:
    """Return the script of a letter: LATIN, CYRILLIC, CJK; Japanese writing is CJK too. Nothing for what is none."""
    if not char.isalpha():
        return ""
    name = unicodedata.name(char, "").partition(" ")[0]
    return {
        "HIRAGANA": "CJK",
        "KATAKANA": "CJK",
        "FULLWIDTH": "LATIN",
        "HALFWIDTH": "CJK",
        "KATAKANA-HIRAGANA": "CJK",
    }.get(name, name)
