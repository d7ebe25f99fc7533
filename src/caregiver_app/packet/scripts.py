"""What the letters of a text need on paper: which are shaped, what belongs together, where Thai words end."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

import budoux

from caregiver_app.packet import faces
from caregiver_app.packet.shaping import shown

# Everything that cannot be set letter by letter from left to right: marks, signs without ink, scripts whose letters
# change with their neighbours, and what a text file should not hold.
_SHAPED: Final = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0530-\u1cff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff"
    "\u2d00-\u2d2f\u2d80-\u2dff\u302a-\u302f\u3099\u309a\u3164\ua66f-\ua67f\ua6f0\ua6f1\ua800-\uabff\ud7b0-\udfff"
    "\ufb13-\ufb17\ufb1d-\ufdff\ufe00-\ufe0f\ufe20-\ufe2f\ufe70-\ufeff\uffa0\ufff0-\uffff"
    "\U00010000-\U0010ffff]"
)
# The code points with the property Default_Ignorable_Code_Point.
_NO_INK: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# The signs by which a consonant takes the next one into its syllable.
_JOINERS: Final = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2\u200d")
# Thai and Lao vowels and signs that never begin a line, and vowels that never end one.
_FOLLOWS: Final = frozenset("\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6")
_LEADS: Final = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
# ReportLab's own fonts name later ones in a way that readers of PDFs do not know.
_LAST_PLAIN: Final = 0xFFFF
_THAI: Final = re.compile("[\u0e01-\u0e5b]{2,}")
_UNSPACED: Final = re.compile("[\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff]")


def needs_shaping(text: str) -> bool:
    """Whether anything in a text cannot be set letter by letter from left to right."""
    return not text.isascii() and _SHAPED.search(text) is not None


def leaves_no_ink(character: str) -> bool:
    """Whether a character never shows: it joins, parts or directs its neighbours."""
    return _NO_INK.match(character) is not None


def belongs_to_letter(character: str) -> bool:
    """Whether a character is part of the letter before it."""
    return unicodedata.category(character)[0] == "M" or leaves_no_ink(character)


def pieces(text: str, font: str) -> tuple[tuple[str, str], ...]:
    """Split text that runs one way into (font, text) as it was typed; what must be shaped has a shaped font."""
    found: list[tuple[str, str]] = []
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") or ord(character) & 0xFFFE == 0xFFFE:
            _add(found, font, shown(character))
        elif found and belongs_to_letter(character) and _joins(found, character):
            found[-1] = (found[-1][0], found[-1][1] + character)
        elif belongs_to_letter(character):
            _add(found, faces.shaped(faces.script_of(character) or font), character)
        elif character == " " and found and faces.has(faces.family(found[-1][0]), " "):
            found[-1] = (found[-1][0], found[-1][1] + character)
        else:
            face = faces.face_for(character, font)
            plain = face and face != faces.script_of(character) and ord(character) <= _LAST_PLAIN
            alone = found and all(map(leaves_no_ink, found[-1][1]))
            before = found.pop()[1] if alone else ""  # readers pass over what is drawn without any ink
            if plain and not alone and not _goes_on(found, face):
                _add(found, face, character)
            else:
                _add(found, faces.shaped(face or font), before + character)
    return tuple(found)


def _add(found: list[tuple[str, str]], font: str, text: str) -> None:
    if found and found[-1][0] == font:
        found[-1] = (font, found[-1][1] + text)
    else:
        found.append((font, text))


def _goes_on(found: list[tuple[str, str]], face: str) -> bool:
    """Whether a letter belongs to a word of its face that is shaped."""
    return bool(found) and found[-1][1][-1] != " " and found[-1][0] == faces.shaped(face)


def _joins(found: list[tuple[str, str]], mark: str) -> bool:
    """Whether a mark is drawn with the letter before it; then that letter is shaped."""
    font, text = found[-1]
    if text[-1] == " ":
        return False
    family = faces.family(font)
    if not leaves_no_ink(mark) and not faces.has(family, mark):
        composed = unicodedata.normalize("NFC", text[-1] + mark)
        if len(composed) > 1 or not faces.has(family, composed):
            return False
    if not faces.is_shaped(font):
        # The whole word goes with it: some readers take two fonts for two words.
        begun = text.rfind(" ") + 1
        found[-1:] = [(font, text[:begun])] if begun else []
        _add(found, faces.shaped(family), text[begun:])
    return True


def clusters(text: str) -> Iterator[str]:
    """Part a text into letters with all that belongs to them; a line is never broken within one."""
    if not needs_shaping(text):
        yield from text
        return
    begun = 0
    for place in range(1, len(text)):
        if not _stay_together(text[place - 1], text[place]):
            yield text[begun:place]
            begun = place
    if text:
        yield text[begun:]


def _stay_together(before: str, after: str) -> bool:
    if belongs_to_letter(after) or after in _FOLLOWS or before in _LEADS:
        return True
    return before in _JOINERS and unicodedata.category(after)[0] == "L"


def words_within(text: str) -> list[str]:
    """Part a text without spaces where its script lets a line break: between Thai words, between Khmer syllables."""
    if _THAI.search(text):
        return _mended([part for part in _thai().parse(text) if part])
    return list(clusters(text)) if _UNSPACED.search(text) else [text]


@cache
def _thai() -> budoux.Parser:
    return budoux.load_default_thai_parser()


def _mended(parts: list[str]) -> list[str]:
    """Put together what would part a letter from its marks, or a word that is not Thai."""
    found: list[str] = []
    for part in parts:
        before = found[-1][-1] if found else ""
        if found and (_stay_together(before, part[0]) or not (_is_thai(before) and _is_thai(part[0]))):
            found[-1] += part
        else:
            found.append(part)
    return found


def _is_thai(character: str) -> bool:
    return "\u0e01" <= character <= "\u0e5b"
