"""What a name must be like so that it can lie on any computer, beside any other."""

import unicodedata
from pathlib import PurePosixPath

from deceiving import CONTROLS

TURNING = CONTROLS | set("\u061c\u200e\u200f")
FORBIDDEN = set('<>:"\\|?*')
RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}


def folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def legal(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (
        not path.startswith("/")
        and all(part not in (".", "..") and not FORBIDDEN & set(part) and part == part.strip() for part in parts)
        and all(not part.endswith(".") and part.split(".")[0].rstrip().upper() not in RESERVED for part in parts)
        and all(unicodedata.category(character) not in ("Cc", "Zl", "Zp") for character in path)
        and not set(path) & TURNING
    )


def longest_part(path: str) -> int:
    """Return how many bytes the longest part of a path has; some disks take 255, and some programs fewer."""
    return max(len(part.encode()) for part in PurePosixPath(path).parts)


def letters(path: str) -> int:
    """Return how long a path is as Windows counts it."""
    return len(path.encode("utf-16-le")) // 2
