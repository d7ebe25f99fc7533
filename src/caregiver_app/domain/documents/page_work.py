"""What can be done with the pages of a document, as pure changes of its list of pages. No file is touched."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.sheets import Box, Sheet, Sheets

MOST_STRAIGHTENED: Final = 45.0
LEAST_SIDE: Final = 0.02
"""A part that is kept of a page must be wider and higher than this share of it."""
_DIGITS: Final = re.compile("([0-9]+)")
_FULL: Final[Box] = (0.0, 0.0, 1.0, 1.0)

Pages = tuple[Sheet, ...]
Change = Callable[[Sheet], Sheet]
Homes = Mapping[tuple[str, int], tuple[Document, ...]]
"""The documents that show a page of a file, by its fingerprint and number."""


class NoSuchPage(ValueError):
    """A page was named that the document does not have; the text says how many there are."""

    def __init__(self, page: int, of: int) -> None:
        super().__init__(f"{page} of {of}")
        self.page = page
        self.of = of


def pages_of(document: Document) -> Pages:
    """Return the pages of a document: those chosen, or all of its file. Empty where no page can be told."""
    return document.sheets.values or pages_in_file(document)


def pages_in_file(document: Document) -> Pages:
    """Return all pages of the file a document was read from, as they are there. Empty where no page can be told."""
    if not document.fingerprint or not document.pages:
        return ()
    file = file_of_pages(document)
    return tuple(Sheet(file, page) for page in range(1, document.pages + 1))


def file_of_pages(document: Document) -> str:
    """Return the fingerprint of the file whose pages a document has: its own, or a copy that opens without a password.

    Empty for a document that was put together from other files.
    """
    own = document.fingerprint
    files = {sheet.fingerprint for sheet in document.sheets.values}
    return files.pop() if own and own not in files and len(files) == 1 else own


def with_all_pages(document: Document, fingerprint: str, pages: int) -> Document:
    """Return a document of which another file has the pages, all of them; its own file stays its own."""
    return document.amended(sheets=Sheets.of(Sheet(fingerprint, page) for page in range(1, pages + 1)), pages=pages)


def page_count(document: Document) -> int | None:
    """Return how many pages a document has, as it is handed over; None where that is not known."""
    return len(document.sheets.values) or document.pages


def with_pages(document: Document, pages: Sequence[Sheet]) -> Document:
    """Return the document with these pages. All pages of its file as they are is the same as none chosen.

    Raises ValueError for no page at all: to leave all of them out, leave out the document.
    """
    if not pages:
        raise ValueError("a document without pages")
    is_own = file_of_pages(document) == document.fingerprint
    untouched = is_own and tuple(pages) == pages_in_file(document)
    return document.amended(sheets="" if untouched else Sheets.of(pages))


def turned(pages: Pages, which: Iterable[int], quarters: int) -> Pages:
    """Turn pages clockwise by quarters of 90 degrees. `which` counts from 1. Raises NoSuchPage."""
    return _changed(pages, which, lambda sheet: replace(sheet, turn=(sheet.turn + quarters) % 4))


def straightened(pages: Pages, which: Iterable[int], degrees: float) -> Pages:
    """Turn pages clockwise by few degrees, at most `MOST_STRAIGHTENED` to either side. Raises NoSuchPage."""
    angle = round(max(-MOST_STRAIGHTENED, min(MOST_STRAIGHTENED, degrees)), 2)
    return _changed(pages, which, lambda sheet: replace(sheet, straighten=angle))


def cropped(pages: Pages, which: Iterable[int], box: Box | None) -> Pages:
    """Keep a part of pages; None keeps all of them again. Raises NoSuchPage, and ValueError for a box too small."""
    part = None if box is None else box_on_page(box)
    return _changed(pages, which, lambda sheet: replace(sheet, crop=None if part == _FULL else part))


def blacked_out(pages: Pages, which: Iterable[int], boxes: Sequence[Box]) -> Pages:
    """Black out these parts of pages and no others. Raises NoSuchPage, and ValueError for a box too small."""
    black = tuple(box_on_page(box, least=0.0) for box in boxes)
    return _changed(pages, which, lambda sheet: replace(sheet, black=black))


def left_out(pages: Pages, which: Iterable[int]) -> Pages:
    """Leave pages out. Raises NoSuchPage."""
    gone = _checked(pages, which)
    return tuple(sheet for number, sheet in enumerate(pages, 1) if number not in gone)


def in_order(pages: Pages, order: Sequence[int]) -> Pages:
    """Put pages into this order; those not named are left out. Raises NoSuchPage, ValueError for a page named twice."""
    _checked(pages, order)
    if len(set(order)) < len(order):
        raise ValueError("a page twice")
    return tuple(pages[number - 1] for number in order)


def split_before(pages: Pages, firsts: Iterable[int]) -> tuple[Pages, ...]:
    """Split a stack into documents, each beginning with one of these pages. Raises NoSuchPage."""
    starts = sorted({1, *_checked(pages, firsts)})
    return tuple(pages[start - 1 : end - 1] for start, end in zip(starts, [*starts[1:], len(pages) + 1], strict=True))


def with_left_out(document: Document) -> tuple[tuple[Sheet, bool], ...]:
    """Return the pages of a document and, with True, those of its file that are left out of it.

    A page that is left out stands behind the one it stands behind in the file.
    """
    pages = pages_of(document)
    last = document.pages if document.fingerprint and document.pages else 0
    own = file_of_pages(document)
    there = {sheet.page for sheet in pages if sheet.fingerprint == own}
    behind: dict[int, list[Sheet]] = {}
    anchor = 0
    for page in range(1, last + 1):
        if page in there:
            anchor = page
        else:
            behind.setdefault(anchor, []).append(Sheet(own, page))
    found = [(sheet, True) for sheet in behind.pop(0, ())]
    for sheet in pages:
        found.append((sheet, False))
        if sheet.fingerprint == own:
            found += [(gone, True) for gone in behind.pop(sheet.page, ())]
    return tuple(found)


def box_on_page(box: Box, least: float = LEAST_SIDE) -> Box:
    """Return a box with its sides in order and within the page. Raises ValueError when too little is left."""
    x, y, other_x, other_y = (round(min(max(side, 0.0), 1.0), 4) for side in box)
    left, right = sorted((x, other_x))
    top, bottom = sorted((y, other_y))
    if right - left <= least or bottom - top <= least:
        raise ValueError("a box too small to see")
    return left, top, right, bottom


def box_turned(box: Box, quarters: int) -> Box:
    """Return where a part of a page stands once the page is turned clockwise by quarters of 90 degrees."""
    left, top, right, bottom = box
    for _quarter in range(quarters % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return left, top, right, bottom


def by_file_name(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Put documents into the order of their files' names, 2 before 10, as cameras count; those without stand last."""

    def place(document: Document) -> tuple[bool, list[str | int], int]:
        parts = _DIGITS.split(document.file_name.casefold())
        named: list[str | int] = [int(part) if odd % 2 else part for odd, part in enumerate(parts)]
        return not document.file_name, named, document.number

    return tuple(sorted(documents, key=place))


def homes_of(documents: Iterable[Document]) -> Homes:
    """Return which documents show each page of each file, of those with chosen pages."""
    homes: dict[tuple[str, int], tuple[Document, ...]] = {}
    for document in documents:
        for key in dict.fromkeys((sheet.fingerprint, sheet.page) for sheet in document.sheets.values):
            homes[key] = (*homes.get(key, ()), document)
    return homes


def pages_elsewhere(document: Document, homes: Homes) -> tuple[Document, ...]:
    """Return the other documents that hold all pages of this one; none when a page is in no other."""
    keys = [(sheet.fingerprint, sheet.page) for sheet in pages_of(document)]
    found = [tuple(home for home in homes.get(key, ()) if home.id != document.id) for key in keys]
    return tuple(dict.fromkeys(home for of_page in found for home in of_page)) if found and all(found) else ()


def _changed(pages: Pages, which: Iterable[int], change: Change) -> Pages:
    wanted = _checked(pages, which)
    return tuple(change(sheet) if number in wanted else sheet for number, sheet in enumerate(pages, 1))


def _checked(pages: Pages, which: Iterable[int]) -> frozenset[int]:
    wanted = frozenset(which)
    for number in sorted(wanted):
        if not 1 <= number <= len(pages):
            raise NoSuchPage(number, len(pages))
    return wanted
