"""Draw every sheet of the packet into one PDF: generated pages whole, attached pages as their stamp alone."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from caregiver_app.domain.person import Person
from caregiver_app.i18n import ENGLISH, language_tag, speaking
from caregiver_app.packet import style
from caregiver_app.packet.flow import Pen
from caregiver_app.packet.geometry import EDGE
from caregiver_app.packet.plan import places_of
from caregiver_app.packet.sheets import Sheet
from caregiver_app.packet.stamp import Stamps
from caregiver_app.packet.stamped_page import add_stamped_page


def draw_skeleton(
    sheets: Sequence[Sheet], person: Person, target: Path, pages: range | None = None, language: str = ENGLISH
) -> None:
    """Write the sheets to `target` with links, bookmarks and page labels, the same bytes each time.

    `pages` are those of one part, counted from 1; without them, all. The stamps speak `language`.
    Nothing is compressed here: that happens once, when the packet is saved.
    """
    pages = pages or range(1, len(sheets) + 1)
    style.register_fonts()
    places = places_of(sheets)
    with speaking(language):
        canvas = Canvas(str(target), pageCompression=0, invariant=1, lang=language_tag(), initialFontName=style.TEXT)
        pen = Pen(canvas, places.__getitem__, pages)
        _draw_pages(sheets, Stamps(canvas, person, len(sheets)), pen, pages)
    canvas.addPageLabel(0, style="ARABIC", start=pages.start)
    canvas.showOutline()
    canvas.save()


def _draw_pages(sheets: Sequence[Sheet], stamps: Stamps, pen: Pen, pages: range) -> None:
    canvas = pen.canvas
    for page in pages:
        sheet = sheets[page - 1]
        canvas.setPageSize((sheet.width, sheet.height))
        sheet.paint(pen)
        for number, bookmark in enumerate(sheet.bookmarks):
            key = f"bookmark-{page}-{number}"
            pen.mark_page(key)
            title = " ".join(style.tidy(bookmark.title).split())
            canvas.addOutlineEntry(title, key, bookmark.level, closed=bookmark.level == 0)
        _end_page(canvas, sheet, _stamp(stamps, sheet, page))


def _stamp(stamps: Stamps, sheet: Sheet, page: int) -> str:
    attached = sheet.source is not None
    left = EDGE if attached else style.MARGIN if sheet.width > sheet.height else style.BINDING
    right = EDGE if attached else style.MARGIN
    return stamps.code(sheet, page, left, right)


def _end_page(canvas: Canvas, sheet: Sheet, stamp: str) -> None:
    """Close a sheet. One that waits for a page and has nothing on it but its stamp takes the short way."""
    if sheet.source is not None and add_stamped_page(canvas, (sheet.width, sheet.height), stamp):
        return
    canvas.addLiteral(stamp)
    canvas.showPage()
