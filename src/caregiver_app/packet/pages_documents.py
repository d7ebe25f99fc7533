"""The inventory: every document, where it stands in the packet, who holds what is not here, and what is missing."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.document import SENT_BEFORE, SET_APART, TOLD_IN_DETAIL, Document, label
from caregiver_app.domain.documents.page_work import page_count, pages_elsewhere
from caregiver_app.domain.packet.choices import arranged
from caregiver_app.domain.packet.since import Since
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, with_commas
from caregiver_app.packet.attachment import Attachment, in_inventory_order, is_in, set_apart, why_apart
from caregiver_app.packet.flow import Block, Space, Stack
from caregiver_app.packet.furniture import cell, figure, head, heading, page_title, under_title
from caregiver_app.packet.kinds_of_paper import kind_told
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.ours import ours, ours_counted, together, told
from caregiver_app.packet.pages_studies import imaging_studies, is_imaging, numbers_of
from caregiver_app.packet.proof import NO_BREAK, in_earlier_packet
from caregiver_app.packet.style import TABLE_QUIET
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import PAGE, Span, link, para, quiet, slanted, strong

_LOOK: Final = Look(padding=2, gap=8)
# A list of at most so many papers is not parted between pages.
_SMALL: Final = 8


def inventory(case: CaseSnapshot, attachments: Sequence[Attachment], options: PacketOptions) -> Block:
    """Set the inventory of files, things held elsewhere, papers wanted and what could not be included.

    What the family left out is named by its number alone.
    """
    left = [document for document in case.documents if _is_left_out(document, case, options)]
    imaging = [document for document in case.documents if is_imaging(document) and document not in left]
    others = [document for document in case.documents if not is_imaging(document) and document not in left]
    files = in_inventory_order(tuple(document for document in others if document.holding == "file"))
    files = files if options.documents is None else arranged(files, options.documents)
    elsewhere = [document for document in others if document.holding == "elsewhere"]
    wanted = [document for document in case.documents if document.holding == "wanted"]
    return Stack([
        page_title(_("Documents"), place="documents"),
        *([under_title(_counted((*files, *imaging), attachments))] if files or imaging else []),
        *_not_whole(attachments),
        *([heading(_("Inventory"), before=16)] if files or not imaging else []),
        *([_files(files, case, attachments, options)] if files or not imaging else []),
        *imaging_studies(case, imaging),
        *_left_out(left),
        *_elsewhere(elsewhere),
        *_wanted(wanted),
    ])  # fmt: skip


def _is_left_out(document: Document, case: CaseSnapshot, options: PacketOptions) -> bool:
    if document.holding != "file" or is_in(document, options):
        return False
    return not pages_elsewhere(document, case.page_homes)


def _left_out(documents: Sequence[Document]) -> list[Block]:
    """Name what the family left out by its number alone: a title could tell what they do not want to tell."""
    if not documents:
        return []
    places = [Space(0, place=f"listed-{document.number}") for document in documents]
    return [heading(_("Left out by choice"), before=18), *places, para(numbers_of(documents), before=3)]


def _counted(files: Sequence[Document], attachments: Sequence[Attachment]) -> str:
    there = sum(1 for attachment in attachments if attachment.included)
    pages = sum(len(attachment.pages) for attachment in attachments)
    of_documents = ours_counted("{n} document", "{n} documents", len(files))
    of_pages = ours_counted("{n} page", "{n} pages", pages)
    words = _("{documents} listed, {there} of them attached with {pages}.")
    return ours(words, documents=of_documents, there=there, pages=of_pages)


def _not_whole(attachments: Sequence[Attachment]) -> list[Block]:
    """List what is not in the packet whole, with the reason and the page that stands in its place."""
    blocks: list[Block] = []
    out = [attachment for attachment in attachments if not attachment.included]
    hurt = [attachment for attachment in attachments if attachment.included and attachment.reason]
    place = "not-whole"
    for title, members in ((_("Could not be included"), out), (_("Included, and part may be missing"), hurt)):
        if not members:
            continue
        rows = [
            Row((
                cell(strong(label(member.number))),
                cell(member.document.title),
                cell(ours(member.why), *_more_about(member)),
                figure(link(PAGE, member.place)),
            ))
            for member in members
        ]  # fmt: skip
        titles = head(_("No."), _("Title"), _("Why"), _("Packet page"), figures=(3,))
        blocks += [
            heading(title, before=14, place=place),
            Table((34, 0, 196, 58), rows, head=titles, look=_LOOK, before=4, whole=len(rows) <= _SMALL),
        ]
        place = ""
    return blocks


def _more_about(member: Attachment) -> list[str | Span]:
    """Return what a family can look up; what a reader said in its own words helps nobody who holds the paper."""
    document = member.document
    is_told = document.trouble == member.reason and document.trouble in TOLD_IN_DETAIL
    return [" ", quiet(document.trouble_detail)] if is_told and document.trouble_detail else []


def _files(
    files: Sequence[Document], case: CaseSnapshot, attachments: Sequence[Attachment], options: PacketOptions
) -> Block:
    if not files:
        return para(slanted(ours(_("No documents have been added yet."))), before=4)
    attached = {attachment.document.id: attachment for attachment in attachments}
    parts: dict[UUID | None, list[Document]] = defaultdict(list)
    for document in case.documents:
        parts[document.part_of].append(document)
    rows: list[Row] = []
    kind = None
    for document in files:
        if document.kind != kind and not _follows(document, files):
            kind = document.kind
            rows.append(Row((cell(strong(kind_told(kind))),), span=True, keep=True, above=3.0 if rows else 1.0))
        why = why_apart(document, options)
        rows.append(_file_row(document, case, attached.get(document.id), parts[document.id], why, options.since))
    titles = head(
        _("No."), _("Date"), _("Title, and where it is from"), _("Language"), _("Pages"), _("Packet page"),
        figures=(4, 5),
    )  # fmt: skip
    return Table((34, 54, 0, 46, 30, 58), rows, head=titles, look=_LOOK, before=4)


def _follows(document: Document, files: Sequence[Document]) -> bool:
    """Whether it stands beneath its original and not under its own kind."""
    return any(other.id == document.translation_of for other in files)


def _file_row(
    document: Document,
    case: CaseSnapshot,
    attachment: Attachment | None,
    parts: Sequence[Document],
    why: str,
    since: Since | None,
) -> Row:
    original = case.document(document.translation_of)
    about = [text for text in (document.origin,) if text]
    if original is not None:
        about.append(
            ours(_("translation of {document}").replace(" {", NO_BREAK + "{"), document=label(original.number))
        )
    whole = case.document(document.part_of)
    if whole is not None:
        about.append(ours(_("came in {document}").replace(" {", NO_BREAK + "{"), document=label(whole.number)))
    title: list[Block] = [cell(document.title)]
    if about:
        title.append(cell(quiet(together(" · ", about))))
    if document.note:
        title.append(para(document.note, style=TABLE_QUIET))
    if attachment is not None and attachment.signed:
        title.append(cell(slanted(ours(_("Signed electronically; the original file holds the signature.")))))
    if parts:
        title.append(cell(slanted(ours(_("It was opened into {documents}."), documents=numbers_of(parts)))))
    elif why and why != SENT_BEFORE:  # its page there says so
        title.append(cell(slanted(ours(_(SET_APART[why])))))
    pages = str(len(attachment.pages)) if attachment and attachment.pages else str(page_count(document) or "–")
    return Row((
        cell(label(document.number)),
        cell(document.date.in_table() if document.date else "–"),
        Stack(title),
        cell(told(document.language, "languages") or "–"),
        figure(pages),
        figure(*_where(document, attachment, case, why, in_earlier_packet(document, since))),
    ), place=f"listed-{document.number}")  # fmt: skip


def _where(
    document: Document, attachment: Attachment | None, case: CaseSnapshot, why: str, earlier: str
) -> list[str | Span]:
    homes = pages_elsewhere(document, case.page_homes) if attachment is None and not document.in_packet else ()
    if homes:
        return [slanted(ours(_("in {documents}"), documents=with_commas(label(home.number) for home in homes)))]
    if attachment is None and earlier:
        return [earlier]
    if attachment is None:
        return ["–"] if why and why == set_apart(document) else [slanted(ours(_("not attached")))]
    found: list[str | Span] = [link(PAGE, attachment.place)]
    if not attachment.included:
        found = [slanted(ours(_("not included"))), " ", *found]
    elif attachment.reason:
        found = [slanted(ours(_("not whole"))), " ", *found]
    return found


def _elsewhere(documents: Sequence[Document]) -> list[Block]:
    if not documents:
        return []
    rows = [
        Row((
            cell(label(document.number)),
            cell(document.date.in_table() if document.date else "–"),
            Stack([cell(document.title), *([para(document.note, style=TABLE_QUIET)] if document.note else [])]),
            cell(kind_told(document.kind)),
            cell(document.held_by or slanted(ours(_("not recorded")))),
        ), place=f"listed-{document.number}")
        for document in documents
    ]  # fmt: skip
    titles = head(_("No."), _("Date"), _("What"), _("Kind"), _("Who holds it"))
    return [
        heading(_("Things that are not files"), before=18),
        Table((34, 54, 0, 100, 130), rows, head=titles, look=_LOOK, before=4, whole=len(rows) <= _SMALL),
    ]


def _wanted(documents: Sequence[Document]) -> list[Block]:
    if not documents:
        return []
    rows = [
        Row((
            cell(label(document.number)),
            Stack([cell(document.title), *([para(document.note, style=TABLE_QUIET)] if document.note else [])]),
            cell(kind_told(document.kind)),
            cell(document.held_by or slanted(ours(_("nobody yet")))),
            cell(document.asked_on.in_table() if document.asked_on else slanted(ours(_("not yet")))),
        ), place=f"listed-{document.number}")
        for document in documents
    ]  # fmt: skip
    titles = head(_("No."), _("What"), _("Kind"), _("Asked whom"), _("Asked on"))
    return [
        heading(_("Wanted and not here"), before=18),
        Table((34, 0, 110, 130, 54), rows, head=titles, look=_LOOK, before=4, whole=len(rows) <= _SMALL),
    ]
