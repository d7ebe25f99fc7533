"""Single pages of a packet, each drawn by itself as it will be in it: those of papers ready for what is placed on them.

The packet is laid out once, with what is known of the papers before any of them is opened. A page of a paper is laid
out anew with what its file turned out to be, and where that differs from what was known, the page says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext
from caregiver_app.packet.attachment import Attachment, chosen, expected
from caregiver_app.packet.layout import laid_out
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.plan import places_of
from caregiver_app.packet.sheets import Sheet
from caregiver_app.packet.skeleton import draw_skeleton


@dataclass(frozen=True)
class PreviewPage:
    """What one page of the packet is: the part it is in, and the paper it belongs to, None for the packet's own.

    `size` is its width and height in points, as far as it is known before a file is opened. `nth` is its place among
    the pages of that paper, the divider counted in, from 0.
    """

    title: str
    size: tuple[float, float]
    document: Document | None = None
    nth: int = 0


@dataclass(frozen=True)
class DrawnPage:
    """What there is to know of a page that was drawn.

    `source` is the page of the file that is still to be placed on it, from 0; None where there is none. `note` says how
    the packet that is made will differ from the one laid out here. With `is_there` false nothing was drawn: the paper
    has fewer pages than were counted.
    """

    source: int | None = None
    note: str = ""
    is_there: bool = True


class PagePreview:
    """A packet laid out, to draw single pages of. `pages` tells of each what it is; they are counted from 1."""

    def __init__(self, case: CaseSnapshot, options: PacketOptions) -> None:
        self._case, self._options = case, options
        known = [expected(document, options.unreadable) for document in chosen(case, options)]
        self._known: Mapping[int, Attachment] = {one.number: one for one in known}
        self._sheets = laid_out(case, known, options)
        self._places = frozenset(places_of(self._sheets))
        self.pages: tuple[PreviewPage, ...] = tuple(_told(self._sheets, known))

    @property
    def options(self) -> PacketOptions:
        """The choices it was laid out with."""
        return self._options

    def draw_own(self, number: int, target: Path) -> None:
        """Draw a page that is the packet's own into a PDF of one page."""
        self._draw(self._sheets[number - 1], number, target)

    def draw_of_paper(self, number: int, attachment: Attachment, target: Path) -> DrawnPage:
        """Draw a page of a paper as it is once its file was opened: a divider whole, a page with its stamp alone."""
        sheets = self._sheets_of(attachment)
        nth = self.pages[number - 1].nth
        counted = sum(page.document == attachment.document for page in self.pages)
        note = _difference(attachment, self._known[attachment.number], len(sheets), counted)
        if nth >= len(sheets):
            return DrawnPage(note=note, is_there=False)
        sheet = sheets[nth]
        self._draw(sheet, number, target, {place for other in sheets for place in other.places})
        return DrawnPage(sheet.source[1] if sheet.source is not None else None, note)

    def _sheets_of(self, attachment: Attachment) -> Sequence[Sheet]:
        """Lay out what the packet holds of one paper."""
        alone = laid_out(self._case, [attachment], replace(self._options, sections=("attached",), since=None))
        first = next(index for index, sheet in enumerate(alone) if any(mark.level for mark in sheet.bookmarks))
        return alone[first:]

    def _draw(self, sheet: Sheet, number: int, target: Path, places: Iterable[str] = ()) -> None:
        sheets = [*self._sheets]
        sheets[number - 1] = sheet
        new = sorted(place for place in places if place not in self._places)
        if new:  # pages that turned up when the file was opened are taken to be beside this one: no link leads there
            beside = number if number < len(sheets) else number - 2
            sheets[beside] = replace(sheets[beside], places=(*sheets[beside].places, *new))
        draw_skeleton(sheets, self._case.person, target, range(number, number + 1), self._options.spoken)


def _told(sheets: Sequence[Sheet], attachments: Sequence[Attachment]) -> list[PreviewPage]:
    """Return what each sheet is, as the bookmarks tell."""
    papers = {attachment.place: attachment.document for attachment in attachments}
    pages: list[PreviewPage] = []
    title, document, nth = "", None, 0
    for sheet in sheets:
        for mark in sheet.bookmarks:
            title, document, nth = mark.title, papers[mark.place] if mark.level else None, 0
        pages.append(PreviewPage(title, (sheet.width, sheet.height), document, nth))
        nth += 1
    return pages


def _difference(found: Attachment, known: Attachment, pages: int, counted: int) -> str:
    """Say how the packet that is made will differ from the plan, now that the file of a paper was opened."""
    name = label(found.number)
    if pages != counted:
        return ngettext(
            "{document} takes {n} page of the packet; {counted} were counted before its file was opened. In the "
            "packet you make, the pages behind it have other numbers.",
            "{document} takes {n} pages of the packet; {counted} were counted before its file was opened. In the "
            "packet you make, the pages behind it have other numbers.",
            pages,
        ).format(document=name, n=pages, counted=counted)
    if found.reason != known.reason:
        return _(
            "Not all of {document} can be read. The plan could not know that before its file was opened; the packet "
            "you make says so."
        ).format(document=name)
    return ""
