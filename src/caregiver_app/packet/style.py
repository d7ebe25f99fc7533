"""How paper looks: fonts, measures, colours and text styles, and which font can show which character.

Everything drawn on a generated page takes its fonts and sizes from here, so the packet has one voice.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from caregiver_app import bundled

TEXT: Final = "NotoSans"
STRONG: Final = "NotoSans-SemiBold"
SLANTED: Final = "NotoSans-Italic"
CHINESE: Final = "NotoSansSC"
_FILES: Final = {
    TEXT: "NotoSans-Regular.ttf",
    STRONG: "NotoSans-SemiBold.ttf",
    SLANTED: "NotoSans-Italic.ttf",
    CHINESE: "NotoSansSC-Regular.ttf",
}

MM: Final = 72 / 25.4
PAPERS: Final = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}
MARGIN: Final = 18 * MM
BINDING: Final = 22 * MM
FOOT: Final = 18 * MM
"""Where the text area ends above the foot of the sheet; the stamp stands below it."""
STAMP_BASELINE: Final = 8 * MM
GUTTER: Final = 4 * MM
GRID_COLUMNS: Final = 6
HAIRLINE: Final = 0.4

INK: Final = HexColor("#1E2226")
QUIET: Final = HexColor("#4B525A")
LINE: Final = HexColor("#7F858D")
FAINT: Final = HexColor("#C9CCD0")
ACCENT: Final = HexColor("#0A6466")
LANES: Final = {
    "therapy": HexColor("#2C5A88"),
    "cell": HexColor("#6F3B86"),
    "radiation": HexColor("#7E5200"),
    "response": HexColor("#1D6A50"),
    "relapse": HexColor("#A1251D"),
    "scan": HexColor("#555B63"),
    "biopsy": HexColor("#8A3A63"),
    "lab": HexColor("#34708F"),
    "stay": HexColor("#6B6256"),
}


@dataclass(frozen=True)
class TextStyle:
    """A face, a size and a distance between lines, in points."""

    font: str
    size: float
    leading: float
    colour: Color = INK
    align: str = "left"


BODY: Final = TextStyle(TEXT, 10.5, 14)
BODY_QUIET: Final = TextStyle(TEXT, 10.5, 14, QUIET)
QUESTION: Final = TextStyle(TEXT, 11.5, 16)
TABLE: Final = TextStyle(TEXT, 9, 12)
TABLE_QUIET: Final = TextStyle(TEXT, 9, 12, QUIET)
TABLE_RIGHT: Final = TextStyle(TEXT, 9, 12, INK, "right")
TABLE_HEAD: Final = TextStyle(STRONG, 8.5, 11)
TABLE_HEAD_RIGHT: Final = TextStyle(STRONG, 8.5, 11, INK, "right")
STAMP: Final = TextStyle(TEXT, 8, 10, QUIET)
SMALL: Final = TextStyle(TEXT, 9, 12.5, QUIET)
COVER_TITLE: Final = TextStyle(STRONG, 20, 26)
PAGE_TITLE: Final = TextStyle(STRONG, 17, 22)
HEADING: Final = TextStyle(STRONG, 10.5, 14, ACCENT)
SUBHEADING: Final = TextStyle(STRONG, 10.5, 14)


def register_fonts() -> None:
    """Make the faces every packet uses known to ReportLab; the large Chinese one follows when a character needs it."""
    for name in (TEXT, STRONG, SLANTED):
        _face(name)


@cache
def _face(font: str) -> Any:
    """Register a face the first time it is asked for."""
    pdfmetrics.registerFont(TTFont(font, str(bundled.resource("fonts", _FILES[font]))))
    return pdfmetrics.getFont(font).face


# Signs of these numbers are formatting characters by category and still have a shape of their own.
_INKED_FORMATS: Final = frozenset({*range(0x600, 0x606), 0x6DD, 0x70F, 0x8E2, 0x110BD, 0x110CD})
_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_OGHAM_SPACE: Final = "\u1680"  # the one space none of the faces has
_COMBINED: Final = re.compile("[^\u0300-\u036f\\s][\u0300-\u036f]+")


def tidy(text: str) -> str:
    """Write line breaks one way, tabs as spaces and accents composed; drop characters that never leave ink."""
    text = _BREAKS.sub("\n", text).replace("\t", " ").replace(_OGHAM_SPACE, " ")
    text = _COMBINED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    if text.isascii():
        return text
    return "".join(character for character in text if not _has_no_ink(character))


def _has_no_ink(character: str) -> bool:
    if 0xFE00 <= ord(character) <= 0xFE0F or 0xE0000 <= ord(character) <= 0xE0FFF:
        return True
    return unicodedata.category(character) == "Cf" and ord(character) not in _INKED_FORMATS


@lru_cache(maxsize=65536)
def _font_for(character: str, font: str) -> str:
    """Return the first face that has the character, or nothing."""
    for candidate in (font, TEXT, CHINESE):
        if ord(character) in _face(candidate).charToGlyph and unicodedata.category(character) != "Cc":
            return candidate
    return ""


def unprintable(text: str) -> frozenset[str]:
    """Return the characters of a text that no face has."""
    return frozenset(c for c in tidy(text) if c != "\n" and not _font_for(c, TEXT))


def shown(character: str) -> str:
    """Write a character that no face has by its number, so that it is not lost."""
    return f"[U+{ord(character):04X}]"


@lru_cache(maxsize=16384)
def runs(text: str, font: str = TEXT) -> tuple[tuple[str, str], ...]:
    """Split one line into (font, text) so that each run has all its characters in its font.

    A character that no face has is written by its number: "[U+1F600]".
    """
    found: list[tuple[str, str]] = []
    for character in tidy(text).replace("\n", " "):
        face = _font_for(character, font)
        piece = character if face else shown(character)
        face = face or font
        if found and (found[-1][0] == face or (character == " " and _font_for(" ", found[-1][0]))):
            found[-1] = (found[-1][0], found[-1][1] + piece)
        else:
            found.append((face, piece))
    return tuple(found)


@lru_cache(maxsize=16384)
def run_width(text: str, font: str, size: float) -> float:
    """Measure a run whose characters are all in `font`."""
    face = _face(font)
    widths, standard = face.charWidths, face.defaultWidth
    return float(sum(widths.get(ord(character), standard) for character in text)) * size / 1000


def text_width(text: str, font: str = TEXT, size: float = 10.5) -> float:
    """Measure one line of any text, in points."""
    return sum(run_width(piece, face, size) for face, piece in runs(text, font))


def draw_text(
    canvas: Any,
    x: float,
    y: float,
    text: str,
    *,
    font: str = TEXT,
    size: float = 10.5,
    colour: Color = INK,
    align: str = "left",
) -> float:
    """Draw one line of any text with its baseline at y; `x` is its left, middle or right. Return its width."""
    pieces = runs(text, font)
    width = sum(run_width(piece, face, size) for face, piece in pieces)
    start = x - {"left": 0.0, "middle": width / 2, "right": width}[align]
    line = canvas.beginText(start, y)
    line.setFillColor(colour)
    for face, piece in pieces:
        line.setFont(face, size)
        line.textOut(piece)
    canvas.drawText(line)
    return width


def fitted(text: str, font: str, size: float, width: float) -> str:
    """Shorten one line with an ellipsis until it is at most `width` wide."""
    text = tidy(text).replace("\n", " ")
    if text_width(text, font, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
