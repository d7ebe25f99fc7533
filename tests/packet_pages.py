"""A Packet page on papers of its own, and what the tests of it ask again and again."""

from pathlib import Path

import pikepdf
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.domain.documents.document import Document
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.packet.page import PacketPage
from caregiver_app.ui.packet.parts import PartsTable


def papers(book: Casebook, folder: Path) -> tuple[Document, ...]:
    """Put three files into a case, the second locked."""
    for name, pages in (("letter", 2), ("scan", 1)):
        canvas = Canvas(str(folder / f"{name}.pdf"), invariant=1)
        for page in range(pages):
            canvas.drawString(100, 700, f"{name} {page}")
            canvas.showPage()
        canvas.save()
    with pikepdf.open(folder / "scan.pdf") as pdf:
        pdf.save(folder / "locked.pdf", encryption=pikepdf.Encryption(user="secret", owner="secret"))
    paths = [folder / f"{name}.pdf" for name in ("letter", "locked", "scan")]
    return list_files(book, keep_files(book.originals, paths))


def packet_page(qtbot: QtBot, window: MainWindow) -> PacketPage:
    """Show the page and wait for its first plan."""
    window.go("packet")
    shown = window.page("packet")
    assert isinstance(shown, PacketPage)
    planned(qtbot, shown)
    return shown


def planned(qtbot: QtBot, page: PacketPage) -> None:
    """Wait for the newest plan."""
    qtbot.waitUntil(lambda: not page.planning.is_pending, timeout=20_000)


def settled(qtbot: QtBot, desk: Desk) -> None:
    """Wait until no work is under way."""
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=60_000)


def lines(table: PartsTable) -> list[str]:
    """Return the rows of a table, each with its reason."""
    return [" | ".join(part for part in (row.words, row.why) if part) for row in table.rows]
