"""Open one original and find out what of it can stand on paper.

Every page is read before the packet is laid out, so that what cannot be shown has its labelled page and is
named on the cover. A file that opens with warnings is never taken for whole.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Stream

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.reading import PageText
from caregiver_app.fsops import fingerprint_of
from caregiver_app.packet.attachment import Attachment, PageShape, in_words, not_for_paper
from caregiver_app.packet.clean import Cleaner
from caregiver_app.packet.layers import has_layers, take_out_what_is_off
from caregiver_app.packet.marginalia import (
    draw_missing_appearances,
    draw_missing_words,
    has_marks,
    is_signed,
    to_be_blacked_out,
)
from caregiver_app.packet.opened import Opened, SourcePage
from caregiver_app.packet.sheet_words import Words, read_words
from caregiver_app.packet.stream_heads import StreamHeads
from caregiver_app.packet.style import PAPERS
from caregiver_app.sealed import Readable, SealedFile, pour
from caregiver_app.sniff import PICTURES, sniff

NO_WORDS: Final[Words] = MappingProxyType({})
_LETTER: Final = (0.0, 0.0, 612.0, 792.0)
_MOST: Final = 20_000_000.0
_BESIDE_THE_PAGES: Final = ("/PageLabels", "/Outlines", "/Names", "/Dests", "/Threads", "/StructTreeRoot")
# What the PDF library raises for a file or page it cannot make sense of.
UNREADABLE: Final = (
    pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    RuntimeError, OverflowError, NotImplementedError, UnicodeError, StopIteration,
)  # fmt: skip


class Refused(Exception):
    """The file cannot be opened; `reason` is a key of `domain.documents.document.TROUBLES`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def opened(
    document: Document,
    find_original: Callable[[str], Readable],
    folder: Path,
    forced: str = "",
    words: Words = NO_WORDS,
    paper: tuple[float, float] = PAPERS["a4"],
) -> Opened:
    """Open a document's file, or say why not. `forced` is a reason not to touch the file at all.

    `words` are those of files that are printed as their words, on this paper, and those read on scans.
    """
    if forced:
        return Opened(Attachment(document, reason=forced))
    if document.sheets:
        return _open_chosen(document, find_original, folder, words)
    try:
        path = _checked(document, find_original, folder)
        form = sniff(path)
        if form == "pdf":
            return _with_words(_open_pdf(document, path, folder), words)
        if form in PICTURES:
            return _with_words(_open_picture(document, path, folder), words)
        texts = words.get(document.fingerprint, ())
        return _open_words(document, texts, folder, paper, "empty" if form == "empty" else not_for_paper(document))
    except Refused as refused:
        return Opened(Attachment(document, reason=refused.reason))


def _with_words(source: Opened, words: Words) -> Opened:
    """Add the words read on the pictures of its pages."""
    attachment = source.attachment
    fingerprint = attachment.document.fingerprint
    found = tuple(read_words(words, fingerprint, page) for page in range(1, len(attachment.pages) + 1))
    if any(found):
        source.attachment = replace(attachment, words=found)
    return source


def _open_chosen(document: Document, find_original: Callable[[str], Readable], folder: Path, words: Words) -> Opened:
    """Return the pages the family chose, which may be those of several files."""
    from caregiver_app.packet.chosen_pages import open_chosen  # loading it costs more than reading a short letter

    def whole(of_one_file: Document, its_folder: Path) -> Opened:
        return opened(of_one_file, find_original, its_folder)

    result = open_chosen(document, folder, whole, words)
    for file in result.files:
        with pikepdf.open(file) as pdf:
            result.pages += _pages(pdf)
    return result


def _checked(document: Document, find_original: Callable[[str], Readable], folder: Path) -> Path:
    """Return the path of the stored file after comparing its fingerprint; of a sealed one a copy that can be read."""
    if not document.fingerprint:
        raise Refused("missing")
    file = find_original(document.fingerprint)
    try:
        path = file if isinstance(file, Path) else _opened_into(file, folder / f"{document.fingerprint[:16]}.original")
        found = fingerprint_of(path)
    except OSError as caught:
        raise Refused("missing") from caught
    if found != document.fingerprint:
        raise Refused("changed")
    return path


def _opened_into(file: SealedFile, target: Path) -> Path:
    with target.open("wb") as copy:
        pour(file, copy.write)
    return target


def _open_picture(document: Document, path: Path, folder: Path) -> Opened:
    from caregiver_app.packet.pictures import PictureTrouble, picture_pages

    try:
        made = picture_pages(path, folder, label(document.number))
    except PictureTrouble as trouble:
        raise Refused(trouble.reason) from trouble
    reason = made.reason if all(made.readable) else "page_unreadable"
    return replace(_from_ours(document, made.files, reason, made.readable), fine=made.fine, moving=made.moving)


def _open_words(
    document: Document, texts: Sequence[PageText], folder: Path, paper: tuple[float, float], otherwise: str
) -> Opened:
    from caregiver_app.packet.worded import worded_pages

    made = worded_pages(texts, folder, label(document.number), paper)
    if not made.files:
        raise Refused(otherwise)
    return _from_ours(document, made.files, in_words(document) if made.whole else "not_all_inside")


def _from_ours(document: Document, files: list[Path], reason: str, readable: Sequence[bool] = ()) -> Opened:
    """Return what stands in PDF files that were made here; `readable` tells which pages can be shown, if not all."""
    result = Opened(Attachment(document), files=files)
    for file in files:
        with pikepdf.open(file) as pdf:
            result.pages += _pages(pdf)
    told = readable or [True] * len(result.pages)
    shapes = tuple(_shape(page, fine) for page, fine in zip(result.pages, told, strict=True))
    result.attachment = Attachment(document, shapes, reason)
    return result


def _open_pdf(document: Document, path: Path, folder: Path) -> Opened:
    try:
        with pikepdf.open(path) as pdf:
            return _read_pdf(document, pdf, path, folder)
    except pikepdf.PasswordError as caught:
        raise Refused("locked") from caught
    except UNREADABLE as caught:
        raise Refused("damaged") from caught


def _read_pdf(document: Document, pdf: pikepdf.Pdf, path: Path, folder: Path) -> Opened:
    """Read every page once; write a cleaned copy when the pages cannot be taken from the file as they are."""
    if len(pdf.pages) == 0:
        raise Refused("empty")
    result = Opened(Attachment(document, signed=is_signed(pdf)))
    more = _what_stays_inside(document, pdf)
    layered = has_layers(pdf)
    # Before the layers, as a field is known by its place among the marks of the file as it is.
    hurt = not _draw_fields(pdf, result, path, folder)
    unclear = take_out_what_is_off(pdf) if layered else frozenset()
    marked = has_marks(pdf)
    hurt = (marked and not _flatten(pdf, result, folder)) or hurt
    result.pages = _pages(pdf)
    readable = [index not in unclear and _readable(page) for index, page in enumerate(pdf.pages)]
    with StreamHeads(pdf, path) as heads:
        cleaner = Cleaner(heads.of, heads.end_of)
        # What cannot be looked through cannot go along: nobody knows what else is in it.
        readable = [_is_clean(cleaner, page) and fine for page, fine in zip(pdf.pages, readable, strict=True)]
    hurt = bool(pdf.get_warnings()) or cleaner.hurt or hurt
    if hurt or marked or cleaner.changed or layered or not all(readable):
        path = folder / f"{label(document.number)}.pdf"
        for key in _BESIDE_THE_PAGES:  # joining would read them, and a hurt file's may not be readable
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.save(path, fix_metadata_version=False)
        hurt = bool(pdf.get_warnings()) or hurt
    result.files = [path]
    shapes = tuple(_shape(page, fine) for page, fine in zip(result.pages, readable, strict=True))
    reason = "page_unreadable" if not all(readable) else "pages_missing" if hurt else more
    result.attachment = replace(result.attachment, pages=shapes, reason=reason)
    return result


def _what_stays_inside(document: Document, pdf: pikepdf.Pdf) -> str:
    """Say what a file holds besides its pages. The look that listed it took the files inside out and says what stayed.

    Only a file whose look did not come to an end is asked here.
    """
    if document.format == "pdf":
        return document.trouble if document.trouble in ("more_inside", "not_all_inside") else ""
    return "more_inside" if _holds_more(pdf) else ""


def _holds_more(pdf: pikepdf.Pdf) -> bool:
    """Whether a file carries other files inside it, or is a form that draws itself anew in its own program."""
    with suppress(*UNREADABLE):
        form = pdf.Root.get("/AcroForm")
        changes = isinstance(form, Dictionary) and "/XFA" in form
        return changes or "/Collection" in pdf.Root or len(pdf.attachments) > 0
    return False


def _draw_fields(pdf: pikepdf.Pdf, result: Opened, path: Path, folder: Path) -> bool:
    """Give the fields of a form the look they have in a reader's program; return False when that did not work."""
    try:
        if "/AcroForm" in pdf.Root:
            from caregiver_app.packet.form_fields import give_fields_their_look

            result.drawn_words = give_fields_their_look(pdf, path, folder)
    except UNREADABLE:
        return False
    return True


def _flatten(pdf: pikepdf.Pdf, result: Opened, folder: Path) -> bool:
    """Draw form fields and annotations into their pages; return False when that did not work."""
    try:
        result.to_be_blacked_out = to_be_blacked_out(pdf)
        result.drawn_words |= draw_missing_words(pdf, folder)
        result.unseen_comments = draw_missing_appearances(pdf)
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
    except UNREADABLE:
        return False
    return True


def _pages(pdf: pikepdf.Pdf) -> list[SourcePage]:
    return [SourcePage(_box(page), _turn(page), _unit(page)) for page in pdf.pages]


def _rectangle(page: pikepdf.Page, name: str) -> tuple[float, float, float, float] | None:
    with suppress(*UNREADABLE):
        held = page.mediabox if name == "/MediaBox" else page.cropbox
        left, bottom, right, top = (float(side) for side in held)
        left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
        if right - left >= 1 and top - bottom >= 1 and max(abs(left), abs(right), abs(bottom), abs(top)) < _MOST:
            return left, bottom, right, top
    return None


def _box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Return the part of a page that is meant to be seen."""
    media = _rectangle(page, "/MediaBox") or _LETTER
    crop = _rectangle(page, "/CropBox") or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if right - left >= 1 and top - bottom >= 1 else media


def _turn(page: pikepdf.Page) -> int:
    with suppress(*UNREADABLE):
        return round(int(page.rotation) / 90) % 4 * 90
    return 0


def _unit(page: pikepdf.Page) -> float:
    with suppress(*UNREADABLE):
        unit = float(page.obj.get("/UserUnit", 1))
        return unit if 0.01 <= unit <= 1000 else 1.0
    return 1.0


def _shape(page: SourcePage, readable: bool = True) -> PageShape:
    left, bottom, right, top = page.box
    width, height = (right - left) * page.unit, (top - bottom) * page.unit
    return PageShape(height, width, readable) if page.turn in (90, 270) else PageShape(width, height, readable)


def _readable(page: pikepdf.Page) -> bool:
    """Whether the content of a page can be decoded to its end."""
    try:
        contents = page.obj.get("/Contents")
        for stream in contents if isinstance(contents, Array) else [] if contents is None else [contents]:
            if not isinstance(stream, Stream):
                return False
            stream.read_bytes()
    except UNREADABLE:
        return False
    return True


def _is_clean(cleaner: Cleaner, page: pikepdf.Page) -> bool:
    try:
        cleaner.clean_page(page)
    except UNREADABLE:
        return False
    return True
