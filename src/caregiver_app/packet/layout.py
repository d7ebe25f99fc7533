"""Lay the whole packet out as sheets in their final order, before anything is drawn."""

from collections.abc import Iterator, Sequence
from functools import partial

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.attachment import Attachment
from caregiver_app.packet.flow import Block, Pen
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.pages_attached import attached_sheets
from caregiver_app.packet.pages_cover import cover
from caregiver_app.packet.pages_details import details, place_of
from caregiver_app.packet.pages_documents import inventory
from caregiver_app.packet.pages_labs import lab_trends
from caregiver_app.packet.pages_summary import summary
from caregiver_app.packet.pages_timeline import paint_timeline
from caregiver_app.packet.proof import Proofs
from caregiver_app.packet.sheets import Bookmark, Sheet, paper_size, text_sheets


def laid_out(case: CaseSnapshot, attachments: Sequence[Attachment], options: PacketOptions) -> tuple[Sheet, ...]:
    """Return every sheet of the packet in order."""
    return tuple(_sheets(case, attachments, options))


def _titles() -> dict[str, str]:
    return {
        "summary": _("Case summary"),
        "timeline": _("Treatment timeline"),
        "details": _("Details"),
        "trends": _("Lab trends"),
        "documents": _("Documents"),
        "attached": _("Attached documents"),
    }


def _sheets(case: CaseSnapshot, attachments: Sequence[Attachment], options: PacketOptions) -> Iterator[Sheet]:
    titles = _titles()
    chosen = [section for section in titles if section in options.sections]
    trends = lab_trends(case, options, place_of("lab")) if "details" in chosen else None
    if trends is not None:
        # The charts belong to the details, on pages of their own.
        chosen.insert(chosen.index("details") + 1, "trends")
    listed = "documents" in chosen
    proofs = Proofs(case, attachments, listed=listed)
    contents = [
        (titles[section], attachments[0].place if section == "attached" else section)
        for section in chosen
        if section != "attached" or attachments
    ]
    front = cover(case, attachments, contents, options)
    yield from text_sheets(front, options, _("Records packet"), [Bookmark(0, _("Cover and contents"), "cover")])
    if "summary" in chosen:
        yield from _section(summary(case, proofs, options), options, titles, "summary")
    if "timeline" in chosen:
        yield _timeline(case, options, titles["timeline"])
    if "details" in chosen:
        yield from _section(details(case, proofs, options.as_of), options, titles, "details")
    if trends is not None:
        yield from _section(trends, options, titles, "trends")
    if listed:
        yield from _section(inventory(case, attachments), options, titles, "documents")
    yield from attached_sheets(attachments, case.entries, options)


def _section(block: Block, options: PacketOptions, titles: dict[str, str], section: str) -> Iterator[Sheet]:
    return text_sheets(block, options, titles[section], [Bookmark(0, titles[section], section)])


def _timeline(case: CaseSnapshot, options: PacketOptions, title: str) -> Sheet:
    """Return the one landscape page; bound at its top, as the other pages are at their left."""
    height, width = paper_size(options)
    paint = partial(_paint_timeline, case, options, title, width, height)
    return Sheet(width, height, paint, title, ("timeline",), (Bookmark(0, title, "timeline"),))


def _paint_timeline(
    case: CaseSnapshot, options: PacketOptions, title: str, width: float, height: float, pen: Pen
) -> None:
    look = style.PAGE_TITLE
    top = height - style.BINDING
    pen.mark("timeline", 0, height - 12)
    style.draw_text(pen.canvas, style.MARGIN, top - look.size, title, font=look.font, size=look.size)
    room = top - look.leading - 6 - style.FOOT
    paint_timeline(
        pen.canvas,
        case,
        x=style.MARGIN,
        y=style.FOOT,
        width=width - 2 * style.MARGIN,
        height=room,
        as_of=options.as_of,
    )
