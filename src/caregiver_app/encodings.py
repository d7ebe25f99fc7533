"""Tell in which encoding a text is written, from its bytes alone.

What can be known for sure is tried first. An older text does not say which letters its bytes stand for: Chinese is
told by its common characters, and what else could be text is taken for Western European.
"""

import re
from typing import Final

_MARKED: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE: Final = 65_536
_HIGH_RUN: Final = re.compile(rb"[\x80-\xff]+")
_GUESSED: Final = ("gb18030", "big5", "cp1252")
# A file of bytes below the space, other than those that end a line or page, is no text of an older program.
_CONTROLS: Final = re.compile(rb"[\x00-\x06\x0e-\x19\x1c-\x1f\x7f]")
_UNUSED_IN_1252: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_MOST_ACCENTED: Final = 0.4  # of the bytes of a Western European text; real ones have a tenth of it
_MOST_CONTROLS: Final = 0.02
_MOSTLY: Final = 0.8


def marked_encoding(data: bytes) -> str:
    """Return the encoding that a text names by its first bytes, or ""."""
    return next((encoding for mark, encoding in _MARKED if data.startswith(mark)), "")


def encoding_of(data: bytes) -> str:
    """Return the Python name of the encoding of a text or of its beginning, or "" for what is no text.

    "gb18030", "big5" and "cp1252" are guesses, as `is_guess` tells.
    """
    sample = data[:_SAMPLE]
    if marked := marked_encoding(sample):
        return marked if _decoded(sample, marked) is not None else ""
    if b"\x00" in sample:
        return _unmarked_utf16(sample)
    controls = len(_CONTROLS.findall(sample))
    if _is_utf8(sample):
        return "utf-8" if controls <= len(sample) * _MOST_CONTROLS else ""
    if controls:
        return ""
    if chinese := chinese_encoding(sample):
        return chinese
    high = sum(len(run) for run in _HIGH_RUN.findall(sample))
    western = high <= len(sample) * _MOST_ACCENTED and not _UNUSED_IN_1252.search(sample)
    return "cp1252" if western else ""


def is_guess(encoding: str) -> bool:
    """Whether an encoding found by `encoding_of` may be wrong."""
    return encoding in _GUESSED


def chinese_encoding(data: bytes) -> str:
    """Return "gb18030" or "big5" for what reads as Chinese of before UTF-8, or "". Decode it with errors="replace"."""
    sample = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:_SAMPLE]
    simplified = _share(sample, "gb18030", range(0xB0, 0xD8), range(0xA1, 0xFF))
    traditional = _share(sample, "big5", range(0xA4, 0xC7), range(0x40, 0xFF))
    if traditional >= _MOSTLY and traditional > simplified:
        return "big5"
    return "gb18030" if simplified >= (_MOSTLY / 2 if _in_pairs(sample) else _MOSTLY) else ""


def _share(data: bytes, encoding: str, leads: range, trails: range) -> float:
    """Return which part of the characters is in the table's first half, the common ones; -1 if it does not decode."""
    common = others = 0
    for character in _decoded(data, encoding) or "":
        if character > "\x7f":
            pair = character.encode(encoding, "replace")
            if len(pair) == 2 and pair[0] in leads and pair[1] in trails:
                common += 1
            elif len(pair) != 2 or pair[0] not in range(0xA1, 0xA4):  # the rows of punctuation prove neither
                others += 1
    return common / (common + others) if common + others else -1.0


def _in_pairs(data: bytes) -> bool:
    """Whether high bytes come in pairs, as Chinese does and accented letters do not."""
    runs = [len(run) for run in _HIGH_RUN.findall(data)]
    return sum(length % 2 == 0 for length in runs) * 5 >= len(runs) * 4


def _decoded(data: bytes, encoding: str) -> str | None:
    """Return the text, or None; a character cut in two at the end of a sample is no sign of anything."""
    for cut in range(4 if len(data) >= 64 else 1):
        try:
            return data[: len(data) - cut].decode(encoding)
        except UnicodeDecodeError as problem:
            if problem.start < len(data) - 4:
                return None
    return None


def _is_utf8(data: bytes) -> bool:
    return _decoded(data, "utf-8") is not None


def _unmarked_utf16(data: bytes) -> str:
    """Return the encoding of UTF-16 without its mark: every other byte of Western letters is zero."""
    even, odd = data[0::2], data[1::2]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(data) >= 4 and zeros.count(0) >= 0.7 * len(zeros) and not _CONTROLS.search(others):
            return encoding
    return ""
