"""What stands in a cell, and the text it means.

A spreadsheet takes a cell that begins with = + - or @ for a formula and may run it. An apostrophe in front marks
text; it is no content, goes on when a table is written and comes off when one is read.
"""

import re
from typing import Final

_SHIELDED: Final = re.compile(r"'(?='*[=+\-@\t\r\n＝＋－＠])")
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
# -3 and +1,5 % must stay figures. A date never begins with one of these signs.
_FIGURE: Final = re.compile(r"[+-]\d+(?:[.,]\d+)?(?: ?%)?", re.ASCII)


def text_in(cell: str) -> str:
    """Return the text a cell means: without space around it, every line break as one sign, without the shield."""
    text = cell.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text[1:] if text.startswith("'") and _SHIELDED.match(text) else text


def cell_of(text: str) -> str:
    """Return the cell that means a text and that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _FIGURE.fullmatch(text) else text
