"""One order for a packet: the case, the choices and what was read on the papers, gathered into values."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet import Words, make_packet, words_for_packet
from caregiver_app.casebook.packet_choices import chosen_files
from caregiver_app.casebook.packet_phrase import checked_password
from caregiver_app.casebook.packet_sent import MadePacket, case_when_sent, since_sent
from caregiver_app.casebook.packet_zip import ZipReport, make_zip, refuse_zip_place
from caregiver_app.casebook.zip_plan import ZipChoice
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import SENT_BEFORE, SETS, Document, fingerprints_of, label
from caregiver_app.domain.documents.page_work import pages_of
from caregiver_app.domain.documents.sheets import Sheet
from caregiver_app.domain.packet.carrying import BLACKED_OUT, PaperSearch
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.packet.hiding import hide_names
from caregiver_app.domain.packet.records import SentFile, SentPacket
from caregiver_app.domain.packet.since import Since, changes
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import fingerprint_of
from caregiver_app.i18n import _
from caregiver_app.packet.attachment import set_apart
from caregiver_app.packet.options import PacketOptions, options_of
from caregiver_app.packet.report import PacketReport
from caregiver_app.packet.sheet_words import words_on_sheet
from caregiver_app.progress import Progress, silent
from caregiver_app.store.originals import Originals

if TYPE_CHECKING:
    from caregiver_app.packet.plan import PacketPlan

_ANY_PAGE = (595.0, 842.0)


@dataclass(frozen=True)
class PacketOrder:
    """Everything a packet is made of but the files. `seen` holds all words of the papers where names are hidden.

    `follows` is the packet it is an addendum to, with the case as it was when that one was sent.
    """

    case: CaseSnapshot
    choices: PacketChoices
    as_of: date
    words: Words = field(default_factory=dict)
    seen: Words = field(default_factory=dict)
    follows: tuple[SentPacket, CaseSnapshot, Since] | None = None


@dataclass(frozen=True)
class Prepared:
    """The case as the packet says it, the options, and what the family should know before it is made."""

    case: CaseSnapshot
    options: PacketOptions
    notes: tuple[str, ...] = ()


def order_packet(book: Casebook, choices: PacketChoices, as_of: date, follows: SentPacket | None = None) -> PacketOrder:
    """Gather an order from an open case. Quick, and for the thread that opened the case. Raises NotToldAnyMore."""
    case = book.snapshot()
    earlier = None
    if follows is not None:
        then, _words = case_when_sent(follows, book.originals)
        earlier = (follows, then, since_sent(follows, case, book.originals))
    seen = words_seen(book, case, choices)
    return PacketOrder(case, choices, as_of, words_for_packet(book, chosen_files(case, choices)), seen, earlier)


def prepared(order: PacketOrder) -> Prepared:
    """Work out what the packet says and holds. Pure; it may run in any thread."""
    case, choices = order.case, order.choices
    files = chosen_files(case, choices)
    since = order.follows[2] if order.follows is not None else None
    apart = dict.fromkeys(_sent_before(since, files), SENT_BEFORE) if since is not None else {}
    options = options_of(choices, order.as_of, tuple(one.number for one in files))
    options = replace(options, since=since, set_apart=apart)
    if not choices.hide_names:
        return Prepared(case, options)
    search = PaperSearch(case)
    apart |= {
        document.number: why
        for document in files
        if not set_apart(document) and (why := search.reason(document, _page_words(document, order.seen)))
    }
    hidden = hide_names(case)
    if order.follows is not None and since is not None:
        told = changes(hide_names(order.follows[1]).case, hidden.case)
        options = replace(options, since=replace(since, changes=told))
    return Prepared(hidden.case, replace(options, set_apart=apart), hidden.notes)


def plan(order: PacketOrder) -> "PacketPlan":
    """Return what the packet will hold and on which pages. Pure; it may run in any thread."""
    from caregiver_app.packet.build import plan_packet  # what draws is loaded when something is counted or drawn

    ready = prepared(order)
    return plan_packet(ready.case, ready.options)


def make(
    order: PacketOrder, originals: Originals, target: Path, progress: Progress = silent, password: str = ""
) -> MadePacket:
    """Make the packet at `target`, or in several files beside it where each may only be so large.

    Long work on values; it may run in any thread. Raises CaregiverError, and what `progress` raises.
    """
    ready = prepared(order)
    target = Path(os.path.realpath(target))  # a link to another place stays a link, and the ZIP goes there too
    _refuse_what_does_not_go_together(order.choices, password)
    if order.choices.as_zip:  # before the packet is made, so that what is refused leaves nothing half done
        _refuse_zip_beside(target, originals)
    report = make_packet(ready.case, originals, target, ready.options, progress, order.words, password)
    if order.choices.as_zip:
        report = _with_zip(order, ready, report, originals, target, progress)
    return MadePacket(
        case=order.case,
        choices=order.choices,
        day=PartialDate.of_day(order.as_of),
        report=replace(report, notes=(*ready.notes, *report.notes)),
        words=frozenset(order.words),
        since=order.follows[0].id if order.follows is not None else None,
    )


def _refuse_what_does_not_go_together(choices: PacketChoices, password: str) -> None:
    if password:
        checked_password(password)
    if not choices.as_zip or not (choices.hide_names or password):
        return
    happened = (
        _("A ZIP with the original files cannot go with hidden names: the files say more than their pages.")
        if choices.hide_names
        else _("A ZIP with the original files cannot go with a password: the files in it would open without one.")
    )
    raise CaregiverError(happened, safe=_("Nothing was made."), now=_("Leave out one of the two."))


def _refuse_zip_beside(target: Path, originals: Originals) -> None:
    file = zip_beside(target)
    if file == target:
        raise CaregiverError(
            _("“{name}” is the name of the ZIP that goes beside the packet.").format(name=target.name),
            safe=_("Nothing was made."),
            now=_("Choose another name for the packet, one that ends in .pdf."),
        )
    refuse_zip_place(file, originals)


def _with_zip(
    order: PacketOrder, ready: Prepared, report: PacketReport, originals: Originals, target: Path, progress: Progress
) -> PacketReport:
    """Make the ZIP beside the packet and add it to the report, with what could not go in."""
    case, apart = ready.case, ready.options.set_apart
    numbers = [number for number in ready.options.documents or () if apart.get(number) != SENT_BEFORE]
    chosen = (one.id for one in case.documents if one.number in numbers or one.holding != "file")
    choice = ZipChoice(tuple(chosen), order.choices.imaging, order.as_of)
    file = zip_beside(target)
    told = make_zip(case, originals, [target.with_name(one.name) for one in report.files], file, choice, progress)
    made = SentFile(file.name, told.size, fingerprint_of(file))
    return replace(report, files=(*report.files, made), notes=(*report.notes, *_not_in_zip(told)))


def zip_beside(target: Path) -> Path:
    """Return where the ZIP of a packet goes: beside it, with its name."""
    return target.with_name(f"{target.stem}.zip")


def _not_in_zip(told: ZipReport) -> list[str]:
    return [
        _("Not in the ZIP: {document}. {reason}").format(document=label(one.document.number), reason=reason)
        for one in told.documents
        for reason in one.reasons
    ]


def _sent_before(since: Since, files: tuple[Document, ...]) -> Iterator[int]:
    """Go through the papers that the packet before held, whole, and that say nothing else now."""
    told = {document.id for document in since.changes.papers}
    for document in files:
        held = since.held.get(document.number)
        if held is not None and held.included and not held.reason and document.id not in told:
            yield document.number


def words_seen(book: Casebook, case: CaseSnapshot, choices: PacketChoices) -> Words:
    """Return all that was read on the files that are ticked, by fingerprint; nothing where names are not hidden."""
    wanted: dict[str, str] = {}
    if choices.hide_names:
        for document in chosen_files(case, choices):
            if document.format not in SETS:
                sheets = (sheet.fingerprint for sheet in pages_of(document))
                wanted |= dict.fromkeys((*fingerprints_of(document), *sheets), "")
    return book.readings.kept(wanted)


def _page_words(document: Document, seen: Words) -> list[str | None] | None:
    """Return the words that can be seen on each page as it goes into the packet; None where nobody knows."""
    sheets = pages_of(document)
    if not sheets:
        texts = seen.get(document.fingerprint, ())
        return [text.text for text in texts] or None
    return [_sheet_words(sheet, seen) for sheet in sheets]


def _sheet_words(sheet: Sheet, seen: Words) -> str | None:
    read = next((one for one in seen.get(sheet.fingerprint, ()) if one.page == sheet.page), None)
    if read is None:
        return None
    if not sheet.black and sheet.crop is None:
        return read.text
    # Where words stand is known only of those read from a picture; of others nobody can tell which are gone.
    if not read.words:
        return None
    left = " ".join(word.text for word in words_on_sheet(seen, sheet, _ANY_PAGE))
    return left or BLACKED_OUT
