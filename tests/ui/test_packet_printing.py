"""Printing: the pages that were chosen come out whole and in their order, and where that cannot be, it is said."""

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import shiboken6
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.casebook.printing import CannotPrint, PrintFiles, PrintPage
from caregiver_app.progress import Cancelled, silent
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.packet.no_printer import NoPrinterDialog
from caregiver_app.ui.packet.printing import Chosen, Printing, ask_how, paper_of
from caregiver_app.ui.packet.printing_pages import chosen_numbers, place_on, print_pages

A4 = (595.28, 841.89)


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    """Three pages: two upright, and one on its side with its head marked."""
    path = tmp_path / "packet.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in (1, 2):
        canvas.drawString(100, 700, f"Page {page}")
        canvas.rect(100, 300, 200, 100 * page, fill=1)
        canvas.showPage()
    canvas.setPageSize((A4[1], A4[0]))
    canvas.rect(0, A4[0] - 60, A4[1], 60, fill=1, stroke=0)
    canvas.save()
    return path


def to_pdf(target: Path, **how: object) -> QPrinter:
    """Return a printer that prints into a PDF, as coarsely as is quick."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    for name, value in how.items():
        getattr(printer, name)(value)
    return printer


def printed(target: Path) -> list[tuple[float, float, list[int]]]:
    """Return each page's width and height in points and its rows of grey at 18 dots to the inch."""
    with pypdfium2.PdfDocument(target) as document:
        pages = [(page, page.render(scale=0.25).to_pil().convert("L")) for page in document]
        return [(*page.get_size(), list(image.tobytes())) for page, image in pages]


def test_every_page_is_printed_with_its_ink_on_the_paper_of_the_packet(
    qtbot: QtBot, desk: Desk, packet: Path, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"

    def choose(_parent: QWidget, pages: Sequence[PrintPage], then: Chosen) -> None:
        printer = to_pdf(target)
        printer.setPageSize(paper_of(pages))
        then(printer)

    printing = Printing(desk.window, desk, [packet, packet])
    printing.has_printer, printing.choose = (lambda: True), choose
    with qtbot.waitSignal(desk.notices.told):
        printing.begin()
    assert desk.notices.words == "6 pages went to the printer."
    pages = printed(target)
    assert [(round(wide), round(high)) for wide, high, _dots in pages] == [(595, 842)] * 6
    dark = [sum(dot < 128 for dot in dots) for _wide, _high, dots in pages]
    assert all(dark)
    assert dark[1] > dark[0] * 1.5
    assert dark[:3] == dark[3:]
    qtbot.waitUntil(lambda: not desk.jobs.open)


def test_pages_ranges_copies_and_order_are_as_chosen(packet: Path, tmp_path: Path) -> None:
    ranges = QPageRanges()
    ranges.addRange(2, 3)
    ranges.addPage(5)
    chosen = to_pdf(tmp_path / "x.pdf", setPageRanges=ranges, setPrintRange=QPrinter.PrintRange.PageRange)
    assert chosen_numbers(chosen, 9) == [2, 3, 5]
    assert chosen_numbers(chosen, 2) == [2]
    assert chosen_numbers(to_pdf(tmp_path / "x.pdf", setCopyCount=2, setCollateCopies=True), 2) == [1, 2, 1, 2]
    assert chosen_numbers(to_pdf(tmp_path / "x.pdf", setCopyCount=2, setCollateCopies=False), 2) == [1, 1, 2, 2]
    assert chosen_numbers(to_pdf(tmp_path / "x.pdf", setPageOrder=QPrinter.PageOrder.LastPageFirst), 3) == [3, 2, 1]


def test_a_page_on_its_side_is_turned_with_its_head_to_the_binding_and_grey_is_grey(
    packet: Path, tmp_path: Path
) -> None:
    ranges = QPageRanges()
    ranges.addPage(3)
    target = tmp_path / "printed.pdf"
    how = {"setPageRanges": ranges, "setPrintRange": QPrinter.PrintRange.PageRange}
    printer = to_pdf(target, **how, setColorMode=QPrinter.ColorMode.GrayScale)
    with PrintFiles([packet]) as files:
        assert print_pages(printer, files.pages(), files, silent) == 1
    ((wide, high, dots),) = printed(target)
    assert wide < high
    row = round(wide * 0.25)
    left = sum(dot < 128 for place, dot in enumerate(dots) if place % row < row / 4)
    right = sum(dot < 128 for place, dot in enumerate(dots) if place % row > row * 3 / 4)
    assert left > 1000
    assert right == 0
    with pikepdf.open(target) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert picture.ColorSpace == "/DeviceGray"


@pytest.mark.parametrize("size", [A4, (A4[1], A4[0]), (612.0, 792.0), (2000.0, 300.0), (40.0, 60.0)])
@pytest.mark.parametrize("room", [(560.0, 800.0), (800.0, 560.0), (300.0, 300.0)])
def test_a_page_fits_into_what_can_be_printed_on_and_never_grows(
    size: tuple[float, float], room: tuple[float, float]
) -> None:
    place, turned = place_on(QSizeF(*room), QSizeF(*size))
    assert place.left() >= -0.001
    assert place.top() >= -0.001
    assert place.right() <= room[0] + 0.001
    assert place.bottom() <= room[1] + 0.001
    wide, high = (size[1], size[0]) if turned else size
    assert place.width() <= wide + 0.001
    assert place.width() / place.height() == pytest.approx(wide / high)


def test_letter_stays_letter() -> None:
    assert paper_of([PrintPage(Path("x"), 1, 792.0, 612.0)]).id() == QPageSize.PageSizeId.Letter
    assert paper_of([PrintPage(Path("x"), 1, *A4)]).id() == QPageSize.PageSizeId.A4


def test_a_locked_file_is_printed_with_its_password_and_said_to_be_locked_without(
    qtbot: QtBot, desk: Desk, packet: Path, tmp_path: Path
) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(packet) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="plum tree", user="plum tree"))
    with PrintFiles([locked], "plum tree") as files:
        pages = files.pages()
        assert files.draw(pages[1], 60).width in (60, 61)
    printing = Printing(desk.window, desk, [locked], "wrong")
    printing.has_printer = lambda: True
    with qtbot.waitSignal(desk.notices.told):
        printing.begin()
    assert desk.notices.kind == "stop"
    assert desk.notices.words.startswith("“locked.pdf” is locked with a password")
    qtbot.waitUntil(lambda: not desk.jobs.open)


def test_what_cannot_be_opened_any_more_says_so(tmp_path: Path) -> None:
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7")
    with PrintFiles([tmp_path / "gone.pdf"]) as files, pytest.raises(CannotPrint, match="is not where it was"):
        files.pages()
    with PrintFiles([tmp_path / "torn.pdf"]) as files, pytest.raises(CannotPrint, match="cannot be opened"):
        files.pages()


def test_printing_stops_when_somebody_stops_it(packet: Path, tmp_path: Path) -> None:
    def stop(done: int, _total: int, _what: str) -> None:
        if done:
            raise Cancelled

    with PrintFiles([packet]) as files, pytest.raises(Cancelled):
        print_pages(to_pdf(tmp_path / "printed.pdf"), files.pages(), files, stop)


def test_without_a_printer_that_is_said_and_a_copy_is_offered(
    qtbot: QtBot, desk: Desk, packet: Path, tmp_path: Path
) -> None:
    printing = Printing(desk.window, desk, [packet])
    printing.has_printer = lambda: False
    printing.begin()
    dialog = printing.dialog
    assert isinstance(dialog, NoPrinterDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.windowTitle() == "No printer is set up"
    target = tmp_path / "stick" / "packet.pdf"
    target.parent.mkdir()
    dialog.choose_targets = lambda: (target,)
    with qtbot.waitSignal(desk.notices.told):
        dialog.save()
    assert target.read_bytes() == packet.read_bytes()
    assert desk.notices.words == f"The copy is saved in {target.parent}."
    qtbot.waitUntil(lambda: not desk.jobs.open)


def test_the_dialog_knows_how_many_pages_there_are_and_on_which_paper(qtbot: QtBot, desk: Desk, packet: Path) -> None:
    answers: list[QPrinter] = []
    ask_how(desk.window, tuple(PrintPage(packet, number, 612.0, 792.0) for number in range(1, 8)), answers.append)
    (dialog,) = desk.window.findChildren(QPrintDialog)
    assert (dialog.minPage(), dialog.maxPage()) == (1, 7)
    dialog.done(QPrintDialog.DialogCode.Accepted)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    (printer,) = answers
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.Letter
    assert printer.docName() == "Records packet"
