"""The language a paper is written in: by its letters, and by small words that hardly any other language has."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from caregiver_app.domain.documents.suggesting.folding import plain
from caregiver_app.domain.documents.suggesting.paper import Line, Paper
from caregiver_app.domain.documents.suggesting.suggestion import Suggestion
from caregiver_app.domain.documents.suggesting.words import data

MOST: Final = 3
_LATIN: Final = "LATIN"
_WEIGHT_OF_HAN: Final = 3
"""A Chinese character says about as much as so many letters."""
_DENSE: Final = frozenset({"CJK", "HIRAGANA", "KATAKANA"})
_LEAST_SHARE: Final = 0.15
_LEAST_WORDS: Final = 3
_NEARLY: Final = 0.7
_LONGEST: Final = 80
_WORDS: Final = re.compile(r"[^\W\d_]+")


def suggest_languages(paper: Paper) -> tuple[Suggestion, ...]:
    """Return the languages of a paper, the one with most of its text first."""
    text = "\n".join(line.text for line in paper.lines)
    scripts = _scripts(text)
    whole = sum(scripts.values())
    names = {row["name"]: row["letters"] for row in data("languages")["script"]}
    shares: dict[str, float] = {}
    for name, beginnings in names.items():
        shares[name] = sum(scripts[script] for script in beginnings) / whole if whole else 0.0
    if shares["Japanese"] > 0.1 * shares["Chinese"]:
        shares["Japanese"] += shares.pop("Chinese")
    latin = scripts[_LATIN] / whole if whole else 0.0
    ranked = sorted((name for name in shares if shares[name] >= _LEAST_SHARE), key=lambda name: -shares[name])
    found = [suggestion for name in ranked if (suggestion := _of_script(paper, name, names[name], text)) is not None]
    by_words = list(_by_words(paper, text)) if latin >= _LEAST_SHARE else []
    first_latin = not ranked or latin > shares[ranked[0]]
    return tuple((*by_words, *found) if first_latin else (*found, *by_words))[:MOST]


def _scripts(text: str) -> Counter[str]:
    """Count the letters of a text by the first word of their Unicode names."""
    counts: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if char.isalpha():
            script = _script(char)
            counts[script] += count * (_WEIGHT_OF_HAN if script in _DENSE else 1)
    return counts


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _of_script(paper: Paper, name: str, beginnings: list[str], text: str) -> Suggestion | None:
    """Return a language that its letters show, with the line that has most of them."""
    for row in data("languages")["telling"]:
        if row["instead_of"] == name and _count(text, row["letters"]) > _count(text, row["against"]):
            name = row["name"]
    letters = {char for char in set(text) if char.isalpha() and _script(char) in beginnings}
    line = max(paper.lines, key=lambda line: sum(char in letters for char in line.text[:_LONGEST]), default=None)
    return None if line is None else _from_line(name, line)


def _by_words(paper: Paper, text: str) -> Iterator[Suggestion]:
    """Yield the languages whose small words the text has most of."""
    words = Counter(_WORDS.findall(text.lower()))
    scores = {name: sum(min(words[word], 8) for word in small) for name, small in _small_words().items()}
    kinds = {name: sum(word in words for word in small) for name, small in _small_words().items()}
    ranked = sorted(scores, key=lambda name: -scores[name] - kinds[name])
    best = scores[ranked[0]] + kinds[ranked[0]]
    for name in ranked[:2]:
        if kinds[name] >= _LEAST_WORDS and scores[name] + kinds[name] >= _NEARLY * best:
            small = _small_words()[name]
            line = max(
                paper.lines,
                key=lambda line: sum(word in small for word in _WORDS.findall(line.text[:_LONGEST].lower())),
            )
            yield _from_line(name, line)


def _from_line(name: str, line: Line) -> Suggestion:
    text = line.text[:_LONGEST]
    if len(line.text) > _LONGEST and " " in text:
        text = text[: text.rfind(" ")]
    return Suggestion(name, plain(text), line.page)


def _count(text: str, letters: str) -> int:
    kinds = set(letters)
    return sum(char in kinds for char in text)


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    return {row["name"]: frozenset(row["words"]) for row in data("languages")["words"]}
