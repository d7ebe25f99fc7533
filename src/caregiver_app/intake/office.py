"""Look at a letter from a word processor (DOCX, ODT): its words, and the pictures and files inside it.

The parts are read one by one as streams, because a letter from a clinic often holds what libraries for them leave
out: fields to fill in, inserted changes, text boxes, letterheads, and parts that are named and not there.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final
from zipfile import ZipFile, ZipInfo

from caregiver_app.intake.archive import UNREADABLE, opened_zip, unpacked
from caregiver_app.intake.embedded import ICON_BYTES
from caregiver_app.intake.look import Inspection
from caregiver_app.intake.plain_text import in_words
from caregiver_app.intake.room import NotTakenOut, Room
from caregiver_app.intake.words import Words
from caregiver_app.intake.xml_events import Handler, XmlRefused, read_xml
from caregiver_app.sealed import Readable
from caregiver_app.sniff import ole_names

_MOST_PARTS: Final = 2000
_DOCX_PARTS: Final = (
    ("header", re.compile(r"word/header\d*\.xml")),
    ("document", re.compile(r"word/document\d*\.xml")),
    ("footnotes", re.compile(r"word/(?:footnotes|endnotes)\d*\.xml")),
    ("comments", re.compile(r"word/comments\d*\.xml")),
    ("footer", re.compile(r"word/footer\d*\.xml")),
)
_NOT_TAKEN: Final = (".xml", ".rels", ".vml", ".odttf", ".ttf", ".fntdata", "vbaproject.bin", "vbadata.bin")
_ODT_OBJECT: Final = re.compile(r"(?:Pictures|media)/.+|Object \d+")
_PICTURE_FOLDERS: Final = ("word/media/", "Pictures/", "media/")
_PRIVATE_LETTERS: Final = range(0xE000, 0xF900)
_TAKES_A_LINE: Final = {"p", "txbxContent", "footnote", "endnote", "comment"}
_NO_WORDS: Final = {"pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "moveFrom", "Fallback"}


def look_at_docx(path: Readable, room: Path | None) -> Inspection:
    """Return the words of a Word letter: its letterhead, its text, its notes, its foot; and what is inside it."""
    return _look("docx", path, room, _docx_words, _inside_docx)


def look_at_odt(path: Readable, room: Path | None) -> Inspection:
    """Return the words of an OpenDocument letter, and what is inside it."""
    return _look("odt", path, room, _odt_words, _ODT_OBJECT.fullmatch)


def look_at_old_office(path: Readable, _room: Path | None) -> Inspection:
    """Say whether an older office file is one that is locked; otherwise it is kept and not opened."""
    locked = "EncryptedPackage" in ole_names(path)
    return Inspection("office", None, "locked" if locked else "unsupported", "")


class _Locked(Exception):
    """It is locked with a password."""


def _look(
    form: str,
    path: Readable,
    folder: Path | None,
    words_in: Callable[[ZipFile, dict[str, ZipInfo]], tuple[str, str, bool]],
    is_inside: Callable[[str], object],
) -> Inspection:
    room = Room(folder) if folder else None
    try:
        with opened_zip(path) as package:
            parts = {part.filename: part for part in package.infolist()[:_MOST_PARTS]}
            text, trouble, clipped = words_in(package, parts)
            details = [trouble] if trouble else []
            details += _take_out(package, [part for name, part in parts.items() if is_inside(name)], room)
    except _Locked:
        return Inspection(form, None, "locked", "")
    except UNREADABLE as problem:
        return Inspection(form, None, "damaged", type(problem).__name__)
    inside = tuple(room.inside) if room else ()
    seen = in_words(form, text, details, inside=inside, clipped=clipped)
    if trouble:
        return Inspection(form, None, "damaged", seen.detail, seen.texts, inside)
    if seen.trouble == "empty" and details:  # only pictures, and nobody asked for them
        return Inspection(form, 0, "words_only", seen.detail)
    return seen


def _take_out(package: ZipFile, parts: list[ZipInfo], room: Room | None) -> list[str]:
    """Put the files into the room, and return what to tell of them."""
    pictures = [part for part in parts if part.filename.startswith(_PICTURE_FOLDERS)]
    icons = [part for part in pictures if part.file_size <= ICON_BYTES]
    if room is not None:
        for part in parts:
            if part not in icons:
                room.put(part.filename, unpacked(package, part))
    counts = (
        (len(pictures) - len(icons), "pictures inside"),
        (len(icons), "icons passed over"),
        (len(parts) - len(pictures), "files inside"),
    )
    return [f"{count} {what}" for count, what in counts if count]


def _read(package: ZipFile, part: ZipInfo, handler: Handler) -> str:
    """Read one part; return what is wrong with it, or ""."""
    try:
        read_xml(unpacked(package, part), handler)
    except XmlRefused as refused:
        return f"{part.filename}: {refused}"
    except NotTakenOut as refused:
        return f"{part.filename}: {refused.reason}"
    return ""


def _docx_words(package: ZipFile, parts: dict[str, ZipInfo]) -> tuple[str, str, bool]:
    """Return the text, what is wrong with it, and whether there is more than was read."""
    texts: list[str] = []
    troubles: list[str] = []
    clipped = False
    for role, names in _DOCX_PARTS:
        found = [part for name, part in parts.items() if names.fullmatch(name)]
        if role == "document" and not found:
            troubles.append("no word/document.xml")
        for part in found:
            handler = _DocxWords()
            if trouble := _read(package, part, handler):
                troubles.append(trouble)
            text = handler.words.text()
            clipped = clipped or handler.words.clipped
            if text not in texts:  # first, even and odd pages have letterheads of their own, mostly the same
                texts.append(text)
    return "\n\n".join(filter(None, texts)), "; ".join(troubles), clipped


def _inside_docx(name: str) -> bool:
    return name.startswith("word/") and not name.endswith("/") and not name.lower().endswith(_NOT_TAKEN)


def _odt_words(package: ZipFile, parts: dict[str, ZipInfo]) -> tuple[str, str, bool]:
    if (manifest := parts.get("META-INF/manifest.xml")) is not None and _is_locked(unpacked(package, manifest)):
        raise _Locked
    head, body = _OdtWords(), _OdtWords()
    if "content.xml" not in parts:
        return "", "no content.xml", False
    trouble = _read(package, parts["content.xml"], body)
    if "styles.xml" in parts:  # where the lines at the head and foot of each page are kept
        trouble = trouble or _read(package, parts["styles.xml"], head)
    text = "\n\n".join(filter(None, (head.words.text(), body.words.text())))
    return text, trouble, body.words.clipped


def _is_locked(manifest: Iterable[bytes]) -> bool:
    try:
        return any(b"encryption-data" in chunk for chunk in manifest)
    except NotTakenOut:
        return False


class _DocxWords:
    """Collect the words of one part of a DOCX as it stands: with what was inserted, without what was cut."""

    def __init__(self) -> None:
        self.words = Words()
        self._passed = 0
        self._in_text = False
        self._mark = ""  # of a note whose words come next

    def start(self, _space: str, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if self._passed or name in _NO_WORDS:
            self._passed += 1
            return
        self._in_text = name == "t"
        words = self.words
        if name in _TAKES_A_LINE:
            words.end_line()
            if name in ("footnote", "endnote"):
                self._mark = f"[{_value(attributes, 'id')}] "
        elif name == "tr":
            words.begin_row()
        elif name == "tc":
            words.begin_cell()
        elif name == "tab":
            words.add("\t")
        elif name == "noBreakHyphen":
            words.add("-")
        elif name in ("footnoteReference", "endnoteReference"):
            words.add(f" [{_value(attributes, 'id')}]")
        elif name == "sym":
            words.add(_symbol(_value(attributes, "char")))
        elif name == "lastRenderedPageBreak" or (name == "br" and _value(attributes, "type") == "page"):
            words.end_page()
        elif name in ("br", "cr"):
            words.end_line()

    def end(self, _space: str, name: str) -> None:
        """Take the end of an element."""
        if self._passed:
            self._passed -= 1
            return
        self._in_text = False
        if name == "p":
            self.words.end_line()
        elif name == "tr":
            self.words.end_row()
        elif name in ("tbl", "footnote", "endnote", "comment"):
            self.words.end_paragraph()

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._in_text and not self._passed:
            self.words.add(self._mark + text)
            self._mark = ""


class _OdtWords:
    """Collect the words of one part of an ODT: what stands in paragraphs and headings, without what was cut."""

    def __init__(self) -> None:
        self.words = Words(flowing=True)
        self._passed = 0
        self._paragraphs = 0

    def start(self, _space: str, name: str, _attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if self._passed or name in ("tracked-changes", "binary-data"):
            self._passed += 1
        elif name in ("p", "h"):
            self.words.end_line()
            self._paragraphs += 1
        elif name == "table-row":
            self.words.begin_row()
        elif name == "table-cell":
            self.words.begin_cell()
        elif name in ("s", "tab"):
            self.words.add(" ")
        elif name == "line-break":
            self.words.end_line()
        elif name == "soft-page-break":
            self.words.end_page()

    def end(self, _space: str, name: str) -> None:
        """Take the end of an element."""
        if self._passed:
            self._passed -= 1
        elif name in ("p", "h"):
            self.words.end_line()
            self._paragraphs -= 1
        elif name == "table-row":
            self.words.end_row()
        elif name == "table":
            self.words.end_paragraph()

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._paragraphs and not self._passed:
            self.words.add(text)


def _value(attributes: dict[str, str], name: str) -> str:
    """Return an attribute by its name alone: strict files have another namespace for the same names."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def _symbol(code: str) -> str:
    """Return a letter of a symbol font, or a dot for one that only that font can show."""
    try:
        number = int(code, 16)
    except ValueError:
        return "•"
    return "•" if number in _PRIVATE_LETTERS or not 32 < number < 0xD800 else chr(number)
