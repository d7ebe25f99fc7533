"""Adding 500 files of 1 MB, photos and scans, against copying them with fsync and hashing them."""

import hashlib
import os
from itertools import islice
from pathlib import Path

import papers
from harness import Row, Work, compare

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.domain.person import Person

FILES = 500
PHOTO = (2000, 1500)
A4_AT_300_DPI = (2480, 3508)


def measure(folder: Path) -> list[Row]:
    """Add the files, copy the files."""
    files = _files(folder)

    def ours(room: Path) -> Work:
        book = Casebook.create(room / "case", Person(name="Ana Novak"))

        def add() -> None:
            with book:
                list_files(book, keep_files(book.originals, files))

        return add

    def floor(room: Path) -> Work:
        return lambda: [copy_and_hash(file, room / file.name) for file in files]

    return [compare("add 500", ours, floor, goal=2.0, pairs=3)]


def copy_and_hash(source: Path, target: Path) -> str:
    """Copy a file for good and return its fingerprint."""
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while chunk := read.read(1 << 20):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    photos = papers.photos(PHOTO, mode="RGB", quality=80)
    pages = papers.scans(A4_AT_300_DPI, quality=75, grain=8)
    files = []
    for number in range(FILES):
        path = folder / f"paper {number:03}.{'pdf' if number % 2 else 'jpg'}"
        if number % 2:
            papers.scan_pdf(path, list(islice(pages, 1)))
        else:
            path.write_bytes(next(photos))
        files.append(path)
    return files
