"""The pages a family chose and worked on, out of one or several originals, as one temporary PDF.

A page that is only turned is taken over as it is. One that is cropped, straightened or has blacked-out parts becomes a
picture: what was cut off or blacked out is then not in the packet at all, neither as words nor beneath the black.
"""

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Name
from PIL import Image

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.reading import Word
from caregiver_app.domain.documents.sheets import Sheet
from caregiver_app.packet.attachment import LOST_PAGE, Attachment, PageShape, in_part
from caregiver_app.packet.opened import Opened
from caregiver_app.packet.pictures import picture_page
from caregiver_app.packet.sheet_words import Words, words_on_sheet
from caregiver_app.rendering.pdf import let_go, page_size, render_pdf
from caregiver_app.rendering.shape import Showing, shape_of

OpenWhole = Callable[[Document, Path], Opened]
"""Opens all pages of one original as it is, with its working files in a folder."""

_DPI: Final = 220.0
_POINTS: Final = 72.0
_QUALITY: Final = 90
# A picture of words is packed without loss unless that makes it so many times as large.
_AT_MOST_LARGER: Final = 1.5


def is_picture(sheet: Sheet) -> bool:
    """Whether what is done with a page makes a picture of it."""
    return bool(sheet.crop or sheet.straighten or sheet.black)


def open_chosen(document: Document, folder: Path, open_whole: OpenWhole, words: Words) -> Opened:
    """Return the chosen pages of a document in their order, ready to be placed. What cannot be read is named.

    `words` are those read on the pictures of pages; the ones that can still be seen come along.
    """
    work = _Work(document, folder, open_whole, words)
    try:
        for sheet in document.sheets.values:
            work.add(sheet)
        return work.finished()
    finally:
        work.close()


@dataclass
class _Work:
    """One document being put together."""

    document: Document
    folder: Path
    open_whole: OpenWhole
    words: Words
    made: pikepdf.Pdf = field(default_factory=pikepdf.new)
    sources: dict[str, Opened] = field(default_factory=dict)
    open_files: dict[Path, pikepdf.Pdf] = field(default_factory=dict)
    shapes: list[PageShape] = field(default_factory=list)
    hidden: list[tuple[Word, ...]] = field(default_factory=list)

    def add(self, sheet: Sheet) -> None:
        """Add a page; one that cannot be read leaves an empty page that is marked as such."""
        source = self._source(sheet.fingerprint)
        place = self._place(source, sheet.page)
        if place is None:
            self.made.add_blank_page(page_size=(LOST_PAGE.width, LOST_PAGE.height))
            self.shapes.append(LOST_PAGE)
            self.hidden.append(())
            return
        file, index = place
        shape = source.attachment.pages[sheet.page - 1]
        self.hidden.append(words_on_sheet(self.words, sheet, (shape.width, shape.height)))
        if not shape.readable or not is_picture(sheet):
            self._take_over(file, index, sheet.turn)
            turned = sheet.turn % 2 == 1
            self.shapes.append(replace(shape, width=shape.height, height=shape.width) if turned else shape)
        else:
            fine = source.fine[sheet.page - 1] if source.fine else _DPI / _POINTS
            self._draw(file, index, sheet, fine)

    def finished(self) -> Opened:
        """Write the pages and return what stands in them."""
        target = self.folder / f"{label(self.document.number)} pages.pdf"
        self.made.save(target, deterministic_id=True, fix_metadata_version=False)
        used = list(self.sources.values())
        readable = [shape.readable for shape in self.shapes]
        whole = Attachment(
            self.document,
            tuple(self.shapes) if any(readable) else (),
            _reason(self.document, used, readable),
            signed=any(source.attachment.signed for source in used),
            words=tuple(self.hidden) if any(self.hidden) else (),
        )
        return Opened(
            whole,
            files=[target] if any(readable) else [],
            unseen_comments=sum(source.unseen_comments for source in used),
            to_be_blacked_out=sum(source.to_be_blacked_out for source in used),
            moving=any(source.moving for source in used),
            drawn_words=any(source.drawn_words for source in used),
        )

    def close(self) -> None:
        """Let go of every file."""
        let_go()
        self.made.close()
        for pdf in self.open_files.values():
            pdf.close()

    def _source(self, fingerprint: str) -> Opened:
        if fingerprint not in self.sources:
            folder = self.folder / f"{label(self.document.number)} from {len(self.sources) + 1}"
            folder.mkdir()
            whole = self.document.amended(
                fingerprint=fingerprint, sheets="", pages=None, format="", trouble="", trouble_detail=""
            )
            self.sources[fingerprint] = self.open_whole(whole, folder)
        return self.sources[fingerprint]

    def _place(self, source: Opened, page: int) -> tuple[Path, int] | None:
        """Return the working file a page of an original is in, and its place there from 0."""
        left = page - 1
        for file in source.files:
            count = len(self._opened(file).pages)
            if left < count:
                return file, left
            left -= count
        return None

    def _opened(self, file: Path) -> pikepdf.Pdf:
        if file not in self.open_files:
            self.open_files[file] = pikepdf.open(file)
        return self.open_files[file]

    def _take_over(self, file: Path, index: int, quarters: int) -> None:
        self.made.pages.append(self._opened(file).pages[index])
        if quarters:
            self.made.pages[-1].rotate(90 * quarters, relative=True)

    def _draw(self, file: Path, index: int, sheet: Sheet, fine: float) -> None:
        """Add a picture of a page as it is to be seen, with so many dots to the point."""
        showing = Showing(index + 1, sheet.turn, sheet.straighten, sheet.crop, sheet.black)
        across, down, image = _drawn(file, showing, fine)
        self.shapes.append(PageShape(across, down))
        keys, data = _packed(image)
        picture_page(self.made, keys, data, image.size, (across, down), f"{across:.4f} 0 0 {down:.4f} 0 0")


def _drawn(file: Path, showing: Showing, fine: float) -> tuple[float, float, Image.Image]:
    """Return a page as it is to be seen, and its sides in points."""
    shape = shape_of(page_size(file, showing.page), showing)
    width, height, pixels = render_pdf(file, showing, max(round(shape.width * fine), 1))
    return shape.width, shape.height, Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", 0, 1)


def _packed(image: Image.Image) -> tuple[dict[str, Any], bytes]:
    """Return the keys and the data of a picture: without loss, or as a JPEG where that is much smaller."""
    grey = image.convert("L")
    if Image.merge("RGB", (grey, grey, grey)).tobytes() == image.tobytes():
        image = grey
    plain = zlib.compress(image.tobytes(), 6)
    body = io.BytesIO()
    image.save(body, "JPEG", quality=_QUALITY, subsampling=0)
    keys = {"ColorSpace": Name.DeviceGray if image.mode == "L" else Name.DeviceRGB, "BitsPerComponent": 8}
    if len(plain) <= _AT_MOST_LARGER * len(body.getvalue()):
        return {**keys, "Filter": Name.FlateDecode}, plain
    return {**keys, "Filter": Name.DCTDecode}, body.getvalue()


def _reason(document: Document, sources: list[Opened], readable: list[bool]) -> str:
    """Return what is the matter with the document as a whole, as a key of `TROUBLES`."""
    reasons = [source.attachment.reason for source in sources if source.attachment.reason]
    if not any(readable):
        return reasons[0] if reasons else "empty"
    if not all(readable):
        return "page_unreadable"
    return reasons[0] if reasons else in_part(document)
