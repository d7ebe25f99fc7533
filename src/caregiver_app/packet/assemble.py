"""Place every source page on its stamped sheet and save one PDF that carries nothing else of the originals."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from caregiver_app.domain.person import Person
from caregiver_app.i18n import _, language_tag
from caregiver_app.packet.attachment import PageShape
from caregiver_app.packet.geometry import placed
from caregiver_app.packet.opened import Opened, SourcePage
from caregiver_app.packet.opening import UNREADABLE
from caregiver_app.packet.sheets import Sheet
from caregiver_app.packet.style import one_line

_MAKER: Final = "Caregiver Organizer"


class PageRefused(Exception):
    """A page that was read cannot be placed after all."""

    def __init__(self, number: int, index: int) -> None:
        super().__init__(number, index)
        self.number = number
        self.index = index


class Assembly:
    """One packet being put together: the skeleton's sheets first, every source page behind them.

    The files are joined without reading their streams; a source page becomes part of its sheet and then leaves
    the page list. So a gigabyte of scans passes from disk to disk.
    """

    def __init__(self, skeleton: Path, sources: Sequence[Opened], paper: tuple[float, float]) -> None:
        files = [skeleton, *(file for source in sources for file in source.files)]
        joined = [{"file": str(file), "range": "1-z"} for file in files]
        job = {"inputFile": str(skeleton), "outputFile": str(skeleton) + ".out", "noWarn": "", "pages": joined}
        joining: Any = pikepdf.Job(job)
        self.pdf: pikepdf.Pdf = joining.create_pdf()
        self._pages = list(self.pdf.pages)
        self._first: dict[int, int] = {}
        self._sheets = len(self._pages) - sum(len(source.pages) for source in sources)
        at = self._sheets
        for source in sources:
            self._first[source.attachment.number] = at
            at += len(source.pages)
        self._paper = paper
        self._identity = _identity(skeleton, sources)

    @property
    def sheets(self) -> int:
        """How many of the joined pages are the packet's own sheets."""
        return self._sheets

    def close(self) -> None:
        """Close the file being made."""
        self.pdf.close()

    def place(self, source: Opened, pages: Sequence[tuple[int, int]]) -> None:
        """Place pages of one document: pairs of sheet index and source page index. Raises PageRefused."""
        number = source.attachment.number
        for sheet, index in pages:
            page = self._pages[self._first[number] + index]
            try:
                self._place(self._pages[sheet], page, source.pages[index], source.attachment.pages[index])
            except UNREADABLE as caught:
                raise PageRefused(number, index) from caught

    def _place(self, sheet: pikepdf.Page, page: pikepdf.Page, source: SourcePage, shape: PageShape) -> None:
        form = page.as_form_xobject(handle_transformations=False)
        form.BBox = Array([round(side, 4) for side in source.box])
        sheet.obj.Resources = Dictionary(Font=sheet.obj.Resources.Font, XObject=Dictionary(Document=form))
        code = f"q {_matrix(source, shape, self._paper)} cm /Document Do Q\n"
        sheet.contents_add(code.encode(), prepend=True)

    def finish(self, person: Person, title: str, as_of: date, target: Path, first_page: int = 1) -> None:
        """Write names and language into the file, take out the drawing library's, and save.

        `first_page` is the number its first page has in the packet.
        """
        root = self.pdf.Root
        # Joining has put all pages under one node. Taking the sources' out of it one by one takes ever longer.
        root.Pages.Kids = Array([sheet.obj for sheet in self._pages[: self._sheets]])
        root.Pages.Count = self._sheets
        root.Lang = pikepdf.String(language_tag())
        labels = Dictionary(S=Name.D) if first_page == 1 else Dictionary(S=Name.D, St=first_page)
        root.PageLabels = Dictionary(Nums=Array([0, labels]))
        for key in ("/OpenAction", "/AA", "/Names", "/Metadata", "/AcroForm", "/StructTreeRoot", "/MarkInfo"):
            if key in root:
                del root[key]
        self.pdf.trailer.Info = self.pdf.make_indirect(Dictionary())
        day = as_of.strftime("%Y%m%d")
        self.pdf.docinfo["/Title"] = one_line(title)
        self.pdf.docinfo["/Author"] = one_line(person.prepared_by or person.name)
        self.pdf.docinfo["/Subject"] = _("Records packet for a second opinion")
        self.pdf.docinfo["/Creator"] = _MAKER
        self.pdf.docinfo["/CreationDate"] = f"D:{day}000000Z"
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        # The file's name for itself: made from what goes in, as reading all that comes out again would cost a third
        # of the saving. A static second half keeps qpdf from putting the time there.
        self.pdf.trailer.ID = Array([pikepdf.String(self._identity), pikepdf.String(self._identity)])
        self.pdf.save(
            target,
            static_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def _identity(skeleton: Path, sources: Sequence[Opened]) -> bytes:
    """Return sixteen bytes that differ when the packet's own pages or any of its papers do."""
    digest = hashlib.sha256(skeleton.read_bytes())
    for source in sources:
        digest.update(f"{source.attachment.number} {source.attachment.document.fingerprint}\n".encode())
    return digest.digest()[:16]


def _matrix(source: SourcePage, shape: PageShape, paper: tuple[float, float]) -> str:
    """Return the matrix that turns and scales a page's own coordinates into its place on the sheet."""
    spot = placed(shape, paper)
    left, bottom, right, top = source.box
    scale = spot.width / shape.width * source.unit
    x, y = spot.x, spot.y
    turned: Mapping[int, tuple[float, ...]] = {
        0: (scale, 0, 0, scale, x - scale * left, y - scale * bottom),
        90: (0, -scale, scale, 0, x - scale * bottom, y + scale * right),
        180: (-scale, 0, 0, -scale, x + scale * right, y + scale * top),
        270: (0, scale, -scale, 0, x + scale * top, y - scale * left),
    }
    return " ".join(re.sub(r"\.?0+$", "", f"{number:.6f}") or "0" for number in turned[source.turn])


def pages_to_place(sheets: Sequence[Sheet]) -> dict[int, list[tuple[int, int]]]:
    """Return, by document number, which sheet takes which of its pages."""
    found: dict[int, list[tuple[int, int]]] = {}
    for index, sheet in enumerate(sheets):
        if sheet.source is not None:
            found.setdefault(sheet.source[0], []).append((index, sheet.source[1]))
    return found
