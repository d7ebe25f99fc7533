"""Split CSV text into rows that know the line they start on.

Rows are taken one at a time from the text's own lines, so that a quotation mark somebody forgot to close
costs one row and never swallows the rest of the file unseen.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from caregiver_app.i18n import _

DELIMITERS: Final = (",", ";", "\t")
# After so many torn rows the file is not what it claims to be, and reading on would only take time.
_MOST_TORN: Final = 1000
# A line within a cell is taken for a swallowed row when it is cut up at least so often.
_FEWEST_DELIMITERS: Final = 4


@dataclass(frozen=True)
class Row:
    """The cells of one row and the lines of the file it stands on."""

    line: int
    last_line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be taken in: the line it starts on, and why in one sentence."""

    line: int
    why: str


def lines_of(text: str) -> list[str]:
    """Return the physical lines with their ends, as an editor counts them."""
    return list(io.StringIO(text, newline=""))


def split_line(line: str, delimiter: str) -> list[str]:
    """Split one line that stands alone, such as the header; nothing when it cannot be split so."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def is_skipped(line: str, delimiter: str = ",") -> bool:
    """Whether a line holds nothing or is a remark beginning with #."""
    start = line.lstrip('\ufeff "')
    return start.startswith("#") or not line.strip(f" \t\r\n\ufeff{delimiter}")


def rows(lines: list[str], start: int, delimiter: str, beginnings: frozenset[str]) -> Iterator[Row | BadRow]:
    """Yield the rows from line index `start` on; those that cannot be split come as BadRow.

    `beginnings` are the first words a row may start with: a cell of several lines in which one starts so has
    swallowed other rows.
    """
    taken = _Taken(lines, start)
    reader, torn = taken.reader(delimiter), 0
    while taken.position < len(lines):
        position = taken.position
        if is_skipped(lines[position], delimiter):
            taken.position += 1
            continue
        try:
            cells = next(reader, [])
        except csv.Error as problem:
            torn += 1
            yield BadRow(position + 1, _reason(problem))
            taken.position = position + 1
            if torn >= _MOST_TORN:
                yield BadRow(position + 2, _("Reading stopped here: too many rows have quotation marks out of pairs."))
                return
            reader = taken.reader(delimiter)  # the old one is still in the middle of the torn row
            continue
        several_lines = taken.position > position + 1
        if several_lines and any(has_swallowed(cell, delimiter, beginnings) for cell in cells):
            yield BadRow(
                position + 1,
                _("A quotation mark that opens on this line closes only on line {last}.").format(last=taken.position),
            )
            taken.position = position + 1
            continue
        yield Row(position + 1, taken.position, tuple(cells))


class _Taken:
    """Hand out lines from one position on and know how many were taken."""

    def __init__(self, lines: list[str], position: int) -> None:
        self._lines = lines
        self.position = position

    def reader(self, delimiter: str) -> Iterator[list[str]]:
        """Return a new reader of rows from where we are."""
        return csv.reader(self, delimiter=delimiter, strict=True)

    def __iter__(self) -> "_Taken":
        return self

    def __next__(self) -> str:
        if self.position >= len(self._lines):
            raise StopIteration
        self.position += 1
        return self._lines[self.position - 1]


def _reason(problem: csv.Error) -> str:
    if "field limit" in str(problem):
        return _("One of its cells is far too long, or a quotation mark is never closed.")
    return _('Its quotation marks (") do not come in pairs.')


def has_swallowed(cell: str, delimiter: str, beginnings: frozenset[str]) -> bool:
    """Whether a cell of several lines looks as if other rows had fallen into it."""
    if "\n" not in cell and "\r" not in cell:
        return False
    return any(
        line.count(delimiter) >= _FEWEST_DELIMITERS
        and line.partition(delimiter)[0].strip(' "').casefold() in beginnings
        for line in lines_of(cell)[1:]
    )
