"""Lay the whole packet out as sheets in their final order, before anything is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, speaking
from caregiver_app.packet import style
from caregiver_app.packet.attachment import Attachment
from caregiver_app.packet.bilingual import both, is_bilingual
from caregiver_app.packet.flow import Block, Pen
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.ours import ours
from caregiver_app.packet.pages_attached import attached_sheets
from caregiver_app.packet.pages_changes import what_changed
from caregiver_app.packet.pages_cover import cover
from caregiver_app.packet.pages_details import details, place_of
from caregiver_app.packet.pages_documents import inventory
from caregiver_app.packet.pages_labs import lab_trends
from caregiver_app.packet.pages_proofs import where_from
from caregiver_app.packet.pages_questions import is_anything_asked, questions_for_you
from caregiver_app.packet.pages_summary import summary
from caregiver_app.packet.pages_timeline import paint_timeline
from caregiver_app.packet.parts import Breaks, part_cover, parts_of
from caregiver_app.packet.proof import Proofs
from caregiver_app.packet.sheets import Bookmark, Sheet, paper_size, text_sheets


def laid_out(
    case: CaseSnapshot, attachments: Sequence[Attachment], options: PacketOptions, breaks: Breaks = ()
) -> tuple[Sheet, ...]:
    """Return every sheet of the packet in order. `breaks` tell where further files of it begin."""
    with speaking(options.spoken):
        sheets = _sheets(case, attachments, options, breaks)
        return tuple(map(_in_both, sheets) if is_bilingual(options) else sheets)


def _in_both(sheet: Sheet) -> Sheet:
    """Say in Chinese as well what stands in the outline and at the foot of a sheet."""
    bookmarks = tuple(replace(bookmark, title=both(bookmark.title)) for bookmark in sheet.bookmarks)
    return replace(sheet, bookmarks=bookmarks, bilingual=True)


def _titles() -> dict[str, str]:
    return {
        "changes": ours(_("What has changed")),
        "summary": ours(_("Case summary")),
        "timeline": ours(_("Treatment timeline")),
        "details": ours(_("Details")),
        "trends": ours(_("Lab trends")),
        "proofs": ours(_("Where each fact comes from")),
        "documents": ours(_("Documents")),
        "questions": ours(_("Questions for you")),
        "attached": ours(_("Attached documents")),
    }


def _sheets(
    case: CaseSnapshot, attachments: Sequence[Attachment], options: PacketOptions, breaks: Breaks
) -> Iterator[Sheet]:
    titles = _titles()
    chosen = [section for section in titles if section in options.sections and _has_something(case, section, options)]
    if options.since is not None:
        chosen.insert(0, "changes")
    trends = lab_trends(case, options, place_of("lab")) if "details" in chosen else None
    if trends is not None:
        # The charts belong to the details, on pages of their own.
        chosen.insert(chosen.index("details") + 1, "trends")
    listed = "documents" in chosen
    proofs = Proofs(case, attachments, listed=listed, since=options.since)
    parts = parts_of(attachments, breaks)
    contents = [
        (titles[section], attachments[0].place if section == "attached" else section)
        for section in chosen
        if section != "attached" or attachments
    ]
    front = cover(case, attachments, contents, options, parts)
    yield from text_sheets(
        front, options, ours(_("Records packet")), [Bookmark(0, ours(_("Cover and contents")), "cover")]
    )
    if options.since is not None:
        changed = what_changed(case, options.since, attachments, proofs)
        yield from _section(changed, options, titles, "changes")
    if "summary" in chosen:
        yield from _section(summary(case, proofs, options), options, titles, "summary")
    if "timeline" in chosen:
        yield _timeline(case, options, titles["timeline"])
    if "details" in chosen:
        yield from _section(details(case, proofs, options.as_of), options, titles, "details")
    if trends is not None:
        yield from _section(trends, options, titles, "trends")
    if "proofs" in chosen:
        yield from _section(where_from(case, proofs), options, titles, "proofs")
    if listed:
        yield from _section(inventory(case, attachments, options), options, titles, "documents")
    if "questions" in chosen:
        yield from _section(questions_for_you(case, options.as_of), options, titles, "questions")
    yield from attached_sheets(attachments, case.entries, options, partial(part_cover, case, parts, options))


def _has_something(case: CaseSnapshot, section: str, options: PacketOptions) -> bool:
    """Whether a part that is only there for what the family entered has something to say."""
    if section == "proofs":
        return bool(case.entries)
    return section != "questions" or is_anything_asked(case, options.as_of)


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
    shown = both(title) if is_bilingual(options) else title
    style.draw_text(pen.canvas, style.MARGIN, top - look.size, shown, font=look.font, size=look.size)
    room = top - look.leading - 6 - style.FOOT
    paint_timeline(
        pen.canvas,
        case,
        x=style.MARGIN,
        y=style.FOOT,
        width=width - 2 * style.MARGIN,
        height=room,
        as_of=options.as_of,
        in_both=is_bilingual(options),
    )
