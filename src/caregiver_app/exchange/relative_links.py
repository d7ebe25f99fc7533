"""Links from a page or a bundle to the files beside it."""

import string
from typing import Final

_PLAIN: Final = frozenset(string.ascii_letters + string.digits + "-._~/")


def relative_link(place: str) -> str:
    """Return a path with "/" as a relative link every browser follows: all but plain letters as %-codes of UTF-8."""
    return "".join(
        letter if letter in _PLAIN else "".join(f"%{one:02X}" for one in letter.encode("utf-8", "replace"))
        for letter in place
    )
