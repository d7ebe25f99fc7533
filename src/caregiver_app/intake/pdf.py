"""Look at a PDF: how many pages open, what its reader complains about, its text, and the files attached inside it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pikepdf

from caregiver_app.intake.look import Inside, Inspection
from caregiver_app.intake.pdf_text import texts_of
from caregiver_app.intake.room import NotTakenOut, Room
from caregiver_app.sealed import Readable, for_reader, place_of

_MOST_INSIDE: Final = 500
_MOST_BYTES_OF_ONE: Final = 250_000_000
_MOST_BYTES_INSIDE: Final = 2_000_000_000
_MOST_MARKS: Final = 1_000
# What the PDF library raises for a file or a part of one it cannot make sense of.
UNREADABLE: Final = (
    pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, NotImplementedError,
    OverflowError, UnicodeError,
)  # fmt: skip


@dataclass
class _Files:
    """The files attached inside a PDF: their names and their streams, None where there is none to be found."""

    found: list[tuple[str, pikepdf.Stream | None]] = field(default_factory=list)
    whole: bool = True


def look_at_pdf(path: Readable, room: Path | None) -> Inspection:
    """Look at a PDF and take the files attached inside it out into `room`, an empty folder.

    A warning is never dropped: it may mean that pages are missing. Without `room`, or when not everything could be
    taken out, the trouble says that there is more inside.
    """
    try:
        with pikepdf.open(for_reader(path), suppress_warnings=True) as pdf:
            pages = sum(1 for page in pdf.pages if page.obj.get("/Type", pikepdf.Name.Page) == pikepdf.Name.Page)
            files = _files_inside(pdf)
            stays = _draws_itself_anew(pdf) or (bool(files.found) and room is None)
            warnings = [said(str(warning), path) for warning in pdf.get_warnings()]
            inside = _taken_out(files, room) if room is not None else ()
    except pikepdf.PasswordError:
        return Inspection("pdf", None, "locked", "")
    except pikepdf.PdfError as problem:
        return Inspection("pdf", None, "damaged", said(str(problem), path))
    detail = "; ".join(warnings)
    if pages == 0:
        return Inspection("pdf", 0, "empty", detail, inside=inside)
    all_out = files.whole and all(one.file is not None for one in inside)
    trouble = "pages_missing" if warnings else "more_inside" if stays else "" if all_out else "not_all_inside"
    return Inspection("pdf", pages, trouble, detail, texts_of(path, pages), inside)


def said(words: str, path: Readable) -> str:
    """Return what the reader said, without where the file lies: that names the family's own folders."""
    return words.replace(str(place_of(path)), "").strip(" :")


def _draws_itself_anew(pdf: pikepdf.Pdf) -> bool:
    """Whether it is a form that shows other pages in the program it was made for."""
    with suppress(*UNREADABLE):
        form = pdf.Root.get("/AcroForm")
        return isinstance(form, pikepdf.Dictionary) and "/XFA" in form
    return False


def _files_inside(pdf: pikepdf.Pdf) -> _Files:
    """Find the files of the whole document and those pinned to a page, each once."""
    files = _Files()
    seen: set[tuple[int, int]] = set()
    try:
        for name, holder in _holders(pdf):
            if len(files.found) >= _MOST_INSIDE:
                files.whole = False
                break
            stream = _stream_of(holder)
            known = stream.objgen if stream is not None else (0, 0)
            if known not in seen or known == (0, 0):
                seen.add(known)
                files.found.append((name, stream))
        if not files.found and "/Collection" in pdf.Root:
            files.whole = False
    except UNREADABLE:
        files.whole = False
    return files


def _holders(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Yield what describes each file, with its name and folders as written there."""
    for key, described in pdf.attachments.items():
        yield _name_in(described.obj) or key, described.obj
    for page in pdf.pages:
        for mark in _marks_on(page):
            if isinstance(mark, pikepdf.Dictionary) and mark.get("/Subtype") == pikepdf.Name.FileAttachment:
                yield _name_in(mark.get("/FS")), mark.get("/FS")


def _marks_on(page: pikepdf.Page) -> Iterator[Any]:
    with suppress(*UNREADABLE):
        marks = page.obj.get("/Annots")
        if isinstance(marks, pikepdf.Array):
            yield from islice(iter(marks), _MOST_MARKS)


def _name_in(holder: Any) -> str:
    with suppress(*UNREADABLE):
        for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac"):
            if key in holder:
                return str(holder[key])
    return ""


def _stream_of(holder: Any) -> pikepdf.Stream | None:
    with suppress(*UNREADABLE):
        for stream in (holder["/EF"].get(key) for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac")):
            if isinstance(stream, pikepdf.Stream):
                return stream
    return None


def _taken_out(files: _Files, folder: Path) -> tuple[Inside, ...]:
    """Write each file into the folder; name what cannot be taken out, and why."""
    room = Room(folder, _MOST_BYTES_INSIDE)
    _let_unfold(_MOST_BYTES_OF_ONE)
    try:
        for number, (name, stream) in enumerate(files.found, 1):
            room.put(name or f"{number:04}", _content(stream))
    finally:
        _let_unfold(0)
    return tuple(room.inside)


def _content(stream: pikepdf.Stream | None) -> Iterator[bytes]:
    if stream is None:
        raise NotTakenOut("damaged")
    try:
        yield stream.read_bytes()
    except UNREADABLE as problem:
        raise NotTakenOut("too_large" if "limit" in str(problem) else "damaged") from problem


def _let_unfold(most: int) -> None:
    """Let no stream unfold to more bytes than this; 0 is no bound. The library keeps it for the whole process."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=most, run_length_max_memory=most, png_max_memory=most, tiff_max_memory=most
    )
