"""Small invented papers and the cases that hold them, made inside the tests."""

import hashlib
import io
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pikepdf
import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.packet.build import build_packet
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketReport

AS_OF = date(2026, 11, 20)
PERSON = Person(id=UUID(int=1), name="LINDQVIST, Wei", born="1968-03-09", question="Is CAR-T a next step?")


class Desk:
    """A folder that keeps files by fingerprint, as a case does, and builds packets from them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "originals").mkdir()
        self.documents: list[Document] = []

    def add(self, data: bytes, **fields: object) -> Document:
        """Keep a file and list it."""
        fingerprint = hashlib.sha256(data).hexdigest()
        self.find(fingerprint).write_bytes(data)
        number = len(self.documents) + 1
        known = {"title": f"Paper {number}", "fingerprint": fingerprint, "size": len(data), "number": number}
        document = Document.model_validate({"id": UUID(int=1000 + number)} | known | fields)
        self.documents.append(document)
        return document

    def find(self, fingerprint: str) -> Path:
        """Return where a file is kept."""
        return self.folder / "originals" / fingerprint

    def case(self, **fields: object) -> CaseSnapshot:
        """Return the case with the papers listed so far."""
        return CaseSnapshot(**({"person": PERSON, "documents": tuple(self.documents)} | fields))  # type: ignore[arg-type]

    def build(
        self, name: str = "packet.pdf", case: CaseSnapshot | None = None, **choices: object
    ) -> tuple[PacketReport, Path]:
        """Build a packet and return its report and file. What is built is whole by the rules of PDF, each time."""
        target = self.folder / name
        options = PacketOptions(**({"as_of": AS_OF} | choices))  # type: ignore[arg-type]
        report = build_packet(case or self.case(), self.find, options, target)
        for file in report.files:
            with pikepdf.open(target.with_name(file.name)) as pdf:
                assert pdf.check_pdf_syntax() == []
        return report, target


def paper(pages: int = 1, text: str = "Page {n}", size: tuple[float, float] = (595, 842), **keywords: object) -> bytes:
    """Make a PDF with a line of text and a black square on each page."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=size, invariant=1, **keywords)
    for number in range(1, pages + 1):
        canvas.drawString(size[0] * 0.1, size[1] * 0.8, text.format(n=number))
        canvas.rect(size[0] * 0.1, size[1] * 0.4, size[0] * 0.2, size[1] * 0.2, fill=1)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    """Change a PDF and return its bytes."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(written, fix_metadata_version=False, **saving)
    return written.getvalue()


def picture(format_name: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **saving: object) -> bytes:
    """Make a picture whose top left quarter is dark and whose rest is light."""
    image = Image.new(mode, size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1] // 2))
    written = io.BytesIO()
    image.save(written, format_name, **saving)
    return written.getvalue()


def texts(path: Path) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def texts_by_poppler(path: Path) -> list[str]:
    """Return the text of each page as another reader finds it: its program `pdftotext` has to be installed."""
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    # It adds signs of its own around what runs to the left.
    return re.sub("[\u202a-\u202c]", "", done.stdout.decode("utf-8")).split("\f")[:-1]


def rendered(path: Path | bytes, page: int, scale: float = 1.0) -> Image.Image:
    """Return a page as a grey picture."""
    document = pypdfium2.PdfDocument(path)
    try:
        return document[page].render(scale=scale).to_pil().convert("L")
    finally:
        document.close()


def ink(image: Image.Image) -> int:
    """Count the dark pixels."""
    return sum(image.histogram()[:128])
