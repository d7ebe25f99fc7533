"""Texts that remember what they say, so that a second language can stand beside them.

Each is a `str` with the English, and everything that takes a text takes it. Cut, joined or replaced by the usual ways
of a text it is plain again and nothing is said beside it: nothing is ever guessed from the printed words.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from caregiver_app.domain.dates import PartialDate
from caregiver_app.i18n import ngettext


class Ours(str):
    """A sentence or label of the packet itself, with the values put into its {placeholders}."""

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Self:
        """Put the values into the template; a date is written in words."""
        english = {key: value.in_words() if isinstance(value, PartialDate) else value for key, value in values.items()}
        made = super().__new__(cls, template.format(**english) if values else template)
        made.template, made.values = template, values
        return made


class Told(str):
    """Words of the family in a field that offers a vocabulary. `word` is what is looked up there."""

    vocabulary: str
    word: str

    def __new__(cls, text: str, vocabulary: str, word: str) -> Self:
        """Keep the words as typed."""
        made = super().__new__(cls, text)
        made.vocabulary, made.word = vocabulary, word
        return made


class Together(str):
    """Several texts one after another, each with what it remembers."""

    parts: tuple[str, ...]

    def __new__(cls, parts: Iterable[str]) -> Self:
        """Set the parts one after another."""
        kept = tuple(part for part in parts if part)
        made = super().__new__(cls, "".join(kept))
        made.parts = kept
        return made


def ours(template: str, **values: Any) -> str:
    """Say something of the packet's own; the values may be texts of its own too, words of the family or dates."""
    return Ours(template, values)


def ours_counted(one: str, many: str, n: int, **values: Any) -> str:
    """Say how many things there are, as `ngettext` does."""
    return Ours(ngettext(one, many, n), {"n": n, **values})


def own(text: str) -> str:
    """Return a text as one of the packet's own, if it does not know better."""
    return text if isinstance(text, Ours | Told | Together) else Ours(text, {})


def told(text: str, vocabulary: str, word: str | None = None) -> str:
    """Return words of the family that may name a term; `word` is the term in them where they say more than that."""
    return Told(text, vocabulary, text if word is None else word) if vocabulary else text


def told_list(text: str, vocabulary: str, between: str = ", ") -> str:
    """Return a list as typed, of which each item may name a term."""
    return together(between, (told(item, vocabulary) for item in text.split(between))) if vocabulary else text


def together(between: str, parts: Iterable[str]) -> str:
    """Join texts as `str.join` does; each keeps what it remembers."""
    found: list[str] = []
    for part in parts:
        found += [between, part] if found else [part]
    return Together(found)
