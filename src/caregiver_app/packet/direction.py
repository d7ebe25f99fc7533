"""The direction of text: which way a line runs, and in which order what runs either way stands on it.

The order is that of the Unicode bidirectional algorithm (UAX #9), worked out by python-bidi.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from bidi import get_display

_LEFTWARD: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# These change the order of others and have no place of their own.
_CONTROLS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Each character is followed by a mark that takes part in nothing and tells afterwards which one it was.
_MARK: Final = "\U000e0001"
_DIGITS: Final = 0xE0020
_BITS: Final = 6
_LOW: Final = (1 << _BITS) - 1
_MARK_LENGTH: Final = 4
_STRONG: Final = ("L", "R", "AL")
_TAG: Final = re.compile("[\U000e0000-\U000e007f]")
_NO_PLACE: Final = "\u200b"
_PAIRS: Final = "()[]{}<>«»‹›≤≥≪≫⟨⟩⟦⟧⟪⟫（）［］｛｝＜＞「」『』【】〈〉《》〔〕〖〗"
_MIRRORS: Final = {
    **dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)),
    **dict(zip(_PAIRS[1::2], _PAIRS[::2], strict=True)),
}


@dataclass(frozen=True)
class Stretch:
    """Characters of a line that follow one another and run one way."""

    begin: int
    end: int
    leftward: bool


def may_run_leftward(text: str) -> bool:
    """Whether anything in a text might run to the left."""
    return not text.isascii() and _LEFTWARD.search(text) is not None


def runs_left(text: str) -> bool:
    """Whether a paragraph runs to the left: its first letter does, and no fewer of its letters than run to the right.

    So a sentence of ours that begins with what a family typed stays as it is.
    """
    if not may_run_leftward(text):
        return False
    strong = [kind != "L" for kind in map(unicodedata.bidirectional, text) if kind in _STRONG]
    return bool(strong) and strong[0] and 2 * sum(strong) >= len(strong)


def has_only_leftward(text: str) -> bool:
    """Whether a text has letters that run to the left and none that run to the right."""
    return runs_left(text) and all(unicodedata.bidirectional(character) != "L" for character in text)


def stretches(line: str, leftward: bool) -> tuple[Stretch, ...]:
    """Return the stretches of one line in the order they stand, from left to right.

    `leftward` is the direction of its paragraph. Everything of the line is in exactly one stretch.
    """
    kept = line
    while kept and (kept[-1].isspace() or not _has_place(kept[-1])):
        kept = kept[:-1]
    seen = _placed(kept, leftward) if kept else []
    found: list[Stretch] = []
    # What has no place of its own belongs to the character before it.
    begins = [0, *sorted(index for index, _left in seen)[1:]]
    ends = dict(zip(begins, (*begins[1:], len(kept)), strict=True))
    first = min((index for index, _left in seen), default=0)
    for index, left in seen:
        next_one = Stretch(begin := 0 if index == first else index, ends[begin], left)
        if found and (joined := _joined(found[-1], next_one)) is not None:
            found[-1] = joined
        else:
            found.append(next_one)
    if len(kept) < len(line):
        trailing = Stretch(len(kept), len(line), leftward)
        found = [trailing, *found] if leftward else [*found, trailing]
    return tuple(found)


def _joined(left: Stretch, right: Stretch) -> Stretch | None:
    """Join two neighbours that run the same way, if they follow one another that way."""
    if left.leftward != right.leftward:
        return None
    first, second = (right, left) if left.leftward else (left, right)
    return Stretch(first.begin, second.end, left.leftward) if first.end == second.begin else None


def mirrored(text: str) -> str:
    """Return what runs to the left as it is drawn from left to right: in reverse, its brackets turned round."""
    return "".join(_MIRRORS.get(character, character) for character in reversed(text))


def _placed(line: str, leftward: bool) -> list[tuple[int, bool]]:
    """Return the characters that have a place, by number, from left to right, and whether each runs to the left."""
    plain = [_plain(character) for character in line]
    has_place = [_has_place(character) for character in plain]
    if not any(has_place):
        return [(0, leftward)]
    last = max(index for index, placed in enumerate(has_place) if placed)
    marked = "".join(
        character + _mark(index) if placed and index != last else character
        for index, (character, placed) in enumerate(zip(plain, has_place, strict=True))
    )
    shown = get_display(marked, base_dir="R" if leftward else "L")
    assert isinstance(shown, str)
    found = _read(shown, last)
    at = next(place for place, (index, _left) in enumerate(found) if index == last)
    found[at] = (last, _way_of_last(found, at, line[last], leftward))
    return found


def _has_place(character: str) -> bool:
    return character not in _CONTROLS and unicodedata.bidirectional(character) != "BN"


def _plain(character: str) -> str:
    if _TAG.match(character):
        return _NO_PLACE
    return " " if unicodedata.bidirectional(character) in ("B", "S") else character


def _mark(index: int) -> str:
    digits = (index >> 2 * _BITS, index >> _BITS & _LOW, index & _LOW)
    return _MARK + "".join(chr(_DIGITS + digit) for digit in digits)


def _read(shown: str, last: int) -> list[tuple[int, bool]]:
    """Read the marks. One that stands before its character was turned round with it."""
    found: list[tuple[int, bool]] = []
    place = 0
    while place < len(shown):
        character = shown[place]
        if _is_digit(character):
            number = _number(shown[place : place + _MARK_LENGTH - 1][::-1])
            found.append((number, True))
            place += _MARK_LENGTH + 1
        elif place + 1 < len(shown) and shown[place + 1] == _MARK:
            found.append((_number(shown[place + 2 : place + 1 + _MARK_LENGTH]), False))
            place += _MARK_LENGTH + 1
        else:
            if _has_place(character):
                found.append((last, False))
            place += 1
    return found


def _is_digit(character: str) -> bool:
    return _DIGITS <= ord(character) <= _DIGITS + _LOW


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = (number << _BITS) + ord(digit) - _DIGITS
    return number


def _way_of_last(found: list[tuple[int, bool]], at: int, character: str, leftward: bool) -> bool:
    """Tell which way the last character runs, which has no mark: as the one before it if it stands beside that."""
    index = found[at][0]
    before = max((number for number, _leftward in found if number != index), default=None)
    if before is not None:
        if at > 0 and found[at - 1] == (before, False):
            return False
        if at + 1 < len(found) and found[at + 1] == (before, True):
            return True
    kind = unicodedata.bidirectional(character)
    return kind in ("R", "AL") if kind in ("L", "R", "AL", "EN", "AN") else leftward
