"""Names for files that leave the case: readable, legal on every computer, none twice, short enough for any folder."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from caregiver_app.casebook.copies import safe_name
from caregiver_app.domain.documents.document import SETS, Document, label

LONGEST_PATH: Final = 240
"""How many letters a whole path may have on the system that allows fewest."""

_SHORTEST: Final = 24
_FOR_A_NUMBER: Final = 5
_LONGEST_PART: Final = 100
_ENDINGS: Final = {
    "pdf": ".pdf", "jpeg": ".jpg", "png": ".png", "tiff": ".tif", "webp": ".webp", "gif": ".gif", "bmp": ".bmp",
    "heic": ".heic", "avif": ".avif", "dicom": ".dcm", "docx": ".docx", "odt": ".odt", "rtf": ".rtf", "text": ".txt",
    "eml": ".eml", "zip": ".zip", "html": ".html", "xml": ".xml", "ccda": ".xml",
}  # fmt: skip


def names_for(documents: Sequence[Document], room: int = LONGEST_PATH, folder: int = 0) -> tuple[str, ...]:
    """Return a name for each document's file, such as "D-012 Clinic letter.pdf", of at most `room` letters.

    That of a disc or study, which becomes a folder, has at most `folder` letters where that is told.
    """
    return unlike(map(partial(_name, room=room, folder=folder or room), documents), room)


def _name(document: Document, room: int, folder: int) -> str:
    longest = max(min(folder if document.format in SETS else room, _LONGEST_PART), _SHORTEST)
    return safe_name(f"{label(document.number)} {_title(document)}{_ending(document)}", longest=longest)


def paths_for(inside: Iterable[str], room: int) -> tuple[str, ...]:
    """Return a legal relative path for each path of a disc or folder, in at most `room` letters and none twice.

    What is too long for that gets a short name in the top folder.
    """
    legal = []
    for number, path in enumerate(inside, 1):
        parts = [safe_name(part, "file") for part in PurePosixPath(path.replace("\\", "/")).parts if part not in "./.."]
        wanted = "/".join(parts) or "file"
        short = safe_name(f"file {number:05}{PurePosixPath(wanted).suffix}", longest=_SHORTEST - _FOR_A_NUMBER)
        legal.append(wanted if _letters(wanted) <= room else short)
    return unlike(legal, room)


def unlike(names: Iterable[str], room: int = LONGEST_PATH) -> tuple[str, ...]:
    """Return the names, changed only where one could not lie beside an earlier one on some computer.

    What gets a number behind it is cut before the number where it would be too long.
    """
    files: set[str] = set()
    folders: set[str] = set()
    given = []
    for name in names:
        if any(folder in files for folder in _folders(name)):
            name = safe_name(name.replace("/", "_"))
        unique, number = name, 1
        while _folded(unique) in files or _folded(unique) in folders:
            number += 1
            unique = _numbered(name, number, room)
        files.add(_folded(unique))
        folders.update(_folders(unique))
        given.append(unique)
    return tuple(given)


def _numbered(name: str, number: int, room: int) -> str:
    path = PurePosixPath(name)
    stem, ending = path.stem, f" ({number}){path.suffix}"
    while len(stem) > 1 and (
        len(f"{stem}{ending}".encode()) > _LONGEST_PART or _letters(str(path.with_name(f"{stem}{ending}"))) > room
    ):
        stem = stem[:-1].rstrip()
    return str(path.with_name(f"{stem}{ending}"))


def _letters(path: str) -> int:
    """Return how long a path is as Windows counts it."""
    return len(path.encode("utf-16-le", "surrogatepass")) // 2


def _folders(name: str) -> list[str]:
    """Return the folders a name lies in."""
    return [_folded(str(above)) for above in list(PurePosixPath(name).parents)[:-1]]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _title(document: Document) -> str:
    title = document.title
    ending = PurePosixPath(document.file_name).suffix
    return title.removesuffix(ending) if ending else title


def _ending(document: Document) -> str:
    """Return the ending of the file as it was called, or the usual one of what it is."""
    own = PurePosixPath(document.file_name).suffix
    return own if 1 < len(own) <= 8 and own.isascii() else _ENDINGS.get(document.format, "")
