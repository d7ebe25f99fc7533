"""Put pages on paper: which ones, how large, which way up. Runs on a worker, with one page in memory at a time.

Qt lets any thread paint on a printer, as long as it is one.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtPrintSupport import QPrinter

from caregiver_app.casebook.printing import CannotPrint, PrintFiles, PrintPage
from caregiver_app.i18n import _
from caregiver_app.progress import Cancelled, Progress

MOST_DPI: Final = 300
_POINTS_AN_INCH: Final = 72
_BYTES_A_DOT: Final = 4
# The head of a page that lies on its side comes to the edge where the others are bound.
_HEAD_TO_THE_LEFT: Final = -90


def print_pages(printer: QPrinter, pages: Sequence[PrintPage], files: PrintFiles, progress: Progress) -> int:
    """Print the pages that were chosen and return how many sheet sides that makes.

    Raises CannotPrint, and Cancelled where `progress` does: what was sent by then may still come out.
    """
    order = [pages[number - 1] for number in chosen_numbers(printer, len(pages))]
    painter = QPainter()
    if not order or not painter.begin(printer):
        raise _refused()
    try:
        for done, page in enumerate(order):
            progress(done, len(order), "")
            if done and not printer.newPage():
                raise _refused()
            _paint(painter, printer, page, files, progress)
        progress(len(order), len(order), "")
    except (Cancelled, CannotPrint):
        printer.abort()
        raise
    finally:
        painter.end()
    return len(order)


def chosen_numbers(printer: QPrinter, count: int) -> list[int]:
    """Return the numbers of the pages to print in their order, with copies where the printer cannot make them."""
    numbers = list(range(1, count + 1))
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        numbers = [number for number in numbers if _is_chosen(printer, number)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _copy in range(copies)]


def place_on(room: QSizeF, size: QSizeF) -> tuple[QRectF, bool]:
    """Return where a page goes in the room that a printer can print on, and whether it is turned by a quarter.

    All of it fits, so that no margin of a printer cuts anything, and it is never made larger.
    """
    turned = (size.width() > size.height()) != (room.width() > room.height())
    shown = size.transposed() if turned else size
    scale = min(room.width() / shown.width(), room.height() / shown.height(), 1.0)
    wide, high = shown.width() * scale, shown.height() * scale
    return QRectF((room.width() - wide) / 2, (room.height() - high) / 2, wide, high), turned


def _paint(painter: QPainter, printer: QPrinter, page: PrintPage, files: PrintFiles, progress: Progress) -> None:
    resolution = printer.resolution()
    dots = resolution / _POINTS_AN_INCH
    room = printer.pageLayout().paintRectPixels(resolution)
    place, turned = place_on(QSizeF(room.size()), QSizeF(page.width * dots, page.height * dots))
    across = place.height() if turned else place.width()
    width = round(across * min(MOST_DPI, resolution) / resolution)
    drawn = files.draw(page, max(width, 1), progress)
    row = drawn.width * _BYTES_A_DOT
    image = QImage(drawn.pixels, drawn.width, drawn.height, row, QImage.Format.Format_RGB32)
    if printer.colorMode() == QPrinter.ColorMode.GrayScale:
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if turned:
        image = image.transformed(QTransform().rotate(_HEAD_TO_THE_LEFT))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)


def _is_chosen(printer: QPrinter, number: int) -> bool:
    ranges: Iterator[tuple[int, int]] = ((one.from_, one.to) for one in printer.pageRanges().toRangeList())
    return any(first <= number <= last for first, last in ranges)


def _refused() -> CannotPrint:
    return CannotPrint(
        _("The printer did not take the pages."),
        safe=_("The file is as it was."),
        now=_("See whether the printer is on and has paper, then print again."),
    )
