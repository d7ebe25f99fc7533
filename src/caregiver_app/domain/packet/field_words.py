"""Words that are also names: the terms of the field, and everyday words such as May, Will and White."""

import re
from functools import cache
from itertools import chain
from typing import Final

from caregiver_app import bundled
from caregiver_app.domain.packet.name_letters import folded
from caregiver_app.domain.vocabulary import Term, vocabulary

_WORD: Final = re.compile(r"[^\W\d_]+")
_SMALL_WORD: Final = re.compile(r"(?<![\w'])[a-z]{2,}(?!\w)")


@cache
def _terms() -> tuple[Term, ...]:
    paths = sorted(bundled.resource("vocabularies").glob("*.toml"))
    return tuple(chain.from_iterable(vocabulary(path.stem) for path in paths))


@cache
def _names_of_terms() -> frozenset[str]:
    return frozenset(" ".join(folded(word).split()) for one in _terms() for word in (one.name, *one.synonyms))


def is_term(text: str) -> bool:
    """Whether a text is, as a whole, a term of the field: Rai, Ann Arbor."""
    return " ".join(folded(text).split()) in _names_of_terms()


@cache
def everyday_words() -> frozenset[str]:
    """Return words that are written with a small letter in our own sentences, and others everybody uses."""
    texts = (text for one in _terms() for text in (one.plain, one.name, *one.synonyms))
    return listed("everyday").union(chain.from_iterable(map(_SMALL_WORD.findall, texts)))


def terms_with(words: frozenset[str]) -> tuple[str, ...]:
    """Return the terms of two words and more that hold one of some folded words, folded, the longest first."""
    found = []
    for name in _names_of_terms():
        parts = re.findall(r"[^\W_]+", name)
        if len(parts) > 1 and not words.isdisjoint(parts):
            found.append(name)
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


@cache
def listed(table: str, key: str = "words") -> frozenset[str]:
    """Return the words of a table of `resources/hiding/words.toml`, in small letters."""
    return frozenset(word.casefold() for word in bundled.toml("hiding", "words.toml")[table][key])
