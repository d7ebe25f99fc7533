"""Take out the document that some imaging files carry instead of a picture: the report of a scan as a PDF."""

import io
from pathlib import Path
from typing import BinaryIO, Final

from pydicom.dataelem import RawDataElement

from caregiver_app.fsops import take_away
from caregiver_app.intake.imaging.header import Header
from caregiver_app.intake.imaging.words import encodings_of, text_of
from caregiver_app.sealed import Readable

_CHARACTER_SET, _TITLE, _BODY, _KIND = 0x00080005, 0x00420010, 0x00420011, 0x00420012
_ENDINGS: Final = {
    "application/pdf": ".pdf",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "text/html": ".html",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
}
_LARGEST: Final = 512 << 20
_LONGEST_NAME: Final = 100  # letters; a title may be a whole sentence
_CHUNK: Final = 1 << 20


def enclosed_name(header: Header) -> str:
    """Return the name of the enclosed document, with the ending of its kind, or nothing where there is none."""
    if _BODY not in header.elements:
        return ""
    encodings = encodings_of(header.raw(_CHARACTER_SET))
    title = text_of(header.raw(_TITLE), encodings).replace("/", "-").replace("\\", "-").strip(". ")
    kind = text_of(header.raw(_KIND), encodings).casefold()
    ending = _ENDINGS.get(kind, ".bin")
    stem = (title[: -len(ending)] if title.casefold().endswith(ending) else title)[:_LONGEST_NAME].strip(". ")
    return (stem or "document") + ending


def take_enclosed(path: Readable, header: Header, target: Path) -> str:
    """Write the enclosed document of a file whose header was read to `target`; return the trouble, "" for none."""
    element = header.elements.get(_BODY)
    if not isinstance(element, RawDataElement) or element.length > _LARGEST:
        return "too_large" if isinstance(element, RawDataElement) else "damaged"
    if header.inflated is not None:
        return _copied(io.BytesIO(header.inflated), element, target)
    with path.open("rb") as file:
        return _copied(file, element, target)


def _copied(file: BinaryIO, element: RawDataElement, target: Path) -> str:
    left = element.length
    file.seek(element.value_tell)
    with target.open("wb") as out:
        while left and (chunk := file.read(min(_CHUNK, left))):
            out.write(chunk)
            left -= len(chunk)
    if left:
        take_away(target, within=target.parent)
    return "damaged" if left else ""
