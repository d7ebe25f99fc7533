"""Papers that families bring, taken into a packet: every page that can be read is there and looks as it does alone."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps

from caregiver_app.domain.documents.document import SETS, Document
from caregiver_app.packet.attachment import PageShape
from caregiver_app.packet.geometry import STRIP, placed
from caregiver_app.packet.report import PacketReport
from caregiver_app.packet.style import PAPERS
from packet.papers import Desk, texts

pytestmark = [
    pytest.mark.may_log("pikepdf", "PIL", "pypdfium2", "pydicom"),
    pytest.mark.filterwarnings("ignore"),
]

SCALE = 1.0
DARK = 160
PAPER_WHITE = 255
LOST = 0.03
OPENS_ON_A_CLICK = ("024-annotations_annotated_pdf.pdf",)  # its note is a sign on screen alone
DEEP = ("I;16", "I;16B", "I", "F")


def in_grey(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    return page.render(scale=scale, draw_annots=True).to_pil().convert("L")


def source_pages(path: Path) -> Iterator[Image.Image]:
    """Yield the pages of a file as a reader shows them, in the size they have."""
    document = pypdfium2.PdfDocument(path)
    try:
        document.init_forms()
        for page in document:
            yield in_grey(page, SCALE)
    finally:
        document.close()


def loss(source: Image.Image, shown: Image.Image) -> float:
    """Return the share of a source's dark dots that have nothing dark near them where the page is shown."""
    dark = source.point(lambda value: 255 if value < DARK else 0)
    near = shown.filter(ImageFilter.MinFilter(5)).point(lambda value: 255 if value < (DARK + PAPER_WHITE) / 2 else 0)
    missing = ImageChops.subtract(dark, near)
    total = dark.histogram()[255]
    return missing.histogram()[255] / total if total else 0.0


def compare(packet: Path, first: int, sources: list[Image.Image], readable: list[bool], worse: list[str]) -> int:
    """Hold the pages of a packet against those of their source; return how many were compared, and name what is not."""
    compared = 0
    document = pypdfium2.PdfDocument(packet)
    try:
        for index, (source, is_shown) in enumerate(zip(sources, readable, strict=True)):
            if not is_shown:
                continue
            page = document[first + index]
            spot = placed(PageShape(source.width / SCALE, source.height / SCALE), PAPERS["a4"])
            sheet = in_grey(page, SCALE * 2)
            assert abs(sheet.width - spot.sheet_width * SCALE * 2) <= 3
            top = sheet.height / (SCALE * 2) - spot.y - spot.height
            box = (spot.x, top, spot.x + spot.width, top + spot.height)
            part = sheet.crop(tuple(round(side * SCALE * 2) for side in box)).resize(source.size)
            if (lost := loss(source, part)) >= LOST:
                worse.append(f"{packet} page {index + 1}: {lost:.2f}")
            assert spot.y >= STRIP - 0.01  # the stamp stands below it
            compared += 1
    finally:
        document.close()
    return compared


def is_labelled(text: str) -> bool:
    return "of this document could not be shown" in text


def made(desk: Desk, path: Path, form: str, pages: int | None) -> tuple[PacketReport, Path, Document]:
    document = desk.add(path.read_bytes(), title=path.name, format=form, pages=pages)
    report, target = desk.build(dividers=False, sections=("attached",))
    return report, target, document


def real(folder: str, root: Path | None) -> list[Path]:
    return sorted(path for path in (root / folder).iterdir() if path.is_file()) if root else []


@pytest.mark.thorough
@pytest.mark.parametrize("folder", ["pdf", "pdf-damaged"])
def test_every_page_of_a_real_pdf_that_can_be_read_is_shown_as_it_is(
    folder: str, real_files: Path | None, tmp_path: Path
) -> None:
    compared, worse = 0, list[str]()
    for number, path in enumerate(real(folder, real_files)):
        (tmp_path / str(number)).mkdir()
        report, target, _document = made(Desk(tmp_path / str(number)), path, "", None)
        (row,) = report.documents
        try:
            sources = list(source_pages(path))
        except pypdfium2.PdfiumError:
            sources = []
        if not row.included:
            assert row.reason, path.name
            continue
        readable = [not is_labelled(text) for text in texts(target)[row.first_page - 1 :]]
        assert len(readable) == row.pages
        assert row.pages >= len(sources), path.name
        assert all(readable) or row.reason, path.name
        if len(sources) == row.pages and not row.reason and path.name not in OPENS_ON_A_CLICK:
            compared += compare(target, row.first_page - 1, sources, readable, worse)
    assert worse == []
    assert real_files is None or compared > (60 if folder == "pdf" else 15)


@pytest.mark.thorough
def test_every_real_picture_that_can_be_read_is_shown_as_it_is(real_files: Path | None, tmp_path: Path) -> None:
    compared, worse = 0, list[str]()
    for number, path in enumerate(real("images", real_files)):
        (tmp_path / str(number)).mkdir()
        report, target, _document = made(Desk(tmp_path / str(number)), path, "", None)
        (row,) = report.documents
        if not row.included:
            assert row.reason, path.name
            continue
        if row.reason:
            continue  # what is left of it is what the reader could make of it
        with Image.open(path) as image:
            frames = getattr(image, "n_frames", 1) if image.format in ("TIFF", "MPO") else 1
            assert row.pages == frames, path.name
            try:
                flat = ImageOps.exif_transpose(image).convert("RGBA")
            except OSError as trouble:
                raise AssertionError(path.name) from trouble
        white = Image.new("RGBA", flat.size, "white")
        white.alpha_composite(flat)
        ink = white.convert("L")
        with pikepdf.open(target) as pdf:
            box = pdf.pages[row.first_page - 1].Resources.XObject.Document.BBox
            width, height = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
        assert (width > height) == (ink.width > ink.height) or ink.width == ink.height, path.name
        source = ink.resize((max(round(width), 1), max(round(height), 1)))
        if image.mode not in DEEP:
            compared += compare(target, row.first_page - 1, [source], [True], worse)
    assert worse == []
    assert real_files is None or compared > 30


@pytest.mark.thorough
def test_pictures_of_scans_are_listed_and_never_stretched_onto_paper(real_files: Path | None, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for path in real("dicom", real_files):
        desk.add(path.read_bytes(), title=path.name, format=SETS[0], holding="file")
    report, target = desk.build()
    assert not any(row.included for row in report.documents)
    listed = "".join(texts(target)).replace("\r\n", "")
    assert all(document.title in listed for document in desk.documents)
