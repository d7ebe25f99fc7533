"""Draw every sheet of the packet into one PDF: generated pages whole, attached pages as their stamp alone."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from caregiver_app.domain.person import Person
from caregiver_app.packet import style
from caregiver_app.packet.flow import Pen
from caregiver_app.packet.geometry import EDGE
from caregiver_app.packet.plan import places_of
from caregiver_app.packet.sheets import Sheet, stamp


def draw_skeleton(sheets: Sequence[Sheet], person: Person, target: Path) -> None:
    """Write the sheets to `target` with links, bookmarks and page labels, the same bytes each time.

    Nothing is compressed here: that happens once, when the packet is saved.
    """
    style.register_fonts()
    places = places_of(sheets)
    canvas = Canvas(str(target), pageCompression=0, invariant=1, lang="en", initialFontName=style.TEXT)
    pen = Pen(canvas, places.__getitem__)
    for page, sheet in enumerate(sheets, 1):
        canvas.setPageSize((sheet.width, sheet.height))
        sheet.paint(pen)
        attached = sheet.source is not None
        left = EDGE if attached else style.MARGIN if sheet.width > sheet.height else style.BINDING
        right = EDGE if attached else style.MARGIN
        stamp(pen, sheet, person, page, len(sheets), left=left, right=right)
        for number, bookmark in enumerate(sheet.bookmarks):
            key = f"bookmark-{page}-{number}"
            pen.mark_page(key)
            title = " ".join(style.tidy(bookmark.title).split())
            canvas.addOutlineEntry(title, key, bookmark.level, closed=bookmark.level == 0)
        canvas.showPage()
    canvas.addPageLabel(0, style="ARABIC", start=1)
    canvas.showOutline()
    canvas.save()
