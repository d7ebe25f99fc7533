"""A file written as letters (base64) inside another one."""

import binascii
import re
from typing import Final

from caregiver_app.intake.room import Room

ICON_BYTES: Final = 4096
"""A picture of at most so many bytes is an icon, a line or a tracking mark; no page of writing fits into it."""

_ENDINGS: Final = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/rtf": ".rtf",
    "text/xml": ".xml",
    "text/csv": ".csv",
    "application/rtf": ".rtf",
    "application/xml": ".xml",
    "application/msword": ".doc",
    "application/zip": ".zip",
    "application/dicom": ".dcm",
    "message/rfc822": ".eml",
}
_ADDRESS: Final = re.compile(r"data:([\w.+-]+/[\w.+-]+)(?:;[\w=.+-]+)*;base64,", re.IGNORECASE)


def made_up_name(number: int, media_type: str) -> str:
    """Return a name for a file that was given none."""
    return f"attachment-{number}{_ENDINGS.get(media_type.lower().partition(';')[0].strip(), '')}"


class Embedded:
    """Decode such a file piece by piece."""

    def __init__(self, media_type: str) -> None:
        self._media_type = media_type
        self._body = bytearray()
        self._rest = ""
        self._bad = False

    def add(self, letters: str) -> None:
        """Take the next letters; spaces and line ends mean nothing."""
        if self._bad:
            return
        letters = self._rest + "".join(letters.split())
        end = len(letters) - len(letters) % 4
        self._rest = letters[end:]
        try:
            self._body += binascii.a2b_base64(letters[:end], strict_mode=True)
        except ValueError:
            self._bad = True

    def is_icon(self) -> bool:
        """Whether it is too small to be a page."""
        return len(self._body) <= ICON_BYTES

    def put(self, room: Room, number: int, *, whole: bool) -> None:
        """Put the file into the room; one that is cut off or not base64 is named there as damaged."""
        name = made_up_name(number, self._media_type)
        if self._bad or self._rest or not whole or not self._body:
            room.refuse(name, "damaged")
        else:
            room.put(name, [bytes(self._body)])


def data_address(address: str) -> Embedded | None:
    """Return the picture an address holds in itself ("data:image/png;base64,…"), or None for any other address."""
    found = _ADDRESS.match(address[:200])
    if found is None or not found[1].lower().startswith("image/"):
        return None
    embedded = Embedded(found[1])
    embedded.add(address[found.end() :])
    return embedded
