"""Pages of PDF files as pictures for a printer. Only ever loaded in the child process.

A file is opened anew after some pages, as what was read of it stays in memory as long as it is open.
"""

from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from caregiver_app.rendering.pages import MOST_PAGES, Rendering, Sizes
from caregiver_app.rendering.shape import Shape, scale_of
from caregiver_app.sealed import Readable, for_reader

_AT_ONCE: Final = 20


def printable_sizes(path: Readable, password: str) -> Sizes:
    """Return the sizes of all pages of a file in points. `trouble` is "locked" where the password does not open it."""
    try:
        document = _opened(path, password, 0)
        count = min(len(document), MOST_PAGES)
        sizes = tuple(document.get_page_size(index) for index in range(count))
    except OSError:
        return Sizes(trouble="missing")
    except pypdfium2.PdfiumError as problem:
        is_locked = getattr(problem, "err_code", None) == FPDF_ERR_PASSWORD
        return Sizes(trouble="locked" if is_locked else "damaged")
    return Sizes(sizes, "" if sizes else "empty", len(document) - count)


def printable_page(path: Readable, password: str, number: int, width: int) -> Rendering:
    """Return a page, counted from 1, as a picture so many dots wide."""
    try:
        page = _opened(path, password, (number - 1) // _AT_ONCE)[number - 1]
    except OSError:
        return Rendering(trouble="missing")
    except pypdfium2.PdfiumError:
        return Rendering(trouble="page_unreadable")
    try:
        scale = scale_of(Shape(*page.get_size()), width)
        bitmap = page.render(scale=scale, prefer_bgrx=True, limit_image_cache=True)
        return Rendering(bitmap.width, bitmap.height, bytes(bitmap.buffer))
    except pypdfium2.PdfiumError:
        return Rendering(trouble="page_unreadable")
    finally:
        page.close()


@lru_cache(maxsize=1)
def _opened(path: Readable, password: str, _portion: int) -> Any:
    document = pypdfium2.PdfDocument(for_reader(path), password=password or None)
    with suppress(pypdfium2.PdfiumError):
        document.init_forms()  # what somebody filled in is part of the page
    return document
