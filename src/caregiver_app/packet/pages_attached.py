"""The attached documents: a divider before each, its stamped pages, or a labelled page that says why not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from caregiver_app.domain.documents.document import label
from caregiver_app.domain.documents.reading import Word
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.attachment import Attachment, title_line
from caregiver_app.packet.flow import Block, Box, Pen, Space, Stack
from caregiver_app.packet.furniture import facts
from caregiver_app.packet.geometry import Placement, placed
from caregiver_app.packet.kinds_of_paper import kind_told
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.ours import ours, ours_counted, told
from caregiver_app.packet.resting import Facts, by_proof, facts_resting_on
from caregiver_app.packet.sheets import Bookmark, Sheet, paper_size, text_sheets
from caregiver_app.packet.style import BODY, COVER_TITLE, TextStyle
from caregiver_app.packet.text import para, strong
from caregiver_app.packet.under_text import draw_under

_NUMBER = TextStyle(style.TEXT, 12, 16, style.ACCENT)


Opening = Callable[[int, int], Iterable[Sheet]]
"""Returns the cover of the part that begins with a page (from 0) of a document, or nothing where none does."""


def attached_sheets(
    attachments: Sequence[Attachment], entries: Sequence[Entry], options: PacketOptions, opening: Opening
) -> Iterator[Sheet]:
    """Lay out every attached document in order; its divider says which entries rest on it."""
    proven = by_proof(entries)
    for index, attachment in enumerate(attachments):
        marks = [Bookmark(0, ours(_("Attached documents")), attachment.place)] if index == 0 else []
        marks.append(Bookmark(1, title_line(attachment.document), attachment.place))
        yield from opening(attachment.number, 0)
        if options.dividers:
            yield from text_sheets(_divider(attachment, proven), options, label(attachment.number), marks)
            marks = []
        yield from _pages(attachment, options, tuple(marks), opening)


def _divider(attachment: Attachment, proven: Facts) -> Block:
    document = attachment.document
    count = len(attachment.pages)
    pages = ours_counted("{n} page", "{n} pages", count) if count else ""
    blocks: list[Block] = [
        *([] if attachment.pages else [Space(0, place=attachment.place_of(1))]),
        Space(120),
        para(label(document.number), style=_NUMBER, place=attachment.place),
        para(document.title, style=COVER_TITLE, before=2),
        facts([
            (_("Kind"), [kind_told(document.kind)]),
            (_("Date"), [document.date.in_words()] if document.date else []),
            (_("From"), [document.origin] if document.origin else []),
            (_("Language"), [told(document.language, "languages")] if document.language else []),
            (_("Pages"), [pages] if pages else [ours(_("none could be shown"))]),
        ], before=12),
    ]  # fmt: skip
    if document.note:
        blocks.append(para(document.note, before=12))
    if attachment.signed:
        signed = _(
            "This file was signed electronically. What follows shows its pages; the original file holds the signature."
        )
        blocks.append(para(ours(signed), before=12))
    if attachment.reason:
        blocks.append(Box(para(strong(_says(attachment))), before=16))
    return Stack([*blocks, *facts_resting_on(attachment, proven.get(document.id, ()))])


def _says(attachment: Attachment) -> str:
    if not attachment.included:
        return ours(_("Not included: {reason}"), reason=ours(attachment.why))
    return ours(_("Included as far as it can be read. {reason}"), reason=ours(attachment.why))


def _pages(
    attachment: Attachment, options: PacketOptions, marks: tuple[Bookmark, ...], opening: Opening
) -> Iterator[Sheet]:
    if not attachment.pages:
        if not options.dividers:  # otherwise the divider already says it
            yield from _in_its_place(attachment, None, options, marks)
        return
    for index, shape in enumerate(attachment.pages):
        own = marks if index == 0 else ()
        if index:
            yield from opening(attachment.number, index)
        if not shape.readable:
            yield from _in_its_place(attachment, index, options, own)
            continue
        placement = placed(shape, paper_size(options))
        places = _places(attachment, index, options)
        yield Sheet(
            placement.sheet_width,
            placement.sheet_height,
            partial(_mark_page, places, attachment.words[index] if attachment.words else (), placement),
            foot=_foot(attachment, index),
            places=places,
            bookmarks=own,
            source=(attachment.number, index),
        )


def _places(attachment: Attachment, index: int, options: PacketOptions) -> tuple[str, ...]:
    own = attachment.place_of(index + 1)
    return (own,) if options.dividers or index else (attachment.place, own)


def _mark_page(places: tuple[str, ...], words: tuple[Word, ...], placement: Placement, pen: Pen) -> None:
    for place in places:
        pen.mark_page(place)
    draw_under(pen.canvas, words, placement)


def _foot(attachment: Attachment, index: int) -> str:
    words = _("{document} page {page} of {pages}")
    return ours(words, document=label(attachment.number), page=index + 1, pages=len(attachment.pages))


def _in_its_place(
    attachment: Attachment, index: int | None, options: PacketOptions, marks: tuple[Bookmark, ...]
) -> Iterator[Sheet]:
    """Yield the labelled page that stands where a page or a whole document cannot be shown."""
    document = attachment.document
    if index is None:
        foot = label(document.number)
        sentence = ours(_("This document could not be included."))
        why = ours(attachment.why)
    else:
        foot = _foot(attachment, index)
        sentence = ours(_("Page {page} of this document could not be shown."), page=index + 1)
        why = ours(_("The page cannot be read."))
    blocks: list[Block] = [
        *(Space(0, place=place) for place in _places(attachment, index or 0, options)),
        Space(200),
        Box(Stack([para(strong(sentence)), para(why, style=BODY), para(title_line(document), style=BODY, before=8)])),
    ]
    yield from text_sheets(Stack(blocks), options, foot, marks)
