"""Print files that were made here: the system's own dialog, then page by page while the window goes on.

What Qt needs for printing is loaded only when somebody prints.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSizeF, Slot
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QDialog, QWidget

from caregiver_app.casebook.printing import PrintFiles, PrintPage
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.jobs import Job

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_LANE = "print"

Chosen = Callable[["QPrinter"], object]


def print_packet(
    parent: QWidget, desk: Desk, files: Sequence[Path], password: str = "", *, only: range | None = None
) -> "Printing":
    """Ask how files are to be printed, and print them while the window goes on.

    `password` opens locked ones; `only` are the pages of each that are meant, counted from 1.
    """
    printing = Printing(parent, desk, files, password, only)
    printing.begin()
    return printing


class Printing(QObject):
    """Print some files once.

    `has_printer` tells whether there is a printer, `choose` asks for one and for what is to be printed, and calls its
    last argument with the answer: tests put answers there. What is under way, and a way to stop it, is seen in the
    status line.
    """

    def __init__(
        self, parent: QWidget, desk: Desk, files: Sequence[Path], password: str = "", only: range | None = None
    ) -> None:
        super().__init__(parent)
        self._parent, self._desk = parent, desk
        self._files, self._password, self._only = tuple(files), password, only
        self._pages: tuple[PrintPage, ...] = ()
        self._job: Job | None = None
        self.has_printer: Callable[[], bool] = _has_printer
        self.choose: Callable[[QWidget, tuple[PrintPage, ...], Chosen], object] = ask_how
        self.dialog: QDialog | None = None

    def begin(self) -> None:
        """Say that there is no printer, or count the pages and ask how they are to be printed."""
        if not self.has_printer():
            from caregiver_app.ui.packet.no_printer import NoPrinterDialog

            self.dialog = NoPrinterDialog(self._parent, self._desk, self._files)
            self.dialog.finished.connect(self.deleteLater)
            self.dialog.open()
            return
        self._desk.jobs.start(
            partial(_counted, self._files, self._password), done=self._on_counted, failed=self._on_failed, lane=_LANE
        )

    @Slot(object)
    def _on_counted(self, pages: tuple[PrintPage, ...]) -> None:
        self._pages = tuple(page for page in pages if self._only is None or page.number in self._only)
        self.choose(self._parent, self._pages, self.send)

    def send(self, printer: "QPrinter") -> None:
        """Print what was chosen, on the printer that was chosen."""
        self._desk.notices.clear_done()
        self._job = self._desk.jobs.start(
            partial(_printed, printer, self._pages, self._files, self._password),
            done=self._on_printed,
            failed=self._on_failed,
            ended=self._on_ended,
            label=_("Printing"),
            lane=_LANE,
        )

    @Slot(object)
    def _on_printed(self, pages: int) -> None:
        words = ngettext("{n} page went to the printer.", "{n} pages went to the printer.", pages)
        self._desk.notices.tell_done(words.format(n=pages))

    @Slot(object)
    def _on_failed(self, problem: Any) -> None:
        self._desk.notices.tell_trouble(problem)

    @Slot()
    def _on_ended(self) -> None:
        if self._job is not None and self._job.is_cancelled:
            self._desk.notices.tell(_("Printing was stopped. Pages that were sent already may still come out."))
        self.deleteLater()


def ask_how(parent: QWidget, pages: tuple[PrintPage, ...], then: Chosen) -> None:
    """Open the system's dialog: printer, pages, copies, both sides, colour. `then` is called with the answer."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Records packet"))  # lists of print jobs are seen by others: no name of anybody
    printer.setPageSize(paper_of(pages))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    dialog.setMinMax(1, len(pages))
    dialog.setFromTo(1, len(pages))
    dialog.finished.connect(lambda answer: then(printer) if answer == QDialog.DialogCode.Accepted else None)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def paper_of(pages: Sequence[PrintPage]) -> QPageSize:
    """Return the paper that the pages were made for, upright."""
    sides = sorted((pages[0].width, pages[0].height))
    return QPageSize(QSizeF(*sides), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


def _has_printer() -> bool:
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def _counted(files: Sequence[Path], password: str, progress: Progress) -> tuple[PrintPage, ...]:
    with PrintFiles(files, password) as printed:
        return printed.pages(progress)


def _printed(
    printer: "QPrinter", pages: Sequence[PrintPage], files: Sequence[Path], password: str, progress: Progress
) -> int:
    from caregiver_app.ui.packet.printing_pages import print_pages

    with PrintFiles(files, password) as printed:
        return print_pages(printer, pages, printed, progress)
