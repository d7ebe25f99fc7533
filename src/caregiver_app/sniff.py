"""Tell what a file is by its content, never by its name."""

import io
import re
import struct
import zlib
from typing import Final, Literal
from zipfile import BadZipFile, ZipFile

from caregiver_app.encodings import encoding_of
from caregiver_app.sealed import Readable

PICTURES: Final = ("jpeg", "png", "tiff", "webp", "gif", "bmp", "heic", "avif")
"""The formats that go onto paper as pictures."""

_HEAD: Final = 65_536  # an XML file may have long comments before its first element
_PDF_SEARCH: Final = 1024  # readers accept a PDF header anywhere in the first kilobyte
_DIRECTORY: Final = 4 << 20  # an office file has few parts; a larger directory is a ZIP's
_MAGIC: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000"),
    (b"{\\rtf", "rtf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"MSCF\x00\x00\x00\x00", "archive"),
    (b"\x7fELF", "program"),
    (b"\xfe\xed\xfa\xce", "program"),
    (b"\xfe\xed\xfa\xcf", "program"),
    (b"\xce\xfa\xed\xfe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!AMR", "recording"),
    (b"ID3", "recording"),
    (b"\xff\xfb", "recording"),
    (b"\xff\xf3", "recording"),
    (b"\xff\xf2", "recording"),
    (b"OggS\x00", "recording"),
    (b"fLaC\x00", "recording"),
    (b"\x1a\x45\xdf\xa3", "recording"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "recording"),
)
_RIFF: Final = {b"WEBP": "webp", b"WAVE": "recording", b"AVI ": "recording"}
_HEIF_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF_BRANDS: Final = {b"avif", b"avis"}
_BMP_HEADERS: Final = (12, 16, 40, 52, 56, 64, 108, 124)
_ICONS: Final = [bytes([count]) for count in range(1, 65)]
_MOVIE_BOXES: Final = (b"moov", b"mdat", b"wide", b"pnot")
_OFFICE_PARTS: Final = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_MIMETYPES: Final = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/epub+zip", "epub"),
)
_BAD_ZIP: Final = (BadZipFile, OSError, RuntimeError, ValueError, EOFError, KeyError, struct.error, zlib.error)

_ROOT: Final = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_HTML_ROOTS: Final = ("html", "head", "body")
_HTML_TAG: Final = re.compile(
    r"<(?:title|table|div|span|meta|style|font|center|br|hr|p|b|ul|ol|h[1-6])\b", re.IGNORECASE
)
_HEADER_LINE: Final = re.compile(r"([!-9;-~]{1,80}):(?:[ \t]|$)")
_MAIL_SIGNS: Final = {"from", "received", "return-path", "mime-version", "message-id", "delivered-to"}
_MAIL_HEADERS: Final = _MAIL_SIGNS | {"to", "cc", "date", "subject", "content-type", "reply-to", "sender", "x-mailer"}


class ZipSource(io.BufferedIOBase):
    """The bytes of a ZIP for `ZipFile`, which would read a directory of any size into memory."""

    def __init__(self, path: Readable, directory: int) -> None:
        self._file = path.open("rb")
        self._most = directory

    def seekable(self) -> bool:
        """Say that it can be read from any place on."""
        return True

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place it is at."""
        return self._file.tell()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()

    def read(self, size: int | None = -1) -> bytes:
        """Return what was asked for. Raises BadZipFile for more at once than the directory may have."""
        if size is None or size < 0:
            size = self._rest()
        if size > self._most:
            raise BadZipFile("The directory is too large.")
        return self._file.read(size)

    def _rest(self) -> int:
        at = self.tell()
        end = self.seek(0, io.SEEK_END)
        self.seek(at)
        return max(end - at, 0)


def sniff(path: Readable) -> str:
    """Return the format of a file as a short word; "unknown" for what it does not know, "empty" for nothing."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return "empty"
    if seems_dicom(head):  # also where it carries a PDF so near its beginning that it would be taken for that
        return "dicom"
    form = _by_signature(head)
    if form == "zip":
        return _in_zip(path, head)
    if form == "office":
        return _in_ole(path)
    if form:
        return form
    if b"%PDF-" in head[:_PDF_SEARCH]:
        return "pdf"
    encoding = encoding_of(head)
    return _in_text(head.decode(encoding, "replace")) if encoding else "unknown"


def _by_signature(head: bytes) -> str:
    """Return the format whose signature stands at its own place, or ""."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[257:262] == b"ustar" and head[262:263] in (b"\x00", b" "):
        return "archive"
    if head[:3] == b"BZh" and head[4:10] == b"1AY&SY":
        return "archive"
    if head[:2] == b"BM":
        return "bmp" if head[14:18] in [size.to_bytes(4, "little") for size in _BMP_HEADERS] else ""
    if head[:4] == b"\x00\x00\x01\x00" and head[4:5] in _ICONS and head[5:6] == head[9:10] == b"\x00":
        return "ico"
    if head[:2] == b"MZ":
        return "program" if b"\x00" in head[:64] else ""
    if form := _in_boxes(head):
        return form
    return next((name for magic, name in _MAGIC if head.startswith(magic)), "")


def _in_boxes(head: bytes) -> str:
    """Tell photos and films apart, which phones keep in the same kind of box."""
    if head[4:8] == b"ftyp":
        end = min(int.from_bytes(head[:4], "big"), 512)
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
        if brands & _AVIF_BRANDS:
            return "avif"
        return "heic" if brands & _HEIF_BRANDS else "recording"
    return "recording" if head[4:8] in _MOVIE_BOXES and head[0] == 0 else ""


def _in_zip(path: Readable, head: bytes) -> str:
    """Tell an office file from a ZIP by its parts; by the names at its start, when its directory cannot be read."""
    try:
        with ZipSource(path, _DIRECTORY) as source, ZipFile(source) as package:
            return _by_parts(package)
    except _BAD_ZIP:
        if b"[Content_Types].xml" in head or b"word/" in head:
            found = (form for part, form in _OFFICE_PARTS if part.encode() in head)
            return next(found, "docx")
        return next((form for mark, form in _MIMETYPES if b"mimetype" + mark in head[:200]), "zip")


def _by_parts(package: ZipFile) -> str:
    names = set(package.namelist())
    if "[Content_Types].xml" in names:
        return next((form for part, form in _OFFICE_PARTS if any(name.startswith(part) for name in names)), "zip")
    if "mimetype" in names:
        with package.open("mimetype") as entry:
            said = entry.read(200)
        return next((form for mark, form in _MIMETYPES if said.startswith(mark)), "zip")
    return "program" if "META-INF/MANIFEST.MF" in names and any(name.endswith(".class") for name in names) else "zip"


def _in_ole(path: Readable) -> str:
    """Tell an Outlook message from an old office file; both are small file systems with a directory."""
    names = ole_names(path)
    return "msg" if any(name.startswith(("__substg1.0_", "__properties_version1.0")) for name in names) else "office"


def ole_names(path: Readable, most: int = 64) -> set[str]:
    """Return the names in the directory of an old office file, from its first `most` sectors."""
    names: set[str] = set()
    with path.open("rb") as file:
        header = file.read(512).ljust(512, b"\x00")
        shift = int.from_bytes(header[30:32], "little")
        if shift not in (9, 12):
            return names
        tables = struct.unpack("<109I", header[76:512])
        sector, entries_each = int.from_bytes(header[48:52], "little"), (1 << shift) // 4
        for _step in range(most):
            file.seek((sector + 1) << shift)
            body = file.read(1 << shift)
            for at in range(0, len(body) - 127, 128):
                length = min(int.from_bytes(body[at + 64 : at + 66], "little"), 64)
                names.add(body[at : at + max(length - 2, 0)].decode("utf-16-le", "replace"))
            table = sector // entries_each
            if table >= len(tables):
                break
            file.seek(((tables[table] + 1) << shift) + (sector % entries_each) * 4)
            sector = int.from_bytes(file.read(4).ljust(4, b"\xff"), "little")
            if sector >= 0xFFFFFFF0:
                break
    return names


def _in_text(text: str) -> str:
    """Tell markup, e-mail and scripts from plain text."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        return "text"
    if start.startswith("<"):
        return _in_markup(start)
    if start.startswith("#!") or start[:9].lower() == "@echo off":
        return "program"
    if start.startswith("From ") and _is_mail(start.partition("\n")[2]):
        return "mbox"
    return "eml" if _is_mail(start) else "text"


def _in_markup(start: str) -> str:
    """Return what a text that begins with "<" is, by its first element."""
    declared = start.startswith("<?xml")
    doctype, root = _first_element(start)
    found = _ROOT.match(root)
    name = found[2] if found else ""
    tag = root.partition(">")[0]
    if name.lower() in _HTML_ROOTS or doctype.lower().startswith("html"):
        return "html"
    if name == "ClinicalDocument" and "urn:hl7-org:v3" in tag:
        return "ccda"
    if name == "svg":
        return "svg"
    if not declared and _HTML_TAG.match(root):
        return "html"
    return "xml" if declared or (name and ("xmlns" in tag or doctype or "</" in root)) else "text"


def _first_element(text: str) -> tuple[str, str]:
    """Return what follows "<!DOCTYPE ", and the text from its first element on; comments and the like are passed."""
    doctype, at = "", 0
    while True:
        at = text.find("<", at)
        if at < 0:
            break
        if text.startswith("<!--", at):
            end, length = text.find("-->", at), 3
        elif text.startswith("<?", at):
            end, length = text.find(">", at), 1
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            doctype = text[at + 9 : at + 200].strip()
            end, length = text.find(">", at), 1
            inner = text.find("[", at, end)
            if inner >= 0:
                end = text.find("]", inner)
        else:
            return doctype, text[at:]
        if end < 0:
            break
        at = end + length
    return doctype, ""


def _is_mail(text: str) -> bool:
    """Whether it begins with the lines every e-mail begins with."""
    seen: set[str] = set()
    for line in text.splitlines()[:200]:
        if line[:1] in (" ", "\t") and seen:
            continue
        found = _HEADER_LINE.match(line)
        if found is None:
            break
        seen.add(found[1].lower())
    return len(seen & _MAIL_HEADERS) >= 2 and bool(seen & _MAIL_SIGNS)


DICOM_PREAMBLE: Final = 132
"""How many bytes stand before the first element where an imaging file has the preamble the standard asks for."""

# What a file without preamble begins with: the file meta information, or the first elements of the data set.
_FIRST_TAGS: Final = frozenset(
    {(0x0002, e) for e in (0x0000, 0x0001, 0x0002, 0x0003, 0x0010)}
    | {(0x0008, e) for e in (0x0000, 0x0001, 0x0005, 0x0006, 0x0008, 0x0012, 0x0013, 0x0014, 0x0016, 0x0018, 0x0020)}
)
_LAST_GROUP: Final = 0x0028
_VRS: Final = frozenset(
    b"AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split()
)
_LONG_VRS: Final = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())
_LONGEST: Final = 1 << 16  # of the first elements, which are names, days and codes
_ELEMENTS: Final = 3  # in order; fewer could be chance


def seems_dicom(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an imaging file: 200 tell with a preamble, 500 without one.

    Without the preamble its first elements must follow each other as the standard says, in any of its byte orders.
    """
    if head[128:DICOM_PREAMBLE] == b"DICM":
        return True
    orders: tuple[Literal["little", "big"], ...] = ("little", "big")
    return any(_elements_follow(head, explicit=explicit, order=order) for explicit in (True, False) for order in orders)


def names_its_kind(element: bytes) -> bool:
    """Whether an element of an imaging file, of which these are the first bytes, names its kind of value."""
    return element[4:6] in _VRS


def _elements_follow(head: bytes, *, explicit: bool, order: Literal["little", "big"]) -> bool:
    """Whether elements stand at the start of `head`, each with a higher tag than the one before."""
    at, before, found = 0, (0, 0), 0
    while found < _ELEMENTS and at + 8 <= len(head):
        tag = (int.from_bytes(head[at : at + 2], order), int.from_bytes(head[at + 2 : at + 4], order))
        if tag <= before or (not found and tag not in _FIRST_TAGS) or tag[0] > _LAST_GROUP:
            return False
        if explicit and not names_its_kind(head[at : at + 8]):
            return False
        long = explicit and head[at + 4 : at + 6] in _LONG_VRS
        start, stop = (at + 8, at + 12) if long else (at + 6, at + 8) if explicit else (at + 4, at + 8)
        length = int.from_bytes(head[start:stop], order)
        if length > _LONGEST:
            return False
        at, before, found = stop + length, tag, found + 1
    return found == _ELEMENTS or (found > 1 and at == len(head))
