"""What kind of paper it is: what it calls itself, and what it is full of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from caregiver_app.domain.documents.suggesting.folding import Folded, Phrase, letters, plain
from caregiver_app.domain.documents.suggesting.paper import Hit, Line, Paper
from caregiver_app.domain.documents.suggesting.suggestion import FILE_NAME, Suggestion
from caregiver_app.domain.documents.suggesting.words import KindWords, data, kinds

MOST: Final = 3
_LEAST: Final = 4.0
"""So much must speak for a kind before it is suggested."""
_LEAST_NEXT: Final = 0.5
"""A further one must have this share of what the first has."""
HEADING: Final = 4.5
"""So strong is what looks like a heading."""
_HEADING: Final = 8.0
_TOP: Final = 12
_LONGEST_HEADING: Final = 60
_FAR_IN: Final = 24
_TELLING, _WORD = 2.5, 1.0
_MOST_TELLING, _MOST_WORDS = 4, 5
_LATER_PAGE: Final = 0.6
_IN_FILE_NAME: Final = 2.0
_LONGEST_WORDS: Final = 100


@dataclass(frozen=True)
class Heading:
    """What a paper calls itself at one place, and how much that place looks like a heading."""

    kind: str
    line: Line
    start: int
    end: int
    strength: float


@dataclass(frozen=True)
class KindsFound:
    """The kinds a paper may be, the likeliest first, and the headings that say the likeliest, the clearest first."""

    suggestions: tuple[Suggestion, ...]
    headings: tuple[Heading, ...]

    @property
    def likeliest(self) -> str:
        """The id of the first one, or nothing."""
        return self.suggestions[0].value if self.suggestions else ""


def suggest_kinds(paper: Paper, letterhead: frozenset[Line], file_name: str) -> KindsFound:
    """Return the kinds a paper may be. `letterhead` are the lines that name a house: no headings."""
    hits = paper.hits(_phrases())
    headings = tuple(_headings(hits, letterhead))
    evidence = _Evidence(hits, headings, file_name)
    scores = {kind: evidence.score(kind) for kind in evidence.kinds}
    ordered = sorted((kind for kind in scores if scores[kind] >= _LEAST), key=lambda kind: -scores[kind])
    enough = [kind for kind in ordered if scores[kind] >= scores[ordered[0]] * _LEAST_NEXT]
    found = [suggestion for kind in enough for suggestion in _told_apart(paper, kind, evidence.words(kind))]
    if not paper.lines:
        found = list(_from_file_name(file_name))
    first = {suggestion.value: suggestion for suggestion in reversed(found)}
    ranked = tuple(first[value] for value in dict.fromkeys(suggestion.value for suggestion in found))[:MOST]
    said = [heading for heading in headings if heading.kind in ordered[:1]]
    return KindsFound(ranked, tuple(sorted(said, key=lambda heading: -heading.strength)))


@cache
def _phrases() -> tuple[tuple[Phrase, str], ...]:
    """Return every phrase of every kind; its meaning is the kind and what the phrase is there."""
    return tuple(
        (phrase, f"{kind.id} {what}")
        for kind in kinds().values()
        for what, phrases in (("name", kind.names), ("telling", kind.telling), ("word", kind.words))
        for phrase in phrases
    )


class _Evidence:
    """Everything that speaks for each kind."""

    def __init__(self, hits: list[Hit], headings: tuple[Heading, ...], file_name: str) -> None:
        self._best: dict[str, Heading] = {}
        for heading in headings:
            if heading.kind not in self._best or heading.strength > self._best[heading.kind].strength:
                self._best[heading.kind] = heading
        self._hits: dict[str, dict[str, Hit]] = {}
        for hit in hits:
            said = letters(hit.line.text[hit.start : hit.end])
            self._hits.setdefault(hit.meaning, {}).setdefault(said, hit)
        self.kinds = dict.fromkeys(hit.meaning.split()[0] for hit in hits)
        self._in_file_name = frozenset(suggestion.value for suggestion in _from_file_name(file_name))

    def score(self, kind: str) -> float:
        """Return how much speaks for a kind."""
        heading = self._best[kind].strength if kind in self._best else 0.0
        told = self._counted(f"{kind} telling", _MOST_TELLING)
        words = self._counted(f"{kind} word", _MOST_WORDS)
        named = _IN_FILE_NAME if kind in self._in_file_name else 0.0
        return heading + told * _TELLING + words * _WORD + named

    def _counted(self, meaning: str, most: int) -> float:
        """Count different phrases, those on the first page most."""
        found = self._hits.get(meaning, {}).values()
        first = sum(hit.line.page == 1 for hit in found)
        return min(most, first) + min(max(0, most - first), len(found) - first) * _LATER_PAGE

    def words(self, kind: str) -> tuple[Line, int, int]:
        """Return what speaks most for a kind: a line and the words in it."""
        if kind in self._best and self._best[kind].strength > _TELLING:
            best = self._best[kind]
            return best.line, best.start, best.end
        for what in ("telling", "word", "name"):
            for hit in self._hits.get(f"{kind} {what}", {}).values():
                return hit.line, hit.start, hit.end
        raise AssertionError("a kind is listed only when something speaks for it")


def _headings(hits: list[Hit], letterhead: frozenset[Line]) -> Iterator[Heading]:
    """Yield what the paper calls itself, with how much each place looks like a heading."""
    first = True
    for hit in hits:
        kind, what = hit.meaning.split()
        if what == "name":
            strength = _strength(hit, hit.line in letterhead)
            if strength >= _HEADING * 0.6 and first:
                strength, first = strength + 2.0, False
            yield Heading(kind, hit.line, hit.start, hit.end, strength)


def _strength(hit: Hit, is_letterhead: bool) -> float:
    """Return how much a place looks like a heading: much of its cell, near the top, no label before it."""
    line = hit.line
    start, end = line.cell(hit.start)
    before = line.text[start : hit.start]
    label = _label_before(before)
    if label in _labels("labels"):
        start, before = hit.start, ""
    whole, said = len(letters(line.text[start:end])), len(letters(line.text[hit.start : hit.end]))
    is_much = said * 2 >= whole
    if not is_much and (whole > _LONGEST_HEADING or _is_sentence(line.text[start:end], before)):
        return 2.0 if line.page == 1 and line.number < _TOP else 1.0
    is_row = not is_much and any(map(str.isdigit, line.text[hit.end : end]))
    strength = _HEADING * (1.0 if is_much or (not letters(before) and not is_row) else 0.7)
    is_value = letters(before) in _labels("values") or label not in _labels("labels") | {""} or "?" in before
    if is_letterhead or is_value:
        strength = min(strength, 3.0)
    late = 0 if line.number < _TOP else 2 if line.number < 2 * _TOP else 3
    return strength - late - (1.0 if line.page > 1 else 0.0) + min(2.0, said / 12)


def _is_sentence(text: str, before: str) -> bool:
    """Whether a part of a line is running text rather than a heading."""
    return text.lstrip()[:1].islower() or text.rstrip().endswith((".", ",", ";")) or len(letters(before)) > _FAR_IN


def _label_before(text: str) -> str:
    """Return the folded label that ends right before a place, or nothing."""
    label, colon, _rest = text.replace("：", ":").rpartition(":")
    return letters(label) if colon else ""


@cache
def _labels(which: str) -> frozenset[str]:
    return frozenset(map(letters, data("kinds")["headings"][which]))


def _told_apart(paper: Paper, kind: str, words: tuple[Line, int, int]) -> Iterator[Suggestion]:
    """Yield a kind, or the two it may be, such as the pathology of the first biopsy and of a relapse."""
    rule = kinds()[kind]
    again = _again(paper, rule) if rule.then else None
    if again is not None:
        yield Suggestion(rule.then, _excerpt(again.line, again.start, again.end), again.line.page)
        return
    yield Suggestion(kind, _excerpt(*words), words[0].page)
    if rule.then:
        yield Suggestion(rule.then, _excerpt(*words), words[0].page)


def _again(paper: Paper, rule: KindWords) -> Hit | None:
    """Return the words that tell it is the other one of two kinds, or None."""
    both: Mapping[str, tuple[Phrase, ...]] = {"when": rule.when, "not": rule.unless}
    hits = paper.hits([(phrase, meaning) for meaning, phrases in both.items() for phrase in phrases])
    return next((hit for hit in hits if hit.meaning == "when"), None)


def _from_file_name(file_name: str) -> Iterator[Suggestion]:
    """Yield the kinds a file's name says."""
    name = Folded(file_name)
    for kind in kinds().values() if name.letters else ():
        if any(phrase.letters and name.has(phrase) for phrase in kind.names):
            yield Suggestion(kind.id, plain(file_name)[:_LONGEST_WORDS], FILE_NAME)


def _excerpt(line: Line, start: int, end: int) -> str:
    """Return the part of a line that holds some words, not too long and of whole words."""
    first, last = line.cell(start)
    if last - first > _LONGEST_WORDS:
        first = max(first, start - 40)
        first = line.text.rfind(" ", first, start) + 1 or first
        stop = line.text.rfind(" ", end, first + _LONGEST_WORDS)
        last = stop if stop > 0 else min(last, max(end, first + _LONGEST_WORDS))
    return plain(line.text[first : max(last, end)])
