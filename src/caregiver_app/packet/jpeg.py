"""Read the structure of a JPEG file, so that its picture data can go into a PDF untouched and alone.

What a camera wrote around the picture (place, time, owner, thumbnails, a second picture) stays behind.
"""

import re
from dataclasses import dataclass
from typing import Final

_START_OF_FRAME: Final = frozenset({0xC0, 0xC1, 0xC2})
_OTHER_FRAMES: Final = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_KEPT: Final = frozenset({0xC4, 0xDB, 0xDD, 0xCC, *_START_OF_FRAME})
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_JFIF: Final = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_JFIF_LENGTH: Final = 16
_PROFILE: Final = b"ICC_PROFILE\x00"
_MOST_PROFILE: Final = 4_000_000


class NotPlainJpeg(ValueError):
    """The file is no JPEG that a PDF can hold as it is."""


@dataclass(frozen=True)
class Jpeg:
    """The bare picture of a JPEG file. `whole` is False when the file ends before its picture does."""

    data: bytes
    width: int
    height: int
    components: int
    inverted: bool
    profile: bytes
    whole: bool


def read_jpeg(data: bytes) -> Jpeg:
    """Return the bare picture. Raises NotPlainJpeg when it must be decoded by other means."""
    if not data.startswith(b"\xff\xd8"):
        raise NotPlainJpeg
    return _Reader(data).read()


def has_notes(head: bytes) -> bool | None:
    """Whether anything but the picture is written before it; None when `head` ends too early to tell."""
    at = 2
    while at + 4 <= len(head):
        if head[at] != 0xFF:
            return True
        marker, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        body = head[at + 4 : at + 18]
        if marker == 0xDA:
            return False
        plain = (
            (marker == 0xE0 and body.startswith(b"JFIF\x00") and length == _JFIF_LENGTH)
            or (marker == 0xEE and body.startswith(b"Adobe"))
            or (marker == 0xE2 and body.startswith(_PROFILE))
        )
        if marker not in _KEPT and not plain:
            return True
        at += 2 + length
    return None


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.kept: list[bytes] = []
        self.profile: dict[int, bytes] = {}
        self.frame: tuple[int, int, int] | None = None
        self.jfif = False
        self.adobe = b""

    def read(self) -> Jpeg:
        """Walk the segments up to the end of the first picture."""
        at, whole = 2, False
        while True:
            marker, at = self._marker(at)
            if marker is None:
                break
            if marker == 0xD9:
                whole = True
                break
            end = self._end(at)
            self._segment(marker, self.data[at + 2 : end])
            if marker in _KEPT or marker == 0xDA:
                self.kept.append(b"\xff" + bytes([marker]) + self.data[at:end])
            at = end
            if marker == 0xDA:
                following = _NEXT_MARKER.search(self.data, at)
                stop = following.start() if following else len(self.data)
                self.kept.append(self.data[at:stop])
                at = stop
        return self._result(whole)

    def _marker(self, at: int) -> tuple[int | None, int]:
        found = self.data.find(b"\xff", at)
        if found < 0:
            return None, at
        while found < len(self.data) and self.data[found] == 0xFF:
            found += 1
        return (self.data[found], found + 1) if found < len(self.data) else (None, at)

    def _end(self, at: int) -> int:
        length = int.from_bytes(self.data[at : at + 2], "big")
        if length < 2 or at + length > len(self.data):
            if self.frame is None:
                raise NotPlainJpeg
            return len(self.data)
        return at + length

    def _segment(self, marker: int, body: bytes) -> None:
        if marker in _START_OF_FRAME:
            if len(body) < 6 or body[0] != 8 or self.frame is not None:
                raise NotPlainJpeg
            self.frame = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"), body[5]
        elif marker in _OTHER_FRAMES:
            raise NotPlainJpeg
        elif marker == 0xE0 and body.startswith(b"JFIF\x00"):
            self.jfif = True
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            self.adobe = b"\xff\xee\x00\x0e" + body[:12]
        elif marker == 0xE2 and body.startswith(_PROFILE) and len(body) > 14:
            self.profile[body[12]] = body[14:]

    def _result(self, whole: bool) -> Jpeg:
        if self.frame is None:
            raise NotPlainJpeg
        width, height, components = self.frame
        if not width or not height or components not in (1, 3, 4):
            raise NotPlainJpeg
        head = b"\xff\xd8" + (_JFIF if self.jfif else b"") + self.adobe
        profile = b"".join(self.profile[number] for number in sorted(self.profile))
        fits = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(profile[16:20]) == components
        return Jpeg(
            head + b"".join(self.kept) + b"\xff\xd9",
            width,
            height,
            components,
            inverted=components == 4 and bool(self.adobe),
            profile=profile if fits and len(profile) <= _MOST_PROFILE else b"",
            whole=whole,
        )
