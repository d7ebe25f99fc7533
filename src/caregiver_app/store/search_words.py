"""The words of a text as the index keeps them and as a question asks for them: one way for both.

Latin words are tokens. Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer are written without spaces, or with
endings grown on, so each of their characters is a token by itself, and a run of them is asked for as a phrase: so
"化疗" is found wherever these two stand side by side, which an index of three letters each could never tell.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""The scripts whose characters are tokens by themselves, as ranges of a regular expression."""

WORD: Final = rf"[^\W_{UNSPACED}]"
"""One letter or figure of a word that is written with spaces around it."""

_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe]")
_UNSEEN_HYPHEN: Final = re.compile("[\u00ad\ufffe](?=[^\\S\n]*\r?\n)")
_PARTED: Final = re.compile(r"(?<=[^\W\d_])[-\u2010][^\S\n]*\r?\n\s*(?=[^\W\d_])")
_MARKS: Final = ("\u0300", "\u036f")
# Letters whose stroke or form Unicode does not take for an accent, and families without that key do.
_NEAREST: Final = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h", "ð": "d", "ŧ": "t", "ς": "σ"}
_BESIDE: Final = 60
_AROUND: Final = 2
_BREAK: Final = "\ue000"
_LONGEST: Final = 60


def plain(text: str) -> str:
    """Return a text with full-width forms and ligatures as plain letters, and without what one cannot see."""
    if not text.isascii():
        text = _UNSEEN.sub("", _UNSEEN_HYPHEN.sub("-", text))
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    return text


def joined(text: str) -> str:
    """Return a plain text in which words that a hyphen parts at the end of a line are whole."""
    return _PARTED.sub("", text)


def folded(text: str) -> str:
    """Return a plain text in small letters without accents. Places in it are places in the text."""
    if text.isascii():
        return text.lower()
    text = text.replace("İ", "I").lower()
    for character in set(text):
        if character > "\x7f" and (nearest := _without_accent(character)) != character:
            text = text.replace(character, nearest)
    return text


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in order."""
    return _of_folded(folded(plain(text)))


def index_forms(text: str) -> tuple[list[str], list[str]]:
    """Return the tokens of a text as it stands, and those around each word parted at a line end with it whole.

    The neighbours of a whole word are there so that a phrase of few words over it is found.
    """
    shown = plain(text)
    return _of_folded(folded(shown)), list(_over_line_ends(shown)) if "\n" in shown else []


def unspaced(token: str) -> bool:
    """Whether a token is a character of a script without spaces."""
    return _unspaced_pattern().match(token) is not None


def worth_keeping(token: str) -> bool:
    """Whether a word is kept in the list of words, in whose middle one can look."""
    return 3 < len(token) <= _LONGEST


def _of_folded(text: str) -> list[str]:
    found = _token_pattern().findall(text)
    return found if text.isascii() else [token for token in found if token.isalnum()]


def _over_line_ends(text: str) -> Iterator[str]:
    for parted in _PARTED.finditer(text):
        start, end = parted.span()
        before = _of_folded(folded(text[max(start - _BESIDE, 0) : start]))
        after = _of_folded(folded(text[end : end + _BESIDE]))
        if before and after:
            # The words at the far ends may be cut, so they are taken only where there are more than enough.
            yield from before[:-1][-_AROUND:]
            yield before[-1] + after[0]
            yield from after[1:][:_AROUND]
            yield _BREAK


# These take their time to be made, and a case is opened without them.
@cache
def _token_pattern() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|{WORD}+")


@cache
def _unspaced_pattern() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")


@cache
def _without_accent(character: str) -> str:
    """Return the letter under the accents of a small letter; a sign of another kind is left as it is."""
    parts = unicodedata.normalize("NFD", character)
    if len(parts) > 1 and all(_MARKS[0] <= mark <= _MARKS[1] for mark in parts[1:]):
        character = parts[0]
    return _NEAREST.get(character, character)
