"""PDF pages as pictures and words, read by PDFium. Only ever loaded in the child process."""

import ctypes
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from caregiver_app.domain.documents.reading import Word
from caregiver_app.rendering.shape import Showing, scale_of, shape_of
from caregiver_app.sealed import Readable, for_reader, place_of

_MEASURING_SECONDS: Final = 2.0
_KEPT_OPEN: Final = 3
_MOST_HELD: Final = 40_000_000
_MOST_LETTERS: Final = 100_000
_A4: Final = (595.0, 842.0)
# Places on a page are asked for in whole numbers, so on a page of this many; two far apart tell all between.
_FINE: Final = 1_000_000
_FAR: Final = 1_000.0
# Letters that are written without spaces between words, Chinese and Japanese, are words of their own.
_UNSPACED: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD: Final = re.compile(f"[{_UNSPACED}]|[^\\s{_UNSPACED}]+")
# How the layer marks a word that goes on in the next line, and what is no letter at all.
_TIDY: Final = {2: "-", 0xFFFE: "-", 0xFFFF: " ", **dict.fromkeys((*range(2), *range(3, 32), 127), " ")}


def pdf_sizes(path: Readable, most: int) -> tuple[tuple[tuple[float, float], ...], int]:
    """Return the sizes of as many as `most` pages, and how many there are beyond. Raises PdfiumError."""
    document = _opened(path).document
    count = min(len(document), most)
    sizes: list[tuple[float, float]] = []
    until = time.monotonic() + _MEASURING_SECONDS
    for index in range(count):
        if index and time.monotonic() > until:
            break
        try:
            sizes.append(document.get_page_size(index))
        except pypdfium2.PdfiumError:
            sizes.append(sizes[-1] if sizes else _A4)
    sizes += sizes[-1:] * (count - len(sizes))
    return tuple(sizes), len(document) - count


def page_size(path: Readable, number: int) -> tuple[float, float]:
    """Return the upright sides of a page in points, counted from 1. Raises PdfiumError."""
    page = _opened(path).page(number)
    try:
        width, height = page.get_size()
    finally:
        page.close()
    return float(width), float(height)


def render_pdf(path: Readable, showing: Showing, width: int) -> tuple[int, int, bytes]:
    """Return width, height and pixels of a page, in the order of bytes that `Rendering` has. Raises PdfiumError."""
    page = _opened(path).page(showing.page)
    try:
        shape = shape_of(page.get_size(), showing)
        left, top, right, bottom = shape.crop
        away = (left * shape.across, (1 - bottom) * shape.down, (1 - right) * shape.across, top * shape.down)
        bitmap = page.render(scale=scale_of(shape, width), crop=away, prefer_bgrx=True, limit_image_cache=True)
        if not (showing.black or shape.straighten or shape.turn):
            return bitmap.width, bitmap.height, bytes(bitmap.buffer)
        from PIL import Image

        from caregiver_app.rendering.pictures import finished

        size = (bitmap.width, bitmap.height)
        image = finished(
            Image.frombuffer("RGB", size, bitmap.buffer, "raw", "BGRX", bitmap.stride, 1), shape, showing.black
        )
        return image.width, image.height, image.tobytes("raw", "BGRX")
    finally:
        page.close()


def pdf_words(path: Readable, number: int) -> tuple[Word, ...]:
    """Return the words of a page, counted from 1. Raises PdfiumError."""
    page = _opened(path).page(number)
    try:
        return tuple(_words_of(page))
    finally:
        page.close()


class _Open:
    """A PDF that is kept open, so that a long scan is not opened for each page.

    What was read of it stays in memory as long as it is open, so it is opened anew after a while. How much a page
    takes is taken to be its share of the file.
    """

    def __init__(self, path: Readable, size: int) -> None:
        self._path = path
        self.document = _opened_now(path)
        self._share = size / max(len(self.document), 1)
        self._read: set[int] = set()

    def page(self, number: int) -> Any:
        """Return a page, counted from 1; the caller closes it."""
        if number not in self._read and (len(self._read) + 1) * self._share > _MOST_HELD:
            self.document.close()
            self.document = _opened_now(self._path)
            self._read.clear()
        self._read.add(number)
        if not 1 <= number <= len(self.document):
            raise IndexError(number)
        return self.document[number - 1]


def let_go() -> None:
    """Close every file that is kept open, so that it can be removed on any system."""
    _kept_open.cache_clear()


def _opened(path: Readable) -> _Open:
    """Open a PDF, or return it as it was opened before."""
    now = place_of(path).stat()
    return _kept_open(path, now.st_size, now.st_mtime_ns)


@lru_cache(maxsize=_KEPT_OPEN)
def _kept_open(path: Readable, size: int, _changed: int) -> _Open:
    return _Open(path, size)


def _opened_now(path: Readable) -> Any:
    document = pypdfium2.PdfDocument(for_reader(path))
    with suppress(pypdfium2.PdfiumError):
        document.init_forms()  # what somebody filled in is part of the page
    return document


def _words_of(page: Any) -> Iterator[Word]:
    """Put letters together to words: spaces part them, and so does a letter of a script without spaces.

    The first and the last letter of a word say where it is, which takes a third of the time of asking for each.
    """
    layer = page.get_textpage()
    upright = _upright(page)
    box = pdfium.FS_RECTF()
    try:
        text = _letters(layer)
        for found in _WORD.finditer(text):
            corners = []
            for place in {found.start(), found.end() - 1}:
                if pdfium.FPDFText_GetLooseCharBox(layer, place, box):
                    corners += [upright(box.left, box.bottom), upright(box.right, box.top)]
            if corners:
                yield from _word(found[0], corners)
    finally:
        layer.close()


def _letters(layer: Any) -> str:
    """Return one letter for each place of the layer; what is no letter is a space."""
    count = min(layer.count_chars(), _MOST_LETTERS)
    text = ""
    with suppress(RecursionError):  # the reader steps over signs that are no text one call deeper each time
        text = str(layer.get_text_range(0, count)) if count > 0 else ""
    if len(text) != count or not all(letter < "\ud800" for letter in text):
        text = "".join(chr(pdfium.FPDFText_GetUnicode(layer, place) & 0x1FFFFF) for place in range(count))
    return text.translate(_TIDY)


def _upright(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """Return what tells a place of the file as fractions of the upright page; the reader knows its boxes and turns."""
    (x, y), (across_x, across_y), (up_x, up_y) = (_on_page(page, *point) for point in ((0, 0), (_FAR, 0), (0, _FAR)))
    ax, ay, bx, by = ((far - near) / _FAR for far, near in ((across_x, x), (across_y, y), (up_x, x), (up_y, y)))
    return lambda right, up: (x + ax * right + bx * up, y + ay * right + by * up)


def _on_page(page: Any, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _word(text: str, corners: list[tuple[float, float]]) -> Iterator[Word]:
    """Yield a word in its place on the upright page, as far as that is on the page."""
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if 0 <= left + right <= 2 and 0 <= top + bottom <= 2:
        left, top = max(left, 0.0), max(top, 0.0)
        yield Word(text, left, top, min(right, 1.0) - left, min(bottom, 1.0) - top)
