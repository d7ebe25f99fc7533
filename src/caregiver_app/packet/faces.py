"""The faces on paper: where each one is, which characters it has, and which one sets a character.

Latin, Greek, Cyrillic and Chinese letters are set one after another in the face a text asks for. Every other script has
one face of its own, in one weight; its letters are shaped, see `shaping`.
"""

import unicodedata
from functools import cache, lru_cache
from typing import Any, Final

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from caregiver_app import bundled
from caregiver_app.packet.clustered_font import ClusteredFont

TEXT: Final = "NotoSans"
STRONG: Final = "NotoSans-SemiBold"
SLANTED: Final = "NotoSans-Italic"
CHINESE: Final = "NotoSansSC"
SYMBOLS: Final = "NotoSansSymbols2"
_SHAPED: Final = "-Shaped"
_FILES: Final = {
    TEXT: "NotoSans-Regular.ttf",
    STRONG: "NotoSans-SemiBold.ttf",
    SLANTED: "NotoSans-Italic.ttf",
}
_SCRIPTS: Final = (
    ("NotoSansArmenian", ((0x530, 0x58F), (0xFB13, 0xFB17))),
    ("NotoSansHebrew", ((0x590, 0x5FF), (0xFB1D, 0xFB4F))),
    ("NotoSansArabic", ((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))),
    ("NotoSansDevanagari", ((0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF))),
    ("NotoSansBengali", ((0x980, 0x9FF),)),
    ("NotoSansGurmukhi", ((0xA00, 0xA7F),)),
    ("NotoSansGujarati", ((0xA80, 0xAFF),)),
    ("NotoSansOriya", ((0xB00, 0xB7F),)),
    ("NotoSansTamil", ((0xB80, 0xBFF),)),
    ("NotoSansTelugu", ((0xC00, 0xC7F),)),
    ("NotoSansKannada", ((0xC80, 0xCFF),)),
    ("NotoSansMalayalam", ((0xD00, 0xD7F),)),
    ("NotoSansSinhala", ((0xD80, 0xDFF),)),
    ("NotoSansThai", ((0xE00, 0xE7F),)),
    ("NotoSansLao", ((0xE80, 0xEFF),)),
    ("NotoSansMyanmar", ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
    ("NotoSansGeorgian", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    ("NotoSansEthiopic", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))),
    ("NotoSansKhmer", ((0x1780, 0x17FF), (0x19E0, 0x19FF))),
)


@cache
def face(font: str) -> Any:
    """Return what ReportLab knows of a face, and make the face known to it the first time."""
    pdfmetrics.registerFont(TTFont(font, str(_file(font))))
    return pdfmetrics.getFont(font).face


@cache
def shaped(font: str) -> str:
    """Return the name under which the shaped words of a face are drawn."""
    pdfmetrics.registerFont(ClusteredFont(font + _SHAPED, face(font), harfbuzz(font)))
    return font + _SHAPED


def is_shaped(font: str) -> bool:
    """Whether words are drawn in this font as shaped clusters."""
    return font.endswith(_SHAPED)


def family(font: str) -> str:
    """Return the face of a font, shaped or not."""
    return font.removesuffix(_SHAPED)


@cache
def harfbuzz(font: str) -> uharfbuzz.Font:
    """Return a face as the shaper reads it."""
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(_file(font)))))


def _file(font: str) -> Any:
    return bundled.resource("fonts", _FILES.get(font, f"{font}-Regular.ttf"))


def script_of(character: str) -> str:
    """Return the face that is made for the script of a character; nothing for letters that are set one by one."""
    number = ord(character)
    for name, ranges in _SCRIPTS:
        if any(first <= number <= last for first, last in ranges):
            return name
    return ""


@lru_cache(maxsize=65536)
def face_for(character: str, font: str) -> str:
    """Return the first face that has the character, or nothing."""
    if unicodedata.category(character) in ("Cc", "Cs"):
        return ""
    own = script_of(character)
    for candidate in ((own,) if own else ()) + (font, TEXT, CHINESE, SYMBOLS):
        if has(candidate, character):
            return candidate
    return ""


def has(font: str, character: str) -> bool:
    """Whether a face has a character."""
    return ord(character) in face(font).charToGlyph
