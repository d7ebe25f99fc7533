"""Words for the user: gettext everywhere, because the packet and the command line speak without Qt.

One language is the usual one of the process. What is made for somebody else, such as an English packet from a Chinese
window, is made while another one is spoken; this holds for the thread that asked for it alone.
"""

import gettext
import locale
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Final, TypeVar

from caregiver_app import bundled

_DOMAIN: Final = "caregiver_app"
ENGLISH: Final = "en"
LANGUAGES: Final[Mapping[str, str]] = {ENGLISH: "English", "zh_CN": "简体中文"}
"""The languages the program speaks, each in its own words."""

_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})
# Where Chinese is written in other letters than ours: who reads those may choose ours, and is not given them unasked.
_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo", "traditional"})
_T = TypeVar("_T")


@dataclass(frozen=True)
class Speech:
    """A language and its words."""

    language: str = ENGLISH
    words: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)


_usual = Speech()
_now: ContextVar[Speech | None] = ContextVar("_now", default=None)


def use_language(language: str) -> None:
    """Speak this language from now on; what has no words in it stays English."""
    use_words(language, _words_of(language))


def use_words(language: str, words: gettext.NullTranslations) -> None:
    """Speak from now on with these words."""
    global _usual
    _usual = Speech(language, words)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language in this thread until the block is left."""
    before = _now.set(Speech(language, _words_of(language)))
    try:
        yield
    finally:
        _now.reset(before)


def language() -> str:
    """Return the code of the language that is spoken now, such as "en" or "zh_CN"."""
    return _speech().language


def language_tag() -> str:
    """Return the language that is spoken now as documents name it, such as "zh-CN"."""
    return language().replace("_", "-")


def reads_right_to_left(code: str) -> bool:
    """Whether a language is written from right to left."""
    return code.partition("_")[0] in _RIGHT_TO_LEFT


def nearest_language(wanted: str) -> str:
    """Return the language of ours that a system's name for one means, such as "zh-Hans-CN"; English for all others."""
    parts = wanted.replace("-", "_").split(".")[0].split("_")
    if parts[0].lower() not in ("zh", "chinese"):
        known = {code.partition("_")[0]: code for code in LANGUAGES}
        return known.get(parts[0].lower(), ENGLISH)
    return ENGLISH if _TRADITIONAL.intersection(part.lower() for part in parts) else "zh_CN"


def language_of_system(chosen: str = "") -> str:
    """Return the language to begin with: what LANGUAGE asks for, else what was chosen before, else the system's own."""
    asked = os.environ.get("LANGUAGE", "").split(":")[0]
    if asked or chosen in LANGUAGES:
        return nearest_language(asked) if asked else chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if found := os.environ.get(name):
            return nearest_language(found)
    return nearest_language(_language_of_windows()) if sys.platform == "win32" else ENGLISH


def in_each_language(make: Callable[[], _T]) -> Callable[[], _T]:
    """Keep what a function without arguments returns, once a language."""

    @cache
    def made(_language: str) -> _T:
        return make()

    @wraps(make)
    def kept() -> _T:
        return made(language())

    return kept


def _(message: str) -> str:
    """Translate one whole sentence or label."""
    return _speech().words.gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """Translate a sentence that counts things."""
    return _speech().words.ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    """Translate a word that other languages say in several ways; `context` tells which is meant."""
    return _speech().words.pgettext(context, message)


def in_sentences(parts: Iterable[str]) -> str:
    """Write several sentences one after another; Chinese has no space between them."""
    return ("" if _is_chinese() else " ").join(parts)


def with_commas(parts: Iterable[str]) -> str:
    """Write several words or details in a row, with commas between."""
    return ("，" if _is_chinese() else ", ").join(parts)


def with_semicolons(parts: Iterable[str]) -> str:
    """Write several parts of a sentence in a row, with semicolons between."""
    return ("；" if _is_chinese() else "; ").join(parts)


def with_stops(parts: Iterable[str]) -> str:
    """Write several things that are no sentences in a row, with a full stop between, as they are read aloud."""
    if not _is_chinese():
        return ". ".join(parts)
    *before, last = (*parts,) or ("",)
    return "".join(f"{part.removesuffix('。')}。" for part in before) + last


def labelled(name: str, words: str) -> str:
    """Write a name and, behind a colon, what is said of it."""
    return f"{name}：{words}" if _is_chinese() else f"{name}: {words}"


def as_sentence(words: str) -> str:
    """Close a text with a full stop, unless it is empty or closed already."""
    if not words or words.endswith((".", "!", "?", "。", "！", "？")):
        return words
    return f"{words}。" if _is_chinese() else f"{words}."


def plain_words(words: str) -> str:
    """Return the words of a menu entry without the letter that opens it by a key: "&Undo" and "撤销(&U)" alike."""
    return re.sub(r"\(&\w\)", "", words).replace("&&", "\0").replace("&", "").replace("\0", "&")


def N_(message: str) -> str:
    """Mark a string for translators here and translate it where it is shown."""
    return message


def _speech() -> Speech:
    return _now.get() or _usual


def _is_chinese() -> bool:
    return language().startswith("zh")


def _words_of(code: str) -> gettext.NullTranslations:
    if code == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation(_DOMAIN, bundled.resource("locale"), languages=[code], fallback=True)


def _language_of_windows() -> str:
    return locale.getlocale()[0] or ""
