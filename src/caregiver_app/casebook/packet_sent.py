"""Packets that were handed over: written down with what they held, made again, and followed by an addendum."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from caregiver_app import __version__
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packet.choices import Chosen, PacketChoices
from caregiver_app.domain.packet.kept import NotKept, kept_case, kept_text
from caregiver_app.domain.packet.records import (
    SentDocument,
    SentDocuments,
    SentFiles,
    SentPacket,
    packet_label,
)
from caregiver_app.domain.packet.since import Since, since
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.packet.report import PacketReport
from caregiver_app.store.originals import Originals

_COUNTER: Final = "packet"
_NUMBER: Final = re.compile(r"p?-?0*([0-9]{1,9})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class MadePacket:
    """A packet that was made a moment ago: what the case said, what was chosen, and what became of it.

    `words` are the fingerprints of the papers whose words were known; `since` is the packet it is an addendum to.
    """

    case: CaseSnapshot
    choices: PacketChoices
    day: PartialDate
    report: PacketReport
    words: frozenset[str] = frozenset()
    since: UUID | None = None


class SentUnknown(CaregiverError):
    """No packet that was sent goes by a number."""


class NotToldAnyMore(CaregiverError):
    """What a case said when a packet was sent cannot be read."""


def record_sent(
    book: Casebook, made: MadePacket, to_whom: str, on: PartialDate | None, how: str = "", note: str = ""
) -> SentPacket:
    """Write down to whom a packet went and when, with the exact files and all that is needed to make it again."""
    book.require_writable()
    kept = book.originals.keep_text(kept_text(made.case, made.words))
    try:
        with book.step(_("Record a packet as sent to {whom}").format(whom=to_whom or _("somebody"))) as tx:
            sent = SentPacket(
                number=tx.next_number(_COUNTER),
                to_whom=to_whom,
                on=on,
                how=how,
                note=note,
                made_on=made.day,
                choices=Chosen.holding(made.choices),
                files=SentFiles.of(made.report.files),
                documents=_documents(made.report),
                pages=made.report.pages,
                told=kept.fingerprint,
                version=__version__,
                since=made.since,
            )
            tx.put(sent)
    except BaseException:
        book.originals.take_back(kept)
        raise
    return sent


def change_sent(book: Casebook, sent: SentPacket) -> SentPacket:
    """Correct to whom, when or how a packet went, or its note."""
    with book.step(_("Change what is noted of packet {number}").format(number=packet_label(sent.number))) as tx:
        tx.put(sent)
    return sent


def remove_sent(book: Casebook, sent: SentPacket) -> None:
    """Take a packet out of the list of those that were sent; undo and the trash bring it back."""
    with book.step(_("Remove packet {number} from those sent").format(number=packet_label(sent.number))) as tx:
        tx.remove(sent)


def sent_numbered(case: CaseSnapshot, text: str) -> SentPacket:
    """Find a packet by its number, "P-003", "p3" or "3"; "last" is the newest. Raises SentUnknown."""
    if text.strip().casefold() == "last" and case.sent_packets:
        return case.sent_packets[-1]
    number = _NUMBER.fullmatch(text.strip())
    found = next((one for one in case.sent_packets if number and one.number == int(number[1])), None)
    if found is None:
        raise SentUnknown(
            _("No packet that was sent goes by “{number}”.").format(number=text),
            safe=_("Nothing was changed."),
            now=_("“caregiver sent DIR” lists the packets that were sent."),
        )
    return found


def case_when_sent(sent: SentPacket, originals: Originals) -> tuple[CaseSnapshot, frozenset[str]]:
    """Return what the case said when a packet was sent, and whose papers' words were known. Raises NotToldAnyMore."""
    try:
        return kept_case(originals.file(sent.told).read_text(encoding="utf-8"))
    except (OSError, UnicodeError, NotKept) as caught:
        raise NotToldAnyMore(
            _("What the case said when packet {number} was sent cannot be read any more.").format(
                number=packet_label(sent.number)
            ),
            safe=_("Your records and papers are not touched by this."),
            now=_("“Check my records” says whether its file is missing. A backup may still have it."),
        ) from caught


def since_sent(sent: SentPacket, case: CaseSnapshot, originals: Originals) -> Since:
    """Say what has changed since a packet was sent. Raises NotToldAnyMore."""
    then, _words = case_when_sent(sent, originals)
    return since(sent, then, case)


def _documents(report: PacketReport) -> SentDocuments:
    rows: Iterable[SentDocument] = (
        SentDocument(one.number, one.included, one.pages, one.first_page, one.reason) for one in report.documents
    )
    return SentDocuments.of(rows)
