"""Build the records packet: one case, its originals and the family's choices become one PDF.

The same input gives the same bytes: no clock, no locale, no chance. The target is written here in one go;
the caller moves it into its final place.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from caregiver_app.domain.documents.document import label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext
from caregiver_app.packet import style
from caregiver_app.packet.assemble import Assembly, PageRefused, pages_to_place
from caregiver_app.packet.attachment import Attachment, chosen, expected, why_not_attached
from caregiver_app.packet.checking import PacketNotWhole, check_packet, packet_not_whole
from caregiver_app.packet.layout import laid_out
from caregiver_app.packet.opened import Opened
from caregiver_app.packet.opening import UNREADABLE, opened
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.plan import PacketPlan, places_of, planned
from caregiver_app.packet.report import PacketDocument, PacketReport
from caregiver_app.packet.sheets import Sheet, paper_size
from caregiver_app.packet.skeleton import draw_skeleton
from caregiver_app.packet.under_text import Words
from caregiver_app.progress import Progress, silent


def parts_folder(target: Path) -> Path:
    """Return the folder beside the target that holds temporary files while it is built."""
    return target.with_name(f".{target.name}.parts")


def plan_packet(case: CaseSnapshot, options: PacketOptions) -> PacketPlan:
    """Return what the packet will hold and on which pages, as far as it is known before opening the files."""
    attachments = [expected(document, options.unreadable) for document in chosen(case, options)]
    reasons = {attachment.place: (attachment.number, attachment.reason) for attachment in attachments}
    return planned(laid_out(case, attachments, options), reasons)


def build_packet(
    case: CaseSnapshot,
    find_original: Callable[[str], Path],
    options: PacketOptions,
    target: Path,
    progress: Progress = silent,
    words: Words | None = None,
) -> PacketReport:
    """Write the packet to `target` and return what became of every document.

    `words` holds, by fingerprint, the words of files that have no pages of their own, a letter or an e-mail, which are
    printed in the place of the file, and the words read on scans, which are laid under them. `progress` is told the
    D-number of each document before it is touched. Raises PacketNotWhole when the written file does not read back
    whole, and what the disk or `progress` raises.
    """
    folder = parts_folder(target)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    sources: list[Opened] = []
    try:
        documents = chosen(case, options)
        total = 2 * len(documents) + 1
        for done, document in enumerate(documents):
            progress(done, total, label(document.number))
            forced = options.unreadable.get(document.number, "")
            sources.append(opened(document, find_original, folder, forced, words or {}, paper_size(options)))
        return _assembled(case, sources, options, target, folder, progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _assembled(
    case: CaseSnapshot, sources: list[Opened], options: PacketOptions, target: Path, folder: Path, progress: Progress
) -> PacketReport:
    """Put the packet together; what is refused at the last moment gets its labelled page in another round."""
    while True:
        try:
            return _attempted(case, sources, options, target, folder, progress)
        except PageRefused as refused:
            _mark_unreadable(sources, refused)
        except (PacketNotWhole, *UNREADABLE) as trouble:
            if not _leave_out_culprits(case, sources, options, folder):
                raise packet_not_whole() from trouble


def _attempted(
    case: CaseSnapshot, sources: list[Opened], options: PacketOptions, target: Path, folder: Path, progress: Progress
) -> PacketReport:
    """Lay out, draw, join, place, save and read back."""
    attachments = [source.attachment for source in sources]
    sheets = laid_out(case, attachments, options)
    skeleton = folder / "skeleton.pdf"
    draw_skeleton(sheets, case.person, skeleton)
    assembly = Assembly(skeleton, sources, paper_size(options))
    try:
        if assembly.sheets != len(sheets):
            raise packet_not_whole()
        _place_all(assembly, sheets, sources, progress)
        progress(2 * len(sources), 2 * len(sources) + 1, "")
        title = _("Records packet: {name}").format(name=case.person.name)
        assembly.finish(case.person, title, options.as_of, target)
    finally:
        assembly.close()
    check_packet(target, len(sheets))
    return _report(case, sheets, sources, options)


def _leave_out_culprits(case: CaseSnapshot, sources: list[Opened], options: PacketOptions, folder: Path) -> bool:
    """Find the files no packet can be made with, each tried alone, and put their labelled page in their place.

    Joining and saving do not say which file they stumbled over. Return whether there was any.
    """
    found = False
    for index, source in enumerate(sources):
        if not source.files:
            continue
        document = source.attachment.document
        alone = replace(case, entries=(), contacts=(), documents=(document,))
        try:
            _attempted(alone, [source], options, folder / "alone.pdf", folder, silent)
        except PageRefused as refused:
            _mark_unreadable([source], refused)
            found = True
        except (PacketNotWhole, *UNREADABLE):
            sources[index] = Opened(Attachment(document, reason="damaged"))
            found = True
    return found


def _place_all(assembly: Assembly, sheets: Sequence[Sheet], sources: list[Opened], progress: Progress) -> None:
    wanted = pages_to_place(sheets)
    for done, source in enumerate(sources):
        number = source.attachment.number
        progress(len(sources) + done, 2 * len(sources) + 1, label(number))
        assembly.place(source, wanted.get(number, ()))


def _mark_unreadable(sources: list[Opened], refused: PageRefused) -> None:
    source = next(source for source in sources if source.attachment.number == refused.number)
    pages = list(source.attachment.pages)
    pages[refused.index] = replace(pages[refused.index], readable=False)
    source.attachment = replace(source.attachment, pages=tuple(pages), reason="page_unreadable")


def _report(case: CaseSnapshot, sheets: Sequence[Sheet], sources: list[Opened], options: PacketOptions) -> PacketReport:
    places = places_of(sheets)
    attached = {source.attachment.document.id: source.attachment for source in sources}
    documents = []
    for document in case.documents:
        if document.holding != "file":
            continue
        attachment = attached.get(document.id)
        if attachment is None:
            why = why_not_attached(document, case, options)
            row = PacketDocument(document.number, document.title, document.kind, False, 0, 0, why)
        else:
            row = _row(attachment, places)
        documents.append(row)
    return PacketReport(len(sheets), tuple(documents), tuple(_notes(case, sources)))


def _row(attachment: Attachment, places: dict[str, int]) -> PacketDocument:
    document = attachment.document
    return PacketDocument(
        document.number,
        document.title,
        document.kind,
        attachment.included,
        len(attachment.pages),
        places[attachment.place],
        attachment.reason,
    )


def _notes(case: CaseSnapshot, sources: list[Opened]) -> list[str]:
    """Say what the family should know about a packet that is otherwise whole."""
    notes = []
    unknown = sorted(_unprintable(case))
    if unknown:
        written = ", ".join(style.shown(character) for character in unknown)
        notes.append(_("Some signs cannot be printed and are written by their number: {signs}.").format(signs=written))
    for source in sources:
        name = label(source.attachment.number)
        if source.unseen_comments:
            notes.append(
                ngettext(
                    "{document} carries {n} comment that opens on a click; its words cannot be printed.",
                    "{document} carries {n} comments that open on a click; their words cannot be printed.",
                    source.unseen_comments,
                ).format(document=name, n=source.unseen_comments)
            )
        if source.moving:
            notes.append(_("{document} is a moving picture; its first picture is shown.").format(document=name))
        if source.attachment.signed:
            notes.append(
                _("{document} is signed electronically; send its original file if the signature matters.").format(
                    document=name
                )
            )
    return notes


def _unprintable(case: CaseSnapshot) -> frozenset[str]:
    """Return the characters of the case that no face has."""
    found: frozenset[str] = frozenset()
    for record in (case.person, *case.contacts, *case.entries, *case.documents):
        for value in vars(record).values():
            if isinstance(value, str):
                found |= style.unprintable(value)
    return found
