"""Files with pages, listed in a case, and the dialogs that work on pages, opened and waited for."""

import io
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.domain.documents.document import Document
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.page_work_dialog import PageWorkDialog, page_work_dialog


def report(pages: int = 3) -> bytes:
    """Return a PDF whose pages have their number and a grey field at the lower left."""
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=(595, 842), invariant=1)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(60, 740, f"Page {page}")
        canvas.setFillGray(0.3)
        canvas.rect(60, 60, 200, 90, fill=1, stroke=0)
        canvas.showPage()
    canvas.save()
    return body.getvalue()


def photo(colour: str = "navy", size: tuple[int, int] = (600, 800)) -> bytes:
    """Return a photo of one colour."""
    body = io.BytesIO()
    Image.new("RGB", size, colour).save(body, "JPEG")
    return body.getvalue()


def list_file(desk: Desk, folder: Path, body: bytes, pages: int | None, name: str, **more: object) -> Document:
    """Keep a file in the case of a desk and list it with so many pages."""
    path = folder / name
    path.write_bytes(body)
    kept = desk.book.originals.keep(path)
    with desk.book.step("Add a document") as tx:
        number = tx.next_number("document")
        document = Document(number=number, title=name, fingerprint=kept.fingerprint, pages=pages, file_name=name)
        tx.put(document := document.amended(**more))
    return document


def work_on(qtbot: QtBot, desk: Desk, document: Document, size: tuple[int, int] = (1160, 780)) -> PageWorkDialog:
    """Open page work and wait until what is in sight has come."""
    dialog = page_work_dialog(desk, document)
    dialog.open()
    dialog.resize(*size)
    qtbot.waitUntil(dialog.isActiveWindow)
    if dialog.doing.work:
        settle(qtbot, dialog)
    return dialog


def settle(qtbot: QtBot, dialog: PageWorkDialog) -> None:
    """Wait until everything wanted has come, and the page is as sharp as its place."""
    loader, canvas = dialog.pictures._loader, dialog.canvas

    def is_there() -> bool:
        return loader.is_open and loader._job is None and all(loader._is_here(wish) for wish in loader._wishes)

    qtbot.waitUntil(lambda: is_there() and canvas.wanted_width() > 0)
    QApplication.processEvents()
    qtbot.waitUntil(is_there)
