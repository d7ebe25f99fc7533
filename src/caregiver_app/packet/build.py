"""Build the records packet: one case, its originals and the family's choices become one PDF.

The same input gives the same bytes: no clock, no locale, no chance. The target is written here in one go;
the caller moves it into its final place.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from caregiver_app.domain.documents.document import label
from caregiver_app.domain.packet.carrying import NOT_READ
from caregiver_app.domain.packet.records import SentFile
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.fsops import clear_away, fingerprint_of, take_away
from caregiver_app.i18n import _, ngettext, speaking, with_commas
from caregiver_app.packet import style
from caregiver_app.packet.assemble import Assembly, PageRefused, pages_to_place
from caregiver_app.packet.attachment import Attachment, chosen, expected, why_not_attached
from caregiver_app.packet.checking import PacketNotWhole, check_packet, packet_not_whole
from caregiver_app.packet.layout import laid_out
from caregiver_app.packet.opened import Opened
from caregiver_app.packet.opening import UNREADABLE, opened
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.parts import pages_of_parts
from caregiver_app.packet.plan import PacketPlan, ends_of, places_of, planned
from caregiver_app.packet.report import PacketDocument, PacketReport
from caregiver_app.packet.sheet_words import Words
from caregiver_app.packet.sheets import Sheet, paper_size
from caregiver_app.packet.signs import signs_no_face_has
from caregiver_app.packet.skeleton import draw_skeleton
from caregiver_app.packet.weights import Sharing
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Readable


def parts_folder(target: Path) -> Path:
    """Return the folder beside the target that holds temporary files while it is built."""
    return target.with_name(f".{target.name}.parts")


def plan_packet(case: CaseSnapshot, options: PacketOptions) -> PacketPlan:
    """Return what the packet will hold and on which pages, as far as it is known before opening the files."""
    attachments = [expected(document, options.unreadable) for document in chosen(case, options)]
    reasons = {attachment.place: (attachment.number, attachment.reason) for attachment in attachments}
    return planned(laid_out(case, attachments, options), reasons)


@dataclass(frozen=True)
class _Making:
    """What stays the same in every round: what is said, what was chosen, where it goes, and where the work is done."""

    case: CaseSnapshot
    options: PacketOptions
    target: Path
    folder: Path
    progress: Progress
    password: str = ""


def build_packet(
    case: CaseSnapshot,
    find_original: Callable[[str], Readable],
    options: PacketOptions,
    target: Path,
    progress: Progress = silent,
    words: Words | None = None,
    password: str = "",
) -> PacketReport:
    """Write the packet to `target` and return what became of every document.

    Where each file may only be so large, further parts are written beside it under the names the report gives. With a
    password every file opens only with it.
    `words` holds, by fingerprint, the words of files that have no pages of their own, a letter or an e-mail, which are
    printed in the place of the file, and the words read on scans, which are laid under them. `progress` is told the
    D-number of each document before it is touched. Raises PacketNotWhole when the written file does not read back
    whole, and what the disk or `progress` raises.
    """
    folder = parts_folder(target)
    clear_away(folder, within=target.parent)
    folder.mkdir(parents=True)
    sources: list[Opened] = []
    try:
        documents = chosen(case, options)
        total = 2 * len(documents) + 1
        for done, document in enumerate(documents):
            progress(done, total, label(document.number))
            forced = options.unreadable.get(document.number, "")
            with speaking(options.spoken):  # the words of a letter without pages are printed here
                source = opened(document, find_original, folder, forced, words or {}, paper_size(options))
            if options.names_hidden and source.drawn_words:
                options = replace(options, set_apart={**options.set_apart, document.number: NOT_READ})
                continue
            sources.append(_smaller(source, folder, options) if options.smaller_scans else source)
        return _assembled(_Making(case, options, target, folder, progress, password), sources)
    finally:
        clear_away(folder, within=target.parent)


def _smaller(source: Opened, folder: Path, options: PacketOptions) -> Opened:
    """Return a source with smaller scans; one that cannot be made smaller stays as it is."""
    from caregiver_app.packet.smaller import make_smaller

    name = f"{label(source.attachment.number)} smaller"
    for index, file in enumerate(source.files):
        with suppress(*UNREADABLE):
            source.files[index] = make_smaller(file, folder, f"{name} {index}", paper_size(options)).file
    return source


def _assembled(making: _Making, sources: list[Opened]) -> PacketReport:
    """Put the packet together; what is refused at the last moment gets its labelled page in another round."""
    while True:
        try:
            return _attempted(making, sources)
        except PageRefused as refused:
            _mark_unreadable(sources, refused)
        except (PacketNotWhole, *UNREADABLE) as trouble:
            if not _leave_out_culprits(making, sources):
                raise packet_not_whole() from trouble


def _attempted(making: _Making, sources: list[Opened]) -> PacketReport:
    """Lay out, draw and write the packet, in several files where one would be too large."""
    case, options = making.case, making.options
    attachments = [source.attachment for source in sources]
    sharing = Sharing(sources, options.most_bytes)
    while True:
        sheets = laid_out(case, attachments, options, sharing.breaks)
        parts = pages_of_parts(sheets)
        files = [_written(making, sheets, parts, part, sources) for part in range(1, len(parts) + 1)]
        if not sharing.is_too_large([file.size for file in files]):
            report = _report(case, sheets, sources, options)
            too_large = _too_large(files, options.most_bytes)
            return replace(report, files=tuple(files), notes=(*report.notes, *too_large))


def _too_large(files: Sequence[SentFile], most: int) -> list[str]:
    """Name the files that are larger than was asked for: what is in them cannot be shared out further."""
    words = _("File {number} of {files} is larger than you asked for: what is in it cannot be shared out. "
              "Smaller scans may help.")  # fmt: skip
    return [
        words.format(number=number, files=len(files))
        for number, file in enumerate(files, 1)
        if most and file.size > most
    ]


def _written(
    making: _Making, sheets: Sequence[Sheet], parts: Sequence[range], part: int, sources: list[Opened]
) -> SentFile:
    """Draw, join, place, save and read back one file, whose pages are those of a part, and put the password on it."""
    case, options, progress = making.case, making.options, making.progress
    pages = parts[part - 1]
    own = sheets[pages.start - 1 : pages.stop - 1]
    skeleton = making.folder / f"skeleton {part}.pdf"
    draw_skeleton(sheets, case.person, skeleton, pages, options.spoken)
    wanted = pages_to_place(own)
    here = [source for source in sources if source.attachment.number in wanted]
    assembly = Assembly(skeleton, here, paper_size(options))
    file = making.target
    if part > 1:
        file = file.with_name(f"{file.stem} {part}{file.suffix}")
    try:
        if assembly.sheets != len(own):
            raise packet_not_whole()
        _place_all(assembly, wanted, sources, progress)
        progress(2 * len(sources), 2 * len(sources) + 1, "")
        with speaking(options.spoken):
            assembly.finish(case.person, _title(case, options, part, len(parts)), options.as_of, file, pages.start)
    finally:
        assembly.close()
    check_packet(file, len(own))
    take_away(skeleton, within=making.folder)
    made = SentFile(file.name, file.stat().st_size, fingerprint_of(file), pages=len(own))
    return _protected(made, file, making.folder, making.password) if making.password else made


def _protected(made: SentFile, file: Path, folder: Path, password: str) -> SentFile:
    """Put the password on a file, which grows by that; it keeps the fingerprint it had without."""
    from caregiver_app.packet.protect import protect

    locked = folder / "locked.pdf"
    protect(file, locked, password)
    locked.replace(file)
    return replace(made, size=file.stat().st_size, fingerprint=fingerprint_of(file), content=made.fingerprint)


def _title(case: CaseSnapshot, options: PacketOptions, part: int, parts: int) -> str:
    if options.since is not None:
        title = _("Addendum to the records packet: {name}").format(name=case.person.name)
    else:
        title = _("Records packet: {name}").format(name=case.person.name)
    return title if parts == 1 else _("{title}, part {number} of {parts}").format(title=title, number=part, parts=parts)


def _leave_out_culprits(making: _Making, sources: list[Opened]) -> bool:
    """Find the files no packet can be made with, each tried alone, and put their labelled page in their place.

    Joining and saving do not say which file they stumbled over. Return whether there was any.
    """
    found = False
    single = replace(making.options, most_bytes=0, since=None)
    for index, source in enumerate(sources):
        if not source.files:
            continue
        document = source.attachment.document
        alone = replace(making.case, entries=(), contacts=(), documents=(document,))
        try:
            _attempted(_Making(alone, single, making.folder / "alone.pdf", making.folder, silent), [source])
        except PageRefused as refused:
            _mark_unreadable([source], refused)
            found = True
        except (PacketNotWhole, *UNREADABLE):
            sources[index] = Opened(Attachment(document, reason="damaged"))
            found = True
    return found


def _place_all(
    assembly: Assembly, wanted: Mapping[int, Sequence[tuple[int, int]]], sources: list[Opened], progress: Progress
) -> None:
    for done, source in enumerate(sources):
        number = source.attachment.number
        if number not in wanted:
            continue
        progress(len(sources) + done, 2 * len(sources) + 1, label(number))
        assembly.place(source, wanted[number])


def _mark_unreadable(sources: list[Opened], refused: PageRefused) -> None:
    source = next(source for source in sources if source.attachment.number == refused.number)
    pages = list(source.attachment.pages)
    pages[refused.index] = replace(pages[refused.index], readable=False)
    source.attachment = replace(source.attachment, pages=tuple(pages), reason="page_unreadable")


def _report(case: CaseSnapshot, sheets: Sequence[Sheet], sources: list[Opened], options: PacketOptions) -> PacketReport:
    places, ends = places_of(sheets), ends_of(sheets)
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
            row = replace(_row(attachment, places), last_page=ends[document.number])
        documents.append(row)
    return PacketReport(len(sheets), tuple(documents), tuple(_notes(case, options.as_of, sources)))


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


def _notes(case: CaseSnapshot, as_of: date, sources: list[Opened]) -> list[str]:
    """Say what the family should know about a packet that is otherwise whole."""
    notes = []
    unknown = signs_no_face_has(case, as_of)
    if unknown:
        written = with_commas(style.shown(character) for character in unknown)
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
        if source.to_be_blacked_out:
            notes.append(
                ngettext(
                    "{document} has {n} place that was marked to be blacked out and never was: it can be read.",
                    "{document} has {n} places that were marked to be blacked out and never were: they can be read.",
                    source.to_be_blacked_out,
                ).format(document=name, n=source.to_be_blacked_out)
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
