"""The part of a text that shows why it was found, as plain text with the places of what was asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from caregiver_app.store.search_query import Term
from caregiver_app.store.search_words import folded, joined, plain

LONGEST: Final = 160
_BEFORE: Final = 50
_MOST_PLACES: Final = 60
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f]+")
_FAR: Final = 1 << 30

Range = tuple[int, int]


@dataclass(frozen=True)
class Snippet:
    """A piece of a text on one line; `marks` are the ranges in it that were asked for.

    `span` is how many letters of the text lie between the first and the last term where they stand nearest.
    """

    text: str
    marks: tuple[Range, ...] = ()
    span: int = _FAR


def snippet(text: str, terms: Sequence[Term]) -> Snippet:
    """Return the piece of a text where the terms stand nearest together."""
    shown = plain(text)
    places = _places(shown, terms)
    if "\n" in shown and not all(places):
        whole = joined(shown)
        if whole != shown and sum(map(bool, places)) < sum(map(bool, found := _places(whole, terms))):
            shown, places = whole, found
    start, end = _nearest([of_term for of_term in places if of_term])
    if start < 0:
        return Snippet(_one_line(shown[: LONGEST * 2])[:LONGEST])
    cut_from, cut_to = _window(shown, start, end)
    marks = _merged(one for of_term in places for one in of_term if cut_from <= one[0] and one[1] <= cut_to)
    text, moved = _cut(shown, cut_from, cut_to, marks)
    return Snippet(text, moved, end - start if all(places) else _FAR)


def _places(shown: str, terms: Sequence[Term]) -> list[list[Range]]:
    """Return where each term is: at the beginning of words, else inside them."""
    text = folded(shown)
    most = max(_MOST_PLACES // len(terms), 4)
    return [_found(term, text, most) or _inside(term, text) for term in terms]


def _found(term: Term, text: str, most: int) -> list[Range]:
    return [one.span() for one in islice(term.pattern.finditer(text), most)]


def _inside(term: Term, text: str) -> list[Range]:
    if not term.inside:
        return []
    at = text.find(term.tokens[0])
    return [(at, at + len(term.tokens[0]))] if at >= 0 else []


def _nearest(places: Sequence[Sequence[Range]]) -> Range:
    """Return the shortest stretch that holds one place of each term; (-1, -1) where there are none."""
    if not places:
        return -1, -1
    if len(places) == 1:
        return places[0][0]
    best = (-1, -1)
    last: dict[int, Range] = {}
    for place, term in sorted((place, term) for term, of_term in enumerate(places) for place in of_term):
        last[term] = place
        if len(last) == len(places):
            start, end = min(one[0] for one in last.values()), max(one[1] for one in last.values())
            if best[0] < 0 or end - start < best[1] - best[0]:
                best = (start, end)
    return best


def _window(text: str, start: int, end: int) -> Range:
    """Return where to cut: whole words around a stretch; its beginning where it is too long."""
    room = max(LONGEST - (end - start), 0)
    cut_from = max(start - min(_BEFORE, room // 2), 0)
    cut_to = min(max(cut_from + LONGEST, min(end, start + LONGEST)), len(text))
    cut_from = max(min(cut_from, cut_to - LONGEST), 0)
    if cut_from > 0 and (space := _SPACE.search(text, cut_from, start)):
        cut_from = space.end()
    if cut_to < len(text) and (space_at := text.rfind(" ", min(end, cut_to), cut_to)) > 0:
        cut_to = space_at
    return cut_from, cut_to


def _merged(ranges: Iterator[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, cut_from: int, cut_to: int, marks: Sequence[Range]) -> tuple[str, tuple[Range, ...]]:
    """Return the stretch on one line, and where the marks are in it."""
    line = "… " if cut_from > 0 else ""
    moved, at = [], cut_from
    for start, end in marks:
        line = _with(line, text[at:start])
        begin = len(line)
        line = _with(line, text[start:end])
        moved.append((begin, len(line)))
        at = end
    line = _with(line, text[at:cut_to]).rstrip()
    return (line + " …" if cut_to < len(text) else line), tuple(moved)


def _with(line: str, more: str) -> str:
    more = _SPACE.sub(" ", more)
    return line + (more.lstrip() if not line or line.endswith(" ") else more)


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
