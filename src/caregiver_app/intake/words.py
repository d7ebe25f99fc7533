"""The words of a file that has no fixed pages: lines and table rows as they come, then pages of a readable length."""

import re
from typing import Final

from caregiver_app.domain.documents.reading import FILE, PageText

MOST_LETTERS: Final = 20_000_000
"""So much text is read of one file; that is fifty times the longest history."""

PAGE_BREAK: Final = "\f"

_PAGE: Final = 3000
_LEAST: Final = _PAGE // 2  # a page ends at the end of a paragraph, if one ends in its second half
_MOST_TABLES: Final = 8  # in one another; beneath them rows are lines
_LONG_CELL: Final = 200  # what is longer is no cell of a table, but a letter laid out in one
_UNWANTED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")
_LINE_ENDS: Final = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_BLANK_LINES: Final = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+\n")


class Words:
    """Collect the words of a file in reading order. `clipped` tells that it had more than `MOST_LETTERS`.

    With `flowing` any run of spaces and line ends is one space, as in HTML.
    """

    def __init__(self, *, flowing: bool = False) -> None:
        self.clipped = False
        self._flowing = flowing
        self._lines: list[str] = []
        self._line: list[str] = []
        self._rows: list[list[list[str]]] = []
        self._too_deep = 0
        self._letters = 0

    def add(self, text: str) -> None:
        """Go on with the line."""
        if self._letters > MOST_LETTERS:
            self.clipped = True
            return
        self._letters += len(text)
        self._line.append(text)

    def end_line(self) -> None:
        """End the line, if anything stands on it."""
        if not self._line:
            return
        line = "".join(self._line)
        self._line = []
        line = " ".join(line.split()) if self._flowing else line.strip(" \t\r\n")
        if line:
            self._put(line)

    def end_paragraph(self) -> None:
        """End the line and leave one free, where a table has none."""
        self.end_line()
        if not self._rows and self._lines and self._lines[-1]:
            self._lines.append("")

    def end_page(self) -> None:
        """Begin a new page; a row of a table goes on."""
        self.end_line()
        if not self._rows:
            self._lines.append(PAGE_BREAK)

    def begin_row(self) -> None:
        """Begin a row of a table, or of one in a cell of another."""
        self.end_line()
        if self._too_deep or len(self._rows) == _MOST_TABLES:
            self._too_deep += 1
        else:
            self._rows.append([])

    def begin_cell(self) -> None:
        """Begin the next cell."""
        self.end_line()
        if self._rows:
            self._rows[-1].append([])

    def end_row(self) -> None:
        """Put the row on a line with " | " between its cells, or cell by cell where it holds whole letters."""
        self.end_line()
        if self._too_deep:
            self._too_deep -= 1
            return
        if not self._rows:
            return
        cells = self._rows.pop()
        while cells and not cells[-1]:
            cells.pop()
        joined = [" ".join(cell) for cell in cells]
        if any(len(cell) > _LONG_CELL for cell in joined) or len(cells) == 1:
            for line in (line for cell in cells for line in cell):
                self._put(line)
        elif cells:
            self._put(" | ".join(joined))

    def text(self) -> str:
        """Return everything so far."""
        self.end_line()
        self._too_deep = 0
        while self._rows:
            self.end_row()
        return "\n".join(self._lines)

    def _put(self, line: str) -> None:
        if self._rows:
            if not self._rows[-1]:
                self._rows[-1].append([])
            self._rows[-1][-1].append(line)
        else:
            self._lines.append(line)


def cleaned(text: str) -> str:
    """Return a text that can be stored and printed: whole characters, usual line ends, no control characters."""
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", _whole(text)))


def cleaned_name(name: str) -> str:
    """Return a name of a file inside another one as it can be stored and shown: what no name holds is a mark."""
    return _CONTROLS.sub("\ufffd", _whole(name))


def _whole(text: str) -> str:
    """Join the halves of characters that stand beside each other; a half alone cannot be stored."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def pages_of(text: str) -> tuple[PageText, ...]:
    """Split a text into pages: where it says so itself, else at the ends of paragraphs; no page is blank."""
    pages: list[str] = []
    for part in cleaned(text).split(PAGE_BREAK):
        pages += _split(_BLANK_LINES.sub("\n\n", part))
    written = (page.strip("\n \t") for page in pages)
    return tuple(PageText(number, page, FILE) for number, page in enumerate(filter(None, written), 1))


def _split(text: str) -> list[str]:
    """Cut into pieces of at most `_PAGE` letters, after a paragraph, a line, a sentence or a word, as can be."""
    pieces: list[str] = []
    at = 0
    while len(text) - at > _PAGE:
        end = at + _PAGE
        for mark in ("\n\n", "\n", ". ", "。", " "):
            found = text.rfind(mark, at + _LEAST, end)
            if found >= 0:
                end = found + len(mark)
                break
        pieces.append(text[at:end])
        at = end
    return [*pieces, text[at:]]
