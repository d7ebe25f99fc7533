"""The lines of a paper as the rules read them: the first pages only, and no line without end."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice
from typing import Final

from caregiver_app.domain.documents.reading import PageText
from caregiver_app.domain.documents.suggesting.folding import Folded, Phrase, plain

MOST_PAGES: Final = 8
MOST_LETTERS: Final = 40_000
MOST_LINES: Final = 1_600
_LONGEST_LINE: Final = 400
_MOST_IN_A_LINE: Final = 12
"""So often is one phrase found in one line."""
_CELLS: Final = re.compile(r"\t|[|·•]|\s[–—-]\s")
_GAP: Final = re.compile(r"[^\S\n]{2,}|\t")
# "2 0 2 6 - 0 2 - 0 5": figures that a scanner set apart one by one.
_APART: Final = re.compile(r"(?<!\S)\d(?: [\d./:-]){5,31}(?!\S)", re.ASCII)


@dataclass(frozen=True)
class Line:
    """One line: its page counted from 1, its place on that page from 0, and its text, where a tab stands for a gap."""

    page: int
    number: int
    text: str

    @cached_property
    def folded(self) -> Folded:
        """The line, ready to be searched."""
        return Folded(self.text)

    @property
    def letters(self) -> str:
        """The line's folded letters."""
        return self.folded.letters

    @cached_property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """Where the parts of the line begin and end that gaps, bars, dots or dashes set apart."""
        edges = [0, *(edge for gap in _CELLS.finditer(self.text) for edge in gap.span()), len(self.text)]
        return tuple(zip(edges[::2], edges[1::2], strict=True))

    def cell(self, place: int) -> tuple[int, int]:
        """Return the part of the line a place in it belongs to."""
        return next((cell for cell in self.cells if cell[0] <= place < cell[1]), (0, len(self.text)))


@dataclass(frozen=True)
class Hit:
    """A phrase in a line, what it stands for, and where it begins and ends."""

    line: Line
    start: int
    end: int
    meaning: str


@dataclass(frozen=True)
class Paper:
    """The lines of a paper, in order."""

    lines: tuple[Line, ...]

    @cached_property
    def letters(self) -> str:
        """The folded letters of all lines, a line end between each."""
        return "\n".join(line.letters for line in self.lines)

    def hits(self, phrases: Iterable[tuple[Phrase, str]]) -> list[Hit]:
        """Find phrases, each with its meaning, in the order of the lines; of those that overlap, only the longest."""
        rows: list[list[Hit]] = [[] for _line in self.lines]
        for phrase, meaning in phrases:
            for row in self._rows_with(phrase.letters):
                line = self.lines[row]
                rows[row] += (
                    Hit(line, start, end, meaning) for start, end in islice(line.folded.find(phrase), _MOST_IN_A_LINE)
                )
        return [hit for row in rows for hit in _outermost(row)]

    def _rows_with(self, letters: str) -> Iterator[int]:
        """Yield the numbers of the lines some letters stand in."""
        place = self.letters.find(letters)
        while place >= 0:
            row = bisect_right(self._starts, place) - 1
            yield row
            end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self.letters)
            place = self.letters.find(letters, end)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line.letters) + 1 for line in self.lines[:-1]), initial=0))


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Leave out what lies within, or across, something longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or hit.start >= other.end or _same(hit, other) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _same(one: Hit, other: Hit) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def read_paper(pages: Sequence[PageText]) -> Paper:
    """Return the lines of the first pages, empty ones left out."""
    return Paper(tuple(islice(_rows(pages), MOST_LINES)))


def _rows(pages: Sequence[PageText]) -> Iterator[Line]:
    left = MOST_LETTERS
    for page in pages[:MOST_PAGES]:
        text = page.text[:left]
        left -= len(text)
        yield from (Line(page.page, number, line) for number, line in enumerate(_lines(text)))


def _lines(text: str) -> Iterator[str]:
    for row in text.splitlines():
        line = _APART.sub(lambda found: found[0].replace(" ", ""), _GAP.sub("\t", row.strip()))
        while len(line) > _LONGEST_LINE:
            end = line.rfind(" ", 1, _LONGEST_LINE)
            end = end if end > 0 else _LONGEST_LINE
            yield line[:end].strip()
            line = line[end:].strip()
        if plain(line):
            yield line
