"""What somebody typed, as terms: all of it is text, nothing in it is a command to the index."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from caregiver_app.store.search_words import WORD, folded, plain, tokens, unspaced

_PIECE: Final = re.compile(r'"([^"]*)("?)|([^\s"]+)')
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞", '"'))
_NUMBER: Final = re.compile(r"\s*d?\s*-?\s*0*([1-9]\d{0,8})\s*", re.IGNORECASE)
_MOST_TERMS: Final = 32
_MOST_TOKENS: Final = 64
_SHORTEST_PART: Final = 3


@dataclass(frozen=True)
class Term:
    """Tokens that stand side by side. `open_ended` says that the last may go on: the beginning of a word.

    `inside` are whole words in whose middle a single token was found.
    """

    tokens: tuple[str, ...]
    open_ended: bool
    inside: tuple[str, ...] = ()

    @cached_property
    def whole(self) -> str:
        """The term in the language of the index, its last word whole."""
        return f'"{" ".join(self.tokens)}"'

    @cached_property
    def match(self) -> str:
        """The term in the language of the index."""
        found = f"{self.whole} *" if self.open_ended else self.whole
        if not self.inside:
            return found
        return "(" + " OR ".join((found, *(f'"{word}"' for word in self.inside))) + ")"

    @property
    def part(self) -> str:
        """What may be looked for inside words; empty where that would find everything or makes no sense."""
        (token, *more) = self.tokens
        return token if self.open_ended and not more and len(token) >= _SHORTEST_PART else ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The term as a pattern for folded text. The letters come first, for `re` is quick to find these."""
        first, last = self.tokens[0], self.tokens[-1]
        letters = r"[\W_]*".join(re.escape(token) for token in self.tokens)
        start = "" if unspaced(first) else rf"(?<!{WORD}{re.escape(first)})"
        end = "" if self.open_ended or unspaced(last) else rf"(?!{WORD})"
        if not start:
            return re.compile(letters + end)
        return re.compile(re.escape(first) + start + letters[len(re.escape(first)) :] + end)

    def is_in(self, words: str) -> bool:
        """Whether tokens, each with a space before and behind, hold the term."""
        return f" {' '.join(self.tokens)}{'' if self.open_ended else ' '}" in words


def terms_of(typed: str) -> tuple[Term, ...]:
    """Return the terms of what was typed, each once: words, and what stands between quotation marks as one.

    A word may be the beginning of one; inside quotation marks that are closed, words are whole.
    """
    found: dict[Term, None] = {}
    for quoted, closed, word in _PIECE.findall(plain(typed).translate(_QUOTES)):
        pieces = tokens(quoted or word)[:_MOST_TOKENS]
        if pieces:
            found[Term(tuple(pieces), not closed and not unspaced(pieces[-1]))] = None
    return tuple(found)[:_MOST_TERMS]


def number_of(typed: str) -> int | None:
    """Return the number of the document that was typed, as "D-012", "d12" or "12"; None for anything else."""
    found = _NUMBER.fullmatch(folded(plain(typed)))
    return int(found[1]) if found is not None else None


def all_of(terms: Iterable[Term]) -> str:
    """Return the question for what holds every term, in any order."""
    return " AND ".join(term.match for term in terms)
