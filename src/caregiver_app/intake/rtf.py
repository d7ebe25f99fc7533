"""Look at a letter in RTF: its words, and the pictures inside it."""

import binascii
import re
from pathlib import Path
from typing import Final

from striprtf.striprtf import rtf_to_text

from caregiver_app.intake.embedded import ICON_BYTES, made_up_name
from caregiver_app.intake.look import Inspection
from caregiver_app.intake.plain_text import in_words
from caregiver_app.intake.room import Room
from caregiver_app.intake.words import MOST_LETTERS
from caregiver_app.sealed import Readable

_MOST_BYTES: Final = 128 << 20
_MOST_WORDS: Final = 16 << 20  # what is left without its pictures; the reader takes a second for each megabyte

_PICTURE: Final = re.compile(rb"(?<!\\)\\(pict|objdata|themedata|datastore|colorschememapping|blipuid)(?![a-z])")
_SAME_AGAIN: Final = b"\\nonshppict"  # the picture before it, once more for older programs
_BRACE_OR_BINARY: Final = re.compile(rb"\\bin(\d{1,10})[ ]?|\\.|[{}]", re.DOTALL)
_CONTROL: Final = re.compile(rb"\\[a-z]+-?\d*[ ]?|\\\*|[{}]")
_BLIPS: Final = ((b"\\pngblip", "image/png"), (b"\\jpegblip", "image/jpeg"))

# The reader takes these for settings and drops them; in them are letterheads, notes and text boxes.
_SHOWN: Final = re.compile(r"\\(?:header|footer)[lrf]?(?![a-z])|\\(?:footnote|shptxt|dptxbxtext)(?![a-z])")
_HOLDING: Final = re.compile(r"(?:\\\*)?\\(?:shpinst|shp|do)(?![a-z])")
_PAGE_BREAK: Final = re.compile(r"\\page(?![a-z])")
_NO_NUMBER: Final = re.compile(r"\\uc(?![a-z\d])|\\u-?\d{6,}")
_LINE_NEEDED: Final = re.compile(r"(?<!\\)(?=\{\\field|\\f\d)")


def look_at_rtf(path: Readable, folder: Path | None) -> Inspection:
    """Return the words of a letter in RTF, and its pictures."""
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    room = Room(folder) if folder else None
    letters, details = _without_pictures(data, room)
    inside = tuple(room.inside) if room else ()
    clipped = len(data) > _MOST_BYTES or len(letters) > _MOST_WORDS
    try:
        text = _words(letters[:_MOST_WORDS])
    except (ValueError, TypeError, LookupError, OverflowError) as problem:
        seen = in_words("rtf", "", [type(problem).__name__, *details], inside=inside)
        return Inspection("rtf", None, "damaged", seen.detail, seen.texts, inside)
    return in_words("rtf", text[:MOST_LETTERS], details, inside=inside, clipped=clipped)


def _words(letters: bytes) -> str:
    """Return the words as the reader gives them, after making plain to it what else is to be read."""
    text = letters.decode("latin-1")
    text = _NO_NUMBER.sub("", text)
    text = _SHOWN.sub(r"\\par ", _HOLDING.sub("", text))
    text = _PAGE_BREAK.sub(r"\\par\\'0c", text)
    text = _LINE_NEEDED.sub("\n", text)  # the reader looks for the end of a field or font on its line, again for each
    words: str = rtf_to_text(text, errors="replace")  # type: ignore[no-untyped-call]
    return words.replace("|\n", "\n").replace("|", " | ")


def _without_pictures(data: bytes, room: Room | None) -> tuple[bytes, list[str]]:
    """Put pictures into the room and return the rest. They are most of a file, and written as letters."""
    kept: list[bytes] = []
    counts = {"pictures inside": 0, "icons passed over": 0, "objects inside": 0}
    at = 0
    while found := _PICTURE.search(data, at):
        end, binary = _end_of_group(data, found.end())
        kept.append(data[at : found.start()])
        if found[1] == b"objdata":
            counts["objects inside"] += 1
            if room is not None:
                room.refuse(f"object-{counts['objects inside']}", "unsupported")
        elif found[1] == b"pict" and _SAME_AGAIN not in data[max(at, found.start() - 40) : found.start()]:
            _take_picture(data[found.end() : end], binary, counts, room)
        at = end
    kept.append(data[at:])
    return b"".join(kept), [f"{count} {what}" for what, count in counts.items() if count]


def _take_picture(group: bytes, binary: bytes, counts: dict[str, int], room: Room | None) -> None:
    kind, body = _picture(group, binary)
    if len(group) <= ICON_BYTES or 0 < len(body) <= ICON_BYTES:
        counts["icons passed over"] += 1
        return
    counts["pictures inside"] += 1
    name = made_up_name(counts["pictures inside"], kind)
    if room is not None and body:
        room.put(name, [body])
    elif room is not None:
        room.refuse(name, "damaged")


def _end_of_group(data: bytes, at: int) -> tuple[int, bytes]:
    """Return where the group ends that `at` lies in, and the raw bytes in it."""
    depth, binary = 0, b""
    while found := _BRACE_OR_BINARY.search(data, at):
        at = found.end()
        if found[1]:
            binary = data[at : at + int(found[1])]
            at += len(binary)
        elif found[0] == b"{":
            depth += 1
        elif found[0] == b"}":
            depth -= 1
            if depth < 0:
                return found.start(), binary
    return len(data), binary


def _picture(group: bytes, binary: bytes) -> tuple[str, bytes]:
    """Return the kind of a picture, "" for the drawings of Windows, and its bytes."""
    kind = next((kind for mark, kind in _BLIPS if mark in group), "")
    if binary:
        return kind, binary
    letters = b"".join(_CONTROL.sub(b" ", re.sub(rb"\{[^{}]*\}", b" ", group)).split())
    try:
        return kind, binascii.a2b_hex(letters[: len(letters) & ~1])
    except ValueError:
        return kind, b""
