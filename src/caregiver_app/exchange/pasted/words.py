"""Find the words of the field that stand in a line of text, each with its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from caregiver_app.domain.vocabulary import Term, vocabulary
from caregiver_app.exchange.pasted.text import plain

VOCABULARIES: Final = (
    "regimens", "procedures", "relapse_events", "responses", "modalities", "specimens", "markers", "infections",
    "fitness", "diseases",
)  # fmt: skip
"""What is looked for in a line, in the order that decides where one text names two things."""

# Words that stand in a vocabulary and in every other sentence as well.
_TOO_GENERAL: Final = frozenset(
    {"blood", "tissue", "infusion", "operation", "no change", "infection", "us", "ps", "rr", "nc", "ne", "auto", "allo",
     "ld", "other", "unknown", "not known", "none", "day 0", "b cells", "pregnancy"}
)  # fmt: skip
_SHORT: Final = 4
_BRACKETED: Final = re.compile(r"(.+?)\s*\(([\w+-]{2,12})\)")
_CHINESE_PARTS: Final = re.compile(r"[（）／，、()/,]")
_CJK: Final = re.compile(r"[\u4e00-\u9fff]")
_LATIN: Final = re.compile(r"[0-9A-Za-zÀ-ɏ]")
_COMPOUND_BEFORE: Final = re.compile(r"[0-9A-Za-zÀ-ɏ][\w+]*[-+/](?:[\w+]+[-+/])*$")
_COMPOUND_AFTER: Final = re.compile(r"(?:[-+/][\w+]*[0-9A-Za-zÀ-ɏ+])+")
_NOT_SO: Final = re.compile(
    r"(?:\b(?:no|not|without|never|denie[sd]|excluded?|exclude|rule[sd]? out|negative for|suspected|suspicion|possible|"
    r"suspicious|free of|kein\w*|nicht|ohne)\b[^.;]{0,30}|(?:无|未见|未|排除|疑似?)[^。；]{0,8})$",
    re.IGNORECASE,
)
_NOT_SO_AFTER: Final = re.compile(r"\s*(?:\?|(?:was |is )?(?:ruled out|excluded|not (?:seen|found))|-?free\b)", re.I)


@dataclass(frozen=True)
class Found:
    """A word of a vocabulary in a line: where it stands, as it was written, and what it names."""

    vocabulary: str
    term: Term
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Phrase:
    text: str
    folded: str
    is_exact: bool
    vocabulary: str
    term: Term


def find_words(text: str) -> list[Found]:
    """Return the words of the field in a line, from its beginning to its end; what is denied is passed over."""
    line = plain(text)
    folded = line.lower()
    if len(folded) != len(line):  # a few letters change their length
        folded = line
    phrases, found, position = _phrases(), list[Found](), 0
    for match in re.finditer(r"[^\W_]", line):
        start = match.start()
        if start < position or not _begins_word(line, start):
            continue
        word = _longest(line, folded, start, phrases)
        if word is None:
            continue
        whole = _as_written(text, line, start, word)
        if whole is not None and not _is_denied(line, whole):
            found.append(whole)
            position = whole.end
    return found


def _begins_word(line: str, start: int) -> bool:
    return start == 0 or not (_LATIN.match(line[start]) and _LATIN.match(line[start - 1]))


def _longest(line: str, folded: str, start: int, phrases: Mapping[str, Sequence[_Phrase]]) -> _Phrase | None:
    for phrase in (*phrases.get(folded[start : start + 2], ()), *phrases.get(folded[start : start + 1], ())):
        if not folded.startswith(phrase.folded, start):
            continue
        end = start + len(phrase.folded)
        if phrase.is_exact and line[start:end] != phrase.text:
            continue
        if end < len(line) and _LATIN.match(line[end]) and _LATIN.match(line[end - 1]):
            continue
        return phrase
    return None


def _as_written(text: str, line: str, start: int, phrase: _Phrase) -> Found | None:
    """Return a word as it stands: a regimen with what is joined to it, any other word only when it stands alone."""
    end = start + len(phrase.folded)
    before, after = _COMPOUND_BEFORE.search(line, 0, start), _COMPOUND_AFTER.match(line, end)
    if phrase.vocabulary == "regimens":
        start = before.start() if before else start
        end = after.end() if after else end
    elif (before and not _is_slash(line, start - 1)) or (after and not _is_slash(line, end)):
        return None
    return Found(phrase.vocabulary, phrase.term, start, end, text[start:end])


def _is_slash(line: str, at: int) -> bool:
    return line[at] == "/"


def _is_denied(line: str, word: Found) -> bool:
    """Whether a line says that something is not so, or not known to be so."""
    if word.vocabulary not in ("relapse_events", "responses"):
        return False
    before = line[max(0, word.start - 60) : word.start]
    return bool(_NOT_SO.search(before) or _NOT_SO_AFTER.match(line, word.end))


def term_named(vocabulary_name: str, text: str) -> Term | None:
    """Return the term a text names, alone and to the letter, in its Chinese words too."""
    return _terms(vocabulary_name).get(" ".join(plain(text).split()).lower())


def words_of(term: Term) -> tuple[str, ...]:
    """Return every way to write a term: its names, what stands in their brackets, and its Chinese words."""
    ways = [term.name, *term.synonyms]
    for word in (term.name, *term.synonyms):
        found = _BRACKETED.fullmatch(word)
        if found:
            ways += [found[1], found[2]]
    ways += [part for part in _CHINESE_PARTS.split(term.chinese) if _CJK.search(part)]
    return tuple(dict.fromkeys(way.strip() for way in ways if way.strip()))


@cache
def _terms(vocabulary_name: str) -> Mapping[str, Term]:
    found: dict[str, Term] = {}
    for term in vocabulary(vocabulary_name):
        for word in (*words_of(term), term.id):
            found.setdefault(plain(word).lower(), term)
    return found


@cache
def _phrases() -> Mapping[str, tuple[_Phrase, ...]]:
    """Return every phrase by its first two letters, the longest first, the vocabularies in their order."""
    by_beginning: dict[str, list[_Phrase]] = {}
    for name in VOCABULARIES:
        for term in vocabulary(name):
            for word in words_of(term):
                folded = plain(word).lower()
                if folded not in _TOO_GENERAL:
                    exact = len(word) <= _SHORT and not word.islower() and word.isascii()
                    by_beginning.setdefault(folded[:2], []).append(_Phrase(word, folded, exact, name, term))
    return {key: tuple(sorted(found, key=lambda phrase: -len(phrase.folded))) for key, found in by_beginning.items()}
