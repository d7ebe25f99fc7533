"""How paper looks: fonts, measures, colours and text styles, and which font can show which character.

Everything drawn on a generated page takes its fonts and sizes from here, so the packet has one voice.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics

from caregiver_app.packet import direction, faces
from caregiver_app.packet.scripts import belongs_to_letter, leaves_no_ink, needs_shaping, pieces
from caregiver_app.packet.shaping import shown as shown

TEXT: Final = faces.TEXT
STRONG: Final = faces.STRONG
SLANTED: Final = faces.SLANTED
CHINESE: Final = faces.CHINESE

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
        faces.face(name)


_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_OGHAM_SPACE: Final = "\u1680"  # the one space none of the faces has
# By the first a name could pass itself off as another; letters that run to the left are set without them. The rest
# are controls, which are no text.
_TURNING: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_CONTROLS: Final = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) - {"\n"}
_BY_NUMBER: Final = str.maketrans({sign: shown(sign) for sign in _TURNING | _CONTROLS})


def tidy(text: str) -> str:
    """Write line breaks one way, tabs as spaces, and by its number what turns the reading direction or is no text."""
    return _plain(text).translate(_BY_NUMBER)


def one_line(text: str) -> str:
    """Return a text as `tidy` does, on one line."""
    return tidy(text).replace("\n", " ")


def unprintable(text: str) -> frozenset[str]:
    """Return the characters of a text that are written by their number."""
    return frozenset(sign for sign in set(_plain(text)) if sign != "\n" and (sign in _TURNING or _is_lacking(sign)))


def _plain(text: str) -> str:
    return _BREAKS.sub("\n", text).replace("\t", " ").replace(_OGHAM_SPACE, " ")


def _is_lacking(sign: str) -> bool:
    return not faces.face_for(sign, TEXT) and not leaves_no_ink(sign)


def name_of(character: str) -> str:
    """Name a character to somebody who typed it: "😀 (U+1F600 GRINNING FACE)"."""
    number = f"U+{ord(character):04X}"
    known = unicodedata.name(character, "")
    visible = character if unicodedata.category(character)[0] in "LNPSM" else ""
    return f"{visible} ({number} {known})".strip().replace(" )", ")")


@lru_cache(maxsize=16384)
def runs(text: str, font: str = TEXT, *, leftward: bool | None = None) -> tuple[tuple[str, str], ...]:
    """Split one line into (font, text) from left to right, so that each run has all its characters in its font.

    Runs are drawn with `textOut` one after another. Those in a shaped font are as typed and shaped while they are
    drawn; a character that no face has is drawn by its number, "[U+1F600]". `leftward` is the direction of the line;
    without it a line with nothing but letters that run to the left runs to the left.
    """
    text = one_line(text)
    if not needs_shaping(text) and (plain := _plain_runs(text, font)) is not None:
        return plain
    if not direction.may_run_leftward(text):
        return pieces(text, font)
    whole = direction.has_only_leftward(text) if leftward is None else leftward
    found: list[tuple[str, str]] = []
    for stretch in direction.stretches(text, whole):
        found.extend(one_way_runs(text[stretch.begin : stretch.end], font, stretch.leftward))
    return tuple(found)


@lru_cache(maxsize=16384)
def one_way_runs(text: str, font: str, leftward: bool) -> tuple[tuple[str, str], ...]:
    """Split a stretch of a line that runs one way into runs, from left to right."""
    parts = pieces(text, font)
    if not leftward:
        return parts
    return tuple(
        (face, piece if faces.is_shaped(face) else direction.mirrored(piece)) for face, piece in reversed(parts)
    )


def _plain_runs(text: str, font: str) -> tuple[tuple[str, str], ...] | None:
    """Split a line whose letters are set one by one; return None where a character is in no face."""
    found: list[tuple[str, str]] = []
    for character in text:
        face = faces.face_for(character, font)
        if not face:
            return None
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + character)
        elif len(found) > 1 and found[-1][1].isspace() and faces.family(found[-2][0]) == face:
            # Readers pass over a space that is drawn alone, as it would be here.
            (_before, words), (_font, space) = found[-2:]
            found[-2:] = [(faces.shaped(face), words + space + character)]
        elif found and found[-1][0] == faces.shaped(face):
            found[-1] = (found[-1][0], found[-1][1] + character)
        else:
            found.append((face, character))
    return tuple(found)


@lru_cache(maxsize=16384)
def run_width(text: str, font: str, size: float) -> float:
    """Measure a run whose characters are all in `font`."""
    if faces.is_shaped(font):
        return float(pdfmetrics.getFont(font).stringWidth(text, size))
    face = faces.face(font)
    widths, standard = face.charWidths, face.defaultWidth
    return float(sum(widths.get(ord(character), standard) for character in text)) * size / 1000


def written(text: str, font: str) -> str:
    """Return the words of a run with the characters that no face has as they are drawn, by their numbers."""
    if not faces.is_shaped(font) or not (unknown := unprintable(text)):
        return text
    return "".join(shown(character) if character in unknown else character for character in text)


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
    parts = runs(text, font)
    width = sum(run_width(piece, face, size) for face, piece in parts)
    start = x - {"left": 0.0, "middle": width / 2, "right": width}[align]
    line = canvas.beginText(start, y)
    line.setFillColor(colour)
    for face, piece in parts:
        line.setFont(face, size)
        line.textOut(piece)
    canvas.drawText(line)
    return width


def fitted(text: str, font: str, size: float, width: float) -> str:
    """Shorten one line with an ellipsis until it is at most `width` wide."""
    text = one_line(text)
    if text_width(text, font, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    while low and low < len(text) and belongs_to_letter(text[low]):
        low -= 1
    return text[:low].rstrip() + "…"
