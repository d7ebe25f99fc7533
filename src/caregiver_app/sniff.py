"""Tell what a file is by its first bytes, never by its name."""

from pathlib import Path
from typing import Final

PICTURES: Final = ("jpeg", "png", "tiff", "webp", "gif", "bmp")
"""The formats that go onto paper as pictures."""

_HEAD: Final = 4096
_PDF_SEARCH: Final = 1024  # readers accept a PDF header anywhere in the first kilobyte
_MAGIC: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"{\\rtf", "rtf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"<?xml", "xml"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
)
_HEIF_BRANDS: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


def sniff(path: Path) -> str:
    """Return the format of a file as a short word; "unknown" for what it does not know, "empty" for nothing."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return "empty"
    if b"%PDF-" in head[:_PDF_SEARCH]:
        return "pdf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "heic"
    if head[128:132] == b"DICM":
        return "dicom"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return _office_in_zip(head) if name == "zip" else name
    return "text" if _is_text(head) else "unknown"


def _office_in_zip(head: bytes) -> str:
    if b"word/" in head or b"[Content_Types].xml" in head:
        return "docx"
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        return "odt"
    return "zip"


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return head.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as problem:
        # A character cut in two at the end of what was read is no sign of anything.
        return problem.start >= len(head) - 3 and len(head) == _HEAD
    return True
