"""What the packet says itself, in Simplified Chinese: looked up by the English, not translated as it is printed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.vocabulary import term

_NO_BREAK: Final = "\u00a0"
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
# "Not otherwise specified" is said only where the word itself says it.
_UNSPECIFIED: Final = "，非特指型"
_SAYS_UNSPECIFIED: Final = re.compile(r"\bNOS\b|not otherwise", re.IGNORECASE)
_IN_BRACKETS_AT_END: Final = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True)
class Saying:
    """One sentence or label with its Chinese, both with the same {placeholders}.

    `source` are tags of the file; `verify` tells that nobody who speaks it from home has checked it yet.
    """

    english: str
    chinese: str
    source: tuple[str, ...]
    verify: bool = False


@cache
def sayings() -> Mapping[str, Saying]:
    """Return what `resources/packet/chinese.toml` holds, by the English."""
    rows = bundled.toml("packet", "chinese.toml")["text"]
    return {
        row["english"]: Saying(row["english"], row["chinese"], tuple(row["source"]), row.get("verify", False))
        for row in rows
    }


def in_chinese(english: str) -> str:
    """Return the Chinese of a sentence or label of the packet; nothing where there is none."""
    found = sayings().get(english.replace(_NO_BREAK, " "))
    return found.chinese if found is not None else ""


def term_in_chinese(vocabulary: str, word: str) -> str:
    """Return the Chinese of a word of the field, only where the word is exactly a term of that vocabulary.

    Nothing where the word is Chinese already, or where its Chinese says no more than the word itself. What stands in
    brackets at the end, an abbreviation or another name, is left out.
    """
    if not word or _HAN.search(word):
        return ""
    found = term(vocabulary, word)
    if found is None:
        return ""
    chinese = _IN_BRACKETS_AT_END.sub("", found.chinese)
    if not _SAYS_UNSPECIFIED.search(word):
        chinese = chinese.removesuffix(_UNSPECIFIED)
    return chinese if _HAN.search(chinese) and _plain(word) not in _plain(chinese) else ""


def term_in_english(vocabulary: str, word: str) -> str:
    """Return the English of a word of the field that was typed in Chinese and is exactly a term of that vocabulary."""
    found = term(vocabulary, word) if _HAN.search(word) else None
    return found.name if found is not None and found.name != word else ""


def _plain(text: str) -> str:
    """Write a text so that two ways to write the same are alike: signs of full width, spaces, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def day_in_chinese(when: PartialDate) -> str:
    """Write a date the Chinese way where it is a day, a month or a year; any other as it was written."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", str(when))
    if match is None:
        return when.in_words()
    year, month, day = match.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
