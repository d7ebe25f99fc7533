"""The words of one page as they are found, chosen and copied: their text in one piece, their lines, their places."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from caregiver_app.domain.documents.reading import LAYER, Word

# Scripts without spaces begin here; between two such letters no space is written.
_UNSPACED: Final = "\u2e80"
_SPACES: Final = dict.fromkeys(map(ord, "\t\n\v\f\r"), " ")
# Words whose middles are nearer than this share of their height stand on one line.
_ONE_LINE: Final = 0.5
# A word is meant by whoever points beside it, as far as this share of the page.
_NEAR: Final = 0.06


@dataclass(frozen=True)
class Part:
    """A part of a word: from one share of its width to another."""

    word: Word
    start: float = 0.0
    end: float = 1.0


class PageWords:
    """Hold the words of a page in reading order. A word is named by its place in that order.

    `source` is one of `domain.documents.reading.SOURCES`. `loose` is the text of a page whose words are known and not
    where they stand; it can be found and read aloud, not pointed at.
    """

    def __init__(self, words: Iterable[Word], source: str = LAYER, loose: str = "") -> None:
        self.words = tuple(words)
        self.source = source
        self._loose = loose

    @cached_property
    def text(self) -> str:
        """All words in one text: lines by themselves, words with a space between where their script has one."""
        return self.text_of(0, len(self.words) - 1) if self.words else self._loose

    def text_of(self, first: int, last: int) -> str:
        """Return the words from one to another, both included."""
        return "".join(f"{gap}{word.text}" for gap, word in self._with_gaps(first, last))

    def at(self, x: float, y: float) -> int | None:
        """Return the word at a place of the page, or one right beside it; None where there is none near."""
        place, away = self.nearest(x, y)
        return place if away <= _NEAR else None

    def nearest(self, x: float, y: float) -> tuple[int | None, float]:
        """Return the word nearest to a place and how far it is; lines count for more than places in them."""
        found, least = None, float("inf")
        for index, word in enumerate(self.words):
            aside = max(word.x - x, x - word.x - word.width, 0.0)
            above = max(word.y - y, y - word.y - word.height, 0.0)
            away = aside + 8 * above
            if away < least:
                found, least = index, away
        return found, least

    def is_on(self, x: float, y: float) -> bool:
        """Whether a place is on a word."""
        return any(word.x <= x <= word.x + word.width and word.y <= y <= word.y + word.height for word in self.words)

    def line_from(self, index: int, step: int) -> int | None:
        """Return the word above (-1) or beneath (1) another, nearest in place; None at the end of the page."""
        lines = self._lines
        line = bisect_right(lines, index) - 1 + step
        if not 0 <= line < len(lines):
            return None
        end = lines[line + 1] if line + 1 < len(lines) else len(self.words)
        middle = _middle(self.words[index])
        return min(range(lines[line], end), key=lambda other: abs(_middle(self.words[other]) - middle))

    def end_of_line(self, index: int, step: int) -> int:
        """Return the first (-1) or last (1) word of a word's line."""
        lines = self._lines
        line = bisect_right(lines, index) - 1
        if step < 0:
            return lines[line]
        return (lines[line + 1] if line + 1 < len(lines) else len(self.words)) - 1

    def found(self, *wanted: str) -> tuple[tuple[Part, ...], ...]:
        """Return where any of some texts stands on the page, each time as the parts of words it covers.

        Capitals, accents and the ends of lines make no difference.
        """
        if not self.words:
            return ()
        hay, places = self._folded
        return tuple(tuple(self._parts(places[start], places[end - 1])) for start, end in _found_in(hay, wanted))

    @property
    def folded_text(self) -> str:
        """The text as it is searched, with a space for each end of a line."""
        return self._folded[0]

    def _with_gaps(self, first: int, last: int) -> Iterator[tuple[str, Word]]:
        before: Word | None = None
        for word in self.words[max(first, 0) : last + 1]:
            yield _gap(before, word), word
            before = word

    def _parts(self, first: int, last: int) -> Iterator[Part]:
        """Yield the parts of words between two letters of the text."""
        starts = self._starts
        word = bisect_right(starts, first) - 1
        while word < len(starts) and starts[word] <= last:
            letters = len(self.words[word].text)
            start, end = max(first - starts[word], 0), min(last + 1 - starts[word], letters)
            if start < end:
                yield Part(self.words[word], start / letters, end / letters)
            word += 1

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the text each word begins."""
        starts, at = [], 0
        for gap, word in self._with_gaps(0, len(self.words) - 1):
            at += len(gap)
            starts.append(at)
            at += len(word.text)
        return starts

    @cached_property
    def _lines(self) -> list[int]:
        """The first word of each line."""
        return [
            index
            for index, word in enumerate(self.words)
            if index == 0 or not _on_one_line(self.words[index - 1], word)
        ]

    @cached_property
    def _folded(self) -> tuple[str, Sequence[int]]:
        return folded(self.text)


def folded(text: str) -> tuple[str, Sequence[int]]:
    """Return a text without capitals and accents, and for each of its letters which one of the text it was.

    An end of a line is a space, or nothing where it stands within a word.
    """
    if text.isascii() and "-\n" not in text:
        return text.lower().translate(_SPACES), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter in "-\n" and _is_in_a_word(text, place):
            continue
        plain = " " if letter.isspace() else letter.casefold()
        if not plain.isascii():
            plain = "".join(part for part in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(part))
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


def _is_in_a_word(text: str, place: int) -> bool:
    """Whether an end of a line, or the hyphen before it, stands within a word."""
    before, end = text[max(place - 1, 0) : place], text[place : place + 2]
    if text[place] == "\n":
        after = text[place + 1 : place + 2]
        return (_is_unspaced(before) and _is_unspaced(after)) or (before == "-" and _is_in_a_word(text, place - 1))
    after = text[place + 2 : place + 3]
    return end == "-\n" and before.islower() and after.islower()


def times_in(folded_text: str, *wanted: str) -> int:
    """Return how often any of some texts stands in a folded one."""
    return sum(1 for _place in _found_in(folded_text, wanted))


def _found_in(hay: str, wanted: Iterable[str]) -> Iterator[tuple[int, int]]:
    needles = {folded(" ".join(text.split()))[0] for text in wanted} - {""}
    if needles:
        # Of two that begin alike the longer one is meant.
        either = "|".join(map(re.escape, sorted(needles, key=len, reverse=True)))
        yield from (place.span() for place in re.finditer(either, hay))


def copied(pages: Sequence[str]) -> str:
    """Return the texts of several pages as they are copied: an empty line between them."""
    return "\n\n".join(text for text in pages if text)


def _gap(before: Word | None, word: Word) -> str:
    if before is None:
        return ""
    if not _on_one_line(before, word):
        return "\n"
    return "" if _is_unspaced(before.text[-1:]) and _is_unspaced(word.text[:1]) else " "


def _is_unspaced(letter: str) -> bool:
    return letter >= _UNSPACED


def _on_one_line(one: Word, other: Word) -> bool:
    apart = abs((one.y + one.height / 2) - (other.y + other.height / 2))
    return apart <= _ONE_LINE * max(one.height, other.height)


def _middle(word: Word) -> float:
    return word.x + word.width / 2
