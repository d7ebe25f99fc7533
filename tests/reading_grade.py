"""How hard a text is to read: the school year it is written for, by Flesch and Kincaid (1975)."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z’'-]+")
_END = re.compile(r"[.!?;:](?:\s|$)")


def grade(text: str) -> float:
    """Return the school year a text is written for."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_END.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def grade_of(lines: Iterable[str]) -> float:
    """Return the school year of lines read one after another; a line without an end is a sentence of its own."""
    return grade(" ".join(line if line.rstrip().endswith((".", "!", "?", ";", ":")) else f"{line}." for line in lines))


def _syllables(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[a-z])e$", "", word.lower()))))
