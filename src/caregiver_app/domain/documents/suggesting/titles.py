"""A short title in the paper's own words: its heading."""

from functools import cache
from typing import Final

from caregiver_app.domain.documents.suggesting.folding import is_han, letters, plain
from caregiver_app.domain.documents.suggesting.kinds import KindsFound
from caregiver_app.domain.documents.suggesting.names import looks_like_name
from caregiver_app.domain.documents.suggesting.paper import Line, Paper
from caregiver_app.domain.documents.suggesting.suggestion import Suggestion
from caregiver_app.domain.documents.suggesting.words import data

MOST: Final = 3
LONGEST: Final = 80
_AGREED: Final = 3.0
"""So much must a place look like a heading, where the kind it says is the likeliest."""
_TOP: Final = 8
_WORDS: Final = range(2, 9)


def suggest_titles(paper: Paper, found: KindsFound, letterhead: frozenset[Line]) -> tuple[Suggestion, ...]:
    """Return what may be the paper's title: headings that say its kind first, then other lines that look like one."""
    titles: dict[str, Suggestion] = {}
    for heading in found.headings:
        if heading.strength < _AGREED:
            continue
        title = _cut(heading.line, heading.start)
        titles.setdefault(letters(title), Suggestion(title, title, heading.line.page))
    for line in paper.lines:
        if line.page == 1 and line.number < _TOP and line not in letterhead and _is_heading(line):
            title = _cut(line, 0)
            titles.setdefault(letters(title), Suggestion(title, title, line.page))
    titles.pop("", None)  # what was cut from between two marks may be nothing
    return tuple(titles.values())[:MOST]


def _cut(line: Line, place: int) -> str:
    """Return the part of a line around a place, of whole words and short enough."""
    start, end = line.cell(place)
    text = plain(line.text[start:end]).strip(" :：-–")
    if len(text) <= LONGEST:
        return text
    text = plain(line.text[max(start, place) : end])[:LONGEST]
    return text[: text.rfind(" ")].rstrip(" ,;:(") if " " in text else text


@cache
def _never() -> frozenset[str]:
    return frozenset(map(letters, data("kinds")["headings"]["never"]))


def _is_heading(line: Line) -> bool:
    """Whether a line looks like a heading: few words, no figures, no labels, no greeting."""
    text = line.text
    if line.letters in _never():
        return False
    if (
        any(char.isdigit() or char in ":：@" for char in text)
        or not letters(text)
        or text.rstrip().endswith((",", "."))
    ):
        return False
    words = text.split()
    if is_han(text[0]):
        return True
    return len(words) in _WORDS and not words[0][:1].islower() and not looks_like_name(text)
