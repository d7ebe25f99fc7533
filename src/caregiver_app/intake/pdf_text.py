"""The text layer of a PDF, page by page, and which pages have none that can be used.

A page without one waits to be read from its picture: a scan, a scan with no more than a stamp written over it, or
a text whose font does not say which letters it shows.
"""

import ctypes
import re
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from caregiver_app.domain.documents.reading import LAYER, WAITING, PageText
from caregiver_app.sealed import Readable, for_reader

MOST_PAGES: Final = 2_000
_MOST_LETTERS: Final = 200_000
# For all pages together; what is not reached in this time waits.
_SECONDS: Final = 30.0
# A page with fewer letters has only strays; on a picture so many may be a stamp or what a scanning program adds.
_STRAY: Final = 4
_STAMP: Final = 50
_PICTURE_SHARE: Final = 0.5
_MOST_OBJECTS: Final = 2_000
_SIGNS_SEEN: Final = 300
_FONTS_ASKED: Final = 60
_GARBLED_SHARE: Final = 0.3
_MOST_MARKS: Final = 500
_PASSWORD: Final = 1 << 13
# What people type over a page: the fields of a form, and notes written with a typewriter tool.
_TYPED_OVER: Final = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_PARTED: Final = re.compile("(?<=(.))\ufffe(?=(.))", re.DOTALL)
_UNREADABLE: Final = (pypdfium2.PdfiumError, ValueError, OSError, RuntimeError, OverflowError)


def texts_of(path: Readable, pages: int) -> tuple[PageText, ...]:
    """Return the text of each of the first pages, `MOST_PAGES` at most. Raises nothing for what is in the file."""
    numbers = range(1, min(pages, MOST_PAGES) + 1)
    try:
        with closing(pypdfium2.PdfDocument(for_reader(path))) as document:
            if document.get_formtype() == pdfium.FORMTYPE_ACRO_FORM:
                document.init_forms()  # a field's value may be held by the field above it
            until = time.monotonic() + _SECONDS
            return tuple(_text_of(document, number, until) for number in numbers)
    except _UNREADABLE:
        return tuple(_waiting(number) for number in numbers)


def _waiting(number: int) -> PageText:
    return PageText(number, "", WAITING)


def _text_of(document: pypdfium2.PdfDocument, number: int, until: float) -> PageText:
    if number > len(document) or time.monotonic() > until:
        return _waiting(number)
    try:
        typed = _typed_over(document, number)
        with _page(document, number) as page, closing(page.get_textpage()) as layer:
            text = _with(_tidy(_read(layer)), typed)
            return PageText(number, text, LAYER) if _is_usable(text, page, layer) else _waiting(number)
    except _UNREADABLE:
        return _waiting(number)


@contextmanager
def _page(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    """Open a page with what was typed over it as part of it."""
    page = document[number - 1]
    try:
        if _is_typed_over(page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
            page.close()
            page = document[number - 1]
        yield page
    finally:
        page.close()


def _is_typed_over(page: pypdfium2.PdfPage) -> bool:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_MARKS)):
        mark = pdfium.FPDFPage_GetAnnot(page, index)
        if mark:
            kind = pdfium.FPDFAnnot_GetSubtype(mark)
            pdfium.FPDFPage_CloseAnnot(mark)
            if kind in _TYPED_OVER:
                return True
    return False


def _typed_over(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    """Return what was typed over a page, also where the file leaves it to the reader's program to draw it."""
    with closing(document[number - 1]) as page:
        found = []
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_MARKS)):
            mark = pdfium.FPDFPage_GetAnnot(page, index)
            if mark:
                found.append(_value(document, mark))
                pdfium.FPDFPage_CloseAnnot(mark)
        return [_tidy(text) for text in found if text]


def _value(document: pypdfium2.PdfDocument, mark: pdfium.FPDF_ANNOTATION) -> str:
    kind, form = pdfium.FPDFAnnot_GetSubtype(mark), document.formenv
    if pdfium.FPDFAnnot_GetFlags(mark) & pdfium.FPDF_ANNOT_FLAG_HIDDEN:
        return ""
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _string(lambda room, size: pdfium.FPDFAnnot_GetStringValue(mark, b"Contents", room, size))
    if kind == pdfium.FPDF_ANNOT_WIDGET and form is None:
        return _string(lambda room, size: pdfium.FPDFAnnot_GetStringValue(mark, b"V", room, size))
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        if pdfium.FPDFAnnot_GetFormFieldFlags(form, mark) & _PASSWORD:
            return ""
        return _string(lambda room, size: pdfium.FPDFAnnot_GetFormFieldValue(form, mark, room, size))
    return ""


def _string(read: Callable[[Any, int], int]) -> str:
    size = min(read(None, 0), 2 * _MOST_LETTERS)
    room = (ctypes.c_ushort * (size // 2 + 1))()
    read(room, size)
    return bytes(room)[: max(size - 2, 0)].decode("utf-16-le", "ignore")


def _with(text: str, typed: Sequence[str]) -> str:
    """Add what was typed over a page and is not among its words yet."""
    seen = "".join(text.split())
    return "\n".join([text, *(one for one in dict.fromkeys(typed) if "".join(one.split()) not in seen)]).strip()


def _read(layer: pypdfium2.PdfTextPage) -> str:
    count = min(layer.count_chars(), _MOST_LETTERS)
    try:
        return str(layer.get_text_range(0, count)) if count > 0 else ""
    except RecursionError:  # it steps over signs that are no text one call deeper each time
        return str(layer.get_text_bounded())[:_MOST_LETTERS]


def _tidy(text: str) -> str:
    """Write line breaks one way, join words that were parted at the end of a line, drop what is no text."""
    text = _PARTED.sub(_joined, text.replace("\r\n", "\n").replace("\r", "\n"))
    return _NO_TEXT.sub("", text).strip()


def _joined(parted: re.Match[str]) -> str:
    """Return the hyphen where it may be the word's own: it stays between anything but two small letters."""
    return "" if parted[1].islower() and parted[2].islower() else "-"


def _is_usable(text: str, page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage) -> bool:
    sample = text[:: max(len(text) // _SIGNS_SEEN, 1)]
    letters = sum(map(str.isalnum, sample))
    if letters < _STRAY or _is_garbled(sample, layer):
        return False
    return letters >= _STAMP or _covered(page) < _PICTURE_SHARE


def _is_garbled(sample: str, layer: pypdfium2.PdfTextPage) -> bool:
    """Whether many of its signs are no letters, or letters that were guessed because the font does not tell."""
    count = layer.count_chars()
    places = range(0, count, max(count // _FONTS_ASKED, 1))
    guessed = sum(pdfium.FPDFText_HasUnicodeMapError(layer, place) == 1 for place in places)
    seen = "".join(sample.split())
    strange = seen.count("\ufffd") + sum(unicodedata.category(sign) in ("Co", "Cn") for sign in seen)
    return guessed > len(places) * _GARBLED_SHARE or strange > len(seen) * _GARBLED_SHARE


def _covered(page: pypdfium2.PdfPage) -> float:
    """Return about which share of a page pictures cover; a form drawn on it may be one."""
    left, bottom, right, top = page.get_bbox()
    covered = 0.0
    for drawn in islice(page.get_objects(max_depth=1), _MOST_OBJECTS):
        if drawn.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            x0, y0, x1, y1 = drawn.get_bounds()
            covered += max(min(x1, right) - max(x0, left), 0) * max(min(y1, top) - max(y0, bottom), 0)
    return float(covered / max((right - left) * (top - bottom), 1.0))
