"""A packet of 200 documents and 1,000 pages, half text and half scans, against qpdf merging the same files."""

import shutil
import subprocess
from datetime import date
from itertools import islice
from pathlib import Path

import papers
import pikepdf
from harness import Row, Work, compare

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.packet import make_packet
from caregiver_app.domain.person import Person
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketReport

PAGES = 1_000
PAGES_EACH = 5
A4_AT_150_DPI = (1240, 1754)


def measure(folder: Path) -> list[Row]:
    """Make the packet, merge the files."""
    return [measured(folder, PAGES)]


def measured(folder: Path, pages: int) -> Row:
    """Return the row of a packet with so many pages of papers."""
    files = _files(folder, pages)
    options = PacketOptions(as_of=date(2026, 1, 1))
    with Casebook.create(folder / "case", Person(name="Ana Novak")) as book:
        list_files(book, keep_files(book.originals, files))
        case, originals = book.snapshot(), book.originals

        def ours(room: Path) -> Work:
            return lambda: require_whole(make_packet(case, originals, room / "packet.pdf", options), pages)

        def floor(room: Path) -> Work:
            return lambda: merge(files, room / "merged.pdf")

        return compare(f"packet {pages:,}", ours, floor, goal=3.0, pairs=3)


def require_whole(report: PacketReport, pages: int) -> None:
    """Raise when pages are missing: a packet that leaves papers out is made too fast to count."""
    there = sum(document.pages for document in report.documents if document.included)
    if there != pages:
        raise RuntimeError(f"{there} pages of papers are in the packet")


def merge(files: list[Path], target: Path) -> None:
    """Merge with the program qpdf, or with its library where the program is not installed."""
    arguments = ["--empty", "--pages", *map(str, files), "--", str(target)]
    program = shutil.which("qpdf")
    if program:
        subprocess.run([program, *arguments], check=True)
    else:
        pikepdf.Job(["qpdf", *arguments]).run()


def _files(folder: Path, pages: int) -> list[Path]:
    pictures = papers.scans(A4_AT_150_DPI, grain=6)
    files = []
    for number in range(pages // PAGES_EACH):
        path = folder / f"paper {number:04}.pdf"
        if number % 2:
            papers.scan_pdf(path, list(islice(pictures, PAGES_EACH)))
        else:
            papers.text_pdf(path, PAGES_EACH, seed=number)
        files.append(path)
    return files
