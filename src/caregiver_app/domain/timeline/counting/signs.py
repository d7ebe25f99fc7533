"""Recognise in free text what a treatment was and why it ended, by the phrases of `resources/rules/signs.toml`."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from caregiver_app import bundled

# Beside these a "no" speaks of something else: "cancelled - not infused", "stopped: no response". Only a word just
# before them turns them round.
_TELLING_NO = frozenset({"called-off", "no-remission", "stopped"})
_CLAUSES = re.compile(r"[.;,\n!?。；，！？]+")


def says(text: str, sign: str) -> bool:
    """Whether a clause of a text has a phrase of a sign and no word beside it that denies it."""
    return bool(text) and sign in _read(text)[0]


def opens_with(text: str, sign: str) -> bool:
    """Whether a clause of a text begins with a phrase of a sign: "Maintenance, 10 mg", "given as bridging"."""
    return bool(text) and sign in _read(text)[1]


@lru_cache(maxsize=32768)
def _read(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the signs a text tells of anywhere, and those its clauses begin with."""
    told: set[str] = set()
    opening: set[str] = set()
    for clause in filter(None, map(str.strip, _CLAUSES.split(text))):
        folded = clause.casefold()
        for sign, phrases in _folded().items():
            if not any(phrase in folded for phrase in phrases):
                continue
            found, begun = _anywhere(sign).search(clause), _begun(sign, clause)
            if found and sign in _TELLING_NO:
                if not _turned_round(clause, found):
                    told.add(sign)
            elif found and not _denied(f"{clause[: found.start()]} {clause[found.end() :]}"):
                told.add(sign)
            if begun and not _denied(clause[begun.end() :]):
                opening.add(sign)
    return frozenset(told), frozenset(opening)


def _denied(text: str) -> bool:
    return _denial().search(text) is not None


def _turned_round(clause: str, found: re.Match[str]) -> bool:
    """Whether "not" stands just before a phrase, or the clause only asks what would be: "if cancelled"."""
    before = clause[: found.start()].casefold().split()
    is_not = bool(before) and before[-1] in _phrases()["not"]
    others = f"{clause[: found.start()]} {clause[found.end() :]}".casefold().split()
    return is_not or not {*_phrases()["perhaps"]}.isdisjoint(others)


@cache
def _folded() -> Mapping[str, tuple[str, ...]]:
    return {sign: tuple(map(str.casefold, phrases)) for sign, phrases in _phrases().items()}


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    return {row["id"]: tuple(row["phrases"]) for row in bundled.toml("rules", "signs.toml")["sign"]}


@cache
def _anywhere(sign: str) -> re.Pattern[str]:
    return _one_of(_phrases()[sign])


def _begun(sign: str, clause: str) -> re.Match[str] | None:
    """Return where a clause begins with a phrase, or with a phrase behind a word that only leads to it."""
    leading, phrases = _leading().match(clause), _anywhere(sign)
    behind = phrases.match(clause, leading.end()) if leading else None
    return behind or phrases.match(clause)


@cache
def _leading() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_phrases()["leading"], key=len, reverse=True)))
    return re.compile(rf"(?:{words})\s+", re.IGNORECASE)


@cache
def _denial() -> re.Pattern[str]:
    words = _phrases()["denied"]
    whole = "|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words)
    return re.compile(whole, re.IGNORECASE)


def _one_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of phrases, each at the beginning of a word; the longest first, so that it takes the most."""
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, ordered))})", re.IGNORECASE)
