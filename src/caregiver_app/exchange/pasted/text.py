"""Take pasted text apart: clean it of what cannot be seen, and find out whether it is a table or lines.

Nothing that can be read is lost here: every line that holds a letter or figure comes out again.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

TOO_LONG: Final = 4000
"""A line of more letters than this is no line of a history; it is kept whole and not read into."""

MOST_LINES: Final = 50_000
"""More lines than any history has; what is longer is a file taken by mistake."""

# What turns the reading direction, joins nothing and shows nothing. Joiners that scripts need are not among them.
_UNSEEN: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF))
_CONTROL: Final = dict.fromkeys((*range(9), *range(0x0E, 0x20), 0x7F))
_FULL_WIDTH: Final = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0x3000: 0x20, 0xA0: 0x20, 0x202F: 0x20,
                      0x2007: 0x20, 0x2009: 0x20}  # fmt: skip
_LINE_END: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_RULE: Final = re.compile(r"[\s|+:=_*.·\-–—─━┼│]*")
_GAP: Final = re.compile(r"\s{2,}|\t+")
_FEWEST_CELLS: Final = 3


@dataclass(frozen=True)
class Line:
    """A line of the text and its number, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class TableLine:
    """The cells of one row of a table, its text, and the number of the line it starts on."""

    number: int
    text: str
    cells: tuple[str, ...]


def clean(text: str) -> str:
    """Return the text without characters nobody can see, and with a mark where half a character stands."""
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _LINE_END.sub("\n", whole.translate(_UNSEEN).translate(_CONTROL))


def plain(text: str) -> str:
    """Return the text with full-width letters and odd spaces made plain: as long as before, letter by letter."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def lines_of(text: str) -> list[Line]:
    """Return the lines that hold something, of a text that is clean."""
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1) if not _RULE.fullmatch(line)]


def table_of(text: str, columns_named: int) -> list[TableLine]:
    """Return the rows of a table with its delimiter, or nothing when the text is not cut up like one.

    `columns_named` is how many names of columns its first line holds when it is cut at commas or the like.
    """
    lines = lines_of(text)
    for delimiter in ("\t", "|", ";", ","):
        if _is_cut_at(delimiter, lines, columns_named):
            return _rows(text, delimiter)
    return []


def cut(line: str, delimiter: str) -> tuple[str, ...]:
    """Split one line that stands alone."""
    if '"' not in line:
        cells = line.split(delimiter)
    else:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:  # a cell longer than any reader takes
            cells = line.split(delimiter)
    return _trimmed(cells, delimiter)


def pieces(line: str) -> list[tuple[int, str]]:
    """Return what stands between gaps of two spaces or more, each with its place in the line."""
    found, start = [], 0
    for gap in _GAP.finditer(line):
        if line[start : gap.start()].strip():
            found.append((start, line[start : gap.start()]))
        start = gap.end()
    if line[start:].strip():
        found.append((start, line[start:]))
    return found


def _is_cut_at(delimiter: str, lines: list[Line], columns_named: int) -> bool:
    """Whether lines are rows cut at a delimiter: commas stand in sentences too and need more than a few."""
    filled = [line.text for line in lines]
    if not filled:
        return False
    having = [line for line in filled if delimiter in line]
    if delimiter == "\t":
        return len(having) * 2 >= len(filled) and any(len(line.strip("\t").split("\t")) > 1 for line in having)
    if not having or delimiter not in filled[0]:
        return False
    if columns_named >= 2:
        return len(having) * 2 >= len(filled)
    counts = Counter(len(cut(line, delimiter)) for line in filled)
    usual, times = counts.most_common(1)[0]
    return usual >= _FEWEST_CELLS and len(filled) > 1 and times * 10 >= len(filled) * 9


def _rows(text: str, delimiter: str) -> list[TableLine]:
    """Cut up the text; a quotation mark nobody closed costs its own line and swallows no other."""
    lines = text.split("\n")
    found: list[TableLine] = []
    position = 0
    while position < len(lines):
        last = _closing(lines, position, delimiter)
        whole = "\n".join(lines[position : last + 1])
        if not _RULE.fullmatch(whole):
            cells = _cells(lines[position : last + 1], delimiter)
            if any(cells):
                found.append(TableLine(position + 1, whole, cells))
        position = last + 1
    return found


def _closing(lines: list[str], start: int, delimiter: str, most: int = 30) -> int:
    """Return the line on which a cell that opens here with a quotation mark is closed."""
    opens = re.search(rf'(?:^|{re.escape(delimiter)})"(?:[^"]|"")*$', lines[start])
    if opens is None:
        return start
    closes = re.compile(rf'(?:[^"]|"")*"(?:{re.escape(delimiter)}|$)')
    for position in range(start + 1, min(len(lines), start + most)):
        if closes.match(lines[position]):
            return position
        if '"' in lines[position].replace('""', ""):
            break
    return start


def _cells(lines: Iterable[str], delimiter: str) -> tuple[str, ...]:
    several = list(lines)
    if len(several) == 1:
        return cut(several[0], delimiter)
    try:
        return _trimmed(next(csv.reader(["\n".join(several)], delimiter=delimiter), []), delimiter)
    except csv.Error:
        return cut(" ".join(several), delimiter)


def _trimmed(cells: list[str], delimiter: str) -> tuple[str, ...]:
    texts = [cell.strip(" \t\u3000\xa0") for cell in cells]
    if delimiter == "|":
        texts = texts[1:] if texts and not texts[0] else texts
        texts = texts[:-1] if texts and not texts[-1] else texts
    return tuple(texts)
