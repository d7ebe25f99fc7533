"""A TrueType file whose glyphs are put together from those of another one.

What a PDF needs of a file is its outlines and widths. Each glyph here is a composite, as the format has for letters
with accents: it names other glyphs and where they stand.
"""

import struct
from collections.abc import Sequence
from typing import Any, Final

from reportlab.pdfbase.ttfonts import TTFontMaker

_Part = tuple[int, int, int]
# Flags of a part of a composite glyph, as the OpenType specification names them in its chapter on "glyf".
_WORDS, _OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX, _UNSCALED = 0x1, 0x2, 0x8, 0x20, 0x40, 0x80, 0x1000
_LONG: Final = 1
_KEPT: Final = ("OS/2", "cvt ", "fpgm", "prep", "name")
# A map from characters with nothing in it: a PDF names the glyphs by their numbers.
_NO_CHARACTERS: Final = struct.pack(">4HL5H", 0, 1, 1, 0, 12, 6, 10, 0, 0, 0)


def glyph_file(face: Any, glyphs: Sequence[Sequence[_Part]], advances: Sequence[int]) -> bytes:
    """Write a file of these glyphs, numbered from 1, each of parts: a glyph of the face, how far right and up it is.

    `advances` are their widths in the units of the face.
    """
    outlines = _Outlines(face, len(glyphs))
    drawn = [outlines.original(0), *(outlines.composite(parts) for parts in glyphs)]
    widths = [int(face.hmetrics[0][0]), *advances]
    for number in outlines.used:  # which grows where a part has parts of its own
        drawn.append(outlines.renumbered(number))
        widths.append(int(face.hmetrics[number][0]))
    places, data = [0], bytearray()
    for outline in drawn:
        data += outline + b"\0" * (-len(outline) % 4)
        places.append(len(data))
    made = TTFontMaker()
    for tag in _KEPT:
        if tag in face.table:
            made.add(tag, face.get_table(tag))
    made.add("cmap", _NO_CHARACTERS)
    made.add("glyf", bytes(data))
    made.add("loca", struct.pack(f">{len(places)}L", *places))
    made.add("post", struct.pack(">L12s16x", 0x30000, face.get_table("post")[4:16]))
    made.add("hmtx", b"".join(struct.pack(">Hh", *pair) for pair in zip(widths, map(_left_of, drawn), strict=True)))
    made.add("hhea", _with(face.get_table("hhea"), {34: len(drawn)}))
    made.add("head", _with(face.get_table("head"), {50: _LONG}))
    made.add("maxp", _with_limits(face.get_table("maxp"), len(drawn), max(map(len, glyphs), default=0)))
    return bytes(made.makeStream())


class _Outlines:
    """The outlines of a face; `used` are those that others are put together from, in the order of their new numbers."""

    def __init__(self, face: Any, composites: int) -> None:
        self._face = face
        self._begin = face.get_table_pos("glyf")[0]
        self._numbers: dict[int, int] = {}
        self._first = composites + 1
        self.used: list[int] = []

    def original(self, number: int) -> bytes:
        """Return an outline as it stands in the face."""
        begin, end = self._face.glyphPos[number], self._face.glyphPos[number + 1]
        return bytes(self._face.get_chunk(self._begin + begin, end - begin)) if end > begin else b""

    def composite(self, parts: Sequence[_Part]) -> bytes:
        """Put an outline together; parts without ink are left out."""
        inked = [(part, _box(outline)) for part in parts if (outline := self.original(part[0]))]
        if not inked:
            return b""
        left = min(box[0] + right for (_number, right, _up), box in inked)
        bottom = min(box[1] + up for (_number, _right, up), box in inked)
        right_most = max(box[2] + right for (_number, right, _up), box in inked)
        top = max(box[3] + up for (_number, _right, up), box in inked)
        written = struct.pack(">5h", -1, left, bottom, right_most, top)
        for place, ((number, right, up), _around) in enumerate(inked, 1):
            flags = _WORDS | _OFFSETS | _UNSCALED | (_MORE if place < len(inked) else 0)
            written += struct.pack(">HHhh", flags, self._new(number), right, up)
        return written

    def renumbered(self, number: int) -> bytes:
        """Return an outline of the face with the numbers that its own parts have in the new file."""
        outline = bytearray(self.original(number))
        if not outline or struct.unpack_from(">h", outline)[0] >= 0:
            return bytes(outline)
        place, flags = 10, _MORE
        while flags & _MORE:
            flags, part = struct.unpack_from(">HH", outline, place)
            struct.pack_into(">H", outline, place + 2, self._new(part))
            scales = 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
            place += 4 + (4 if flags & _WORDS else 2) + scales
        return bytes(outline)

    def _new(self, number: int) -> int:
        if number not in self._numbers:
            self._numbers[number] = self._first + len(self.used)
            self.used.append(number)
        return self._numbers[number]


def _box(outline: bytes) -> tuple[int, int, int, int]:
    left, bottom, right, top = struct.unpack_from(">4h", outline, 2)
    return left, bottom, right, top


def _left_of(outline: bytes) -> int:
    return _box(outline)[0] if outline else 0


def _with(table: bytes, values: dict[int, int]) -> bytes:
    changed = bytearray(table)
    for place, value in values.items():
        struct.pack_into(">H", changed, place, value)
    return bytes(changed)


def _with_limits(maxp: bytes, glyphs: int, most_parts: int) -> bytes:
    """Tell how many glyphs there are, of how many parts at most, and how deep parts are within parts."""
    parts, deep = struct.unpack_from(">2H", maxp, 28)
    return _with(maxp, {4: glyphs, 28: max(parts, most_parts), 30: deep + 1})
