"""What a machine read on a page of a file. It is made from the file and can be made again, so it is no record."""

from dataclasses import dataclass
from typing import Final

LAYER, FILE, OCR, WAITING, NOTHING = "layer", "file", "ocr", "waiting", "none"
SOURCES: Final = (LAYER, FILE, OCR, WAITING, NOTHING)
"""Where the words come from: the text layer of a PDF, the file itself (a letter, an e-mail), or a picture of them read
by the machine. `waiting` is a picture nobody has read yet; `none` is one on which no words were found."""


@dataclass(frozen=True)
class Word:
    """One word on a page, and where: fractions of the upright page, from its top left corner."""

    text: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PageText:
    """The words of one page, counted from 1. `words` tells where they stand, where that is known.

    `look` is a mark of the page's picture in 16 hex digits; pages that look alike have marks that differ in few
    bits. It is empty where no picture was made.
    """

    page: int
    text: str
    source: str
    words: tuple[Word, ...] = ()
    look: str = ""
