"""Text for a terminal: what a family or a file name holds is shown, and can never steer the terminal.

Control and direction characters become marks; widths count Chinese characters as the two columns they take.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LINE_ENDS: Final = dict.fromkeys("\n\v\f\x85\u2028\u2029", " ↵ ")
# Joiners that Persian, Indian scripts and emoji need; they neither steer nor deceive.
_HARMLESS: Final = frozenset("\u200c\u200d")

# Chinese lines neither begin with the one nor end with the other.
_NO_LINE_START: Final = frozenset("，。、；：？！）》」』”’％")
_NO_LINE_END: Final = frozenset("（《「『“‘")


def shown(text: str) -> str:
    """Return text in which every line end is ↵ and every other character one cannot see is a mark like ‹U+202E›."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown_character(character) for character in text.replace("\r\n", "\n"))


def _shown_character(character: str) -> str:
    if character in _LINE_ENDS:
        return _LINE_ENDS[character]
    if character == "\t":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in _HARMLESS:
        return f"‹U+{ord(character):04X}›"
    return character


def width(text: str) -> int:
    """Return how many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def wrapped(text: str, columns: int) -> list[str]:
    """Break text into lines of at most so many columns: at spaces, between Chinese characters, else anywhere."""
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text):
        wide = width(piece)
        if taken + width(piece.rstrip(" ")) > columns and line:
            lines.append(line.rstrip(" "))
            line, taken = "", 0
        while wide > columns and width(piece.rstrip(" ")) > columns:
            head = _head(piece, columns)
            lines.append(head)
            piece = piece[len(head) :]
            wide = width(piece)
        line, taken = line + piece, taken + wide
    return [*lines, line.rstrip(" ")] if line.strip(" ") or not lines else lines


def _pieces(text: str) -> list[str]:
    """Split into what must stay together: a word with the spaces behind it, or one wide character."""
    pieces: list[str] = []
    for character in text:
        follows = pieces and (
            character == " "
            or _columns(character) == 0
            or character in _NO_LINE_START
            or pieces[-1][-1] in _NO_LINE_END
            or not (pieces[-1].endswith(" ") or _columns(character) == 2 or _columns(pieces[-1][-1]) == 2)
        )
        if follows:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _head(piece: str, columns: int) -> str:
    """Return as much of a long word as fits, at least one character."""
    taken = 0
    for index, character in enumerate(piece):
        taken += _columns(character)
        if taken > columns and index:
            return piece[:index]
    return piece


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, how wide it may grow, and whether figures stand at its right edge.

    The one column without `most` takes what room is left.
    """

    head: str
    most: int = 0
    figures: bool = False


_GAP: Final = "  "
_LEAST_ROOM: Final = 20


def table(columns: Sequence[Column], rows: Sequence[Sequence[Sequence[str]]], room: int) -> list[str]:
    """Lay out rows of cells, each a sequence of paragraphs, as lines of at most `room` columns."""
    cells = [[[shown(paragraph) for paragraph in cell] for cell in row] for row in rows]
    widths = [
        min(
            column.most or room, max(width(text) for text in (column.head, *(part for row in cells for part in row[i])))
        )
        for i, column in enumerate(columns)
    ]
    spare = next(index for index, column in enumerate(columns) if not column.most)
    others = sum(widths) - widths[spare] + len(_GAP) * (len(columns) - 1)
    widths[spare] = min(widths[spare], max(room - others, _LEAST_ROOM))
    lines = _row([[column.head] for column in columns], columns, widths)
    lines.append(_GAP.join("─" * wide for wide in widths))
    for row in cells:
        lines += _row(row, columns, widths)
    return lines


def _row(row: Sequence[Sequence[str]], columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    blocks = [
        [line for paragraph in cell for line in wrapped(paragraph, wide)]
        for cell, wide in zip(row, widths, strict=True)
    ]
    height = max(len(block) for block in blocks)
    lines = []
    for index in range(height):
        parts = []
        for block, column, wide in zip(blocks, columns, widths, strict=True):
            text = block[index] if index < len(block) else ""
            space = " " * (wide - width(text))
            parts.append(space + text if column.figures else text + space)
        lines.append(_GAP.join(parts).rstrip(" "))
    return lines
