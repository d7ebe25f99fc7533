"""Papers to measure with: the same bytes every time, no two alike, and like what families bring in what they cost."""

import io
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_WORDS = ("the patient", "was seen", "with", "her daughter", "and is", "well", "after", "the second cycle", "no fever")
_KINDS_OF_SCAN = 8


def text_pdf(path: Path, pages: int, seed: int) -> Path:
    """Write a report of so many pages of text."""
    chance = random.Random(seed)
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 790, f"Report {seed}, page {page} of {pages}")
        for line in range(48):
            canvas.drawString(60, 760 - 14 * line, " ".join(chance.choices(_WORDS, k=14)))
        canvas.showPage()
    canvas.save()
    return path


def scan_pdf(path: Path, pictures: Sequence[bytes]) -> Path:
    """Write a scan: one picture a page, kept as the JPEG it is."""
    with pikepdf.new() as pdf:
        for picture in pictures:
            with Image.open(io.BytesIO(picture)) as image:
                width, height, grey = image.width, image.height, image.mode == "L"
            page = pdf.add_blank_page(page_size=A4)
            scan = pdf.make_stream(
                picture,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=width,
                Height=height,
                ColorSpace=pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=scan))
            page.Contents = pdf.make_stream(b"q %f 0 0 %f 0 0 cm /Scan Do Q" % A4)
        pdf.docinfo["/Title"] = path.name  # no two files alike
        pdf.save(path, deterministic_id=True)
    return path


def scans(size: tuple[int, int], *, mode: str = "L", quality: int = 75, grain: int = 4) -> Iterator[bytes]:
    """Yield the JPEGs of a few pages of paper grain, over and over, as a scanner writes them."""
    kinds = [_picture(size, mode, quality, grain, seed) for seed in range(_KINDS_OF_SCAN)]
    while True:
        yield from kinds


def photos(size: tuple[int, int], *, mode: str = "L", quality: int = 75, grain: int = 4) -> Iterator[bytes]:
    """Yield JPEGs without end, each with other bytes: a few pictures of paper grain, told apart by a remark."""
    kinds = [_picture(size, mode, quality, grain, seed) for seed in range(_KINDS_OF_SCAN)]
    number = 0
    while True:
        remark = b"scan %d" % number
        kind = kinds[number % _KINDS_OF_SCAN]
        yield kind[:2] + b"\xff\xfe" + (len(remark) + 2).to_bytes(2, "big") + remark + kind[2:]
        number += 1


def _picture(size: tuple[int, int], mode: str, quality: int, grain: int, seed: int) -> bytes:
    small = (size[0] // grain, size[1] // grain)
    noise = random.Random(seed).randbytes(small[0] * small[1] * len(mode))
    written = io.BytesIO()
    Image.frombytes(mode, small, noise).resize(size, Image.Resampling.BICUBIC).save(written, "JPEG", quality=quality)
    return written.getvalue()


def heavy(folder: Path, files: int, size: int) -> list[Path]:
    """Make a folder with so many files of so many bytes that nothing makes smaller."""
    folder.mkdir()
    chance = random.Random(7)
    made = [folder / f"scan {number}.bin" for number in range(files)]
    for paper in made:
        paper.write_bytes(chance.randbytes(size))
    return made
