"""The code on a recovery sheet: seven groups of five letters and figures that can be read out and typed back.

The last sign of each group is worked out from the others and from its place, so that a slip is found in the group
it was made in. The signs are those of Douglas Crockford's base 32 (crockford.com/base32.html), without I, L, O and U.
"""

from collections.abc import Callable
from typing import Final

SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 7
"""With four free signs each they are as hard to guess as a key of 140 bits."""

LENGTH: Final = 5
_FREE: Final = LENGTH - 1
_LOOK_ALIKE: Final = str.maketrans("ILO", "110")
_FIELD: Final = 0b100101  # x^5 + x^2 + 1 makes the field of 32 elements in which the last sign is worked out


class CodeUnclear(ValueError):
    """What was typed is not a code; `groups` are the places, from 1, where it goes wrong."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        super().__init__(", ".join(map(str, groups)))
        self.groups = groups


def new_code(choose: Callable[[str], str]) -> str:
    """Return a code; `choose` picks one of some signs by chance."""
    groups = ("".join(choose(SIGNS) for _sign in range(_FREE)) for _group in range(GROUPS))
    return "-".join(free + _last(free, place) for place, free in enumerate(groups, start=1))


def read_code(typed: str) -> str:
    """Return a code as it stands on its sheet. Small letters, spaces and look-alikes do no harm. Raises CodeUnclear."""
    signs = signs_of(typed)
    groups = [signs[at : at + LENGTH] for at in range(0, len(signs), LENGTH)]
    if "-" in typed or " " in typed.strip():  # where groups are set apart, a missing sign spoils only its own
        apart = [signs_of(group) for group in typed.replace("-", " ").split()]
        groups = apart if len(apart) == GROUPS else groups
    wrong = tuple(
        place
        for place in range(1, max(GROUPS, len(groups)) + 1)
        if place > len(groups) or place > GROUPS or not is_group(groups[place - 1], place)
    )
    if wrong:
        raise CodeUnclear(wrong)
    return "-".join(groups)


def is_group(typed: str, place: int) -> bool:
    """Whether this is a whole group that fits its place, counted from 1."""
    group = signs_of(typed)
    return len(group) == LENGTH and all(sign in SIGNS for sign in group) and group[-1] == _last(group[:-1], place)


def signs_of(typed: str) -> str:
    """Return what is typed as signs of a code: large letters, no spaces or dashes, look-alikes put right."""
    return "".join(typed.upper().translate(_LOOK_ALIKE).replace("-", " ").split())


def _last(free: str, place: int) -> str:
    total = _power(place)
    for at, sign in enumerate(free, start=1):
        total ^= _times(_power(at), SIGNS.index(sign))
    return SIGNS[total]


def _power(exponent: int) -> int:
    found = 1
    for _step in range(exponent):
        found = _times(found, 2)
    return found


def _times(one: int, other: int) -> int:
    """Multiply in the field of 32 elements."""
    found = 0
    while other:
        if other & 1:
            found ^= one
        one <<= 1
        if one > 31:
            one ^= _FIELD
        other >>= 1
    return found
